"""Owners hear why a borrower said no; borrowers hear once that something waits."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.factories import UserFactory
from tests.tjenesteoversikt.desks import url
from tests.tjenesteoversikt.test_sharing import answer, borrow, guest, host, lent, publish
from tjenesteoversikt.models import Publication, Service

__all__ = ["guest", "host", "lent"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def waits(host, guest, lent):
    """The guest shows the service, and the host has changed it."""
    publication = borrow(guest, lent)
    publish(host, lent, summary_nn="Heilt nytt.")
    return publication


def decline(kept, guest, publication, reason="Nummeret er feil."):
    mail.outbox.clear()
    with kept(execute=True):
        answer(guest, publication, "decline", reason=reason)
    return {letter.to[0]: letter for letter in mail.outbox}


@pytest.fixture
def kept(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


class TestTheOwnerHears:
    def test_why_in_the_owners_own_form(self, kept, host, guest, lent, waits):
        other = UserFactory(coordinator_at=host.site, email="kari@vertshamn.example")
        UserProfile.objects.create(user=other, preferred_language="nb")
        letters = decline(kept, guest, waits)
        assert set(letters) == {host.person.email, other.email}
        in_nynorsk, in_bokmal = letters[host.person.email], letters[other.email]
        assert "Nummeret er feil." in in_nynorsk.body
        assert "Gjestvik kommune" in in_nynorsk.subject
        assert f"http://127.0.0.1:8000{reverse_editor(lent)}" in in_nynorsk.body
        assert in_nynorsk.body != in_bokmal.body

    def test_the_responsible_alone_if_there_is_one(self, kept, host, guest, lent, waits):
        person = UserFactory(roles_at={host.site: ["writer"]}, email="ansvar@vertshamn.example")
        Service.objects.filter(pk=lent.pk).update(responsible=person)
        assert set(decline(kept, guest, waits)) == {person.email}

    def test_the_same_answer_is_told_once(self, kept, guest, waits):
        assert decline(kept, guest, waits)
        fresh = Publication.objects.get(pk=waits.pk)
        again = {"publication": fresh.pk, "answer": "decline", "reason": "Nummeret er feil."}
        mail.outbox.clear()
        with kept(execute=True):
            guest.desk.post(url("changes", guest.site), again | {"seen": seen_of(fresh)})
        assert mail.outbox == []

    def test_nothing_is_told_without_a_reason(self, kept, guest, waits):
        assert decline(kept, guest, waits, reason=" ") == {}


def seen_of(publication):
    from tjenesteoversikt.borrowed import borrowings

    return borrowings([publication])[0].fingerprint


def reverse_editor(service):
    return reverse(Service.snippet_viewset.get_url_name("edit"), args=[service.pk])


def reminded():
    mail.outbox.clear()
    call_command("send_review_reminders")
    return {letter.to[0]: letter for letter in mail.outbox}


class TestTheBorrowerHears:
    def test_once_each_morning_and_of_each_text_once(self, host, guest, lent, waits):
        letters = reminded()
        assert set(letters) == {guest.person.email}
        body = letters[guest.person.email].body
        assert "Familieteamet" in body
        assert url("changes", guest.site) in body
        assert reminded() == {}

    def test_nobody_writes_of_what_was_answered(self, kept, guest, waits):
        decline(kept, guest, waits)
        assert reminded() == {}

    def test_that_it_was_taken_away_is_news(self, host, guest, lent, waits):
        assert reminded()
        service = Service.objects.get(pk=lent.pk)
        service.unpublish()
        assert "Familieteamet" in reminded()[guest.person.email].body
        assert reminded() == {}
