"""The counts of a municipality's services, kept once a month to be compared with."""

import datetime

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Site

from bti_portal.finding.keeping import index_of
from bti_portal.reports import gaps
from bti_portal.reports.models import GapSnapshot
from tjenesteoversikt.models import Theme

# Services are found in both forms of Norwegian alike: the counts do not hang on it.
ANY_FORM = "nn"


def month_of(day: datetime.date) -> datetime.date:
    """The first of its month."""
    return day.replace(day=1)


def snapshots_of(site: Site) -> QuerySet[GapSnapshot]:
    """The newest first, without their counts."""
    return GapSnapshot.objects.filter(site=site).defer("counts").order_by("-month")


def take(site: Site, *, anew: bool = False) -> tuple[GapSnapshot, bool]:
    """Keep the counts of this month, and say whether they were kept now.

    Args:
        site: whose services.
        anew: let the counts of now stand for those kept earlier this month, which else stay.
    """
    month = month_of(timezone.localdate())
    if not anew:
        known = snapshots_of(site).filter(month=month).first()
        if known:
            return known, False
    themes = list(Theme.objects.values("key", "name_nn", "name_nb"))
    content = gaps.as_kept(
        index_of(site.pk, ANY_FORM),
        timezone.localdate().isoformat(),
        [theme["key"] for theme in themes],
    )
    # A theme may be gone when somebody compares: its names stay with the numbers.
    content["themes"] = {
        theme["key"]: {"nn": theme["name_nn"] or "", "nb": theme["name_nb"] or ""}
        for theme in themes
    }
    total = gaps.kept(content, gaps.EVERYTHING).services
    values = {"counts": content, "services": total, "taken_at": timezone.now()}
    if anew:
        return GapSnapshot.objects.update_or_create(site=site, month=month, defaults=values)[
            0
        ], True
    # Two runs at once: the first one's counts stay.
    return GapSnapshot.objects.get_or_create(site=site, month=month, defaults=values)
