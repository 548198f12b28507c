"""Pieces that the schemas of a package are put together from."""

from typing import Any

Schema = dict[str, Any]

# `\Z` and not `$`, which lets a line break follow.
KEY: Schema = {"type": "string", "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*\Z", "maxLength": 80}
SLUG = KEY
DATE: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}\Z"}
ADDRESS: Schema = {"type": "string", "pattern": r"^https?://[^\s<>\"]+\Z", "maxLength": 500}
FLAG: Schema = {"type": "boolean"}
PHONE: Schema = {"type": "string", "pattern": r"^[+\d ]+\Z", "maxLength": 30}


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
    "pattern": r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z",
}
# What a text that somebody has edited cannot do without; everything else may be empty.
NEEDED = frozenset(
    {"key", "title", "slug", "code", "kind", "role", "arena", "area", "page", "leads_to", "tone"}
)


def as_lent(schema: Schema, *, apart: bool = True, needed: frozenset[str] = NEEDED) -> Schema:
    """The schema of what editors have made of such a document.

    Texts may be empty or stand in one form only, blocks have ids, and what holds no words may
    differ between the forms.

    Args:
        schema: of the document as it is written by hand.
        apart: whether what holds no words may differ. A key never does.
        needed: the names of what it cannot do without.
    """
    if _is_pair(schema):
        return {**schema, "required": [], "minProperties": 1}
    if schema.get("type") == "array":
        items = as_lent(schema["items"], apart=apart, needed=needed)
        return {**schema, "items": _with_id(items), "minItems": 0}
    if schema.get("type") != "object":
        return schema
    parts = {}
    for name, part in schema["properties"].items():
        lent = as_lent(part, apart=apart, needed=needed)
        parts[name] = _perhaps_apart(lent) if apart and name != "key" else lent
    if schema.get("maxProperties") == 1:
        return {**schema, "properties": parts}
    required = [name for name in schema["required"] if name in needed]
    return {**schema, "properties": parts, "required": required}


def in_one_form(schema: Schema) -> Schema:
    """The schema of what a document that is right by `as_lent` says in one form, of which a reader
    may then take for granted what is `NEEDED`.
    """
    if schema.get("type") == "array":
        return {"type": "array", "items": in_one_form(schema["items"])}
    if _is_pair(schema):
        return {"type": "object"}
    if schema.get("type") != "object":
        return schema
    return {
        "type": "object",
        "properties": {name: in_one_form(part) for name, part in schema["properties"].items()},
        "required": [name for name in schema.get("required", []) if name in NEEDED],
    }


def without_form(value: Any, schema: Schema) -> Any:
    """What a document says in one form, where only words still say which form they are in."""
    if _is_pair(schema):
        return value
    if isinstance(value, list):
        return [without_form(item, schema.get("items", {})) for item in value]
    if not isinstance(value, dict):
        return value
    parts = schema.get("properties", {})
    if not parts:
        # A word for the machine, which `in_form` cannot tell from words for people.
        return next(iter(value.values()), None)
    return {name: without_form(part, parts.get(name, {})) for name, part in value.items()}


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
