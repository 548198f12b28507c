"""How complete a service is, and that the score says what is missing."""

import pytest

from tjenesteoversikt.completeness import Gap, completeness

WHOLE = {
    **{f"{name}_{form}": "Ord" for form in ("nn", "nb") for name in ("name", "summary")},
    **{
        f"{name}_{form}": "<p>Ord</p>"
        for form in ("nn", "nb")
        for name in ("description", "how_to_get", "everyday_words")
    },
    "audiences": ["children"],
    "themes": True,
    "levels": ["0"],
    "forms": ["individual"],
    "phone": "00 00 00 00",
    "place_nn": "Rådhuset",
    "opening_hours_nb": "8–15",
    "referral": "none",
    "responsible": 1,
    "checked_on": "2026-11-01",
}
BOTH = ("nn", "nb")


def test_nothing_is_missing() -> None:
    assert completeness(WHOLE, BOTH) == completeness(WHOLE, ("nn",))
    assert completeness(WHOLE, BOTH).score == 100


def test_nothing_is_there() -> None:
    found = completeness({}, BOTH)
    assert found.score == 0
    assert {Gap("name", "nn"), Gap("name", "nb"), Gap("contact"), Gap("checked_on")} <= set(
        found.missing
    )


@pytest.mark.parametrize("lack", ["levels", "checked_on", "phone", "themes", "description_nb"])
def test_each_gap_costs_and_is_named(lack: str) -> None:
    found = completeness(WHOLE | {lack: ""}, BOTH)
    assert 0 < found.score < 100
    assert len(found.missing) == 1


@pytest.mark.parametrize("empty", ["", None, "<p></p>", '<p data-block-key="a">&nbsp;</p>', []])
def test_a_text_without_words_is_missing(empty: object) -> None:
    found = completeness(WHOLE | {"description_nn": empty}, BOTH)
    assert found.missing == (Gap("description", "nn"),)


def test_only_the_municipalitys_own_forms_count() -> None:
    only_nn = {name: value for name, value in WHOLE.items() if not name.endswith("_nb")}
    only_nn["opening_hours_nn"] = "8–15"
    assert completeness(only_nn, ("nn",)).score == 100
    assert completeness(only_nn, BOTH).score < 100


@pytest.mark.parametrize(
    "values",
    [{"is_address_withheld": True}, {"forms": ["digital", "phone"]}, {"forms": ["home_visit"]}],
)
def test_a_place_is_not_asked_for_where_none_is_told(values: dict[str, object]) -> None:
    without = WHOLE | {"place_nn": ""}
    assert completeness(without, BOTH).missing == (Gap("place"),)
    assert completeness(without | values, BOTH).missing == ()


def test_who_may_refer_is_asked_for_where_one_must_be_referred() -> None:
    assert completeness(WHOLE | {"referral": "required"}, BOTH).missing == (Gap("who_may_refer"),)
