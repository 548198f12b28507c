"""Three sides of a text: what the package gave, what it says now, and what stands here."""

import pytest

from bti_portal.packages.merging import merge


def order(*ids):
    return {"order": [[one, "text"] for one in ids]}


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "result", "waits"),
    [
        ("a", "a", "a", "a", False),
        ("a", "b", "a", "b", False),
        ("a", "a", "c", "c", False),
        ("a", "b", "b", "b", False),
        ("a", "b", "c", "c", True),
        (None, "b", None, "b", False),
        (None, "b", "c", "c", True),
        ("a", None, "a", None, False),
        ("a", None, "c", "c", True),
        ("a", "b", None, None, True),
        (None, None, "c", "c", False),
    ],
)
def test_one_text(base, theirs, ours, result, waits):
    def side(value):
        return {} if value is None else {"lead": value}

    done = merge(side(base), side(theirs), side(ours))
    assert done.values.get("lead") == result
    assert bool(done.waiting) is waits
    # As long as somebody must choose, the base is what it was.
    assert done.bases == (side(base) if waits else side(theirs))


def stream(*ids, **texts):
    placed = {"body": order(*ids)}
    return placed | {f"body.{one}": texts.get(one, one) for one in ids}


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "ids"),
    [
        ("ab", "abc", "ab", "abc"),
        ("ab", "cab", "abx", "cabx"),
        ("ab", "acb", "xab", "xacb"),
        ("abc", "ac", "abc", "ac"),
        ("abc", "ac", "xabc", "xac"),
        ("abc", "cba", "abc", "cba"),
        ("abc", "abc", "cab", "cab"),
        ("abc", "abcd", "ac", "acd"),
        ("ab", "ab", "", ""),
        ("", "ab", "", "ab"),
        ("", "ab", "x", "abx"),
    ],
)
def test_blocks_come_go_and_stay(base, theirs, ours, ids):
    sides = [stream(*side) if side else {} for side in (base, theirs, ours)]
    done = merge(*sides)
    assert [one for one, _kind in done.values.get("body", {"order": []})["order"]] == list(ids)
    assert {p.removeprefix("body.") for p in done.values if p != "body"} == set(ids)
    assert not done.waiting


def test_an_edited_block_that_the_package_takes_away_waits():
    done = merge(stream(*"abc"), stream(*"ac"), stream(*"abc", b="vår"))
    assert done.values == stream(*"abc", b="vår")
    assert set(done.waiting) == {"body"}
    again = merge(done.bases, stream(*"ac"), done.values)
    assert set(again.waiting) == {"body"}


def nested(*ids, heading="h"):
    """A stream of one block, which holds a heading and a list."""
    placed = {"body": {"order": [["b", "callout"]]}, "body.b.heading": heading}
    return placed | {"body.b.list": order(*ids)} | {f"body.b.list.{one}": one for one in ids}


@pytest.mark.parametrize("ours", [nested("x", "y", heading="vår"), nested("x")])
def test_the_lists_of_a_block_that_waits_stay(ours):
    done = merge(nested("x", "y"), {}, ours)
    again = merge(done.bases, {}, done.values)
    assert done.values == again.values == ours
    assert set(done.waiting) == set(again.waiting) == {"body"}
    assert not done.followed


def test_a_block_kept_by_choice_is_not_emptied():
    ours = nested("x", "y", heading="vår")
    base = {place: value for place, value in nested("x", "y").items() if place != "body"}
    done = merge(base, {}, ours)
    assert done.values == ours
    assert not done.followed


def test_a_text_of_a_block_deleted_here_is_not_asked_about():
    done = merge(stream(*"ab"), stream(*"ab", b="ny"), stream("a"))
    assert done.values == stream("a")
    assert not done.waiting


def test_two_edited_blocks_are_two_choices_and_the_third_follows():
    base, theirs = stream(*"abc"), stream(*"abc", a="1", b="2", c="3")
    done = merge(base, theirs, stream(*"abc", a="x", b="y"))
    assert done.waiting == {"body.a": "1", "body.b": "2"}
    assert done.values["body.c"] == "3"
    assert done.bases["body.a"] == "a"
    assert done.bases["body.c"] == "3"


def test_ids_alone_are_no_change_of_a_list():
    one = {"tools": [{"type": "tool", "value": 3, "id": "1"}]}
    other = {"tools": [{"type": "tool", "value": 3, "id": "2"}]}
    done = merge(one, {"tools": [{"type": "tool", "value": 4, "id": "1"}]}, other)
    assert done.values["tools"][0]["value"] == 4
