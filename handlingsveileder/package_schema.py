"""What the documents of the guide in a package look like."""

from bti_portal.exchange import schema as s
from handlingsveileder.blocks.scene import RATINGS
from handlingsveileder.blocks.sign import AGES, AREAS, KINDS
from handlingsveileder.models import EntrancePage, ToolPage
from handlingsveileder.models.tool import ToolAudience

HOME = "pages/home.yaml"
ENTRANCES = "pages/entrance-*.yaml"
CATALOGUE = "pages/services.yaml"
TOOL_INDEX = "pages/tools.yaml"
ARTICLES = "pages/articles/*.yaml"
TOOLS = "tools/*.yaml"
GUIDE = "guide/guide.yaml"
LEVELS = "guide/level-*/level.yaml"
STEPS = "guide/level-*/step-*.yaml"
TREES = "trees/*.yaml"
SIGNS = "pages/signs.yaml"
MODEL_MAP = "pages/model-map.yaml"
TRAINING = "pages/training.yaml"
CASES = "training/*.yaml"

SHORT = s.both_forms(250)
TEXT = s.both_forms()
SLUGS = s.record({"nn": s.SLUG, "nb": s.SLUG})
KEYS = s.several(s.KEY)
LINK = s.record({"page": s.KEY, "text": s.both_forms(160)})

BODY = s.several(
    s.just_one(
        {
            "text": TEXT,
            "callout": s.record(
                {
                    "tone": s.one_of("info", "warning", "acute"),
                    "heading": s.both_forms(120),
                    "text": TEXT,
                }
            ),
            "help_lines": KEYS,
            "contacts": {"const": True},
            "services": KEYS,
            "links": s.several(LINK),
            "legal_references": KEYS,
        }
    )
)
DEADLINE = s.record({"text": SHORT}, {"days": s.number(0, 366), "from": s.both_forms(160)})
TARGET = s.just_one(
    {
        "step": s.KEY,
        "level": s.KEY,
        "service": s.KEY,
        "page": s.KEY,
        "address": s.ADDRESS,
        "help_line": s.KEY,
        "stay": {"const": True},
        "close": {"const": True},
    }
)
EXIT = s.record({"label": s.both_forms(160), "target": TARGET}, {"note": SHORT})
DECISION = s.record(
    {"key": s.KEY, "question": s.both_forms(200), "guidance": TEXT, "exits": s.several(EXIT, 2, 6)},
    {"deadline": DEADLINE},
)
INVOLVEMENT = s.record(
    {
        "role": s.KEY,
        "consent": s.one_of("not_needed", "needed", "anonymous"),
        "note": s.both_forms(300),
    }
)
VARIANT = s.record(
    {"arena": s.KEY},
    {
        "what": TEXT,
        "how": TEXT,
        "responsible": KEYS,
        "involve": s.several(INVOLVEMENT),
        "tools": KEYS,
        "services": KEYS,
        "legal_references": KEYS,
        "deadline": DEADLINE,
        "documentation": TEXT,
        "child_voice": TEXT,
    },
)
LABEL = s.both_forms(250)
HELP = {"help": s.both_forms(500)}
WORKSHEET = s.several(
    s.just_one(
        {
            "section": s.record({"heading": s.both_forms(160)}, HELP),
            "text": TEXT,
            "short_answer": s.record({"label": LABEL}, HELP),
            "long_answer": s.record(
                {"label": LABEL, "lines": s.number(2, 20)}, {**HELP, "observation": s.FLAG}
            ),
            "date": s.record({"label": LABEL}, HELP),
            "choice": s.record(
                {"label": LABEL, "options": s.several(s.both_forms(160), 2, 12)},
                {**HELP, "several": s.FLAG},
            ),
            "scale": s.record(
                {
                    "label": LABEL,
                    "low": s.both_forms(80),
                    "high": s.both_forms(80),
                    "lowest": s.number(0, 1),
                    "highest": s.number(2, 10),
                },
                HELP,
            ),
            "table": s.record(
                {
                    "label": LABEL,
                    "columns": s.several(s.both_forms(80), 2, 6),
                    "rows": s.number(1, 20),
                },
                HELP,
            ),
            "checklist": s.record(
                {"label": LABEL, "items": s.several(s.both_forms(250), 1, 30)}, HELP
            ),
        }
    )
)
TREE_QUESTION = s.record(
    {
        "code": s.KEY,
        "question": s.both_forms(200),
        "answers": s.several(
            s.record(
                {
                    "label": s.both_forms(160),
                    "leads_to": s.just_one({"question": s.KEY, "ending": s.KEY}),
                },
                {"note": SHORT},
            ),
            2,
            8,
        ),
    },
    {"guidance": TEXT},
)
TREE_ENDING = s.record(
    {
        "code": s.KEY,
        "heading": s.both_forms(120),
        "tone": s.one_of("info", "warning", "acute"),
        "text": TEXT,
    },
    {
        "write_down": TEXT,
        "age_rule": TEXT,
        "legal_references": KEYS,
        "targets": s.several(
            s.just_one(dict.fromkeys(("step", "level", "page", "service", "help_line"), s.KEY))
        ),
    },
)
SIGN = s.record(
    {
        "kind": s.one_of(*dict(KINDS)),
        "area": s.one_of(*dict(AREAS)),
        "text": s.both_forms(300),
        "ages": s.several(s.one_of(*dict(AGES)), 1),
    },
    {"arenas": KEYS, "steps": KEYS, "services": KEYS},
)
SCENE = s.record(
    {
        "heading": s.both_forms(160),
        "text": TEXT,
        "question": s.both_forms(200),
        "choices": s.several(
            s.record(
                {
                    "label": s.both_forms(200),
                    "rating": s.one_of(*dict(RATINGS)),
                    "explanation": TEXT,
                },
                {"step": s.KEY},
            ),
            2,
            5,
        ),
    }
)
ABOUT = {"key": s.KEY, "title": s.both_forms(255), "lead": s.both_forms(1_000)}
PLACED = {**ABOUT, "slug": SLUGS}

