"""A new municipality: by the command and by the wizard, whole or not at all."""

import io
from pathlib import Path

import pytest
import yaml
from django.core import mail
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Collection, Page, Site

from bti_portal.accounts.models import SiteRole, User
from bti_portal.accounts.roles import SITE_ROLES
from bti_portal.packages import founding
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


@pytest.fixture
def create(tmp_path: Path, folder: Path):
    """Run the command from a file; gives what it said."""

    def create(changes: dict | None = None, **options: object) -> str:
        data = {name: text for name, text in (RIGHT | (changes or {})).items() if text is not None}
        file = tmp_path / "kommune.yaml"
        file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
        said = io.StringIO()
        options = {"folder": folder, "port": 80} | options
        call_command("create_municipality", file=file, stdout=said, **options)
        return said.getvalue()

    return create


def state() -> list[int]:
    """How much there is of everything that founding makes."""
    models = (Site, Page, Municipality, SiteRole, User, Collection)
    return [model.objects.count() for model in models]


def files() -> set[str]:
    """The names of all uploaded pictures; other tests have left some."""
    if not default_storage.exists("original_images"):
        return set()
    return set(default_storage.listdir("original_images")[1])


class TestCommand:
    def test_it_makes_a_site_that_answers_in_each_form(self, create, reader):
        create()
        for form in ("nn", "nb"):
            page = read(reader("midtdal.example").get(f"/{form}/"))
            assert page.one("html")["lang"] == form
            assert "Midtdal kommune" in page.text
        assert reader("midtdal.example").get("/nn/guide/").status_code == 200

    @pytest.mark.parametrize(
        ("chosen", "codes"),
        [("nn", ["nn"]), ("nb", ["nb"]), ("nn+nb", ["nn", "nb"]), ("nb+nn", ["nb", "nn"])],
    )
    def test_the_first_form_is_the_primary_one(self, create, reader, chosen, codes):
        create({"languages": chosen})
        assert reader("midtdal.example").get("/")["Location"] == f"/{codes[0]}/"
        homes = Site.objects.get(hostname="midtdal.example").root_page.get_translations(
            inclusive=True
        )
        assert {home.locale.language_code for home in homes} == set(codes)

    def test_what_was_said_stands_in_the_settings(self, create):
        create()
        row = Municipality.objects.get(site__hostname="midtdal.example")
        assert (row.name_nn, row.name_nb) == ("Midtdal kommune", "Midtdal kommune")
        assert row.municipality_number == "0301"
        assert row.organisation_number == "974760673"
        assert row.brand_colour == "#7a1f3d"
        assert row.model_long_name_nn == "Betre tverrfagleg innsats"
        assert not row.is_demo

    def test_all_roles_and_a_place_for_files_are_made(self, create):
        create()
        roles = SiteRole.objects.filter(site__hostname="midtdal.example")
        assert set(roles.values_list("role", flat=True)) == set(SITE_ROLES)
        assert Collection.objects.filter(name="midtdal.example").exists()

    def test_the_coordinator_gets_a_link_and_no_password(self, create, client):
        said = create()
        user = User.objects.get(email="kari@midtdal.example")
        assert not user.has_usable_password()
        assert (user.first_name, user.last_name) == ("Kari Anne", "Nordmann")
        assert user.wagtail_userprofile.preferred_language == "nn"
        link = next(word for word in said.split() if "password_reset" in word)
        path = "/admin/" + link.split("/admin/")[1]
        make_site("admin.example")
        answer = Client(headers={"host": "admin.example"}).get(path, follow=True)
        assert "new_password1" in answer.content.decode()

    def test_the_link_can_be_sent_instead(self, create):
        said = create(send=True)
        [letter] = mail.outbox
        assert letter.to == ["kari@midtdal.example"]
        assert "/admin/password_reset/confirm/" in letter.body
        assert "/admin/password_reset/confirm/" not in said

    def test_somebody_with_a_log_in_keeps_it(self, create):
        UserFactory(email="kari@midtdal.example", first_name="Kari")
        said = create()
        user = User.objects.get(email="kari@midtdal.example")
        assert user.has_usable_password()
        assert user.groups.filter(site_role__site__hostname="midtdal.example").exists()
        assert "password_reset" not in said

    def test_the_coat_of_arms_lies_in_the_municipalitys_own_files(self, create, tmp_path):
        (tmp_path / "vapen.png").write_bytes(picture().read())
        before = files()
        create({"coat_of_arms": "vapen.png"})
        image = Municipality.objects.get(site__hostname="midtdal.example").coat_of_arms
        assert image.collection.name == "midtdal.example"
        assert files() - before == {image.filename}
        assert image.file_hash

    def test_options_win_over_the_file(self, create):
        create(host="anna.example")
        assert Site.objects.filter(hostname="anna.example").exists()

    def test_a_number_keeps_its_zeros_without_quotes(self, tmp_path, folder):
        file = tmp_path / "utan.yaml"
        file.write_text(
            "name_nb: Midtdal kommune\nmunicipality_number: 0301\nhost: midtdal.example\n"
            "organisation_number: 974760673\nlanguages: nb\n"
        )
        call_command("create_municipality", file=file, folder=folder, stdout=io.StringIO())
        assert (
            Municipality.objects.get(site__hostname="midtdal.example").municipality_number == "0301"
        )

    def test_a_host_with_norwegian_letters_is_stored_as_browsers_ask_for_it(self, create, reader):
        create({"host": "BTI.Nøtterøy.example."})
        site = Site.objects.get(hostname="bti.xn--nttery-byae.example")
        assert reader(site).get("/nn/").status_code == 200

    def test_ten_municipalities_stand_side_by_side(self, create, reader):
        for number in range(10):
            create({"host": f"kommune{number}.example", "name_nn": f"Kommune {number}"})
        for number in range(10):
            page = read(reader(f"kommune{number}.example").get("/nn/"))
            assert f"Kommune {number}" in page.text
        assert Site.objects.filter(is_default_site=True).count() == 1


