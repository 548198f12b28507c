"""What compounds are made of, and what only looks like a compound."""

import time

import pytest

from bti_portal import norsk


def parts(*words: str) -> tuple[str, ...]:
    return tuple(norsk.token(word) for word in words)


@pytest.mark.parametrize(
    ("compound", "made_of"),
    [
        ("skulehelsetenesta", "skule helse teneste"),
        ("barnevernstjenesten", "barnevern tjeneste"),
        ("barneverntjenesten", "barnevern tjeneste"),
        ("skolevegring", "skole vegring"),
        ("familievernkontoret", "familie vern kontor"),
        ("helsesykepleier", "helse sykepleier"),
        ("mobbeombod", "mobbing ombud"),
        ("fritidsklubb", "fritid klubb"),
        ("foreldrerettleiing", "foreldre rettleiing"),
        ("tannlegeskrekk", "tannlege skrekk"),
        ("samtalegruppe", "samtale gruppe"),
        ("gjeldsrådgiving", "gjeld rådgiving"),
        ("spesialisthelsetenesta", "spesialist helse teneste"),
        ("bekymringsmelding", "bekymring melding"),
        ("barnebibliotek", "barn bibliotek"),
    ],
)
def test_a_compound_falls_into_its_words(compound, made_of):
    assert norsk.parts(compound) == parts(*made_of.split())


@pytest.mark.parametrize(
    "word",
    ["virus", "matematikk", "barnaul", "skole", "veileder", "psykolog", "personlig", "rusten"],
)
def test_a_word_of_its_own_has_no_parts(word):
    assert norsk.parts(word) == ()


@pytest.mark.parametrize(
    ("part", "compound"),
    [("rus", "rusomsorg"), ("mat", "matkasse"), ("bil", "bilulykke"), ("barn", "fosterbarn")],
)
def test_a_short_word_is_found_in_a_compound_of_it(part, compound):
    assert norsk.stands_in(norsk.token(part), norsk.token(compound))


@pytest.mark.parametrize(("part", "word"), [("rus", "koronavirus"), ("leiar", "rettleiaren")])
def test_it_is_not_found_in_a_word_that_happens_to_end_like_it(part, word):
    assert not norsk.stands_in(norsk.token(part), norsk.token(word))


def test_two_words_of_a_query_may_be_one_in_the_text():
    found = list(norsk.query_words("skule helseteneste"))
    assert all(norsk.token("skulehelseteneste") in word.alternatives for word in found)


def test_a_compound_may_have_another_linking_letter():
    assert norsk.token("barnevernstjeneste") in norsk.variants("barneverntjeneste")


def test_an_age_is_not_looked_for():
    assert [word.text for word in norsk.query_words("gut 8 år mobba")] == ["gut", "mobba"]


def test_a_query_is_read_fast():
    query = "sonen min på tolv vil ikkje gå på skulen lenger, han sit berre på rommet og spelar"
    norsk.expand(query)
    started = time.process_time()
    for _again in range(50):
        norsk.query_words(query)
        norsk.expand(query)
    assert (time.process_time() - started) / 50 < 0.02


@pytest.mark.parametrize("text", ["a" * 5_000, "barnebarn" * 200, "skole" * 300, "\u0301" * 300])
def test_a_word_without_end_takes_no_long_time(text):
    started = time.process_time()
    norsk.query_words(text)
    norsk.tokens(text)
    norsk.expand(text[: norsk.LONGEST_QUERY])
    assert time.process_time() - started < 2
