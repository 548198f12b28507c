"""The coordinator's list and editor: finding, checking, publishing many, keeping drafts."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from tests.factories import (
    ProviderFactory,
    PublicationFactory,
    ServiceFactory,
    ThemeFactory,
    UserFactory,
)
from tests.portal.editor_forms import filled_in, send
from tests.reading import read
from tests.tjenesteoversikt.desks import admin_url, municipality
from tjenesteoversikt.models import Service

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


@pytest.fixture
def own():
    return municipality("vertshamn")


@pytest.fixture
def other():
    return municipality("gjestvik")


def fresh(service: Service) -> Service:
    return Service.objects.get(pk=service.pk)


def check(by, service: Service, **more: str):
    return by.desk.post(reverse("catalogue:checked", args=[service.pk]), more)


def bulk(by, action: str, *services: Service, **sent: object):
    base = reverse("wagtail_bulk_action", args=["tjenesteoversikt", "service", action])
    return by.desk.post(f"{base}?{'&'.join(f'id={s.pk}' for s in services)}", sent)


class TestCheckedToday:
    def test_one_click_dates_it_and_plans_the_next_check(self, own):
        service = ServiceFactory(site=own.site)
        back = admin_url("list") + "?state=published"
        answer = check(own, service, next=back)
        assert (answer.status_code, answer.headers["Location"]) == (302, back)
        now = fresh(service)
        assert (now.checked_on, now.next_check.year) == (TODAY(), TODAY().year + 1)
        history = own.desk.get(admin_url("history", service)).content.decode()
        assert "koordinator@vertshamn.example" in history

    def test_a_check_that_is_planned_is_left_alone(self, own):
        planned = TODAY() + timedelta(days=30)
        service = ServiceFactory(site=own.site, next_check=planned)
        check(own, service)
        assert fresh(service).next_check == planned

    def test_a_draft_stays_a_draft_and_is_dated_too(self, own):
        service = ServiceFactory(site=own.site, name_nn="Publisert")
        send(own.desk, admin_url("edit", service), name_nn="Utkast")
        check(own, service)
        now = fresh(service)
        draft = now.get_latest_revision_as_object()
        assert (now.name_nn, now.checked_on, now.has_unpublished_changes) == (
            "Publisert",
            TODAY(),
            True,
        )
        assert (draft.name_nn, draft.checked_on) == ("Utkast", TODAY())

    def test_what_is_not_published_is_not_published_by_it(self, own):
        service = ServiceFactory(site=own.site, live=False)
        check(own, service)
        assert not fresh(service).live
        assert fresh(service).get_latest_revision_as_object().checked_on == TODAY()

    def test_the_editor_publishes_what_stands_in_the_form(self, own):
        service = ServiceFactory(site=own.site)
        button = {"action-checked": "1", "summary_nn": "Sjekka tekst."}
        assert send(own.desk, admin_url("edit", service), **button).status_code == 302
        now = fresh(service)
        assert (now.summary_nn, now.checked_on) == ("Sjekka tekst.", TODAY())

    def test_what_waits_for_its_day_is_left_alone(self, own):
        service = ServiceFactory(site=own.site)
        tomorrow = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
        send(
            own.desk,
            admin_url("edit", service),
            **{"go_live_at": tomorrow, "name_nn": "Frå i morgon", "action-publish": "1"},
        )
        answer = own.desk.post(
            reverse("catalogue:checked", args=[service.pk]), {}, follow=True
        ).content.decode()
        assert fresh(service).checked_on is None
        assert fresh(service).scheduled_revision is not None
        assert service.name_nb in answer

    def test_it_is_for_ones_own_and_by_a_button_only(self, own, other):
        service = ServiceFactory(site=own.site)
        assert check(other, service).status_code == 404
        assert own.desk.get(reverse("catalogue:checked", args=[service.pk])).status_code == 405
        assert fresh(service).checked_on is None
        away = check(own, service, next="https://evil.example/")
        assert away.headers["Location"] == admin_url("list")


class TestList:
    @pytest.fixture
    def rows(self, own, other):
        theme = ThemeFactory()
        return {
            "theme": ServiceFactory(site=own.site, name_nb="A1", themes=[theme], levels=["2"]),
            "draft": ServiceFactory(site=own.site, name_nb="A2", live=False, referral="required"),
            "due": ServiceFactory(
                site=own.site,
                name_nb="A3",
                checked_on=date(2024, 1, 1),
                next_check=date(2025, 1, 1),
            ),
            "nn": ServiceFactory(site=own.site, name_nb="A4", summary_nn=""),
            "null": ServiceFactory(site=own.site, name_nb="A5", name_nn=None),
            "lent": PublicationFactory(
                service__site=own.site, service__name_nb="A6", site=other.site
            ).service,
            "borrowed": PublicationFactory(
                service__site=other.site, service__name_nb="A7", site=own.site
            ).service,
        }

    FOUND = [
        ({"theme": "theme"}, {"theme"}),
        ({"level": "2"}, {"theme"}),
        ({"state": "draft"}, {"draft"}),
        ({"referral": "required"}, {"draft"}),
        ({"check": "due"}, {"due"}),
        ({"form": "nn"}, {"nn", "null"}),
        ({"whose": "lent"}, {"lent"}),
        ({"whose": "borrowed"}, {"borrowed"}),
        ({"provider": "borrowed"}, {"borrowed"}),
        ({"q": "A4"}, {"nn"}),
        ({"gaps": "half", "q": "A2"}, {"draft"}),
        ({"check": "never", "whose": "own"}, {"theme", "draft", "nn", "null", "lent"}),
    ]

    @pytest.mark.parametrize(("query", "found"), FOUND)
    def test_a_filter_finds(self, query, found, own, rows):
        query = dict(query)
        if "theme" in query:
            query["theme"] = rows["theme"].themes.all()[0].pk
        if "provider" in query:
            query["provider"] = rows["borrowed"].provider_id
        shown = own.desk.get(admin_url("list"), query).context["object_list"]
        names = {row.pk: name for name, row in rows.items()}
        assert {names[row.pk] for row in shown} == found

    def test_a_row_says_what_is_missing(self, own):
        ServiceFactory(site=own.site, opening_hours_nn="Alltid")
        [cell] = read(own.desk.get(admin_url("list"))).all("td", css="bti-completeness")
        assert int(cell.one("strong").text) < 60
        assert "telefon" in cell.text.lower() or "telephone" in cell.text
        assert "opening" not in cell.text and "åpningstid" not in cell.text.lower()

    def test_two_thousand_services_cost_no_more_queries_than_one(self, own):
        """Ten of them are the admin's own: who asks, what she may, the menu."""
        provider = ServiceFactory(site=own.site, name_nb="T 0", name_nn=None).provider
        costs = {}
        for more in (0, 1_999):
            copies = [
                Service(key=f"k{n}", site=own.site, provider=provider, name_nb=f"T {n}", live=True)
                for n in range(1, more + 1)
            ]
            Service.objects.bulk_create(copies)
            for query in ("", "?gaps=some", "?form=nn", "?q=T", "?state=published&ordering=name"):
                own.desk.get(admin_url("list") + query)
                with CaptureQueriesContext(connection) as queries:
                    answer = own.desk.get(admin_url("list") + query)
                assert answer.status_code == 200
                costs.setdefault(query, []).append(len(queries))
            own_ones = len(answer.context["object_list"])
        assert own_ones == 50
        grown = {query: cost for query, cost in costs.items() if cost[0] != cost[1] or cost[1] > 20}
        assert grown == {}
        assert costs[""][1] == 18


