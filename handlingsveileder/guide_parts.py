"""A guide as data (`guide_document`), told in plain words: part by part, passage by passage."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handlingsveileder.blocks.parts import ConsentPart
from handlingsveileder.plain_text import paragraphs

Data = dict[str, Any]


@dataclass(frozen=True)
class Passage:
    """What one field says, as lines of plain words; `key` is the same in every version."""

    key: str
    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """The guide itself, a level or a step; `parent` is the id of what it stands under."""

    id: str
    kind: str
    title: str
    passages: tuple[Passage, ...]
    parent: str = ""
    parent_title: str = ""


def parts_of(document: Data) -> list[Part]:
    """The guide, and its levels with their steps, in order."""
    guide = Part(document["id"], "guide", document["title"], _passages(_guide(document)))
    parts = [guide]
    for level in document["levels"]:
        above = (document["id"], document["title"])
        parts.append(Part(level["id"], "level", level["title"], _passages(_level(level)), *above))
        for step in level["steps"]:
            passages = _passages(_step(step))
            parts.append(
                Part(step["id"], "step", step["title"], passages, level["id"], level["title"])
            )
    return parts


Told = Iterator[tuple[str, str, list[str]]]


def _passages(told: Iterable[tuple[str, str, list[str]]]) -> tuple[Passage, ...]:
    """Those that say something."""
    lines = ((key, label, tuple(line for line in found if line)) for key, label, found in told)
    return tuple(Passage(*one) for one in lines if one[2])


def _guide(guide: Data) -> Told:
    yield "lead", _("Lead"), [guide["lead"]]
    way_out = guide["violence_exit"]
    yield (
        "violence_exit",
        _("Way out on suspicion of violence"),
        [way_out["title"] if way_out else ""],
    )
    yield "body", _("Text"), _body(guide["body"])
    yield from _decisions(guide["decisions"])


def _level(level: Data) -> Told:
    yield "label", _("Number or letter"), [level["label"]]
    yield "lead", _("Lead"), [level["lead"]]
    yield "who_works", _("Who works here"), paragraphs(level["who_works"])
    yield "advice", _("Whom you can ask"), paragraphs(level["advice"])
    yield "body", _("Text"), _body(level["body"])


def _step(step: Data) -> Told:
    yield "lead", _("Lead"), [step["lead"]]
    yield from _differing(step)
    yield "for_guardians", _("You who are a parent"), paragraphs(step["for_guardians"])
    yield "for_youth", _("You who are young"), paragraphs(step["for_youth"])
    yield from _decisions(step["decisions"])
    for variant in step["variants"]:
        for key, label, lines in _differing(variant["differs"]):
            arena = variant["arena"]
            yield f"{arena['key']}.{key}", f"{arena['name']}: {label}", lines


def _differing(step: Data) -> Told:
    """The fields of a step, or those of a variant that differ."""
    told = {
        "what": (_("What"), paragraphs),
        "how": (_("How"), paragraphs),
        "responsible_roles": (_("Responsible"), _names),
        "involve": (_("Whom to involve"), _involved),
        "tools": (_("Tools"), lambda links: [link["title"] for link in links]),
        "services": (_("Offers that fit here"), _names),
        "deadline": (_("Deadline"), _deadline),
        "documentation": (_("Write down"), str.splitlines),
        "child_voice": (_("The child's voice"), str.splitlines),
        "legal_references": (_("Legal basis"), lambda laws: [law["citation"] for law in laws]),
    }
    for key, (label, lines_of) in told.items():
        if step.get(key):
            yield key, label, lines_of(step[key])


def _names(rows: list[Data]) -> list[str]:
    return [row["name"] for row in rows]


def _involved(people: list[Data]) -> list[str]:
    consents = dict(ConsentPart.choices)
    told = [
        (one["role"]["name"], str(consents.get(one["consent"], "")), one["note"]) for one in people
    ]
    return [". ".join(part.rstrip(".") for part in parts if part) for parts in told]


def _deadline(deadline: Data | None) -> list[str]:
    if not deadline:
        return []
    days = deadline["days"]
    counted = "" if days is None else ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    start = _("counted from: {start}").format(start=deadline["from"]) if deadline["from"] else ""
    return [part for part in (deadline["text"], ", ".join(filter(None, (counted, start)))) if part]


def _decisions(decisions: list[Data]) -> Told:
    for decision in decisions:
        lines = [
            decision["question"],
            *paragraphs(decision["guidance"]),
            *_deadline(decision["deadline"]),
        ]
        for way in decision["exits"]:
            note = f" ({way['note']})" if way["note"] else ""
            lines.append(f"{way['label']}{note} → {_target(way['target'])}")
        yield f"decision.{decision['id']}", _("Decision"), lines


def _target(target: Data | None) -> str:
    if target is None:
        return _("leads nowhere yet")
    kind = target["kind"]
    if kind == "stay":
        return _("Stay here")
    if kind == "close":
        return _("Finish here")
    if kind == "address":
        return target["url"]
    return " ".join(filter(None, (target.get("title", target.get("name")), target.get("number"))))


def _body(blocks: list[Data]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        lines += [block["heading"]] if "heading" in block else []
        lines += paragraphs(block.get("html", ""))
        lines += [
            f"{line['name']} {line['number']}".strip() for line in block.get("help_lines", [])
        ]
        lines += _names(block.get("services", []))
        lines += [link["title"] for link in block.get("links", [])]
        lines += [law["citation"] for law in block.get("legal_references", [])]
    return lines
