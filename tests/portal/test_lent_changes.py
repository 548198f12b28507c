"""A lent guide changed on both sides: what is untouched follows, the rest is chosen, text by text."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bti_portal.packages import choosing
from bti_portal.packages.models import Origin
from bti_portal.packages.report import Kind
from tests.portal.lending_world import (
    article_at,
    edit_block,
    publish,
    step_at,
    world,
)
from tests.reading import read
from tjenesteoversikt.models import Service

__all__ = ["world"]

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def changed(world, django_db_blocker):
    """Taken in, changed on both sides in both forms, and taken in again: what the second time said."""
    with django_db_blocker.unblock():
        return change_both_sides(world)


def change_both_sides(world):
    world.take_in()
    for form in ("nn", "nb"):
        publish(step_at(world.borrower, form), lead=f"Vårt {form}")
        edit_block(article_at(world.borrower, form), "body", 1, f"Hugs oss {form}", "heading")
        publish(step_at(world.lender, form), lead=f"Ny ingress {form}", what=f"<p>Nytt {form}</p>")
        article = edit_block(
            article_at(world.lender, form), "body", 0, f"<p>Nytt avsnitt {form}</p>"
        )
        edit_block(article, "body", 1, f"Hugs dei {form}", "heading")
    return world.take_in(world.lend("2"))


def waiting(world, form="nn"):
    rows = choosing.waiting_at(world.borrower).filter(language=form)
    return {text.place.rpartition(".")[2]: text for text in choosing.shown(rows)}


@pytest.mark.parametrize("form", ["nn", "nb"])
def test_untouched_texts_follow_and_edited_ones_wait_each_by_itself(world, changed, form):
    step, article = step_at(world.borrower, form), article_at(world.borrower, form)
    assert (step.lead, step.what) == (f"Vårt {form}", f"<p>Nytt {form}</p>")
    assert f"Nytt avsnitt {form}" in str(article.body[0].value)
    assert article.body[1].value["heading"] == f"Hugs oss {form}"
    found = waiting(world, form)
    assert set(found) == {"lead", "heading"}
    heading = found["heading"]
    assert (heading.base, heading.newer, heading.here) == (
        f"Hugs {form}", f"Hugs dei {form}", f"Hugs oss {form}",
    )  # fmt: skip
    assert (heading.origin.version, heading.origin.newer_version) == ("1", "2")


def test_the_report_lists_what_followed_and_what_waits(changed):
    conflicts = {(h.language, h.places) for h in changed.of(Kind.CONFLICT) if h.places == ("lead",)}
    assert conflicts == {("nn", ("lead",)), ("nb", ("lead",))}
    assert {h.language for h in changed.of(Kind.UPDATE)} == {"nn", "nb"}


def client_of(world):
    return world.log_in(world.coordinator)


def address(world, rest=""):
    return f"/admin/lending/{world.borrower.pk}/changes/{rest}"


def answer(world, text, choice):
    sent = {"text": text.origin.pk, "seen": text.seen, "answer": choice}
    return client_of(world).post(address(world), sent, follow=True)


def test_the_three_texts_stand_side_by_side(world, changed):
    page = read(client_of(world).get(address(world))).one("main")
    cells = [re.sub(r"\s+", " ", cell.text).strip() for cell in page.all("td")]
    assert "Kort sagt nn" in cells
    assert any("Vårt" in cell for cell in cells)
    assert any("Ny ingress" in cell for cell in cells)
    assert page.all("ins")
    assert page.all("del")


def test_taking_the_new_text_is_a_draft_until_somebody_publishes(world, changed):
    answer(world, waiting(world)["heading"], "take")
    article = article_at(world.borrower)
    assert article.body[1].value["heading"] == "Hugs oss nn"
    draft = article.get_latest_revision_as_object()
    assert draft.body[1].value["heading"] == "Hugs dei nn"
    assert "Nytt avsnitt nn" in str(draft.body[0].value)
    assert set(waiting(world)) == {"lead"}
    assert draft.latest_revision.user == world.coordinator


def test_keeping_ones_own_is_not_asked_again(world, changed):
    answer(world, waiting(world)["lead"], "keep")
    assert set(waiting(world)) == {"heading"}
    world.take_in(world.lend("3"))
    assert set(waiting(world)) == {"heading"}
    assert step_at(world.borrower).lead == "Vårt nn"
    publish(step_at(world.lender), lead="Endå nyare")
    world.take_in(world.lend("4"))
    assert waiting(world)["lead"].base == "Ny ingress nn"


def test_texts_can_be_put_together_by_hand(world, changed):
    text = waiting(world)["lead"]
    place = address(world, f"{text.origin.pk}/")
    form = read(client_of(world).get(place)).one("textarea")
    assert form.text.strip() == "Vårt nn"
    client_of(world).post(place, {"seen": text.seen, "words": "Begge deler"})
    assert step_at(world.borrower).get_latest_revision_as_object().lead == "Begge deler"
    assert set(waiting(world)) == {"heading"}


def test_a_text_too_long_is_told_and_nothing_is_lost(world, changed):
    text = waiting(world)["heading"]
    place = address(world, f"{text.origin.pk}/")
    said = client_of(world).post(place, {"seen": text.seen, "words": "x" * 121})
    assert said.status_code == 422
    assert "x" * 121 in said.content.decode()
    assert set(waiting(world)) == {"lead", "heading"}


def test_an_address_that_is_none_is_told_and_nothing_is_lost(world):
    service = Service.objects.get(key="los", site=world.lender)
    origin = Origin.objects.get(
        content_type__model="service", object_id=service.pk, field="name_nn"
    )
    origin.pk, origin.field = None, "website"
    origin.base, origin.newer = '""', '"https://ny.example.no/"'
    origin.save()
    place = f"/admin/lending/{world.lender.pk}/changes/{origin.pk}/"
    client = world.log_in(world.lenders_coordinator)
    seen = choosing.shown([origin])[0].seen
    said = client.post(place, {"seen": seen, "words": "inga adresse"})
    assert said.status_code == 422
    page = read(said)
    assert page.one("textarea").text.strip() == "inga adresse"
    assert page.one("main").one("strong", css="error-message").text
    assert choosing.waiting_at(world.lender).count() == 1


def test_an_answer_to_another_text_than_the_one_shown_is_not_taken(world, changed):
    text = waiting(world)["lead"]
    seen = text.seen
    publish(step_at(world.borrower), lead="Endra i mellomtida")
    text.__dict__["seen"] = seen
    sent = {"text": text.origin.pk, "seen": seen, "answer": "take"}
    client_of(world).post(address(world), sent, follow=True)
    assert step_at(world.borrower).get_latest_revision_as_object().lead == "Endra i mellomtida"
    assert "lead" in waiting(world)


def test_a_locked_page_is_left_alone(world, changed):
    step = step_at(world.borrower)
    step.locked, step.locked_by = True, world.lenders_coordinator
    step.save()
    answer(world, waiting(world)["lead"], "take")
    assert "lead" in waiting(world)


def test_a_draft_of_a_colleague_is_kept_under_the_choice(world, changed):
    step = step_at(world.borrower)
    step.child_voice = "Halvferdig"
    step.save_revision()
    answer(world, waiting(world)["lead"], "take")
    draft = step_at(world.borrower).get_latest_revision_as_object()
    assert (draft.child_voice, draft.lead) == ("Halvferdig", "Ny ingress nn")


def test_a_page_deleted_here_is_not_asked_about(world, changed):
    step_at(world.borrower).delete()
    client_of(world).get(address(world))
    assert "lead" not in waiting(world)


def test_the_neighbour_gets_nothing(world, changed):
    text = waiting(world)["lead"]
    stranger = world.log_in(world.lenders_coordinator)
    for rest in ("", f"{text.origin.pk}/"):
        assert stranger.get(address(world, rest)).status_code == 404
    sent = {"text": text.origin.pk, "seen": text.seen, "answer": "take"}
    assert stranger.post(address(world), sent).status_code == 404
    at_home = f"/admin/lending/{world.lender.pk}/changes/"
    assert stranger.post(at_home, sent).status_code == 404
    assert "Vårt" not in stranger.get(at_home).content.decode()
    assert stranger.get(f"{at_home}{text.origin.pk}/").status_code == 404


def test_the_list_costs_the_same_however_much_waits(world, changed, django_assert_max_num_queries):
    client = client_of(world)
    client.get(address(world))
    with CaptureQueriesContext(connection) as few:
        client.get(address(world))
    number = len(few.captured_queries)
    step = step_at(world.lender)
    publish(step, child_voice="Ny", documentation="Ny", title="Ny")
    publish(step_at(world.borrower), child_voice="Vår", documentation="Vår", title="Vår")
    world.take_in(world.lend("3"))
    client.get(address(world))
    assert Origin.objects.filter(site=world.borrower, newer__isnull=False).count() == 7
    with django_assert_max_num_queries(number):
        client.get(address(world))
