"""The leak table of readers: what is in no state to be seen is in no answer.

Every address that is not the admin's is asked, those of every page type with its own sub-addresses,
for things in every state. An address nobody has said anything of fails: tell in `EXAMPLES` or
`ARGUMENTS` how to ask it.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from django.utils import translation

from bti_portal.printing import pdf
from handlingsveileder import publishing
from handlingsveileder.models import ArticlePage
from handlingsveileder.models.guide import GuidePage
from tests.portal.leak_world import COMMON, HIDDEN, LIVE, OTHER_FORM, PAGE_TYPES, World, make_world
from tjenesteoversikt.exports.records import identifier_at
from tjenesteoversikt.models import ServiceIndexPage

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

# How each address outside the admin is asked; those in ANY_PAGE are the pages themselves.
EXAMPLES: dict[str, list[str]] = {
    r"documents/^(\d+)/(.*)$": ["documents/{document}"],
    "documents/authenticate_with_password/<int:restriction_id>/": [
        "documents/authenticate_with_password/1/"
    ],
    "api/": ["api/"],
    "api/v1/openapi.json": ["api/v1/openapi.json"],
    "api/v1/guides": ["api/v1/guides"],
    "api/v1/guides/schema.json": ["api/v1/guides/schema.json"],
    "api/v1/guides/<guide_id>": ["api/v1/guides/{guide}"],
    "api/v1/services": ["api/v1/services", f"api/v1/services?q={COMMON}"],
    "api/v1/services/<service_id>": ["api/v1/services/{service}"],
    "api/hsds/services": ["api/hsds/services"],
    "api/hsds/services/<identifier>": ["api/hsds/services/{identifier}"],
    "api/v1/search": [f"api/v1/search?q={COMMON}", f"api/v1/search?q={LIVE}"],
    "robots.txt": ["robots.txt"],
    "sitemap.xml": ["sitemap.xml"],
    "^api/.": ["api/finst-ikkje"],
    "data/cpsv.ttl": ["data/cpsv.ttl"],
    "data/cpsv.jsonld": ["data/cpsv.jsonld"],
    "data/cpsv.rdf": ["data/cpsv.rdf"],
    "embed/<slug:language>/<slug:what>/": ["embed/nn/tenester/", f"embed/nn/sok/?q={COMMON}"],
    "embed/<slug:language>/<slug:what>/skript/": ["embed/nn/tenester/skript/"],
    "theme/<int:site_id>-<slug:fingerprint>.css": ["theme/{site}-x.css"],
    r"^theme/colour-([0-9a-f]{6})\.css$": ["theme/colour-17594a.css"],
    "theme/<int:site_id>-<slug:mark>-icon.svg": ["theme/{site}-x-icon.svg"],
    "theme/<int:site_id>-<slug:mark>-icon.png": ["theme/{site}-x-icon.png"],
    "theme/<int:site_id>-<slug:mark>-shared.png": ["theme/{site}-x-shared.png"],
    "favicon.ico": ["favicon.ico"],
    "-/live": ["-/live"],
    "-/ready": [],  # Asks no municipality's rows.
    "media/<path:path>": [],  # Files by their name; the name is told where the file is shown.
    "nn/sok/": [f"nn/sok/?q={COMMON}", "nn/sok/"],
    "nn/sok/ord.json": ["nn/sok/ord.json", "nn/sok/ord.json?berre=tenester"],
    "nn/retting/<str:token>/": ["nn/retting/{token}/"],
    "nn/retting/<str:token>/<int:pk>/": ["nn/retting/{token}/{pk}/"],
    "nn/utkast/<str:token>/": ["nn/utkast/{article}/", "nn/utkast/{token}/"],
    "nn/utkast/<str:token>/<int:pk>/": ["nn/utkast/{article}/{page}/"],
    "nn/utkast/<str:token>/<int:pk>/<path:rest>": ["nn/utkast/{whole}/{page}/for/arenaen/"],
}
ANY_PAGE = {
    r"nn/^((?:[\w\-]+/)*)$",
    r"nn/^((?:[\w\-]+/)+[\w\-]+\.[a-z]{3,4})$",
}
# These tell nothing of what editors write, or nothing in this world.
WITHOUT_TEXTS = {
    "documents/authenticate_with_password/<int:restriction_id>/",
    "api/",
    "api/v1/openapi.json",
    "api/v1/guides/schema.json",
    "robots.txt",
    "^api/.",
    "theme/<int:site_id>-<slug:fingerprint>.css",
    r"^theme/colour-([0-9a-f]{6})\.css$",
    "theme/<int:site_id>-<slug:mark>-icon.svg",
    "theme/<int:site_id>-<slug:mark>-icon.png",
    "theme/<int:site_id>-<slug:mark>-shared.png",
    "favicon.ico",
    "-/live",
    "embed/<slug:language>/<slug:what>/skript/",
}
# A provider sees what is published of its own, also what the municipality does not list.
UNPUBLISHED = {"draft", "draft on top of what is published", "scheduled", "expired", "retired"}
ALLOWED = {
    # A link to the draft of one page, and one to a whole guide with all that stands below it.
    "nn/utkast/<str:token>/": {"draft on top of what is published"},
    "nn/utkast/<str:token>/<int:pk>/": {"draft on top of what is published"},
    "nn/utkast/<str:token>/<int:pk>/<path:rest>": UNPUBLISHED,
    "nn/retting/<str:token>/": {"hidden here"},
    "nn/retting/<str:token>/<int:pk>/": {"hidden here"},
}
# What stands for each argument of a page's own sub-addresses.
ARGUMENTS: dict[str, list[str]] = {
    "word": ["arenaen", "1.0", "1-0"],
    "other": ["arenaen"],
    "numbers": ["1"],
}


def _pdf_as_it_is_before_the_press(sheets: int | None, versions: Any, *, base_url: str) -> bytes:
    return next(iter(versions)).encode()


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """Made once for the module, and undone after it. Documents are read before they are pressed."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        translation.override("nb"),
        mock.patch.object(publishing, "check"),
        mock.patch.object(pdf, "on_at_most", _pdf_as_it_is_before_the_press),
        mock.patch.object(pdf, "is_available", lambda: True),
        # Files of the tests are in memory: their addresses are told instead.
        override_settings(WAGTAILDOCS_SERVE_METHOD="redirect"),
    ):
        yield make_world()
        transaction.set_rollback(True)


