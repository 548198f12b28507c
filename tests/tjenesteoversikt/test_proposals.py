"""What providers send lands with the coordinator, who decides."""

import pytest
from django.utils import timezone

from tests.factories import ProviderFactory, ServiceFactory
from tests.portal.editor_forms import send
from tests.reading import read
from tests.tjenesteoversikt.desks import admin_url, municipality, url
from tests.tjenesteoversikt.test_provider_link import answer, given, own, propose
from tjenesteoversikt.models import Proposal, Service

__all__ = ["given", "own"]
pytestmark = pytest.mark.django_db


def fresh(service: Service) -> Service:
    return Service.objects.get(pk=service.pk)


def test_nothing_is_changed_before_it_is_accepted(given, own):
    service = given.mine[0]
    assert propose(given, service, phone="11 22 33 44").status_code == 302
    assert fresh(service).phone == "00 00 00 00"
    told = read(own.desk.get(url("proposals", own.site))).one("article").text
    assert "00 00 00 00" in told and "11 22 33 44" in told
    answer(own, Proposal.objects.get(), "accept")
    assert fresh(service).phone == "11 22 33 44"
    assert "11 22 33 44" in given.browser.get(given.path).content.decode()


def test_it_can_be_accepted_as_a_draft(given, own):
    service = given.mine[0]
    propose(given, service, waiting_time_nn="Tre veker")
    answer(own, Proposal.objects.get(), "draft")
    draft = fresh(service).get_latest_revision_as_object()
    assert (fresh(service).waiting_time_nn or "", draft.waiting_time_nn) == ("", "Tre veker")
    assert draft.waiting_stated_on == timezone.localdate()


def test_a_draft_of_the_coordinators_is_not_published_by_it(given, own):
    service = given.mine[0]
    send(own.desk, admin_url("edit", service), summary_nn="Utkast.")
    propose(given, service, phone="11 22 33 44")
    answer(own, Proposal.objects.get(), "accept")
    now = fresh(service)
    draft = now.get_latest_revision_as_object()
    assert (now.phone, now.summary_nn) == ("11 22 33 44", "Du får nokon å snakke med.")
    assert (draft.phone, draft.summary_nn) == ("11 22 33 44", "Utkast.")


def test_a_half_written_draft_of_the_coordinators_stops_nothing(given, own):
    service = given.mine[0]
    send(own.desk, admin_url("edit", service), summary_nn="", summary_nb="")
    draft = fresh(service).get_latest_revision_as_object()
    assert not (draft.summary_nn or draft.summary_nb)
    for how, phone in (("accept", "11 22 33 44"), ("draft", "55 66 77 88")):
        propose(given, service, phone=phone)
        answer(own, Proposal.objects.get(state=Proposal.State.WAITING), how)
        draft = fresh(service).get_latest_revision_as_object()
        assert (draft.phone, draft.summary_nn or "") == (phone, "")
    assert (fresh(service).phone, fresh(service).live) == ("11 22 33 44", True)


def test_what_readers_would_see_must_still_be_right(given, own):
    propose(given, given.mine[0], phone="11 22 33 44")
    Service.objects.filter(pk=given.mine[0].pk).update(age_min_months=20, age_max_months=10)
    answer(own, Proposal.objects.get(), "accept")
    assert fresh(given.mine[0]).phone == "00 00 00 00"


TEXT = "<p>Intro <b>viktig</b></p><ul><li>ein</li><li>to &amp; to</li></ul>"


@pytest.mark.parametrize(
    ("words", "stored"),
    [
        (["Intro viktig", "ein", "tre"], TEXT.replace("to &amp; to", "tre")),
        (["Intro viktig", "ein <i>", "to & to"], TEXT.replace("ein", "ein &lt;i&gt;")),
        (["Ny intro viktig", "ein", "to & to"], TEXT.replace("Intro", "Ny intro")),
        (["Intro viktig!", "ein", "to & to"], TEXT.replace("</b>", "</b>!")),
        (["Intro viktig", "ein", "to & to", "tre"], TEXT.replace("</ul>", "<li>tre</li></ul>")),
        (["Intro viktig", "to & to"], TEXT.replace("<li>ein</li>", "")),
        (["Intro viktig"], "<p>Intro <b>viktig</b></p>"),
        (["Fyrst", "Intro viktig", "ein", "to & to"], f"<p>Fyrst</p>{TEXT}"),
        (["Intro viktig", "ein\ntil", "to & to"], TEXT.replace("ein", "ein<br>til")),
    ],
)
def test_markup_that_nobody_changed_stays(words, stored, given, own):
    service = given.mine[0]
    Service.objects.filter(pk=service.pk).update(description_nn=TEXT)
    propose(given, service, description_nn="\r\n\r\n".join(words))
    assert not read(own.desk.get(url("proposals", own.site))).all("p", css="help-warning")
    answer(own, Proposal.objects.get(), "accept")
    assert fresh(service).description_nn == stored


