"""Machine drafts: what must not be touched comes through whole, and a failure changes nothing.

The engine is tried on the real program where it is installed, and on a stand-in everywhere.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bti_portal.registers.models import Term
from bti_portal.translation import apertium
from bti_portal.translation.apertium import CannotTranslate, Source
from bti_portal.translation.models import Parity
from bti_portal.translation.terms import terms_for, words_for
from handlingsveileder.models import ArticlePage
from tests.factories import ServiceFactory, home_of
from tests.reading import read
from tests.translation.municipalities import (
    article,
    at,
    filled,
    municipality,
    publish,
    put_stand_in,
    text_block,
    twin_article,
)

pytestmark = pytest.mark.django_db


def _knows_norwegian() -> bool:
    if not shutil.which("apertium"):
        return False
    modes = subprocess.run(["apertium", "-l"], capture_output=True, text=True, check=False).stdout
    return "nob-nno_e" in modes and "nno-nob" in modes


REAL = pytest.mark.skipif(not _knows_norwegian(), reason="apertium-nno-nob is not installed")


@pytest.fixture
def own():
    return municipality("sundvik")


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    put_stand_in(tmp_path, monkeypatch)
    return tmp_path


def drafts(own, source: str = "nn", **texts: str) -> dict[str, apertium.Draft]:
    target = "nb" if source == "nn" else "nn"
    rich = {key: Source(text, text.startswith("<")) for key, text in texts.items()}
    return apertium.translate(rich, source, target, words_for(own.site, source))


MARKED_UP = (
    '<h2>Når?</h2><p>Ring <a href="https://sundvik.example/ring">oss</a> om <b>ikkje</b> anna.</p>'
    '<p>Ring <b>PPT</b> eller <a href="https://x.example"><i>BUP</i></a>.</p>'
    "<ul><li>Skriv til post@sundvik.example</li><li>Sjå § 13-2 og § 4</li></ul>"
)


@pytest.mark.parametrize("engine", ["stand-in", pytest.param("real", marks=REAL)])
def test_markup_and_what_is_not_words_come_through(engine, own, request) -> None:
    if engine == "stand-in":
        request.getfixturevalue("stand_in")
    made = drafts(
        own,
        rich=MARKED_UP,
        plain="BUP, PPT og BTI: 116 111. 3 < 4 & 5.\nNeste linje ikkje.",
        name="Ring ikkje Fjordvik Helsehus i Storgata 12, 6789 Fjordvik.",
        empty="  ",
    )
    text = made["rich"].text
    for kept in (
        '<a href="https://sundvik.example/ring">',
        "</b>",
        "<li>",
        "post@sundvik.example",
        "§ 13-2",
        "<b>PPT</b>",
        '<a href="https://x.example"><i>BUP</i></a>',
        "<h2>",
    ):
        assert kept in text
    assert "<b>ikke</b>" in text
    plain = made["plain"].text
    assert plain.startswith("BUP, PPT og BTI: 116 111. 3 < 4 & 5.\n") and "ikke" in plain
    assert "Fjordvik Helsehus" in made["name"].text
    assert "Storgata 12, 6789 Fjordvik" in made["name"].text
    assert "empty" not in made and "apertium" not in "".join(one.text for one in made.values())


@REAL
def test_the_words_it_gets_wrong_are_told_it(own) -> None:
    made = drafts(
        own,
        unless="Du treng ikkje spørje, med mindre det er vald.",
        worried="Er du uroa for barnet?",
        concern="Stafetthaldaren skriv ned uroa.",
        request="Fortel kva du har sett. Skriv det ned.",
        clinic="BUP kan stadfeste skulevegring etter tilvising.",
        you="De vel sjølve heime.",
    )
    assert "med mindre" in made["unless"].text and "vold" in made["unless"].text
    assert "bekymret for" in made["worried"].text
    assert "bekymringen" in made["concern"].text and "Stafettholderen" in made["concern"].text
    assert made["request"].text.startswith("Fortell hva du har sett. Skriv")
    assert made["clinic"].text == "BUP kan bekrefte skolevegring etter henvisning."
    assert "hjemme" in made["you"].text and made["you"].text.startswith("Dere")
    back = drafts(own, "nb", one="Foresatte får henvisning, med mindre barnet ikke vil.")
    assert "Føresette" in back["one"].text and "med mindre" in back["one"].text
    assert "ikkje" in back["one"].text and "tilvising" in back["one"].text


@REAL
def test_words_it_does_not_know_are_told(own) -> None:
    made = drafts(own, one="Frisbeen og zzygot er ikkje her.")
    assert [word.lower() for word in made["one"].doubtful] == ["zzygot"]


def test_every_term_can_be_read(own) -> None:
    terms = terms_for(own.site)
    assert ("føresette", "foresatte") in {(term.nn, term.nb) for term in terms}
    assert all(term.nn and term.nb for term in terms)


def test_where_it_is_missing_there_is_no_button_and_all_else_works(own, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    page = article(own.home)
    assert "machine" not in own.desk.get(at("page", page.pk)).content.decode()
    own.desk.post(at("page", page.pk), {"act": "make", "machine": "on"})
    twin = ArticlePage.objects.descendant_of(home_of(own.site, "nb")).get()
    shown = own.desk.get(at("proofread_page", twin.pk))
    assert shown.status_code == 200 and 'value="machine"' not in shown.content.decode()
    assert twin.body[0].value.source == "<p>Eg veit ikkje.</p>"


@pytest.mark.parametrize("mood", ["broken", "slow"])
def test_a_program_that_fails_changes_nothing(own, tmp_path, monkeypatch, mood: str) -> None:
    put_stand_in(tmp_path, monkeypatch, mood)
    monkeypatch.setattr(apertium, "SECONDS", 2)
    page = article(own.home)
    twin = twin_article(page, own.site)
    publish(page, lead="Eg kjem ikkje.")
    before = twin.latest_revision_id
    address = at("proofread_page", twin.pk)
    answer = own.desk.post(address, filled(own, address) | {"act": "machine"})
    assert answer.status_code == 302
    twin.refresh_from_db()
    assert twin.latest_revision_id == before
    assert not Parity.objects.get(key=str(page.translation_key)).proposals


def test_a_text_whose_markup_would_change_is_left(own, tmp_path, monkeypatch) -> None:
    put_stand_in(tmp_path, monkeypatch, "loses")
    assert set(drafts(own, bold="<p>Eg <b>veit</b>.</p>", plain="Eg veit.")) == {"plain"}


def test_a_text_without_end_is_refused(own, stand_in) -> None:
    with pytest.raises(CannotTranslate):
        drafts(own, one="eg " * apertium.MOST_CHARACTERS)


def test_no_text_is_a_command(own, stand_in) -> None:
    marker = stand_in / "ran"
    made = drafts(own, one=f"$(touch {marker}); `touch {marker}` | touch {marker} -l --help")
    assert not marker.exists() and "touch" in made["one"].text
    assert os.listdir(stand_in) == ["apertium"]


def test_a_twin_is_made_with_the_machines_texts_as_a_draft(own, stand_in) -> None:
    page = article(own.home, "Eg veit ikkje")
    own.desk.post(at("page", page.pk), {"act": "make", "machine": "on"})
    twin = ArticlePage.objects.descendant_of(home_of(own.site, "nb")).get()
    latest = twin.get_latest_revision_as_object()
    assert not twin.live
    assert (latest.title, latest.slug) == ("Eg vet ikke", "eg-vet-ikke")
    assert latest.body[0].value.source == "<p>Eg vet ikke.</p>"


def test_what_somebody_wrote_is_not_written_over(own, stand_in) -> None:
    page = article(own.home)
    twin = twin_article(page, own.site, body="<p>Jeg har skrevet dette.</p>")
    publish(page, user=own.person, body=[text_block("a1", "<p>Nei, eg veit snodig ikkje.</p>")])
    address = at("proofread_page", twin.pk)
    own.desk.post(address, filled(own, address) | {"act": "machine"})
    twin.refresh_from_db()
    latest = twin.get_latest_revision_as_object()
    assert latest.body[0].value.source == "<p>Jeg har skrevet dette.</p>"
    shown = read(own.desk.get(at("proofread_page", twin.pk)))
    assert "snodig" in [mark.text for mark in shown.all("mark")]
    assert "jeg vet snodig ikke" in shown.text.replace(" ,", ",")


def test_publishing_a_change_makes_a_proposal_and_touches_nothing(
    own, stand_in, django_capture_on_commit_callbacks
) -> None:
    page = article(own.home)
    twin = twin_article(page, own.site)
    before = twin.latest_revision_id
    with django_capture_on_commit_callbacks(execute=True):
        publish(page, user=own.person, lead="Eg kjem ikkje.")
    twin.refresh_from_db()
    assert twin.latest_revision_id == before
    proposals = Parity.objects.get(key=str(page.translation_key)).proposals["nb"]
    assert proposals["lead"]["text"].endswith("kjem ikke.") and list(proposals) == ["lead"]


def test_the_empty_column_of_a_service_is_filled_in_a_draft(own, stand_in) -> None:
    service = ServiceFactory(site=own.site, name_nn="Hjelp", name_nb="Hjelp", summary_nb="")
    service.summary_nn = "Eg veit ikkje."
    service.save()
    address = at("proofread_row", service.pk, "nb")
    own.desk.post(address, filled(own, address) | {"act": "machine"})
    service.refresh_from_db()
    assert not service.summary_nb
    assert service.get_latest_revision_as_object().summary_nb.endswith("vet ikke.")


@REAL
def test_a_term_it_would_call_something_else_is_told_it(own) -> None:
    page = article(own.home, "Born har rett til hjelp")
    own.desk.post(at("page", page.pk), {"act": "make", "machine": "on"})
    twin = ArticlePage.objects.descendant_of(home_of(own.site, "nb")).get()
    assert twin.get_latest_revision_as_object().title.startswith("Barn har rett til hjelp")


def test_the_second_try_holds_the_terms(own, stand_in) -> None:
    page = article(own.home, "Verksemdsleiar og born")
    own.desk.post(at("page", page.pk), {"act": "make", "machine": "on"})
    twin = ArticlePage.objects.descendant_of(home_of(own.site, "nb")).get()
    assert twin.get_latest_revision_as_object().title == "Virksomhetsleder og barn"


def test_a_term_may_have_a_capital_inside(own, stand_in) -> None:
    words = {"preferred_nn": "rettleiar i NAV", "preferred_nb": "veileder hos NAV"}
    Term.objects.create(site=own.site, key="nav", **words)
    page = article(own.home, "Rettleiar i NAV hjelper")
    own.desk.post(at("page", page.pk), {"act": "make", "machine": "on"})
    twin = ArticlePage.objects.descendant_of(home_of(own.site, "nb")).get()
    assert twin.get_latest_revision_as_object().title == "Veileder hos NAV hjelper"


def test_whoever_publishes_does_not_meet_what_fails_in_proposing(
    own, stand_in, monkeypatch, caplog, django_capture_on_commit_callbacks
) -> None:
    page = article(own.home)
    twin_article(page, own.site)

    def fail(*_args: object) -> None:
        raise KeyError("unforeseen")

    monkeypatch.setattr(apertium, "translate", fail)
    with django_capture_on_commit_callbacks(execute=True):
        publish(page, user=own.person, lead="Eg kjem ikkje.")
    assert page.lead == "Eg kjem ikkje." and "unforeseen" in caplog.text
