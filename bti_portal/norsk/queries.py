"""What a reader typed, word for word, with what else each word may be found as."""

from dataclasses import dataclass

from bti_portal.norsk.compounds import canonical, parts
from bti_portal.norsk.forms import is_stop_word
from bti_portal.norsk.reading import WORD, plain

LONGEST_QUERY = 200
MOST_WORDS = 20
AGES = ("år", "ar", "mnd", "måned", "månad", "uke", "veke")


@dataclass(frozen=True)
class Word:
    """One word of a query.

    Args:
        text: the word as it was typed, in lower case.
        token: its canonical form.
        alternatives: canonical forms of other words that may be the same word: written in one
            with the next word, or with another linking letter.
        parts: the canonical forms of the parts, if it is a compound. A text in which all of them
            stand near each other is about the same.
    """

    text: str
    token: str
    alternatives: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


def variants(word: str) -> tuple[str, ...]:
    """Further canonical forms of the same word: a compound with and without linking letters."""
    token = canonical(word)
    pieces = parts(word)
    if not pieces:
        return ()
    *first, last = pieces
    links = ("", "s", "e")
    shapes = {""}
    for piece in first:
        shapes = {shape + piece + link for shape in shapes for link in links}
    return tuple(sorted({shape + last for shape in shapes} - {token}))


def query_words(text: str) -> tuple[Word, ...]:
    """The words of a query that say something, each once.

    Two words beside each other may be one in the text: skule helseteneste, skulehelseteneste.
    """
    typed = WORD.findall(plain(text[:LONGEST_QUERY]))[:MOST_WORDS]
    found: dict[str, Word] = {}
    for at, word in enumerate(typed):
        if is_stop_word(word) or _is_age(typed, at):
            continue
        token = canonical(word)
        alternatives = dict.fromkeys(variants(word))
        for joined in _joined(typed, at):
            alternatives |= dict.fromkeys((canonical(joined), *variants(joined)))
        alternatives.pop(token, None)
        found.setdefault(token, Word(word, token, tuple(alternatives), parts(word)))
    return tuple(found.values())


def _joined(typed: list[str], at: int) -> list[str]:
    """The word written in one with its neighbours, where that gives a compound."""
    pairs = []
    if at + 1 < len(typed):
        pairs.append(typed[at] + typed[at + 1])
    if at:
        pairs.append(typed[at - 1] + typed[at])
    return [pair for pair in pairs if parts(pair)]


def _is_age(typed: list[str], at: int) -> bool:
    """Whether a number only says how old somebody is."""
    return typed[at].isdigit() and at + 1 < len(typed) and typed[at + 1].startswith(AGES)
