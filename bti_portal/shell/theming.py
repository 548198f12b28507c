"""One brand colour becomes the whole colour scale of a site, light and dark.

The steps and the rules for the base colours are those of Designsystemet, ported from the npm
package ``@digdir/designsystemet`` 1.15.0 (``src/colors``), so that a municipality that already
has a theme made with Designsystemet's own tool gets the very same sixteen colours here. Only the
standard library is used.

Copyright Digitaliseringsdirektoratet (Digdir)

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""

import hashlib
import math
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, Literal, TypeAlias

Scheme: TypeAlias = Literal["light", "dark"]
Triple: TypeAlias = tuple[float, float, float]
Matrix: TypeAlias = tuple[Triple, Triple, Triple]

WHITE: Final[Triple] = (255.0, 255.0, 255.0)
BLACK: Final[Triple] = (0.0, 0.0, 0.0)

# The relative luminance each step is given: (light, dark).
LUMINANCE: Final[dict[str, tuple[float, float]]] = {
    "background-default": (1, 0.009),
    "background-tinted": (0.9, 0.014),
    "surface-default": (1, 0.021),
    "surface-tinted": (0.81, 0.027),
    "surface-hover": (0.7, 0.036),
    "surface-active": (0.59, 0.056),
    "border-subtle": (0.5, 0.08),
    "border-default": (0.19, 0.22),
    "border-strong": (0.11, 0.39),
    "text-subtle": (0.11, 0.39),
    "text-default": (0.0245, 0.84),
}
STEPS: Final[tuple[str, ...]] = (
    *LUMINANCE,
    "base-default",
    "base-hover",
    "base-active",
    "base-contrast-subtle",
    "base-contrast-default",
)

DARK_CHROMA: Final = 0.7
NON_TEXT_CONTRAST: Final = 3.0
TEXT_CONTRAST: Final = 4.5


class Reason(StrEnum):
    """Why a text is not a colour we can use."""

    EMPTY = "empty"
    NOT_HEX = "not-hex"
    TRANSPARENT = "transparent"


class UnreadableColour(ValueError):
    """The text is not a colour; ``reason`` says why."""

    def __init__(self, text: str, reason: Reason) -> None:
        super().__init__(f"{text!r} is not a usable colour: {reason}")
        self.text = text
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Colour:
    """An opaque sRGB colour, eight bits a channel."""

    red: int
    green: int
    blue: int

    def __post_init__(self) -> None:
        if not all(0 <= channel <= 255 for channel in (self.red, self.green, self.blue)):
            raise ValueError("a channel is a whole number from 0 to 255")

    @property
    def hex(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def channels(self) -> Triple:
        return (float(self.red), float(self.green), float(self.blue))

    def __str__(self) -> str:
        return self.hex


def parse_colour(text: str) -> Colour:
    """Read ``#rgb``, ``#rrggbb`` or ``#rrggbbff``, with or without the ``#`` and with spaces around it."""
    digits = text.strip().removeprefix("#").lower()
    if not digits:
        raise UnreadableColour(text, Reason.EMPTY)
    if not re.fullmatch(r"[0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8}", digits):
        raise UnreadableColour(text, Reason.NOT_HEX)
    if len(digits) <= 4:
        digits = "".join(digit * 2 for digit in digits)
    if digits[6:] not in ("", "ff"):
        raise UnreadableColour(text, Reason.TRANSPARENT)
    return Colour(int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16))


