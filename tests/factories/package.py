"""A small package that is right, as files; tests break it or change it."""

from pathlib import Path
from typing import Any

import yaml

Content = dict[str, Any]


def both(text: str) -> dict[str, str]:
    return {"nn": f"{text} nn", "nb": f"{text} nb"}


def _page(key: str, **more: Any) -> Content:
    return {"key": key, "title": both(key.capitalize()), "lead": both("Kort sagt"), **more}


def _placed(key: str, **more: Any) -> Content:
    return _page(key, slug={"nn": key, "nb": key}, **more)


STEP_TEXTS = ("what", "how", "documentation", "child_voice", "for_guardians", "for_youth")


def _registers() -> dict[str, Any]:
    line = {"number": "116 111", "hours": both("Alltid"), "for_whom": both("Alle"), "acute": False}
    checked = {"source": "https://www.116111.no/", "checked_on": "2026-10-01"}
    law = {"kind": "act", "act": both("Lova"), "topic": both("Barn")}
    return {
        "registers/roles.yaml": [{"key": "larar", "name": both("Lærar")}],
        "registers/help_lines.yaml": [{"key": "linja", "name": both("Linja"), **line, **checked}],
        "registers/legal_references.yaml": [{"key": "lova", **law}],
    }


def _catalogue() -> dict[str, Any]:
    service = {
        "key": "los",
        "kind": "service",
        "name": both("Losen"),
        "summary": both("Ein som følgjer deg"),
        "description": both("Losen møter deg."),
        "how_to_get": both("Ring."),
        "provider": "kommunen",
        "themes": ["lite-tema"],
        "everyday_words": both("skulevegring"),
        "audiences": ["youth"],
        "levels": [1],
        "prevention": ["selective"],
        "forms": ["individual"],
        "referral": "self",
        "cost": "free",
        "legal_references": ["lova"],
    }
    provider = {"key": "kommunen", "name": both("Kommunen"), "owner_type": "municipality"}
    return {
        "catalogue/themes.yaml": [{"key": "lite-tema", "name": both("Tema"), "los": "tema/barn"}],
        "catalogue/providers.yaml": [provider],
        "catalogue/services/los.yaml": service,
    }


def _guide() -> dict[str, Any]:
    level = {"label": both("0"), "who_works": both("Vi"), "advice": both("Dei")}
    step = {
        **{name: both(name) for name in STEP_TEXTS},
        "responsible": ["larar"],
        "involve": [{"role": "larar", "consent": "needed", "note": both("Spør")}],
        "services": ["los"],
        "legal_references": ["lova"],
    }
    return {
        "guide/guide.yaml": _placed("guide", violence_exit="vald", decisions=[]),
        "guide/level-0/level.yaml": _placed("level-0", **level),
        "guide/level-0/step-0-1.yaml": _placed("steg", **step),
    }


def small_package() -> dict[str, Any]:
    """The files of the package by name: a guide of one step, one service, and what they cite."""
    about = {"name": "liten", "version": "1", "licence": "CC-BY-4.0", "title": both("Liten pakke")}
    front = {"acute_help_lines": ["linja"], "themes": ["lite-tema"], "promises": []}
    article = {"in_footer": True, "body": [{"text": both("Les [steget](page:steg).")}]}
    return {
        "package.yaml": about,
        **_registers(),
        **_catalogue(),
        "pages/home.yaml": _page("home", ladder_heading=both("Steg for steg"), **front),
        "pages/services.yaml": _placed("services"),
        "pages/articles/vald.yaml": _placed("vald", **article),
        **_guide(),
    }


def municipality(key: str, **more: Any) -> Content:
    """An invented municipality of a package's `demo` folder."""
    contact = {"phone": "00 00 00 00", "hours": both("Dag")}
    pairs = "slogan model_name model_long_name level_word step_word address footer".split()
    return {
        "key": key,
        "host": f"{key}.example",
        "languages": ["nn"],
        "name": {"nn": f"{key.capitalize()} kommune", "nb": f"{key.capitalize()} kommune"},
        **{name: both(name.replace("_", " ")) for name in pairs},
        "municipality_number": "0000",
        "organisation_number": "000000000",
        "brand_colour": "#17594a",
        "phone": "00 00 00 00",
        "email": f"post@{key}.example",
        "child_welfare": contact,
        "child_welfare_duty": contact,
        "exit_url": "https://www.yr.no/",
        "demo": True,
        **more,
    }


def write_package(folder: Path, files: dict[str, Any]) -> Path:
    """Write the files; a text is written as it is, everything else as YAML."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            file.write_bytes(content)
        elif isinstance(content, str):
            file.write_text(content, encoding="utf-8")
        else:
            text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
            file.write_text(text, encoding="utf-8")
    return folder
