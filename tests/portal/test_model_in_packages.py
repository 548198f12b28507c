"""The parts of the model that a package brings, and the pages they lead to."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from bti_portal.registers.models import ModelElement
from tests.factories import home_of, make_site
from tests.factories.package import both, small_package, write_package

pytestmark = pytest.mark.django_db

HOST = "vik.example"
FILE = "registers/model_elements.yaml"


def part(**more: object) -> dict:
    return {
        "key": "vegen",
        "kind": "tool",
        "level": "individual",
        "name": both("Vegen"),
        "purpose": both("Viser vegen"),
        "owner": both("Koordinatoren"),
        **more,
    }


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., str]:
    def load(*parts: dict) -> str:
        folder = write_package(tmp_path, small_package() | {FILE: list(parts)})
        said = io.StringIO()
        call_command("load_package", folder, host=HOST, stdout=said)
        return said.getvalue()

    return load


def test_a_part_leads_to_a_page_of_the_same_package(load: Callable[..., str]) -> None:
    site = make_site(HOST, ("nn", "nb"))
    load(part(page="guide"))
    row = ModelElement.objects.get(key="vegen")
    assert row.site == site
    twins = {home_of(site, code).get_children().get(slug="guide").pk for code in ("nn", "nb")}
    assert row.page_id in twins


def test_loading_again_changes_nothing(load: Callable[..., str]) -> None:
    make_site(HOST)
    load(part(page="guide"))
    before = ModelElement.objects.values().get(key="vegen")
    said = load(part(page="guide"))
    assert "0 made, 0 updated" in said
    assert "0 texts left alone" in said
    assert ModelElement.objects.values().get(key="vegen") == before


def test_a_page_somebody_deleted_leaves_the_part_without_a_link(load: Callable[..., str]) -> None:
    site = make_site(HOST)
    load(part(page="guide"))
    home_of(site).get_children().get(slug="guide").delete()
    load(part(page="guide"))
    assert ModelElement.objects.get(key="vegen").page is None


def test_a_page_that_is_nowhere_is_told_with_its_line(load: Callable[..., str]) -> None:
    make_site(HOST)
    pages = Page.objects.count()
    with pytest.raises(CommandError, match=rf"{FILE}:\d+: There is no page 'inkje'"):
        load(part(page="inkje"))
    assert (ModelElement.objects.filter(key="vegen").exists(), Page.objects.count()) == (
        False,
        pages,
    )
