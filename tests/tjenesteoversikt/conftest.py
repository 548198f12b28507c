"""A municipality with an open catalogue, and another beside it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Site
from wagtail.users.models import UserProfile

from tests.factories import (
    LegalReferenceFactory,
    ProviderFactory,
    PublicationFactory,
    ServiceFactory,
    ServiceIndexPageFactory,
    ThemeFactory,
    UserFactory,
    home_of,
    make_site,
)
from tests.tjenesteoversikt.import_files import Desk
from tjenesteoversikt.models import Service, Theme


def with_catalogue(host: str, **settings: Any) -> Site:
    """A site in both forms of Norwegian, with a catalogue in each."""
    site = make_site(host, ("nn", "nb"), **settings)
    for code, slug in (("nn", "tenester"), ("nb", "tjenester")):
        ServiceIndexPageFactory(parent=home_of(site, code), slug=slug)
    return site


def full_service(site: Site, **fields: Any) -> Service:
    """A service that says something in every field."""
    written = {
        "description_nn": "<p>Ein <b>fast</b> vaksen.</p>",
        "how_to_get_nb": "<p>Ring oss.</p>",
        "place_nn": "Storgata 1",
        "travel_nn": "Buss 4",
        "phone": "57 00 11 22",
        "email": "losen@vik.example",
        "website": "https://vik.example/los?a=<b>|c",
        "referral_form": "https://vik.example/skjema",
        "opening_hours_nn": "Kvar dag 9–15",
        "everyday_words_nn": "einsam, lei seg",
        "cost_note_nn": "Mat kostar litt",
        "age_min_months": 72,
        "age_max_months": 12 * 13 - 1,
        "languages": ["no", "en", "nsl"],
        "interpreter": "yes",
        "waiting_time_nn": "tre veker",
        "checked_on": "2026-03-02",
    }
    service = ServiceFactory(site=site, **(written | fields))
    theme = ThemeFactory(los_uri="https://psi.norge.no/los/ord/fraver")
    service.themes.add(theme)
    service.legal_references.add(LegalReferenceFactory(url="https://lovdata.no/lov/1"))
    service.save()
    return service


def lend(service: Service, site: Site, **fields: Any) -> None:
    """Show `service` at another site, the present text approved there."""
    PublicationFactory(service=service, site=site, **fields)


@pytest.fixture
def vik(db: None) -> Site:
    return with_catalogue("vik.example")


@pytest.fixture
def dal(db: None) -> Site:
    return with_catalogue("dal.example")


@pytest.fixture
def at_vik(vik: Site, reader: Callable[[Site], Client]) -> Client:
    return reader(vik)


@pytest.fixture
def at_dal(dal: Site, reader: Callable[[Site], Client]) -> Client:
    return reader(dal)


@pytest.fixture
def voluntary(vik: Site) -> Service:
    """A service that no public body gives."""
    provider = ProviderFactory(
        site=vik, owner_type="voluntary", organisation_number="974760673", name_nn="Laget"
    )
    return full_service(vik, provider=provider, name_nn="Leksehjelp", name_nb="Leksehjelp")


def desk_at(site: Site) -> Desk:
    """A coordinator of the site, logged in there, who reads the admin as it was written."""
    client = Client(headers={"host": site.hostname})
    user = UserFactory(coordinator_at=site)
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return Desk(client, site)


def theme(key: str, name_nn: str, name_nb: str) -> None:
    """A theme by this name, whether or not the starter package has brought one with its key."""
    Theme.objects.update_or_create(key=key, defaults={"name_nn": name_nn, "name_nb": name_nb})


@pytest.fixture
def desk(db: None) -> Desk:
    """The coordinator of a municipality that writes bokmål first."""
    theme("skole", "Skule og SFO", "Skole og SFO")
    theme("familie", "Familie, heim og ro", "Familie, hjem og ro")
    return desk_at(make_site("importvik.example", ("nb", "nn")))


@pytest.fixture
def nynorsk() -> Callable[[str], str]:
    """Our own words as a reader in nynorsk sees them."""

    def said(words: str) -> str:
        with translation.override("nn"):
            return gettext(words)

    return said
