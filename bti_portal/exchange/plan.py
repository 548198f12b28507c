"""What a table would change, worked out and shown before anything is written."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import transaction

Row = TypeVar("Row")


@dataclass(frozen=True, order=True)
class RowError:
    """Something wrong in a table: the row as the file counts it, the column's heading, and why."""

    row: int
    column: str
    message: str


class Refused(Exception):
    """A file that cannot be read at all, with a sentence that says why and what to do."""


class PlanChanged(Exception):
    """What would be written is no longer what was shown."""


@dataclass(frozen=True)
class Change:
    """One field of a row, as it is and as it would be."""

    label: str
    before: str
    after: str


@dataclass
class Step(Generic[Row]):
    """What happens to one row, and from which row of the file."""

    subject: Row
    name: str
    row: int = 0
    changes: list[Change] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)


@dataclass
class Plan(Generic[Row]):
    """All of what a table would change. Nothing is ever deleted: `retire` takes away from readers."""

    create: list[Step[Row]] = field(default_factory=list)
    update: list[Step[Row]] = field(default_factory=list)
    retire: list[Step[Row]] = field(default_factory=list)
    unchanged: list[Step[Row]] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.create or self.update or self.retire)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each kind."""
        kinds = ("create", "update", "retire", "unchanged")
        return {kind: len(getattr(self, kind)) for kind in kinds}

    @property
    def fingerprint(self) -> str:
        """The same for the same changes: what was shown is what may be written."""
        told = hashlib.sha256()
        for kind in ("create", "update", "retire"):
            for step in getattr(self, kind):
                told.update(repr((kind, step.name, step.row, step.changes)).encode())
        return told.hexdigest()


def apply_in_one_transaction(
    make: Callable[[], Plan[Row]], shown: str, write: Callable[[Any], None]
) -> None:
    """Write a plan whole or not at all.

    Args:
        make: makes the plan anew, with what it depends on locked.
        shown: the fingerprint of the plan that somebody said yes to.
        write: writes it.

    Raises:
        Refused: when the plan has errors.
        PlanChanged: when it is another plan than the one shown.
    """
    with transaction.atomic():
        plan = make()
        if plan.errors:
            raise Refused
        if plan.fingerprint != shown:
            raise PlanChanged
        write(plan)
