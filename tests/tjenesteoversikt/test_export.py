"""The catalogue out as files: tables that come in again unchanged, the template, the package."""

import csv
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook

from bti_portal.packages.loading import load, read_package
from tests.factories import (
    ArenaFactory,
    LegalReferenceFactory,
    ProviderFactory,
    PublicationFactory,
    ServiceFactory,
    make_site,
)
from tests.reading import read
from tests.tjenesteoversikt.import_files import Desk, errors_on
from tjenesteoversikt.models import Need, Service, Theme

pytestmark = pytest.mark.django_db

RICH = (
    "<p>Ein <b>viktig</b> ting &amp; ei liste:</p><ul><li>= éi</li><li>to_tre</li></ul>"
    "<p>1. ikkje<br/>liste</p>"
)


@pytest.fixture
def full(desk: Desk) -> Service:
    """A service that says everything, with signs that a spreadsheet would take for a formula."""
    need = Need.objects.create(key="trist", name_nn="Trist, redd", name_nb="Trist, redd")
    service = ServiceFactory(
        site=desk.site,
        provider=ProviderFactory(site=desk.site, name_nn="Skulane", name_nb="Skolene"),
        themes=list(Theme.objects.filter(key__in=["skole", "familie"])),
        name_nn="=SUM(A1)",
        name_nb="-los",
        description_nn=RICH,
        description_nb=RICH,
        how_to_get_nn="<p>Ring.</p>",
        how_to_get_nb="<p>Ring.</p>",
        everyday_words_nn="skule, fråvær",
        everyday_words_nb="skole, fravær",
        phone="+47 22 33 44 55",
        email="post@importvik.example",
        website="https://importvik.example/",
        audiences=["children", "guardians"],
        from_pregnancy=True,
        age_min_months=0,
        age_max_months=71,
        levels=["0", "2"],
        prevention=["universal"],
        forms=["group", "digital"],
        referral="required",
        cost="varies",
        languages=["no", "uk"],
        interpreter="yes",
        starts_on="2026-08-01",
        checked_on="2026-10-01",
    )
    service.needs = [need]
    service.arenas = [ArenaFactory()]
    service.legal_references = [LegalReferenceFactory()]
    service.save()
    service.save_revision().publish()
    ServiceFactory(site=desk.site, live=False)
    ServiceFactory(site=desk.site, age_min_months=7, age_max_months=30)
    return service


@pytest.mark.parametrize("name", ["services.xlsx", "services.csv"])
@pytest.mark.parametrize("language", ["nn", "nb", "en"])
def test_an_export_comes_in_again_unchanged(
    desk: Desk, full: Service, name: str, language: str
) -> None:
    profile = desk.client.get(reverse("wagtailadmin_home")).wsgi_request.user.wagtail_userprofile
    profile.preferred_language = language
    profile.save()
    content = desk.download(name)
    page = desk.plan(content, name)
    assert errors_on(page) == []
    desk.confirm(page)
    assert desk.run.counts == {"create": 0, "update": 0, "retire": 0, "unchanged": 3}


def test_an_export_is_read_on_another_site_as_new_services(desk: Desk, full: Service) -> None:
    content = desk.download("services.xlsx")
    desk.services.delete()
    desk.imported(content)
    again = desk.services.get(key=full.key)
    for name in ("name_nn", "description_nn", "phone", "levels", "age_max_months", "checked_on"):
        full_value = getattr(full, name)
        assert str(getattr(again, name)) == str(full_value), name
    assert again.themes.count() == 2


def test_no_cell_of_an_export_is_a_formula(desk: Desk, full: Service) -> None:
    text = desk.download("services.csv").decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
    assert "'=SUM(A1)" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    sheet = load_workbook(io.BytesIO(desk.download("services.xlsx"))).active
    assert "f" not in {cell.data_type for row in sheet for cell in row}


def test_borrowed_services_come_with_and_are_left_alone_when_read(
    desk: Desk, full: Service
) -> None:
    lent = ServiceFactory(site=make_site("nabo.example"), name_nb="Utlånt")
    PublicationFactory(service=lent, site=desk.site)
    assert "Utlånt" not in desk.download("services.csv").decode()
    with_borrowed = desk.download("services.csv", "?all")
    assert "Utlånt" in with_borrowed.decode()
    assert desk.imported(with_borrowed, "alle.csv").counts["unchanged"] == 3
    assert not Service.objects.filter(site=desk.site, key=lent.key).exists()


def test_what_others_own_is_in_no_export(desk: Desk, full: Service) -> None:
    ServiceFactory(site=make_site("nabo.example"), name_nb="Hemmeleg")
    for name in ("services.csv", "package.zip"):
        assert b"Hemmeleg" not in desk.download(name)


def test_the_template_can_be_filled_in_and_its_example_is_not_imported(desk: Desk) -> None:
    book = load_workbook(io.BytesIO(desk.download("template.xlsx")))
    sheet = book.worksheets[0]
    assert len(sheet.data_validations.dataValidation) >= 8
    headings = [cell.value for cell in sheet[1]]
    row = {"Navn (bokmål)": "Los", "Tilbyder": "Skolene", "Tema": "Skole og SFO"}
    for heading, text in row.items():
        sheet.cell(3, headings.index(heading) + 1, text)
    stream = io.BytesIO()
    book.save(stream)
    run = desk.imported(stream.getvalue(), "mal.xlsx")
    assert run.counts["create"] == 1
    assert desk.services.get().name_nb == "Los"


class TestPackage:
    @pytest.fixture
    def folder(self, desk: Desk, full: Service, tmp_path: Path) -> Path:
        for place, theme in enumerate(Theme.objects.all()):
            theme.los_uri = f"https://psi.norge.no/los/tema/nummer-{place}"
            theme.save()
        full.name_nn = full.name_nb = "Los"
        full.save()
        call_command(
            "export_catalogue", tmp_path / "ut", host=desk.site.hostname, stdout=io.StringIO()
        )
        return tmp_path / "ut"

    def test_it_loads_again_at_another_site(self, folder: Path, full: Service) -> None:
        site = make_site("ny.example", ("nn", "nb"))
        load(read_package(folder), site)
        again = Service.objects.get(site=site)
        assert (again.key, again.phone, again.email) == (full.key, full.phone, full.email)
        assert again.description_nn == full.description_nn
        assert set(again.themes.all()) == set(full.themes.all())
        assert again.provider.name_nb == "Skolene"

    def test_what_the_format_has_no_place_for_is_named(self, desk: Desk, full: Service) -> None:
        page = read(desk.client.get(reverse("catalogue_files:package", args=[desk.site.pk])))
        told = page.all("span", css="bti-columns__letter")[-1].text
        assert "What it is (nynorsk)" in told
        assert "Themes" in told

    def test_nothing_is_written_over(self, desk: Desk, folder: Path) -> None:
        with pytest.raises(CommandError, match="empty folder"):
            call_command("export_catalogue", folder, host=desk.site.hostname)
        with pytest.raises(CommandError, match="no site"):
            call_command("export_catalogue", folder / "ny", host="ingen.example")
