"""What the documents of a package say, told in one language of one site: values for page fields."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from wagtail.models import Page

from bti_portal.exchange.rich_text import to_rich_text
from bti_portal.registers.models import Arena, HelpLine, LegalReference, Role
from tjenesteoversikt.models import Service, Theme

# Block ids are made from the key and the place, so that a text keeps its id from load to load.
BLOCK_IDS = UUID("6b0f8e62-8a8f-4c7f-9a54-0f5f5d1c9a11")


@dataclass
class Telling:
    """Puts the documents of a package into one language of one site."""

    language: str
    pages: dict[str, Page]
    site_id: int

    @cached_property
    def known(self) -> dict[str, dict[str, int]]:
        """Primary keys of the rows a page may cite, by kind and key."""
        shared = {
            kind: dict(model.objects.filter(site=None).values_list("key", "pk"))
            for kind, model in (
                ("role", Role),
                ("arena", Arena),
                ("help_line", HelpLine),
                ("legal_reference", LegalReference),
            )
        }
        services = Service.objects.filter(publications__site=self.site_id).values_list("key", "pk")
        return {
            **shared,
            "theme": dict(Theme.objects.values_list("key", "pk")),
            "service": dict(services),
        }

    def page_id(self, key: str) -> int | None:
        """The page's primary key; None if somebody has deleted the page."""
        return self.pages[key].pk if key in self.pages else None

    def words(self, pair: dict[str, str] | None) -> str:
        return pair[self.language].strip() if pair else ""

    def rich(self, pair: dict[str, str] | None) -> str:
        return to_rich_text(pair[self.language], self.page_id) if pair else ""

    def block(self, kind: str, value: Any, *place: object) -> dict[str, Any]:
        identity = uuid5(BLOCK_IDS, ".".join(map(str, place)))
        return {"type": kind, "value": value, "id": str(identity)}

    def stream(self, kind: str, values: list[Any], *place: object) -> list[dict[str, Any]]:
        return [self.block(kind, value, *place, i) for i, value in enumerate(values)]

    def rows(self, kind: str, named: list[str] | None, *place: object) -> list[dict[str, Any]]:
        """A stream of choosers; a service the site does not show is left out."""
        found = [self.known[kind].get(key) for key in named or []]
        return self.stream(kind, [pk for pk in found if pk], *place)

    def items(self, kind: str, named: list[str], *place: object) -> list[dict[str, Any]]:
        """As `rows`, in the shape of a list block."""
        return [{**block, "type": "item"} for block in self.rows(kind, named, *place)]

    def body(self, blocks: list[dict[str, Any]] | None, *place: object) -> list[dict[str, Any]]:
        return [
            self.block(kind, self._body_value(kind, value, *place, i), *place, i)
            for i, block in enumerate(blocks or [])
            for kind, value in block.items()
        ]

    def _body_value(self, kind: str, value: Any, *place: object) -> Any:
        if kind == "text":
            return self.rich(value)
        if kind == "callout":
            return {
                "tone": value["tone"],
                "heading": self.words(value["heading"]),
                "text": self.rich(value["text"]),
            }
        if kind == "contacts":
            return None
        if kind == "links":
            links = [
                {"page": self.page_id(link["page"]), "text": self.words(link["text"])}
                for link in value
                if link["page"] in self.pages
            ]
            return [self.block("item", link, *place, i) for i, link in enumerate(links)]
        return self.items(kind.removesuffix("s"), value, *place)

    def page_items(self, named: list[str], *place: object) -> list[dict[str, Any]]:
        """Pages in the shape of a list block; one that somebody has deleted is left out."""
        found = [self.page_id(key) for key in named if key in self.pages]
        return [self.block("item", pk, *place, i) for i, pk in enumerate(found)]

    def ways_on(self, targets: list[dict[str, Any]], *place: object) -> list[dict[str, Any]]:
        """A stream of places to go on to; what the site does not have is left out."""
        pairs = [pair for target in targets for pair in target.items()]
        found = [(kind, self._target(kind, key)) for kind, key in pairs]
        return [
            self.block(kind, value, *place, i) for i, (kind, value) in enumerate(found) if value
        ]

    def deadline(self, deadline: dict[str, Any] | None) -> dict[str, Any]:
        if not deadline:
            return {}
        return {
            "deadline": self.words(deadline["text"]),
            "deadline_days": deadline.get("days"),
            "deadline_from": self.words(deadline.get("from")),
        }

    def decisions(self, decisions: list[dict[str, Any]] | None, key: str) -> list[dict[str, Any]]:
        return [
            self.block("decision", self._decision(d, key), key, d["key"]) for d in decisions or []
        ]

    def _decision(self, decision: dict[str, Any], key: str) -> dict[str, Any]:
        exits = []
        for i, way_on in enumerate(decision["exits"]):
            place = (key, decision["key"], i)
            kind, value = next(iter(way_on["target"].items()))
            target = self.block(kind, self._target(kind, value), *place, "target")
            way = {
                "label": self.words(way_on["label"]),
                "note": self.words(way_on.get("note")),
                "target": [target],
            }
            exits.append(self.block("item", way, *place))
        return {
            "question": self.words(decision["question"]),
            "guidance": self.rich(decision["guidance"]),
            **self.deadline(decision.get("deadline")),
            "exits": exits,
        }

    def _target(self, kind: str, value: Any) -> Any:
        if kind in {"step", "level", "page"}:
            return self.page_id(value)
        if kind in {"service", "help_line"}:
            return self.known[kind].get(value)
        return value if kind == "address" else None