SCHEMAS: dict[str, s.Schema] = {
    HOME: s.record(
        {
            **ABOUT,
            "acute_help_lines": KEYS,
            "themes": KEYS,
            "ladder_heading": s.both_forms(120),
            "promises": s.several(s.record({"heading": s.both_forms(120), "text": TEXT})),
        }
    ),
    CATALOGUE: s.record(PLACED),
    TOOL_INDEX: s.record(PLACED),
    TOOLS: s.record(
        {
            **PLACED,
            "kind": s.one_of(*ToolPage.Kind.values),
            "audiences": s.several(s.one_of(*ToolAudience.values), 1),
            "sheets": s.number(1, 50),
            "body": BODY,
        },
        {
            "arenas": KEYS,
            "version": s.text(40),
            "worksheet": WORKSHEET,
            "maintainer": s.both_forms(160),
            "origin": s.both_forms(250),
            "licence": s.text(80),
            "document": s.KEY,
        },
    ),
    ARTICLES: s.record({**PLACED, "in_footer": s.FLAG, "body": BODY}),
    GUIDE: s.record(
        {**PLACED, "violence_exit": s.KEY, "decisions": s.several(DECISION)},
        {"body": BODY, "version": s.text(40), "version_summary": TEXT},
    ),
    LEVELS: s.record(
        {**PLACED, "label": s.both_forms(10), "who_works": TEXT, "advice": TEXT}, {"body": BODY}
    ),
    STEPS: s.record(
        {
            **PLACED,
            "what": TEXT,
            "how": TEXT,
            "responsible": s.several(s.KEY, 1),
            "involve": s.several(INVOLVEMENT),
            "documentation": TEXT,
            "child_voice": TEXT,
            "for_guardians": TEXT,
            "for_youth": TEXT,
        },
        {
            "tools": KEYS,
            "services": KEYS,
            "legal_references": KEYS,
            "deadline": DEADLINE,
            "decisions": s.several(DECISION),
            "variants": s.several(VARIANT),
        },
    ),
    TREES: s.record(
        {**PLACED, "questions": s.several(TREE_QUESTION, 1), "endings": s.several(TREE_ENDING, 1)}
    ),
    SIGNS: s.record({**PLACED, "body": BODY, "signs": s.several(SIGN)}),
    MODEL_MAP: s.record({**PLACED, "body": BODY}),
    TRAINING: s.record({**PLACED, "body": BODY}),
    CASES: s.record(
        {
            **PLACED,
            "arenas": KEYS,
            "minutes": s.number(1, 60),
            "scenes": s.several(SCENE, 1, 8),
            "closing": TEXT,
        }
    ),
    ENTRANCES: s.record(
        {
            **PLACED,
            "audience": s.one_of(*EntrancePage.Audience.values),
            "door_text": s.both_forms(160),
            "actions": s.several(
                s.record({"heading": s.both_forms(120), "text": TEXT}, {"page": s.KEY})
            ),
            "start": s.KEY,
            "services": KEYS,
            "help_lines": KEYS,
        },
        {"body": BODY},
    ),
}
