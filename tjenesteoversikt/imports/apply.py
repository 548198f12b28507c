"""Writing a plan, and taking back what it wrote. Nothing is deleted, and nothing is half done."""

import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from bti_portal.exchange.plan import PlanChanged, Step
from tjenesteoversikt.imports.bulk import Written, save_all
from tjenesteoversikt.imports.columns import simple
from tjenesteoversikt.imports.current import CITED, Catalogue, Current
from tjenesteoversikt.imports.plan import CataloguePlan
from tjenesteoversikt.imports.readers import Table
from tjenesteoversikt.models import ImportedRow, ImportRun, Service


def wait_for_others(run: ImportRun) -> None:
    """Let one import or undo at a time write to a site; raises `PlanChanged` if the run is over."""
    Site.objects.select_for_update().get(pk=run.site_id)
    if not ImportRun.objects.filter(
        pk=run.pk, applied_at=run.applied_at, undone_at__isnull=True
    ).exists():
        raise PlanChanged


def remember_columns(run: ImportRun, table: Table) -> None:
    """Keep what the headings of a list mean, for the next file of the same list."""
    for place, heading in enumerate(table.headings(run.heading_row)):
        if simple(heading):
            run.mapping.columns[simple(heading)] = run.columns.get(str(place), "")
    run.mapping.save(update_fields=["columns"])


def write_plan(run: ImportRun, plan: CataloguePlan, user: AbstractBaseUser | None) -> None:
    """Write what was planned, and note what is needed to take it back."""
    for provider in plan.providers:
        provider.save()
    undo = [_before(step) for step in (*plan.update, *plan.retire)]
    made = [_made(step) for step in plan.create]
    changed = [_changed(step) for step in plan.update]
    gone = [_taken_away(step.subject) for step in plan.retire]
    save_all([*made, *changed, *gone], user)
    undo += [{"pk": item.service.pk, "did": "create"} for item in made]
    after = {item.service.pk: item.service for item in (*made, *changed, *gone)}
    for note in undo:
        service = after[note["pk"]]
        # To see whether somebody has edited it since.
        note |= {"revision": service.latest_revision_id, "is_live": service.live}
    _remember_rows(run, plan, made)
    run.counts = plan.counts
    run.undo = undo
    run.applied_at = timezone.now()
    run.user = user
    # The cells are not needed any more, and are nobody's but the municipality's.
    run.table = {}
    run.save()


def _put(current: Current, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if name in CITED:
            current.many[name] = value
        elif name != "live":
            setattr(current.service, name, value)


def _made(step: Step[Current]) -> Written:
    service = step.subject.service
    _put(step.subject, step.values)
    service.live = step.values.get("live", True)
    return Written(service, step.subject.many, is_new=True, is_shown=service.live)


def _changed(step: Step[Current]) -> Written:
    current = step.subject
    _put(current, step.values)
    return _with_text(current, step.values.get("live", current.service.live))


def _with_text(current: Current, is_shown: bool) -> Written:
    """New text, for readers or not."""
    is_gone = current.service.live and not is_shown
    return Written(current.service, current.many, is_shown=is_shown, is_taken_away=is_gone)


def _taken_away(current: Current) -> Written:
    """The same text, but not for readers."""
    return Written(
        current.service, current.many, is_revised=False, is_shown=False, is_taken_away=True
    )


def _before(step: Step[Current]) -> dict[str, Any]:
    current = step.subject
    return {
        "pk": current.service.pk,
        "did": "update" if step.changes else "retire",
        "live": current.service.live,
        "was_retired": bool(current.imported and current.imported.is_retired),
        "values": {name: _stored(current.get(name)) for name in step.values if name != "live"},
    }


def _stored(value: Any) -> Any:
    if isinstance(value, list):
        return [_stored(part) for part in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return getattr(value, "pk", value)


def _remember_rows(run: ImportRun, plan: CataloguePlan, made: list[Written]) -> None:
    """Which services the list has, under which numbers, and which it has no more."""
    numbers = dict(plan.numbers)
    for step, item in zip(plan.create, made, strict=True):
        numbers[item.service.pk] = plan.given.get(step.row, "")
    rows = [
        ImportedRow(mapping=run.mapping, service_id=pk, key=number, is_retired=False)
        for pk, number in numbers.items()
    ]
    rows += [
        ImportedRow(
            mapping=run.mapping,
            service_id=step.subject.service.pk,
            key=step.subject.imported.key if step.subject.imported else "",
            is_retired=True,
        )
        for step in plan.retire
    ]
    ImportedRow.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["mapping", "service"],
        update_fields=["key", "is_retired"],
        batch_size=500,
    )


def undoable(run: ImportRun) -> tuple[list[tuple[dict[str, Any], Current]], list[str]]:
    """What can be taken back, and the names of services that somebody has changed since."""
    catalogue = Catalogue(run.site, run.mapping)
    by_pk = {current.service.pk: current for current in catalogue.all}
    kept, changed = [], []
    for note in run.undo:
        current = by_pk.get(note["pk"])
        if current is None:
            continue
        service = current.service
        is_touched = (service.latest_revision_id, service.live) != (
            note["revision"],
            note["is_live"],
        )
        if is_touched or current.is_being_worked_on:
            changed.append(str(service))
        else:
            kept.append((note, current))
    return kept, changed


@transaction.atomic
def undo_run(run: ImportRun, user: AbstractBaseUser | None) -> list[str]:
    """Take back what a run wrote. Returns the names of what somebody has changed since."""
    wait_for_others(run)
    kept, changed = undoable(run)
    written = [_taken_back(note, current) for note, current in kept]
    save_all(written, user)
    for is_retired in (True, False):
        keys = [
            note["pk"]
            for note, _current in kept
            if (note["did"] == "create" or note.get("was_retired", False)) is is_retired
        ]
        ImportedRow.objects.filter(mapping=run.mapping, service_id__in=keys).update(
            is_retired=is_retired
        )
    run.undone_at, run.undone_by, run.left_alone = timezone.now(), user, changed
    run.save()
    return changed


def _taken_back(note: dict[str, Any], current: Current) -> Written:
    if note["did"] == "create":
        return _taken_away(current)
    for name, value in note["values"].items():
        field = Service._meta.get_field(name)
        if name in CITED:
            current.many[name] = list(field.related_model.objects.filter(pk__in=value))
        else:
            setattr(current.service, field.attname, field.to_python(value))
    return _with_text(current, note["live"])
