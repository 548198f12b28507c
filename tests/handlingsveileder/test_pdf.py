"""The documents themselves: their structure, as an assistive program reads it."""

import socket
from functools import cache
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image as Picture

from bti_portal.library.models import PortalImage
from bti_portal.shell.models import Municipality
from tests.factories import (
    ArticlePageFactory,
    GuidePageFactory,
    HelpLineFactory,
    LevelPageFactory,
    StepPageFactory,
    home_of,
    make_site,
)
from tests.tagged import Tagged, read_tagged

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]

# A handful of sheets too many would mean that something is printed twice.
SHEETS_OF_THE_STARTER_GUIDE = range(30, 70)


def document(host: str, address: str) -> Tagged:
    answer = Client(headers={"host": host}).get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return read_tagged(answer.content)


@cache
def whole_guide() -> Tagged:
    """The starter package's guide as the nursery sees it, made once for the tests here."""
    return document("fjordvik.localhost", "/nn/handlingsrettleiar/for/barnehage/pdf/")


@pytest.fixture
def whole(demo):
    return whole_guide()


@pytest.fixture
def site():
    return make_site("vik.example")


@pytest.fixture
def level(site):
    home = home_of(site)
    out = ArticlePageFactory(parent=home, title="Ved mistanke om vald", slug="vald")
    guide = GuidePageFactory(parent=home, slug="rettleiar", violence_exit=out)
    return LevelPageFactory(parent=guide, slug="a", label="A", title="Vi undrar oss")


class TestWholeGuide:
    def test_it_is_tagged_and_says_its_language_and_title(self, whole):
        root = whole.file.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "nn"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with whole.file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Handlingsrettleiar – Barnehage – Fjordvik kommune"

    def test_its_headings_leave_out_no_level(self, whole):
        levels = whole.levels
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert set(levels) == {1, 2, 3, 4}

    def test_its_cells_name_their_headers(self, whole):
        headers = {tag.identity for tag in whole.tree.all("TH")}
        assert "" not in headers
        cells = whole.tree.all("TD")
        assert len(cells) > 100
        assert [cell for cell in cells if not set(cell.headers) & headers] == []

    def test_its_items_stand_in_lists(self, whole):
        items = whole.tree.all("LI")
        assert len(items) > 100
        assert {item.parent.name for item in items} == {"L"}

    def test_no_picture_is_without_words(self, whole):
        assert [tag for tag in whole.tree.all("Figure") if not tag.alt] == []

    def test_everything_that_is_drawn_for_reading_has_its_place_in_the_structure(self, whole):
        """Every number that marks content on a page leads to an element."""
        marks = whole.file.Root.StructTreeRoot.ParentTree.Nums
        by_page = {int(marks[i]): marks[i + 1] for i in range(0, len(marks), 2)}
        for page in whole.file.pages:
            used = [
                int(operands[1].MCID)
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "BDC" and "/MCID" in operands[1]
            ]
            assert used == [] or max(used) < len(by_page[int(page.StructParents)])

    def test_its_bookmarks_are_its_chapters_and_steps(self, whole):
        bookmarks = whole.bookmarks
        assert bookmarks[:2] == ["Handlingsrettleiar", "Innhald"]
        assert bookmarks[2] == "Mistanke om vald eller overgrep", "the way out stands first"
        for title in ("Innsats i eiga teneste", "Uro oppstår", "Avslutt saka"):
            assert title in bookmarks

    def test_it_takes_a_sensible_number_of_sheets(self, whole):
        assert whole.pages in SHEETS_OF_THE_STARTER_GUIDE

    def test_its_links_out_are_whole_addresses(self, whole):
        assert any("lovdata.no" in link for link in whole.links)
        kinds = {link.partition(":")[0] for link in whole.links}
        assert kinds <= {"http", "https", "tel", "sms"}

    def test_nobody_is_asked_for_anything(self, level, monkeypatch):
        asked = []
        monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: asked.append(a))
        monkeypatch.setattr(socket.socket, "connect", lambda *a, **k: asked.append(a))
        StepPageFactory(parent=level)
        document("vik.example", "/nn/rettleiar/pdf/")
        assert asked == []


@pytest.mark.parametrize("below", ["", "a/", "a/steg/"])
def test_every_kind_of_document_is_in_order(below, site, level):
    StepPageFactory(
        parent=level,
        slug="steg",
        what="<p>Undre deg.</p>",
        for_youth="<p>Du blir høyrd.</p>",
        documentation="Noter det.",
    )
    paper = document("vik.example", f"/nn/rettleiar/{below}pdf/")
    assert paper.levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(paper.levels))
    assert str(paper.file.Root.Lang) == "nn"


def test_the_language_is_that_of_the_address(demo):
    paper = document("austby.localhost", "/nb/handlingsveileder/niva-0/plakat/")
    assert str(paper.file.Root.Lang) == "nb"


def test_the_coat_of_arms_has_words(site, level):
    content = BytesIO()
    Picture.new("RGB", (60, 80), "teal").save(content, "PNG")
    arms = PortalImage.objects.create(
        title="Våpen", file=ImageFile(content, name="arms.png"), width=60, height=80
    )
    Municipality.objects.filter(site=site).update(coat_of_arms=arms)
    paper = document("vik.example", "/nn/rettleiar/pdf/")
    assert ["Vik kommune" in figure.alt for figure in paper.tree.all("Figure")] == [True]


class TestPoster:
    @pytest.mark.parametrize("steps", [0, 1, 5, 8, 12])
    def test_it_is_one_sheet_however_many_steps_there_are(self, steps, level):
        HelpLineFactory.create_batch(3, is_acute=True, number="116 111")
        for number in range(steps):
            StepPageFactory(
                parent=level,
                title=f"Eit steg med ein tittel av vanleg lengd {number}",
                lead="Ei linje om kva ein skal gjere, så lang som slike linjer gjerne er.",
            )
        poster = document("vik.example", "/nn/rettleiar/a/plakat/")
        assert poster.pages == 1
        assert poster.levels == [1, 2]
        assert len(poster.tree.all("LI")) == steps

    def test_its_code_has_words_and_the_address_stands_beside_it(self, level):
        StepPageFactory(parent=level)
        poster = document("vik.example", "/nn/rettleiar/a/plakat/")
        (figure,) = poster.tree.all("Figure")
        assert "Vi undrar oss" in figure.alt
        assert poster.links == ["http://vik.example/nn/rettleiar/a/"]

    def test_only_a_level_has_one(self, level, reader):
        StepPageFactory(parent=level, slug="steg")
        for below in ("", "a/steg/"):
            assert reader("vik.example").get(f"/nn/rettleiar/{below}plakat/").status_code == 404
