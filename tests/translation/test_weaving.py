"""Streams of two forms: parts stay together when one comes between, and a new one comes whole."""

import pytest
from wagtail.models import Page

from handlingsveileder.models import StepPage
from tests.factories import decision, home_of, make_guide
from tests.translation.municipalities import (
    article,
    at,
    filled,
    municipality,
    publish,
    put_stand_in,
    text_block,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    return municipality("sundvik")


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    put_stand_in(tmp_path, monkeypatch)


def pairs_of(own, page: Page) -> list[tuple[str, str]]:
    """What stands side by side in the body of `page`, without mark-up."""
    rows = own.desk.get(at("proofread_page", page.pk)).context["rows"]
    return [
        (strip(row.pair.source), strip(row.pair.target))
        for row in rows
        if row.pair.path.startswith("body.")
    ]


def strip(html: str) -> str:
    return html.partition(">")[2].removesuffix("</p>")


def ask_the_machine(own, page: Page) -> Page:
    address = at("proofread_page", page.pk)
    own.desk.post(address, filled(own, address) | {"act": "machine"})
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def test_connected_pages_stay_paired_when_a_text_is_added(own, stand_in) -> None:
    page = article(own.home)
    texts = ("Eg veit.", "Andre.", "Tredje ikkje.")
    publish(page, body=[text_block(f"a{n}", f"<p>{text}</p>") for n, text in enumerate(texts)])
    other = article(home_of(own.site, "nb"), "Samarbeid (nb)", slug="samarbeid-nb")
    publish(
        other, body=[text_block("b0", "<p>Jeg vet.</p>"), text_block("b1", "<p>Den andre.</p>")]
    )
    own.desk.post(at("page", page.pk), {"act": "connect", "other": other.pk})
    beside = [("Eg veit.", "Jeg vet."), ("Andre.", "Den andre.")]
    assert pairs_of(own, other) == [*beside, ("Tredje ikkje.", "")]
    drafted = ask_the_machine(own, other)
    assert len(drafted.body) == 3
    assert pairs_of(own, other)[:2] == beside
    publish(page, body=[text_block("n9", "<p>Ny ikkje.</p>"), *page.body.raw_data])
    assert [target for _source, target in pairs_of(own, other)][:3] == [
        "",
        "Jeg vet.",
        "Den andre.",
    ]
    assert len(ask_the_machine(own, other).body) == 4


def test_a_new_block_comes_with_what_has_no_words(own, stand_in) -> None:
    make_guide(own.home, "A", 1)
    step = StepPage.objects.descendant_of(own.home).get()
    own.desk.post(at("page", step.pk), {"act": "make"})
    twin = step.get_translations().get().specific
    new = decision("Kva no?", ("Kven veit ikkje", "close", None), ("Nei", "stay", None))
    publish(step, decisions=[*step.decisions.raw_data, new])
    drafted = ask_the_machine(own, twin)
    exits = list(drafted.decisions)[-1].value["exits"]
    assert [way["target"][0].block_type for way in exits] == ["close", "stay"]
    assert exits[0]["label"].endswith("vet ikke")
