"""How old somebody is whom a query is about."""

import pytest

from bti_portal import norsk


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("guten min på sju", {7}),
        ("jente 8 år", {8}),
        ("16 åring", {16}),
        ("treåringen", {3}),
        ("går i fjerde", {9}),
        ("3. klasse", {8}),
        ("baby 3 mnd", {0, 1}),
        ("tenåring", {13, 14, 15, 16, 17, 18}),
        ("har to barn", set()),
        ("i andre etasje", set()),
        ("ring 116 111", set()),
        ("på 300 år", set()),
        ("", set()),
    ],
)
def test_ages(text, ages):
    assert norsk.ages(text) == ages
