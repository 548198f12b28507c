"""From a table to a plan: which services it would make, change and take away. Writes nothing."""

import copy
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bti_portal.exchange.plan import Change, Plan, RowError, Step
from tjenesteoversikt.imports.cells import plain_name, restored
from tjenesteoversikt.imports.columns import (
    BY_KEY,
    IDENTITY,
    OWNER,
    PROVIDER,
    PROVIDER_TYPE,
    Column,
)
from tjenesteoversikt.imports.current import CITED, Catalogue, Current
from tjenesteoversikt.imports.readers import Table, letter
from tjenesteoversikt.imports.world import CellError, World, key_of, numbered
from tjenesteoversikt.models import ImportRun, Provider, Service

# The row that the template shows how to write.
EXAMPLE_KEY = "eksempel"
NAMES = ("name_nn", "name_nb")


@dataclass
class CataloguePlan(Plan[Current]):
    """A plan for services, and the providers that are made for them."""

    providers: list[Provider] = field(default_factory=list)
    # The list's own number of each service, to recognise it by next time.
    numbers: dict[int, str] = field(default_factory=dict)
    # The same of those to be made, by the row of the file.
    given: dict[int, str] = field(default_factory=dict)


@dataclass
class _Row:
    """A row of the table: the text of each column that means something, and where it stands."""

    number: int
    texts: dict[str, str]
    places: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)

    def text(self, key: str) -> str:
        return self.texts.get(key, "")


def plan_of(run: ImportRun, table: Table) -> CataloguePlan:
    """What the table of a run would change on its site."""
    return _Planner(run, table).plan