@pytest.mark.parametrize(
    ("old", "words", "stored"),
    [
        (TEXT, "Heilt nytt", "<p>Heilt nytt</p>"),
        ("<ul><li>ein<ul><li>to</li></ul></li></ul>", "to", "<p>to</p>"),
        ("<p>1 < 2</p>", "tre", "<p>tre</p>"),
    ],
)
def test_markup_that_cannot_stay_is_told_of(old, words, stored, given, own):
    service = given.mine[0]
    Service.objects.filter(pk=service.pk).update(description_nn=old)
    propose(given, service, description_nn=words)
    assert len(read(own.desk.get(url("proposals", own.site))).all("p", css="help-warning")) == 1
    answer(own, Proposal.objects.get(), "accept")
    assert fresh(service).description_nn == stored


def test_a_declined_one_tells_the_provider_why(given, own):
    propose(given, given.mine[0], phone="11 22 33 44")
    proposal = Proposal.objects.get()
    assert answer(own, proposal, "decline").status_code == 200
    assert Proposal.objects.get().state == Proposal.State.WAITING
    answer(own, proposal, "decline", reason="Sentralbordet har flytta.")
    assert "Sentralbordet har flytta." in given.browser.get(given.path).content.decode()
    assert fresh(given.mine[0]).phone == "00 00 00 00"


def test_all_is_right_waits_for_the_coordinator_too(given, own):
    assert given.browser.post(given.path, {"service": "all"}).status_code == 302
    assert Proposal.objects.count() == 2
    assert fresh(given.mine[0]).checked_on is None
    third = ServiceFactory(site=own.site, provider=given.provider)
    propose(given, third, phone="11 22 33 44")
    own.desk.post(url("proposals", own.site), {"answer": "confirmations"})
    assert fresh(third).phone == ""
    assert {fresh(s).checked_on for s in given.mine} == {timezone.localdate()}


def test_all_is_right_does_not_push_a_correction_away(given):
    propose(given, given.mine[0], phone="11 22 33 44")
    given.browser.post(given.path, {"service": "all"})
    waiting = Proposal.objects.filter(state=Proposal.State.WAITING)
    assert {(p.service_id, p.kind) for p in waiting} == {
        (given.mine[0].pk, "correction"),
        (given.mine[1].pk, "confirmation"),
    }


def test_a_newer_proposal_takes_the_place_of_the_older(given, own):
    propose(given, given.mine[0], phone="11 11 11 11")
    older = Proposal.objects.get()
    propose(given, given.mine[0], phone="22 22 22 22")
    answer(own, older, "accept")
    assert fresh(given.mine[0]).phone == "00 00 00 00"
    answer(own, Proposal.objects.get(state=Proposal.State.WAITING), "accept")
    assert fresh(given.mine[0]).phone == "22 22 22 22"


def test_one_is_answered_once(given, own):
    propose(given, given.mine[0], phone="11 11 11 11")
    proposal = Proposal.objects.get()
    answer(own, proposal, "decline", reason="Nei.")
    answer(own, proposal, "accept")
    assert fresh(given.mine[0]).phone == "00 00 00 00"


def test_nobody_answers_at_another_municipality(given, own):
    stranger = municipality("gjestvik")
    propose(given, given.mine[0], phone="11 11 11 11")
    sent = {"proposal": Proposal.objects.get().pk, "answer": "accept"}
    for site in (own.site, stranger.site):
        assert stranger.desk.post(url("proposals", site), sent).status_code == 404
    assert stranger.desk.get(url("proposals", own.site)).status_code == 404
    assert fresh(given.mine[0]).phone == "00 00 00 00"


def test_what_was_changed_meanwhile_is_said(given, own):
    propose(given, given.mine[0], phone="11 11 11 11")
    before = read(own.desk.get(url("proposals", own.site))).all("p", css="help-warning")
    Service.objects.filter(pk=given.mine[0].pk).update(phone="33 33 33 33")
    after = read(own.desk.get(url("proposals", own.site))).all("p", css="help-warning")
    assert (len(before), len(after)) == (0, 1)


def test_the_page_of_a_provider_costs_the_same_for_many_services(
    given, own, django_assert_max_num_queries
):
    for _n in range(10):
        ServiceFactory(site=own.site, provider=given.provider)
    ProviderFactory(site=own.site)
    with django_assert_max_num_queries(12):
        page = given.browser.get(given.path)
    assert len(read(page).all("section", css="bti-provider__service")) == 12
