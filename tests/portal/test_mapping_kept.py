"""Snapshots of the mapping, what has changed since one, and the mapping as files."""

import datetime
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext
from openpyxl import Workbook, load_workbook
from wagtail.models import Site

from bti_portal.printing import pdf
from bti_portal.reports.models import GapSnapshot
from tests.factories import GuidePageFactory, LevelPageFactory, ServiceFactory, home_of
from tests.portal.mappings import (
    address,
    desk_of,
    filled,
    municipality,
    number,
    page,
    tables,
    themes,
    three_services,
)
from tests.tagged import read_tagged
from tjenesteoversikt.models import Theme

pytestmark = pytest.mark.django_db

OCTOBER, NOVEMBER = datetime.date(2026, 10, 5), datetime.date(2026, 11, 9)


@pytest.fixture
def site() -> Site:
    themes("Skule", "Heim", "Kultur")
    return municipality()


@pytest.fixture
def desk(site: Site) -> Client:
    return desk_of(site)


@pytest.fixture
def on(monkeypatch):
    """Let it be another day."""

    def let(day: datetime.date) -> None:
        noon = datetime.datetime.combine(day, datetime.time(12), datetime.UTC)
        monkeypatch.setattr(timezone, "localdate", lambda *args: day)
        monkeypatch.setattr(timezone, "now", lambda: noon)

    return let


