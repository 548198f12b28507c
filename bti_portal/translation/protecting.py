"""What the machine must not touch, wrapped so that it passes by: names, numbers, references, terms.

Pure functions over one line of HTML without block tags.
"""

from __future__ import annotations

import re
from functools import lru_cache

OPEN, CLOSE = "<apertium-notrans>", "</apertium-notrans>"
WRAPPED = re.compile(f"{OPEN}(.*?){CLOSE}", re.DOTALL)
ONLY_WRAPPED = re.compile(
    rf"<(b|i|strong|em|a)\b[^<>]*>(?:[\s.,:;–-]*{OPEN}(?:(?!{CLOSE}).)*{CLOSE}[\s.,:;!?–-]*)+</\1>",
    re.DOTALL,
)
TAG = re.compile(r"<[^<>]+>")
TAG_NAME = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)")
# What has no end, and what stands within a line.
ALONE = frozenset({"br", "hr", "img", "embed"})
INLINE = frozenset({"a", "b", "strong", "i", "em", "br", "code", "sub", "sup", "del", "s"})
CAPITAL, SMALL = "A-ZÆØÅÁČĐŊŠŽ", "a-zæøåáčđŋšž"
PATTERNS = (
    # E-mail and addresses on the net.
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"(?:https?://|www\.)[^\s<>\"]+[^\s<>\".,;:!?)]",
    r"\b[\w-]+(?:\.[\w-]+)*\.(?:no|com|org|net|eu|example)\b(?:/[^\s<>\"]*[^\s<>\".,;:!?)])?",
    # References to law.
    r"§§?\s*\d+(?:\s*[-–]\s*\d+)?(?:\s[a-z]\b(?!\s?\w))?",
    # Streets and post codes.
    rf"\b[{CAPITAL}]\w*(?:gata|gate|vegen|veien|veg|vei|plassen|torget|bakken)\s+\d+\s?[A-Za-z]?\b",
    rf"\b\d{{4}}\s[{CAPITAL}]\w+",
    # Telephones and other numbers in groups.
    r"(?<!\w)\+?\d{2,}(?:[\s.]\d{2,})+\b",
    # Acronyms: BUP, PPT, BTI.
    rf"\b[{CAPITAL}][{CAPITAL}\d]+\b",
    # Names in the middle of a sentence.
    rf"(?<=[{SMALL},;]\s)[{CAPITAL}][{SMALL}]+(?:[-\s][{CAPITAL}][{SMALL}]+)*",
)


@lru_cache(maxsize=16)
def _pattern(known: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern of all: the longest known words first, then the kinds above."""
    words = [
        word if word[0].isupper() else f"(?i:{word})"
        for word in map(re.escape, sorted(known, key=_first_longest))
    ]
    known_part = rf"(?P<known>(?<!\w)(?:{'|'.join(words)})(?!\w))|" if words else ""
    return re.compile(f"{known_part}(?P<kind>{'|'.join(PATTERNS)})")


def _first_longest(word: str) -> tuple[int, bool]:
    return -len(word), not word[0].isupper()


def protected(html: str, words: dict[str, str]) -> str:
    """`html` with what must not be translated wrapped.

    Args:
        html: text with inline tags.
        words: what certain words are to become. One with a capital letter is meant only so.
    """
    pattern = _pattern(tuple(sorted(words)))
    # A term may have a capital inside: "rettleiar i NAV".
    in_small = {word.lower(): told for word, told in words.items() if not word[0].isupper()}

    def wrap(found: re.Match[str]) -> str:
        told = found[0]
        if found.groupdict().get("known"):
            told = words.get(told) or _as_capital(in_small.get(told.lower(), told), told)
        return f"{OPEN}{told}{CLOSE}"

    parts, at = [], 0
    for tag in TAG.finditer(html):
        parts += [pattern.sub(wrap, html[at : tag.start()]), tag[0]]
        at = tag.end()
    return _with_its_markup("".join([*parts, pattern.sub(wrap, html[at:])]))


def _with_its_markup(html: str) -> str:
    """Bold, or a link, with nothing but wrapped words in it is wrapped too: the machine hangs tags
    on words it translates, and would drop these."""
    before = ""
    while before != html:
        before = html
        html = ONLY_WRAPPED.sub(lambda found: f"{OPEN}{bare(found[0])}{CLOSE}", html)
    return html


def _as_capital(word: str, model: str) -> str:
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def wrapped_words(html: str) -> list[str]:
    """What is wrapped, in alphabetical order."""
    return sorted(WRAPPED.findall(html))


def bare(html: str) -> str:
    """`html` without the wrapping."""
    return html.replace(OPEN, "").replace(CLOSE, "")


def tags_of(html: str) -> list[str]:
    """All tags in alphabetical order: the mark-up, wherever it stands."""
    return sorted(TAG.findall(html))


def same_markup(one: str, other: str) -> bool:
    """Whether `other` has the bold, links, lists and headings of `one`, well nested, and no other HTML.

    Blocks must come in the same order. Within one, words may change places and take their bold
    and links along.
    """
    blocks = None if "<" in TAG.sub("", other) else _blocks(other)
    return blocks is not None and blocks == _blocks(one)


def _blocks(html: str) -> list[list[str]] | None:
    """The tags of `html`, those within each block in alphabetical order; None if they do not nest."""
    parts: list[list[str]] = [[]]
    still_open: list[str] = []
    for tag in TAG.findall(html):
        found = TAG_NAME.match(tag)
        name = found["name"].lower() if found else ""
        if not found or (found["end"] and (not still_open or still_open.pop() != name)):
            return None
        if not found["end"] and not tag.endswith("/>") and name not in ALONE:
            still_open.append(name)
        if name in INLINE:
            parts[-1].append(tag)
        else:
            parts += [[tag], []]
    return None if still_open else [sorted(part) for part in parts]
