"""The shapes that municipalities' lists have: titles, encodings, merged cells, ages, dates, formulas."""

import pytest

from tests.tjenesteoversikt.import_files import Desk, csv, xlsx
from tests.tjenesteoversikt.test_import_refusals import SHEET, rezipped, sheet_of
from tjenesteoversikt.imports.cells import Age, age_of, date_of, neutral, restored

pytestmark = pytest.mark.django_db

HEAD = ("Navn", "Tilbyder", "Adresse")
ROW = ("Støtte på bygda", "Familieenheten", "Blåbærvegen 1")


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_text_files_in_the_encodings_people_have(desk: Desk, delimiter: str, encoding: str) -> None:
    desk.imported(csv(HEAD, ROW, delimiter=delimiter, encoding=encoding), "liste.csv")
    assert desk.services.get().place_nb == "Blåbærvegen 1"


def test_titles_above_and_empty_rows_are_passed_over(desk: Desk) -> None:
    title = ("Oversikt over tiltak 2026",)
    rows = [title, (), HEAD, (), ROW, ("", " ", ""), ("Annet  ", " Familieenheten", "")]
    run = desk.imported(xlsx(*rows, merge=["A1:C1"]))
    assert run.heading_row == 3
    assert set(desk.services.values_list("name_nb", flat=True)) == {ROW[0], "Annet"}
    assert len({service.provider for service in desk.services}) == 1


def test_cells_merged_downwards_hold_for_all_their_rows(desk: Desk) -> None:
    rows = [HEAD, ("Ein", "Familieenheten", ""), ("To", None, ""), ("Tre", None, "")]
    desk.imported(xlsx(*rows, merge=["B2:B4"]))
    assert {str(service.provider) for service in desk.services} == {"Familieenheten"}


def test_a_formula_that_excel_has_worked_out_is_its_value(desk: Desk) -> None:
    content = xlsx(("Navn", "Telefon"), ("Los", "=1+1"))
    sheet = sheet_of(content).replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>")
    assert b"<f>1+1</f><v>2</v>" in sheet
    desk.imported(rezipped(content, **{SHEET: sheet}))
    assert desk.services.get().phone == "2"


def test_a_list_without_providers_gets_the_municipalitys_own(desk: Desk) -> None:
    desk.imported(xlsx(("Navn",), ("Los",)))
    assert str(desk.services.get().provider) == desk.site.site_name


def test_names_with_commas_and_of_the_other_form_are_known(desk: Desk) -> None:
    desk.imported(xlsx(("Navn", "Tema"), ("Los", "familie, heim og ro, Skule og SFO")))
    keys = {theme.key for theme in desk.services.get().themes.all()}
    assert keys == {"familie", "skole"}


def test_lines_and_bullets_of_a_cell_are_kept(desk: Desk) -> None:
    text = "Du får\n• råd\n• støtte\n\nRing <oss>."
    desk.imported(xlsx(("Navn", "Beskrivelse"), ("Los", text)))
    said = desk.services.get().description_nb
    items = _tag("li", "råd") + _tag("li", "støtte")
    assert said == _tag("p", "Du får") + _tag("ul", items) + _tag("p", "Ring &lt;oss&gt;.")


def _tag(name: str, inside: str) -> str:
    return f"<{name}>{inside}</{name}>"


def test_the_headings_of_a_row_the_user_points_at(desk: Desk) -> None:
    desk.upload(xlsx(("Navn", "Tilbyder"), ("Tjeneste", "Enhet"), ("Los", "Skolene")))
    desk.columns(heading_row=2)
    desk.columns()
    assert desk.run.heading_row == 2
    assert desk.run.columns == {"0": "name_nb", "1": "provider"}


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("0–5 år", Age(False, 0, 71)),
        ("6 mnd", Age(False, 6, 6)),
        ("6 mnd - 3 år", Age(False, 6, 47)),
        ("fra svangerskap", Age(True, None, None)),
        ("frå svangerskapet til 5 år", Age(True, None, 71)),
        ("under 6 år", Age(False, None, 71)),
        ("18+", Age(False, 216, None)),
        ("Alle", Age()),
        ("19-13", None),
        ("gammel", None),
    ],
)
def test_ages_as_people_write_them(text: str, age: Age | None) -> None:
    assert age_of(text) == age


@pytest.mark.parametrize(
    "text", ["24.12.2026", "24.12.26", "24. desember 2026", "2026-12-24", "24/12-2026"]
)
def test_dates_as_norwegians_write_them(text: str) -> None:
    day = date_of(text)
    assert day and day.isoformat() == "2026-12-24"
    assert date_of("31.2.2026") is None


@pytest.mark.parametrize(
    "text", ["=1+1", "+47 22", "-", "@a", "\tx", "'=1", "''=1", "'x", "x=1", ""]
)
def test_no_cell_is_taken_for_a_formula_and_every_text_comes_back(text: str) -> None:
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert restored(neutral(text)) == text


@pytest.mark.parametrize(
    ("headings", "column"),
    [(("Namn", "Kven", "Telefon"), "name_nn"), (("Tittel", "Tilbyder", "Telefon"), "name_nb")],
)
def test_a_text_without_a_form_is_in_that_of_the_headings(
    desk: Desk, headings: tuple[str, ...], column: str
) -> None:
    desk.upload(xlsx(headings, ("Los", "Skulane", 1)))
    assert desk.run.columns["0"] == column