def _routes(patterns: list[Any], above: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


def reader_routes() -> set[str]:
    """Every address of the portal that is not below /admin/, in nynorsk."""
    with translation.override("nn"):
        found = set(_routes(get_resolver().url_patterns))
    return {route for route in found if not route.startswith("admin/")}


def _words_in(answer: HttpResponse) -> str:
    """All that an answer tells, in small letters: its text, where it leads, what is packed in it."""
    content = b"".join(answer) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    return f"{answer.headers.get('Location', '')} {content.decode(errors='replace')}".lower()


def _told(answer: HttpResponse) -> set[str]:
    """The states in which things must not be seen, and of which an answer tells."""
    words = _words_in(answer)
    return {state for state, word in HIDDEN.items() if word in words}


def _ask(world: World, address: str) -> HttpResponse:
    return Client(headers={"host": world.site.hostname}).get(address)


def _values(world: World) -> dict[str, list[object]]:
    """For each argument of the examples, something in every state."""
    guides = [
        p for pages in world.pages.values() for m, p in pages.items() if m.__name__ == "GuidePage"
    ]
    return {
        "document": [f"{d.pk}/{d.filename}" for d in world.documents.values()],
        "service": [service.pk for service in world.services.values()],
        "identifier": [
            identifier_at(world.site.root_url, service.pk) for service in world.services.values()
        ],
        "pk": [service.pk for service in world.services.values()],
        "guide": [guide.translation_key for guide in guides],
        "site": [world.site.pk, world.other.pk],
        "token": list(world.links.values()),
        "article": [world.drafts[ArticlePage]],
        "whole": [world.drafts[GuidePage]],
        "page": [page.pk for pages in world.pages.values() for page in pages.values()],
    }


def _filled_in(example: str, world: World) -> list[str]:
    found = [example]
    for name, values in _values(world).items():
        if "{" + name + "}" in example:
            found = [a.replace("{" + name + "}", str(v)) for a in found for v in values]
    return [f"/{address}" for address in found]


class TestEveryAddress:
    def test_all_of_them_are_known(self) -> None:
        """Somebody made an address: say in EXAMPLES how it is asked."""
        optional = {"media/<path:path>"}
        assert reader_routes() - ANY_PAGE - set(EXAMPLES) == set()
        assert (set(EXAMPLES) | ANY_PAGE) - reader_routes() <= optional

    @pytest.mark.parametrize("route", sorted(EXAMPLES))
    def test_it_tells_only_what_is_published(self, route: str, world: World) -> None:
        answers = {
            address: _ask(world, address)
            for example in EXAMPLES[route]
            for address in _filled_in(example, world)
        }
        ours = ALLOWED.get(route, set())
        leaks = {
            address: told for address, answer in answers.items() if (told := _told(answer) - ours)
        }
        assert leaks == {}
        tells = any(LIVE in _words_in(answer) for answer in answers.values())
        assert tells or route in WITHOUT_TEXTS or not EXAMPLES[route]


def _tails(model: type[Any], world: World) -> dict[str, list[str]]:
    """The sub-addresses of a page type, filled in, by their routes."""
    tails: dict[str, list[str]] = {}
    for pattern in model.get_subpage_urls():
        route = str(getattr(pattern.pattern, "_route", ""))
        found = [route]
        for name, converter in pattern.pattern.converters.items():
            kind = type(converter).__name__.removesuffix("Converter").lower()
            hole = f"<{kind.replace('string', 'str')}:{name}>"
            if model is ServiceIndexPage and name in ("pk", "slug"):
                continue
            found = [tail.replace(hole, value) for tail in found for value in ARGUMENTS[name]]
        if model is ServiceIndexPage and "pk" in pattern.pattern.converters:
            found = [f"{s.pk}-{s.key}/" for s in world.services.values()]
        assert not any("<" in tail for tail in found), route
        # A file's address has no slash at its end.
        found = [re.sub(r"(\.\w{3,4})/$", r"\1", tail) for tail in found]
        tails[route] = found
    return tails


# A page of these has no such address when it has nothing to show there.
MAY_BE_SILENT: set[str] = {"DecisionTreePage svar/"}


class TestEveryPageType:
    @pytest.mark.parametrize("model", PAGE_TYPES)
    def test_a_published_page_tells_only_what_is_published(
        self, model: type[Any], world: World
    ) -> None:
        home = world.pages["live"][model].get_url(None)
        path = home.removeprefix(f"http://{world.site.hostname}")
        leaks, silent = {}, []
        for route, tails in _tails(model, world).items():
            tells = False
            for tail in tails:
                answer = _ask(world, path + tail)
                if told := _told(answer):
                    leaks[tail] = told
                tells |= answer.status_code == 200 and LIVE in _words_in(answer)
            if not tells and f"{model.__name__} {route}" not in MAY_BE_SILENT:
                silent.append(route)
        assert leaks == {}
        assert silent == []

    @pytest.mark.parametrize(
        "model", [model for model in PAGE_TYPES if model.__name__ != "HomePage"]
    )
    def test_a_page_that_must_not_be_seen_tells_nothing(
        self, model: type[Any], world: World
    ) -> None:
        leaks, shown = {}, []
        for state, pages in world.pages.items():
            if state in ("live", "other form") or model not in pages:
                continue
            address = pages[model].get_url(None).split(".example", 1)[-1]
            for tails in _tails(model, world).values():
                answer = _ask(world, address + tails[0])
                asked = _words_in(answer).replace(address.lower(), "")
                if any(word in asked for word in HIDDEN.values()):
                    leaks[state] = tails[0]
                if answer.status_code == 200:
                    shown.append(f"{state} {tails[0]}")
        assert leaks == {}
        assert shown == []


def test_the_other_form_of_norwegian_stays_in_its_own_tree(world: World) -> None:
    """Only the switch of language leads there."""
    searches = [f"/nn/sok/?q={COMMON}", "/nn/sok/ord.json", "/embed/nn/tenester/"]
    pages = [page.get_url(None).split(".example", 1)[-1] for page in world.pages["live"].values()]
    for address in [*searches, *pages]:
        words = re.sub(r'href="[^"]*"', "", _words_in(_ask(world, address)))
        assert OTHER_FORM not in words, address
    twin = next(iter(world.pages["other form"].values()))
    assert OTHER_FORM in _words_in(_ask(world, "/nb/sok/?q=" + COMMON)), twin
