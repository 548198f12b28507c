"""The blank worksheet as a file: what a screen reader finds in it."""

from io import BytesIO

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn

from tests.factories import ToolIndexPageFactory, ToolPageFactory, home_of, make_site
from tests.factories.worksheets import every_question

pytestmark = pytest.mark.django_db

SHEET = "/nn/verktoy/ark/"


@pytest.fixture
def site(db):
    return make_site("fjord.example", name_nn="Fjord kommune")


@pytest.fixture
def sheet(site):
    box = ToolIndexPageFactory(parent=home_of(site), slug="verktoy")
    return ToolPageFactory(
        parent=box,
        slug="ark",
        title="Observasjonsark",
        lead="Skriv ned det du såg.",
        version="1.2",
        worksheet=every_question(),
    )


class TestWord:
    @pytest.fixture
    def document(self, site, sheet, reader):
        answer = reader(site).get(f"{SHEET}tomt.docx")
        assert answer.status_code == 200
        assert 'filename="ark.docx"' in answer["Content-Disposition"]
        assert "officedocument.wordprocessingml" in answer["Content-Type"]
        return docx.Document(BytesIO(answer.content))

    def test_it_says_what_it_is_and_in_which_language(self, document):
        about = document.core_properties
        assert (about.title, about.language, about.author) == (
            "Observasjonsark",
            "nn-NO",
            "Fjord kommune",
        )
        languages = {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))}
        assert languages == {"nn-NO"}

    def test_headings_are_headings(self, document):
        headings = [
            (p.style.name, p.text) for p in document.paragraphs if p.style.name[:7] == "Heading"
        ]
        assert headings == [("Heading 1", "Observasjonsark"), ("Heading 2", "Situasjonen")]

    def test_no_empty_paragraph_makes_room(self, document):
        empty = [p for p in document.paragraphs if not "".join(p._p.itertext()).strip()]
        assert empty == []

    def test_the_header_row_of_a_table_is_repeated(self, document):
        (table,) = document.tables
        assert [cell.text for cell in table.rows[0].cells] == ["Kva?", "Kven?"]
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert len(table.rows) == 4
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in table.rows[1:])

    def test_every_answer_is_a_field_with_the_name_of_its_question(self, document):
        names = [e.get(qn("w:val")) for e in document.element.iter(qn("w:alias"))]
        assert names[:5] == [
            "Kven var til stades?",
            "Kva hende?",
            "Når hende det?",
            "Kor ofte? Kvar dag",
            "Kor ofte? Av og til",
        ]
        assert len(names) == 3 + 2 + 11 + 2
        numbers = [e.get(qn("w:val")) for e in document.element.iter(qn("w:id"))]
        assert len(set(numbers)) == len(names)

    def test_guidance_keeps_its_list_and_its_bold_words(self, document):
        listed = [p.text for p in document.paragraphs if p.style.name == "List Number"]
        assert listed == ["Sjå", "Lytt"]
        bold = [r.text for p in document.paragraphs for r in p.runs if r.bold]
        assert "dette" in bold

    def test_the_paper_is_a4_and_says_version_and_owner(self, document):
        (section,) = document.sections
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        foot = section.footer.paragraphs[0].text
        assert "1.2" in foot
        assert "Fjord kommune" in foot

    def test_a_change_of_the_page_is_in_the_file(self, site, sheet, reader):
        reader(site).get(f"{SHEET}tomt.docx")
        sheet.title = "Nytt ark"
        sheet.save_revision().publish()
        content = reader(site).get(f"{SHEET}tomt.docx").content
        assert docx.Document(BytesIO(content)).core_properties.title == "Nytt ark"

    def test_a_file_is_made_once(self, site, sheet, reader):
        first = reader(site).get(f"{SHEET}tomt.docx").content
        assert reader(site).get(f"{SHEET}tomt.docx").content == first

    def test_a_link_in_guidance_has_its_whole_address(self, site, sheet, reader):
        sheet.worksheet = [
            ("worksheet_guidance", f'<p>Les <a linktype="page" id="{sheet.pk}">arket</a>.</p>')
        ]
        sheet.save_revision().publish()
        document = docx.Document(BytesIO(reader(site).get(f"{SHEET}tomt.docx").content))
        linked = [r.target_ref for r in document.part.rels.values() if r.is_external]
        assert linked == [f"http://fjord.example{SHEET}"]

    def test_it_is_in_the_other_form_at_the_other_sites_page(self, demo, reader):
        content = reader(demo.austby).get("/nb/verktoy/tiltaksplan/tomt.docx").content
        document = docx.Document(BytesIO(content))
        assert document.core_properties.language == "nb-NO"
        assert any("Skriv her" in "".join(p._p.itertext()) for p in document.paragraphs)


@pytest.mark.pdf
class TestPdf:
    @pytest.fixture
    def opened(self, site, sheet, reader):
        answer = reader(site).get(f"{SHEET}tomt.pdf")
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        with pikepdf.open(BytesIO(answer.content)) as opened:
            yield opened

    @staticmethod
    def tags(opened) -> list[str]:
        """The kinds of all elements of the structure tree."""
        return [
            str(thing.S)
            for thing in opened.objects
            if isinstance(thing, pikepdf.Dictionary) and "/S" in thing and "/P" in thing
        ]

    def test_it_is_marked_titled_and_has_its_language(self, opened):
        assert bool(opened.Root.MarkInfo.Marked)
        assert str(opened.Root.Lang) == "nn"
        assert str(opened.docinfo.Title) == "Observasjonsark"
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)

    def test_its_structure_has_headings_lists_and_header_cells(self, opened):
        tags = self.tags(opened)
        assert tags.count("/H1") == 1
        assert tags.count("/H2") == 1
        assert tags.count("/TH") == 2
        assert tags.count("/TD") == 6
        assert {"/P", "/L", "/LI"} <= set(tags)

    def test_it_says_that_it_follows_pdf_ua(self, opened):
        with opened.open_metadata() as about:
            assert about.get("pdfuaid:part") == "1"

    def test_it_is_a4(self, opened):
        width, height = (float(side) for side in opened.pages[0].mediabox[2:])
        assert (round(width), round(height)) == (595, 842)
