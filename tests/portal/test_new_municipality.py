"""The operator's form for a new municipality."""

from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from bti_portal.shell.models import Municipality
from tests.factories import UserFactory, make_site
from tests.factories.founding import NEW_MUNICIPALITY as RIGHT
from tests.factories.founding import picture
from tests.factories.package import small_package, write_package
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_package(tmp_path / "package", small_package())


class TestWizard:
    @pytest.fixture
    def operator(self, folder, monkeypatch) -> Client:
        make_site("admin.example")
        monkeypatch.setattr(
            "bti_portal.packages.founding_views.STARTER_PACKAGE", folder, raising=True
        )
        browser = Client(headers={"host": "admin.example"})
        browser.force_login(UserFactory(operator=True, email="drift@admin.example"))
        return browser

    def test_it_makes_the_site_and_leads_to_what_is_left(self, operator, reader):
        answer = operator.post(
            reverse("new_municipality"), RIGHT | {"coat_of_arms": picture()}, follow=True
        )
        site = Site.objects.get(hostname="midtdal.example")
        assert answer.request["PATH_INFO"] == reverse("reports:go_live", args=[site.pk])
        assert reader(site).get("/nn/").status_code == 200
        assert Municipality.objects.get(site=site).coat_of_arms
        assert [letter.to for letter in mail.outbox] == [["kari@midtdal.example"]]

    def test_it_finds_nothing_wrong_before_something_is_written(self, operator):
        page = read(operator.get(reverse("new_municipality")))
        assert {"host", "name_nn"} <= {field["name"] for field in page.all("input")}
        assert not page.all("strong", css="error-message")
        assert not page.all("div", css="help-critical")

    def test_what_was_written_is_kept_when_something_is_wrong(self, operator):
        wrong = RIGHT | {"organisation_number": "974760674", "coat_of_arms": picture()}
        page = read(operator.post(reverse("new_municipality"), wrong))
        fields = {field["name"]: field["value"] for field in page.all("input")}
        assert fields["name_nn"] == "Midtdal kommune"
        assert fields["organisation_number"] == "974760674"
        assert fields["kept_picture_name"] == "vapen.png"
        assert not Site.objects.filter(hostname="midtdal.example").exists()
        kept = {name: fields[name] for name in ("kept_picture", "kept_picture_name")}
        operator.post(reverse("new_municipality"), RIGHT | kept)
        assert Municipality.objects.get(site__hostname="midtdal.example").coat_of_arms

    def test_each_fault_leads_to_its_field(self, operator):
        page = read(operator.post(reverse("new_municipality"), {"brand_colour": "#fff"}))
        ids = {field["id"] for field in page.all("input")}
        links = {link["href"][1:] for link in page.all("a") if link["href"].startswith("#id_")}
        assert {"id_name_nb", "id_host", "id_brand_colour"} <= links
        assert links - {"id_languages"} <= ids

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_it_is_the_operators_alone(self, method, operator):
        site = Site.objects.get(hostname="admin.example")
        browser = Client(headers={"host": "admin.example"})
        browser.force_login(UserFactory(coordinator_at=site))
        assert getattr(browser, method)(reverse("new_municipality"), RIGHT).status_code == 404
        assert not Site.objects.filter(hostname="midtdal.example").exists()
