"""A municipality keeps its files, and keeps them to itself, when its host name changes."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, Site

from bti_portal.accounts.assigning import assign_role, collection_of
from bti_portal.library.models import PortalDocument
from tests.factories import UserFactory, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return make_site("vik.example")


@pytest.fixture
def document(site: Site, tmp_path: Path, settings: Any) -> PortalDocument:
    settings.MEDIA_ROOT = tmp_path
    on_disk = {"BACKEND": "bti_portal.shell.storages.Uploads"}
    settings.STORAGES = settings.STORAGES | {"default": on_disk}
    return PortalDocument.objects.create(
        title="Plan", file=ContentFile(b"plan", name="plan.txt"), collection=collection_of(site)
    )


def status_at(host: str, document: PortalDocument) -> int:
    path = reverse("wagtaildocs_serve", args=[document.pk, document.filename])
    return Client(headers={"host": host}).get(path).status_code


def test_they_are_its_own_under_the_new_name(site: Site, document: PortalDocument) -> None:
    make_site("dal.example")
    person = UserFactory(coordinator_at=site)
    assert (status_at("vik.example", document), status_at("dal.example", document)) == (200, 404)
    site.hostname = "bti.vik.example"
    site.save()
    assert status_at("bti.vik.example", document) == 200
    assert status_at("dal.example", document) == 404
    assign_role(site, "coordinator")
    desk = Client(headers={"host": "bti.vik.example"})
    desk.force_login(person)
    assert desk.get(reverse("wagtaildocs:edit", args=[document.pk])).status_code == 200


def test_another_sites_files_are_not_taken_over(site: Site, document: PortalDocument) -> None:
    same_host = Site.objects.create(hostname="vik.example", port=8080, root_page=site.root_page)
    same_host.hostname = "nord.example"
    same_host.save()
    assert Collection.objects.filter(name="vik.example", depth=2).exists()
