"""Packages: everything of one or nothing, again and again, and never over what somebody has written."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from bti_portal.accounts.models import User
from bti_portal.packages.models import Origin
from bti_portal.registers.models import Role
from handlingsveileder.models import ArticlePage, StepPage
from tests.factories import home_of, make_site
from tests.factories.package import both, municipality, small_package, write_package
from tests.reading import read
from tjenesteoversikt.models import Publication, Service

pytestmark = pytest.mark.django_db

HOST = "vik.example"


@pytest.fixture
def languages() -> tuple[str, ...]:
    return ("nn",)


@pytest.fixture
def site(languages):
    return make_site(HOST, languages)


@pytest.fixture
def load(tmp_path: Path, site) -> Callable[..., str]:
    """Load the small package with some files changed; gives what the command said."""

    def load(changes: dict | None = None, host: str = HOST, **options: bool) -> str:
        folder = write_package(tmp_path, small_package() | (changes or {}))
        said = io.StringIO()
        call_command("load_package", folder, host=host, stdout=said, **options)
        return said.getvalue()

    return load


def changed(name: str, /, **fields: object) -> dict:
    """A file of the small package with some keys changed."""
    return {name: small_package()[name] | fields}


BOTH_LANGUAGES = pytest.mark.parametrize("languages", [("nn", "nb")])


class TestLoading:
    @BOTH_LANGUAGES
    def test_the_pages_stand_at_their_addresses_in_each_language(self, load, site, reader):
        load()
        for code in ("nn", "nb"):
            page = reader(site).get(f"/{code}/guide/level-0/steg/")
            assert read(page).one("h1").text == f"Steg {code}"

    @BOTH_LANGUAGES
    def test_the_two_forms_are_twins(self, load, site, reader):
        load()
        step = read(reader(site).get("/nn/guide/level-0/steg/"))
        assert "/nb/guide/level-0/steg/" in step.one("header").links().values()

    def test_rows_have_both_forms(self, load, site):
        load()
        service = Service.objects.get(key="los", site=site)
        assert (service.name_nn, service.name_nb) == ("Losen nn", "Losen nb")

    def test_links_between_pages_hold_also_to_pages_that_come_later(self, load, site, reader):
        load()
        article = read(reader(site).get("/nn/vald/")).one("main")
        (link,) = [a for a in article.all("a") if a.text == "steget"]
        assert link["href"].endswith("/nn/guide/level-0/steg/")

    def test_a_site_gets_only_its_own_languages(self, tmp_path, reader):
        make_site("dal.example", ("nb",))
        folder = write_package(tmp_path, small_package())
        call_command("load_package", folder, host="dal.example", stdout=io.StringIO())
        assert reader("dal.example").get("/nb/vald/").status_code == 200
        assert not ArticlePage.objects.filter(slug="vald", locale__language_code="nn").exists()

    def test_twice_changes_nothing(self, load):
        load()
        before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision", "live"))
        said = load()
        assert "0 made, 0 updated" in said
        assert "0 texts left alone" in said
        after = list(Page.objects.order_by("pk").values_list("pk", "latest_revision", "live"))
        assert after == before

    def test_checking_loads_nothing(self, load):
        assert "liten 1 is right" in load(check=True)
        assert not Service.objects.filter(key="los", site__hostname=HOST).exists()

    def test_an_unknown_host_is_named(self, load):
        with pytest.raises(CommandError, match=re.escape("finst-ikkje.example")):
            load(host="finst-ikkje.example")


class TestAgain:
    @BOTH_LANGUAGES
    def test_a_changed_text_of_the_package_updates_what_nobody_has_touched(
        self, load, site, reader
    ):
        load()
        said = load(changed("pages/articles/vald.yaml", lead=both("Ny ingress")))
        assert "2 updated" in said
        assert "Ny ingress nn" in reader(site).get("/nn/vald/").content.decode()
        assert "Ny ingress nb" in reader(site).get("/nb/vald/").content.decode()

    def test_a_changed_row_of_the_package_updates_what_nobody_has_touched(self, load, site):
        load()
        load(changed("catalogue/services/los.yaml", name=both("Ungdomslosen")))
        assert Service.objects.get(key="los", site=site).name_nb == "Ungdomslosen nb"

    @BOTH_LANGUAGES
    def test_an_edited_text_is_left_alone_and_listed(self, load, site, reader):
        load()
        page = ArticlePage.objects.get(slug="vald", locale__language_code="nn")
        page.lead = "Våre eigne ord"
        page.save_revision().publish()
        said = load(changed("pages/articles/vald.yaml", lead=both("Ny ingress")))
        assert "Våre eigne ord" in reader(site).get("/nn/vald/").content.decode()
        assert "Ny ingress nb" in reader(site).get("/nb/vald/").content.decode()
        assert "1 texts left alone" in said
        assert "Vald nn: lead" in said

    def test_an_edited_form_of_a_row_is_left_alone_and_the_other_follows(self, load, site):
        load()
        service = Service.objects.get(key="los", site=site)
        service.name_nn = "Vår los"
        service.save_revision().publish()
        said = load(changed("catalogue/services/los.yaml", name=both("Ungdomslosen")))
        service = Service.objects.get(key="los", site=site)
        assert (service.name_nn, service.name_nb) == ("Vår los", "Ungdomslosen nb")
        assert "name_nn" in said

    def test_an_edited_text_stays_listed_and_left_alone_every_time(self, load):
        load()
        Role.objects.filter(key="larar").update(name_nn="Vår lærar")
        for _ in range(2):
            assert "name_nn" in load()
        assert Role.objects.get(key="larar").name_nn == "Vår lærar"

    def test_a_draft_is_neither_published_nor_lost(self, load, site, reader):
        load()
        page = ArticlePage.objects.get(slug="vald", locale__language_code="nn")
        page.lead = "Halvferdig"
        page.save_revision()
        said = load(changed("pages/articles/vald.yaml", title=both("Nytt namn")))
        body = reader(site).get("/nn/vald/").content.decode()
        assert "Halvferdig" not in body
        draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
        assert draft.lead == "Halvferdig"
        assert "unpublished changes" in said

    def test_a_page_that_was_unpublished_stays_so(self, load, site, reader):
        load()
        ArticlePage.objects.get(slug="vald", locale__language_code="nn").unpublish()
        load(changed("pages/articles/vald.yaml", lead=both("Ny ingress")))
        assert reader(site).get("/nn/vald/").status_code == 404

    @BOTH_LANGUAGES
    def test_a_deleted_page_stays_deleted_and_is_listed(self, load, site, reader):
        load()
        Page.objects.get(
            pk=StepPage.objects.get(locale__language_code="nn", slug="steg").pk
        ).delete()
        said = load()
        assert reader(site).get("/nn/guide/level-0/steg/").status_code == 404
        assert reader(site).get("/nb/guide/level-0/steg/").status_code == 200
        assert "(steg)" in said
        assert "deleted" in said

    def test_a_service_somebody_deleted_stays_deleted(self, load, site):
        load()
        Service.objects.get(key="los", site=site).delete()
        load()
        assert not Service.objects.filter(key="los", site=site).exists()

    def test_a_service_a_coordinator_has_hidden_stays_hidden(self, load, site):
        load()
        Publication.objects.filter(service__key="los", site=site).update(is_visible=False)
        load()
        assert not Publication.objects.get(service__key="los", site=site).is_visible


class TestDemo:
    @pytest.fixture
    def folder(self, tmp_path) -> Path:
        note = {"service": "los", "local_note": both("Losen reiser til oss")}
        # The owner of a service comes before who borrows it.
        demos = {
            "demo/1-fjell.yaml": municipality("fjell"),
            "demo/2-dal.yaml": municipality("dal", borrows=[note]),
        }
        return write_package(tmp_path, small_package() | demos)

    @pytest.fixture
    def load_demo(self, folder) -> Callable[..., str]:
        def load_demo(port: int = 8000) -> str:
            said = io.StringIO()
            call_command("load_demo", folder=folder, port=port, stdout=said)
            return said.getvalue()

        return load_demo

    def test_it_makes_each_municipality_and_its_log_in(self, load_demo, reader):
        said = load_demo()
        assert reader("fjell.example").get("/nn/guide/").status_code == 200
        assert reader("dal.example").get("/nn/guide/").status_code == 200
        for email in ("koordinator@fjell.example", "koordinator@dal.example"):
            assert email in said
            assert not User.objects.get(email=email).is_superuser

    def test_the_password_is_told_or_taken_from_the_environment(self, load_demo, monkeypatch):
        monkeypatch.setenv("BTI_DEMO_PASSWORD", "eit langt passord")
        assert "eit langt passord" in load_demo()
        assert User.objects.get(email="koordinator@dal.example").check_password("eit langt passord")

    def test_a_borrowed_service_is_one_row_with_a_local_note(self, load_demo):
        load_demo()
        service = Service.objects.get(key="los", site__hostname="fjell.example")
        notes = {p.site.hostname: p.local_note_nn or "" for p in service.publications.all()}
        assert notes == {"fjell.example": "", "dal.example": "Losen reiser til oss nn"}
        assert not Service.objects.filter(key="los", site__hostname="dal.example").exists()

    def test_a_second_time_makes_nothing_and_loses_nothing(self, load_demo, reader):
        load_demo()
        home = home_of(Site.objects.get(hostname="dal.example"))
        home.title = "Vår eiga framside"
        home.save_revision().publish()
        counted = Page.objects.count(), Service.objects.count(), Origin.objects.count()
        said = load_demo()
        assert "Made" not in said
        assert "Password" not in said
        assert (Page.objects.count(), Service.objects.count(), Origin.objects.count()) == counted
        assert "Vår eiga framside" in reader("dal.example").get("/nn/").content.decode()

    def test_only_the_host_that_is_missing_is_made(self, load_demo):
        load_demo()
        Site.objects.get(hostname="dal.example").delete()
        said = load_demo()
        assert "dal.example" in said
        assert "fjell.example" not in said.split("Log-in")[0]

    def test_the_port_follows_at_every_start(self, load_demo):
        load_demo(port=8000)
        load_demo(port=8080)
        ports = Site.objects.filter(hostname__in=["fjell.example", "dal.example"])
        assert set(ports.values_list("port", flat=True)) == {8080}

    def test_the_port_of_other_sites_is_left_alone(self, load_demo, site):
        load_demo(port=8080)
        assert Site.objects.get(pk=site.pk).port == 80
