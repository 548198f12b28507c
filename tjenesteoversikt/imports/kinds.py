"""The kinds of cells: from a text to the fields of a service, and from the fields to the text."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from bti_portal.exchange.rich_text import to_markdown, to_rich_text
from tjenesteoversikt.imports import cells
from tjenesteoversikt.imports.world import FORMS, CellError, World, pieces, unknown
from tjenesteoversikt.models import Provider, Service

Get = Callable[[str], Any]
Values = dict[str, Any]


class Kind:
    """One line of text in one field; the others say what is different."""

    def __init__(self, *fields: str) -> None:
        self.fields = fields

    def parse(self, text: str, world: World) -> Values:
        """The fields that a cell says something about. Raises `CellError`."""
        return {self.fields[0]: re.sub(r"\s*\n\s*", " ", text).strip()}

    def render(self, get: Get, world: World) -> str:
        """The cell that `parse` reads as what the fields hold."""
        return str(get(self.fields[0]) or "")

    def empty(self) -> Values:
        """The fields with nothing in them."""
        return dict.fromkeys(self.fields, "")

    def allowed(self, language: str) -> list[str]:
        """What can be written, if it is a few words."""
        return []


class Words(Kind):
    """Words with commas between them; on several lines as well."""

    def parse(self, text: str, world: World) -> Values:
        return {self.fields[0]: re.sub(r"\s*[;\n]\s*", ", ", text).strip(" ,")}


class Rich(Kind):
    """Paragraphs, lists, bold and italics, written as in Markdown; lines are kept."""

    def parse(self, text: str, world: World) -> Values:
        text = re.sub(r"^\s*[•·▪●]\s*", "- ", text, flags=re.MULTILINE)
        text = re.sub(r"(?<!\n)\n(?=- )", "\n", text)
        lines = re.sub(r"(?<=[^\n ])\n(?=[^\n])", "  \n", text)
        return {self.fields[0]: to_rich_text(lines)}

    def render(self, get: Get, world: World) -> str:
        text = to_markdown(get(self.fields[0]) or "")
        return re.sub(r"^( *)- ", r"\1• ", text.replace("  \n", "\n"), flags=re.MULTILINE)


class Web(Kind):
    """An address on the web; https:// may be left out."""

    def parse(self, text: str, world: World) -> Values:
        text = text.strip()
        has_scheme = re.match(r"^[a-z][a-z0-9+.-]*:", text, re.IGNORECASE)
        return {self.fields[0]: text if has_scheme else f"https://{text}"}


class Email(Kind):
    def parse(self, text: str, world: World) -> Values:
        return {self.fields[0]: text.strip().removeprefix("mailto:")}


class YesNo(Kind):
    def parse(self, text: str, world: World) -> Values:
        answer = cells.yes_or_no(text)
        if answer is None:
            raise CellError(_("Write ja, nei or x, not “%(text)s”.") % {"text": text[:40]})
        return {self.fields[0]: answer}

    def render(self, get: Get, world: World) -> str:
        return "ja" if get(self.fields[0]) else "nei"

    def empty(self) -> Values:
        return {self.fields[0]: False}

    def allowed(self, language: str) -> list[str]:
        return ["ja", "nei"]


class Date(Kind):
    def parse(self, text: str, world: World) -> Values:
        day = cells.date_of(text)
        if day is None:
            raise CellError(
                _("“%(text)s” is not a date. Write it as 24.12.2026.") % {"text": text[:40]}
            )
        return {self.fields[0]: day}

    def render(self, get: Get, world: World) -> str:
        day = get(self.fields[0])
        return f"{day:%d.%m.%Y}" if day else ""

    def empty(self) -> Values:
        return {self.fields[0]: None}


class AgeSpan(Kind):
    """From and to in one cell."""

    def parse(self, text: str, world: World) -> Values:
        age = cells.age_of(text)
        if age is None:
            raise CellError(_not_an_age(text))
        return dict(zip(self.fields, (age.from_pregnancy, age.youngest, age.oldest), strict=True))

    def render(self, get: Get, world: World) -> str:
        return cells.age_words(cells.Age(*(get(name) for name in self.fields)), world.language)

    def empty(self) -> Values:
        return dict(zip(self.fields, (False, None, None), strict=True))


class AgeBound(Kind):
    """The lowest or the highest age alone; a number without a unit is years."""

    def parse(self, text: str, world: World) -> Values:
        age = cells.age_of(text)
        if age is None:
            raise CellError(_not_an_age(text))
        is_lowest = "min" in self.fields[0]
        if age.from_pregnancy and is_lowest:
            return {self.fields[0]: None, "from_pregnancy": True}
        ends = (age.youngest, age.oldest) if is_lowest else (age.oldest, age.youngest)
        return {self.fields[0]: next((end for end in ends if end is not None), None)}

    def render(self, get: Get, world: World) -> str:
        months = get(self.fields[0])
        if months is None:
            return ""
        is_lowest = "min" in self.fields[0]
        age = cells.Age(False, months, None) if is_lowest else cells.Age(False, None, months)
        return cells.age_words(age, world.language)

    def empty(self) -> Values:
        return {self.fields[0]: None}


