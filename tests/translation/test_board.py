"""The board says of each page and row how its two forms stand, since when, and what changed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bti_portal.translation.models import Parity
from bti_portal.translation.parity import Status
from tests.factories import ProviderFactory, ServiceFactory
from tests.reading import read
from tests.translation.municipalities import (
    article,
    at,
    municipality,
    publish,
    text_block,
    twin_article,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    return municipality("sundvik")


def board(own, **query: str):
    return own.desk.get(at("board", own.site.pk), {"show": "all", **query})


def item(own, title: str):
    return next(one for one in board(own).context["items"] if one.title.startswith(title))


def mark(own, one) -> None:
    own.desk.post(at("board", own.site.pk), {"thing": one.name})


def test_a_page_without_the_other_form_is_missing_there(own) -> None:
    article(own.home)
    found = item(own, "Samarbeid")
    assert found.standing.status == Status.NEVER
    assert [form.is_missing for form in found.forms] == [False, True]


def test_when_both_are_published_they_are_in_step_until_one_changes(own) -> None:
    page = article(own.home)
    twin_article(page, own.site)
    assert item(own, "Samarbeid").standing.status == Status.STEP
    publish(page, body=[text_block("a1", "<p>Eg veit alt.</p>")])
    found = item(own, "Samarbeid")
    assert found.standing.status == Status.CHANGED
    assert found.standing.changed == ("nn",) and found.standing.since is not None
    shown = read(board(own))
    assert any("ikkje" in mark.text for mark in shown.all("del"))
    assert any("alt" in mark.text for mark in shown.all("ins"))


def test_the_date_is_when_it_first_fell_out_of_step(own) -> None:
    page = article(own.home)
    twin_article(page, own.site)
    publish(page, lead="Noko anna.")
    first = item(own, "Samarbeid").standing.since
    publish(page, lead="Noko heilt anna.")
    assert item(own, "Samarbeid").standing.since == first
    publish(page, lead="Kort sagt.")
    assert item(own, "Samarbeid").standing.status == Status.STEP


def test_one_click_says_that_they_are_in_step(own) -> None:
    page = article(own.home)
    twin_article(page, own.site)
    publish(page, lead="Noko anna.")
    mark(own, item(own, "Samarbeid"))
    found = item(own, "Samarbeid")
    assert found.standing.status == Status.STEP and not found.differences
    assert Parity.objects.get(key=str(page.translation_key)).in_step_by == own.person


def test_a_draft_waits_and_a_change_of_both_is_told(own) -> None:
    page = article(own.home)
    twin = twin_article(page, own.site)
    twin.lead = "Et utkast."
    twin.save_revision()
    assert item(own, "Samarbeid").standing.status == Status.DRAFT
    publish(twin)
    publish(page, lead="Noko anna.")
    assert item(own, "Samarbeid").standing.status == Status.BOTH


def test_a_service_with_one_column_empty_or_changed_is_told(own) -> None:
    whole = ServiceFactory(site=own.site, name_nn="Heil", name_nb="Hel")
    half = ServiceFactory(site=own.site, name_nn="Halv", name_nb="", summary_nb="")
    assert item(own, str(whole)).standing.status == Status.STEP
    found = item(own, str(half))
    assert found.standing.status == Status.NEVER and len(found.missing) == 2
    whole.summary_nn = "Noko anna."
    whole.save()
    assert item(own, str(whole)).standing.status == Status.CHANGED
    whole.summary_nb = "Noe annet."
    whole.save()
    assert item(own, str(whole)).standing.status == Status.BOTH
    mark(own, item(own, str(whole)))
    whole.summary_nn, whole.summary_nb = "Ein gong til.", "En gang til."
    whole.save()
    assert item(own, str(whole)).standing.status == Status.STEP


def test_registers_and_settings_stand_there_too(own) -> None:
    ProviderFactory(site=own.site, name_nn="Helsestasjonen", name_nb="")
    kinds = {one.kind for one in board(own).context["items"]}
    assert {"page", "tjenesteoversikt.provider", "shell.municipality"} <= kinds


def test_it_can_be_narrowed(own) -> None:
    for title in ("Alfa", "Beta"):
        article(own.home, title)
    assert [one.title for one in board(own, q="alf").context["items"]] == ["Alfa"]
    titles = [one.title for one in board(own, show="never", kind="page").context["items"]]
    assert titles == ["Alfa", "Beta"]
    assert board(own, show="nonsense", p="999").status_code == 200


def test_only_what_is_the_users_own_is_listed_and_marked(own) -> None:
    neighbour = municipality("nordbygd")
    page = article(neighbour.home, "Fremmed")
    twin_article(page, neighbour.site, "Fremmed (nb)")
    publish(page, lead="Noko anna.")
    service = ServiceFactory(site=neighbour.site)
    assert "Fremmed" not in board(own).content.decode()
    assert own.desk.get(at("board", neighbour.site.pk)).status_code == 404
    for name in (f"page:{page.translation_key}", f"tjenesteoversikt.service:{service.pk}"):
        own.desk.post(at("board", own.site.pk), {"thing": name})
        kind, key = name.split(":")
        assert not Parity.objects.filter(site=own.site, kind=kind, key=key).exists()
    for nonsense in (
        "",
        "page:x",
        "auth.user:1",
        "x.y:1",
        "accounts.user:1",
        "shell.municipality:999999",
    ):
        assert own.desk.post(at("board", own.site.pk), {"thing": nonsense}).status_code == 302


def test_what_it_asks_the_database_does_not_grow(own) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert board(own).status_code == 200
        return len(found)

    def add(number: int) -> None:
        for count in range(number):
            page = article(own.home, f"Side {number} {count}")
            twin_article(page, own.site, f"Side {number} {count} (nb)")
            publish(page, lead="Noko anna.")
            ServiceFactory(site=own.site)

    add(1)
    board(own)
    before = queries()
    add(4)
    assert queries() == before


def test_a_draft_of_a_service_is_no_change_before_it_is_published(own) -> None:
    service = ServiceFactory(site=own.site, name_nn="Heil", name_nb="Hel")
    live = str(service)
    service.name_nn, service.name_nb = "Heil, utkast", "Hel, utkast"
    revision = service.save_revision()
    found = item(own, live)
    assert (found.standing.status, found.standing.changed) == (Status.DRAFT, ())
    revision.publish()
    assert item(own, "Hel").standing.status == Status.STEP


def test_one_column_written_alone_counts_as_it_is_written(own) -> None:
    service = ServiceFactory(site=own.site, name_nn="Heil", name_nb="Hel")
    service.summary_nn, service.summary_nb = "Noko anna.", "Noe annet."
    service.save(update_fields=["summary_nn"])
    assert item(own, "Hel").standing.changed == ("nn",)
