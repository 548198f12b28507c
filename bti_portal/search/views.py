"""The site's search for readers, and the words that a search box may complete."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from bti_portal import norsk
from bti_portal.search.completing import completions
from bti_portal.search.finding import KINDS, SiteSearch
from bti_portal.shell.navigation import Shell

PER_PAGE = 20
AN_HOUR = 3600


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What the site has for the words in the address, of one kind if one was chosen."""
    shell = Shell(request)
    if shell.site is None or shell.home is None:
        raise Http404
    words = norsk.plain(request.GET.get("q", ""))
    kind = request.GET.get("slag", "")
    found = SiteSearch(shell, words[: norsk.LONGEST_QUERY], kind if kind in KINDS else "")
    hits = Paginator(found, PER_PAGE).get_page(request.GET.get("side"))
    context = {
        "shell": shell,
        "found": found,
        "hits": hits,
        "is_cut": len(words) > norsk.LONGEST_QUERY,
    }
    return render(request, "search/search.html", context)


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """What a search box may complete to. The same for all: nothing that is typed is sent."""
    shell = Shell(request)
    if shell.site is None:
        raise Http404
    only_services = request.GET.get("slag") == "tenester"
    words = completions(shell, get_language(), only_services=only_services)
    response = JsonResponse({"words": words}, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = f"public, max-age={AN_HOUR}"
    return response
