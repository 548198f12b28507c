"""Files for human translators (gettext PO): made of a page, of all below it, or of a whole site.

Each text carries its address, a mark of its source and one of what stood in the other form, so that
a file can be laid back where it came from, and not over what has changed since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polib
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from bti_portal.translation.models import PAGE, Parity
from bti_portal.translation.pairs import Pair, page_pairs, row_pairs
from bti_portal.translation.parity import Mode, key_of
from bti_portal.translation.segments import mark, plainly
from bti_portal.translation.twins import homes_of
from tjenesteoversikt.models import Service

# Python ends a line at these, and PO has no way to write them: what follows would be lost.
ODD_BREAKS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
HOST, FROM = "X-BTI-Site", "X-BTI-Source"


@dataclass(frozen=True)
class Thing:
    """A page pair or a service, with what is needed to read and write it."""

    kind: str
    key: str
    title: str
    source: Any
    target: Any

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.key}"


@dataclass
class Scope:
    """What a file is about: a site, or a page of it with all below it."""

    site: Site
    source: str
    target: str
    page: Page | None = None

    def things(self) -> Iterator[Thing]:
        """Pages that exist in both forms, and for a whole site its services.

        The number of queries depends on the kinds of pages, not on how many there are.
        """
        homes = homes_of(self.site)
        top = self.page or homes[self.source]
        ours = Page.objects.descendant_of(top, inclusive=True).order_by("path")
        there = {
            page.translation_key: page
            for page in _whole(
                Page.objects.descendant_of(homes[self.target], inclusive=True).filter(
                    translation_key__in=ours.values("translation_key")
                )
            )
        }
        for page in _whole(ours):
            if twin := there.get(page.translation_key):
                yield Thing(PAGE, str(page.translation_key), page.title, page, twin)
        if self.page is None:
            for row in (
                Service.objects.filter(site=self.site)
                .select_related("latest_revision")
                .order_by("pk")
            ):
                kind, key = key_of(row)
                yield Thing(kind, key, str(row), row, None)

    def pairs(self, thing: Thing, known: dict[tuple[str, str], Parity]) -> list[Pair]:
        parity = known.get((thing.kind, thing.key)) or Parity(
            site=self.site, kind=thing.kind, key=thing.key
        )
        if thing.kind == PAGE:
            return page_pairs(thing.source, thing.target, parity)[0]
        return row_pairs(thing.source, self.source, self.target, parity)

    def parities(self) -> dict[tuple[str, str], Parity]:
        return {(row.kind, row.key): row for row in Parity.objects.filter(site=self.site)}


def _whole(pages: PageQuerySet) -> PageQuerySet:
    """`pages` with all their texts, so that none of them has to ask for its own."""
    return pages.specific().select_related("locale", for_specific_subqueries=True)


def written(scope: Scope, *, only_waiting: bool = False) -> tuple[str, int]:
    """A file of all texts, or of those that wait; and how many texts it holds."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "MIME-Version": "1.0",
        "Language": scope.target,
        FROM: scope.source,
        HOST: scope.site.hostname,
    }
    known = scope.parities()
    for thing in scope.things():
        parity = known.get((thing.kind, thing.key))
        if parity and parity.mode in {Mode.ALONE, Mode.APART}:
            continue
        for pair in scope.pairs(thing, known):
            if pair.source.strip() and (pair.needs_somebody or not only_waiting):
                file.append(_entry(thing, pair))
    return str(file), len(file)


def _entry(thing: Thing, pair: Pair) -> polib.POEntry:
    is_done = bool(pair.target.strip()) and not pair.is_untranslated
    return polib.POEntry(
        msgctxt=f"{thing.name}:{pair.path}:{pair.mark}:{mark_of(pair.target)}",
        msgid=as_sent(pair, pair.source),
        msgstr=as_sent(pair, pair.target) if is_done else "",
        comment=unbroken(f"{thing.title} – {pair.label}"),
        flags=["fuzzy"] if is_done and pair.is_changed else [],
    )


def as_sent(pair: Pair, text: str) -> str:
    """`text` of either form of `pair` as a translator gets it."""
    return unbroken(plainly(text) if pair.is_rich else text)


def unbroken(text: str) -> str:
    """`text` as a file can hold it: with line ends that every program reads in the same way."""
    return ODD_BREAKS.sub(" ", text.replace("\r\n", "\n"))


def mark_of(text: str) -> str:
    """As `mark`, the same before a text went out and when it comes back."""
    return mark(unbroken(text))
