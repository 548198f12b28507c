"""A reader's wishes, read from an address and written back to one."""

from urllib.parse import parse_qs

import pytest

from bti_portal import norsk
from tjenesteoversikt.filters import ServiceFilter
from tjenesteoversikt.models import Theme

THEMES = [Theme(key="mobbing", name_nn="Mobbing"), Theme(key="sorg", name_nn="Sorg")]


def wishes(**query: str) -> ServiceFilter:
    return ServiceFilter.from_query(query, THEMES)


def test_no_query_is_no_wish():
    assert wishes().is_empty
    assert wishes().query() == "?"


def test_known_values_are_chosen():
    found = wishes(alder="0-5", tema="sorg", tilgang="via", **{"for": "barn"})
    assert {name: option.value for name, option in found.chosen.items()} == {
        "alder": "0-5",
        "for": "barn",
        "tilgang": "via",
        "tema": "sorg",
    }
    assert found.unknown == ()
    assert not found.is_empty


@pytest.mark.parametrize("name", ["alder", "for", "tilgang", "tema"])
def test_an_unknown_value_is_set_aside_and_named(name):
    found = wishes(**{name: "finst-ikkje"})
    assert found.chosen == {}
    assert found.unknown == ("finst-ikkje",)
    assert found.is_empty


def test_an_empty_value_is_no_wish_and_no_mistake():
    assert wishes(alder="", q="").unknown == ()
    assert wishes(alder="", q="").is_empty


def test_a_name_nobody_knows_is_passed_over():
    assert wishes(utm_source="avisa").unknown == ()


def test_an_unknown_value_is_named_in_short_and_without_control_characters():
    (named,) = wishes(alder="x\x00\x1b" + "y" * 5_000).unknown
    assert len(named) <= 40
    assert named.isprintable()


def test_words_are_cut_and_cleaned():
    found = wishes(q="  MOB\x00bing " + "x" * 5_000)
    assert found.words.startswith("mob bing")
    assert len(found.words) == norsk.LONGEST_QUERY


def test_the_query_gives_the_same_wishes_when_read_again():
    found = wishes(q="uro & søvn=1", tema="mobbing", alder="13-18")
    again = {name: values[0] for name, values in parse_qs(found.query()[1:]).items()}
    assert ServiceFilter.from_query(again, THEMES).query() == found.query()


def test_a_wish_is_taken_away_from_the_query():
    found = wishes(q="uro", tema="mobbing")
    assert parse_qs(found.query(tema=None)[1:]) == {"q": ["uro"]}
    assert found.query(q=None) == "?tema=mobbing"


def test_the_query_leaves_out_what_was_unknown():
    assert wishes(alder="finst-ikkje", tema="sorg").query() == "?tema=sorg"


def test_part_of_the_list_is_added_to_the_query():
    assert wishes(tema="sorg").query(side="3") == "?tema=sorg&side=3"


def test_themes_are_those_of_the_catalogue():
    themes = next(facet for facet in wishes().facets if facet.name == "tema")
    assert [option.value for option in themes.options] == ["mobbing", "sorg"]