def contrast(a: Colour, b: Colour) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    lighter, darker = sorted((_luminance(a.channels), _luminance(b.channels)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def scale(colour: Colour, scheme: Scheme) -> dict[str, str]:
    """The sixteen steps of Designsystemet by name, as ``#rrggbb``."""
    column = 0 if scheme == "light" else 1
    ground = colour if scheme == "light" else _muted(colour)
    steps = {name: _with_luminance(ground, target[column]) for name, target in LUMINANCE.items()}
    steps |= _base_colours(colour, scheme)
    return {name: steps[name].hex for name in STEPS}


def luminance(colour: Colour) -> float:
    """How light the colour is, from 0 to 1."""
    return _luminance(colour.channels)


def with_luminance(colour: Colour, wanted: float) -> Colour:
    """The colour mixed with white or with black until it is as light as wanted."""
    return _with_luminance(colour, wanted)


def stylesheet(colour: Colour) -> str:
    """The custom properties that replace the accent colour of the default theme.

    Link it after ``portal.css``: it stands in the layers of the default theme, and within a
    layer the last one wins. The dark scale is used where the reader asks for dark, unless
    ``data-color-scheme`` on the root element says otherwise.
    """
    light, dark = (_declarations(scale(colour, scheme)) for scheme in ("light", "dark"))
    return (
        f'@layer ds.theme.color-scheme.light{{:root,[data-color-scheme="light"]{{{light}}}}}\n'
        f'@layer ds.theme.color-scheme.dark{{[data-color-scheme="dark"]{{{dark}}}'
        "@media (prefers-color-scheme:dark){"
        ':root:not([data-color-scheme="light"],[data-color-scheme="dark"]),'
        f'[data-color-scheme="auto"]{{{dark}}}}}}}\n'
    )


@lru_cache(maxsize=256)
def fingerprint(colour: Colour) -> str:
    """Twelve hexadecimal digits that change when the stylesheet does: part of its address."""
    return hashlib.sha256(stylesheet(colour).encode()).hexdigest()[:12]


def _declarations(steps: dict[str, str]) -> str:
    return ";".join(f"--ds-color-accent-{name}:{value}" for name, value in steps.items())


def _base_colours(colour: Colour, scheme: Scheme) -> dict[str, Colour]:
    lightness = _lightness(colour)
    if scheme == "dark":
        lightness = 70 if lightness <= 30 else 100 - lightness
    step = -8 if lightness <= 30 or 49 <= lightness <= 65 else 8

    def at(wanted: float) -> Colour:
        return _with_luminance(colour, _luminance_of_lightness(wanted))

    default = colour if scheme == "light" else at(lightness)
    white_reads_better = contrast(default, _round(WHITE)) >= contrast(default, _round(BLACK))
    own = _lightness(default)
    distance = 60 if own <= 40 or own >= 60 else 50
    subtle = own + distance if white_reads_better else own - distance
    return {
        "base-default": default,
        "base-hover": at(lightness - step),
        "base-active": at(lightness - step * 2),
        "base-contrast-subtle": _with_luminance(default, _luminance_of_lightness(subtle)),
        "base-contrast-default": _round(WHITE if white_reads_better else BLACK),
    }


def _round(channels: Triple) -> Colour:
    red, green, blue = (math.floor(min(255.0, max(0.0, channel)) + 0.5) for channel in channels)
    return Colour(red, green, blue)


def _luminance(channels: Triple) -> float:
    """Relative luminance as WCAG 2.0 wrote it (with its 0.03928)."""

    def linear(channel: float) -> float:
        part = channel / 255
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _with_luminance(colour: Colour, wanted: float) -> Colour:
    """Mix the colour with white or with black until it is as light as wanted."""
    if wanted <= 0:
        return _round(BLACK)
    if wanted >= 1:
        return _round(WHITE)
    own = colour.channels
    low, high = (BLACK, own) if _luminance(own) > wanted else (own, WHITE)
    middle = own
    for _ in range(21):
        middle = (
            low[0] + 0.5 * (high[0] - low[0]),
            low[1] + 0.5 * (high[1] - low[1]),
            low[2] + 0.5 * (high[2] - low[2]),
        )
        reached = _luminance(middle)
        if abs(wanted - reached) < 1e-7:
            break
        if reached > wanted:
            high = middle
        else:
            low = middle
    return _round(middle)


def _lightness(colour: Colour) -> float:
    """The lightness of CIE LUV (and so of HSLuv), from 0 to 100."""
    red, green, blue = (_linear(channel / 255) for channel in colour.channels)
    y = 0.21263900587151 * red + 0.71516867876775 * green + 0.072192315360733 * blue
    return y * 903.2962962 if y <= 0.0088564516 else 116 * y ** (1 / 3) - 16


def _luminance_of_lightness(lightness: float) -> float:
    """The luminance of the grey of this lightness, after that grey was rounded to eight bits."""
    within = min(100.0, max(0.0, lightness))
    y = within / 903.2962962 if within <= 8 else ((within + 16) / 116) ** 3
    grey = _companded(y) * 255
    return _luminance(_round((grey, grey, grey)).channels)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _companded(linear: float) -> float:
    part = abs(linear)
    return math.copysign(
        12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055, linear
    )


# The matrices of CSS Color 4 for OKLab, and those of sRGB with the white of D65.
_RGB_TO_XYZ: Final[Matrix] = (
    (0.4124564390896922, 0.357576077643909, 0.18043748326639894),
    (0.21267285140562253, 0.715152155287818, 0.07217499330655958),
    (0.0193338955823293, 0.11919202588130297, 0.9503040785363679),
)
_XYZ_TO_RGB: Final[Matrix] = (
    (3.2404541621141045, -1.5371385127977166, -0.498531409556016),
    (-0.9692660305051868, 1.8760108454466942, 0.041556017530349834),
    (0.055643430959114726, -0.2040259135167538, 1.0572251882231791),
)
_XYZ_TO_LMS: Final[Matrix] = (
    (0.819022437996703, 0.3619062600528904, -0.1288737815209879),
    (0.0329836539323885, 0.9292868615863434, 0.0361446663506424),
    (0.0481771893596242, 0.2642395317527308, 0.6335478284694309),
)
_LMS_TO_OKLAB: Final[Matrix] = (
    (0.210454268309314, 0.7936177747023054, -0.0040720430116193),
    (1.9779985324311684, -2.4285922420485799, 0.450593709617411),
    (0.0259040424655478, 0.7827717124575296, -0.8086757549230774),
)
_OKLAB_TO_LMS: Final[Matrix] = (
    (1.0, 0.3963377773761749, 0.2158037573099136),
    (1.0, -0.1055613458156586, -0.0638541728258133),
    (1.0, -0.0894841775298119, -1.2914855480194092),
)
_LMS_TO_XYZ: Final[Matrix] = (
    (1.2268798758459243, -0.5578149944602171, 0.2813910456659647),
    (-0.0405757452148008, 1.112286803280317, -0.0717110580655164),
    (-0.0763729366746601, -0.4214933324022432, 1.5869240198367816),
)


def _times(matrix: Matrix, vector: Triple) -> Triple:
    first, second, third = (
        row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2] for row in matrix
    )
    return (first, second, third)


def _muted(colour: Colour) -> Colour:
    """The same colour with seven tenths of its chroma in OKLCH: dark grounds carry less colour."""
    red, green, blue = (_linear(channel / 255) for channel in colour.channels)
    cones = _times(_XYZ_TO_LMS, _times(_RGB_TO_XYZ, (red, green, blue)))
    one, two, three = (math.cbrt(cone) for cone in cones)
    lightness, a, b = _times(_LMS_TO_OKLAB, (one, two, three))
    cones = _times(_OKLAB_TO_LMS, (lightness, a * DARK_CHROMA, b * DARK_CHROMA))
    one, two, three = (cone**3 for cone in cones)
    parts = _times(_XYZ_TO_RGB, _times(_LMS_TO_XYZ, (one, two, three)))
    red, green, blue = (255 * _companded(part) for part in parts)
    return _round((red, green, blue))
