"""Pieces that the schemas of a package are put together from."""

from typing import Any

Schema = dict[str, Any]

KEY: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 80}
SLUG = KEY
DATE: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
ADDRESS: Schema = {"type": "string", "pattern": "^https?://", "maxLength": 500}
FLAG: Schema = {"type": "boolean"}
PHONE: Schema = {"type": "string", "pattern": r"^[+\d ]+$", "maxLength": 30}


def text(longest: int = 20_000) -> Schema:
    """A text of at least one character."""
    return {"type": "string", "minLength": 1, "maxLength": longest}


def both_forms(longest: int = 20_000) -> Schema:
    """A text in nynorsk and bokmål."""
    return record({"nn": text(longest), "nb": text(longest)})


def number(lowest: int = 0, highest: int = 2_000) -> Schema:
    """A whole number."""
    return {"type": "integer", "minimum": lowest, "maximum": highest}


def one_of(*words: str) -> Schema:
    """One of some words."""
    return {"enum": list(words)}


def several(items: Schema, fewest: int = 0, most: int = 500) -> Schema:
    """A list."""
    return {"type": "array", "items": items, "minItems": fewest, "maxItems": most}


def record(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    """A mapping with just these keys."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def just_one(choices: dict[str, Schema]) -> Schema:
    """A mapping with exactly one of these keys."""
    return {
        "type": "object",
        "properties": choices,
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
    }
