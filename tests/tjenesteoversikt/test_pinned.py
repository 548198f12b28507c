"""What a reader puts aside: the page for it, and what the buttons carry. The list is in the browser."""

import pytest

from tests.factories import ServiceFactory, ServiceIndexPageFactory, home_of, make_site
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    site = make_site("vik.example")
    ServiceIndexPageFactory(parent=home_of(site), slug="tenester")
    return site


def button(reader, site, path: str):
    return read(reader(site).get(path)).one("main").one("button", css="bti-pin")


def test_the_page_is_the_same_for_everybody_and_sets_nothing(site, reader):
    ServiceFactory(site=site, name_nn="Losen")
    page = reader(site).get("/nn/tenester/mine/")
    assert page.status_code == 200
    assert not page.cookies
    assert "Losen" not in page.content.decode()


def test_without_script_it_says_what_it_needs_and_leads_on(site, reader):
    page = read(reader(site).get("/nn/tenester/mine/")).one("main")
    assert "JavaScript" in page.one("noscript").text
    assert "/nn/tenester/" in page.links().values()
    stays = [b for b in page.all("button") if not any(p.tag == "template" for p in b.above())]
    hidden = [b for b in stays if any("hidden" in p.attributes for p in (b, *b.above()))]
    assert stays == hidden


@pytest.mark.parametrize("below", ["", "{pk}-losen/"])
def test_a_button_carries_what_the_list_will_show(site, reader, below):
    service = ServiceFactory(
        site=site, key="losen", name_nn="Losen", phone="55 12 34 56", place_nn="Rådhuset"
    )
    pin = button(reader, site, f"/nn/tenester/{below.format(pk=service.pk)}")
    assert "hidden" in pin.attributes
    assert (pin["data-bti-pin"], pin["data-name"]) == (str(service.pk), "Losen")
    assert (pin["data-phone"], pin["data-dial"]) == ("55 12 34 56", "55123456")
    assert pin["data-place"] == "Rådhuset"
    assert pin["data-address"] == f"/nn/tenester/{service.pk}-losen/"


def test_a_made_up_number_and_a_withheld_place_are_not_carried(site, reader):
    ServiceFactory(site=site, phone="00 00 00 00", place_nn="Fjellet", is_address_withheld=True)
    pin = button(reader, site, "/nn/tenester/")
    assert pin["data-dial"] == ""
    assert "00 00 00 00 (" in pin["data-phone"]
    assert pin["data-place"] == ""


def test_a_name_with_quotes_stays_a_name(site, reader):
    ServiceFactory(site=site, name_nn='Losen" onclick="alert(1)')
    pin = button(reader, site, "/nn/tenester/")
    assert pin["data-name"] == 'Losen" onclick="alert(1)'
    assert "onclick" not in pin.attributes


def test_the_other_form_of_norwegian_has_the_page_too(reader):
    site = make_site("dal.example", ("nn", "nb"))
    first = ServiceIndexPageFactory(parent=home_of(site, "nn"), slug="tenester")
    ServiceIndexPageFactory(
        parent=home_of(site, "nb"),
        slug="tjenester",
        locale=home_of(site, "nb").locale,
        translation_key=first.translation_key,
    )
    page = read(reader(site).get("/nn/tenester/mine/"))
    (other,) = [a for a in page.one("header").all("a") if a["lang"] == "nb"]
    assert other["href"] == "/nb/tjenester/mine/"
    assert reader(site).get(other["href"]).status_code == 200
