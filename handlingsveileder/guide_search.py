"""Search inside one guide: what a reader asks for, and the page that answers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bti_portal.caching import generations
from bti_portal.shell.navigation import Link, Shell
from bti_portal.shell.outline import generation_of
from handlingsveileder import citations, ladder, passages
from handlingsveileder.catalogue_links import CatalogueLinks
from handlingsveileder.ladder import Ladder, Rung

TAIL = "sok/"


def search(request: HttpRequest, page: Any) -> HttpResponse:
    """The pages of the guide on which the words of the address stand."""
    shell = Shell(request, page, tail=TAIL, below=Link(_("Search in the guide"), ""))
    around = ladder.around(page, shell)
    if around is None:
        raise Http404
    index = generations.memory.recall(
        generation_of(request), ("passages", page.pk), lambda: read(shell, around, page)
    )
    found = index.find(request.GET.get("q", ""))
    context = page.get_context(request) | {"shell": shell, "found": found}
    return render(request, "handlingsveileder/guide_search.html", context)


def read(shell: Shell, around: Ladder, guide: Any) -> passages.Index:
    """The index of a guide: all its pages that are open to those who may see the guide.

    Read with one query for each kind of page and of what pages cite.
    """
    rungs: list[tuple[Rung, Rung | None]] = [(Rung(around.guide), None)]
    for level in around:
        rungs += [(level, None), *((step, level) for step in level.steps)]
    closed = [
        path
        for path in (shell.outline.restricted_paths if shell.outline else ())
        if not guide.path.startswith(path)
    ]
    open_to_all = [
        (rung, above)
        for rung, above in rungs
        if not any(rung.page.path.startswith(path) for path in closed)
    ]
    pages = {guide.pk: guide}
    for model in {rung.page.model for rung, _above in open_to_all} - {type(guide)}:
        pages |= model.objects.in_bulk(
            [rung.page.pk for rung, _above in open_to_all if rung.page.model is model]
        )
    citations.fetch(pages.values(), CatalogueLinks(shell))
    return passages.index_of(
        (rung, above, pages[rung.page.pk]) for rung, above in open_to_all if rung.page.pk in pages
    )
