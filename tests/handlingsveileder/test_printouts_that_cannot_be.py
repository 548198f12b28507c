"""When no document can be made: the pages say so, everything else works."""

import sys

import pytest

from bti_portal.printing import pdf
from tests.factories import (
    ArenaFactory,
    GuidePageFactory,
    LevelPageFactory,
    StepPageFactory,
    home_of,
    make_site,
)
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(reader):
    """A reader of a guide with one level of one step."""
    site = make_site("vik.example")
    arena = ArenaFactory(slug_nn="naturhage", slug_nb="naturhage")
    guide = GuidePageFactory(parent=home_of(site), slug="rettleiar")
    level = LevelPageFactory(parent=guide, slug="a", label="A")
    variant = {"arena": arena.pk, "how": "<p>Snakk med styraren.</p>"}
    variants = [{"type": "variant", "value": variant}]
    StepPageFactory(parent=level, slug="del", variants=variants)
    return reader(site)


@pytest.fixture
def missing(monkeypatch):
    """A machine without WeasyPrint."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    pdf._engine.cache_clear()
    yield
    pdf._engine.cache_clear()


def test_the_pages_say_so_and_work(client, missing):
    for below in ("", "a/", "a/del/"):
        page = read(client.get(f"/nn/rettleiar/{below}")).one("main")
        assert page.one("section", css="bti-take").all("p")[0].text
        assert not [a for a in page.all("a") if a["href"].endswith(("pdf/", "plakat/"))]


@pytest.mark.parametrize("page", ["", "for/naturhage/", "a/", "a/del/"])
def test_the_addresses_answer_with_a_page_that_leads_back(client, missing, page):
    answer = client.get(f"/nn/rettleiar/{page}pdf/")
    assert answer.status_code == 404
    shown = read(answer).one("main")
    assert shown.one("h1").text
    assert shown.one("a", css="ds-button")["href"] == f"/nn/rettleiar/{page}"


@pytest.mark.pdf
@pytest.mark.parametrize("why", [pdf.Busy, pdf.TooLarge])
def test_a_document_that_has_to_wait_or_is_too_large_is_answered_politely(client, monkeypatch, why):
    def refuse(*args, **kwargs):
        raise why

    monkeypatch.setattr(pdf, "on_at_most", refuse)
    answer = client.get("/nn/rettleiar/pdf/")
    assert answer.status_code == 503
    assert read(answer).one("main").one("h1").text
    assert ("Retry-After" in answer) == (why is pdf.Busy)
