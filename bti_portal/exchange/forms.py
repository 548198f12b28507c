"""The two forms of Norwegian in one document: taken apart for one of them, and braided again.

What is the same in both stands once. Words stand as `{nn: …, nb: …}`, and so does everything else
that differs. A block that only one form has is marked `only: nn`.
"""

from itertools import zip_longest
from typing import Any

FORMS = ("nn", "nb")
_ABSENT = object()


def is_pair(value: Any) -> bool:
    """Whether `value` says something for each form, or for one of them."""
    return isinstance(value, dict) and bool(value) and value.keys() <= set(FORMS)


def in_form(data: dict[str, Any], form: str) -> dict[str, Any]:
    """What a document says in one form. Words stay pairs, of this form alone."""
    found = _in_form(data, form)
    return {} if found is _ABSENT else found


def _in_form(value: Any, form: str) -> Any:
    if is_pair(value):
        said = value.get(form, _ABSENT)
        return {form: said} if isinstance(said, str) else said
    if isinstance(value, dict):
        if value.get("only", form) != form:
            return _ABSENT
        pairs = ((name, _in_form(part, form)) for name, part in value.items() if name != "only")
        return {name: part for name, part in pairs if part is not _ABSENT}
    if isinstance(value, list):
        kept = [part for part in (_in_form(item, form) for item in value) if part is not _ABSENT]
        return _ABSENT if value and not kept else kept
    return value


def braid(told: dict[str, Any]) -> Any:
    """One value of those that each form has (at most one each), so that `in_form` gives them back.

    Blocks are the same block when they have the same id; their order is that of the first form.
    """
    if len(told) == 1:
        ((form, value),) = told.items()
        return _alone(value, form)
    first, second = (told[form] for form in FORMS)
    if first == second:
        return first
    if isinstance(first, dict) and isinstance(second, dict):
        if _are_words(first) or _are_words(second):
            return first | second
        names = list(dict.fromkeys([*first, *second]))
        return {
            name: braid({form: part[name] for form, part in told.items() if name in part})
            for name in names
        }
    if _have_ids(first) and _have_ids(second):
        return _braided_blocks(first, second)
    if _are_lines(first) and _are_lines(second):
        # Choices, columns: words without ids, so the first of one form is the first of the other.
        return [(a or {}) | (b or {}) for a, b in zip_longest(first, second)]
    return dict(told)


def _are_lines(value: Any) -> bool:
    return isinstance(value, list) and all(map(_are_words, value))


def _alone(value: Any, form: str) -> Any:
    """What only one form has."""
    if isinstance(value, dict) and not _are_words(value):
        return {name: _alone(part, form) for name, part in value.items()}
    if _have_ids(value) and value:
        return [item | {"only": form} for item in value]
    return value if _are_words(value) or _are_lines(value) else {form: value}


def _are_words(value: Any) -> bool:
    return is_pair(value) and all(isinstance(text, str) for text in value.values())


def _have_ids(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(i, dict) and "id" in i for i in value)


def _braided_blocks(first: list[Any], second: list[Any]) -> list[Any]:
    others = {item["id"]: item for item in second}
    known = {item["id"] for item in first}
    after: dict[str, list[Any]] = {}
    last = ""
    for item in second:
        if item["id"] in known:
            last = item["id"]
        else:
            after.setdefault(last, []).append(item | {"only": FORMS[1]})
    braided = after.get("", [])
    for item in first:
        if item["id"] in others:
            braided.append(braid({FORMS[0]: item, FORMS[1]: others[item["id"]]}))
        else:
            braided.append(item | {"only": FORMS[0]})
        braided += after.get(item["id"], [])
    return braided
