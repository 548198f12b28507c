"""Texts that a package gave, as the coordinator reads them: before, now, and here."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Field,
    ForeignKey,
    ManyToManyField,
    Model,
    prefetch_related_objects,
)
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks import Block, ChoiceBlock, ChooserBlock, RichTextBlock, StructBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Revision

from bti_portal.exchange.archive import digest
from bti_portal.packages import places
from bti_portal.packages.models import Origin
from bti_portal.packages.places import Placed
from handlingsveileder.comparing import Line, lines_between
from handlingsveileder.plain_text import paragraphs

Key = tuple[int, int]
EXCERPT = 60


@dataclass
class Whole:
    """An object with all its texts: as the package gave them, and as its newest draft has them."""

    obj: Any
    origins: dict[str, Origin]
    ours: Placed

    @cached_property
    def bases(self) -> Placed:
        found = {place: json.loads(origin.base) for place, origin in self.origins.items()}
        return {place: value for place, value in found.items() if value is not None}


@dataclass
class ShownText:
    """One text: what it is called, and what it says on each side."""

    origin: Origin
    whole: Whole
    names: Names

    @property
    def place(self) -> str:
        return self.origin.field

    @cached_property
    def model_field(self) -> Field[Any, Any]:
        field_of: Field[Any, Any] = self.whole.obj._meta.get_field(self.place.partition(".")[0])
        return field_of

    @cached_property
    def block(self) -> Block | None:
        """The block that stands there, here or as the package had it."""
        for placed in (self.whole.ours, self.whole.bases):
            if found := places.block_at(self.model_field, self.place, placed):
                return found
        return None

    @property
    def is_rich(self) -> bool:
        return isinstance(self.block, RichTextBlock) or isinstance(self.model_field, RichTextField)

    @property
    def is_words(self) -> bool:
        """Whether it can be edited as one text, by itself."""
        if isinstance(self.model_field, StreamField):
            return isinstance(self.block, places.TEXTS) and isinstance(self.here, str | None)
        is_closed = getattr(self.model_field, "choices", None) or self.model_field.is_relation
        return isinstance(self.here or self.base or "", str) and not is_closed

    @property
    def is_in_deleted_block(self) -> bool:
        """Whether the block it stands in is not here any more, so that nothing can be put there."""
        if not isinstance(self.model_field, StreamField):
            return False
        parts = self.place.split(".")
        for end in range(1, len(parts)):
            above = ".".join(parts[:end])
            block = places.block_at(self.model_field, above, self.whole.ours)
            is_part = isinstance(block, StructBlock)
            if not is_part and parts[end] not in places.identities(self.whole.ours.get(above)):
                return True
        return False

    @property
    def label(self) -> str:
        """Field and block, as the editor calls them."""
        words = [capfirst(str(self.model_field.verbose_name))]
        for part in _labels(self.model_field, self.place, self.whole):
            if part and str(part) != words[-1]:
                words.append(str(part))
        return " › ".join(words)

    @cached_property
    def base(self) -> Any:
        return json.loads(self.origin.base)

    @cached_property
    def newer(self) -> Any:
        return json.loads(self.origin.newer) if self.origin.newer is not None else None

    @cached_property
    def here(self) -> Any:
        return self.whole.ours.get(self.place)

    @property
    def seen(self) -> str:
        """Tells whether what is answered is what was shown."""
        told = [self.origin.newer, places.canonical(self.here)]
        return str(hash_of(told))

    @property
    def lines_before(self) -> list[str]:
        return self.names.lines(self, self.base)

    @property
    def lines_now(self) -> list[Line]:
        return list(lines_between(self.lines_before, self.names.lines(self, self.newer)))

    @property
    def lines_here(self) -> list[Line]:
        return list(lines_between(self.lines_before, self.names.lines(self, self.here)))


def hash_of(told: Any) -> str:
    """A short word for what was shown."""
    return digest(places.canonical(told).encode())[:32]


def _labels(model_field: Any, place: str, whole: Whole) -> Iterable[str | Promise]:
    parts = place.split(".")
    for end in range(2, len(parts) + 1):
        upto = ".".join(parts[:end])
        for placed in (whole.ours, whole.bases):
            if block := places.block_at(model_field, upto, placed):
                yield block.label
                break


@dataclass
class Names:
    """What rows and pages that texts cite are called: read at once for all texts shown."""

    wanted: dict[type[Model], set[int]] = field(default_factory=lambda: defaultdict(set))

    @cached_property
    def _found(self) -> dict[type[Model], dict[int, Any]]:
        return {model: model._default_manager.in_bulk(pks) for model, pks in self.wanted.items()}

    def note(self, text: ShownText) -> None:
        """Remember what a text cites."""
        for value in (text.base, text.newer, text.here):
            for model, pk in _cited(text, value):
                self.wanted[model].add(pk)

    def lines(self, text: ShownText, value: Any) -> list[str]:
        """A value in words, a line for each paragraph, item or block."""
        if value is None:
            return []
        if cited := list(_cited(text, value)):
            found = [self._found[model].get(pk) for model, pk in cited]
            return [str(row) if row else _("(deleted)") for row in found]
        if places.is_order(value):
            return [_block_words(text, identity, kind) for identity, kind in value[places.ORDER]]
        if isinstance(value, str):
            return paragraphs(value) if text.is_rich else _chosen(text, value).splitlines()
        if isinstance(value, bool):
            return [_("Yes") if value else _("No")]
        if isinstance(value, list):
            parts = [part.get("value") if isinstance(part, dict) else part for part in value]
            return [str(part) for part in parts if part is not None]
        return [str(value)]


def _chosen(text: ShownText, value: str) -> str:
    """The words of a choice, where the value is one."""
    choices = getattr(text.model_field, "flatchoices", None) or []
    if isinstance(text.block, ChoiceBlock):
        choices = text.block.field.choices
    words = {str(key): str(label) for key, label in choices}
    if value.startswith(",") and value.endswith(","):
        return "\n".join(words.get(part, part) for part in value.strip(",").split(","))
    return words.get(value, value)


def _block_words(text: ShownText, identity: str, kind: str) -> str:
    """What a block is, and how its first text begins."""
    below = f"{text.place}.{identity}"
    block = next(
        (
            found
            for placed in (text.whole.ours, text.whole.bases)
            if (found := places.block_at(text.model_field, below, placed))
        ),
        None,
    )
    words = ""
    for placed in (text.whole.ours, text.whole.bases):
        texts = (v for p, v in placed.items() if p.startswith(below) and isinstance(v, str))
        words = words or " ".join(paragraphs(next(texts, "")))
    label = str(block.label) if block is not None else kind
    return f"{label}: {words[:EXCERPT]}{'…' if len(words) > EXCERPT else ''}" if words else label


def _cited(text: ShownText, value: Any) -> Iterable[tuple[type[Model], int]]:
    """The rows and pages that a value names."""
    if isinstance(text.model_field, ForeignKey | ManyToManyField):
        pks = value if isinstance(value, list) else [value]
        yield from ((text.model_field.related_model, int(pk)) for pk in pks if pk)
    elif text.block is not None and value:
        yield from _in_block(text.block, value)


def _in_block(block: Block, value: Any) -> Iterable[tuple[type[Model], int]]:
    if isinstance(block, ChooserBlock):
        if isinstance(value, int):
            yield block.model_class, value
    elif isinstance(value, list):
        for item in value:
            is_item = isinstance(item, dict) and "value" in item
            kinds = getattr(block, "child_blocks", {})
            child = kinds.get(item.get("type")) if is_item and kinds else None
            child = child or getattr(block, "child_block", None)
            if child is not None:
                yield from _in_block(child, item["value"] if is_item else item)


def wholes(origins: Iterable[Origin], *, are_all: bool = False) -> dict[Key, Whole]:
    """The objects that some origins are of, each with all its texts.

    A number of queries that depends on the kinds of objects, not on how many there are.

    Args:
        origins: the texts.
        are_all: whether they are all texts of their objects, so that no others need be read.
    """
    keys: dict[int, set[int]] = defaultdict(set)
    for origin in origins:
        keys[origin.content_type_id].add(origin.object_id)
    found: dict[Key, Whole] = {}
    objects: dict[Key, Any] = {}
    for content_type, pks in keys.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is None:
            continue
        rows = model._default_manager.filter(pk__in=pks)
        if issubclass(model, Page):
            rows = rows.select_related("locale")
        objects |= {(content_type, row.pk): row for row in rows}
    contents = _newest(objects.values())
    known: dict[Key, dict[str, Origin]] = defaultdict(dict)
    every = Origin.objects.filter(
        content_type__in=keys, object_id__in={pk for pks in keys.values() for pk in pks}
    )
    for origin in origins if are_all else every:
        known[origin.content_type_id, origin.object_id][origin.field] = origin
    _prefetch([obj for obj in objects.values() if _newest_of(obj) not in contents], known)
    for key, obj in objects.items():
        names = {place.partition(".")[0] for place in known[key]}
        ours = _placed(obj, names, contents.get(_newest_of(obj)))
        found[key] = Whole(obj, known[key], ours)
    return found


def _newest_of(obj: Any) -> int:
    return getattr(obj, "latest_revision_id", None) or 0


def _newest(objects: Iterable[Any]) -> dict[int, dict[str, Any]]:
    pks = {_newest_of(obj) for obj in objects} - {0}
    return dict(Revision.objects.filter(pk__in=pks).values_list("pk", "content"))


def _prefetch(objects: Iterable[Model], known: dict[Key, dict[str, Origin]]) -> None:
    """Read what objects without a draft refer to, for all objects of a model at once."""
    by_model: dict[type[Model], list[Model]] = defaultdict(list)
    for obj in objects:
        by_model[type(obj)].append(obj)
    for model, rows in by_model.items():
        of_model = ContentType.objects.get_for_model(model).pk
        names = {place for row in rows for place in known[of_model, row.pk]}
        many = [field.name for field in model._meta.many_to_many if field.name in names]
        prefetch_related_objects(rows, *many)


def _placed(obj: Any, names: Iterable[str], content: dict[str, Any] | None) -> Placed:
    """What an object's newest draft holds; what it holds itself where there is no draft."""
    placed: Placed = {}
    for name in names:
        model_field = obj._meta.get_field(name)
        if content is None or name not in content:
            placed |= places.of_object(obj, [name])
            continue
        value = content[name]
        if isinstance(model_field, StreamField):
            value = json.loads(value) if isinstance(value, str) else value
            placed |= places.of_value(model_field, value or [])
        elif isinstance(model_field, ManyToManyField):
            placed |= {name: sorted(value)} if value else {}
        elif isinstance(model_field, ForeignKey):
            placed |= {name: value} if value else {}
        else:
            placed |= places.of_value(model_field, model_field.to_python(value))
    return placed
