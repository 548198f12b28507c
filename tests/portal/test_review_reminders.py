"""Those who answer for something are told once when it is due, and can hand it over."""

from datetime import date, timedelta
from smtplib import SMTPException
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from bti_portal.reports import reminding
from tests.factories import (
    ArticlePageFactory,
    HelpLineFactory,
    LegalReferenceFactory,
    ServiceFactory,
    UserFactory,
    home_of,
)
from tests.portal.editor_forms import send
from tests.reading import read
from tests.tjenesteoversikt.desks import admin_url, municipality
from tjenesteoversikt.models import Service

pytestmark = pytest.mark.django_db

PAST = date(2026, 1, 31)


@pytest.fixture
def own() -> SimpleNamespace:
    return municipality("vertshamn")


@pytest.fixture
def colleague(own):
    return UserFactory(coordinator_at=own.site, email="kari@vertshamn.example", first_name="Kari")


def report(name: str, own, **query: object) -> str:
    address = reverse(f"reports:{name}", args=[own.site.pk])
    return f"{address}?{'&'.join(f'{k}={v}' for k, v in query.items())}"


def listed(own, **query: object) -> set[str]:
    return {str(item.row) for item in own.desk.get(report("due", own, **query)).context["items"]}


def remind(*options: str) -> None:
    call_command("send_review_reminders", *options)


def mailed() -> list[tuple[str, str]]:
    sent = [(to, letter.body) for letter in mail.outbox for to in letter.to]
    mail.outbox.clear()
    return sorted(sent)


class TestReminders:
    def test_each_responsible_gets_one_letter_about_all(self, own, colleague):
        for n in range(3):
            ServiceFactory(site=own.site, next_check=PAST, responsible=colleague, name_nn=f"Nr {n}")
        ServiceFactory(site=own.site, next_check=timezone.localdate() + timedelta(days=1))
        HelpLineFactory(site=own.site, next_check=PAST, responsible=colleague, name_nn="Linja")
        ArticlePageFactory(
            parent=home_of(own.site), next_check=PAST, responsible=colleague, title="Om oss"
        )
        remind()
        [(to, text)] = mailed()
        assert to == colleague.email
        assert all(words in text for words in ("Nr 0", "Nr 1", "Nr 2", "Linja", "Om oss", "Kari"))
        assert reverse("reports:due", args=[own.site.pk]) in text

    def test_nothing_is_told_twice(self, own, colleague, monkeypatch):
        service = ServiceFactory(site=own.site, next_check=PAST, responsible=colleague)
        remind()
        assert len(mailed()) == 1
        remind()
        own.desk.post(report("due", own))
        assert mailed() == []
        ServiceFactory(site=own.site, next_check=PAST, responsible=colleague, name_nn="Berre eg")
        remind()
        [(_to, text)] = mailed()
        assert "Berre eg" in text and service.name_nn not in text
        later = timezone.localdate() + timedelta(days=28)
        monkeypatch.setattr(timezone, "localdate", lambda *args: later)
        remind()
        assert len(mailed()) == 1
        remind()
        assert mailed() == []

    def test_a_new_date_is_a_new_matter(self, own, colleague):
        service = ServiceFactory(site=own.site, next_check=PAST, responsible=colleague)
        remind()
        mailed()
        Service.objects.filter(pk=service.pk).update(next_check=PAST + timedelta(days=200))
        remind()
        assert len(mailed()) == 1

    @pytest.mark.parametrize("why", ["none", "closed", "left"])
    def test_without_anybody_there_the_coordinators_are_told(self, why, own, colleague):
        person = UserFactory(email="borte@vertshamn.example")
        if why == "closed":
            person = UserFactory(coordinator_at=own.site, is_active=False)
        ServiceFactory(
            site=own.site, next_check=PAST, responsible=None if why == "none" else person
        )
        remind()
        assert [to for to, _text in mailed()] == [colleague.email, own.person.email]

    def test_what_all_share_is_the_operators(self, own):
        operator = UserFactory(operator=True)
        LegalReferenceFactory(site=None, next_check=PAST)
        remind()
        assert [to for to, _text in mailed()] == [operator.email]

    def test_the_letter_is_in_the_persons_own_form(self, own, colleague):
        subjects = {}
        for form in ("nn", "nb"):
            UserProfile.objects.update_or_create(
                user=colleague, defaults={"preferred_language": form}
            )
            ServiceFactory(
                site=own.site,
                next_check=PAST,
                responsible=colleague,
                name_nn="Helsestasjonen vår",
                name_nb="Vår helsestasjon",
            )
            colleague.refresh_from_db()
            remind()
            subjects[form] = mailed()[0][1]
        assert "Helsestasjonen vår" in subjects["nn"] and "Vår helsestasjon" in subjects["nb"]

    def test_what_could_not_be_sent_is_sent_the_next_time(self, own, colleague, monkeypatch):
        ServiceFactory(site=own.site, next_check=PAST, responsible=colleague)

        def broken(*args: object, **kwargs: object) -> None:
            raise SMTPException("closed")

        with monkeypatch.context() as patch:
            patch.setattr(reminding, "send_mail", broken)
            with pytest.raises(CommandError):
                remind()
            answer = own.desk.post(report("due", own), follow=True)
            assert colleague.email in answer.content.decode()
        remind()
        assert [to for to, _text in mailed()] == [colleague.email]

    def test_a_trial_and_one_site_only(self, own, colleague, capsys):
        other = municipality("gjestvik")
        ServiceFactory(site=own.site, next_check=PAST, responsible=colleague)
        ServiceFactory(site=other.site, next_check=PAST, responsible=other.person)
        remind("--dry-run")
        assert "Would remind 2 people of 2 checks" in capsys.readouterr().out
        assert mailed() == []
        remind("--site", own.site.hostname)
        assert [to for to, _text in mailed()] == [colleague.email]
        with pytest.raises(CommandError):
            remind("--site", "ingen.example")


