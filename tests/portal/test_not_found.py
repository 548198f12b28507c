"""An address where there is nothing gives help, in the site's language."""

import pytest

from tests.factories import HelpLineFactory, ServiceIndexPageFactory, home_of, make_site
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    site = make_site("vik.example", ("nn", "nb"))
    ServiceIndexPageFactory(parent=home_of(site, "nn"), slug="tenester")
    ServiceIndexPageFactory(parent=home_of(site, "nb"), slug="tjenester")
    return site


@pytest.mark.parametrize(("code", "catalogue"), [("nn", "/nn/tenester/"), ("nb", "/nb/tjenester/")])
class TestHelp:
    def test_it_is_in_the_language_of_the_address(self, site, reader, code, catalogue):
        page = reader(site).get(f"/{code}/finst-ikkje/")
        assert page.status_code == 404
        assert read(page).one("html")["lang"] == code

    def test_it_searches_the_catalogue_in_that_language(self, site, reader, code, catalogue):
        form = read(reader(site).get(f"/{code}/finst-ikkje/")).one("main").one("form")
        assert (form["action"], form["method"]) == (catalogue, "get")
        assert "q" in [box["name"] for box in form.all("input")]

    def test_it_has_the_box_for_when_it_is_urgent(self, site, reader, code, catalogue):
        HelpLineFactory(number="113 000", is_acute=True)
        box = read(reader(site).get(f"/{code}/finst-ikkje/")).one("section", css="bti-acute")
        assert "tel:113000" in box.links().values()

    def test_it_leads_to_the_front_page(self, site, reader, code, catalogue):
        links = read(reader(site).get(f"/{code}/finst-ikkje/")).one("main").links()
        assert f"/{code}/" in links.values()


def test_the_urgent_box_shows_no_number_that_nobody_has_checked(site, reader):
    HelpLineFactory(name_nn="Nattlinja", number="815 00 999", is_acute=True, checked_on=None)
    assert "815 00 999" not in reader(site).get("/nn/finst-ikkje/").content.decode()


def test_the_demo_shows_the_national_emergency_numbers(demo, reader):
    box = read(reader(demo.austby).get("/nb/finnes-ikke/")).one("section", css="bti-acute")
    assert {"tel:112", "tel:113", "tel:116111"} <= set(box.links().values())


def test_it_has_one_h1_the_leave_link_and_no_canonical_address(site, reader):
    page = read(reader(site).get("/nn/finst-ikkje/"))
    assert len(page.all("h1")) == 1
    assert [a for a in page.one("header").all("a") if a["rel"] == "noreferrer"]
    assert not [link for link in page.all("link") if link["rel"] == "canonical"]


def test_a_draft_is_not_found_for_readers(site, reader):
    home_of(site, "nn").get_children().get(slug="tenester").specific.unpublish()
    assert reader(site).get("/nn/tenester/").status_code == 404


def test_an_address_below_a_page_that_has_none_is_not_found(site, reader):
    for path in ("/nn/tenester/ein/to/tre/", "/nn/tenester/x", "/nn/index.php", "/nn/.env"):
        assert reader(site).get(path, follow=True).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/nn/%00/", "/nn/%0d%0aSet-Cookie:%20a=b/", "/nn/%1b[31m/", "/nn/%e2%80%ae/", "/nn/%ff%fe/"],
)
def test_control_characters_in_an_address_are_answered_politely(site, reader, path):
    answer = reader(site).get(path, follow=True)
    assert answer.status_code == 404
    assert not answer.cookies
    assert "set-cookie" not in answer
    assert read(answer).one("h1").text


@pytest.mark.parametrize(
    "path", ["/nn/" + "a" * 5_000 + "/", "/" + "a" * 5_000, "/nn/" + "a/" * 2_500]
)
def test_a_very_long_address_is_answered_politely(site, reader, path):
    answer = reader(site).get(path, follow=True)
    assert answer.status_code == 404
    assert read(answer).one("h1").text


@pytest.mark.parametrize(
    "words",
    [
        "x" * 5_000,
        "uro " * 1_250,
        "\x00\x07\x1b",
        "😀",
        "%",
        "_",
        "' OR 1=1 --",
        "\\",
        "\ud7ff\ufffe",
    ],
)
def test_odd_searches_are_answered_politely(site, reader, words):
    answer = reader(site).get("/nn/tenester/", {"q": words, "alder": words, "side": words})
    assert answer.status_code == 200
    assert "\x00" not in answer.content.decode()


def test_a_search_in_no_known_encoding_is_answered_politely(site, reader):
    assert reader(site).get("/nn/tenester/?q=%ff%fe%00").status_code == 200


def test_what_was_asked_for_is_never_written_out_as_html(site, reader):
    for path in ("/nn/<script>alert(1)</script>/", '/nn/tenester/?q="><script>alert(1)</script>'):
        page = reader(site).get(path).content.decode()
        assert "<script>" not in page


def test_a_form_sent_to_a_page_is_not_an_error_of_ours(site, reader):
    assert reader(site).post("/nn/", {"a": "b"}).status_code < 500
