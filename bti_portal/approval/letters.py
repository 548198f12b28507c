"""E-mails about approval, each in the receiver's own form of Norwegian."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page, Site, TaskState, WorkflowState

from bti_portal.accounts.admin_address import admin_address
from bti_portal.accounts.models import SiteApprovalTask, User
from bti_portal.accounts.posting import post
from bti_portal.accounts.sites import site_ids_of
from bti_portal.approval.things import edit_address, site_of, title_of
from bti_portal.shell.models import municipality_for


@dataclass(frozen=True)
class Letter:
    """What is told, of what, to whom.

    Attributes:
        event: names the template and, on Wagtail's account page, the kind that can be switched off.
        thing: the page or row, as it is now.
        actor: who did it.
        comment: what the actor wrote.
        step: the step that something waits at, or was sent back from.
    """

    event: str
    thing: Model
    actor: User | None = None
    comment: str = ""
    step: str = ""

    @property
    def switch(self) -> str:
        """The field of a user's profile that switches letters of this kind off."""
        kind = {"sent": "submitted", "approved": "approved"}.get(self.event, "rejected")
        return f"{kind}_notifications"


def _subjects() -> dict[str, str]:
    return {
        "sent": _("To approve: %(title)s"),
        "sent_back": _("Sent back: %(title)s"),
        "approved": _("Approved: %(title)s"),
        "stopped": _("No longer to be approved: %(title)s"),
    }


def _write(letter: Letter, person: User, site: Site | None) -> tuple[str, str]:
    """Subject and text, in the active language."""
    thing = letter.thing
    title = title_of(thing)
    is_public = isinstance(thing, Page) and thing.live and not thing.has_unpublished_changes
    context = {
        "letter": letter,
        "person": person,
        "title": title,
        "kind": capfirst(str(thing._meta.verbose_name)),
        "who": (letter.actor.get_full_name() or letter.actor.email) if letter.actor else "",
        "municipality": str(municipality_for(site)) if site else "",
        "edit_url": admin_address(edit_address(thing)),
        "public_url": thing.full_url if is_public else "",
        "go_live_at": getattr(
            getattr(thing, "scheduled_revision", None), "approved_go_live_at", None
        ),
    }
    subject = _subjects()[letter.event] % {"title": title}
    return subject, render_to_string(f"approval/letters/{letter.event}.txt", context)


def _wants(person: User, letter: Letter) -> bool:
    profile = getattr(person, "wagtail_userprofile", None)
    return getattr(profile, letter.switch, True)


def send(letter: Letter, people: Iterable[User]) -> None:
    """Send `letter` to those of `people` who want it."""
    site = site_of(letter.thing)
    wanting = [person for person in people if _wants(person, letter)]
    post(wanting, site, lambda person: _write(letter, person, site))


def _send_when_kept(
    state: WorkflowState, event: str, people: Iterable[User], **values: Any
) -> None:
    """When the database has kept what happened; never about what came to nothing."""
    wanted = {person.pk: person for person in people}
    actor = values.get("actor")
    wanted.pop(actor.pk if actor else None, None)

    def now() -> None:
        model, pk = type(state.content_object), state.object_id
        thing = model._default_manager.filter(pk=pk).first()
        if thing is not None:
            specific = thing.specific if isinstance(thing, Page) else thing
            send(Letter(event, specific, **values), wanted.values())

    if wanted:
        transaction.on_commit(partial(now), robust=True)


def _asked(task: Any) -> list[User]:
    """Those in the groups of a step; the operators, if nobody is."""
    people = list(User.objects.filter(is_active=True, groups__in=task.groups.all()).distinct())
    return people or list(User.objects.filter(is_active=True, is_superuser=True))


def ask(instance: TaskState, user: User | None = None, **_kwargs: Any) -> None:
    """Something waits for the people of a step."""
    task = instance.task.specific
    if not hasattr(task, "groups"):
        return
    state = instance.workflow_state
    _send_when_kept(
        state, "sent", _asked(task), actor=user, step=_step_of(task), comment=_said_before(instance)
    )


def ask_nobody_else(**_kwargs: Any) -> None:
    """Wagtail would tell all operators of all that is sent to approval anywhere."""


def _step_of(task: Any) -> str:
    return task.step if isinstance(task, SiteApprovalTask) else ""


def _said_before(instance: TaskState) -> str:
    """What those of the step before wrote when they approved."""
    earlier = instance.workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED)
    last = earlier.exclude(pk=instance.pk).order_by("finished_at").last()
    return last.comment if last else ""


def _writer(state: WorkflowState) -> list[User]:
    """The one who sent it in, if still at work there: drafts are for those only."""
    person = state.requested_by
    site = site_of(state.content_object) if person else None
    return [person] if person and site and site.pk in site_ids_of(person) else []


def tell_sent_back(instance: WorkflowState, user: User | None = None, **_kwargs: Any) -> None:
    """The writer must change something."""
    task_state = instance.current_task_state
    _send_when_kept(
        instance,
        "sent_back",
        _writer(instance),
        actor=user,
        comment=task_state.comment if task_state else "",
    )


def tell_approved(instance: WorkflowState, user: User | None = None, **_kwargs: Any) -> None:
    """The writer's text is out, or will be on its day."""
    task_state = instance.current_task_state
    _send_when_kept(
        instance,
        "approved",
        _writer(instance),
        actor=user,
        comment=task_state.comment if task_state else "",
    )


def tell_stopped(instance: WorkflowState, user: User | None = None, **_kwargs: Any) -> None:
    """The writer, and those who had been asked, need not wait or look any more."""
    people = _writer(instance)
    task_state = instance.current_task_state
    was_asked = task_state and task_state.finished_by_id in {None, user and user.pk}
    if was_asked and task_state.status != TaskState.STATUS_REJECTED:
        task = task_state.task.specific
        people += _asked(task) if hasattr(task, "groups") else []
    _send_when_kept(instance, "stopped", people, actor=user)
