"""Published pages told as documents of a package, in one form: `telling` and `page_values` backwards.

Each block keeps its id. What is empty is not said.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wagtail.fields import StreamValue
from wagtail.models import Page

from bti_portal.exchange.rich_text import to_markdown
from handlingsveileder.page_values import STORED_AS
from handlingsveileder.stored_values import items_of

Told = dict[str, Any]
Raw = Mapping[str, Any]
CITING = {
    "services": "service",
    "help_lines": "help_line",
    "legal_references": "legal_reference",
}
WRITTEN_AS = {stored: written for written, stored in STORED_AS.items()}


@dataclass
class Retelling:
    """Tells pages in one form, and notes what they cite.

    Attributes:
        form: the form the pages are in.
        page_key: gives a page's key in the package by its primary key; None if readers elsewhere
            have no use for the link.
        row_keys: keys of the rows that may be cited, by kind and primary key.
        cited: primary keys of the rows that were cited, by kind.
        files: primary keys of the documents that were cited.
    """

    form: str
    page_key: Callable[[int], str | None]
    row_keys: Mapping[str, Mapping[int, str]]
    cited: dict[str, set[int]] = field(default_factory=dict)
    files: set[int] = field(default_factory=set)

    def words(self, text: str | None) -> Told | None:
        return {self.form: text.strip()} if text and text.strip() else None

    def rich(self, text: str | None) -> Told | None:
        return self.words(to_markdown(text or "", self.page_key))

    def row(self, kind: str, pk: Any) -> str | None:
        key = self.row_keys[kind].get(int(pk)) if pk else None
        if key:
            self.cited.setdefault(kind, set()).add(int(pk))
        return key

    def page(self, pk: Any) -> str | None:
        return self.page_key(int(pk)) if pk else None

    def rows(self, kind: str, raw: Any) -> list[str]:
        found = [self.row(kind, value) for _identity, value in items_of(raw)]
        return [key for key in found if key]

    def pages(self, raw: Any) -> list[str]:
        found = [self.page(value) for _identity, value in items_of(raw)]
        return [key for key in found if key]

    def target(self, kind: str, value: Any) -> Told | None:
        if kind in {"stay", "close"}:
            return {kind: True}
        if kind == "address":
            return {kind: value} if value else None
        is_row = kind in {"service", "help_line"}
        key = self.row(kind, value) if is_row else self.page(value)
        return {kind: key} if key else None

    def targets(self, raw: Any) -> list[Told]:
        found = [self.target(item["type"], item["value"]) for item in raw or []]
        return [target for target in found if target]

    def items(self, raw: Any, tell: Callable[["Retelling", Raw], Told]) -> list[Told]:
        """Blocks with ids; one that says nothing any more is left out."""
        told = [(identity, said(tell(self, value or {}))) for identity, value in items_of(raw)]
        return [{"id": identity, **value} for identity, value in told if value]

    def body(self, raw: Any) -> list[Told]:
        told = [
            {"id": item["id"], item["type"]: self._body_value(item["type"], item["value"])}
            for item in raw or []
        ]
        return [block for block in map(said, told) if len(block) > 1]

    def _body_value(self, kind: str, value: Any) -> Any:
        if kind == "text":
            return self.rich(value)
        if kind == "callout":
            return said(
                {
                    "tone": value["tone"],
                    "heading": self.words(value["heading"]),
                    "text": self.rich(value["text"]),
                }
            )
        if kind == "contacts":
            return True
        return self.items(value, _link) if kind == "links" else self.rows(CITING[kind], value)


def said(told: Told) -> Told:
    """Without what is empty."""
    return {
        name: value
        for name, value in told.items()
        if not (value is None or value is False or value == "" or value == [] or value == {})
    }


def raw(page: Page, name: str) -> Any:
    """What a field stores, without looking anything up."""
    field_of = page._meta.get_field(name)
    value = getattr(page, field_of.attname)
    return list(value.raw_data) if isinstance(value, StreamValue) else value


def _link(r: Retelling, link: Raw) -> Told:
    page = r.page(link.get("page"))
    return {"page": page, "text": r.words(link.get("text"))} if page else {}


def _deadline(r: Retelling, value: Raw) -> Told:
    return said(
        {
            "text": r.words(value.get("deadline")),
            "days": value.get("deadline_days"),
            "from": r.words(value.get("deadline_from")),
        }
    )


def _involved(r: Retelling, who: Raw) -> Told:
    role = r.row("role", who.get("role"))
    if not role:
        return {}
    return {"role": role, "consent": who.get("consent"), "note": r.words(who.get("note"))}


def _way_on(r: Retelling, way: Raw) -> Told:
    target = next(iter(r.targets(way.get("target"))), None)
    return {
        "label": r.words(way.get("label")),
        "note": r.words(way.get("note")),
        "target": target,
    }


def _decision(r: Retelling, decision: Raw) -> Told:
    return {
        "question": r.words(decision.get("question")),
        "guidance": r.rich(decision.get("guidance")),
        "deadline": _deadline(r, decision),
        "exits": r.items(decision.get("exits"), _way_on),
    }


def _decisions(r: Retelling, stored: Any) -> list[Told]:
    # A decision is known by its id; the format asks for a key as well.
    return [{"key": told["id"], **told} for told in r.items(stored, _decision)]


def _differing(r: Retelling, value: Raw) -> Told:
    """What a step says, and a variant of it may say otherwise."""
    return {
        "what": r.rich(value.get("what")),
        "how": r.rich(value.get("how")),
        "responsible": r.rows("role", value.get("responsible_roles")),
        "involve": r.items(value.get("involve"), _involved),
        "tools": r.pages(value.get("tools")),
        "services": r.rows("service", value.get("services")),
        "legal_references": r.rows("legal_reference", value.get("legal_references")),
        "deadline": _deadline(r, value),
        "documentation": r.words(value.get("documentation")),
        "child_voice": r.words(value.get("child_voice")),
    }


def _variant(r: Retelling, value: Raw) -> Told:
    arena = r.row("arena", value.get("arena"))
    return {"arena": arena, **_differing(r, value)} if arena else {}


DIFFERING = (
    "what how responsible_roles involve tools services legal_references deadline deadline_days "
    "deadline_from documentation child_voice"
).split()


def step(r: Retelling, page: Page) -> Told:
    return {
        **_differing(r, {name: raw(page, name) for name in DIFFERING}),
        "for_guardians": r.rich(raw(page, "for_guardians")),
        "for_youth": r.rich(raw(page, "for_youth")),
        "decisions": _decisions(r, raw(page, "decisions")),
        "variants": r.items(raw(page, "variants"), _variant),
    }


def guide(r: Retelling, page: Page) -> Told:
    return {
        "violence_exit": r.page(raw(page, "violence_exit")),
        "body": r.body(raw(page, "body")),
        "decisions": _decisions(r, raw(page, "decisions")),
        "version": raw(page, "version"),
        "version_summary": r.words(raw(page, "version_summary")),
    }


def level(r: Retelling, page: Page) -> Told:
    return {
        "label": r.words(raw(page, "label")),
        "who_works": r.rich(raw(page, "who_works")),
        "advice": r.rich(raw(page, "advice")),
        "body": r.body(raw(page, "body")),
    }


def tool(r: Retelling, page: Any) -> Told:
    if page.document_id:
        r.files.add(page.document_id)
    document = f"file-{page.document.get_file_hash()[:16]}" if page.document_id else ""
    return {
        "kind": page.kind,
        "audiences": page.audiences,
        "sheets": page.sheets,
        "version": page.version,
        "arenas": r.rows("arena", raw(page, "arenas")),
        "body": r.body(raw(page, "body")),
        "worksheet": [_sheet_part(r, item) for item in raw(page, "worksheet")],
        "maintainer": r.words(page.maintainer),
        "origin": r.words(page.origin),
        "licence": page.licence,
        "document": document,
    }


def _sheet_part(r: Retelling, item: Raw) -> Told:
    kind = WRITTEN_AS.get(item["type"], item["type"])
    if kind == "text":
        return said({"id": item["id"], kind: r.rich(item["value"])})
    told: Told = {}
    for name, value in item["value"].items():
        if isinstance(value, list):
            told[name] = [r.words(words) for _identity, words in items_of(value) if words]
        else:
            told[name] = r.words(value) if isinstance(value, str) else value
    return {"id": item["id"], kind: said(told)}


def decision_tree(r: Retelling, page: Page) -> Told:
    endings = [item["value"]["code"] for item in raw(page, "endings")]

    def answer(r: Retelling, value: Raw) -> Told:
        code = value.get("leads_to")
        kind = "ending" if code in endings else "question"
        leads_to = {kind: code} if code else {}
        words = {name: r.words(value.get(name)) for name in ("label", "note")}
        return words | {"leads_to": leads_to}

    def question(r: Retelling, value: Raw) -> Told:
        return {
            "code": value.get("code"),
            "question": r.words(value.get("question")),
            "guidance": r.rich(value.get("guidance")),
            "answers": r.items(value.get("answers"), answer),
        }

    return {
        "questions": r.items(raw(page, "questions"), question),
        "endings": r.items(raw(page, "endings"), _ending),
    }


def _ending(r: Retelling, value: Raw) -> Told:
    return {
        "code": value.get("code"),
        "heading": r.words(value.get("heading")),
        "tone": value.get("tone"),
        "text": r.rich(value.get("text")),
        "write_down": r.words(value.get("write_down")),
        "age_rule": r.words(value.get("age_rule")),
        "legal_references": r.rows("legal_reference", value.get("legal_references")),
        "targets": r.targets(value.get("targets")),
    }


def signs(r: Retelling, page: Page) -> Told:
    return {"body": r.body(raw(page, "body")), "signs": r.items(raw(page, "signs"), _sign)}


def _sign(r: Retelling, value: Raw) -> Told:
    return {
        "kind": value.get("kind"),
        "area": value.get("area"),
        "text": r.words(value.get("text")),
        "ages": list(value.get("ages") or []),
        "arenas": r.rows("arena", value.get("arenas")),
        "steps": r.pages(value.get("steps")),
        "services": r.rows("service", value.get("services")),
    }


def training_case(r: Retelling, page: Any) -> Told:
    return {
        "minutes": page.minutes,
        "arenas": r.rows("arena", raw(page, "arenas")),
        "scenes": r.items(raw(page, "scenes"), _scene),
        "closing": r.rich(page.closing),
    }


def _scene(r: Retelling, value: Raw) -> Told:
    return {
        "heading": r.words(value.get("heading")),
        "text": r.rich(value.get("text")),
        "question": r.words(value.get("question")),
        "choices": r.items(value.get("choices"), _choice),
    }


def _choice(r: Retelling, value: Raw) -> Told:
    return {
        "label": r.words(value.get("label")),
        "rating": value.get("rating"),
        "explanation": r.rich(value.get("explanation")),
        "step": r.page(value.get("step")),
    }


def article(r: Retelling, page: Page) -> Told:
    return {"in_footer": page.show_in_menus, "body": r.body(raw(page, "body"))}


def text_page(r: Retelling, page: Page) -> Told:
    return {"body": r.body(raw(page, "body"))}


def bare(_r: Retelling, _page: Page) -> Told:
    return {}
