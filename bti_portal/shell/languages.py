"""The languages of a site: those of its page trees, the primary one first.

Django's own middleware would serve a nynorsk text under /nb/ marked as bokmål, and let the
browser's wishes decide what an address shows. Here the address alone decides, so that a page
can be kept by any cache.
"""

from collections.abc import Callable

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation

from bti_portal.shell.outline import outline_for

# Addresses outside the languages: they belong to no reader's page.
UNPREFIXED = (
    *("/admin/", "/static/", "/media/", "/documents/", "/theme/", "/-/"),
    *("/api/", "/data/", "/embed/"),
)

ENDONYMS = {"nn": "Nynorsk", "nb": "Bokmål"}


def in_reader_language(row: Model, name: str) -> tuple[str, str]:
    """A translated text of a row in the reader's language, else in another; and which it is."""
    wanted = translation.get_language()
    for code in [wanted, *(code for code in ENDONYMS if code != wanted)]:
        text = getattr(row, f"{name}_{code}", None)
        if text:
            return text, code
    return "", wanted


class SiteLanguageMiddleware:
    """Activates the language that the address names, if the site is published in it.

    An address in a language the site does not have leads to the same path in the primary one; an
    address without any language likewise, when there is nothing else at it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(UNPREFIXED):
            language = settings.LANGUAGE_CODE
            wanted = None
            languages: list[str] = []
        else:
            outline = outline_for(request)
            wanted = self._language_named(request.path_info)
            languages = outline.languages if outline else []
            primary = languages[0] if languages else settings.LANGUAGE_CODE
            if wanted and languages and wanted not in languages:
                rest = request.get_full_path().removeprefix(f"/{wanted}")
                return HttpResponseRedirect(f"/{primary}{rest}")
            language = wanted or primary
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        if response.status_code == 404 and languages and not wanted:
            return HttpResponseRedirect(f"/{language}{request.get_full_path()}")
        response.headers.setdefault("Content-Language", translation.get_language())
        return response

    @staticmethod
    def _language_named(path: str) -> str | None:
        first = path.split("/", 2)[1]
        return first if first in dict(settings.LANGUAGES) else None
