"""The HTML of every page type is well-formed, by a parser that forgives nothing."""

import html5lib
import pytest
from html5lib.html5parser import ParseError

from tests.factories import home_of
from tjenesteoversikt.models import Service

pytestmark = pytest.mark.django_db


def faults(text: str) -> list[str]:
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    parser.parse(text)
    return [f"{place}: {code} {data}" for place, code, data in parser.errors]


@pytest.mark.parametrize(
    ("name", "code"), [("fjordvik", "nn"), ("fjordvik", "nb"), ("austby", "nb")]
)
def test_the_longest_page_of_every_type_is_well_formed(demo, reader, name, code):
    site = getattr(demo, name)
    home = home_of(site, code)
    longest: dict[str, str] = {}
    for page in home.get_descendants(inclusive=True).live():
        path = f"/{code}/{page.url_path.removeprefix(home.url_path)}"
        text = reader(site).get(path).content.decode()
        kind = page.specific_class.__name__
        longest[kind] = max(text, longest.get(kind, ""), key=len)
    assert len(longest) == 14
    assert {kind: found for kind, text in longest.items() if (found := faults(text))} == {}


@pytest.mark.parametrize(
    "path",
    [
        "/nn/finst-ikkje/",
        "/nn/tenester/?q=uro&alder=2-5&tema=mobbing",
        "/nn/tenester/?q=helikopter&for=x",
        "/nn/tenester/?side=2",
    ],
)
def test_lists_and_errors_are_well_formed(demo, reader, path):
    assert faults(reader(demo.fjordvik).get(path).content.decode()) == []


def test_services_are_well_formed(demo, reader):
    for service in Service.objects.filter(site=demo.fjordvik).order_by("key")[::7]:
        path = f"/nn/tenester/{service.pk}-{service.slug}/"
        assert faults(reader(demo.fjordvik).get(path).content.decode()) == [], path


def test_the_parser_finds_what_is_wrong():
    """The measure itself works."""
    assert faults(
        "<!doctype html><html><head><title>x</title></head><body><p><div></p></body></html>"
    )
    with pytest.raises(ParseError):
        html5lib.HTMLParser(strict=True).parse("<p><b></p>")