class TestMany:
    def test_what_keeps_one_from_being_published_is_named(self, own):
        row = ServiceFactory(site=own.site, live=False, summary_nn="", summary_nb="")
        bulk(own, "publish", row)
        told = read(own.desk.get(admin_url("list"))).text
        assert not fresh(row).live
        assert capfirst(Service._meta.get_field("summary").verbose_name) + ":" in told

    def test_each_action_is_done_to_all_chosen(self, own):
        rows = [ServiceFactory(site=own.site, live=False) for _n in range(3)]
        person = UserFactory(coordinator_at=own.site)
        assert bulk(own, "publish", *rows).status_code == 302
        assert all(fresh(row).live for row in rows)
        bulk(own, "checked", *rows)
        bulk(own, "responsible", *rows, person=person.pk)
        assert {(fresh(r).checked_on, fresh(r).responsible) for r in rows} == {(TODAY(), person)}
        bulk(own, "unpublish", *rows)
        assert not any(fresh(row).live for row in rows)

    def test_what_is_not_fit_is_named_and_the_rest_is_published(self, own):
        good = ServiceFactory(site=own.site, live=False)
        nameless = ServiceFactory(site=own.site, live=False, name_nn="", name_nb="", key="utan")
        bulk(own, "publish", good, nameless)
        assert (fresh(good).live, fresh(nameless).live) == (True, False)

    @pytest.mark.parametrize("action", ["publish", "unpublish", "checked", "responsible"])
    def test_nobody_does_it_to_anothers(self, action, own, other):
        mine, theirs = ServiceFactory(site=own.site), ServiceFactory(site=other.site)
        before = Service.objects.filter(pk=theirs.pk).values().get()
        sent = {"person": own.person.pk}
        assert bulk(own, action, mine, theirs, **sent).status_code == 404
        assert bulk(own, action, theirs, **sent).status_code == 404
        assert Service.objects.filter(pk=theirs.pk).values().get() == before

    def test_a_stranger_is_not_made_responsible(self, own, other):
        service = ServiceFactory(site=own.site)
        assert bulk(own, "responsible", service, person=other.person.pk).status_code == 200
        assert fresh(service).responsible is None


