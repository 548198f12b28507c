"""The texts of one form beside those of the other: what is proofread, and what translators get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from wagtail.models import Page

from bti_portal.translation.models import Parity
from bti_portal.translation.segments import Segment, mark, plainly, texts_of
from bti_portal.translation.twins import (
    links_to,
    name_address,
    newest,
    paths_between,
    put_words,
    relinked,
    shown,
)


@dataclass(frozen=True)
class Pair:
    """A text of the source, and the same text in the other form.

    Attributes:
        source: the text to translate, with links that lead to the other form.
        target: what stands in the other form; empty if nothing does.
        was: the source when the two were in step; None if they never were.
        proposal: the machine's version, if it was made of this very source.
    """

    segment: Segment
    source: str
    target: str
    was: str | None = None
    proposal: Mapping[str, Any] | None = None

    @property
    def path(self) -> str:
        return self.segment.path

    @property
    def label(self) -> str | Promise:
        return self.segment.label

    @property
    def is_rich(self) -> bool:
        return self.segment.is_rich

    @property
    def mark(self) -> str:
        """Tells whether the source is what it was when a file was made."""
        return mark(self.segment.text)

    @property
    def is_changed(self) -> bool:
        return self.was is not None and self.was != plainly(self.segment.text)

    @property
    def is_untranslated(self) -> bool:
        """Whether nothing stands in the other form, or the words of the source do."""
        now = plainly(self.target)
        is_copy = now == plainly(self.source) and len(now.split()) > 3
        return not now or is_copy

    @property
    def needs_somebody(self) -> bool:
        return self.is_changed or self.is_untranslated

    @property
    def offer(self) -> str:
        """The machine's version, unless it is what stands there."""
        told = self.proposal["text"] if self.proposal else ""
        return told if plainly(told) != plainly(self.target) else ""

    @property
    def doubtful(self) -> list[str]:
        return list(self.proposal["doubtful"]) if self.proposal else []


def _pair(one: Segment, source: str, target: str, parity: Parity, language: str) -> Pair:
    known = parity.texts.get(one.language, {}) if parity.in_step_at else None
    proposal = parity.proposals.get(language, {}).get(one.path)
    is_fresh = proposal is not None and proposal["of"] == mark(one.text)
    return Pair(
        one,
        source,
        target,
        None if known is None else known.get(one.path, ""),
        proposal if is_fresh else None,
    )


def page_pairs(source: Page, target: Page, parity: Parity) -> tuple[list[Pair], list[Segment]]:
    """Each text of `source` with that of `target`, and the texts that only `target` has."""
    ours, theirs = shown(source), newest(target)
    language = theirs.locale.language_code
    links = links_to([ours], language)
    paths = paths_between(ours, theirs)
    there = {one.path: one for one in texts_of(theirs)}
    pairs = []
    for one in texts_of(ours):
        other = there.get(paths.get(one.path, ""))
        now = other.text if other else ""
        if not one.text.strip() and not now.strip():
            continue
        words = relinked(one.text, links) if one.is_rich else one.text
        pairs.append(_pair(one, words, now, parity, language))
    known = set(paths.values())
    alone = [one for one in there.values() if one.text.strip() and one.path not in known]
    return pairs, alone


def row_pairs(row: Model, source: str, target: str, parity: Parity) -> list[Pair]:
    """Each text of a row as last saved, with that of its other column."""
    latest = row.get_latest_revision_as_object()
    segments = list(texts_of(latest))
    there = {one.path: one.text for one in segments if one.language == target}
    return [
        _pair(one, one.text, there[one.path], parity, target)
        for one in segments
        if one.language == source and (one.text.strip() or there[one.path].strip())
    ]


def save_page_words(source: Page, target: Page, words: dict[str, str], user: Any) -> None:
    """Save words, by their path in `source`, as a draft of `target`."""
    ours, theirs = shown(source), newest(target)
    put_words(theirs, ours, words, links_to([ours], theirs.locale.language_code))
    name_address(theirs)
    theirs.save_revision(user=user)


def save_row_words(row: Model, target: str, words: dict[str, str], user: Any) -> None:
    """Save words, by field, as a draft of the row."""
    latest = row.get_latest_revision_as_object()
    for name, text in words.items():
        setattr(latest, f"{name}_{target}", text)
    latest.save_revision(user=user)
