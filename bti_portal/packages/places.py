"""The texts of an object laid apart, each at its place, and put together again.

A place is the name of a field, or in a stream the path of block ids down to one text:
`body.<id>.heading`. What a stream is made of, in which order, has a place of its own. A list
without words (tools, laws, the choices of a question) is one value. What is empty has no place.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Field, ForeignKey, ManyToManyField, Model
from wagtail.blocks import (
    Block,
    CharBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)
from wagtail.fields import StreamField, StreamValue

Placed = dict[str, Any]
TEXTS = (CharBlock, TextBlock, RichTextBlock)
EMPTY: tuple[Any, ...] = (None, "", [], {})
# Marks the value that says what a stream or list is made of: pairs of id and kind.
ORDER = "order"
# The editor marks each paragraph of a rich text; the mark is no change of the text.
EDITOR_MARKS = re.compile(r' data-block-key="[^"]*"')


def canonical(value: Any) -> str:
    """A value as text, the same for the same content whoever wrote it."""
    return json.dumps(_without_ids(value), ensure_ascii=False, sort_keys=True, default=str)


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_ids(part) for name, part in value.items() if name != "id"}
    return [_without_ids(part) for part in value] if isinstance(value, list) else value


def is_order(value: Any) -> bool:
    """Whether a value says what a stream is made of."""
    return isinstance(value, dict) and value.keys() == {ORDER}


def identities(value: Any) -> list[str]:
    """The ids that the value of an order names."""
    return [identity for identity, _kind in value[ORDER]] if is_order(value) else []


def of_object(obj: Model, names: Iterator[str] | list[str]) -> Placed:
    """What the fields of `obj` hold now."""
    placed: Placed = {}
    for name in names:
        field = obj._meta.get_field(name)
        if isinstance(field, ManyToManyField):
            value: Any = list(getattr(obj, name).all()) if obj.pk else []
        elif isinstance(field, ForeignKey):
            value = getattr(obj, field.attname)
        else:
            value = field.value_from_object(obj)
        placed |= of_value(field, value)
    return placed


def of_value(field: Field[Any, Any], value: Any) -> Placed:
    """The places of a value that could be given to `field`."""
    if isinstance(field, StreamField):
        raw = list(value.raw_data) if isinstance(value, StreamValue) else value
        return dict(_apart(field.stream_block, raw, field.name))
    if isinstance(field, ManyToManyField):
        value = sorted(row.pk for row in value or [])
    elif isinstance(field, ForeignKey):
        value = getattr(value, "pk", value)
    else:
        value = field.get_prep_value(value)
    value = json.loads(json.dumps(value, default=str))
    if isinstance(value, str):
        value = EDITOR_MARKS.sub("", value)
    return {} if value in EMPTY else {field.name: value}


def _splits(block: Block) -> bool:
    """Whether the parts of a stream or list hold words of their own."""
    if isinstance(block, StreamBlock):
        return any(_has_words(child) for child in block.child_blocks.values())
    if isinstance(block, ListBlock):
        return isinstance(block.child_block, StructBlock) and _has_words(block.child_block)
    return False


def _has_words(block: Block) -> bool:
    if isinstance(block, StreamBlock | StructBlock):
        return any(_has_words(child) for child in block.child_blocks.values())
    if isinstance(block, ListBlock):
        return _has_words(block.child_block)
    return isinstance(block, TEXTS)


def _apart(block: Block, raw: Any, place: str) -> Iterator[tuple[str, Any]]:
    if isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from _apart(child, (raw or {}).get(name), f"{place}.{name}")
    elif _splits(block) and raw:
        items = [_item(item, number) for number, item in enumerate(raw)]
        yield place, {ORDER: [[item["id"], item["type"]] for item in items]}
        for item in items:
            child = _child(block, item["type"])
            if child is not None:
                yield from _apart(child, item["value"], f"{place}.{item['id']}")
    elif raw not in EMPTY:
        value = json.loads(json.dumps(raw, default=str))
        yield place, EDITOR_MARKS.sub("", value) if isinstance(value, str) else value


def _item(item: Any, number: int) -> dict[str, Any]:
    """Lists saved by an old Wagtail hold bare values, without ids."""
    if isinstance(item, dict) and "value" in item:
        return {"type": "item", **item, "id": item.get("id") or f"no-{number}"}
    return {"type": "item", "value": item, "id": f"no-{number}"}


def _child(block: Block, kind: str) -> Block | None:
    if isinstance(block, ListBlock):
        return block.child_block
    return block.child_blocks.get(kind)


def block_at(field: Field[Any, Any], place: str, placed: Placed) -> Block | None:
    """The block whose value stands at `place`; None for a field that is no stream."""
    if not isinstance(field, StreamField):
        return None
    block: Block | None = field.stream_block
    here = field.name
    for part in place.split(".")[1:]:
        if isinstance(block, StructBlock):
            block = block.child_blocks.get(part)
        elif block is not None:
            kinds = dict(placed.get(here, {ORDER: []})[ORDER])
            block = _child(block, kinds.get(part, ""))
        here = f"{here}.{part}"
    return block


def together(field: Field[Any, Any], placed: Placed) -> Any:
    """The value of `field` that `placed` came from, to be given to `put`."""
    if isinstance(field, StreamField):
        return _together(field.stream_block, placed, field.name) or []
    return placed.get(field.name)


def _together(block: Block, placed: Placed, place: str) -> Any:
    if isinstance(block, StructBlock):
        return {
            name: _together(child, placed, f"{place}.{name}")
            for name, child in block.child_blocks.items()
        }
    if _splits(block):
        made = []
        for identity, kind in placed.get(place, {ORDER: []})[ORDER]:
            child = _child(block, kind)
            value = _together(child, placed, f"{place}.{identity}") if child else None
            made.append({"type": kind, "value": value, "id": identity})
        return made
    if place in placed:
        return placed[place]
    if isinstance(block, TEXTS):
        return ""
    return [] if isinstance(block, StreamBlock | ListBlock) else None


def put(obj: Model, name: str, value: Any) -> None:
    """Set a field from what a package says, or from what `together` gave."""
    field: Field[Any, Any] = obj._meta.get_field(name)
    if isinstance(field, StreamField):
        setattr(obj, name, StreamValue(field.stream_block, value, is_lazy=True))
    elif isinstance(field, ManyToManyField):
        getattr(obj, name).set(value or [])
    elif isinstance(field, ForeignKey):
        setattr(obj, field.attname, getattr(value, "pk", value))
    elif value is None and not field.null:
        setattr(obj, name, field.get_default())
    else:
        setattr(obj, name, field.to_python(value))
