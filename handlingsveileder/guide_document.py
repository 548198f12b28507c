"""A guide as plain data: what readers see of it, in one form of Norwegian.

The open API gives it, and versions keep it. It is made from the `Ladder`, so it holds what is
published and open to all, and nothing else. Addresses begin at the root of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils import translation
from wagtail.models import Page, Site
from wagtail.rich_text import expand_db_html

from bti_portal.shell.outline import Outline, OutlinePage, draw
from handlingsveileder import citations, ladder
from handlingsveileder.arenas import DIFFERING, SeenStep, seen_from
from handlingsveileder.catalogue_links import CatalogueLinks
from handlingsveileder.ladder import Ladder
from tjenesteoversikt.models import Service

if TYPE_CHECKING:
    from handlingsveileder.models import GuidePage, LevelPage, StepPage

Data = dict[str, Any]
EDITOR_MARKS = re.compile(r' data-block-key="[^"]*"')


@dataclass(frozen=True)
class Place:
    """Where a guide is read: what is asked of the surroundings of a page, without a reader."""

    site: Site
    outline: Outline
    language: str

    def carry(self, url: str) -> str:
        """No reader has chosen an arena."""
        return url


def of_guide(guide: GuidePage) -> Data | None:
    """The guide as it is published now; None if no reader can come to it."""
    site = guide.get_site()
    outline = draw(site) if site else None
    page = outline.with_pk(guide.pk) if outline else None
    if outline is None or page is None:
        return None
    return documents_of(outline, [ladder.read(outline, page)])[0]


def documents_of(outline: Outline, ladders: Sequence[Ladder]) -> list[Data]:
    """Each guide as data, with as many queries for a large guide as for a small one."""
    texts = _texts_of(ladders)
    places = [Place(outline.site, outline, one.guide.language) for one in ladders]
    documents = []
    with citations.gathered():
        for one, place in zip(ladders, places, strict=True):
            catalogue = CatalogueLinks(place)
            if not documents:
                citations.fetch(texts.values(), catalogue, place)
            catalogue.preload(citations.fetched_rows(Service) or ())
            with translation.override(place.language):
                documents.append(_Writer(outline, catalogue, texts).guide(one))
    return documents


def _texts_of(ladders: Sequence[Ladder]) -> dict[int, Page]:
    """The pages on the ladders, by primary key: one query for each of their types."""
    levels = [level for one in ladders for level in one]
    wanted = {
        "GuidePage": [one.guide.pk for one in ladders],
        "LevelPage": [level.page.pk for level in levels],
        "StepPage": [step.page.pk for level in levels for step in level.steps],
    }
    found: dict[int, Page] = {}
    for name, pks in wanted.items():
        found |= apps.get_model("handlingsveileder", name).objects.in_bulk(pks)
    return found


class _Writer:
    """Writes one guide, in the language that is active."""

    def __init__(self, outline: Outline, catalogue: CatalogueLinks, texts: dict[int, Page]) -> None:
        self.catalogue = catalogue
        self.texts = texts
        self.open_pages = {
            page.pk: page for page in outline.pages if not outline.is_restricted(page.path)
        }

    def guide(self, one: Ladder) -> Data:
        guide: GuidePage = self.texts[one.guide.pk]
        return {
            "id": str(guide.translation_key),
            "language": one.guide.language,
            **self._about(one.guide, guide),
            "arena": self._row(guide.arena) if guide.arena_id else None,
            "version": _version(guide),
            "violence_exit": self._link(guide.violence_exit_id),
            "body": self._body(guide.body),
            "decisions": self._decisions(guide.decisions),
            "levels": [
                self._level(self.texts[level.page.pk], level.page, level.steps)
                for level in one
                if level.page.pk in self.open_pages
            ],
        }

    def _level(self, level: LevelPage, page: OutlinePage, steps: Iterable[Any]) -> Data:
        return {
            "id": str(level.translation_key),
            "label": level.label,
            **self._about(page, level),
            "who_works": _rich(level.who_works),
            "advice": _rich(level.advice),
            "body": self._body(level.body),
            "steps": [
                self._step(self.texts[step.page.pk], step.page)
                for step in steps
                if step.page.pk in self.open_pages
            ],
        }

    def _step(self, step: StepPage, page: OutlinePage) -> Data:
        return {
            "id": str(step.translation_key),
            **self._about(page, step),
            **{name: self._field(name, step) for name in DIFFERING},
            "for_guardians": _rich(step.for_guardians),
            "for_youth": _rich(step.for_youth),
            "decisions": self._decisions(step.decisions),
            "variants": [
                self._variant(block.id, seen_from(step, block.value["arena"]))
                for block in step.variants
                if block.value["arena"]
            ],
        }

    def _variant(self, identity: str, seen: SeenStep) -> Data:
        differs = {name: self._field(name, seen) for name in DIFFERING if name in seen.differs}
        return {"id": identity, "arena": self._row(seen.arena), "differs": differs}

    def _field(self, name: str, step: Any) -> Any:
        """A field of a step, or of a variant laid over it."""
        value = getattr(step, name)
        if name in {"what", "how"}:
            return _rich(value)
        if name == "deadline":
            return _deadline(value, step.deadline_days, step.deadline_from)
        if name in {"documentation", "child_voice"}:
            return value
        rows = [block.value for block in value]
        if name == "involve":
            return [self._involvement(row) for row in rows if row["role"]]
        if name == "tools":
            return [link for row in rows if row and (link := self._link(row.pk))]
        return self._rows(name, rows)

    def _rows(self, kind: str, rows: Iterable[Any]) -> list[Data]:
        """Roles, services or legal references; a service that the site does not show is left out."""
        if kind == "services":
            return [self._service(row) for row in self.catalogue.publications(rows)]
        tell = self._law if kind == "legal_references" else self._row
        return [tell(row) for row in rows if row]

    def _about(self, page: OutlinePage, text: Any) -> Data:
        return {"title": page.title, "lead": text.lead, "url": page.url}

    def _link(self, pk: int | None) -> Data | None:
        page = self.open_pages.get(pk or 0)
        if page is None:
            return None
        return {"id": str(page.translation_key), "title": page.title, "url": page.url}

    def _row(self, row: Any) -> Data:
        return {"key": row.key, "name": str(row)}

    def _involvement(self, value: Any) -> Data:
        return {
            "role": self._row(value["role"]),
            "consent": value["consent"],
            "note": value["note"],
        }

    def _service(self, publication: Any) -> Data:
        service, url = publication.shown, self.catalogue.url(publication)
        return {"key": service.key, "name": service.name, "url": url}

    def _law(self, law: Any) -> Data:
        return {"key": law.key, "citation": law.citation, "url": law.address}

    def _help_line(self, line: Any) -> Data:
        return {"key": line.key, "name": line.name, "number": line.shown_number}

    def _decisions(self, stream: Any) -> list[Data]:
        return [self._decision(block.id, block.value) for block in stream]

    def _decision(self, identity: str, value: Any) -> Data:
        days, start = value["deadline_days"], value["deadline_from"]
        return {
            "id": identity,
            "question": value["question"],
            "guidance": _rich(value["guidance"]),
            "deadline": _deadline(value["deadline"], days, start),
            "exits": [
                {
                    "id": way.id,
                    "label": way.value["label"],
                    "note": way.value["note"],
                    "target": self._target(way.value["target"]),
                }
                for way in value["exits"].bound_blocks
            ],
        }

    def _target(self, target: Any) -> Data | None:
        """Where a way on leads; None while readers are not led anywhere."""
        if not target:
            return None
        kind, value = target[0].block_type, target[0].value
        if kind in {"stay", "close"}:
            return {"kind": kind}
        if kind == "address":
            return {"kind": kind, "url": value}
        return {"kind": kind, **told} if (told := self._told(kind, value)) else None

    def _told(self, kind: str, value: Any) -> Data | None:
        if value is None:
            return None
        if kind == "help_line":
            return self._help_line(value)
        if kind == "service":
            return next(iter(self._rows("services", [value])), None)
        return self._link(value.pk)

    def _body(self, stream: Any) -> list[Data]:
        return [
            {"id": block.id, "kind": block.block_type, **self._block(block.block_type, block.value)}
            for block in stream
        ]

    def _block(self, kind: str, value: Any) -> Data:
        if kind == "text":
            return {"html": _rich(value)}
        if kind == "callout":
            return {
                "tone": value["tone"],
                "heading": value["heading"],
                "html": _rich(value["text"]),
            }
        if kind == "help_lines":
            return {"help_lines": [self._help_line(line) for line in value if line]}
        if kind == "links":
            links = [(link["text"], self._link(link["page"].pk)) for link in value if link["page"]]
            return {"links": [{**to, "title": words or to["title"]} for words, to in links if to]}
        if kind in {"services", "legal_references"}:
            return {kind: self._rows(kind, value)}
        return {}


def _version(guide: GuidePage) -> Data:
    return {
        "number": guide.version,
        "summary": guide.version_summary,
        "valid_from": _day(guide.valid_from),
        "approved_by": guide.approved_by,
        "approved_on": _day(guide.approved_on),
        "case_number": guide.case_number,
        "minutes_url": guide.minutes_url,
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _rich(value: Any) -> str:
    """A rich text as readers get it."""
    return EDITOR_MARKS.sub("", expand_db_html(getattr(value, "source", value) or ""))


def _deadline(text: str, days: int | None, start: str) -> Data | None:
    return {"text": text, "days": days, "from": start} if text or days is not None else None
