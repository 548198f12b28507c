"""Moves what one person answers for at a municipality to another."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Revision, Site

from bti_portal.reports.due import Item, is_nobodys, items_at


def responsibilities(site: Site, person: AbstractBaseUser | None) -> list[Item]:
    """All that `person` answers for at `site`, drafts too; what is nobody's when None."""
    condition = Q(responsible=person) if person else is_nobodys(site)
    return items_at(site, condition, only_live=False)


def _hand_over_drafts(item: Item, to: AbstractBaseUser) -> None:
    """So that publishing a draft later does not bring the old one back."""
    row = item.row
    waiting = row.revisions.filter(
        Q(pk=row.latest_revision_id) | Q(approved_go_live_at__isnull=False)
    )
    for revision in waiting:
        if revision.content.get("responsible") == row.responsible_id:
            revision.content["responsible"] = to.pk
            Revision.objects.filter(pk=revision.pk).update(content=revision.content)


@transaction.atomic
def hand_over(
    site: Site, person: AbstractBaseUser | None, to: AbstractBaseUser, user: AbstractBaseUser
) -> int:
    """Let `to` answer for all that `person` did (None: what was nobody's). Returns how much."""
    items = responsibilities(site, person)
    for item in items:
        if isinstance(item.row, DraftStateMixin):
            _hand_over_drafts(item, to)
        type(item.row)._default_manager.filter(pk=item.row.pk).update(responsible=to)
        log(item.row, "reports.hand_over", user=user, data={"to": str(to)})
    return len(items)
