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


ID: Schema = {
    "type": "string",
    "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
}
# What a text that somebody has edited cannot do without; everything else may be empty.
_NEEDED = {"key", "title", "slug", "code", "kind", "role", "arena", "area", "page", "leads_to"}


def as_lent(schema: Schema) -> Schema:
    """The schema of what editors have made of such a document.

    Texts may be empty or stand in one form only, blocks have ids, and what holds no words may
    differ between the forms.
    """
    if _is_pair(schema):
        return {**schema, "required": [], "minProperties": 1}
    if schema.get("type") == "array":
        return {**schema, "items": _with_id(as_lent(schema["items"])), "minItems": 0}
    if schema.get("type") != "object":
        return schema
    parts = {name: _perhaps_apart(as_lent(part)) for name, part in schema["properties"].items()}
    if schema.get("maxProperties") == 1:
        return {**schema, "properties": parts}
    needed = [name for name in schema["required"] if name in _NEEDED]
    return {**schema, "properties": parts, "required": needed}


def _is_pair(schema: Schema) -> bool:
    return schema.get("properties", {}).keys() == {"nn", "nb"}


def _has_words(schema: Any) -> bool:
    if not isinstance(schema, dict):
        return False
    parts = [*schema.get("properties", {}).values(), schema.get("items")]
    return _is_pair(schema) or any(_has_words(part) for part in parts)


def _perhaps_apart(schema: Schema) -> Schema:
    if _has_words(schema):
        return schema
    apart = {**record({}, {"nn": schema, "nb": schema}), "minProperties": 1}
    return {"anyOf": [schema, apart]}


def _with_id(schema: Schema) -> Schema:
    """The schema of a block: with its id, and the form it stands in if it is one only."""
    if schema.get("type") != "object" or _is_pair(schema):
        return schema
    parts = {**schema["properties"], "id": ID, "only": one_of("nn", "nb")}
    if schema.get("maxProperties") != 1:
        return {**schema, "properties": parts}
    choices = [{"required": [name]} for name in schema["properties"]]
    return {**schema, "properties": parts, "oneOf": choices, "maxProperties": 3}
