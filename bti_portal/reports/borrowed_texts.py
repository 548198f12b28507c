"""What waits for a borrower's answer: texts that their owners have changed or taken away."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.utils import timezone
from wagtail.models import Site

from bti_portal.accounts.models import User
from tjenesteoversikt.borrowed import Borrowing, borrowed_by


@dataclass(frozen=True)
class WaitingText:
    """A borrowed service whose owner's text waits; what is taken away is another matter."""

    borrowing: Borrowing

    @property
    def row(self) -> Model:
        """What is remembered to have been told of."""
        one = self.borrowing
        return one.service if one.is_withdrawn else one.publication

    @property
    def name(self) -> str:
        return str(self.borrowing.service)

    @property
    def is_withdrawn(self) -> bool:
        return self.borrowing.is_withdrawn

    @property
    def due_on(self) -> datetime.date:
        """The day the owner published the text."""
        published = self.borrowing.service.last_published_at
        return timezone.localdate(published) if published else datetime.date.min


def texts_waiting_at(site: Site) -> list[WaitingText]:
    """All that waits for the municipality's answer."""
    return [
        WaitingText(row) for row in borrowed_by([site.pk]) if row.is_waiting or row.is_withdrawn
    ]


def answerers_at(site: Site) -> QuerySet[User]:
    """Those at the site who say yes and no to the owners' texts."""
    return User.objects.filter(
        is_active=True,
        groups__site_role__site=site,
        groups__permissions__codename="change_publication",
        groups__permissions__content_type__app_label="tjenesteoversikt",
    ).distinct()
