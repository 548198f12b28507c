"""Two municipalities: one lends its guide, the other takes it in. Made once for a module."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation
from wagtail.models import Page, Site

from bti_portal.accounts.assigning import assign_role
from bti_portal.accounts.models import User
from bti_portal.packages.lending import Lending
from bti_portal.packages.loading import load
from bti_portal.packages.reading import read_archive, read_package
from bti_portal.packages.report import Report
from bti_portal.registers.models import HelpLine
from bti_portal.shell.models import Municipality
from handlingsveileder.models import ArticlePage, GuidePage, StepPage
from tests.factories import make_site
from tests.factories.lending import whole_package
from tests.factories.package import write_package


@dataclass
class World:
    """Utlån, which has the guide, and Innlån, which does not."""

    lender: Site
    borrower: Site
    lenders_coordinator: User
    coordinator: User
    package: bytes

    @staticmethod
    def log_in(user: User) -> Client:
        client = Client(HTTP_HOST="innlan.example")
        client.force_login(user)
        return client

    def lend(self, version: str = "") -> bytes:
        """The lender's guide as it is published now."""
        guide = page_at(self.lender, GuidePage, "nn")
        return Lending(guide, self.lender, version).as_zip()

    def take_in(self, content: bytes | None = None, **options: Any) -> Report:
        """What the lender lends, taken in by the borrower and published."""
        return load(read_archive(content or self.package), self.borrower, **options)


def page_at(site: Site, model: type[Page], language: str, **wanted: Any) -> Any:
    """The one page of a type in one form of a site."""
    home = site.root_page.get_translations(inclusive=True).get(locale__language_code=language)
    return model.objects.descendant_of(home).get(**wanted)


def step_at(site: Site, language: str = "nn") -> StepPage:
    return page_at(site, StepPage, language)


def article_at(site: Site, language: str = "nn") -> ArticlePage:
    return page_at(site, ArticlePage, language)


def publish(page: Page, **values: Any) -> Page:
    """Edit and publish, as an editor does."""
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def edit_block(page: Page, field: str, number: int, words: str, *path: str) -> Page:
    """Change one text of a stream and publish; `path` leads into a block of several parts."""
    raw = [dict(block) for block in getattr(page, field).raw_data]
    if path:
        raw[number]["value"] = raw[number]["value"] | {path[0]: words}
    else:
        raw[number]["value"] = words
    stream = getattr(page, field)
    setattr(page, field, type(stream)(stream.stream_block, raw, is_lazy=True))
    page.save_revision().publish()
    return page


def files_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _coordinator(site: Site, name: str) -> User:
    Municipality.objects.update_or_create(site=site, defaults={"name_nn": name, "name_nb": name})
    user = User.objects.create_user(f"{name.lower()}@{site.hostname}", "eit langt passord 1")
    user.groups.add(assign_role(site, "coordinator"))
    return user


def make_world(folder: Any) -> World:
    both = ("nn", "nb")
    lender, borrower = make_site("utlan.example", both), make_site("innlan.example", both)
    users = _coordinator(lender, "Utlån"), _coordinator(borrower, "Innlån")
    load(read_package(write_package(folder, whole_package())), lender)
    HelpLine.objects.update(checked_on="2026-10-01")
    world = World(lender, borrower, *users, package=b"")
    world.package = world.lend("1")
    return world


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The two municipalities; what a test changes is undone after it."""
    folder = tmp_path_factory.mktemp("package")
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("nb"):
        yield make_world(folder)
        transaction.set_rollback(True)
