"""A municipality that lends its guide, with something of everything a package can hold."""

from typing import Any

from tests.factories.package import Content, both, small_package


def _placed(key: str, **more: Any) -> Content:
    slug = {"nn": key, "nb": key}
    return {"key": key, "slug": slug, "title": both(key.capitalize()), "lead": both("Kort"), **more}


def _step() -> Content:
    exits = [
        {"label": both("Ja"), "target": {"help_line": "linja"}},
        {"label": both("Nei"), "note": both("Vent"), "target": {"stay": True}},
        {"label": both("Anna"), "target": {"address": "https://example.no/"}},
    ]
    decision = {"key": "no", "question": both("Kva no"), "guidance": both("Tenk"), "exits": exits}
    variant = {
        "arena": "skule",
        "how": both("Slik i skulen"),
        "involve": [{"role": "larar", "consent": "needed", "note": both("Spør")}],
    }
    deadline = {"text": both("Innan ei veke"), "days": 7, "from": both("dagen")}
    return {
        "tools": ["ark"],
        "decisions": [decision],
        "variants": [variant],
        "deadline": deadline,
        "what": both("Sjå **etter**.\n\n- ein\n- to"),
    }


def _tool() -> Content:
    return _placed(
        "ark",
        kind="form",
        audiences=["professionals"],
        sheets=1,
        arenas=["skule"],
        body=[{"text": both("Bruk arket i [steget](page:steg).")}],
        worksheet=[
            {"section": {"heading": both("Del")}},
            {"text": both("Skriv *kort*.")},
            {"long_answer": {"label": both("Kva"), "lines": 4, "observation": True}},
            {"choice": {"label": both("Vel"), "options": [both("Ein"), both("To")]}},
        ],
    )


def _tree() -> Content:
    answers = [
        {"label": both("Ja"), "leads_to": {"ending": "ut"}},
        {"label": both("Nei"), "leads_to": {"ending": "ut"}},
    ]
    ending = {"code": "ut", "heading": both("Ring"), "tone": "acute", "text": both("Ring no.")}
    ending |= {"legal_references": ["lova"], "targets": [{"step": "steg"}, {"service": "los"}]}
    return _placed(
        "tre",
        questions=[{"code": "fare", "question": both("Er det fare"), "answers": answers}],
        endings=[ending],
    )


def _case() -> Content:
    choices = [
        {"label": both("A"), "rating": "good", "explanation": both("Bra"), "step": "steg"},
        {"label": both("B"), "rating": "poor", "explanation": both("Nei")},
    ]
    scene = {"heading": both("S"), "text": both("T"), "question": both("Q"), "choices": choices}
    closing = both("Slutt")
    return _placed("sak", arenas=["skule"], minutes=8, scenes=[scene], closing=closing)


def whole_package() -> dict[str, Any]:
    """The small package, with tools, a worksheet, a tree, signs, training and an arena besides."""
    files = small_package()
    sign = {"kind": "sign", "area": "mood", "text": both("Stille"), "ages": ["6-12"]}
    sign |= {"arenas": ["skule"], "steps": ["steg"], "services": ["los"]}
    callout = {"tone": "info", "heading": both("Hugs"), "text": both("Spør barnet")}
    link = {"page": "services", "text": both("Tenester")}
    body = [{"text": both("Les [steget](page:steg).")}, {"callout": callout}, {"links": [link]}]
    body += [{"help_lines": ["linja"]}, {"contacts": True}]
    slug = {"nn": "skule", "nb": "skole"}
    return files | {
        "registers/arenas.yaml": [{"key": "skule", "name": both("Skule"), "slug": slug}],
        "pages/tools.yaml": _placed("tools"),
        "tools/ark.yaml": _tool(),
        "trees/tre.yaml": _tree(),
        "pages/signs.yaml": _placed("signs", body=[], signs=[sign]),
        "pages/training.yaml": _placed("training", body=[{"text": both("Prøv.")}]),
        "training/sak.yaml": _case(),
        "pages/articles/vald.yaml": files["pages/articles/vald.yaml"] | {"body": body},
        "guide/level-0/step-0-1.yaml": files["guide/level-0/step-0-1.yaml"] | _step(),
    }
