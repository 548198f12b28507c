"""Two streams of the same page in two languages: which parts belong together, and one put in step.

Pure functions over the raw data of streams. Parts belong together that have the same block id; in
a stream where no id is shared (two pages made apart and connected later) those of the same kind in
the same order. What is woven gets the ids of the source, so that these stay together when a part
comes between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from wagtail.blocks import Block, ListBlock, PageChooserBlock, StreamBlock, StructBlock

from bti_portal.translation.segments import is_text
from handlingsveileder.citations import LINK, LINKED_ID
from handlingsveileder.stored_values import items_of

Raw = Any


@dataclass(frozen=True)
class Item:
    """A part of a stream or list: its id, its kind, what it holds, and how it is stored."""

    id: str
    kind: str
    value: Raw
    stored: Raw = None


def _items(block: Block, raw: Raw) -> list[Item]:
    if isinstance(block, StreamBlock):
        return [
            Item(item.get("id") or "", item["type"], item["value"], item)
            for item in raw or []
            if item["type"] in block.child_blocks
        ]
    return [
        Item(identity, "item", value, {"type": "item", "id": identity, "value": value})
        for identity, value in items_of(raw)
    ]


def _matched(source: list[Item], target: list[Item]) -> dict[int, int]:
    """Place in `target` by place in `source`."""
    by_id = {item.id: place for place, item in enumerate(target) if item.id}
    found = {
        place: by_id[item.id]
        for place, item in enumerate(source)
        if item.id in by_id and target[by_id[item.id]].kind == item.kind
    }
    if found:
        return found
    waiting = list(range(len(target)))
    for place, item in enumerate(source):
        same = next((other for other in waiting if target[other].kind == item.kind), None)
        if same is not None:
            found[place] = same
            waiting = [other for other in waiting if other > same]
    return found


def paired_paths(
    block: Block, source: Raw, target: Raw, at: str, there: str
) -> Iterator[tuple[str, str]]:
    """The path of each text of `source` with the path of the same text in `target`."""
    if isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from paired_paths(
                child,
                (source or {}).get(name),
                (target or {}).get(name),
                f"{at}.{name}",
                f"{there}.{name}",
            )
    elif isinstance(block, StreamBlock | ListBlock):
        ours, theirs = _items(block, source), _items(block, target)
        for place, other in _matched(ours, theirs).items():
            one, two = ours[place], theirs[other]
            child = _child(block, one)
            yield from paired_paths(
                child, one.value, two.value, f"{at}.{one.id}", f"{there}.{two.id}"
            )
    elif is_text(block):
        yield at, there


def _child(block: Block, item: Item) -> Block:
    return block.child_blocks[item.kind] if isinstance(block, StreamBlock) else block.child_block


@dataclass(frozen=True)
class Weaver:
    """Puts words into a stream.

    Attributes:
        words: the new words of a text, by its path in the source.
        links: the page to cite instead, by primary key.
        takes_all: parts without new words are brought along too, as for a new page.
    """

    words: Mapping[str, str]
    links: Mapping[int, int] = field(default_factory=dict)
    takes_all: bool = False

    def woven(self, block: Block, source: Raw, target: Raw, at: str) -> Raw:
        """The raw data of the target with the words in it.

        What only the target has stays; what only the source has is put in behind the same part,
        whole but for the texts without new words.
        """
        if isinstance(block, StructBlock):
            target = target or {}
            return {**target} | {
                name: self.woven(child, (source or {}).get(name), target.get(name), f"{at}.{name}")
                for name, child in block.child_blocks.items()
            }
        if isinstance(block, StreamBlock | ListBlock):
            return self._woven_items(block, source, target, at)
        return self._leaf(block, source, target, at)

    def _woven_items(self, block: Block, source: Raw, target: Raw, at: str) -> Raw:
        ours, theirs = _items(block, source), _items(block, target)
        matched = _matched(ours, theirs)
        result = [item.stored for item in theirs]
        taken = {"", *(item.id for item in theirs)}
        whole = replace(self, takes_all=True)
        last = -1
        for place, item in enumerate(ours):
            inside, child = f"{at}.{item.id}", _child(block, item)
            if place in matched:
                two = theirs[matched[place]]
                last = next(n for n, stored in enumerate(result) if stored is two.stored)
                value = self.woven(child, item.value, two.value, inside)
                named = {} if item.id in taken else {"id": item.id}
                result[last] = two.stored | named | {"value": value}
            elif self.takes_all or self._has_words(inside):
                last += 1
                value = whole.woven(child, item.value, None, inside)
                result.insert(last, item.stored | {"value": value})
        return result

    def _has_words(self, inside: str) -> bool:
        return any(
            words and (path == inside or path.startswith(f"{inside}."))
            for path, words in self.words.items()
        )

    def _leaf(self, block: Block, source: Raw, target: Raw, at: str) -> Raw:
        if is_text(block):
            return self.words.get(at, "" if target is None else target)
        if target is not None:
            return target
        if isinstance(block, PageChooserBlock) and source:
            return self.links.get(int(source), source)
        return source


def relinked(html: str, links: Mapping[int, int]) -> str:
    """A rich text whose links to pages lead to the pages of the other form."""

    def lead(link: Any) -> str:
        return LINKED_ID.sub(
            lambda found: found[0].replace(found[1], str(links.get(int(found[1]), found[1]))),
            link[0],
        )

    return LINK.sub(lead, html)
