"""Which brand colours can be read: measured, refused, and the nearest that can."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

from bti_portal.shell import contrast, theming
from bti_portal.shell.contrast import Use, nearest_readable, unreadable
from bti_portal.shell.theming import Colour, parse_colour

GREEN, YELLOW = parse_colour("#17594a"), parse_colour("#ffd200")


def test_every_use_is_measured_in_light_and_in_dark():
    found = contrast.measured(GREEN)
    assert {(pair.use, pair.scheme) for pair in found} == set(product(Use, ("light", "dark")))
    for pair in found:
        again = theming.contrast(parse_colour(pair.ink), parse_colour(pair.ground))
        assert pair.ratio == again
        assert pair.least in {3.0, 4.5}


def test_a_dark_green_can_be_read_everywhere():
    assert unreadable(GREEN) == ()
    assert nearest_readable(GREEN) == GREEN


def test_a_yellow_button_cannot_be_seen_on_paper():
    weak = unreadable(YELLOW)
    assert {pair.use for pair in weak} == {Use.BUTTON}
    assert {pair.scheme for pair in weak} == {"light", "dark"}
    assert weak[0].ratio / weak[0].least <= weak[-1].ratio / weak[-1].least


def test_words_on_a_pressed_button_count_too():
    assert [pair.use for pair in unreadable(parse_colour("#288716"))] == [Use.WORDS_ON_BUTTON]


@pytest.mark.parametrize("text", ["#ffd200", "#288716", "#ffffff", "#0099ff", "#f58220", "#a0ffa0"])
def test_the_colour_that_is_proposed_can_be_read(text):
    colour = parse_colour(text)
    assert unreadable(nearest_readable(colour)) == ()


def test_the_colour_that_is_proposed_is_near():
    near = nearest_readable(parse_colour("#288716"))
    assert sum(abs(a - b) for a, b in zip(near.channels, (0x28, 0x87, 0x16), strict=True)) < 10


def test_all_colours_have_a_readable_one_near_them():
    for red, green, blue in product((0, 85, 170, 255), repeat=3):
        assert unreadable(nearest_readable(Colour(red, green, blue))) == ()


def test_our_own_grounds_are_those_of_the_stylesheet():
    tokens = (Path(settings.ROOT) / "static/css/tokens.css").read_text(encoding="utf-8")
    paper = re.search(r"neutral-background-default: light-dark\((#\w+), (#\w+)\)", tokens)
    card = re.search(r"--bti-card: light-dark\((#\w+), (#\w+)\)", tokens)
    for name, found in (("paper", paper), ("card", card)):
        expected = tuple(parse_colour(text) for text in contrast.GROUNDS[name])
        assert tuple(parse_colour(text) for text in found.groups()) == expected