class TestList:
    def test_it_shows_what_is_chosen(self, own, colleague):
        soon = timezone.localdate() + timedelta(days=10)
        kept = {"site": own.site, "checked_on": PAST, "responsible": colleague}
        ServiceFactory(**kept, name_nb="Forfallen", next_check=PAST)
        ServiceFactory(**kept, name_nb="Snart", next_check=soon)
        ServiceFactory(site=own.site, responsible=own.person, name_nb="Aldri")
        ServiceFactory(site=own.site, checked_on=PAST, name_nb="Ingen sin")
        HelpLineFactory(site=own.site, next_check=PAST, name_nb="Linja", number="", checked_on=PAST)
        assert listed(own) == {"Forfallen", "Linja"}
        assert listed(own, show="soon") == {"Forfallen", "Linja", "Snart"}
        assert "Aldri" in listed(own, show="never") and "Snart" not in listed(own, show="never")
        assert {"Ingen sin", "Linja"} <= listed(own, show="nobody")
        assert "Forfallen" not in listed(own, show="nobody")
        assert listed(own, person=colleague.pk) == {"Forfallen"}
        assert listed(own, kind="registers.helpline") == {"Linja"}
        assert listed(own, show="x", kind="y", person="z") == {"Forfallen", "Linja"}

    def test_it_is_for_those_who_work_there(self, own):
        stranger = municipality("gjestvik")
        for name in ("due", "hand_over"):
            for method in (stranger.desk.get, stranger.desk.post):
                assert method(report(name, own)).status_code == 404

    def test_a_long_list_costs_no_more_queries(self, own):
        costs = []
        for _n in range(2):
            ServiceFactory.create_batch(5, site=own.site, next_check=PAST)
            own.desk.get(report("due", own))
            with CaptureQueriesContext(connection) as queries:
                own.desk.get(report("due", own))
            costs.append(len(queries))
        assert costs[0] == costs[1]


class TestHandOver:
    def test_all_of_it_goes_to_the_colleague(self, own, colleague):
        leaving = own.person
        mine = ServiceFactory(site=own.site, responsible=leaving)
        send(own.desk, admin_url("edit", mine), name_nn="Utkast")
        line = HelpLineFactory(site=own.site, responsible=leaving)
        page = ArticlePageFactory(parent=home_of(own.site), responsible=leaving, live=False)
        elsewhere = ServiceFactory(responsible=leaving)
        shown = own.desk.get(report("hand_over", own, **{"from": leaving.pk}))
        assert len(shown.context["items"]) == 3
        sent = {"giver": leaving.pk, "to": colleague.pk}
        assert own.desk.post(report("hand_over", own), sent).status_code == 302
        for row in (mine, line, page):
            assert type(row).objects.get(pk=row.pk).responsible == colleague
        assert Service.objects.get(pk=elsewhere.pk).responsible == leaving
        draft = Service.objects.get(pk=mine.pk).get_latest_revision_as_object()
        assert (draft.name_nn, draft.responsible) == ("Utkast", colleague)

    def test_what_is_nobodys_is_listed_and_taken_over(self, own, colleague):
        lost = ServiceFactory(site=own.site, responsible=UserFactory())
        sent = {"giver": "nobody", "to": colleague.pk}
        own.desk.post(report("hand_over", own), sent)
        assert Service.objects.get(pk=lost.pk).responsible == colleague

    @pytest.mark.parametrize("wrong", ["stranger", "oneself", "nobody", "words"])
    def test_it_goes_to_a_colleague_only(self, wrong, own):
        mine = ServiceFactory(site=own.site, responsible=own.person)
        to = {
            "stranger": municipality("gjestvik").person.pk,
            "oneself": own.person.pk,
            "nobody": "",
            "words": "x",
        }
        sent = {"giver": own.person.pk, "to": to[wrong]}
        answer = own.desk.post(report("hand_over", own), sent)
        assert answer.status_code == 200
        assert read(answer).all("span", css="error-message")
        assert Service.objects.get(pk=mine.pk).responsible == own.person

    def test_the_operator_is_told_before_a_user_goes(self, own, colleague):
        ServiceFactory(site=own.site, responsible=colleague)
        desk = Client(HTTP_HOST=own.site.hostname)
        desk.force_login(UserFactory(operator=True))
        words = f"{reverse('reports:hand_over', args=[own.site.pk])}?from={colleague.pk}"
        before = desk.get(reverse("wagtailusers_users:delete", args=[colleague.pk]))
        assert words in before.content.decode()
        edit = reverse("wagtailusers_users:edit", args=[colleague.pk])
        values = {"email": colleague.email, "first_name": "Kari", "last_name": "K"}
        closed = desk.post(edit, values, follow=True)
        colleague.refresh_from_db()
        assert not colleague.is_active
        assert words in closed.content.decode()
