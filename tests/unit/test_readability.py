"""Sentences and LIX."""

import pytest

from bti_portal.norsk.readability import Heaviness, heaviness, lix, sentences


def lengths(text: str) -> list[int]:
    return [sentence.length for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ring oss. Vi svarar.", [2, 2]),
        ("Overskrift\nEin setning her.", [1, 3]),
        ("Møt opp kl. 12, jf. § 3 og bl.a. nr. 4.", [10]),
        ("Er du uroa? Ring! Vi hjelper…", [3, 1, 2]),
        ("", []),
        (" – ", []),
    ],
)
def test_a_text_falls_into_sentences(text, expected):
    assert lengths(text) == expected


def test_only_sentences_of_more_than_25_words_are_long():
    assert [s.is_long for s in sentences("ord " * 25 + ".\n" + "ord " * 26 + ".")] == [False, True]


def test_lix_is_words_in_a_sentence_and_long_words_of_a_hundred():
    text = "Dette er ti korte ord som vi kan telje no. " * 10
    assert lix(text) == 10
    heavy = "kommunestyrevedtaket omhandlar helsestasjonstenesta " * 20
    assert lix(heavy) == 160


def test_a_short_text_has_no_lix():
    assert lix("Ring oss.") is None


def test_how_heavy_a_number_is():
    assert [heaviness(n) for n in (0, 39, 40, 50, 59, 60, 90)] == [
        *(Heaviness.EASY, Heaviness.EASY, Heaviness.PLAIN, Heaviness.HEAVY),
        *(Heaviness.HEAVY, Heaviness.VERY_HEAVY, Heaviness.VERY_HEAVY),
    ]
