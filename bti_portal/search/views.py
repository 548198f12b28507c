"""The site's search for readers, and the words that a search box may complete."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from bti_portal import norsk
from bti_portal.search.completing import completions
from bti_portal.search.finding import KINDS, SiteSearch
from bti_portal.shell.languages import form_for
from bti_portal.shell.navigation import Shell

PER_PAGE = 20
AN_HOUR = 3600
# The language of the page that somebody searched from, where it is none that is searched.
CAME_FROM = "fra"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What the site has for the words in the address, of one kind if one was chosen."""
    shell = Shell(request)
    if shell.site is None or shell.home is None:
        raise Http404
    if not shell.is_norwegian:
        return redirect(_in_norwegian(shell))
    words = norsk.plain(request.GET.get("q", ""))
    kind = request.GET.get("slag", "")
    found = SiteSearch(shell, words[: norsk.LONGEST_QUERY], kind if kind in KINDS else "")
    hits = Paginator(found, PER_PAGE).get_page(request.GET.get("side"))
    context = {
        "shell": shell,
        "found": found,
        "hits": hits,
        "is_cut": len(words) > norsk.LONGEST_QUERY,
        "came_from": shell.outline.home(request.GET.get(CAME_FROM, "")),
    }
    return render(request, "search/search.html", context)


def _in_norwegian(shell: Shell) -> str:
    """The same search in the site's first language: nothing else is searched."""
    query = shell.request.GET.copy()
    query[CAME_FROM] = shell.language
    with override(shell.form):
        return f"{reverse('search')}?{query.urlencode()}"


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """What a search box may complete to. The same for all: nothing that is typed is sent."""
    shell = Shell(request)
    if shell.site is None:
        raise Http404
    only_services = request.GET.get("slag") == "tenester"
    words = completions(shell, form_for(get_language()), only_services=only_services)
    response = JsonResponse({"words": words}, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = f"public, max-age={AN_HOUR}"
    return response
