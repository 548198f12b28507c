"""A worksheet with a question of every kind."""

from typing import Any

Question = tuple[str, Any]


def every_question() -> list[Question]:
    """One of each kind, as a stream field takes them."""
    asked = {"help": "Skriv kort."}
    numbered = "<p>Gjer <b>dette</b>:</p><ol><li>Sjå</li><li>Lytt</li></ol>"
    return [
        ("worksheet_section", {"heading": "Situasjonen", **asked}),
        ("worksheet_guidance", numbered),
        ("short_answer", {"label": "Kven var til stades?", **asked}),
        ("long_answer", {"label": "Kva hende?", "lines": 4, "observation": True, **asked}),
        ("date_answer", {"label": "Når hende det?", **asked}),
        (
            "choice_answer",
            {"label": "Kor ofte?", "options": ["Kvar dag", "Av og til"], "several": False, **asked},
        ),
        (
            "scale_answer",
            {
                "label": "Kor uroa er du?",
                "low": "Lite",
                "high": "Mykje",
                "lowest": 0,
                "highest": 10,
                **asked,
            },
        ),
        (
            "table_answer",
            {"label": "Tiltak", "columns": ["Kva?", "Kven?"], "rows": 3, **asked},
        ),
        ("checklist", {"label": "Hugs", "items": ["Snakk med barnet", "Skriv ned"], **asked}),
    ]
