"""What waits for somebody, what somebody has sent, and all that waits at a municipality."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.text import capfirst
from wagtail.models import Page, Site, TaskState, WorkflowMixin, WorkflowState

from bti_portal.accounts.models import SiteApprovalTask, User
from bti_portal.accounts.sites import site_ids_of
from bti_portal.approval.things import address_of

SHOWN_AT_ONCE = 10


@dataclass(frozen=True)
class Waiting:
    """Something on its way to being approved."""

    state: WorkflowState
    is_for_me: bool = False

    @property
    def model(self) -> type[Model]:
        content_type = ContentType.objects.get_for_id(self.state.content_type_id)
        return content_type.model_class() or Page

    @property
    def title(self) -> str:
        task_state = self.state.current_task_state
        return task_state.revision.object_str if task_state else str(self.state.object_id)

    @property
    def kind(self) -> str:
        return capfirst(str(self.model._meta.verbose_name))

    @property
    def edit_url(self) -> str:
        return address_of(self.model, self.state.object_id, "edit")

    @property
    def history_url(self) -> str:
        return address_of(self.model, self.state.object_id, "workflow_history")

    @property
    def who(self) -> str:
        person = self.state.requested_by
        return (person.get_full_name() or person.email) if person else ""

    @property
    def since(self) -> datetime.datetime:
        task_state = self.state.current_task_state
        return task_state.started_at if task_state else self.state.created_at

    @property
    def step(self) -> str:
        task_state = self.state.current_task_state
        return task_state.task.name if task_state else ""

    @property
    def is_sent_back(self) -> bool:
        """Whether it waits for its writer."""
        return self.state.status == WorkflowState.STATUS_NEEDS_CHANGES

    @property
    def comment(self) -> str:
        """Why it was sent back."""
        task_state = self.state.current_task_state
        return task_state.comment if task_state and self.is_sent_back else ""


def _active() -> QuerySet[WorkflowState]:
    return (
        WorkflowState.objects.active()
        .filter(current_task_state__isnull=False)
        .select_related("requested_by", "current_task_state__task", "current_task_state__revision")
        .defer("current_task_state__revision__content")
        .order_by("current_task_state__started_at", "pk")
    )


def _task_states_for(user: User) -> QuerySet[TaskState]:
    """What waits for a group that the user is in.

    What waits for a professional group that everybody has left since waits for the last step's
    people, who may step in for it.
    """
    groups = user.groups.values("pk")
    steps = SiteApprovalTask.objects.all()
    last = steps.filter(step=SiteApprovalTask.Step.COORDINATOR, groups__in=groups)
    left = steps.filter(step=SiteApprovalTask.Step.GROUP, site__in=last.values("site")).exclude(
        groups__user__is_active=True
    )
    mine = (
        Q(task__siteapprovaltask__groups__in=groups)
        | Q(task__groupapprovaltask__groups__in=groups)
        | Q(task__in=left.values("pk"))
    )
    return TaskState.objects.filter(mine, status=TaskState.STATUS_IN_PROGRESS)


def waits_for(user: User) -> list[Waiting]:
    """What asks for the user's own yes, the oldest first."""
    states = _active().filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        current_task_state__in=_task_states_for(user).values("pk"),
    )
    return [Waiting(state, is_for_me=True) for state in states]


def sent_by(user: User) -> list[Waiting]:
    """What the user has sent and is not done yet; what was sent back stands first.

    Nothing from where the user does not work any more.
    """
    states = _active().filter(requested_by=user)
    if not user.is_superuser:
        states = states.filter(_at(Site.objects.filter(pk__in=site_ids_of(user))))
    return sorted(map(Waiting, states), key=lambda row: not row.is_sent_back)


def _at(sites: QuerySet[Site]) -> Q:
    """Pages below the sites' front pages, and rows of models that are approved, of their own."""
    below = Q(pk__in=[])
    homes = Page.objects.filter(translation_key__in=sites.values("root_page__translation_key"))
    for path in homes.values_list("path", flat=True):
        below |= Q(path__startswith=path)
    wanted = Q(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=_keys(Page.objects.filter(below)),
    )
    for model in _row_models():
        wanted |= Q(
            base_content_type=ContentType.objects.get_for_model(model),
            object_id__in=_keys(model._default_manager.filter(site__in=sites.values("pk"))),
        )
    return wanted


def _row_models() -> Iterable[type[Model]]:
    return [
        model
        for model in apps.get_models()
        if issubclass(model, WorkflowMixin) and not issubclass(model, Page)
    ]


def _keys(rows: QuerySet[Model]) -> QuerySet[Model]:
    """The primary keys as the text that workflow states keep them as."""
    return rows.order_by().annotate(pk_as_text=Cast("pk", CharField())).values("pk_as_text")


def waiting_at(site: Site, user: User) -> list[Waiting]:
    """All that is on its way at the municipality's site, the oldest first."""
    mine = set(_task_states_for(user).values_list("pk", flat=True))
    states = _active().filter(_at(Site.objects.filter(pk=site.pk)))
    return [Waiting(state, is_for_me=state.current_task_state_id in mine) for state in states]


def count_at(site: Site) -> int:
    """How much is on its way at the municipality's site."""
    return _active().filter(_at(Site.objects.filter(pk=site.pk))).count()
