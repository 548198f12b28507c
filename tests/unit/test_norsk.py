"""Norwegian words for a machine: what a reader types and what a text says meet in the same tokens."""

import time

import pytest

from bti_portal import norsk


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # inflection
        ("barnehage", "barnehagen"),
        ("barnehage", "barnehagar"),
        ("ungdom", "ungdommen"),
        ("samtale", "samtaler"),
        ("kurs", "kurset"),
        # the two forms of Norwegian
        ("skule", "skole"),
        ("skulen", "skolen"),
        ("teneste", "tjeneste"),
        ("tenester", "tjenester"),
        ("føresette", "foresatte"),
        ("tilvising", "henvisning"),
        ("rettleiing", "veiledning"),
        ("sjølvskading", "selvskading"),
        ("vald", "vold"),
        ("einsam", "ensom"),
        ("heime", "hjemme"),
        ("sjuk", "syk"),
        ("fråvær", "fravær"),
        ("uro", "bekymring"),
        ("born", "barn"),
        ("kjærast", "kjæreste"),
        ("rådgjevar", "rådgiver"),
        ("teieplikt", "taushetsplikt"),
        ("stafetthaldaren", "stafettholderen"),
        ("handlingsvegleiar", "handlingsveileder"),
        ("medverknad", "medvirkning"),
        ("avgjerda", "avgjørelsen"),
        ("tilsette", "ansatte"),
        ("helsesjukepleiaren", "helsesykepleieren"),
        ("leiaren", "lederen"),
        ("samarbeide saman", "samarbeide sammen"),
        ("samtykt", "samtykke"),
        ("utsette barn", "utsatte barn"),
        ("overgongen", "overgangen"),
        ("kvardagen", "hverdagen"),
        ("koordinerande eining", "koordinerende enhet"),
        ("kjærleik", "kjærlighet"),
        ("innhaldet", "innholdet"),
        ("veka", "uke"),
        ("vegar", "veien"),
        ("vaksne", "voksen"),
        ("staden", "stedet"),
        # -kje and -gje, -je
        ("følgje", "følge"),
        ("tenkjer", "tenker"),
        ("undersøkje", "undersøke"),
        ("fortelje", "fortelle"),
        # letters a foreign keyboard lacks
        ("søvn", "sovn"),
        ("språk", "sprak"),
        ("lærar", "larar"),
        # size of letters, and how a letter is stored
        ("PPT", "ppt"),
        ("å", "a\u030a"),
        ("Æra", "æra"),
    ],
)
def test_words_that_mean_the_same_give_the_same_tokens(one, other):
    assert norsk.tokens(one) == norsk.tokens(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("barn", "barnehage"),
        ("vold", "voll"),
        ("rus", "rust"),
        ("sorg", "sorgfri"),
        ("leiar", "leirar"),
        ("uke", "ukjent"),
        ("eining", "mening"),
    ],
)
def test_other_words_give_other_tokens(one, other):
    assert norsk.tokens(one) != norsk.tokens(other)


def test_words_that_say_nothing_are_left_out():
    assert norsk.tokens("eg treng hjelp med det") == set()
    assert norsk.tokens("Jeg vil ha hjelp til søvn") == norsk.tokens("søvn")


def test_signs_between_words_make_no_difference():
    assert norsk.tokens("uro, søvn/mat (baby)") == norsk.tokens("uro søvn mat baby")


def test_numbers_are_words():
    assert norsk.tokens("116 111") == {"116", "111"}


@pytest.mark.parametrize("text", ["", "   ", "!?…", "\x00\x07", "😀", "_"])
def test_a_text_without_words_has_no_tokens(text):
    assert norsk.tokens(text) == set()


def test_plain_takes_away_control_characters_and_keeps_the_words():
    assert norsk.plain("  Mob\x00bing\t\r\nPÅ \u202eskulen ") == "mob bing på skulen"


def test_plain_is_the_same_done_twice():
    text = "Å\u030a \x1f Ein  TEST"
    assert norsk.plain(norsk.plain(text)) == norsk.plain(text)


def test_of_a_query_only_the_beginning_is_looked_at():
    assert norsk.query_tokens("a1 " * 2_000 + "søvn") == norsk.tokens("a1")


def test_a_very_long_text_takes_no_long_time():
    started = time.process_time()
    norsk.tokens("skulevegring og mobbing " * 5_000)
    assert time.process_time() - started < 10


def test_tokens_hold_only_what_a_column_of_words_can_hold():
    for token in norsk.tokens("100% «hjelp» _under_strek_ c++ mor's e-post"):
        assert token.isalnum()


@pytest.mark.parametrize(
    ("part", "compound"),
    [
        ("barn", "barnesamtale"),
        ("samtale", "barnesamtalen"),
        ("møte", "oppstartsmøtet"),
        ("samtykke", "samtykkeskjema"),
        ("skule", "skulevegring"),
        ("bekymring", "bekymringsmelding"),
        ("logg", "stafettloggen"),
    ],
)
def test_a_word_stands_in_a_compound_of_it(part, compound):
    assert norsk.stands_in(norsk.token(part), norsk.token(compound))


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ("rus", "virus"),
        ("mat", "matematikk"),
        ("barn", "garn"),
        ("skulevegring", "skule"),
        ("ro", "uro"),
    ],
)
def test_letters_that_happen_to_stand_in_a_word_are_no_part_of_it(part, word):
    assert not norsk.stands_in(norsk.token(part), norsk.token(word))
