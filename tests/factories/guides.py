"""Whole guides that preflight finds nothing wrong with, and decisions for them."""

from typing import Any
from uuid import uuid4

from wagtail.models import Page

from handlingsveileder.models import GuidePage
from tests.factories.pages import (
    ArticlePageFactory,
    GuidePageFactory,
    LevelPageFactory,
    StepPageFactory,
)
from tests.factories.registers import RoleFactory

Exit = tuple[str, str, Any]


def decision(question: str, *exits: Exit) -> dict[str, Any]:
    """A decision as a stream stores it: `decision("Ferdig?", ("Ja", "close", None))`."""
    ways = [
        {
            "type": "item",
            "id": str(uuid4()),
            "value": {"label": label, "note": "", "target": _target(kind, value)},
        }
        for label, kind, value in exits
    ]
    value = {"question": question, "guidance": "", "deadline": "", "deadline_days": None}
    value |= {"deadline_from": "", "exits": ways}
    return {"type": "decision", "id": str(uuid4()), "value": value}


def _target(kind: str, value: Any) -> list[dict[str, Any]]:
    return [{"type": kind, "value": value, "id": str(uuid4())}] if kind else []


def the_end() -> dict[str, Any]:
    """How the last step of a ladder ends."""
    return decision("Er de ferdige?", ("Ja", "close", None), ("Nei", "stay", None))


def make_guide(home: Page, labels: str = "AB", steps: int = 2, **values: Any) -> GuidePage:
    """A published guide with a level for each of `labels`, each with `steps` steps."""
    if "violence_exit" not in values:
        values["violence_exit"] = ArticlePageFactory(parent=home, title="Vald", slug="vald")
    guide = GuidePageFactory(parent=home, **{"slug": "rettleiar", "title": "Rettleiar"} | values)
    role = RoleFactory()
    for label in labels:
        level = LevelPageFactory(
            parent=guide, title=f"Nivå {label}", label=label, slug=f"niva-{label.lower()}"
        )
        for number in range(1, steps + 1):
            StepPageFactory(
                parent=level,
                title=f"Steg {label}{number}",
                slug=f"{label.lower()}{number}",
                what="<p>Gjer dette.</p>",
                responsible_roles=[("role", role)],
                decisions=[the_end()] if (label, number) == (labels[-1], steps) else [],
            )
    return GuidePage.objects.get(pk=guide.pk)
