"""What a load did, or would do: the plan that is shown is the report of a load rolled back."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from django.db.models import Model

from bti_portal.packages.merging import Merge
from bti_portal.packages.places import Placed, canonical


class Kind(StrEnum):
    """What happens to an object."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    LEFT = "left"
    DELETED = "deleted"


@dataclass(frozen=True)
class LeftAlone:
    """A text that was not touched, because somebody has edited or deleted it."""

    what: str
    field: str

    def __str__(self) -> str:
        return f"{self.what}: {self.field}" if self.field else self.what


@dataclass(frozen=True)
class Happening:
    """What happens to one object in one form, at which places, and for what reason."""

    kind: Kind
    what: str
    model: type[Model]
    key: str
    language: str = ""
    places: tuple[str, ...] = ()
    reason: str = ""
    pk: int | None = None

    @property
    def kind_of_object(self) -> str:
        return str(self.model._meta.verbose_name)


@dataclass
class Report:
    """Everything that happened, in the order in which it did."""

    happenings: list[Happening] = field(default_factory=list)
    # Pages that got another address than the package says: title, form, address.
    renamed: list[tuple[str, str, str]] = field(default_factory=list)
    # Keys of what was in the package before and is not any more.
    gone: list[str] = field(default_factory=list)
    # References to what the site does not have: kind and name.
    missing: list[tuple[str, str]] = field(default_factory=list)
    _told: "hashlib._Hash" = field(default_factory=hashlib.sha256, repr=False)

    def tell(
        self,
        kind: Kind,
        what: str,
        model: type[Model],
        key: str,
        language: str = "",
        places: tuple[str, ...] = (),
        reason: str = "",
        pk: int | None = None,
    ) -> None:
        """Remember that something happened."""
        self._add(Happening(kind, what, model, key, language, places, reason, pk))

    def tell_merge(self, about: Happening, done: Merge, ours: Placed) -> None:
        """Remember what became of an object: one happening for each kind of thing that did."""
        if done.followed:
            self._add(replace(about, kind=Kind.UPDATE, places=tuple(done.followed)))
        if done.waiting:
            self._add(replace(about, kind=Kind.CONFLICT, places=tuple(done.waiting)))
        if done.local:
            self._add(replace(about, kind=Kind.LEFT, places=tuple(done.local), reason="edited"))
        if not (done.followed or done.waiting or done.local):
            self._add(about)
        for place in (*done.followed, *done.waiting):
            self._told.update(canonical([place, ours.get(place)]).encode())

    def _add(self, happening: Happening) -> None:
        self.happenings.append(happening)
        if happening.kind is not Kind.UNCHANGED:
            parts = (happening.kind, happening.model._meta.label, happening.key)
            self._told.update(repr((*map(str, parts), happening.language)).encode())
            self._told.update(repr(happening.places).encode())

    @property
    def fingerprint(self) -> str:
        """The same for the same changes to the same texts: what was shown is what is written."""
        return self._told.hexdigest()

    def of(self, kind: Kind) -> list[Happening]:
        """What happened of one kind."""
        return [happening for happening in self.happenings if happening.kind is kind]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        return {str(kind): len(self.of(kind)) for kind in Kind}

    @property
    def created(self) -> int:
        return len(self.of(Kind.CREATE))

    @property
    def updated(self) -> int:
        return len(self.of(Kind.UPDATE))

    @property
    def unchanged(self) -> int:
        """Objects as they were, or edited here and left so."""
        changed = {(h.model, h.pk) for h in self.of(Kind.UPDATE)}
        still = {
            (h.model, h.pk)
            for h in self.happenings
            if h.kind in {Kind.UNCHANGED, Kind.CONFLICT} or h.reason == "edited"
        }
        return len(still - changed)

    @property
    def left_alone(self) -> list[LeftAlone]:
        """Every text that was not touched, with its reason."""
        return list(self._left_alone())

    def _left_alone(self) -> Iterator[LeftAlone]:
        for happening in self.happenings:
            if happening.kind in {Kind.LEFT, Kind.CONFLICT, Kind.DELETED}:
                for place in happening.places or (happening.reason,):
                    yield LeftAlone(happening.what, place)