class _Planner:
    def __init__(self, run: ImportRun, table: Table) -> None:
        self.run = run
        self.plan = CataloguePlan()
        self.world = World(run.site)
        self.catalogue = Catalogue(run.site, run.mapping)
        self.taken = set(self.catalogue.keys)
        # Copied, since a service takes long to make from nothing.
        self.blank = Service(site=run.site, live=True)
        # Which row of the file speaks of a service that is there, and of one to be made.
        self.spoken_of: dict[int, int] = {}
        self.new: dict[tuple[str, ...], int] = {}
        self.foreign = 0
        headings = table.headings(run.heading_row)
        self.mapped = {place: BY_KEY[key] for place, key in run.mapped().items() if key in BY_KEY}
        self.places = {
            column.key: f"{headings[place] if place < len(headings) else ''} ({letter(place)})"
            for place, column in self.mapped.items()
        }
        for number, cells in table.below(run.heading_row):
            texts = {
                column.key: restored(cells[place]) if place < len(cells) else ""
                for place, column in self.mapped.items()
            }
            if any(texts.values()):
                self._read(_Row(number, texts, self.places))
        self._retire()
        self._tell()
        self.plan.errors.sort()

    def _fault(self, row: _Row, column: str, message: str) -> None:
        if column in NAMES and column not in row.places:
            column = next((name for name in NAMES if name in row.places), column)
        self.plan.errors.append(RowError(row.number, row.places.get(column, ""), message))

    def _read(self, row: _Row) -> None:
        number = row.text(IDENTITY)
        if key_of(number) == EXAMPLE_KEY:
            return
        if row.text(OWNER) and not self._is_own(row.text(OWNER)):
            self.foreign += 1
            return
        if len(number) > 80 or (number and not key_of(number)):
            self._fault(row, IDENTITY, _("The key must have letters or numbers, at most 80."))
            return
        provider = self._provider(row)
        found = self._found(row, provider)
        if len(found) > 1:
            self._fault(
                row, "name_nn", _("Several services have this name. Add a column with keys.")
            )
        elif found:
            self._update(row, found[0])
        else:
            self._create(row, provider)

    def _is_own(self, owner: str) -> bool:
        return plain_name(owner) == plain_name(self.run.site.site_name)

    def _provider(self, row: _Row) -> Provider | None:
        text = row.text(PROVIDER)
        if not text:
            return None
        try:
            return self.world.provider(text)
        except CellError as fault:
            self._fault(row, PROVIDER, str(fault))
            return None

    def _found(self, row: _Row, provider: Provider | None) -> list[Current]:
        number = row.text(IDENTITY)
        found = self.catalogue.with_key(number) if number else None
        if found:
            return [found]
        names = [row.text(name) for name in NAMES if row.text(name)]
        return self.catalogue.named(names, provider, number)

    def _update(self, row: _Row, current: Current) -> None:
        service = current.service
        if service.pk in self.spoken_of:
            said = {"row": self.spoken_of[service.pk]}
            column = IDENTITY if row.text(IDENTITY) else "name_nn"
            self._fault(row, column, _("The same service stands in row %(row)s too.") % said)
            return
        self.spoken_of[service.pk] = row.number
        self.plan.numbers[service.pk] = row.text(IDENTITY)
        step = Step(current, self.world.name_of(service), row.number)
        for column in self.mapped.values():
            self._compare(row, column, current, step)
        is_back = current.imported and current.imported.is_retired and not service.live
        if is_back and "live" not in row.texts:
            step.values["live"] = True
            step.changes.append(Change(BY_KEY["live"].heading(self.world.language), "nei", "ja"))
        if not step.changes:
            self.plan.unchanged.append(step)
            return
        if current.is_being_worked_on:
            words = _("Somebody is working on this service. Publish or discard the draft first.")
            self._fault(row, "name_nn", words)
        self._check(row, service, step.values)
        self.plan.update.append(step)

    def _compare(self, row: _Row, column: Column, current: Current, step: Step[Current]) -> None:
        if column.key in {IDENTITY, OWNER, PROVIDER_TYPE}:
            return
        text, kind = row.text(column.key), column.kind
        if not text and not self.run.does_erase:
            return
        before = kind.render(current.get, self.world)
        if text == before:
            return
        values = self._parsed(row, column) if text else kind.empty()
        new = {name: value for name, value in values.items() if _differs(current.get(name), value)}
        if not new:
            return
        after = kind.render(lambda name: values.get(name, current.get(name)), self.world)
        step.values |= new
        step.changes.append(Change(column.heading(self.world.language), before, after))

    def _parsed(self, row: _Row, column: Column) -> dict[str, Any]:
        """The fields of one cell; none, and an error, if it cannot be read."""
        try:
            values = column.kind.parse(row.text(column.key), self.world)
            for name, value in values.items():
                _check_field(name, value)
        except CellError as fault:
            self._fault(row, column.key, str(fault))
        except ValidationError as fault:
            self._fault(row, column.key, " ".join(fault.messages))
        else:
            return values
        return {}

    def _create(self, row: _Row, provider: Provider | None) -> None:
        names = [row.text(name) for name in NAMES if row.text(name)]
        if not names:
            self._fault(row, "name_nn", _("The row has no name of a service."))
            return
        number = row.text(IDENTITY)
        identity = (number,) if number else (plain_name(names[0]), plain_name(row.text(PROVIDER)))
        if identity in self.new:
            said = {"row": self.new[identity]}
            column = IDENTITY if number else "name_nn"
            self._fault(row, column, _("The same service stands in row %(row)s too.") % said)
            return
        self.new[identity] = row.number
        service = copy.copy(self.blank)
        step = Step(Current(service), names[0], row.number)
        for column in self.mapped.values():
            if column.key not in {IDENTITY, OWNER, PROVIDER_TYPE} and row.text(column.key):
                step.values |= self._parsed(row, column)
        step.values["provider"] = provider or self.world.provider(self.run.site.site_name)
        self._describe_provider(row, step.values["provider"])
        service.key = next(k for k in numbered(key_of(number or names[0])) if k not in self.taken)
        self.taken.add(service.key)
        self._check(row, service, step.values)
        step.changes = self._all_of(step.values)
        self.plan.given[row.number] = number
        self.plan.create.append(step)

    def _describe_provider(self, row: _Row, provider: Provider) -> None:
        text = row.text(PROVIDER_TYPE)
        if provider.pk is None and text:
            provider.owner_type = self._parsed(row, BY_KEY[PROVIDER_TYPE]).get(
                "owner_type", provider.owner_type
            )

    def _all_of(self, values: dict[str, Any]) -> list[Change]:
        """What a new service says, as the columns of the file say it."""
        said = []
        for column in self.mapped.values():
            if column.kind.fields[0] in values and column.key not in {PROVIDER_TYPE, OWNER}:
                after = column.kind.render(lambda name: values.get(name), self.world)
                said.append(Change(column.heading(self.world.language), "", after))
        return said

    def _check(self, row: _Row, service: Service, values: dict[str, Any]) -> None:
        """What the fields say together, as the editor's form would have asked."""
        wanted = copy.copy(service)
        for name, value in values.items():
            if name not in CITED:
                setattr(wanted, name, value)
        try:
            wanted.clean()
        except ValidationError as fault:
            for name, messages in fault.message_dict.items():
                key = next((c.key for c in self.mapped.values() if name in c.kind.fields), "")
                self._fault(row, key, " ".join(messages))

    def _retire(self) -> None:
        """What came from this list before and is not in it now."""
        gone = [
            current
            for current in self.catalogue.all
            if current.imported
            and not current.imported.is_retired
            and current.service.live
            and current.service.pk not in self.spoken_of
        ]
        if not self.run.does_retire:
            if gone:
                words = ngettext(
                    "%(count)s service that came from this list is not in the file. It stays as "
                    "it is, unless you choose to take away what is not in the file.",
                    "%(count)s services that came from this list are not in the file. They stay "
                    "as they are, unless you choose to take away what is not in the file.",
                    len(gone),
                )
                self.plan.notes.append(words % {"count": len(gone)})
            return
        for current in gone:
            name = self.world.name_of(current.service)
            if current.is_being_worked_on:
                words = _("%(name)s is not in the file, but somebody is working on it. It stays.")
                self.plan.notes.append(words % {"name": name})
            else:
                self.plan.retire.append(Step(current, name))

    def _tell(self) -> None:
        used = [step.values.get("provider") for step in (*self.plan.create, *self.plan.update)]
        kept = {id(provider) for provider in used}
        self.plan.providers = [p for p in self.world.new_providers.values() if id(p) in kept]
        if self.foreign:
            words = ngettext(
                "%(count)s row belongs to another municipality and is left alone.",
                "%(count)s rows belong to other municipalities and are left alone.",
                self.foreign,
            )
            self.plan.notes.append(words % {"count": self.foreign})


def _differs(before: Any, after: Any) -> bool:
    if isinstance(after, list):
        keys = [getattr(row, "pk", row) for row in after]
        return sorted(map(str, keys)) != sorted(str(getattr(r, "pk", r)) for r in before or [])
    if isinstance(after, str):
        return (before or "") != after
    return before != after


def _check_field(name: str, value: Any) -> None:
    """What the field itself says: length, the shape of an address. Raises `ValidationError`."""
    if name in CITED or name in {"provider", "owner_type"} or value in ("", None, []):
        return
    Service._meta.get_field(name).clean(value, None)
