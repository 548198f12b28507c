"""What the documents of a package say, told in one language of one site: values for page fields."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Model
from wagtail.models import Page

from bti_portal.exchange.rich_text import to_rich_text
from bti_portal.registers.models import Arena, HelpLine, LegalReference, Role
from tjenesteoversikt.models import Service, Theme

REGISTERS = {
    "role": Role,
    "arena": Arena,
    "help_line": HelpLine,
    "legal_reference": LegalReference,
}
# Block ids are made from the key and the place, so that a text keeps its id from load to load.
BLOCK_IDS = UUID("6b0f8e62-8a8f-4c7f-9a54-0f5f5d1c9a11")
# Where a block's own id lies, between reading its document and making the block.
GIVEN = "given id"


def given(data: dict[str, Any]) -> dict[str, Any]:
    """The id that a document says a block has, for the value that is made of it."""
    return {GIVEN: data["id"]} if "id" in data else {}


@dataclass
class Telling:
    """Puts the documents of a package into one language of one site."""

    language: str
    pages: dict[str, Page]
    site_id: int
    # Whether the site's own rows of the registers are cited too, before those that all share.
    with_own_rows: bool = False
    # The files of the package, by key.
    documents: dict[str, Model] = field(default_factory=dict)

    @cached_property
    def known(self) -> dict[str, dict[str, int]]:
        """Primary keys of the rows a page may cite, by kind and key."""
        wanted = [None, self.site_id] if self.with_own_rows else [None]
        registers = {
            kind: {
                key: pk
                for owner in wanted
                for key, pk in model.objects.filter(site=owner).values_list("key", "pk")
            }
            for kind, model in REGISTERS.items()
        }
        services = Service.objects.filter(publications__site=self.site_id).values_list("key", "pk")
        return {
            **registers,
            "theme": dict(Theme.objects.values_list("key", "pk")),
            "service": dict(services),
        }

    def page_id(self, key: str) -> int | None:
        """The page's primary key; None if somebody has deleted the page."""
        return self.pages[key].pk if key in self.pages else None

    def words(self, pair: dict[str, str] | None) -> str:
        return pair.get(self.language, "").strip() if pair else ""

    def rich(self, pair: dict[str, str] | None) -> str:
        return to_rich_text(pair.get(self.language, ""), self.page_id) if pair else ""

    def block(self, kind: str, value: Any, *place: object) -> dict[str, Any]:
        identity = value.pop(GIVEN, "") if isinstance(value, dict) else ""
        identity = identity or str(uuid5(BLOCK_IDS, ".".join(map(str, place))))
        return {"type": kind, "value": value, "id": identity}

    def stream(self, kind: str, values: list[Any], *place: object) -> list[dict[str, Any]]:
        return [self.block(kind, value, *place, i) for i, value in enumerate(values)]

    def rows(self, kind: str, named: list[str] | None, *place: object) -> list[dict[str, Any]]:
        """A stream of choosers; a service the site does not show is left out."""
        found = [self.known[kind].get(key) for key in named or []]
        return self.stream(kind, [pk for pk in found if pk], *place)

    def items(self, kind: str, named: list[str] | None, *place: object) -> list[dict[str, Any]]:
        """As `rows`, in the shape of a list block."""
        return [{**block, "type": "item"} for block in self.rows(kind, named, *place)]

    def body(self, blocks: list[dict[str, Any]] | None, *place: object) -> list[dict[str, Any]]:
        return [
            self.parted(kind, block, self._body_value(kind, value, *place, i), *place, i)
            for i, block in enumerate(blocks or [])
            for kind, value in block.items()
            if kind != "id"
        ]

    def parted(self, kind: str, part: dict[str, Any], value: Any, *place: object) -> dict[str, Any]:
        """A block of a document that says its kind and perhaps its id: `{id: …, text: …}`."""
        block = self.block(kind, value, *place)
        return block | {"id": part["id"]} if "id" in part else block

    def _body_value(self, kind: str, value: Any, *place: object) -> Any:
        if kind == "text":
            return self.rich(value)
        if kind == "callout":
            return {
                "tone": value["tone"],
                "heading": self.words(value.get("heading")),
                "text": self.rich(value.get("text")),
            }
        if kind == "contacts":
            return None
        if kind == "links":
            links = [
                {
                    **given(link),
                    "page": self.page_id(link["page"]),
                    "text": self.words(link.get("text")),
                }
                for link in value
                if link["page"] in self.pages
            ]
            return [self.block("item", link, *place, i) for i, link in enumerate(links)]
        return self.items(kind.removesuffix("s"), value, *place)

    def page_items(self, named: list[str] | None, *place: object) -> list[dict[str, Any]]:
        """Pages in the shape of a list block; one that somebody has deleted is left out."""
        found = [self.page_id(key) for key in named or [] if key in self.pages]
        return [self.block("item", pk, *place, i) for i, pk in enumerate(found)]

    def ways_on(self, targets: list[dict[str, Any]] | None, *place: object) -> list[dict[str, Any]]:
        """A stream of places to go on to; what the site does not have is left out."""
        pairs = [pair for target in targets or [] for pair in target.items()]
        found = [(kind, self._target(kind, key)) for kind, key in pairs]
        return [
            self.block(kind, value, *place, i) for i, (kind, value) in enumerate(found) if value
        ]

    def deadline(self, deadline: dict[str, Any] | None) -> dict[str, Any]:
        if not deadline:
            return {}
        return {
            "deadline": self.words(deadline.get("text")),
            "deadline_days": deadline.get("days"),
            "deadline_from": self.words(deadline.get("from")),
        }

    def decisions(self, decisions: list[dict[str, Any]] | None, key: str) -> list[dict[str, Any]]:
        return [
            self.block("decision", self._decision(d, key), key, d["key"]) for d in decisions or []
        ]

    def _decision(self, decision: dict[str, Any], key: str) -> dict[str, Any]:
        exits = []
        for i, way_on in enumerate(decision.get("exits", [])):
            place = (key, decision["key"], i)
            targets = [
                self.block(kind, self._target(kind, value), *place, "target")
                for kind, value in way_on.get("target", {}).items()
            ]
            way = {
                **given(way_on),
                "label": self.words(way_on.get("label")),
                "note": self.words(way_on.get("note")),
                "target": targets,
            }
            exits.append(self.block("item", way, *place))
        return {
            **given(decision),
            "question": self.words(decision.get("question")),
            "guidance": self.rich(decision.get("guidance")),
            **self.deadline(decision.get("deadline")),
            "exits": exits,
        }

    def _target(self, kind: str, value: Any) -> Any:
        if kind in {"step", "level", "page"}:
            return self.page_id(value)
        if kind in {"service", "help_line"}:
            return self.known[kind].get(value)
        return value if kind == "address" else None
