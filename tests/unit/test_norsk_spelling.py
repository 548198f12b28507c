"""«Meinte du …»: what somebody may have meant to write."""

import pytest

from bti_portal import norsk

WORDS = dict.fromkeys(
    """skulevegring helsesjukepleiar barnevern psykolog logoped kjærast sjølvskading mobbing
    skilsmisse jordmor krisesenter støttekontakt barnehage familievernkontor angst åtferd
    tannlege kulturskule""".split(),
    3,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("skulevegrng", "skulevegring"),
        ("helsesjukepleir", "helsesjukepleiar"),
        ("barnevren", "barnevern"),
        ("sykolog", "psykolog"),
        ("psykolåg", "psykolog"),
        ("loggeped", "logoped"),
        ("skjærast", "kjærast"),
        ("kjerast", "kjærast"),
        ("mobing", "mobbing"),
        ("skillsmise", "skilsmisse"),
        ("krisesneter", "krisesenter"),
        ("støtekontakt", "støttekontakt"),
        ("angts", "angst"),
        ("tannlæge", "tannlege"),
        ("kulturskulle", "kulturskule"),
    ],
)
def test_a_misspelt_word_is_recognised(typed, meant):
    # A word that the canonical form recognises anyway needs no suggestion.
    known = norsk.token(typed) == norsk.token(meant)
    assert norsk.suggest([typed], WORDS) == (None if known else meant)


@pytest.mark.parametrize(
    "typed", ["skulevegring", "skolevegringen", "hun", "116111", "barnevernet"]
)
def test_what_is_a_word_is_left_alone(typed):
    assert norsk.suggest([typed], WORDS) is None


@pytest.mark.parametrize("typed", ["xqzwv", "a", "æ", "", "kryptovaluta"])
def test_what_is_like_no_word_gets_no_suggestion(typed):
    assert norsk.suggest([typed], WORDS) is None


def test_the_rest_of_the_query_stays():
    assert norsk.suggest(["mykje", "skulevegrng", "no"], WORDS) == "mykje skulevegring no"


def test_the_suggestion_is_in_the_readers_form_of_norwegian():
    assert norsk.suggest(["ensomt", "ensomhett"], {"einsemd": 2, "einsam": 4}) != "ensomt ensomhet"


def test_without_a_vocabulary_the_words_of_the_thesaurus_are_suggested():
    assert norsk.suggest(["depresjån"], {}) == "depresjon"
