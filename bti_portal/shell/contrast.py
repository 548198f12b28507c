"""What a brand colour gives, measured: every pair of ink and ground that the portal's styles use.

The steps for grounds, lines and words have a fixed luminance (`theming.LUMINANCE`), so only the
buttons depend on which colour was chosen; all pairs are measured nevertheless, and shown.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from bti_portal.shell import theming
from bti_portal.shell.theming import NON_TEXT_CONTRAST, TEXT_CONTRAST, Colour, Scheme, parse_colour

# Our own grounds, as in static/css/tokens.css: --bti-paper and --bti-card, light and dark.
GROUNDS: Final[dict[str, tuple[str, str]]] = {
    "paper": ("#fbfaf6", "#171816"),
    "card": ("#ffffff", "#20231f"),
}
SCHEMES: Final[tuple[Scheme, Scheme]] = ("light", "dark")


class Use(StrEnum):
    """What a pair of colours is used for."""

    WORDS_ON_BUTTON = "words-on-button"
    BUTTON = "button"
    LINK = "link"
    WORDS_ON_TINT = "words-on-tint"
    LINE = "line"


LEAST: Final[dict[Use, float]] = {
    Use.WORDS_ON_BUTTON: TEXT_CONTRAST,
    Use.BUTTON: NON_TEXT_CONTRAST,
    Use.LINK: TEXT_CONTRAST,
    Use.WORDS_ON_TINT: TEXT_CONTRAST,
    Use.LINE: NON_TEXT_CONTRAST,
}
# Ink on ground, by the names of the scale's steps and of our own grounds.
PAIRS: Final[dict[Use, tuple[tuple[str, str], ...]]] = {
    Use.WORDS_ON_BUTTON: (
        ("base-contrast-default", "base-default"),
        ("base-contrast-default", "base-hover"),
        ("base-contrast-default", "base-active"),
    ),
    Use.BUTTON: (("base-default", "paper"), ("base-default", "card")),
    Use.LINK: (
        ("text-subtle", "paper"),
        ("text-subtle", "card"),
        ("text-subtle", "background-tinted"),
    ),
    Use.WORDS_ON_TINT: (
        ("text-default", "surface-tinted"),
        ("text-default", "surface-hover"),
        ("text-subtle", "surface-tinted"),
    ),
    Use.LINE: (("border-default", "paper"), ("border-default", "card")),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """The weakest pair of one use, in light or in dark."""

    use: Use
    scheme: Scheme
    ink: str
    ground: str
    ratio: float

    @property
    def least(self) -> float:
        return LEAST[self.use]

    @property
    def rounded_down(self) -> float:
        """To one decimal: 4.49 must not be said to be 4.5."""
        return int(self.ratio * 10) / 10

    @property
    def is_readable(self) -> bool:
        return self.ratio >= self.least


@lru_cache(maxsize=256)
def measured(colour: Colour) -> tuple[Measured, ...]:
    """The weakest pair of each use, in light and in dark."""
    colours = {scheme: _colours(colour, scheme) for scheme in SCHEMES}
    return tuple(_weakest(colours[scheme], use, scheme) for use in Use for scheme in SCHEMES)


def unreadable(colour: Colour) -> tuple[Measured, ...]:
    """The pairs that are too weak, the worst first in proportion to what is demanded."""
    weak = [pair for pair in measured(colour) if not pair.is_readable]
    return tuple(sorted(weak, key=lambda pair: pair.ratio / pair.least))


@lru_cache(maxsize=256)
def nearest_readable(colour: Colour) -> Colour:
    """The colour itself if all its pairs can be read, else the least darker or lighter one.

    It is mixed with black or white, so that the hue stays the municipality's own.
    """
    own = theming.luminance(colour)
    steps = sorted(range(1, 200), key=lambda step: abs(_perceived(step / 200) - _perceived(own)))
    candidates = (theming.with_luminance(colour, step / 200) for step in steps)
    return next((one for one in (colour, *candidates) if not unreadable(one)), colour)


def _perceived(luminance: float) -> float:
    """Nearly how light it looks: luminance on the scale of the eye."""
    return float(luminance ** (1 / 3))


def _colours(colour: Colour, scheme: Scheme) -> dict[str, Colour]:
    column = SCHEMES.index(scheme)
    grounds = {name: pair[column] for name, pair in GROUNDS.items()}
    steps = theming.scale(colour, scheme)
    return {name: parse_colour(text) for name, text in (steps | grounds).items()}


def _weakest(colours: dict[str, Colour], use: Use, scheme: Scheme) -> Measured:
    pairs = [
        Measured(
            use,
            scheme,
            colours[ink].hex,
            colours[ground].hex,
            theming.contrast(colours[ink], colours[ground]),
        )
        for ink, ground in PAIRS[use]
    ]
    return min(pairs, key=lambda pair: pair.ratio)
