"""Changes to a published service that leave somebody's draft where it was.

A draft stays on top, with the same change in it, so that publishing it later undoes nothing.
"""

import datetime
from collections.abc import Callable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from tjenesteoversikt.models import Service


class InUse(Exception):
    """Somebody has locked the service, or it waits for approval or its day of publishing."""


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


@transaction.atomic
def change_everywhere(
    service: Service,
    change: Callable[[Service], None],
    user: AbstractBaseUser,
    *,
    clean: bool = False,
) -> None:
    """Change the published text and the draft on top of it, each as a revision in the history.

    A service that is not published has its draft changed.

    Raises:
        InUse: if nobody may change it now.
        ValidationError: if `clean` and the text is then not right.
    """
    row = _free(service, user)
    has_draft = row.has_unpublished_changes and row.latest_revision_id
    draft = row.get_latest_revision_as_object() if has_draft or not row.live else None
    if row.live:
        _keep(row, change, user, clean).publish(user=user)
    if draft is not None:
        _keep(
            Service.objects.get(pk=row.pk).with_content_json(draft.serializable_data()),
            change,
            user,
            clean,
        )


@transaction.atomic
def change_draft(
    service: Service, change: Callable[[Service], None], user: AbstractBaseUser
) -> None:
    """Change the newest draft, or make one; readers see nothing yet. Raises as `change_everywhere`."""
    _keep(_free(service, user).get_latest_revision_as_object(), change, user, clean=True)


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
        InUse: if nobody may change it now.
        ValidationError: if it is not fit to be published.
    """
    row = _free(service, user)
    if row.live and not row.has_unpublished_changes:
        return
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
