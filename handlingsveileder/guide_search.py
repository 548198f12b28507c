"""Search inside one guide: what a reader asks for, and the page that answers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bti_portal.caching import generations
from bti_portal.shell.languages import ENDONYMS
from bti_portal.shell.navigation import Link, Shell
from bti_portal.shell.outline import generation_of
from handlingsveileder import citations, passages
from handlingsveileder.arenas import arenas_at, named, tail_of
from handlingsveileder.catalogue_links import CatalogueLinks
from handlingsveileder.ladder import Ladder, Rung

TAIL = "sok/"


def search(request: HttpRequest, page: Any, word: str = "") -> HttpResponse:
    """The pages of the guide on which the words of the address stand.

    Args:
        request: the reader's request, with the words as `q`.
        page: the guide.
        word: what stands for the arena in the address, if one was chosen.
    """
    arena = None
    if word:
        arena = named(word, arenas_at(Shell(request, page).site))
        if arena is None:
            return page.unknown_arena(request)
    context = page.get_context(request, arena=arena)
    around = context["ladder"]
    if around is None:
        raise Http404
    index = generations.memory.recall(
        generation_of(request), ("passages", page.pk), lambda: read(context["shell"], around, page)
    )
    tails = {code: tail_of(arena, code) + TAIL for code in ENDONYMS}
    context["shell"] = Shell(
        request,
        page,
        tail=tails,
        below=Link(_("Search in the guide"), ""),
        carried=context["shell"].carried,
        is_canonical=arena is None,
    )
    context["found"] = index.find(request.GET.get("q", ""), arena)
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
    citations.fetch(pages.values(), CatalogueLinks(shell), shell)
    return passages.index_of(
        (rung, above, pages[rung.page.pk]) for rung, above in open_to_all if rung.page.pk in pages
    )
