"""A worksheet as readers get it: fields that belong to nobody, and nowhere to send them."""

import pytest
from django.utils import translation
from django.utils.translation import gettext

from bti_portal.printing import pdf
from handlingsveileder.models import ToolPage
from tests.factories import (
    GuidePageFactory,
    LevelPageFactory,
    StepPageFactory,
    ToolIndexPageFactory,
    ToolPageFactory,
    home_of,
    make_site,
)
from tests.factories.worksheets import every_question
from tests.reading import Element, read

pytestmark = pytest.mark.django_db

FIELDS = ("input", "textarea", "select")
SHEET = "/nn/verktoy/ark/"


@pytest.fixture
def site(db):
    return make_site("fjord.example")


@pytest.fixture
def box(site):
    return ToolIndexPageFactory(parent=home_of(site), slug="verktoy")


@pytest.fixture
def sheet(box):
    return ToolPageFactory(parent=box, slug="ark", title="Ark", worksheet=every_question())


def fields_of(page: Element) -> list[Element]:
    return page.one("section", css="bti-worksheet").all(*FIELDS)


def label_of(field: Element, page: Element) -> str:
    around = [element for element in field.above() if element.tag == "label"]
    named = [label for label in page.all("label") if label["for"] and label["for"] == field["id"]]
    return " ".join(label.text for label in [*around, *named])


class TestEveryWorksheetOfTheDemo:
    @pytest.fixture(params=["nn", "nb"])
    def pages(self, request, demo, reader):
        home = home_of(demo.fjordvik, request.param)
        tools = ToolPage.objects.descendant_of(home).live()
        told = {tool.slug: tool.url_path.removeprefix(home.url_path) for tool in tools}
        client = reader(demo.fjordvik)
        return {slug: read(client.get(f"/{request.param}/{path}")) for slug, path in told.items()}

    def test_there_are_thirteen_and_each_can_be_filled_in(self, pages):
        assert len(pages) == 13
        assert all(len(fields_of(page)) > 5 for page in pages.values())

    def test_no_field_has_a_name_or_a_form(self, pages):
        for page in pages.values():
            assert page.one("main").all("form") == []
            for field in fields_of(page):
                assert not {"name", "form", "value"} & set(field.attributes)

    def test_what_is_typed_is_kept_from_history_spelling_and_password_managers(self, pages):
        typed = [
            field
            for page in pages.values()
            for field in fields_of(page)
            if field.tag == "textarea" or field["type"] == "text"
        ]
        assert typed
        for field in typed:
            assert field["autocomplete"] == "off"
            assert field["spellcheck"] == "false"
            assert field["writingsuggestions"] == "false"

    def test_every_field_has_a_label_of_its_own(self, pages):
        for slug, page in pages.items():
            for field in fields_of(page):
                assert label_of(field, page), slug
            for group in page.one("section", css="bti-worksheet").all("fieldset"):
                assert group.one("legend").text, slug

    def test_it_says_plainly_that_nothing_leaves_the_screen(self, pages):
        for page in pages.values():
            with translation.override(page.one("html")["lang"]):
                promise = gettext(
                    "What you write stays on this screen. Nothing is sent and nothing is kept. When "
                    "you leave the page, it is gone, so print the sheet first if you need it."
                )
            assert promise in page.one("main").text

    def test_scripts_are_files_of_our_own_read_with_the_page(self, pages):
        for page in pages.values():
            sources = [script["src"] for script in page.all("script")]
            assert [s.rpartition("/")[2][:9] for s in sources] == ["conclusio", "worksheet"]


def test_buttons_wait_for_the_script(site, sheet, reader):
    page = read(reader(site).get(SHEET)).one("section", css="bti-worksheet")
    for button in page.all("button"):
        hidden = [e for e in button.above() if "hidden" in e.attributes or e.tag == "dialog"]
        assert hidden, button.text


def test_one_of_several_and_a_scale_offer_what_the_editor_wrote(site, sheet, reader):
    page = read(reader(site).get(SHEET))
    words = [field.parent.text for field in fields_of(page) if field["type"] == "checkbox"]
    assert words[:2] == ["Kvar dag", "Av og til"]
    assert words[2:13] == [str(number) for number in range(11)]
    assert words[13:] == ["Snakk med barnet", "Skriv ned"]


def test_only_observations_are_looked_at_for_conclusions(site, sheet, reader):
    page = read(reader(site).get(SHEET))
    (hints,) = page.all("div", css="bti-hints")
    assert hints["role"] == "status"
    (field,) = [f for f in fields_of(page) if hints["id"] in f["aria-describedby"].split()]
    assert label_of(field, page) == "Kva hende?"


def test_a_tool_without_questions_is_no_sheet_and_has_no_blank_one(site, box, reader):
    ToolPageFactory(parent=box, slug="tekst", body=[("text", "<p>Les dette.</p>")])
    page = read(reader(site).get("/nn/verktoy/tekst/"))
    assert not [s["src"] for s in page.all("script") if "worksheet" in s["src"]]
    assert page.all("section", css="bti-worksheet") == []
    for ending in ("pdf", "docx"):
        assert reader(site).get(f"/nn/verktoy/tekst/tomt.{ending}").status_code == 404


def test_the_blank_sheets_are_linked(site, sheet, reader):
    links = read(reader(site).get(SHEET)).one("ul", css="bti-ways").links().values()
    assert set(links) >= {"#sheet", "tomt.docx"}


def test_where_pdf_cannot_be_made_the_page_says_so(site, sheet, reader, monkeypatch):
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    page = read(reader(site).get(SHEET)).one("main")
    assert "tomt.pdf" not in page.links().values()
    assert page.one("p", css="bti-ways__note").text
    assert reader(site).get(f"{SHEET}tomt.pdf").status_code == 404
    assert reader(site).get(f"{SHEET}tomt.docx").status_code == 200


@pytest.mark.parametrize("fault", [pdf.Busy, pdf.TooLarge])
def test_a_blank_sheet_that_cannot_be_made_now_is_answered_in_words(
    site, sheet, reader, monkeypatch, fault
):
    def fail(html, *, base_url):
        raise fault

    monkeypatch.setattr(pdf, "is_available", lambda: True)
    monkeypatch.setattr(pdf, "from_html", fail)
    sheet.title = f"Aldri laga før: {fault.__name__}"
    sheet.save()
    answer = reader(site).get(f"{SHEET}tomt.pdf")
    assert answer.status_code == 503
    page = read(answer).one("main")
    assert page.one("h1").text
    assert page.one("p", css="bti-missing__ways").one("a")["href"].endswith(SHEET)


def test_a_step_says_that_its_tool_can_be_filled_in(site, sheet, box, reader):
    paper = ToolPageFactory(parent=box, title="Papir")
    level = LevelPageFactory(parent=GuidePageFactory(parent=home_of(site), slug="g"), slug="n")
    StepPageFactory(parent=level, slug="s", tools=[("tool", sheet), ("tool", paper)])
    links = read(reader(site).get("/nn/g/n/s/")).one("ul", css="bti-tools").links()
    with translation.override("nn"):
        can = gettext("fill in here")
    assert [can in words for words in links] == [True, False]
