"""Two forms side by side: what changed is marked, and what is written is saved as a draft."""

import json

import pytest

from bti_portal.translation.models import Parity
from handlingsveileder.models import ArticlePage
from tests.factories import ServiceFactory, UserFactory
from tests.reading import read
from tests.translation.municipalities import (
    article,
    at,
    filled,
    municipality,
    publish,
    text_block,
    twin_article,
    typed,
)
from tjenesteoversikt.models import Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    site = municipality("sundvik")
    site.page = article(site.home)
    site.twin = twin_article(site.page, site.site)
    return site


def content_state(words: str) -> str:
    """What the editor of rich text sends."""
    block = {"key": "k1", "text": words, "type": "unstyled", "depth": 0}
    block |= {"inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block], "entityMap": {}})


def name_of(own, address: str, path: str) -> str:
    rows = own.desk.get(address).context["rows"]
    return next(row.name for row in rows if row.pair.path == path)


def test_it_shows_what_has_changed_and_saves_a_draft(own) -> None:
    publish(own.page, lead="Kort og godt.")
    address = at("proofread_page", own.twin.pk)
    shown = read(own.desk.get(address))
    assert any("godt" in mark.text for mark in shown.all("ins"))
    assert [
        row.pair.path for row in own.desk.get(address).context["rows"] if row.pair.needs_somebody
    ] == ["lead"]
    data = filled(own, address) | {name_of(own, address, "lead"): "Kort og greit."}
    own.desk.post(address, data | {"act": "save"})
    own.twin.refresh_from_db()
    assert own.twin.lead == "Kort sagt."
    latest = own.twin.get_latest_revision_as_object()
    assert latest.lead == "Kort og greit." and latest.latest_revision.user == own.person
    assert latest.body[0].value.source == own.twin.body[0].value.source


def test_saved_and_marked_the_board_says_so_once_it_is_published(own) -> None:
    publish(own.page, lead="Kort og godt.")
    address = at("proofread_page", own.twin.pk)
    data = filled(own, address) | {name_of(own, address, "lead"): "Kort og greit."}
    own.desk.post(address, data | {"act": "mark"})
    board = own.desk.get(at("board", own.site.pk), {"show": "all"}).context["items"]
    [one] = [one for one in board if one.kind == "page" and one.title == own.page.title]
    assert one.standing.status == "draft"
    own.twin.refresh_from_db()
    own.twin.get_latest_revision().publish()
    board = own.desk.get(at("board", own.site.pk), {"show": "all"}).context["items"]
    [one] = [one for one in board if one.kind == "page" and one.title == own.page.title]
    assert one.standing.status == "step"


def test_rich_text_is_written_in_the_editors_own_field(own) -> None:
    address = at("proofread_page", own.twin.pk)
    name = name_of(own, address, "body.a1")
    data = filled(own, address) | {name: content_state("Jeg vet ikke.")}
    own.desk.post(address, data)
    latest = ArticlePage.objects.get(pk=own.twin.pk).get_latest_revision_as_object()
    assert ">Jeg vet ikke.</p>" in latest.body[0].value.source


def test_a_new_block_lands_behind_the_same_block(own) -> None:
    blocks = [text_block("n0", "<p>Fyrst.</p>"), text_block("a1", "<p>Eg veit ikkje.</p>")]
    publish(own.page, body=[*blocks, text_block("n2", "<p>Sist.</p>")])
    address = at("proofread_page", own.twin.pk)
    data = filled(own, address)
    data |= {
        name_of(own, address, "body.n0"): content_state("Først."),
        name_of(own, address, "body.n2"): content_state("Til slutt."),
    }
    own.desk.post(address, data)
    latest = ArticlePage.objects.get(pk=own.twin.pk).get_latest_revision_as_object()
    assert [block.id for block in latest.body] == ["n0", "a1", "n2"]


def test_what_only_the_other_form_has_stays(own) -> None:
    publish(
        own.twin,
        body=[text_block("a1", "<p>Jeg vet ikke.</p>"), text_block("z9", "<p>Bare her.</p>")],
    )
    address = at("proofread_page", own.twin.pk)
    assert "Bare her." in own.desk.get(address).content.decode()
    own.desk.post(address, filled(own, address) | {name_of(own, address, "lead"): "Nytt."})
    latest = ArticlePage.objects.get(pk=own.twin.pk).get_latest_revision_as_object()
    assert [block.id for block in latest.body] == ["a1", "z9"] and latest.lead == "Nytt."


def test_somebody_elses_newer_draft_is_not_written_over_unasked(own) -> None:
    address = at("proofread_page", own.twin.pk)
    data = filled(own, address) | {name_of(own, address, "lead"): "Mitt."}
    latest = own.twin.get_latest_revision_as_object()
    latest.lead = "Ditt."
    latest.save_revision()
    answer = own.desk.post(address, data)
    assert answer.status_code == 200
    values = [control.text for control in read(answer).all("textarea")]
    assert "Mitt." in values
    own.twin.refresh_from_db()
    assert own.twin.get_latest_revision_as_object().lead == "Ditt."
    again = typed(answer)
    own.desk.post(address, again)
    own.twin.refresh_from_db()
    assert own.twin.get_latest_revision_as_object().lead == "Mitt."


def test_a_field_nobody_wrote_in_makes_no_block(own) -> None:
    blocks = [text_block("a1", "<p>Eg veit ikkje.</p>"), text_block("n2", "<p>Sist.</p>")]
    publish(own.page, body=blocks)
    address = at("proofread_page", own.twin.pk)
    own.desk.post(address, filled(own, address) | {name_of(own, address, "lead"): "Nytt."})
    latest = ArticlePage.objects.get(pk=own.twin.pk).get_latest_revision_as_object()
    assert [block.id for block in latest.body] == ["a1"] and latest.lead == "Nytt."


def test_a_text_stays_where_it_belongs_when_the_source_changes_meanwhile(own) -> None:
    """A block in between moves the texts behind it, and what was written may not fit any more."""
    address = at("proofread_page", own.twin.pk)
    data = filled(own, address) | {name_of(own, address, "title"): "Ny tittel"}
    first = text_block("n0", "<p>Fyrst.</p>")
    publish(own.page, body=[first, text_block("a1", "<p>Eg veit ikkje.</p>")])
    before = ArticlePage.objects.get(pk=own.twin.pk).get_latest_revision_as_object()
    answer = own.desk.post(address, data)
    assert answer.status_code == 200
    assert read(answer).all(css="help-critical")
    assert ArticlePage.objects.get(pk=own.twin.pk).latest_revision_id == before.latest_revision_id
    own.desk.post(address, typed(answer))
    latest = ArticlePage.objects.get(pk=own.twin.pk).get_latest_revision_as_object()
    assert latest.title == "Ny tittel" and latest.lead == before.lead
    assert [(block.id, block.value.source) for block in latest.body] == [
        ("a1", before.body[0].value.source)
    ]


def test_a_text_that_is_new_in_both_forms_is_not_emptied(own) -> None:
    address = at("proofread_page", own.twin.pk)
    data = filled(own, address) | {name_of(own, address, "title"): "Ny tittel"}
    for page, words in ((own.page, "Fyrst."), (own.twin, "Først.")):
        body = [text_block("n0", f"<p>{words}</p>"), text_block("a1", "<p>Her.</p>")]
        publish(page, body=body)
    own.desk.post(address, typed(own.desk.post(address, data)))
    latest = ArticlePage.objects.get(pk=own.twin.pk).get_latest_revision_as_object()
    assert latest.title == "Ny tittel" and ">Først.</p>" in latest.body[0].value.source


def test_an_empty_title_is_refused_and_nothing_lost(own) -> None:
    address = at("proofread_page", own.twin.pk)
    lead = name_of(own, address, "lead")
    answer = own.desk.post(
        address, filled(own, address) | {name_of(own, address, "title"): "", lead: "Skrevet."}
    )
    assert answer.status_code == 200 and "Skrevet." in answer.content.decode()
    assert read(answer).all(css="error-message")


def test_a_proposal_is_put_in_the_field_without_saving(own) -> None:
    publish(own.page, lead="Kort og godt.")
    parity = Parity.objects.get(key=str(own.page.translation_key))
    address = at("proofread_page", own.twin.pk)
    [row] = [row for row in own.desk.get(address).context["rows"] if row.pair.path == "lead"]
    proposal = {"text": "Kort og greit.", "doubtful": ["greit"], "of": row.pair.mark}
    parity.proposals = {"nb": {"lead": proposal}}
    parity.save()
    before = own.twin.latest_revision_id
    answer = own.desk.post(address, filled(own, address) | {"use": row.name})
    assert "Kort og greit." in [control.text for control in read(answer).all("textarea")]
    own.twin.refresh_from_db()
    assert own.twin.latest_revision_id == before
    parity.proposals = {"nb": {"lead": proposal | {"of": "older"}}}
    parity.save()
    assert "Kort og greit." not in own.desk.get(address).content.decode()


def test_a_service_is_proofread_the_same_way(own) -> None:
    service = ServiceFactory(site=own.site)
    address = at("proofread_row", service.pk, "nb")
    data = filled(own, address) | {name_of(own, address, "summary"): "Noen å snakke med."}
    own.desk.post(address, data)
    service.refresh_from_db()
    assert service.summary_nb == "Du får noen å snakke med."
    assert service.get_latest_revision_as_object().summary_nb == "Noen å snakke med."


def test_the_draft_just_saved_is_what_is_marked_as_in_step(own) -> None:
    service = ServiceFactory(site=own.site)
    address = at("proofread_row", service.pk, "nb")
    for words in ("Noen å snakke med.", "Noen å ringe til."):
        data = filled(own, address) | {name_of(own, address, "summary"): words}
        own.desk.post(address, data | {"act": "mark"})
        parity = Parity.objects.get(kind="tjenesteoversikt.service", key=str(service.pk))
        assert parity.texts["nb"]["summary"] == words


def test_a_locked_page_and_the_neighbours_are_not_written(own) -> None:
    neighbour = municipality("nordbygd")
    service = ServiceFactory(site=own.site)
    before = own.twin.latest_revision_id
    for address in (at("proofread_page", own.twin.pk), at("proofread_row", service.pk, "nb")):
        assert neighbour.desk.get(address).status_code == 404
        assert neighbour.desk.post(address, {"text-0": "X"}).status_code == 404
    assert own.desk.get(at("proofread_row", service.pk, "se")).status_code == 404
    page = ArticlePage.objects.get(pk=own.twin.pk)
    page.locked, page.locked_by = True, UserFactory()
    page.save()
    address = at("proofread_page", own.twin.pk)
    own.desk.post(address, filled(own, address) | {name_of(own, address, "title"): "X"})
    own.twin.refresh_from_db()
    assert own.twin.latest_revision_id == before
    Service.objects.filter(pk=service.pk).update(locked=True, locked_by=UserFactory())
    address = at("proofread_row", service.pk, "nb")
    own.desk.post(address, filled(own, address) | {name_of(own, address, "name"): "X"})
    service.refresh_from_db()
    assert service.latest_revision is None
