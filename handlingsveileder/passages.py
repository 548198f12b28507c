"""Every sentence of a guide with the page it stands on, for the search inside the guide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from bti_portal import norsk
from bti_portal.registers.models import Arena, HelpLine, LegalReference, Role
from handlingsveileder.arenas import DIFFERING, GOES_WITH, tail_of
from handlingsveileder.ladder import Rung
from handlingsveileder.plain_text import paragraphs

WORD = re.compile(r"[^\W_]+")
SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÆØÅ«–])")
SHOWN_OF_A_PAGE = 3


@dataclass(frozen=True)
class Piece:
    """A part of a sentence; `is_found` if it is a word that was asked for."""

    text: str
    is_found: bool = False


@dataclass(frozen=True)
class Passage:
    """A sentence, the field it stands in, what readers call the field, and for which arena."""

    field: str
    part: str
    text: str
    tokens: frozenset[str]
    arena: Arena | None = None


@dataclass(frozen=True)
class Place:
    """A page of the guide with its sentences; `above` is the level a step stands on."""

    rung: Rung
    above: Rung | None
    title_tokens: frozenset[str]
    passages: tuple[Passage, ...]

    @cached_property
    def tokens(self) -> frozenset[str]:
        return self.title_tokens.union(*(passage.tokens for passage in self.passages))

    def seen_from(self, arena: Arena | None) -> Place:
        """The page as `arena` sees it: what differs there instead of what does not hold there."""
        if arena is None:
            return self
        own = {passage.field for passage in self.passages if passage.arena == arena}
        kept = [
            passage
            for passage in self.passages
            if passage.arena == arena or (passage.arena is None and passage.field not in own)
        ]
        return replace(self, passages=tuple(kept))


@dataclass(frozen=True)
class Excerpt:
    """A sentence that holds what was asked for, and where it can be read."""

    passage: Passage
    pieces: list[Piece]
    url: str


@dataclass(frozen=True)
class Hit:
    """A page on which what was asked for stands, as the chosen arena sees it."""

    place: Place
    wanted: frozenset[str]
    arena: Arena | None = None

    def _address(self, arena: Arena | None) -> str:
        page = self.place.rung.page
        return page.url + tail_of(arena, page.language)

    @property
    def url(self) -> str:
        return self._address(self.arena)

    @property
    def title(self) -> list[Piece]:
        return pieces(self.place.rung.title, self.wanted)

    @property
    def excerpts(self) -> list[Excerpt]:
        """The sentences that hold most of the words, in the order of the page."""
        holding = [p for p in self.place.passages if p.tokens & self.wanted]
        best = sorted(holding, key=lambda p: -len(p.tokens & self.wanted))[:SHOWN_OF_A_PAGE]
        return [
            Excerpt(p, pieces(p.text, self.wanted), self._address(p.arena or self.arena))
            for p in holding
            if p in best
        ]


@dataclass(frozen=True)
class Found:
    """What a search found. `has_all` is false when no page holds all of the words."""

    words: str
    hits: tuple[Hit, ...]
    has_all: bool = True
    is_cut: bool = False


@dataclass(frozen=True)
class Index:
    """The sentences of one guide, in the order of the ladder."""

    places: tuple[Place, ...]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset().union(*(place.tokens for place in self.places))

    def find(self, asked: str, arena: Arena | None = None) -> Found:
        """The pages that hold all words of `asked`, else those that hold most of them.

        A page with the words in its title stands before one with them in its text; otherwise the
        order is that of the ladder.
        """
        plain = norsk.plain(asked)
        words = plain[: norsk.LONGEST_QUERY]
        # For each word asked for, the words of the guide that it stands in.
        meant = [
            {token for token in self.vocabulary if norsk.stands_in(wanted, token)}
            for wanted in norsk.query_tokens(words)
        ]
        places = [place.seen_from(arena) for place in self.places]
        counts = [_count(meant, place.tokens) for place in places]
        most = max(counts, default=0)
        kept = [
            place for place, count in zip(places, counts, strict=True) if count and count == most
        ]
        kept.sort(key=lambda place: -_count(meant, place.title_tokens))
        wanted = frozenset().union(*meant)
        return Found(
            words,
            tuple(Hit(place, wanted, arena) for place in kept),
            has_all=most == len(meant),
            is_cut=len(plain) > norsk.LONGEST_QUERY,
        )


def _count(meant: list[set[str]], tokens: frozenset[str]) -> int:
    """How many of the words asked for stand among `tokens`."""
    return sum(1 for one in meant if one & tokens)


def pieces(text: str, wanted: frozenset[str]) -> list[Piece]:
    """`text` cut around the words whose tokens are wanted."""
    cut, at = [], 0
    for word in WORD.finditer(text):
        if norsk.token(word[0].lower()) in wanted:
            cut += [Piece(text[at : word.start()]), Piece(word[0], is_found=True)]
            at = word.end()
    return [piece for piece in (*cut, Piece(text[at:])) if piece.text]


def index_of(places: Iterable[tuple[Rung, Rung | None, Page]]) -> Index:
    """The index of the pages of a guide, each with its place on the ladder.

    What the pages cite must have been fetched (`citations.fetch`).
    """
    known: dict[str, str] = {}

    def tokens(text: str) -> frozenset[str]:
        # Each word is looked at once, however often it stands in the guide.
        words = set(WORD.findall(norsk.plain(text)))
        for word in words - known.keys():
            known[word] = norsk.token(word)
        return frozenset(known[word] for word in words if known[word])

    return Index(
        tuple(
            Place(rung, above, tokens(rung.title), tuple(_passages(page, tokens)))
            for rung, above, page in places
        )
    )


def _passages(page: Page, tokens: Callable[[str], frozenset[str]]) -> Iterator[Passage]:
    said = set()
    for field, arena, text in texts_of(page):
        for sentence in SENTENCE.split(unicodedata.normalize("NFC", text)):
            sentence = " ".join(sentence.split())
            found = tokens(sentence)
            # Several roles may have the same note.
            if found and (field, arena, sentence) not in said:
                said.add((field, arena, sentence))
                yield Passage(field, _parts().get(field, ""), sentence, found, arena)


def _parts() -> dict[str, str]:
    """What readers call the fields of a page."""
    return {
        "what": _("What"),
        "how": _("How"),
        "responsible_roles": _("Who"),
        "involve": _("Who"),
        "tools": _("Tools"),
        "deadline": _("Deadline"),
        "documentation": _("Write down"),
        "child_voice": _("The child's voice"),
        "legal_references": _("Legal basis"),
        "for_guardians": _("You who are a parent"),
        "for_youth": _("You who are young"),
        "decisions": _("Decision"),
        "who_works": _("Who works here"),
        "advice": _("Whom you can ask"),
    }


# Read as running text of the page itself.
UNNAMED = ("lead", "body")


def texts_of(page: Page) -> Iterator[tuple[str, Arena | None, str]]:
    """The texts of a page as readers meet them, with the field and the arena of each."""
    own = {field.name for field in page._meta.get_fields()}
    for name in (*UNNAMED, *_parts()):
        if name in own:
            for text in _field_texts(page, name):
                yield name, None, text
    for block in getattr(page, "variants", ()):
        arena = block.value["arena"]
        for name in (*DIFFERING, *GOES_WITH) if arena else ():
            child = block.block.child_blocks[name]
            for text in _block_texts(child, block.value[name]):
                yield GOES_WITH.get(name, name), arena, text


def _field_texts(page: Page, name: str) -> Iterator[str]:
    field, value = page._meta.get_field(name), getattr(page, name)
    if isinstance(field, StreamField):
        yield from _block_texts(field.stream_block, value)
    elif isinstance(field, RichTextField):
        yield from paragraphs(value)
    elif value:
        yield from str(value).splitlines()


def _block_texts(block: blocks.Block, value: Any) -> Iterator[str]:
    """The words an editor wrote in a block, and the names of what it cites."""
    if not value:
        return
    for child, inner in _inside(block, value):
        yield from _block_texts(child, inner)
    if isinstance(block, blocks.RichTextBlock):
        yield from paragraphs(value.source)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield from value.splitlines()
    elif isinstance(block, blocks.ChooserBlock):
        yield from _name_of(value)


def _inside(block: blocks.Block, value: Any) -> Iterator[tuple[blocks.Block, Any]]:
    if isinstance(block, blocks.StreamBlock):
        yield from ((item.block, item.value) for item in value)
    elif isinstance(block, blocks.StructBlock):
        yield from ((child, value[name]) for name, child in block.child_blocks.items())
    elif isinstance(block, blocks.ListBlock):
        yield from ((block.child_block, item) for item in value)


def _name_of(row: Any) -> Iterator[str]:
    """What readers see of a cited row. A service is not named: the catalogue finds it."""
    if isinstance(row, LegalReference):
        yield row.citation
    elif isinstance(row, Role | HelpLine):
        yield row.name
    elif isinstance(row, Page) and row.live:
        yield row.title
