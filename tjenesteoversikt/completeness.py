"""How complete a service is, and what is missing. Plain values in; knows no framework."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Values = Mapping[str, object]
TAG = re.compile(r"<[^>]*>")
# What each text counts for, shared between the forms of Norwegian the municipality has.
TEXTS = {"name": 8, "summary": 10, "description": 10, "how_to_get": 10, "everyday_words": 4}
# The rest of the form asks for one of these where people meet.
WITHOUT_A_PLACE = frozenset({"digital", "phone", "home_visit"})
WHOLE = 100


@dataclass(frozen=True)
class Gap:
    """Something that is missing; `form` where only one form of Norwegian lacks it."""

    name: str
    form: str = ""


@dataclass(frozen=True)
class Completeness:
    """How much of what a reader needs is there, from 0 to 100, and all that is not."""

    score: int
    missing: tuple[Gap, ...]


def is_written(value: object) -> bool:
    """Whether a value says something; a text of tags and spaces does not."""
    if isinstance(value, str):
        return bool(TAG.sub("", value).replace("&nbsp;", " ").strip())
    return bool(value)


def _facts(values: Values) -> Iterator[tuple[str, int, bool]]:
    """Name, weight, and whether it is there."""

    def has(*names: str) -> bool:
        return any(is_written(values.get(name)) for name in names)

    yield "audiences", 5, has("audiences")
    yield "themes", 8, has("themes")
    yield "levels", 5, has("levels")
    yield "contact", 12, has("phone", "email", "website")
    forms = values.get("forms")
    chosen = set(forms) if isinstance(forms, list | tuple) else set()
    if not (values.get("is_address_withheld") or (chosen and chosen <= WITHOUT_A_PLACE)):
        yield "place", 6, has("place_nn", "place_nb")
    yield "opening_hours", 5, has("opening_hours_nn", "opening_hours_nb")
    if values.get("referral") == "required":
        yield "who_may_refer", 5, has("who_may_refer_nn", "who_may_refer_nb")
    yield "responsible", 5, has("responsible")
    yield "checked_on", 12, has("checked_on")


def completeness(values: Values, languages: Sequence[str]) -> Completeness:
    """What is there of what a reader, and the one who keeps it true, needs.

    Args:
        values: the columns of a service; of relations only whether there are any.
        languages: the forms of Norwegian that the municipality's site has.
    """
    found = [
        (Gap(name, form), weight / len(languages), is_written(values.get(f"{name}_{form}")))
        for name, weight in TEXTS.items()
        for form in languages
    ]
    found += [(Gap(name), float(weight), is_there) for name, weight, is_there in _facts(values)]
    total = sum(weight for _gap, weight, _is_there in found)
    reached = sum(weight for _gap, weight, is_there in found if is_there)
    missing = tuple(gap for gap, _weight, is_there in found if not is_there)
    # Never the whole while something is missing, however little it counts.
    score = WHOLE if not missing else min(int(WHOLE * reached / total), WHOLE - 1)
    return Completeness(score, missing)
