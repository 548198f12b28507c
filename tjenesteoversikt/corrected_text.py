"""Lays corrected plain words into rich text, so that what nobody changed keeps its mark-up. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, linebreaks

from bti_portal.printing.prose import paragraphs

# Every other piece of what is split by it is a tag.
TAG = re.compile(r"(<[^>]*>)")
NAME = re.compile(r"<(/?)([a-z0-9]+)", re.IGNORECASE)
BLOCKS = {"p", "li", "ul", "ol"}
SPACES = re.compile(r"\s+")
# A provider's own line breaks are kept.
SPACES_IN_LINE = re.compile(r"[^\S\n]*\n[^\S\n]*|[^\S\n]+")
BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")
EMPTY = re.compile(r"<(ul|ol|b|strong)\b[^>]*>\s*</\1>")


@dataclass(frozen=True)
class Corrected:
    """Rich text that says what was asked.

    Attributes:
        loses_markup: whether bold words, lists or line breaks had to go.
    """

    html: str
    loses_markup: bool = False


class _CannotKeep(Exception):
    """The mark-up is such that the words cannot be laid into it."""


@dataclass
class _Place:
    """Where the words of one paragraph or item stand: between two of the pieces."""

    name: str
    opening: int
    end: int


def corrected(html: str, text: str) -> Corrected:
    """`html` with the words of `text`, whose paragraphs and items have an empty line between.

    Paragraphs and items that say the same are left as they are. In one that is changed, the rest
    of its mark-up stays if the change is within words that look alike; a new one is of the same
    kind as the one before it. Signs in `text` that look like mark-up are only signs.
    """
    wanted = _paragraphs_in(text)
    if not wanted:
        return Corrected("")
    try:
        return _laid_in(html, wanted)
    except _CannotKeep:
        had_more = any(_name(tag) != "p" for tag in TAG.findall(html))
        return Corrected(linebreaks(text, autoescape=True), had_more)


def _paragraphs_in(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").strip()
    found = [_one_space(words).strip() for words in BETWEEN_PARAGRAPHS.split(lines)]
    return [words for words in found if words]


def _one_space(words: str) -> str:
    return SPACES_IN_LINE.sub(lambda found: "\n" if "\n" in found[0] else " ", words)


def _name(tag: str) -> str:
    found = NAME.match(tag)
    return found[2].lower() if found else ""


def _said(piece: str) -> str:
    """What a reader reads of a piece."""
    if piece.startswith("<"):
        return " " if _name(piece) == "br" else ""
    return unescape(piece)


def _places_in(pieces: list[str]) -> list[_Place]:
    found: list[_Place] = []
    is_open = False
    for at in range(1, len(pieces), 2):
        name = _name(pieces[at])
        if name not in BLOCKS:
            continue
        if is_open:
            found[-1].end, is_open = at, False
        if name in {"p", "li"} and not pieces[at].startswith("</"):
            found.append(_Place(name, at, len(pieces)))
            is_open = True
    return [place for place in found if _words_at(pieces, place)]


def _words_at(pieces: list[str], place: _Place) -> str:
    said = map(_said, pieces[place.opening + 1 : place.end])
    return SPACES.sub(" ", "".join(said)).strip()


def _paragraphs_of(html: str) -> list[str]:
    """What a provider sees of it."""
    found = ("".join(run.text for run in part.runs) for part in paragraphs(html))
    return [SPACES.sub(" ", words).strip() for words in found]


def _laid_in(html: str, wanted: list[str]) -> Corrected:
    pieces = TAG.split(html)
    places = _places_in(pieces)
    now = [_words_at(pieces, place) for place in places]
    if not now or now != _paragraphs_of(html):
        raise _CannotKeep
    keeps_all = True
    for kind, a, b, c, d in SequenceMatcher(None, now, wanted, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        both = min(b - a, d - c)
        for place, words in zip(places[a:b], wanted[c:d], strict=False):
            keeps_all &= _say(pieces, place, words)
        for place in places[a + both : b]:
            _take_away(pieces, place)
        if c + both < d:
            _add(pieces, places, a + both, wanted[c + both : d])
    result = EMPTY.sub("", "".join(pieces))
    if _paragraphs_of(result) != [SPACES.sub(" ", words) for words in wanted]:
        raise _CannotKeep
    return Corrected(result, not keeps_all)


def _say(pieces: list[str], place: _Place, words: str) -> bool:
    """Let the paragraph say `words`. Answers whether what stands around them could stay."""
    inside = range(place.opening + 1, place.end)
    said = [_said(pieces[at]) for at in inside]
    depth, fitting = 0, []
    for n, at in enumerate(inside):
        if at % 2:
            depth += _deeper(pieces[at])
            continue
        before = SPACES.sub(" ", "".join(said[:n])).lstrip()
        after = SPACES.sub(" ", "".join(said[n + 1 :])).rstrip()
        middle = len(words) - len(before) - len(after)
        if middle >= 0 and words.startswith(before) and words.endswith(after):
            fitting.append((depth, at, words[len(before) : len(before) + middle]))
    if fitting:
        # What is new beside bold words is not bold.
        _depth, at, new = min(fitting)
        pieces[at] = linebreaksbr(new, autoescape=True)
        return True
    had_markup = any(at % 2 for at in inside)
    for at in inside:
        pieces[at] = ""
    pieces[inside[0]] = linebreaksbr(words, autoescape=True)
    return not had_markup


def _deeper(tag: str) -> int:
    if _name(tag) == "br":
        return 0
    return -1 if tag.startswith("</") else 1


def _must_be_whole(pieces: list[str], place: _Place) -> None:
    """No other list stands in it, and it is closed."""
    closing = pieces[place.end] if place.end < len(pieces) else ""
    if not closing.startswith("</") or _name(closing) != place.name:
        raise _CannotKeep


def _take_away(pieces: list[str], place: _Place) -> None:
    _must_be_whole(pieces, place)
    for at in range(place.opening, place.end + 1):
        pieces[at] = ""


def _add(pieces: list[str], places: list[_Place], after: int, several: list[str]) -> None:
    """New paragraphs behind the first `after` places, of the same kind as the one before them."""
    near = places[after - 1] if after else places[0]
    made = "".join(
        format_html("<{0}>{1}</{0}>", near.name, linebreaksbr(words, autoescape=True))
        for words in several
    )
    if after:
        _must_be_whole(pieces, near)
        pieces[near.end] += made
    else:
        pieces[near.opening] = made + pieces[near.opening]
