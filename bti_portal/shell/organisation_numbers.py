"""The nine digits of the register of legal entities (Brønnøysund)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def has_right_check_digit(digits: str) -> bool:
    """Whether the last of nine digits follows from the eight before it (modulo 11)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=False))
    return (11 - total % 11) % 11 == int(digits[8])


def check_organisation_number(text: str) -> None:
    """Raise `ValidationError` for what cannot be an organisation number."""
    if len(text) != 9 or not (text.isascii() and text.isdigit()):
        raise ValidationError(_("An organisation number has nine digits."))
    if not has_right_check_digit(text):
        raise ValidationError(
            _(
                "%(number)s is not an organisation number: the last digit does not follow from "
                "the others. See whether two digits have changed places."
            )
            % {"number": text}
        )
