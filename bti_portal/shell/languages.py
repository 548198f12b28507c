"""The languages of a site: those of its page trees, the primary one first.

Django's own middleware would serve a nynorsk text under /nb/ marked as bokmål, and let the
browser's wishes decide what an address shows. Here the address alone decides, so that a page
can be kept by any cache.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix
from django.utils import translation

from bti_portal.accounts.admin_address import without_prefix
from bti_portal.shell.outline import outline_for

# Addresses outside the languages: they belong to no reader's page.
UNPREFIXED = (
    *("/admin/", "/static/", "/media/", "/documents/", "/theme/", "/-/"),
    *("/api/", "/data/", "/embed/", "/favicon.ico"),
)

# The forms of Norwegian: what texts of rows, and our own words, are complete in.
ENDONYMS = {"nn": "Nynorsk", "nb": "Bokmål"}
# What the site that answers is in first. Rows have no words in English or Arabic.
_primary: ContextVar[str] = ContextVar("primary", default=settings.LANGUAGE_CODE)


def endonym(code: str) -> str:
    """What a language calls itself."""
    if code in ENDONYMS:
        return ENDONYMS[code]
    try:
        name = translation.get_language_info(code)["name_local"]
    except KeyError:
        return code
    return name[:1].upper() + name[1:]


def direction(code: str) -> str:
    """Which way a language is written, as HTML says it."""
    return "rtl" if translation.get_language_info(code)["bidi"] else "ltr"


def form_for(language: str) -> str:
    """The form of Norwegian that rows are shown in to readers of `language`."""
    return language if language in ENDONYMS else _primary.get()


@cache
def has_our_words(language: str) -> bool:
    """Whether the portal's own words are there in `language`. They are written in English."""
    if language == "en" or language in ENDONYMS:
        return True
    files = (Path(folder) / language / "LC_MESSAGES/django.po" for folder in settings.LOCALE_PATHS)
    return any(file.exists() for file in files)


def chrome_for(language: str) -> str:
    """The language of the portal's own words around a page in `language`."""
    return language if has_our_words(language) else form_for(language)


def in_reader_language(row: Model, name: str) -> tuple[str, str]:
    """A translated text of a row in the reader's language, else in another; and which it is."""
    wanted = form_for(translation.get_language() or "")
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
            _primary.set(primary)
            if wanted and languages and wanted not in languages:
                rest = without_prefix(request.get_full_path()).removeprefix(f"/{wanted}")
                return HttpResponseRedirect(f"{get_script_prefix()}{primary}{rest}")
            language = wanted or primary
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        if response.status_code == 404 and languages and not wanted:
            rest = without_prefix(request.get_full_path())
            return HttpResponseRedirect(f"{get_script_prefix()}{language}{rest}")
        response.headers.setdefault("Content-Language", translation.get_language())
        return response

    @staticmethod
    def _language_named(path: str) -> str | None:
        first = path.split("/", 2)[1]
        return first if first in dict(settings.LANGUAGES) else None
