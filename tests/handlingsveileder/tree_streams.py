"""What the streams of a small decision tree store."""

from typing import Any

from wagtail.models import Page

from handlingsveileder.models import DecisionTreePage
from tests.factories import DecisionTreePageFactory

Stored = list[dict[str, Any]]
ENDING = {"heading": "Ring", "tone": "info", "text": "<p>Ring og spør.</p>"}


def questions(**asked: list[str]) -> Stored:
    """`questions(who=["end", "what"])`: what the answers to each question lead to."""
    return [
        {
            "type": "tree_question",
            "id": f"id-{code}",
            "value": {
                "code": code,
                "question": f"Spørsmål {code}?",
                "guidance": "",
                "answers": [
                    {
                        "type": "item",
                        "id": f"{code}-{number}",
                        "value": {
                            "label": f"Svar {number} på {code}",
                            "note": "",
                            "leads_to": leads_to,
                        },
                    }
                    for number, leads_to in enumerate(answers, start=1)
                ],
            },
        }
        for code, answers in asked.items()
    ]


def ending(code: str, **more: Any) -> dict[str, Any]:
    value = {**ENDING, "write_down": "", "age_rule": "", "legal_references": [], "targets": []}
    value |= {"code": code, "heading": f"Slutt {code}"} | more
    return {"type": "tree_ending", "id": f"id-{code}", "value": value}


def endings(*codes: str) -> Stored:
    return [ending(code) for code in codes]


ASKED = questions(who=["what", "ring"], what=["ring", "vent"])
ENDED = endings("ring", "vent")


def make_tree(
    parent: Page, asked: Stored = ASKED, ended: Stored = ENDED, slug: str = "tre", **more: Any
) -> DecisionTreePage:
    """A published tree; without more said, of two questions and two endings."""
    return DecisionTreePageFactory(parent=parent, slug=slug, questions=asked, endings=ended, **more)
