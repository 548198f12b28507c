"""What each kind of document of a package says, as values for the fields of its page."""

from typing import Any

from handlingsveileder.telling import Telling

# Parts of a worksheet have shorter names in a package than their blocks.
STORED_AS = {
    "section": "worksheet_section",
    "text": "worksheet_guidance",
    "date": "date_answer",
    "choice": "choice_answer",
    "scale": "scale_answer",
    "table": "table_answer",
}


def home(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    promises = [
        {"heading": t.words(promise["heading"]), "text": t.words(promise["text"])}
        for promise in data["promises"]
    ]
    return {
        "acute_help_lines": t.rows("help_line", data["acute_help_lines"], "home", "acute"),
        "themes": t.rows("theme", data["themes"], "home", "themes"),
        "ladder_heading": t.words(data["ladder_heading"]),
        "promises": t.stream("promise", promises, "home", "promises"),
    }


def entrance(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    key = data["key"]
    actions = [
        {
            "heading": t.words(action["heading"]),
            "text": t.words(action["text"]),
            "page": t.page_id(action["page"]) if "page" in action else None,
        }
        for action in data["actions"]
    ]
    return {
        "audience": data["audience"],
        "door_text": t.words(data["door_text"]),
        "actions": t.stream("action", actions, key, "actions"),
        "start": t.pages.get(data["start"]),
        "services": t.rows("service", data["services"], key, "services"),
        "help_lines": t.rows("help_line", data["help_lines"], key, "help_lines"),
        "body": t.body(data.get("body"), key, "body"),
    }


def guide(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "violence_exit": t.pages.get(data["violence_exit"]),
        "body": t.body(data.get("body"), "guide", "body"),
        "decisions": t.decisions(data["decisions"], "guide"),
        "version": data.get("version", ""),
        "version_summary": t.words(data.get("version_summary")),
        "show_in_menus": True,
    }


def level(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "label": t.words(data["label"]),
        "who_works": t.rich(data["who_works"]),
        "advice": t.rich(data["advice"]),
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
        values["responsible_roles"] = t.rows("role", data["responsible"], *place, "responsible")
    if "involve" in data:
        involve = [
            {
                "role": t.known["role"][who["role"]],
                "consent": who["consent"],
                "note": t.words(who["note"]),
            }
            for who in data["involve"]
            if who["role"] in t.known["role"]
        ]
        values["involve"] = t.stream("involvement", involve, *place, "involve")
    if "tools" in data:
        tools = [t.page_id(tool) for tool in data["tools"] if tool in t.pages]
        values["tools"] = t.stream("tool", tools, *place, "tools")
    if "services" in data:
        values["services"] = t.rows("service", data["services"], *place, "services")
    if "legal_references" in data:
        named = data["legal_references"]
        values["legal_references"] = t.rows("legal_reference", named, *place, "legal")
    return values | t.deadline(data.get("deadline"))


def step(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    key = data["key"]
    nothing = {"tools": [], "services": [], "legal_references": []}
    variants = [
        {
            "arena": t.known["arena"][variant["arena"]],
            **_differing(t, variant, key, variant["arena"]),
        }
        for variant in data.get("variants", [])
        if variant["arena"] in t.known["arena"]
    ]
    return {
        **nothing,
        **_differing(t, data, key),
        "for_guardians": t.rich(data["for_guardians"]),
        "for_youth": t.rich(data["for_youth"]),
        "decisions": t.decisions(data.get("decisions"), key),
        "variants": t.stream("variant", variants, key, "variants"),
    }


def tool(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    key = data["key"]
    return {
        "kind": data["kind"],
        "audiences": data["audiences"],
        "sheets": data["sheets"],
        "version": data.get("version", ""),
        "arenas": t.rows("arena", data.get("arenas"), key, "arenas"),
        "body": t.body(data["body"], key, "body"),
        "worksheet": [
            t.block(
                STORED_AS.get(kind, kind),
                _part(t, kind, value, key, "sheet", i),
                *(key, "sheet", i),
            )
            for i, part in enumerate(data.get("worksheet", []))
            for kind, value in part.items()
        ],
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
    questions = [_question(t, question, key) for question in data["questions"]]
    endings = [_ending(t, ending, key) for ending in data["endings"]]
    return {
        "questions": t.stream("tree_question", questions, key, "questions"),
        "endings": t.stream("tree_ending", endings, key, "endings"),
        "show_in_menus": True,
    }


def _question(t: Telling, question: dict[str, Any], key: str) -> dict[str, Any]:
    answers = [
        {
            "label": t.words(answer["label"]),
            "note": t.words(answer.get("note")),
            "leads_to": next(iter(answer["leads_to"].values())),
        }
        for answer in question["answers"]
    ]
    return {
        "code": question["code"],
        "question": t.words(question["question"]),
        "guidance": t.rich(question.get("guidance")),
        "answers": t.stream("item", answers, key, question["code"], "answers"),
    }


def _ending(t: Telling, ending: dict[str, Any], key: str) -> dict[str, Any]:
    laws, place = ending.get("legal_references", []), (key, ending["code"])
    return {
        "code": ending["code"],
        "heading": t.words(ending["heading"]),
        "tone": ending["tone"],
        "text": t.rich(ending["text"]),
        "write_down": t.words(ending.get("write_down")),
        "age_rule": t.words(ending.get("age_rule")),
        "legal_references": t.items("legal_reference", laws, *place, "laws"),
        "targets": t.ways_on(ending.get("targets", []), *place, "targets"),
    }


def signs(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    told = [
        {
            "kind": sign["kind"],
            "area": sign["area"],
            "text": t.words(sign["text"]),
            "ages": sign["ages"],
            "arenas": t.items("arena", sign.get("arenas", []), "signs", i, "arenas"),
            "steps": t.page_items(sign.get("steps", []), "signs", i, "steps"),
            "services": t.items("service", sign.get("services", []), "signs", i, "services"),
        }
        for i, sign in enumerate(data["signs"])
    ]
    return {
        "body": t.body(data["body"], "signs", "body"),
        "signs": t.stream("sign", told, "signs", "signs"),
        "show_in_menus": True,
    }


def training_case(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    key = data["key"]
    scenes = [
        {
            "heading": t.words(scene["heading"]),
            "text": t.rich(scene["text"]),
            "question": t.words(scene["question"]),
            "choices": t.stream(
                "item",
                [
                    {
                        "label": t.words(choice["label"]),
                        "rating": choice["rating"],
                        "explanation": t.rich(choice["explanation"]),
                        "step": t.page_id(choice["step"]) if "step" in choice else None,
                    }
                    for choice in scene["choices"]
                ],
                *(key, "scenes", i),
            ),
        }
        for i, scene in enumerate(data["scenes"])
    ]
    return {
        "minutes": data["minutes"],
        "arenas": t.rows("arena", data["arenas"], key, "arenas"),
        "scenes": t.stream("scene", scenes, key, "scenes"),
        "closing": t.rich(data["closing"]),
    }


def article(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    return {"body": t.body(data["body"], data["key"], "body"), "show_in_menus": data["in_footer"]}


def article_in_menu(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    return {"body": t.body(data["body"], data["key"], "body"), "show_in_menus": True}


def index(t: Telling, data: dict[str, Any]) -> dict[str, Any]:
    return {"show_in_menus": True}
