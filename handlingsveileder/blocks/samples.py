"""One valid sample of each block: what the editor's preview shows, and what the tests walk.

Rows and pages in samples are made up here and never saved.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps

TEXT = "<p>Skriv ned det du har sett og høyrt. Ikkje det du trur.</p>"


def _role() -> Any:
    return apps.get_model("registers", "Role")(
        key="pedagogisk-leder", name_nn="Pedagogisk leiar", name_nb="Pedagogisk leder"
    )


def _help_line() -> Any:
    return apps.get_model("registers", "HelpLine")(
        key="sample",
        number="116 111",
        name_nn="Alarmtelefonen for barn og unge",
        name_nb="Alarmtelefonen for barn og unge",
        hours_nn="Heile døgnet",
        hours_nb="Hele døgnet",
    )


def _legal_reference() -> Any:
    return apps.get_model("registers", "LegalReference")(
        key="sample", act_nn="Barnevernslova", act_nb="Barnevernsloven"
    )


def _theme() -> Any:
    return apps.get_model("tjenesteoversikt", "Theme")(
        key="mobbing", name_nn="Mobbing", name_nb="Mobbing"
    )


def _service() -> Any:
    return apps.get_model("tjenesteoversikt", "Service")(
        key="helsestasjon", name_nn="Helsestasjonstenesta", name_nb="Helsestasjon"
    )


def _page() -> Any:
    return apps.get_model("handlingsveileder", "ArticlePage")(title="Teieplikt og samtykke")


def _tool() -> Any:
    return apps.get_model("handlingsveileder", "ToolPage")(title="Observasjonsark", sheets=1)


def _link() -> dict[str, Any]:
    return {"page": _page(), "text": "Les om teieplikt"}


def _exit(label: str, target: tuple[str, Any]) -> dict[str, Any]:
    return {"label": label, "note": "", "target": [target]}


def _arena() -> Any:
    return apps.get_model("registers", "Arena")(
        key="barnehage",
        name_nn="Barnehage",
        name_nb="Barnehage",
        slug_nn="barnehage",
        slug_nb="barnehage",
    )


def _asked(label: str, **more: Any) -> dict[str, Any]:
    return {"label": label, "help": "Skriv kort.", **more}


def _tree_answer(label: str, leads_to: str) -> dict[str, Any]:
    return {"label": label, "note": "", "leads_to": leads_to}


def _scene_choice(label: str, rating: str) -> dict[str, Any]:
    return {"label": label, "rating": rating, "explanation": TEXT, "step": None}


SAMPLES: dict[str, Callable[[], Any]] = {
    "text": lambda: TEXT,
    "callout": lambda: {"tone": "warning", "heading": "Hugs dette", "text": TEXT},
    "action": lambda: {
        "heading": "Snakk med barnet",
        "text": "Spør korleis dagen er, og lytt.",
        "page": None,
    },
    "promise": lambda: {
        "heading": "Du blir høyrd",
        "text": "Barn har rett til å seie kva dei meiner.",
    },
    "role": _role,
    "tool": _tool,
    "service": _service,
    "theme": _theme,
    "help_line": _help_line,
    "legal_reference": _legal_reference,
    "page": _page,
    "link": _link,
    "help_lines": lambda: [_help_line(), _help_line()],
    "services": lambda: [_service()],
    "links": lambda: [_link(), _link()],
    "legal_references": lambda: [_legal_reference()],
    "contacts": lambda: None,
    "involvement": lambda: {
        "role": _role(),
        "consent": "needed",
        "note": "Be om samtykke før du tek kontakt.",
    },
    "exit": lambda: _exit("Nei, det er ikkje grunn til uro", ("close", None)),
    "decision": lambda: {
        "question": "Er det grunn til uro?",
        "guidance": "<p>Avgjer dette saman med leiaren din.</p>",
        "deadline": "Innan 14 dagar (døme)",
        "deadline_days": 14,
        "exits": [
            _exit("Nei", ("close", None)),
            _exit("Vi veit ikkje enno", ("stay", None)),
        ],
    },
    "arena": _arena,
    "variant": lambda: {"arena": _arena(), "how": TEXT},
    "worksheet_section": lambda: {
        "heading": "Det som hende",
        "help": "Skriv det eit kamera kunne ha sett.",
    },
    "worksheet_guidance": lambda: TEXT,
    "short_answer": lambda: _asked("Kven var til stades?"),
    "long_answer": lambda: _asked("Kva gjorde barnet?", lines=4, observation=True),
    "date_answer": lambda: _asked("Når hende det?"),
    "choice_answer": lambda: _asked("Kor ofte?", options=["Kvar dag", "Kvar veke"], several=False),
    "scale_answer": lambda: _asked(
        "Kor uroa er du?", low="Ikkje uroa", high="Svært uroa", lowest=0, highest=10
    ),
    "table_answer": lambda: _asked("Tiltak", columns=["Kva", "Kven", "Når"], rows=3),
    "checklist": lambda: _asked("Hugs", items=["Snakk med barnet", "Skriv ned"]),
    "tree_question": lambda: {
        "code": "kven",
        "question": "Kven er du?",
        "guidance": "",
        "answers": [_tree_answer("Forelder", "slutt"), _tree_answer("Tilsett", "slutt")],
    },
    "tree_ending": lambda: {
        "code": "slutt",
        "heading": "Ring barnevernet",
        "tone": "warning",
        "text": TEXT,
        "write_down": "Kva du såg, og når.",
        "age_rule": "",
        "legal_references": [_legal_reference()],
        "targets": [("page", _page())],
    },
    "sign": lambda: {
        "kind": "sign",
        "area": "mood",
        "text": "Barnet trekkjer seg unna leiken.",
        "ages": ["3-5", "6-12"],
        "arenas": [_arena()],
        "steps": [],
        "services": [_service()],
    },
    "scene": lambda: {
        "heading": "I garderoben",
        "text": TEXT,
        "question": "Kva gjer du?",
        "choices": [
            _scene_choice("Skriv ned det du såg", "good"),
            _scene_choice("Ventar til neste veke", "poor"),
        ],
    },
}


class SampleMixin:
    """Put before a block: the editor's preview shows the block's sample."""

    def get_preview_value(self) -> Any:
        return self.normalize(SAMPLES[sample_name(type(self))]())


def sample_name(block_class: type) -> str:
    """The name that a block's class, template and sample share: `HelpLinesBlock` is `help_lines`."""
    name = block_class.__name__.removesuffix("Block")
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")
