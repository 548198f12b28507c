"""What all tests share: the database with the starter package, and a reader at a host."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Page, Site

from bti_portal.caching.models import Generation
from bti_portal.packages.demo import load_demo
from bti_portal.packages.loading import read_package
from bti_portal.packages.models import Origin
from bti_portal.registers.models import Arena, HelpLine, LegalReference, Role
from bti_portal.shell.hosts import known_hosts
from tjenesteoversikt.models import Need, Publication, Service, Theme

STARTER_PACKAGE = Path(settings.ROOT) / "startpakke"
# What the loaded content depends on: the texts, and the code that writes them.
SOURCES = (
    "startpakke/**/*.yaml",
    "bti_portal/norsk/*.py",
    "bti_portal/*/package.py",
    "bti_portal/exchange/*.py",
    "bti_portal/packages/*.py",
    "handlingsveileder/telling.py",
    "handlingsveileder/package*.py",
    "handlingsveileder/page_values.py",
    "handlingsveileder/publishing.py",
    "handlingsveileder/guide_document.py",
    "tjenesteoversikt/package.py",
    "tjenesteoversikt/receivers.py",
    "tjenesteoversikt/search.py",
    "tjenesteoversikt/questions.py",
    "handlingsveileder/search.py",
)
MARK = "starter package of the tests"


@dataclass(frozen=True)
class Demo:
    """The two invented municipalities of the starter package."""

    fjordvik: Site
    austby: Site


def _fingerprint() -> UUID:
    root, digest = Path(settings.ROOT), hashlib.sha256()
    for pattern in SOURCES:
        for file in sorted(root.glob(pattern)):
            digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return UUID(bytes=digest.digest()[:16])


def _empty() -> None:
    """Take away an older starter package that --reuse-db has kept."""
    Group.objects.exclude(name__in=["Editors", "Moderators"]).delete()
    Publication.objects.all().delete()
    Service.objects.all().delete()
    Site.objects.exclude(hostname="localhost").delete()
    for page in Page.objects.filter(depth=2).exclude(slug="home"):
        page.delete()
    for model in (Origin, Theme, Need, HelpLine, LegalReference, Role, Arena):
        model.objects.all().delete()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """The migrated database, with the starter package in it if a test of this run reads it.

    It takes half a minute, so a database that --reuse-db has kept is loaded again only when the
    package or what loads it has changed.
    """
    if not any("starter_package" in item.fixturenames for item in request.session.items):
        return
    with django_db_blocker.unblock():
        mark = _fingerprint()
        if Generation.objects.filter(name=MARK, token=mark).exists():
            return
        with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
            _empty()
            load_demo(read_package(STARTER_PACKAGE), port=80)
            Generation.objects.update_or_create(name=MARK, defaults={"token": mark})


@pytest.fixture(scope="session")
def starter_package(django_db_setup: None) -> None:
    """Says that a test reads the starter package."""


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """A test begins as a new process does: no cached addresses or hosts, the language of the instance."""
    cache.clear()
    known_hosts.forget()
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def demo(db: None, starter_package: None) -> Demo:
    """The starter package's municipalities; what a test changes in them is undone after it."""
    sites = Site.objects.select_related("root_page")
    return Demo(sites.get(hostname="fjordvik.localhost"), sites.get(hostname="austby.localhost"))


@pytest.fixture
def reader(db: None) -> Callable[[Site | str], Client]:
    """A reader's browser at a site: `reader(site).get("/nn/")`."""

    def at(site: Site | str) -> Client:
        return Client(headers={"host": site if isinstance(site, str) else site.hostname})

    return at
