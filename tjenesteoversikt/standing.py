"""Whether one can come to a service now: over, closed, full, or not begun."""

import datetime
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tjenesteoversikt.models.rows import Service

DAY = "j. F Y"


@dataclass(frozen=True)
class Standing:
    """One thing to know before one comes.

    Attributes:
        words: what it is, in a few words.
        hinders: whether one cannot come now.
        has_note: whether the service's note on being open or closed is about this.
    """

    words: str
    hinders: bool = True
    has_note: bool = False


def standings_of(service: Service, today: datetime.date) -> list[Standing]:
    """What to know before one comes, the gravest first; empty for a service that is open."""
    found = []
    if service.ends_on and service.ends_on < today:
        return [Standing(_("Ended %(day)s") % {"day": date_format(service.ends_on, DAY)})]
    if service.availability != Service.Availability.OPEN:
        found.append(Standing(service.get_availability_display(), has_note=True))
    if service.starts_on and service.starts_on > today:
        found.append(Standing(_("Starts %(day)s") % {"day": date_format(service.starts_on, DAY)}))
    if service.ends_on:
        last = _("The last day is %(day)s") % {"day": date_format(service.ends_on, DAY)}
        found.append(Standing(last, hinders=False))
    return found
