"""Search inside a guide: it lands on the step, in both forms of Norwegian, for the arena chosen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from bti_portal.registers.models import Role
from tests.factories import (
    ArenaFactory,
    GuidePageFactory,
    HelpLineFactory,
    LegalReferenceFactory,
    LevelPageFactory,
    RoleFactory,
    ServiceIndexPageFactory,
    StepPageFactory,
    home_of,
    make_site,
)
from tests.reading import Element, read

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12


@pytest.fixture
def site():
    return make_site("vik.example", languages=["nn", "nb"])


@pytest.fixture
def guide(site):
    return GuidePageFactory(parent=home_of(site, "nn"), title="Rettleiaren", slug="rettleiar")


@pytest.fixture
def level(guide):
    return LevelPageFactory(parent=guide, slug="a", label="A", title="Vi undrar oss")


@pytest.fixture
def client(reader, site):
    return reader(site)


@pytest.fixture
def searched(client):
    """The page that answers a search below the guide."""

    def searched(words: str, below: str = "", status: int = 200) -> Element:
        answer = client.get(f"/nn/rettleiar/{below}sok/", {"q": words})
        assert answer.status_code == status
        return read(answer).one("main")

    return searched


def hits(page: Element) -> list[str]:
    """The titles of the pages found, in order."""
    return [title.text for title in page.all("h2", css="bti-found__title")]


def test_a_search_lands_on_the_step_with_the_sentence_marked(searched, level):
    StepPageFactory(
        parent=level,
        title="Del uroa",
        slug="del",
        how="<p>Snakk med leiaren. Be om samtykke frå føresette. Noter det.</p>",
    )
    page = searched("samtykke")
    assert page.links()["Del uroa"] == "/nn/rettleiar/a/del/"
    (sentence,) = page.all("p", css="bti-found__text")
    assert sentence.text.endswith("Be om samtykke frå føresette.")
    assert [mark.text for mark in sentence.all("mark")] == ["samtykke"]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("skulen", "Snakk med skulane."),
        ("skole", "Snakk med skulane."),
        ("stafettholder", "Stafetthaldaren kallar inn."),
        ("foresatte", "Fortel det til føresette."),
        ("bekymret", "Skriv ned uroa di."),
        ("medvirkning", "Sørg for medverknad."),
        ("følge opp", "De følgjer opp saman."),
        ("moter", "Kall inn til møte."),
        ("møte", "Kall inn til eit oppstartsmøte."),
        ("samtale", "Førebu barnesamtalen."),
        ("SAMTYKKE", "Hent inn samtykkje."),
        ("samtykke, møte!", "Samtykket gjeld til neste møte."),
    ],
)
def test_inflection_compounds_and_the_other_form_are_found(searched, level, asked, written):
    StepPageFactory(parent=level, title="Rett steg", what=f"<p>{written}</p>")
    StepPageFactory(parent=level, title="Anna steg", what="<p>Drikk eit glas vatn.</p>")
    page = searched(asked)
    assert hits(page) == ["Rett steg"]
    assert page.all("mark")


def test_every_text_of_a_page_is_searched(searched, guide, level):
    arena = ArenaFactory(name_nn="Naturhage")
    role = RoleFactory(name_nn="Jordmor")
    law = LegalReferenceFactory(act_nn="Barnevernslova", paragraph="§ 13-2")
    way = {"label": "Ja", "note": "Ta pause.", "target": [{"type": "stay", "value": None}]}
    decision = {"question": "Er barnet trygt?", "guidance": "", "exits": [way, way]}
    guide.body.append(("callout", {"tone": "info", "heading": "Hugs", "text": "<p>Sitron.</p>"}))
    guide.save()
    level.who_works = "<p>Alle med nøklar.</p>"
    level.save()
    StepPageFactory(
        parent=level,
        title="Steget",
        involve=[{"type": "involvement", "value": {"role": role.pk, "note": "Ring i fjellet."}}],
        legal_references=[("legal_reference", law)],
        documentation="Skriv i permen.\nLås skapet.",
        child_voice="Teikn ein måne.",
        for_guardians="<p>De får kaffi.</p>",
        for_youth="<ul><li>Du får saft.</li></ul>",
        decisions=[{"type": "decision", "value": decision}],
        variants=[{"type": "variant", "value": {"arena": arena.pk, "how": "<p>Gå på ski.</p>"}}],
    )
    words = "jordmor fjellet barnevernslova permen skapet månen kaffi saft trygt pause ski"
    assert {word: hits(searched(word)) for word in words.split()} == {
        word: ["Steget"] for word in words.split()
    }
    assert hits(searched("sitron")) == ["Rettleiaren"]
    assert hits(searched("nøklane")) == ["Vi undrar oss"]


def test_a_word_in_the_title_stands_before_one_in_the_text_then_the_order_of_the_ladder(
    searched, level
):
    for title in ("Fyrste", "Andre", "Møtet", "Siste"):
        StepPageFactory(parent=level, title=title, what="<p>Kall inn til møte.</p>")
    assert hits(searched("møte")) == ["Møtet", "Fyrste", "Andre", "Siste"]


def test_several_words_must_all_stand_there_if_they_do_anywhere(searched, level):
    StepPageFactory(parent=level, title="Begge", what="<p>Møte. Samtykke.</p>")
    StepPageFactory(parent=level, title="Det eine", what="<p>Møte.</p>")
    assert hits(searched("møte samtykke")) == ["Begge"]
    assert hits(searched("møte romferge")) == ["Begge", "Det eine"]


class TestForAnArena:
    @pytest.fixture(autouse=True)
    def step(self, level):
        arena = ArenaFactory(name_nn="Naturhage", slug_nn="naturhage", slug_nb="naturhage")
        other = ArenaFactory(name_nn="Verkstad", slug_nn="verkstad", slug_nb="verksted")
        return StepPageFactory(
            parent=level,
            title="Del uroa",
            slug="del",
            how="<p>Snakk med leiaren.</p>",
            variants=[
                {"type": "variant", "value": {"arena": row.pk, "how": f"<p>Snakk med {who}.</p>"}}
                for row, who in ((arena, "styraren"), (other, "meisteren"))
            ],
        )

    def test_what_differs_leads_to_the_step_as_that_arena_sees_it(self, searched):
        page = searched("styrar")
        assert page.links()["Naturhage · Korleis:"] == "/nn/rettleiar/a/del/for/naturhage/"

    def test_the_choice_follows_into_the_search_and_out_of_it(self, searched, client):
        form = read(client.get("/nn/rettleiar/for/naturhage/")).one("main").one("form")
        assert form["action"] == "/nn/rettleiar/for/naturhage/sok/"
        page = searched("styrar", "for/naturhage/")
        assert page.links()["Del uroa"] == "/nn/rettleiar/a/del/for/naturhage/"
        assert page.one("form")["action"] == "/nn/rettleiar/for/naturhage/sok/"

    def test_what_does_not_hold_there_is_not_found(self, searched):
        assert hits(searched("meister", "for/naturhage/")) == []
        assert hits(searched("leiar", "for/naturhage/")) == []
        assert hits(searched("leiar")) == ["Del uroa"]

    def test_an_arena_that_does_not_exist_is_said(self, searched):
        assert "Naturhage" in searched("leiar", "for/ufo/", status=404).text


def test_only_what_readers_may_see_is_found(searched, level):
    StepPageFactory(parent=level, title="Kladd", what="<p>Sitron.</p>", live=False)
    closed = StepPageFactory(parent=level, title="Stengt", what="<p>Sitron.</p>")
    assert hits(searched("sitron")) == ["Stengt"]
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert hits(searched("sitron")) == []


def test_an_unconfirmed_paragraph_is_not_found_as_certain(searched, level):
    law = LegalReferenceFactory(act_nn="Prøvelova", paragraph="§ 99-9", checked_on=None)
    StepPageFactory(parent=level, legal_references=[("legal_reference", law)])
    assert hits(searched("prøvelova"))
    assert not hits(searched("99"))


def test_a_change_is_found_at_once(searched, level):
    role = RoleFactory(name_nn="Jordmor")
    step = StepPageFactory(parent=level, responsible_roles=[{"type": "role", "value": role.pk}])
    assert hits(searched("jordmor"))
    Role.objects.get(pk=role.pk).save()
    role.name_nn = "Fysioterapeut"
    role.save()
    assert not hits(searched("jordmor"))
    assert hits(searched("fysioterapeuten"))
    step.what = "<p>Sitron.</p>"
    step.save()
    assert hits(searched("sitron"))


def test_nothing_found_helps_on(searched, site, level):
    ServiceIndexPageFactory(parent=home_of(site, "nn"), slug="tenester")
    HelpLineFactory(name_nn="Naudlinja", number="112 112", is_acute=True)
    page = searched("rom&ferge")
    links = page.links().values()
    assert any(link.startswith("/nn/tenester/?q=rom%26ferge") for link in links)
    assert "/nn/rettleiar/" in links
    assert "112 112" in page.text


def test_without_words_there_is_only_the_field(searched, level):
    StepPageFactory(parent=level)
    for words in ("", "   ", "\x00\x07"):
        page = searched(words)
        assert hits(page) == []
        assert page.one("input")["value"] == ""
        assert not page.all("section", css="bti-acute")


@pytest.mark.parametrize(
    "words", ["x" * 5_000, "uro " * 2_000, "\x1b[31m", "😀", "%", "' OR 1=1 --", "og det er"]
)
def test_odd_searches_are_answered_politely(searched, level, words):
    StepPageFactory(parent=level, what="<p>Undre deg.</p>")
    page = searched(words)
    assert page.one("h1").text
    assert len(page.one("input")["value"]) <= 200
    assert "\x1b" not in page.text


def test_what_was_asked_for_is_never_written_out_as_html(client, level):
    page = client.get("/nn/rettleiar/sok/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


def test_the_switch_of_language_stays_in_the_search(searched, client, site, guide):
    kinship = guide.translation_key
    GuidePageFactory(parent=home_of(site, "nb"), slug="veileder", translation_key=kinship)
    header = read(client.get("/nn/rettleiar/sok/")).one("header")
    assert header.links()["Bokmål"] == "/nb/veileder/sok/"


def test_a_search_costs_a_constant_number_of_queries(client, level, site):
    def cost():
        client.get("/nn/rettleiar/sok/?q=undre")
        with CaptureQueriesContext(connection) as queries:
            client.get("/nn/rettleiar/sok/?q=undre")
        return len(queries)

    StepPageFactory(parent=level, what="<p>Undre deg.</p>")
    before = cost()
    for role in RoleFactory.create_batch(5):
        involve = [{"type": "involvement", "value": {"role": role.pk}}]
        StepPageFactory(parent=level, what="<p>Undre deg.</p>", involve=involve)
    assert cost() == before <= MOST_QUERIES
