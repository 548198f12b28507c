"""What readers can find of the guide: one entry for each published page that is open to all."""

import re
from collections.abc import Iterable

from wagtail.models import Page, PageViewRestriction, Site

from bti_portal import norsk
from bti_portal.accounts.assigning import page_trees_of
from bti_portal.finding import keeping
from bti_portal.finding.models import SearchEntry
from handlingsveileder.models import (
    ArticlePage,
    DecisionTreePage,
    EntrancePage,
    GuidePage,
    LevelPage,
    ModelMapPage,
    SignsPage,
    StepPage,
    ToolIndexPage,
    ToolPage,
    TrainingCasePage,
    TrainingIndexPage,
)
from handlingsveileder.passages import texts_of

KIND = "page"
# What readers are told that a page is, as a facet of its entry.
KINDS: dict[type[Page], str] = {
    StepPage: "step",
    LevelPage: "level",
    GuidePage: "guide",
    ToolPage: "tool",
    ToolIndexPage: "article",
    ArticlePage: "article",
    EntrancePage: "article",
    ModelMapPage: "article",
    SignsPage: "signs",
    DecisionTreePage: "tree",
    TrainingCasePage: "training",
    TrainingIndexPage: "training",
}
WORD = re.compile(r"[^\W\d_]{3,}")


def entry_of(page: Page, site_id: int) -> SearchEntry:
    """What can be found of a page."""
    language = page.locale.language_code
    title = norsk.tokens(page.title)
    lead = norsk.tokens(getattr(page, "lead", "") or "") - title
    running = " ".join(text for _field, _arena, text in texts_of(page))
    text = norsk.tokens(running) - title - lead
    spelt = sorted(set(WORD.findall(norsk.plain(page.title))))
    return SearchEntry(
        site_id=site_id,
        kind=KIND,
        object_id=page.pk,
        language=language,
        name_nn=page.title,
        name_nb=page.title,
        title=" ".join(sorted(title)),
        theme=" ".join(sorted(lead)),
        text=" ".join(sorted(text)),
        facets=f"slag:{KINDS[type(page)]}",
        words_nn=" ".join(spelt),
        words_nb=" ".join(spelt),
        checked_on=getattr(page, "checked_on", None),
    )


def _is_open(page: Page) -> bool:
    return page.live and not any(
        page.path.startswith(restriction.page.path)
        for restriction in PageViewRestriction.objects.select_related("page")
    )


def write(page: Page) -> None:
    """Bring the entry of `page` in line with what readers may see of it."""
    if keeping.is_paused() or type(page) not in KINDS:
        return
    site = page.get_site()
    if site is None:
        return
    entries = [entry_of(page, site.pk)] if _is_open(page) else []
    keeping.replace(site.pk, KIND, [page.pk], entries)


def forget(pages: Iterable[Page]) -> None:
    """Take away the entries of pages that are gone."""
    pks = [page.pk for page in pages]
    sites = SearchEntry.objects.filter(kind=KIND, object_id__in=pks).values_list("site", flat=True)
    for site_id in set(sites):
        keeping.replace(site_id, KIND, pks, [])


def write_all(site: Site) -> int:
    """Make all entries of a site's pages anew. Returns how many there are."""
    closed = [r.page.path for r in PageViewRestriction.objects.select_related("page")]
    entries = [
        entry_of(page, site.pk)
        for tree in page_trees_of(site)
        for page in tree.get_descendants(inclusive=True).live().specific().iterator()
        if type(page) in KINDS and not any(page.path.startswith(path) for path in closed)
    ]
    return keeping.replace_all(site.pk, KIND, entries)
