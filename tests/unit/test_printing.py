"""PDF from HTML: tagged, from our own files only, one at a time; and QR codes."""

import re
import socket
import sys
import threading
from io import BytesIO

import pikepdf
import pytest
import segno

from bti_portal.printing import pdf, qr
from tests.tagged import read_tagged

HERE = "https://vik.example/nn/side/"
PAGE = (
    '<!doctype html><html lang="nn"><head><meta charset="utf-8"><title>Prøve</title></head>'
    "<body>{}</body></html>"
)


def made(body: str) -> bytes:
    return pdf.from_html(PAGE.format(body), base_url=HERE)


@pytest.fixture
def missing(monkeypatch):
    """A machine without WeasyPrint."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    pdf._engine.cache_clear()
    yield
    pdf._engine.cache_clear()


@pytest.fixture
def asked(monkeypatch):
    """What has been asked for over the network: it answers nobody."""
    asked = []

    def refuse(*args, **kwargs):
        asked.append(args)
        raise OSError("no network here")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    return asked


@pytest.mark.pdf
def test_a_document_has_language_title_and_structure():
    document = read_tagged(made("<h1>Overskrift</h1><p>Tekst</p><ul><li>Punkt</li></ul>"))
    root = document.file.Root
    assert str(root.Lang) == "nn"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    with document.file.open_metadata() as metadata:
        assert metadata["dc:title"] == "Prøve"
        assert metadata["pdfuaid:part"] == "1"
    assert [tag.name for tag in document.tree.walk() if tag.name in {"H1", "P", "L", "LI"}] == [
        "H1",
        "P",
        "L",
        "LI",
    ]


@pytest.mark.pdf
def test_table_cells_name_their_headers():
    table = (
        '<table><thead><tr><th scope="col">Kven</th><th scope="col">Kva</th></tr></thead>'
        '<tbody><tr><th scope="row">Rektor</th><td>Melder</td></tr></tbody></table>'
    )
    document = read_tagged(made(table))
    headers = {tag.identity for tag in document.tree.all("TH")}
    (cell,) = document.tree.all("TD")
    assert len(cell.headers) == 2
    assert set(cell.headers) <= headers


@pytest.mark.pdf
def test_the_same_page_gives_the_same_document():
    assert made("<p>Tekst</p>") == made("<p>Tekst</p>")


@pytest.mark.pdf
def test_letters_of_all_our_languages_can_be_read_back():
    body = '<link rel="stylesheet" href="/static/built/paper.css"><p>Æøå šŋđč «sitat» – 112</p>'
    fonts = {
        str(font.BaseFont).partition("+")[2]
        for page in pikepdf.open(BytesIO(made(body))).pages
        for font in page.Resources.Font.values()
    }
    assert fonts
    assert all(name.startswith("Inter") for name in fonts), fonts


@pytest.mark.pdf
@pytest.mark.parametrize(
    "body",
    [
        '<img alt="" src="http://evil.example/spy.png">',
        '<img alt="" src="//evil.example/spy.png">',
        '<link rel="stylesheet" href="https://evil.example/spy.css">',
        "<style>@import url(https://evil.example/spy.css);</style>",
        '<object data="https://evil.example/spy.pdf"></object>',
        '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title><image href="https://evil.example/s.png"/></svg>',
    ],
)
def test_nobody_is_asked_for_what_a_page_names(body, asked):
    assert made(f"<p>Tekst</p>{body}").startswith(b"%PDF")
    assert asked == []


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        f"{HERE}../../static/../pyproject.toml",
        "https://vik.example/static/%2e%2e/%2e%2e/etc/passwd",
        "https://vik.example/static//etc/passwd",
        "https://vik.example/media/private.pdf",
        "https://other.example/static/built/paper.css",
    ],
)
def test_only_our_static_files_are_read(address):
    with pytest.raises(ValueError, match="file"):
        pdf.static_file(address, "https://vik.example/static/")


def test_our_own_static_files_are_read():
    file = pdf.static_file("https://vik.example/static/js/print.js", "https://vik.example/static/")
    assert file.name == "print.js"


@pytest.mark.pdf
def test_links_are_made_whole_with_the_pages_own_address():
    document = read_tagged(made('<p><a href="/nn/hjelp/">Hjelp</a></p>'))
    assert document.links == ["https://vik.example/nn/hjelp/"]


@pytest.mark.pdf
def test_the_first_version_that_fits_is_taken():
    def tall(number: int) -> str:
        return PAGE.format(f'<h1>{number}</h1><p style="height: {number * 200}mm">x</p>')

    def bookmarks(*versions: str) -> list[str]:
        return read_tagged(pdf.on_at_most(1, versions, base_url=HERE)).bookmarks

    assert bookmarks(tall(3), tall(1), tall(0)) == ["1"]
    assert bookmarks(tall(4), tall(3)) == ["3"], "the last, when none fits"


def test_without_weasyprint_it_is_said(missing):
    assert not pdf.is_available()
    with pytest.raises(pdf.NotAvailable):
        made("<p>Tekst</p>")


@pytest.mark.pdf
def test_two_documents_are_not_made_at_once(monkeypatch):
    monkeypatch.setattr(pdf, "PATIENCE", 0.01)
    holds, done = threading.Event(), threading.Event()

    def hold() -> None:
        with pdf.one_at_a_time():
            holds.set()
            done.wait(10)

    other = threading.Thread(target=hold)
    other.start()
    try:
        assert holds.wait(10)
        with pytest.raises(pdf.Busy):
            made("<p>Tekst</p>")
    finally:
        done.set()
        other.join()
    assert made("<p>Tekst</p>").startswith(b"%PDF")


@pytest.mark.pdf
def test_a_page_that_is_far_too_long_is_refused_at_once(monkeypatch):
    monkeypatch.setattr(pdf, "LARGEST_HTML", 100)
    with pytest.raises(pdf.TooLarge):
        made("<p>" + "x" * 100 + "</p>")


def test_a_qr_code_is_drawn_as_it_is_with_quiet_space_around_it():
    address = "https://vik.example/nn/rettleiar/niva-0/"
    drawing = qr.drawing_of(address)
    dark = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawing.path):
        dark |= {(int(x) + step, int(y)) for step in range(int(length))}
    rows = segno.make_qr(address, error="q").matrix_iter(border=qr.BORDER)
    wanted = {(x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark}
    assert dark == wanted
    assert min(map(min, dark)) == qr.BORDER
    assert max(map(max, dark)) == drawing.size - qr.BORDER - 1