class TestEditor:
    def test_it_names_what_looks_like_the_same(self, own, other):
        first = ServiceFactory(site=own.site, name_nn="Familie-teamet", key="det-fyrste")
        ServiceFactory(site=other.site, name_nn="Familieteamet", key="hos-naboen")
        second = ServiceFactory(site=own.site)
        saved = own.desk.post(
            admin_url("edit", second),
            filled_in(own.desk.get(admin_url("edit", second)))
            | {"name_nn": "familieteamet", "action-publish": "1"},
            follow=True,
        )
        assert fresh(second).name_nn == "familieteamet"
        assert admin_url("edit", first) in saved.content.decode()
        form = own.desk.get(admin_url("edit", second)).content.decode()
        assert "det-fyrste" in form and "hos-naboen" not in form

    def test_the_same_telephone_of_the_same_provider_is_named(self, own):
        provider = ProviderFactory(site=own.site)
        ServiceFactory(site=own.site, provider=provider, phone="+47 11 22 33 44", key="ei")
        twin = ServiceFactory(site=own.site, provider=provider, phone="11223344")
        alone = ServiceFactory(site=own.site, phone="11223344")
        assert "(ei)" in own.desk.get(admin_url("edit", twin)).content.decode()
        assert "(ei)" not in own.desk.get(admin_url("edit", alone)).content.decode()

    def test_publishing_and_expiry_follow_the_clock(self, own):
        soon, over = ServiceFactory(site=own.site, live=False), ServiceFactory(site=own.site)
        soon.go_live_at = timezone.now() + timedelta(hours=1)
        soon.save_revision(user=own.person).publish(user=own.person)
        Service.objects.filter(pk=over.pk).update(expire_at=timezone.now() - timedelta(hours=1))
        form = own.desk.get(admin_url("edit", soon)).content.decode()
        assert 'name="go_live_at"' in form and 'name="expire_at"' in form
        call_command("publish_scheduled")
        assert not fresh(over).live
        assert not fresh(soon).live
        # The hour passes.
        revision = Service.objects.get(pk=soon.pk).scheduled_revision
        revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
        revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
        revision.save()
        call_command("publish_scheduled")
        assert fresh(soon).live

    def test_drafts_are_compared(self, own):
        service = ServiceFactory(site=own.site)
        for name in ("Ein", "To"):
            send(own.desk, admin_url("edit", service), name_nn=name)
        compare = Service.snippet_viewset.get_url_name("revisions_compare")
        page = own.desk.get(reverse(compare, args=[service.pk, "earliest", "latest"]))
        assert page.status_code == 200 and "To" in page.content.decode()
