"""The guides a municipality can lend."""

from dataclasses import dataclass

from django.db.models import Q
from wagtail.models import Site

from bti_portal.accounts.assigning import page_trees_of
from handlingsveileder.models import GuidePage


@dataclass(frozen=True)
class OwnGuide:
    """One guide of a site, in all forms that readers see."""

    twins: tuple[GuidePage, ...]

    @property
    def page(self) -> GuidePage:
        return self.twins[0]

    @property
    def slugs(self) -> list[str]:
        return [twin.slug for twin in self.twins]

    @property
    def languages(self) -> list[str]:
        return [twin.locale.language_code for twin in self.twins]


def guides_of(site: Site) -> list[OwnGuide]:
    """The published guides of a site, in the order of its first tree."""
    homes = page_trees_of(site)
    homes.sort(key=lambda home: home.pk != site.root_page_id)
    wanted = Q()
    for home in homes:
        wanted |= Q(path__startswith=home.path)
    rows = GuidePage.objects.live().filter(wanted).select_related("locale").order_by("path")
    order = [home.path for home in homes]
    rows = sorted(
        rows, key=lambda row: next(i for i, p in enumerate(order) if row.path.startswith(p))
    )
    found: dict[object, list[GuidePage]] = {}
    for row in rows:
        found.setdefault(row.translation_key, []).append(row)
    return [OwnGuide(tuple(twins)) for twins in found.values()]