class TestRefusals:
    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("organisation_number", "974760674"),
            ("organisation_number", "97476067"),
            ("organisation_number", "000000000"),
            ("municipality_number", "46"),
            ("host", "https://midtdal.example/"),
            ("host", "midt_dal.example"),
            ("host", "127.0.0.1"),
            ("host", "-midtdal.example"),
            ("languages", "en"),
            ("brand_colour", "raud"),
            ("brand_colour", "#ffd200"),
            ("email", "post"),
            ("name_nn", None),
            ("coordinator_name", None),
            ("coordinator_email", None),
            ("coat_of_arms", "finst-ikkje.png"),
            ("coat_of_arms", "kommune.yaml"),
            ("passord", "hemmeleg"),
        ],
    )
    def test_one_thing_that_is_wrong_makes_nothing(self, create, name, text):
        before = state()
        with pytest.raises(CommandError) as refused:
            create({name: text})
        said = str(refused.value)
        assert name in said or "finst-ikkje" in said or (name == "name_nn" and "name_nb" in said)
        assert state() == before

    def test_all_that_is_wrong_is_said_at_once(self, create):
        with pytest.raises(CommandError) as refused:
            create({"host": "a b", "organisation_number": "1", "brand_colour": "#ffd200"})
        for name in ("host", "organisation_number", "brand_colour"):
            assert name in str(refused.value)

    def test_a_colour_that_cannot_be_read_is_refused_with_one_that_can(self, create):
        with pytest.raises(CommandError, match="#9c8000"):
            create({"brand_colour": "#ffd200"})

    @pytest.mark.parametrize("host", ["midtdal.example", "MIDTDAL.example", "midtdal.example."])
    def test_what_exists_is_not_touched(self, create, host):
        site = make_site("midtdal.example", ("nn",), name_nn="Gamle Midtdal")
        before = state()
        with pytest.raises(CommandError, match=r"midtdal\.example"):
            create({"host": host})
        assert state() == before
        assert Municipality.objects.get(site=site).name_nn == "Gamle Midtdal"

    def test_a_fault_late_leaves_nothing_behind(self, create, tmp_path, monkeypatch):
        (tmp_path / "vapen.png").write_bytes(picture().read())
        before, pictures = state(), files()

        def full(*args: object) -> None:
            assert files() > pictures
            raise OSError("no space left on device")

        monkeypatch.setattr(founding, "load", lambda *args, **more: full())
        with pytest.raises(OSError, match="no space"):
            create({"coat_of_arms": "vapen.png"})
        assert state() == before
        assert files() == pictures

    def test_a_package_with_faults_makes_nothing(self, create, folder):
        (folder / "pages/home.yaml").write_text("key: [", encoding="utf-8")
        before = state()
        with pytest.raises(CommandError, match=r"home\.yaml"):
            create()
        assert state() == before

    def test_a_file_that_is_no_list_of_names_is_refused(self, tmp_path):
        file = tmp_path / "rar.yaml"
        for text in ("- a\n- b\n", "a: [", "host: {a: b}\n"):
            file.write_text(text)
            with pytest.raises(CommandError):
                call_command("create_municipality", file=file)
