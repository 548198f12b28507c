"""The difference between two versions of a guide: what is new, gone, moved, and which words.

Pure: two guides as data in, changes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from handlingsveileder.guide_parts import Part, Passage, parts_of

SAME, ADDED, REMOVED, MOVED, CHANGED = "same", "added", "removed", "moved", "changed"
# Words and signs, each with the space before it.
TOKEN = re.compile(r"\s*(?:\w+|[^\w\s])")
# Two paragraphs with less in common than this are two paragraphs, not one that was edited.
LEAST_IN_COMMON = 0.35
# Beyond this, comparing word by word would keep the reader waiting.
MOST_COMPARISONS = 2_000_000


@dataclass(frozen=True)
class Stretch:
    """Some words that are the same in both versions, added, or removed."""

    kind: str
    words: str
    after_space: bool = False


Line = tuple[Stretch, ...]


@dataclass(frozen=True)
class PassageChange:
    """A field of which some words differ."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class PartChange:
    """A level or step that is added, removed, moved or changed, or the guide itself."""

    kind: str
    part: Part
    was: Part | None = None
    has_moved: bool = False
    passages: tuple[PassageChange, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether all of it came or went."""
        return self.kind in {ADDED, REMOVED}

    @property
    def old_title(self) -> str:
        """What it was called before, if that has changed."""
        return self.was.title if self.was and self.was.title != self.part.title else ""


def compare(old: dict[str, Any], new: dict[str, Any]) -> list[PartChange]:
    """What is different in `new`, in its order; what was removed stands where it was."""
    before = {part.id: part for part in parts_of(old)}
    after = {part.id: part for part in parts_of(new)}
    moved = _moved(before, after)
    changes = []
    for identity in _in_order(list(before), list(after)):
        was, now = before.get(identity), after.get(identity)
        change = _change(was, now, identity in moved)
        if change:
            changes.append(change)
    return changes


def _change(was: Part | None, now: Part | None, has_moved: bool) -> PartChange | None:
    if now is None:
        return PartChange(REMOVED, was, passages=_differences(was.passages, ()))
    if was is None:
        return PartChange(ADDED, now, passages=_differences((), now.passages))
    passages = _differences(was.passages, now.passages)
    if has_moved or passages or was.title != now.title:
        return PartChange(MOVED if has_moved else CHANGED, now, was, has_moved, passages)
    return None


def _in_order(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The new order, with what is gone after what it came after."""
    gone: dict[str, list[str]] = {}
    kept, last = set(after), ""
    for identity in before:
        if identity in kept:
            last = identity
        else:
            gone.setdefault(last, []).append(identity)
    yield from gone.get("", [])
    for identity in after:
        yield identity
        yield from gone.get(identity, [])


def _moved(before: dict[str, Part], after: dict[str, Part]) -> set[str]:
    """What stands under another level than before, or among its neighbours in another order."""
    both = before.keys() & after.keys()
    moved = {one for one in both if before[one].parent != after[one].parent}
    for parent in {after[one].parent for one in both - moved}:
        rows = [
            [one for one, part in parts.items() if part.parent == parent and one in both - moved]
            for parts in (before, after)
        ]
        matcher = SequenceMatcher(None, *rows, autojunk=False)
        in_order = {
            one for a, _b, size in matcher.get_matching_blocks() for one in rows[0][a : a + size]
        }
        moved |= set(rows[0]) - in_order
    return moved


def _differences(before: Sequence[Passage], after: Sequence[Passage]) -> tuple[PassageChange, ...]:
    old = {passage.key: passage for passage in before}
    new = {passage.key: passage for passage in after}
    changes = []
    for key in _in_order(list(old), list(new)):
        was = old[key].lines if key in old else ()
        now = new[key].lines if key in new else ()
        if was != now:
            label = (new.get(key) or old[key]).label
            changes.append(PassageChange(label, tuple(lines_between(was, now))))
    return tuple(changes)


def lines_between(was: Sequence[str], now: Sequence[str]) -> Iterator[Line]:
    """The lines of both versions, word by word where a line was edited."""
    for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from ((Stretch(SAME, line),) for line in now[c:d])
            continue
        for old, new in zip_longest(was[a:b], now[c:d], fillvalue=""):
            yield from _edited(old, new)


def _edited(old: str, new: str) -> Iterator[Line]:
    """One line if it was edited; two if one was taken away and another came."""
    a, b = TOKEN.findall(old), TOKEN.findall(new)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    is_edited = len(a) * len(b) <= MOST_COMPARISONS and matcher.ratio() >= LEAST_IN_COMMON
    if a and b and is_edited:
        yield tuple(_stretches(matcher, a, b))
        return
    if old:
        yield (Stretch(REMOVED, old),)
    if new:
        yield (Stretch(ADDED, new),)


def _stretches(matcher: SequenceMatcher[str], a: list[str], b: list[str]) -> Iterator[Stretch]:
    for kind, from_a, to_a, from_b, to_b in matcher.get_opcodes():
        if kind == "equal":
            yield _stretch(SAME, b[from_b:to_b])
            continue
        if to_a > from_a:
            yield _stretch(REMOVED, a[from_a:to_a])
        if to_b > from_b:
            yield _stretch(ADDED, b[from_b:to_b])


def _stretch(kind: str, tokens: list[str]) -> Stretch:
    words = "".join(tokens)
    return Stretch(kind, words.strip(), words[:1].isspace())
