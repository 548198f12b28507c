"""What people write in a cell, as values: ages, dates, yes and no. Pure functions."""

import datetime
import re
from dataclasses import dataclass

MONTHS_IN_A_YEAR = 12
MOST_MONTHS = 120 * MONTHS_IN_A_YEAR
YES = frozenset("ja j yes y x true sann 1 ✓ ✔ av på jepp".split()) - {"av", "på"}
NO = frozenset("nei n no false usann 0 - – —".split())
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan",
            "februar feb",
            "mars mar",
            "april apr",
            "mai",
            "juni jun",
            "juli jul",
            "august aug",
            "september sep sept",
            "oktober okt",
            "november nov",
            "desember des",
        ),
        start=1,
    )
    for name in names.split()
}
# A spreadsheet would take a cell that begins so as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

NUMBER = r"(\d{1,4})(?:[.,](\d))?"
UNIT = r"(?:\s*(år|åring|åringer|åringar|mnd|md|mndr|måneder|måned|månader|månad|m)\b\.?)?"
TO = r"\s*(?:[-–—]|\btil\b(?:\s+og\s+med)?|t\.?o\.?m\.?|\bog\b)\s*"
RANGE = re.compile(rf"^{NUMBER}{UNIT}{TO}{NUMBER}{UNIT}$")
FROM = re.compile(
    rf"^(?:fr[åa]|fra|over|frå og med|fra og med|f\.?o\.?m\.?|min\.?)\s+{NUMBER}{UNIT}$"
)
FROM_AFTER = re.compile(
    rf"^{NUMBER}{UNIT}\s*(?:\+|og\s+(?:eldre|oppover)|eller\s+eldre|og over|[-–—])\s*{UNIT}$"
)
UP_TO = re.compile(rf"^(?:til|inntil|opp til|til og med|t\.?o\.?m\.?|maks\.?)\s+{NUMBER}{UNIT}$")
BELOW = re.compile(rf"^(?:under|før|yngre enn)\s+{NUMBER}{UNIT}$")
JUST = re.compile(rf"^{NUMBER}{UNIT}$")
PREGNANCY = re.compile(r"(?:(?:fr[åa]|fra)\s+)?(?:svangerskap\w*|graviditet\w*|gravid\w*)")
EVERYBODY = {
    "alle",
    "alle aldre",
    "alle aldrar",
    "uten aldersgrense",
    "utan aldersgrense",
    "alle aldersgrupper",
}


@dataclass(frozen=True)
class Age:
    """From and to and with, in whole months; None is no limit."""

    from_pregnancy: bool = False
    youngest: int | None = None
    oldest: int | None = None


def age_of(text: str) -> Age | None:
    """An age as people write it, or None if it cannot be understood: «0–5 år», «frå 6 mnd»."""
    text = re.sub(r"\s+", " ", text.lower()).strip(" .,")
    if text in EVERYBODY:
        return Age()
    found = PREGNANCY.search(text)
    if not found:
        return _span(text)
    rest = (text[: found.start()] + text[found.end() :]).strip(" ,.;–-—")
    rest = re.sub(r"^(og|til og med|tom|til)\s+(?=\d)|\s+(og|til)$", "", rest).strip()
    if rest in {"", "og", "til"}:
        return Age(from_pregnancy=True)
    just = JUST.match(rest)
    span = Age(oldest=_last(just, 1, just[3])) if just else _span(rest)
    return span and Age(True, span.youngest, span.oldest)


def _months(found: re.Match[str], place: int, unit: str | None) -> int:
    whole, tenth = int(found[place]), int(found[place + 1] or 0)
    if unit and unit.startswith("m"):
        return whole
    return whole * MONTHS_IN_A_YEAR + round(tenth * MONTHS_IN_A_YEAR / 10)


def _last(found: re.Match[str], place: int, unit: str | None) -> int:
    """The last month included: a child is five until the day of its sixth birthday."""
    months = _months(found, place, unit)
    return months if unit and unit.startswith("m") else months + MONTHS_IN_A_YEAR - 1


def _span(text: str) -> Age | None:
    found = RANGE.match(text)
    if found:
        unit = found[3] or found[6]
        age = Age(False, _months(found, 1, unit), _last(found, 4, found[6]))
    elif found := FROM.match(text) or FROM_AFTER.match(text):
        unit = found[3] or (found[4] if found.re is FROM_AFTER else None)
        age = Age(False, _months(found, 1, unit), None)
    elif found := UP_TO.match(text):
        age = Age(False, None, _last(found, 1, found[3]))
    elif found := BELOW.match(text):
        age = Age(False, None, _months(found, 1, found[3]) - 1)
    elif found := JUST.match(text):
        age = Age(False, _months(found, 1, found[3]), _last(found, 1, found[3]))
    else:
        return None
    is_backward = age.youngest is not None and age.oldest is not None and age.youngest > age.oldest
    too_old = max(age.youngest or 0, age.oldest or 0) > MOST_MONTHS
    return None if is_backward or too_old or (age.oldest or 0) < 0 else age


def age_words(age: Age, language: str) -> str:
    """An age as `age_of` reads it, in one form of Norwegian."""
    since = "frå" if language == "nn" else "fra"
    pregnancy = "svangerskapet"
    years = (age.youngest or 0) % MONTHS_IN_A_YEAR == 0 and (
        age.oldest is None or (age.oldest + 1) % MONTHS_IN_A_YEAR == 0
    )
    unit = "år" if years else "mnd"

    def low() -> int:
        return (age.youngest or 0) // MONTHS_IN_A_YEAR if years else age.youngest or 0

    def high() -> int:
        oldest = age.oldest or 0
        return (oldest + 1) // MONTHS_IN_A_YEAR - 1 if years else oldest

    if age.youngest is not None and age.oldest is not None:
        words = f"{low()}–{high()} {unit}"
    elif age.youngest is not None:
        words = f"{since} {low()} {unit}"
    elif age.oldest is not None:
        words = f"til {high()} {unit}"
    else:
        words = ""
    parts = [f"{since} {pregnancy}" if age.from_pregnancy else "", words]
    return ", ".join(part for part in parts if part)


def date_of(text: str) -> datetime.date | None:
    """A date in one of the ways Norwegians write it, or None."""
    text = text.strip().lower().rstrip(".")
    if found := re.match(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t]\d\d:\d\d(?::\d\d)?)?$", text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := re.match(r"^(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})$", text):
        return _date(_century(found[3]), int(found[2]), int(found[1]))
    if found := re.match(r"^(\d{1,2})\.?\s*([a-zæøå]+)\.?\s*(\d{4}|\d{2})$", text):
        return _date(_century(found[3]), MONTHS.get(found[2], 0), int(found[1]))
    return None


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def yes_or_no(text: str) -> bool | None:
    """Ja, nei or x; None for anything else."""
    word = text.strip().lower().rstrip(".!")
    return True if word in YES else False if word in NO else None


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula; `restored` gives the text again."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def restored(text: str) -> str:
    """The text that `neutral` was given."""
    is_marked = text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS)
    return text[1:] if is_marked else text


def plain_name(text: str) -> str:
    """A name as it is compared: lower case, one space, no signs at the ends."""
    return re.sub(r"\s+", " ", text.lower().replace("–", "-")).strip(" .,;:'\"«»“”")
