"""How old somebody is whom a query is about."""

import re
from functools import cache

from bti_portal.norsk.compounds import canonical
from bti_portal.norsk.reading import WORD, blocks, plain

YEARS = re.compile(r"^(?:år|ar|åring|aring|årig|arig|års)")
MONTHS = re.compile(r"^(?:mnd|måned|månad|maned|uke|veke)")
# A child of the first class turns six.
BEFORE_SCHOOL = 5
CLASS = re.compile(r"^(?:klasse|trinn)")
OLDEST = 25


@cache
def _said() -> dict[str, frozenset[int]]:
    """Canonical words with the years of life they may mean."""
    found: dict[str, frozenset[int]] = {}
    for heading, lines in blocks("ages.txt").items():
        first, _space, last = heading.partition(" ")
        if last:
            years = frozenset(range(int(first), int(last) + 1))
            found |= {canonical(word): years for word in " ".join(lines).split()}
    return found


@cache
def _numbers(heading: str) -> dict[str, int]:
    pairs = (told.split(":") for told in " ".join(blocks("ages.txt")[heading]).split())
    return {word: int(number) for number, words in pairs for word in words.split(",")}


def _number(word: str) -> int | None:
    found = int(word) if word.isdigit() and len(word) < 3 else _numbers("number").get(word)
    return found if found is not None and found <= OLDEST else None


def ages(text: str) -> frozenset[int]:
    """The years of life that a query may be about; none if it does not say."""
    words = WORD.findall(plain(text))
    found: set[int] = set()
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        after = words[at + 1] if at + 1 < len(words) else ""
        found |= _said().get(canonical(word), frozenset())
        number = _number(word)
        if number is not None:
            if YEARS.match(after) or (before in {"på", "pa"} and not MONTHS.match(after)):
                found.add(number)
            elif MONTHS.match(after):
                found.add(0 if number < 24 else 2)
        place = _numbers("class").get(word) or (number if CLASS.match(after) else None)
        if place and (CLASS.match(after) or (before == "i" and not after)):
            found.add(place + BEFORE_SCHOOL)
    return frozenset(found)
