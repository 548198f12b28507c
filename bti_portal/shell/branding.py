"""A municipality's look in words: what is measured of its colour, and why a colour is refused."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bti_portal.shell import theming
from bti_portal.shell.contrast import Measured, Use, measured, nearest_readable, unreadable

USES: dict[Use, str | Promise] = {
    Use.WORDS_ON_BUTTON: gettext_lazy("words on a button"),
    Use.BUTTON: gettext_lazy("a button on its ground"),
    Use.LINK: gettext_lazy("a link on its ground"),
    Use.WORDS_ON_TINT: gettext_lazy("words on a tinted ground"),
    Use.LINE: gettext_lazy("lines around fields and cards"),
}
ON_A_SCREEN: dict[str, str | Promise] = {
    "light": gettext_lazy("on a light screen"),
    "dark": gettext_lazy("on a dark screen"),
}


@dataclass(frozen=True)
class Row:
    """One use of the colour, with its weakest pair in light and in dark."""

    use: str | Promise
    least: float
    light: Measured
    dark: Measured


def measured_contrast(colour: theming.Colour) -> list[Row]:
    """The measured contrast of every use, for the coordinator."""
    found = {(pair.use, pair.scheme): pair for pair in measured(colour)}
    return [
        Row(words, found[use, "light"].least, found[use, "light"], found[use, "dark"])
        for use, words in USES.items()
    ]


def check_colour(text: str) -> theming.Colour:
    """The colour that `text` says. Raises `ValidationError`, in words, if it cannot be used."""
    try:
        colour = theming.parse_colour(text)
    except theming.UnreadableColour as fault:
        raise ValidationError(
            _("Write the colour as # and six digits, for example #17594a.")
        ) from fault
    if weak := unreadable(colour):
        raise ValidationError(
            _(
                "The colour %(colour)s cannot be read everywhere: %(pairs)s. "
                "The nearest colour that can is %(nearest)s."
            )
            % {
                "colour": colour.hex,
                "pairs": "; ".join(_in_words(pair) for pair in weak),
                "nearest": nearest_readable(colour).hex,
            }
        )
    return colour


def _in_words(pair: Measured) -> str:
    return _("%(use)s %(screen)s has a contrast of %(ratio)s to 1, and needs %(least)s") % {
        "use": USES[pair.use],
        "screen": ON_A_SCREEN[pair.scheme],
        "ratio": number_format(pair.rounded_down, decimal_pos=1),
        "least": number_format(pair.least, decimal_pos=1),
    }