class AgeMonths(Kind):
    """A whole number of months."""

    def parse(self, text: str, world: World) -> Values:
        found = re.match(r"^\d{1,4}", text.strip())
        if not found:
            raise CellError(_not_an_age(text))
        return {self.fields[0]: int(found[0])}

    def render(self, get: Get, world: World) -> str:
        months = get(self.fields[0])
        return "" if months is None else str(months)

    def empty(self) -> Values:
        return {self.fields[0]: None}


def _not_an_age(text: str) -> str:
    return _(
        "“%(text)s” is not an age. Write for example 0–5 år, 6 mnd–3 år, fra 13 år or "
        "fra svangerskapet."
    ) % {"text": text[:40]}


class OneOf(Kind):
    """One word of a closed set, by its name in either form or in English, or a short word for it."""

    def __init__(
        self, field: str, choices: Any, short: Mapping[str, str] | None = None, model: Any = Service
    ) -> None:
        super().__init__(field)
        self.choices = choices
        self.short = short or {}
        self.default = model._meta.get_field(field).get_default()

    def labels(self, language: str) -> dict[str, str]:
        return self._all_labels[language]

    @cached_property
    def _all_labels(self) -> dict[str, dict[str, str]]:
        found = {}
        for language in (*FORMS, "en"):
            with translation.override(language):
                found[language] = {str(value): str(label) for value, label in self.choices}
        return found

    @cached_property
    def known(self) -> dict[str, str]:
        found = {cells.plain_name(value): value for value, _label in self.choices}
        for language in (*FORMS, "en"):
            for value, label in self.labels(language).items():
                found.setdefault(cells.plain_name(label), value)
        return found | dict(self.short)

    def one(self, text: str) -> str:
        known = self.known
        name = cells.plain_name(text)
        if name not in known:
            raise CellError(unknown(text))
        return known[name]

    def parse(self, text: str, world: World) -> Values:
        return {self.fields[0]: self.one(text)}

    def render(self, get: Get, world: World) -> str:
        value = str(get(self.fields[0]) or "")
        return self.labels(world.language).get(value, value) if value else ""

    def empty(self) -> Values:
        return {self.fields[0]: self.default}

    def allowed(self, language: str) -> list[str]:
        return [label for value, label in self.labels(language).items() if value]


class SetOf(OneOf):
    """Several words of a closed set."""

    def parse(self, text: str, world: World) -> Values:
        known = self.known
        words = pieces(text, lambda name: cells.plain_name(name) in known)
        chosen = {self.one(word) for word in words}
        return {self.fields[0]: [str(value) for value, _label in self.choices if value in chosen]}

    def render(self, get: Get, world: World) -> str:
        labels = self.labels(world.language)
        return "; ".join(labels.get(str(value), str(value)) for value in get(self.fields[0]) or [])

    def empty(self) -> Values:
        return {self.fields[0]: []}


class Levels(SetOf):
    """Places on the ladder: 0; 1, or 0–2."""

    def parse(self, text: str, world: World) -> Values:
        chosen: set[int] = set()
        for part in re.split(r"[;,\n]|\bog\b", text.lower()):
            found = re.match(r"^\s*(?:nivå\s*)?(\d)(?:\s*[-–]\s*(\d))?\s*$", part)
            if found:
                chosen.update(range(int(found[1]), int(found[2] or found[1]) + 1))
            elif part.strip():
                raise CellError(unknown(part.strip()))
        if chosen - set(range(6)):
            raise CellError(_("The levels are numbers from 0 to 5."))
        return {self.fields[0]: [str(place) for place in sorted(chosen)]}


class Rows(Kind):
    """Several rows of a register, by name or key."""

    def parse(self, text: str, world: World) -> Values:
        return {self.fields[0]: world.tables[self.fields[0]].all_of(text)}

    def render(self, get: Get, world: World) -> str:
        return "; ".join(world.name_of(row) for row in get(self.fields[0]))

    def empty(self) -> Values:
        return {self.fields[0]: []}


class Owner(Kind):
    """The provider, made if the site has none of that name."""

    def parse(self, text: str, world: World) -> Values:
        return {"provider": world.provider(text)}

    def render(self, get: Get, world: World) -> str:
        provider: Provider = get("provider")
        return world.name_of(provider) if provider.pk else provider.name

    def empty(self) -> Values:
        return {}


class OwnerType(OneOf):
    """What kind of provider a new one is; one that is there keeps its kind."""

    def __init__(self, short: Mapping[str, str]) -> None:
        super().__init__("owner_type", Provider.OwnerType.choices, short, Provider)

    def render(self, get: Get, world: World) -> str:
        value = str(get("provider").owner_type)
        return self.labels(world.language).get(value, value)

    def empty(self) -> Values:
        return {}
