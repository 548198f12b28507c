"""A reader's wishes, read from an address and written back to one."""

from urllib.parse import parse_qs

import pytest
from django.http import QueryDict

from bti_portal import norsk
from tjenesteoversikt.filters import Wishes
from tjenesteoversikt.questions import ACCESS, BANDS, Answer, Facet

FACETS = (
    Facet("alder", "Kor gammal?", BANDS, takes_several=True),
    Facet("for", "For kven?", (Answer("barn", "Barn"),), takes_several=True),
    Facet("tilgang", "Korleis?", ACCESS),
    Facet("tema", "Kva?", (Answer("mobbing", "Mobbing"), Answer("sorg", "Sorg")), True),
)


def wishes(**query: str | list[str]) -> Wishes:
    address = QueryDict(mutable=True)
    for name, values in query.items():
        address.setlist(name, [values] if isinstance(values, str) else values)
    return Wishes.read(address, FACETS)


def chosen(found: Wishes) -> dict[str, list[str]]:
    return {name: [o.value for o in options] for name, options in found.chosen.items()}


def test_no_query_is_no_wish():
    assert wishes().is_empty
    assert wishes().query() == "?"


def test_known_values_are_chosen():
    found = wishes(alder="2-5", tema="sorg", tilgang="via", **{"for": "barn"})
    assert chosen(found) == {
        "alder": ["2-5"],
        "for": ["barn"],
        "tilgang": ["via"],
        "tema": ["sorg"],
    }
    assert found.unknown == ()
    assert not found.is_empty


def test_a_question_takes_several_answers_if_that_makes_sense():
    found = wishes(tema=["sorg", "mobbing"], tilgang=["via", "direkte"])
    assert chosen(found) == {"tilgang": ["direkte"], "tema": ["mobbing", "sorg"]}
    assert found.unknown == ()


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
    found = wishes(q="uro & søvn=1", tema=["mobbing", "sorg"], alder="13-15")
    assert wishes(**parse_qs(found.query()[1:])).query() == found.query()


def test_a_wish_is_taken_away_from_the_query():
    found = wishes(q="uro", tema="mobbing")
    assert parse_qs(found.query(tema=None)[1:]) == {"q": ["uro"]}
    assert found.query(q=None) == "?tema=mobbing"


def test_the_query_leaves_out_what_was_unknown():
    assert wishes(alder="finst-ikkje", tema="sorg").query() == "?tema=sorg"


def test_part_of_the_list_is_added_to_the_query():
    assert wishes(tema="sorg").query(side="3") == "?tema=sorg&side=3"


def test_each_wish_is_a_tag_that_takes_away_that_wish_alone():
    tags = wishes(q="uro", tema=["mobbing", "sorg"]).tags
    assert [(tag.label, tag.without) for tag in tags] == [
        ("«uro»", "?tema=mobbing&tema=sorg"),
        ("Mobbing", "?q=uro&tema=sorg"),
        ("Sorg", "?q=uro&tema=mobbing"),
    ]
