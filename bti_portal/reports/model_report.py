"""What the coordinator ought to see of the municipality's model: gaps, and what has grown old."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from bti_portal.registers.models import ModelElement
from bti_portal.shell.languages import ENDONYMS
from bti_portal.shell.outline import Outline, OutlinePage
from handlingsveileder import model_map

# What readers look for in a meeting arena.
OF_AN_ARENA = ("mandate", "members", "rhythm")


@dataclass(frozen=True)
class ModelReport:
    """The model of one site, with what is missing in it."""

    model: model_map.ModelMap
    languages: tuple[str, ...]
    page: OutlinePage | None

    @property
    def rows(self) -> list[ModelElement]:
        """The rows of the register that hold today."""
        return [part.row for part in self.model.parts if not part.is_page]

    @cached_property
    def unchecked(self) -> list[ModelElement]:
        return [row for row in self.rows if not row.is_confirmed]

    @cached_property
    def due(self) -> list[ModelElement]:
        """Rows whose next check has come."""
        today = timezone.localdate()
        return [row for row in self.rows if row.next_check and row.next_check <= today]

    @cached_property
    def thin_arenas(self) -> list[ModelElement]:
        """Meeting arenas without mandate, members or rhythm."""
        arenas = (row for row in self.rows if row.kind == ModelElement.Kind.MEETING_ARENA)
        return [row for row in arenas if not all(getattr(row, name) for name in OF_AN_ARENA)]

    @cached_property
    def untold(self) -> list[tuple[ModelElement, str]]:
        """Rows that lack name or purpose in a language of the site, with that language."""
        return [
            (row, ENDONYMS.get(code, code))
            for row in self.rows
            for code in self.languages
            if not (getattr(row, f"name_{code}") and getattr(row, f"purpose_{code}"))
        ]


def report_on(outline: Outline) -> ModelReport:
    """The report for a site, read in its first language. At most four queries."""
    language = outline.languages[0] if outline.languages else ""
    return ModelReport(
        model_map.read(outline, language),
        tuple(outline.languages),
        outline.first("handlingsveileder.ModelMapPage", language),
    )
