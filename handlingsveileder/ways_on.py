"""Decisions and endings of a page as they are stored: the ways on, and what each leads to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from handlingsveileder.stored_values import items_of

# Targets that are pages of the site.
PAGES = frozenset({"step", "level", "page"})


@dataclass(frozen=True)
class StoredExit:
    """One way on. `kind` is empty when nobody has chosen where it leads; `value` is as stored."""

    place: str
    label: str
    kind: str = ""
    value: Any = None


@dataclass(frozen=True)
class StoredDecision:
    """A question with its ways on; `place` is where the editor finds it."""

    place: str
    question: str
    exits: tuple[StoredExit, ...] = ()


@dataclass(frozen=True)
class StoredEnding:
    """The end of a path of a decision tree, with its ways on, which have no labels."""

    place: str
    heading: str
    ways: tuple[StoredExit, ...] = ()


def decisions_of(page: Page) -> Iterator[StoredDecision]:
    """The decisions of a guide or a step, however little of them is filled in."""
    stream = getattr(page, "decisions", None)
    for block in stream.raw_data if stream is not None else ():
        value = block["value"] or {}
        place = f"decisions.{block.get('id') or ''}"
        exits = tuple(
            _exit(f"{place}.exits.{identity}", way or {})
            for identity, way in items_of(value.get("exits"))
        )
        yield StoredDecision(place, value.get("question") or "", exits)


def _exit(place: str, way: dict[str, Any]) -> StoredExit:
    label, targets = way.get("label") or "", way.get("target") or []
    if not targets:
        return StoredExit(place, label)
    return StoredExit(place, label, targets[0]["type"], targets[0]["value"])


def endings_of(page: Page) -> Iterator[StoredEnding]:
    """The endings of a decision tree, however little of them is filled in."""
    stream = getattr(page, "endings", None)
    for block in stream.raw_data if stream is not None else ():
        value = block["value"] or {}
        place = f"endings.{block.get('id') or ''}"
        ways = tuple(
            StoredExit(
                f"{place}.targets.{target.get('id') or ''}", "", target["type"], target["value"]
            )
            for target in value.get("targets") or []
        )
        yield StoredEnding(place, value.get("heading") or value.get("code") or "", ways)
