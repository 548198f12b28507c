"""What the tests of the mapping share: a small municipality, its desk, and its tables as they are read."""

from collections.abc import Mapping
from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import Site
from wagtail.users.models import UserProfile

from tests.factories import (
    ServiceFactory,
    ServiceIndexPageFactory,
    ThemeFactory,
    UserFactory,
    home_of,
    make_site,
)
from tests.reading import Element, read
from tjenesteoversikt.models import Service, Theme

YEAR = 12


def municipality(host: str = "kartvik.example") -> Site:
    """A site in both forms of Norwegian with a catalogue in each."""
    site = make_site(host, ("nn", "nb"))
    for code, slug in (("nn", "tenester"), ("nb", "tjenester")):
        ServiceIndexPageFactory(parent=home_of(site, code), slug=slug)
    return site


def themes(*names: str) -> list[Theme]:
    """No other themes than these."""
    Theme.objects.all().delete()
    return [
        ThemeFactory(key=name.lower(), name_nn=f"{name}, nn", name_nb=f"{name}, nb", position=at)
        for at, name in enumerate(names)
    ]


def three_services(site: Site) -> list[Service]:
    """Two about school and one about home; one of them by referral, for parents."""
    school, home = Theme.objects.order_by("position")[:2]
    return [
        ServiceFactory(
            site=site,
            themes=[school],
            levels=["0", "1"],
            age_min_months=6 * YEAR,
            age_max_months=10 * YEAR - 1,
        ),
        ServiceFactory(
            site=site,
            themes=[school, home],
            levels=["1"],
            age_min_months=6 * YEAR,
            age_max_months=13 * YEAR - 1,
            referral="required",
            audiences=["guardians"],
        ),
        ServiceFactory(site=site, themes=[home], levels=[], from_pregnancy=True, age_max_months=23),
    ]


def desk_of(site: Site) -> Client:
    """A coordinator's browser, who reads the admin as it was written."""
    user = UserFactory(coordinator_at=site)
    UserProfile.objects.create(user=user, preferred_language="en")
    client = Client(headers={"host": site.hostname})
    client.force_login(user)
    return client


def address(site: Site, name: str = "mapping") -> str:
    return reverse(f"reports:{name}", args=[site.pk])


def page(desk: Client, site: Site, **chosen: str) -> Element:
    answer = desk.get(address(site), chosen)
    assert answer.status_code == 200
    return read(answer).one("main")


Numbers = Mapping[tuple[str, str], str]


def tables(main: Element) -> dict[str, dict[tuple[str, str], Element]]:
    """The cells by theme and age, for each table by the heading above it."""
    found = {}
    for section in main.all("section"):
        if not section.all("table"):
            continue
        table = section.one("table")
        assert table.one("caption").text
        head, *rows = table.all("tr")
        ages = [cell.text for cell in head.all("th")]
        assert {cell["scope"] for cell in head.all("th")} == {"col"}
        cells: dict[tuple[str, str], Element] = {}
        for row in rows:
            name = row.one("th")
            assert name["scope"] == "row"
            pairs = zip(ages[1:], row.all("td"), strict=True)
            cells |= {(name.text, age): cell for age, cell in pairs}
        found[section.one("h2").text] = cells
    return found


def number(cell: Element) -> int:
    """The number in a cell."""
    return int(cell.one("b").text.split()[0])


def filled(cells: Mapping[tuple[str, str], Any]) -> dict[tuple[str, str], int]:
    """The cells that are not empty."""
    return {place: number(cell) for place, cell in cells.items() if number(cell)}
