"""What a portal does by itself is done on time, and one chore that fails stops no other."""

import os
import signal
from datetime import UTC, date, datetime
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page

from bti_portal.reports import reminding
from bti_portal.reports.management.commands import run_chores
from bti_portal.reports.models import GapSnapshot
from tests.factories import ArticlePageFactory, ServiceFactory, UserFactory, home_of
from tests.tjenesteoversikt.desks import municipality

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 12, tzinfo=UTC)
MONDAY_AT_TEN = datetime(2026, 11, 23, 9, tzinfo=UTC)
AT_NIGHT = datetime(2026, 11, 23, 2, tzinfo=UTC)
SATURDAY_AT_TEN = datetime(2026, 11, 28, 9, tzinfo=UTC)


@pytest.fixture
def own():
    own = municipality("vertshamn")
    someone = UserFactory(coordinator_at=own.site, email="kari@vertshamn.example")
    ServiceFactory(site=own.site, next_check=date(2026, 1, 31), responsible=someone)
    return own


@pytest.fixture
def scheduled(own) -> Page:
    page = ArticlePageFactory(parent=home_of(own.site), live=False)
    page.go_live_at = FRIDAY
    page.save_revision(approved_go_live_at=page.go_live_at)
    return page


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_all_of_it_is_done_and_nothing_twice(own, scheduled, monkeypatch):
    at(monkeypatch, MONDAY_AT_TEN)
    for _ in range(2):
        call_command("run_chores")
    scheduled.refresh_from_db()
    assert scheduled.live
    assert [letter.to for letter in mail.outbox] == [["kari@vertshamn.example"]]
    assert GapSnapshot.objects.filter(site=own.site).count() == 1


@pytest.mark.parametrize("moment", [AT_NIGHT, SATURDAY_AT_TEN])
def test_no_letters_come_outside_working_hours(moment, own, scheduled, monkeypatch):
    at(monkeypatch, moment)
    call_command("run_chores")
    scheduled.refresh_from_db()
    assert scheduled.live
    assert mail.outbox == []


def test_one_that_fails_is_named_and_the_others_are_done(own, scheduled, monkeypatch):
    def refuse(*_args: object, **_named: object) -> None:
        raise SMTPException("The mail server is away.")

    at(monkeypatch, MONDAY_AT_TEN)
    with monkeypatch.context() as away:
        away.setattr(reminding, "send_mail", refuse)
        with pytest.raises(CommandError, match="send_review_reminders"):
            call_command("run_chores")
    scheduled.refresh_from_db()
    assert scheduled.live
    assert GapSnapshot.objects.filter(site=own.site).exists()
    call_command("run_chores")
    assert len(mail.outbox) == 1


def test_it_stays_until_it_is_told_to_stop(own, monkeypatch):
    rounds: list[str] = []

    def stop_at_the_third(chore: str, **_named: object) -> None:
        rounds.append(chore)
        if rounds.count("publish_scheduled") == 3:
            os.kill(os.getpid(), signal.SIGTERM)

    at(monkeypatch, AT_NIGHT)
    monkeypatch.setattr(run_chores, "call_command", stop_at_the_third)
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        call_command("run_chores", every=0.0001)
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert rounds == [*run_chores.AT_ALL_HOURS] * 3


def test_a_time_that_is_none_is_refused():
    with pytest.raises(CommandError, match="above 0"):
        call_command("run_chores", every=0)
