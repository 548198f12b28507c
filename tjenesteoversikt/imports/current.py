"""The services of one site as they are, read with a few queries, and the ways a row finds its own."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Site, WorkflowState

from tjenesteoversikt.imports.cells import plain_name
from tjenesteoversikt.imports.world import key_of
from tjenesteoversikt.models import ColumnMapping, ImportedRow, Provider, Service

CITED = ("themes", "needs", "arenas", "legal_references")


@dataclass
class Current:
    """A service with what it cites."""

    service: Service
    many: dict[str, list[Any]] = field(default_factory=dict)
    # How the list knows it, if it came in one.
    imported: ImportedRow | None = None
    is_in_workflow: bool = False

    def get(self, name: str) -> Any:
        """The value of a field; a list of rows for those it cites."""
        return self.many.get(name, []) if name in CITED else getattr(self.service, name)

    @property
    def is_being_worked_on(self) -> bool:
        """Whether somebody has a draft, a lock or a question in a workflow on it."""
        service = self.service
        return bool(
            service.locked
            or self.is_in_workflow
            or (service.live and service.has_unpublished_changes)
        )


def cited_by_services(services: list[Service]) -> dict[int, dict[str, list[Any]]]:
    """What each service cites, one query a kind of row and one for what it is tied to."""
    found: dict[int, dict[str, list[Any]]] = {service.pk: {} for service in services}
    for name in CITED:
        relation = Service._meta.get_field(name)
        through, target = relation.remote_field.through, relation.related_model
        rows: dict[int, Model] = {row.pk: row for row in target.objects.all()}
        order = {pk: place for place, pk in enumerate(rows)}
        pairs = through.objects.filter(service__site_id__in={s.site_id for s in services})
        column = relation.m2m_reverse_field_name()
        for service_id, row_id in pairs.values_list("service_id", f"{column}_id"):
            if service_id in found:
                found[service_id].setdefault(name, []).append(rows[row_id])
        for cited in found.values():
            cited.get(name, []).sort(key=lambda row: order[row.pk])
    return found


class Catalogue:
    """The services of a site, found by their key, the list's own number, or name and provider."""

    def __init__(self, site: Site, mapping: ColumnMapping | None = None) -> None:
        services = list(Service.objects.filter(site=site).select_related("provider", "site"))
        cited = cited_by_services(services)
        waiting = set(
            WorkflowState.objects.active()
            .filter(base_content_type=ContentType.objects.get_for_model(Service))
            .values_list("object_id", flat=True)
        )
        imported = {
            row.service_id: row
            for row in ImportedRow.objects.filter(mapping=mapping, service__site=site)
        }
        self.all = [
            self._current(service, cited[service.pk], imported.get(service.pk), waiting)
            for service in services
        ]
        self.keys = {current.service.key for current in self.all}
        self._by_key = {current.service.key: current for current in self.all}
        self._by_number = {
            current.imported.key: current
            for current in self.all
            if current.imported and current.imported.key
        }
        self._by_name: dict[str, list[Current]] = defaultdict(list)
        for current in self.all:
            names = {plain_name(current.get(f"name_{form}") or "") for form in ("nn", "nb")}
            for name in names - {""}:
                self._by_name[name].append(current)

    def _current(
        self,
        service: Service,
        many: dict[str, list[Any]],
        imported: ImportedRow | None,
        waiting: set[str],
    ) -> Current:
        if not service.live and service.latest_revision_id:
            # What readers do not see is as its newest draft has it.
            draft = service.get_latest_revision_as_object()
            many = {name: list(getattr(draft, name).all()) for name in CITED}
            service = draft
        return Current(service, many, imported, str(service.pk) in waiting)

    def with_key(self, text: str) -> Current | None:
        """The service that a key or the list's own number stands for."""
        return self._by_key.get(key_of(text)) or self._by_number.get(text)

    def named(self, names: list[str], provider: Provider | None, number: str) -> list[Current]:
        """The services of a name, and of a provider if the row names one."""
        found: dict[int, Current] = {}
        for name in map(plain_name, names):
            for current in self._by_name.get(name, []):
                is_same = provider is None or current.service.provider_id == provider.pk
                known_as = current.imported.key if current.imported else ""
                if is_same and not (number and known_as and known_as != number):
                    found[current.service.pk] = current
        return list(found.values())
