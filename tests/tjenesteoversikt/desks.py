"""Municipalities with a catalogue and a coordinator at her desk, and the addresses she uses."""

from types import SimpleNamespace

from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from tests.factories import ServiceIndexPageFactory, UserFactory, home_of, make_site
from tjenesteoversikt.models import Service


def municipality(name: str) -> SimpleNamespace:
    """A site with a catalogue, its coordinator, and her browser (`desk`)."""
    site = make_site(f"{name}.example")
    ServiceIndexPageFactory(parent=home_of(site), slug="tenester")
    person = UserFactory(coordinator_at=site, email=f"koordinator@{name}.example")
    desk = Client(HTTP_HOST=site.hostname)
    desk.force_login(person)
    return SimpleNamespace(site=site, desk=desk, person=person, name=f"{name.capitalize()} kommune")


def url(name: str, site: Site, *args: object) -> str:
    """One of the coordinator's pages about the catalogue."""
    return reverse(f"catalogue:{name}", args=[site.pk, *args])


def admin_url(name: str, *services: Service) -> str:
    """The list of services, or an address of one of them."""
    return reverse(Service.snippet_viewset.get_url_name(name), args=[row.pk for row in services])
