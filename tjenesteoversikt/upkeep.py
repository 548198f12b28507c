"""Changes to a published service that leave somebody's draft where it was.

A draft stays on top, with the same change in it, so that publishing it later undoes nothing.
"""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from tjenesteoversikt.models import Service


class InUse(Exception):
    """Somebody has locked the service, or it waits for approval or its day of publishing."""


class SentBack(InUse):
    """The newest draft was sent back to its writer, who has not sent it in again."""


def _free(service: Service, user: AbstractBaseUser) -> Service:
    row = Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    lock = row.get_lock()
    if row.workflow_in_progress or (lock and lock.for_user(user)):
        raise InUse
    return row


def _keep(
    row: Service, change: Callable[[Service], None], user: AbstractBaseUser, clean: bool
) -> Revision:
    change(row)
    return row.save_revision(user=user, log_action=True, clean=clean)


@contextmanager
def _sent_back_stays(row: Service) -> Iterator[None]:
    """Keep publishing `row` from ending what was sent back: that is about the draft on top of it.

    Wagtail cancels whatever is not approved yet. Inside a transaction nobody sees it meanwhile.
    """
    sent_back = row.workflow_states.filter(status=WorkflowState.STATUS_NEEDS_CHANGES)
    held = list(sent_back.values_list("pk", flat=True))
    sent_back.update(status=WorkflowState.STATUS_CANCELLED)
    yield
    WorkflowState.objects.filter(pk__in=held).update(status=WorkflowState.STATUS_NEEDS_CHANGES)


@transaction.atomic
def change_everywhere(
    service: Service,
    change: Callable[[Service], None],
    user: AbstractBaseUser,
    *,
    clean: bool = False,
) -> None:
    """Change the published text and the draft on top of it, each as a revision in the history.

    A service that is not published has its draft changed. A draft that was sent back to its writer
    stays so.

    Raises:
        InUse: if nobody may change it now.
        ValidationError: if `clean` and what readers would see is then not right. A draft may wait
            for its words.
    """
    row = _free(service, user)
    has_draft = row.has_unpublished_changes and row.latest_revision_id
    draft = row.get_latest_revision_as_object() if has_draft or not row.live else None
    if row.live:
        with _sent_back_stays(row):
            _keep(row, change, user, clean).publish(user=user)
    if draft is not None:
        newest = Service.objects.get(pk=row.pk).with_content_json(draft.serializable_data())
        _keep(newest, change, user, clean=False)


@transaction.atomic
def change_draft(
    service: Service, change: Callable[[Service], None], user: AbstractBaseUser
) -> None:
    """Change the newest draft, or make one; readers see nothing yet. Raises `InUse`."""
    _keep(_free(service, user).get_latest_revision_as_object(), change, user, clean=False)


def a_year_after(day: datetime.date) -> datetime.date:
    """The same day next year."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def next_check_after(day: datetime.date, planned: datetime.date | None) -> datetime.date:
    """The next check as planned, if that is still to come, else in a year."""
    return planned if planned and planned > day else a_year_after(day)


def mark_checked(
    service: Service, user: AbstractBaseUser, day: datetime.date | None = None
) -> None:
    """Say that everything was right on `day` (today). Raises `InUse`."""
    checked_on = day or timezone.localdate()

    def check(row: Service) -> None:
        row.checked_on = checked_on
        row.next_check = next_check_after(checked_on, row.next_check)

    change_everywhere(service, check, user)


def set_responsible(service: Service, user: AbstractBaseUser, person: AbstractBaseUser) -> None:
    """Let `person` answer for it. Raises `InUse`."""

    def hand(row: Service) -> None:
        row.responsible = person

    change_everywhere(service, hand, user)


@transaction.atomic
def publish_newest(service: Service, user: AbstractBaseUser) -> None:
    """Publish the draft, or what there is.

    Raises:
        SentBack: if its writer has been asked to change it.
        InUse: if nobody may change it now.
        ValidationError: if it is not fit to be published.
    """
    row = _free(service, user)
    if row.live and not row.has_unpublished_changes:
        return
    if row.current_workflow_state:
        raise SentBack
    newest = row.get_latest_revision_as_object()
    newest.full_clean()
    revision = row.latest_revision or newest.save_revision(user=user)
    revision.publish(user=user)


@transaction.atomic
def take_down(service: Service, user: AbstractBaseUser) -> None:
    """Show it to nobody. Raises `InUse`."""
    row = _free(service, user)
    if row.live:
        row.unpublish(user=user)
