"""What each kind of document of a package says, as values for the fields of its page."""

from typing import Any

from handlingsveileder.telling import Telling, given

# Parts of a worksheet have shorter names in a package than their blocks.
STORED_AS = {
    "section": "worksheet_section",
    "text": "worksheet_guidance",
    "date": "date_answer",
    "choice": "choice_answer",
    "scale": "scale_answer",
    "table": "table_answer",
}
LISTS_OF_A_STEP = ("responsible_roles", "involve", "tools", "services", "legal_references")
TEXTS_OF_A_STEP = ("what", "how", "documentation", "child_voice", "deadline", "deadline_from")


def home(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    promises = [
        {
            **given(promise),
            "heading": t.words(promise.get("heading")),
            "text": t.words(promise.get("text")),
        }
        for promise in data.get("promises", [])
    ]
    return {
        "acute_help_lines": t.rows("help_line", data.get("acute_help_lines"), "home", "acute"),
        "themes": t.rows("theme", data.get("themes"), "home", "themes"),
        "ladder_heading": t.words(data.get("ladder_heading")),
        "promises": t.stream("promise", promises, "home", "promises"),
    }


def entrance(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    key = data["key"]
    actions = [
        {
            **given(action),
            "heading": t.words(action.get("heading")),
            "text": t.words(action.get("text")),
            "page": t.page_id(action["page"]) if "page" in action else None,
        }
        for action in data.get("actions", [])
    ]
    return {
        "audience": data["audience"],
        "door_text": t.words(data.get("door_text")),
        "actions": t.stream("action", actions, key, "actions"),
        "start": t.pages.get(data.get("start")),
        "services": t.rows("service", data.get("services"), key, "services"),
        "help_lines": t.rows("help_line", data.get("help_lines"), key, "help_lines"),
        "body": t.body(data.get("body"), key, "body"),
    }


def guide(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "violence_exit": t.pages.get(data.get("violence_exit")),
        "body": t.body(data.get("body"), data["key"], "body"),
        "decisions": t.decisions(data.get("decisions"), data["key"]),
        "version": data.get("version", ""),
        "version_summary": t.words(data.get("version_summary")),
        "show_in_menus": True,
    }


def level(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "label": t.words(data.get("label")),
        "who_works": t.rich(data.get("who_works")),
        "advice": t.rich(data.get("advice")),
        "body": t.body(data.get("body"), data["key"], "body"),
    }


def _differing(t: Telling, data: dict[str, Any], *place: object) -> dict[str, Any]:
    """What a step says, and a variant of it may say otherwise; only what is said at all."""
    values: dict[str, Any] = {}
    for name in ("what", "how"):
        if name in data:
            values[name] = t.rich(data[name])
    for name in ("documentation", "child_voice"):
        if name in data:
            values[name] = t.words(data[name])
    if "responsible" in data:
        values["responsible_roles"] = t.rows("role", data.get("responsible"), *place, "responsible")
    if "involve" in data:
        involve = [
            {
                **given(who),
                "role": t.known["role"][who["role"]],
                "consent": who.get("consent", "needed"),
                "note": t.words(who.get("note")),
            }
            for who in data["involve"]
            if who["role"] in t.known["role"]
        ]
        values["involve"] = t.stream("involvement", involve, *place, "involve")
    if "tools" in data:
        tools = [t.page_id(tool) for tool in data["tools"] if tool in t.pages]
        values["tools"] = t.stream("tool", tools, *place, "tools")
    if "services" in data:
        values["services"] = t.rows("service", data.get("services"), *place, "services")
    if "legal_references" in data:
        named = data["legal_references"]
        values["legal_references"] = t.rows("legal_reference", named, *place, "legal")
    return values | t.deadline(data.get("deadline"))


def step(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    key = data["key"]
    nothing: dict[str, Any] = {name: [] for name in LISTS_OF_A_STEP}
    nothing |= dict.fromkeys(TEXTS_OF_A_STEP, "") | {"deadline_days": None}
    variants = [
        {
            **given(variant),
            "arena": t.known["arena"][variant["arena"]],
            **_differing(t, variant, key, variant["arena"]),
        }
        for variant in data.get("variants", [])
        if variant["arena"] in t.known["arena"]
    ]
    return {
        **nothing,
        **_differing(t, data, key),
        "for_guardians": t.rich(data.get("for_guardians")),
        "for_youth": t.rich(data.get("for_youth")),
        "decisions": t.decisions(data.get("decisions"), key),
        "variants": t.stream("variant", variants, key, "variants"),
    }


def tool(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    key = data["key"]
    return {
        "kind": data["kind"],
        "audiences": data.get("audiences", []),
        "sheets": data.get("sheets", 1),
        "version": data.get("version", ""),
        "arenas": t.rows("arena", data.get("arenas"), key, "arenas"),
        "body": t.body(data.get("body"), key, "body"),
        "worksheet": [
            t.parted(
                STORED_AS.get(kind, kind),
                part,
                _part(t, kind, value, key, "sheet", i),
                *(key, "sheet", i),
            )
            for i, part in enumerate(data.get("worksheet", []))
            for kind, value in part.items()
            if kind != "id"
        ],
        "maintainer": t.words(data.get("maintainer")),
        "origin": t.words(data.get("origin")),
        "licence": data.get("licence", ""),
        "document": t.documents.get(data.get("document")),
    }


def _part(t: Telling, kind: str, value: Any, *place: object) -> Any:
    """One part of a worksheet: pairs of texts become texts, all else stays."""
    if kind == "text":
        return t.rich(value)
    told: dict[str, Any] = {"help": ""}
    for name, content in value.items():
        if isinstance(content, list):
            told[name] = t.stream("item", [t.words(pair) for pair in content], *place, name)
        else:
            told[name] = t.words(content) if isinstance(content, dict) else content
    if kind in {"long_answer", "choice"}:
        told.setdefault("observation" if kind == "long_answer" else "several", False)
    return told


def decision_tree(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    key = data["key"]
    questions = [_question(t, question, key) for question in data.get("questions", [])]
    endings = [_ending(t, ending, key) for ending in data.get("endings", [])]
    return {
        "questions": t.stream("tree_question", questions, key, "questions"),
        "endings": t.stream("tree_ending", endings, key, "endings"),
        "show_in_menus": True,
    }


def _question(t: Telling, question: dict[str, Any], key: str) -> dict[str, Any]:
    answers = [
        {
            **given(answer),
            "label": t.words(answer.get("label")),
            "note": t.words(answer.get("note")),
            "leads_to": next(iter(answer["leads_to"].values()), ""),
        }
        for answer in question.get("answers", [])
    ]
    return {
        **given(question),
        "code": question["code"],
        "question": t.words(question.get("question")),
        "guidance": t.rich(question.get("guidance")),
        "answers": t.stream("item", answers, key, question["code"], "answers"),
    }


def _ending(t: Telling, ending: dict[str, Any], key: str) -> dict[str, Any]:
    laws, place = ending.get("legal_references"), (key, ending["code"])
    return {
        **given(ending),
        "code": ending["code"],
        "heading": t.words(ending.get("heading")),
        "tone": ending.get("tone", "info"),
        "text": t.rich(ending.get("text")),
        "write_down": t.words(ending.get("write_down")),
        "age_rule": t.words(ending.get("age_rule")),
        "legal_references": t.items("legal_reference", laws, *place, "laws"),
        "targets": t.ways_on(ending.get("targets"), *place, "targets"),
    }


def signs(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    told = [
        {
            **given(sign),
            "kind": sign["kind"],
            "area": sign["area"],
            "text": t.words(sign.get("text")),
            "ages": sign.get("ages", []),
            "arenas": t.items("arena", sign.get("arenas"), "signs", i, "arenas"),
            "steps": t.page_items(sign.get("steps"), "signs", i, "steps"),
            "services": t.items("service", sign.get("services"), "signs", i, "services"),
        }
        for i, sign in enumerate(data.get("signs", []))
    ]
    return {
        "body": t.body(data.get("body"), "signs", "body"),
        "signs": t.stream("sign", told, "signs", "signs"),
        "show_in_menus": True,
    }


def training_case(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    key = data["key"]
    scenes = [
        {
            **given(scene),
            "heading": t.words(scene.get("heading")),
            "text": t.rich(scene.get("text")),
            "question": t.words(scene.get("question")),
            "choices": t.stream(
                "item",
                [
                    {
                        **given(choice),
                        "label": t.words(choice.get("label")),
                        "rating": choice.get("rating", "good"),
                        "explanation": t.rich(choice.get("explanation")),
                        "step": t.page_id(choice["step"]) if "step" in choice else None,
                    }
                    for choice in scene.get("choices", [])
                ],
                *(key, "scenes", i),
            ),
        }
        for i, scene in enumerate(data.get("scenes", []))
    ]
    return {
        "minutes": data.get("minutes", 10),
        "arenas": t.rows("arena", data.get("arenas"), key, "arenas"),
        "scenes": t.stream("scene", scenes, key, "scenes"),
        "closing": t.rich(data.get("closing")),
    }


def article(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "body": t.body(data.get("body"), data["key"], "body"),
        "show_in_menus": data.get("in_footer", False),
    }


def article_in_menu(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    return {"body": t.body(data.get("body"), data["key"], "body"), "show_in_menus": True}


def index(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    return {"show_in_menus": True}
