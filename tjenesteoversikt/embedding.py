"""The list of services and the search field as small pages for frames on the municipality's main site."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from bti_portal.shell.headers import framed_policy
from bti_portal.shell.navigation import Shell
from bti_portal.shell.origins import allowed_origins
from bti_portal.shell.outline import generation_of
from tjenesteoversikt.listing import listing
from tjenesteoversikt.queries import catalogue_in

LISTS = {"nn": "tenester", "nb": "tjenester"}
SEARCH = "sok"
PER_PAGE = 10


@require_safe
def embedded(
    request: HttpRequest, language: str, what: str, with_script: bool = False
) -> HttpResponse:
    """A page that the sites the municipality has named may show in a frame, and no others."""
    known = language in LISTS and what in {LISTS[language], SEARCH}
    with translation.override(language if known else settings.LANGUAGE_CODE):
        shell = Shell(request)
        outline = shell.outline
        if outline is None:
            raise Http404("No municipality answers at this host.")
        found = catalogue_in(outline, language) if known else None
        is_open = bool(found and not outline.is_restricted(found.path))
        context = {"shell": shell, "catalogue": found, "with_script": with_script, "what": what}
        if not is_open:
            response = render(request, "tjenesteoversikt/embed/missing.html", context, status=404)
        elif what == SEARCH:
            response = render(request, "tjenesteoversikt/embed/search.html", context)
        else:
            context |= _list(request, shell)
            response = render(request, "tjenesteoversikt/embed/list.html", context)
        response["Content-Language"] = translation.get_language()
    origins = allowed_origins(shell.municipality.embed_origins)
    response["Content-Security-Policy"] = framed_policy(origins)
    return response


def _list(request: HttpRequest, shell: Shell) -> dict[str, Any]:
    """The same list as readers have on the site, by the same words in the address."""
    listed = listing(shell.site, request.GET, generation_of(request))
    hits = Paginator(listed, PER_PAGE).get_page(request.GET.get("side"))
    return {"wishes": listed.wishes, "counts": listed.counts, "hits": hits}
