"""A package on its way in: uploaded, shown as a plan, and written when somebody says yes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Site

from bti_portal.exchange.documents import Fault, Faults
from bti_portal.exchange.plan import PlanChanged
from bti_portal.packages import loading
from bti_portal.packages.models import ReceivedPackage
from bti_portal.packages.reading import MANIFEST, Package, read_archive
from bti_portal.packages.report import Report
from bti_portal.packages.undoing import whole_or_nothing
from handlingsveileder.models import GuidePage


def receive(site: Site, user: Any, file_name: str, content: bytes) -> ReceivedPackage:
    """Keep a package that is right, until it is written. What the same person left is not kept.

    Raises:
        Refused: it is no package, is broken, or has nothing for this site.
        Faults: everything that is wrong with its texts.
    """
    package = read_archive(content, must_be_lent=True)
    # What cannot be planned is not kept: nobody could do anything with it.
    with _as_faults():
        loading.plan(package, site, joins_own=bool(loading.guides_to_join(package, site)))
    ReceivedPackage.objects.filter(site=site, user=user, written_at=None).delete()
    title, lender = package.manifest["title"], package.manifest["origin"]["name"]
    return ReceivedPackage.objects.create(
        site=site,
        user=user,
        file_name=file_name[:200],
        name=package.name,
        version=package.version,
        title_nn=title.get("nn", ""),
        title_nb=title.get("nb", ""),
        lender=next(iter(lender.values())),
        content=content,
        joins_own=bool(loading.guides_to_join(package, site)),
    )


def package_in(received: ReceivedPackage) -> Package:
    """The package as it was read when it came."""
    return read_archive(bytes(received.content or b""), must_be_lent=True)


@dataclass(frozen=True)
class Plan:
    """What taking a package in would do now.

    Attributes:
        own_guides: the municipality's own guide, in its forms, that this one can be joined to.
    """

    report: Report
    own_guides: list[GuidePage]


@contextmanager
def _as_faults() -> Iterator[None]:
    """What the database would not take is wrong with the package."""
    try:
        yield
    except ValidationError as refused:
        words = " ".join(refused.messages)
        raise Faults([Fault(MANIFEST, 1, words)]) from refused


def plan_of(received: ReceivedPackage) -> Plan:
    """The plan as it is now; beside the municipality's own guide if it cannot be joined any more.

    Raises:
        Refused: by now it has nothing for this site.
        Faults: this portal does not take it any more.
    """
    package = package_in(received)
    own = loading.guides_to_join(package, received.site)
    joins_own = received.joins_own and bool(own)
    with _as_faults():
        return Plan(loading.plan(package, received.site, joins_own=joins_own), own)


@whole_or_nothing()
def write(received: ReceivedPackage, shown: str, *, publishes: bool) -> Report:
    """Write the plan that was shown, whole or not at all.

    Raises:
        PlanChanged: it is another plan by now, or it has been written already.
        Refused: by now it has nothing for this site.
        Faults: this portal does not take it any more.
    """
    # Two at once at the same site would make its pages twice.
    Site.objects.select_for_update().get(pk=received.site_id)
    row = ReceivedPackage.objects.select_for_update().get(pk=received.pk)
    if row.written_at:
        raise PlanChanged
    with _as_faults():
        report = loading.load(
            package_in(row), received.site, publishes=publishes, joins_own=row.joins_own
        )
    if report.fingerprint != shown:
        raise PlanChanged
    row.written_at, row.content, row.counts = timezone.now(), None, report.counts
    row.save()
    return report
