"""Which pages belong to a guide that is lent: what readers see, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from bti_portal.accounts.assigning import page_trees_of
from handlingsveileder.models import (
    ArticlePage,
    DecisionTreePage,
    GuidePage,
    LevelPage,
    SignsPage,
    StepPage,
    ToolIndexPage,
    ToolPage,
    TrainingCasePage,
    TrainingIndexPage,
)
from handlingsveileder.stored_values import citations_of

LADDER = (GuidePage, LevelPage, StepPage)
# They lead to a guide; the guide does not lead to them.
ABOUT_A_GUIDE = (DecisionTreePage, SignsPage, TrainingCasePage, ToolPage)
# They come along where something leads to them.
USED = (*ABOUT_A_GUIDE, ArticlePage)
ABOVE: dict[type[Page], type[Page]] = {
    ToolPage: ToolIndexPage,
    TrainingCasePage: TrainingIndexPage,
}


@dataclass(frozen=True)
class LentPages:
    """A guide with its pages in all forms of a site; twins have the same translation key.

    Attributes:
        guide: the guide, in one of the forms.
        site: whose it is.
    """

    guide: GuidePage
    site: Site

    @cached_property
    def public(self) -> dict[int, Page]:
        """All pages of the site that everybody may read, in the order of the trees."""
        closed = list(PageViewRestriction.objects.values_list("page__path", flat=True))
        now = timezone.now()
        found: dict[int, Page] = {}
        for home in page_trees_of(self.site):
            tree = Page.objects.descendant_of(home, inclusive=True).order_by("path")
            hidden = (*closed, *tree.filter(live=False).values_list("path", flat=True))
            for page in tree.live().select_related("locale").specific():
                is_over = page.expire_at and page.expire_at <= now
                if not is_over and not page.path.startswith(hidden):
                    found[page.pk] = page
        return found

    @cached_property
    def _cites(self) -> dict[UUID, set[UUID]]:
        """For each public page, in whatever form, the public pages that its texts lead to."""
        cites: dict[UUID, set[UUID]] = {
            page.translation_key: set() for page in self.public.values()
        }
        for page in self.public.values():
            named = {c.pk for c in citations_of(page) if issubclass(c.model, Page)}
            named.add(getattr(page, "violence_exit_id", None) or 0)
            cites[page.translation_key] |= {
                self.public[pk].translation_key for pk in named if pk in self.public
            }
        return cites

    @cached_property
    def keys(self) -> set[UUID]:
        """Translation keys of the pages that are lent."""
        own = {page.translation_key for page in self._ladder_of(self.guide)}
        others = {
            page.translation_key for page in self.public.values() if isinstance(page, LADDER)
        } - own
        taken_by_others = {one for other in others for one in self._cites[other]}
        wanted = set(own)
        for page in self.public.values():
            if isinstance(page, ABOUT_A_GUIDE):
                leads_to = self._cites[page.translation_key]
                is_others = leads_to & others or page.translation_key in taken_by_others
                if leads_to & own or not is_others:
                    wanted.add(page.translation_key)
        return self._with_what_they_use(wanted)

    def _ladder_of(self, guide: GuidePage) -> Iterable[Page]:
        paths = tuple(
            page.path
            for page in self.public.values()
            if page.translation_key == guide.translation_key
        )
        return [
            p for p in self.public.values() if isinstance(p, LADDER) and p.path.startswith(paths)
        ]

    def _with_what_they_use(self, wanted: set[UUID]) -> set[UUID]:
        usable = {p.translation_key for p in self.public.values() if isinstance(p, USED)}
        waiting, found = list(wanted), set(wanted)
        while waiting:
            used = self._cites[waiting.pop()] & usable - found
            found |= used
            waiting += used
        kinds = {type(p) for p in self.public.values() if p.translation_key in found}
        indexes = tuple(index for page, index in ABOVE.items() if page in kinds)
        return found | {p.translation_key for p in self.public.values() if isinstance(p, indexes)}

    def of(self, *types: type[Page]) -> list[dict[str, Page]]:
        """The lent pages of some types: each with its twins, by form, in the order of the tree."""
        found: dict[UUID, dict[str, Page]] = {}
        for page in self.public.values():
            if isinstance(page, types) and page.translation_key in self.keys:
                found.setdefault(page.translation_key, {})[page.locale.language_code] = page
        return list(found.values())
