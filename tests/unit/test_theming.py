import json
from itertools import pairwise
from pathlib import Path

import pytest

from bti_portal.shell import theming
from bti_portal.shell.theming import Colour, Reason, UnreadableColour, parse_colour

# Made with generateColorScale() of the npm package @digdir/designsystemet 1.15.0.
SCALES = json.loads(
    (Path(__file__).parent / "data" / "designsystemet_scales.json").read_text(encoding="utf-8")
)
GREEN = parse_colour("#17594a")
YELLOW = parse_colour("#ffcc00")
WHITE = Colour(255, 255, 255)
BLACK = Colour(0, 0, 0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("colour", SCALES)
def test_the_scale_is_the_one_designsystemet_makes(colour, scheme):
    assert theming.scale(parse_colour(colour), scheme) == SCALES[colour][scheme]


@pytest.mark.parametrize("text", ["#17594a", "17594A", "  #17594a\n", "#17594aff"])
def test_a_colour_is_read_however_it_was_pasted(text):
    assert parse_colour(text).hex == "#17594a"


@pytest.mark.parametrize("text", ["#0b8", "0b8", "#0b8f", "#00bb88"])
def test_a_short_colour_means_the_long_one(text):
    assert str(parse_colour(text)) == "#00bb88"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.EMPTY),
        ("  # ", Reason.EMPTY),
        ("green", Reason.NOT_HEX),
        ("#12345", Reason.NOT_HEX),
        ("#1234567", Reason.NOT_HEX),
        ("#12345g", Reason.NOT_HEX),
        ("##123456", Reason.NOT_HEX),
        ("#١٢٣٤٥٦", Reason.NOT_HEX),
        ("#17594a;}body{display:none}", Reason.NOT_HEX),
        ("#17594a80", Reason.TRANSPARENT),
        ("#fff0", Reason.TRANSPARENT),
    ],
)
def test_what_is_not_a_colour_is_refused_with_a_reason(text, reason):
    with pytest.raises(UnreadableColour) as caught:
        parse_colour(text)
    assert caught.value.reason == reason
    assert isinstance(caught.value, ValueError)


def test_a_channel_is_never_outside_its_eight_bits():
    with pytest.raises(ValueError, match="0 to 255"):
        Colour(0, 256, 0)


def test_contrast_is_that_of_wcag():
    assert theming.contrast(WHITE, BLACK) == pytest.approx(21)
    assert theming.contrast(GREEN, GREEN) == pytest.approx(1)
    assert theming.contrast(GREEN, WHITE) == theming.contrast(WHITE, GREEN)
    assert theming.contrast(parse_colour("#767676"), WHITE) == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("colour", SCALES)
def test_text_of_any_scale_can_be_read_on_its_grounds(colour, scheme):
    steps = theming.scale(parse_colour(colour), scheme)
    for ground in ("background-default", "background-tinted", "surface-default", "surface-tinted"):
        for words in ("text-subtle", "text-default"):
            ratio = theming.contrast(parse_colour(steps[words]), parse_colour(steps[ground]))
            assert ratio >= 4.5, (words, ground)


def test_a_light_scale_goes_from_paper_to_ink_and_a_dark_one_the_other_way():
    order = ("surface-tinted", "surface-active", "border-default", "text-subtle", "text-default")
    for scheme, darker_first in (("light", False), ("dark", True)):
        steps = [parse_colour(theming.scale(GREEN, scheme)[name]) for name in order]
        against_black = [theming.contrast(step, BLACK) for step in steps]
        assert all((a < b) == darker_first for a, b in pairwise(against_black))


def test_the_stylesheet_replaces_the_accent_in_the_layers_of_the_theme():
    sheet = theming.stylesheet(GREEN)
    light, dark = theming.scale(GREEN, "light"), theming.scale(GREEN, "dark")
    for name in theming.STEPS:
        assert sheet.count(f"--ds-color-accent-{name}:{light[name]}") >= 1
        assert sheet.count(f"--ds-color-accent-{name}:{dark[name]}") >= 2
    assert sheet.startswith("@layer ds.theme.color-scheme.light{:root,")
    assert "@layer ds.theme.color-scheme.dark{" in sheet
    assert "@media (prefers-color-scheme:dark)" in sheet
    assert sheet.count("{") == sheet.count("}")
    assert len(sheet.encode()) < 3000


def test_the_fingerprint_follows_the_stylesheet():
    assert theming.fingerprint(GREEN) == theming.fingerprint(parse_colour("17594A"))
    assert theming.fingerprint(GREEN) != theming.fingerprint(YELLOW)
    assert len(theming.fingerprint(GREEN)) == 12