def snapshot(*options: str) -> str:
    out = StringIO()
    call_command("snapshot_gaps", *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def changed(site, on) -> None:
    """October is kept; since then one service has gone, and one has come about culture."""
    first, *_rest = three_services(site)
    on(OCTOBER)
    snapshot()
    first.delete()
    culture = Theme.objects.get(key="kultur")
    ServiceFactory(site=site, themes=[culture], levels=["1"], age_min_months=228)
    on(NOVEMBER)


class TestSnapshots:
    def test_the_command_keeps_each_site_once_a_month(self, site, on):
        other = municipality("annavik.example")
        three_services(site)
        on(OCTOBER)
        snapshot()
        ServiceFactory(site=site)
        snapshot()
        kept = {row.site: row for row in GapSnapshot.objects.filter(site__in=[site, other])}
        assert (kept[site].services, kept[other].services) == (3, 0)
        assert kept[site].month == OCTOBER.replace(day=1)
        on(NOVEMBER)
        snapshot()
        assert [row.services for row in GapSnapshot.objects.filter(site=site)] == [4, 3]

    def test_the_command_can_take_one_site(self, site):
        other = municipality("annavik.example")
        assert "Took 1 snapshots" in snapshot("--site", site.hostname)
        assert not GapSnapshot.objects.filter(site=other).exists()
        with pytest.raises(CommandError, match="No municipality"):
            snapshot("--site", "ukjend.example")

    def test_the_button_keeps_the_numbers_of_now(self, site, desk, on):
        on(OCTOBER)
        snapshot()
        three_services(site)
        answer = desk.post(f"{address(site)}?level=1", follow=True)
        assert answer.redirect_chain == [(f"{address(site)}?level=1", 302)]
        assert "The numbers of October 2026 were kept." in answer.content.decode()
        assert [row.services for row in GapSnapshot.objects.filter(site=site)] == [3]

    def test_only_ones_own_snapshots_can_be_chosen(self, site, desk, on):
        other = municipality("annavik.example")
        on(OCTOBER)
        snapshot("--site", other.hostname)
        main = page(desk, site, since="2026-10")
        assert main.one("strong", css="error-message").text
        assert "What has changed" not in main.text


@pytest.mark.usefixtures("changed")
class TestDifference:
    def test_each_cell_says_then_and_the_difference(self, site, desk):
        level_1 = tables(page(desk, site, since="2026-10"))["Nivå 1"]
        assert number(level_1["Skule, nb", "6–9 years"]) == 1
        assert "−1 (was 2)" in level_1["Skule, nb", "6–9 years"].text
        assert "+1 (was 0)" in level_1["Kultur, nb", "19–25 years"].text
        assert "unchanged" in level_1["Heim, nb", "6–9 years"].text

    def test_a_level_that_became_empty_is_still_shown(self, site, desk):
        level_0 = tables(page(desk, site, since="2026-10"))["Nivå 0"]
        assert filled(level_0) == {}
        assert "−1 (was 1)" in level_0["Skule, nb", "6–9 years"].text

    def test_what_became_empty_and_what_was_filled_is_listed(self, site, desk):
        main = page(desk, site, since="2026-10", level="1")
        section = main.one("section", css="bti-mapping__changes").text
        emptied, was_filled = section.split("Was filled")
        assert "None." in emptied
        assert "Kultur, nb – 19–25 years – Nivå 1 (now 1)" in was_filled
        main = page(desk, site, since="2026-10", level="0")
        section = main.one("section", css="bti-mapping__changes").text
        assert "Skule, nb – 6–9 years – Nivå 0 (was 1)" in section.split("Was filled")[0]

    def test_it_is_compared_as_it_is_narrowed(self, site, desk):
        main = page(desk, site, since="2026-10", access="via")
        assert "No cell has changed." in main.text

    def test_a_theme_that_is_gone_keeps_its_name(self, site, desk):
        Theme.objects.get(key="skule").delete()
        level_1 = tables(page(desk, site, since="2026-10"))["Nivå 1"]
        gone = next(cell for (name, age), cell in level_1.items() if name.startswith("Skule"))
        assert "−2 (was 2)" in gone.text


def book_of(desk: Client, site: Site, **chosen: str) -> Workbook:
    answer = desk.get(address(site, "mapping_workbook"), chosen)
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    return load_workbook(BytesIO(answer.content))


class TestWorkbook:
    def test_its_numbers_are_those_of_the_page(self, site, desk):
        three_services(site)
        book = book_of(desk, site, form="nb")
        shown = list(tables(page(desk, site)).values())
        assert len(book.sheetnames) == len(shown) + 1
        for name, cells in zip(book.sheetnames[1:], shown, strict=True):
            rows = [row[1:] for row in book[name].iter_rows(min_row=2, values_only=True)]
            assert [value for row in rows for value in row] == [number(c) for c in cells.values()]

    def test_it_says_what_was_counted_and_compared(self, site, desk, changed):
        book = book_of(desk, site, form="nn", since="2026-10", access="via")
        said = [str(cell) for row in book.worksheets[0].values for cell in row if cell is not None]
        with translation.override("nn"):
            assert gettext("Through another service") in said
        assert any("oktober 2026" in words.lower() for words in said)
        assert len(book.sheetnames) == 5

    def test_changes_have_a_sheet(self, site, desk, changed):
        book = book_of(desk, site, form="nn", since="2026-10", level="1")
        rows = list(book.worksheets[-1].iter_rows(min_row=2, max_col=6, values_only=True))
        assert ("Nivå 1", "Kultur, nn", "19–25 år", 0, 1, 1) in rows
        assert len(rows) == 2

    def test_a_sheet_with_a_long_title_still_says_which_level(self, site, desk):
        guide = GuidePageFactory(parent=home_of(site))
        for label in "01":
            LevelPageFactory(parent=guide, label=label, title="Omfattande samarbeid på tvers")
        _summary, _together, first, second = book_of(desk, site, form="nn").sheetnames
        assert first == "Omfattande samarbeid… (nivå 0)"
        assert second.endswith("(nivå 1)")

    def test_no_name_becomes_a_formula_or_breaks_the_file(self, site, desk):
        Theme.objects.filter(key="skule").update(name_nn='=HYPERLINK("http://x")\x07')
        book = book_of(desk, site, form="nn")
        cell = book.worksheets[1]["A2"]
        assert (cell.data_type, cell.value) == ("s", '\'=HYPERLINK("http://x")')

    @pytest.mark.parametrize("ending", ["workbook", "paper"])
    def test_a_wrong_choice_leads_to_the_page_that_tells(self, site, desk, ending):
        answer = desk.get(address(site, f"mapping_{ending}"), {"level": "9"})
        assert (answer.status_code, answer["Location"]) == (302, f"{address(site)}?level=9")


def test_where_no_pdf_can_be_made_the_page_and_the_address_say_so(site, desk, monkeypatch):
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    assert "PDF cannot be made here" in page(desk, site).text
    assert address(site, "mapping_paper") not in page(desk, site).text
    answer = desk.get(address(site, "mapping_paper"), follow=True)
    assert answer.redirect_chain[0][1] == 302
    told = answer.content.decode()
    assert "messages" in told
    assert "PDF" in told


@pytest.mark.pdf
class TestPaper:
    @pytest.fixture
    def paper(self, site, desk, changed):
        Theme.objects.filter(key="heim").update(name_nn="Overgangar mellom stader " * 3)
        answer = desk.get(address(site, "mapping_paper"), {"form": "nn", "since": "2026-10"})
        assert answer["Content-Type"] == "application/pdf"
        return read_tagged(answer.content)

    def test_it_says_its_language_and_title_and_that_it_follows_pdf_ua(self, paper):
        assert str(paper.file.Root.Lang) == "nn"
        with paper.file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            with translation.override("nn"):
                title = gettext("Mapping of services")
            assert metadata["dc:title"] == f"{title} – Kartvik kommune"

    def test_its_cells_name_their_headers(self, paper):
        headers = {tag.identity for tag in paper.tree.all("TH")}
        cells = paper.tree.all("TD")
        assert len(cells) > 3 * 4 * 9
        assert "" not in headers
        assert [cell for cell in cells if not set(cell.headers) & headers] == []

    def test_its_charts_say_their_numbers(self, paper):
        alts = [figure.alt for figure in paper.tree.all("Figure")]
        assert len(alts) == 4
        assert "6–9 år 1, 10–12 år 1" in alts[0]
        assert "Overgangar mellom stader Overgangar mellom stader" in alts[1]
        assert "Nivå 0 0, Nivå 1 2" in alts[2]

    def test_its_headings_leave_out_no_level(self, paper):
        assert paper.levels[0] == 1
        steps = zip(paper.levels, paper.levels[1:], strict=False)
        assert all(after <= before + 1 for before, after in steps)

    def test_an_empty_catalogue_makes_a_document_too(self, site, desk):
        answer = desk.get(address(site, "mapping_paper"), {"form": "nb"})
        assert str(read_tagged(answer.content).file.Root.Lang) == "nb"
