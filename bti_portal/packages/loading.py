"""Writing a package to a municipality's site: all of it or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

import handlingsveileder.package
import handlingsveileder.search
import tjenesteoversikt.package
import tjenesteoversikt.search
from bti_portal.accounts.assigning import page_trees_of
from bti_portal.exchange.plan import Refused
from bti_portal.finding import keeping
from bti_portal.packages import media
from bti_portal.packages.models import Origin
from bti_portal.packages.origins import OriginWriter
from bti_portal.packages.reading import Package, read_package
from bti_portal.packages.report import Report
from bti_portal.packages.undoing import whole_or_nothing
from bti_portal.registers import package as registers_package
from handlingsveileder import publishing, references
from handlingsveileder.models import GuidePage
from handlingsveileder.package_schema import GUIDE
from handlingsveileder.telling import Telling

__all__ = ["Package", "load", "plan", "read_package"]


@whole_or_nothing()
def load(
    package: Package,
    site: Site,
    *,
    without_services: frozenset[str] = frozenset(),
    publishes: bool = True,
    joins_own: bool = False,
) -> Report:
    """Write the package to one municipality's site, in the languages the site has.

    Texts that somebody has edited since the last load are left alone and listed in the report; if
    the package has changed them too, they wait for the coordinator's choice.

    Args:
        package: what to write.
        site: whose pages and rows it becomes.
        without_services: keys of services that the site shows from another municipality instead.
        publishes: whether pages become what readers see, or drafts.
        joins_own: whether a lent guide is joined to the one that the site has of the same
            beginning, text by text, instead of standing beside it.

    Raises:
        Refused: the package and the site have no form of Norwegian in common, it is its own, or
            there is nothing to join it to.
    """
    writer = _writer(package, site, joins_own, publishes=publishes)
    _write(package, site, writer, without_services)
    tjenesteoversikt.search.write_all(site)
    handlingsveileder.search.write_all(site)
    return writer.report


def plan(package: Package, site: Site, *, joins_own: bool = False) -> Report:
    """What `load` would do: the same steps, rolled back, with no page published on the way."""
    with _rolled_back():
        writer = _writer(package, site, joins_own, only_plans=True)
        _write(package, site, writer, frozenset())
    return writer.report


def _writer(package: Package, site: Site, joins_own: bool, **how: bool) -> OriginWriter:
    if joins_own and not guides_to_join(package, site):
        raise Refused(_("There is no guide here that began as the same package."))
    return OriginWriter(
        package.name,
        package.version,
        site.pk,
        is_lent=package.is_lent,
        joins=package.began_as if joins_own else "",
        **how,
    )


def guides_to_join(package: Package, site: Site) -> list[GuidePage]:
    """The site's guide, in its forms, that a lent one can be joined to: both began as the same
    package, and the lent one has not been taken in before.
    """
    guides = GuidePage.objects.filter(
        pk__in=Origin.objects.filter(
            content_type=ContentType.objects.get_for_model(GuidePage),
            site=site,
            package=package.began_as,
            key__in=[document.data["key"] for document in package.documents[GUIDE]],
        ).values("object_id")
    )
    known = Origin.objects.filter(package=package.name, site=site).exists()
    return list(guides) if package.is_lent and package.began_as and not known else []


@contextmanager
def _rolled_back() -> Iterator[None]:
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def _write(
    package: Package, site: Site, writer: OriginWriter, without_services: frozenset[str]
) -> None:
    refuse_unfit(package, site)
    homes = _homes(package, site)
    # Names are stored in columns of their own; the active language must not choose one.
    with translation.override("nb"), publishing.as_a_whole(), keeping.paused():
        if package.is_lent:
            registers_package.load_lent(package.documents, writer, site.pk)
        else:
            registers_package.load(package.documents, writer)
            tjenesteoversikt.package.load(
                package.documents, writer, site.pk, without=without_services
            )
        pages = _write_pages(package, site, writer, homes)
        registers_package.load_model(package.documents, writer, site.pk, pages)
    writer.join()
    writer.report.gone = writer.gone()


def _write_pages(
    package: Package, site: Site, writer: OriginWriter, homes: list[Page]
) -> dict[str, Page]:
    """The pages in every form the site has, by key; of two forms, the first one's."""
    pages: dict[str, Page] = {}
    missing: dict[str, set[str]] = {"page": set(), "service": set()}
    files = media.load(package.documents, package.files, site, only_plans=writer.only_plans)
    for home in homes:
        writer.language = home.locale.language_code
        known, titles = references.pages_at(package.documents, home)
        told = Telling(writer.language, known, site.pk, package.is_lent, files)
        in_language = handlingsveileder.package.load(package.documents, writer, home.specific, told)
        pages = in_language | pages
        missing["page"] |= set(titles)
        services = references.named(package.documents, "services")
        missing["service"] |= {
            next(iter(entry["name"].values()), key)
            for key, entry in services.items()
            if key not in told.known["service"]
        }
    writer.report.missing = [
        (kind, name) for kind in ("service", "page") for name in sorted(missing[kind])
    ]
    return pages


def _homes(package: Package, site: Site) -> list[Page]:
    return [home for home in page_trees_of(site) if home.locale.language_code in package.forms]


def refuse_unfit(package: Package, site: Site) -> None:
    """Raise `Refused` if a lent package has nothing for the site, or is the site's own."""
    if not package.is_lent:
        return
    if not _homes(package, site):
        raise Refused(
            _("The package is in %(forms)s, and the municipality's pages are not.")
            % {"forms": ", ".join(package.forms)}
        )
    trees = page_trees_of(site)
    own = [guide for home in trees for guide in GuidePage.objects.descendant_of(home)]
    if any(name_of(guide) == package.name for guide in own):
        raise Refused(_("This is the municipality's own guide. It cannot be lent to itself."))


def name_of(guide: GuidePage) -> str:
    """The name by which a guide is known as a package: the same whenever it is lent."""
    return f"guide-{guide.translation_key.hex[:16]}"
