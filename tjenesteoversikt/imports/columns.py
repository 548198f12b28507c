"""The columns of a table of services, and what their cells mean; what they are called stands in
`headings.yaml`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tjenesteoversikt.imports import kinds as k
from tjenesteoversikt.models import Audience, Form, Prevention, Service, Tongue

# Read by the plan itself, and no fields of a service.
IDENTITY, OWNER = "key", "owner"
# Said only of a provider that is new.
PROVIDER, PROVIDER_TYPE = "provider", "provider_type"
FORM_NAMES = {"nn": "nynorsk", "nb": "bokmål"}
WORDS: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("headings.yaml").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class Column:
    """A column of the format.

    Attributes:
        key: its lasting name, remembered with what a municipality chose.
        headings: what it is called in each form of Norwegian and in English.
        kind: reads and writes its cells.
        also: other headings that municipalities use.
        form: the form of Norwegian that its text is in.
    """

    key: str
    headings: dict[str, str]
    kind: k.Kind
    also: tuple[str, ...] = ()
    form: str = ""

    def heading(self, language: str) -> str:
        """What the column is called in the language of the one who looks."""
        return self.headings.get(language, self.headings["en"])


def simple(text: str) -> str:
    """A heading as it is compared."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def _short(name: str) -> dict[str, str]:
    return {word: value for value, words in WORDS["short"][name].items() for word in words}


def _one_of(name: str, choices: Any) -> k.Kind:
    return k.OneOf(name, choices, _short(name))


RICH = {"description", "how_to_get", "good_to_know", "meanwhile"}
# What is not a line of text.
KINDS: dict[str, k.Kind] = {
    PROVIDER: k.Owner("provider"),
    PROVIDER_TYPE: k.OwnerType(_short("provider_type")),
    "kind": _one_of("kind", Service.Kind.choices),
    "audiences": k.SetOf("audiences", Audience.choices, _short("audiences")),
    "age": k.AgeSpan("from_pregnancy", "age_min_months", "age_max_months"),
    "age_min": k.AgeBound("age_min_months"),
    "age_max": k.AgeBound("age_max_months"),
    "from_pregnancy": k.YesNo("from_pregnancy"),
    "themes": k.Rows("themes"),
    "needs": k.Rows("needs"),
    "arenas": k.Rows("arenas"),
    "levels": k.Levels("levels", [(str(place), str(place)) for place in range(6)]),
    "prevention": k.SetOf("prevention", Prevention.choices, _short("prevention")),
    "forms": k.SetOf("forms", Form.choices, _short("forms")),
    "referral": _one_of("referral", Service.Referral.choices),
    "referral_form": k.Web("referral_form"),
    "cost": _one_of("cost", Service.Cost.choices),
    "email": k.Email("email"),
    "website": k.Web("website"),
    "is_address_withheld": k.YesNo("is_address_withheld"),
    "languages": k.SetOf("languages", Tongue.choices),
    "interpreter": _one_of("interpreter", Service.Interpreter.choices),
    "availability": _one_of("availability", Service.Availability.choices),
    "starts_on": k.Date("starts_on"),
    "ends_on": k.Date("ends_on"),
    "waiting_stated_on": k.Date("waiting_stated_on"),
    "legal_references": k.Rows("legal_references"),
    "can_be_borrowed": k.YesNo("can_be_borrowed"),
    "checked_on": k.Date("checked_on"),
    "next_check": k.Date("next_check"),
    "source": k.Web("source"),
    "live": k.YesNo("live"),
}


def _text_columns(name: str, said: dict[str, Any]) -> list[Column]:
    """The two columns of a text that stands in both forms."""
    nn, nb, en = said["headings"]
    kind = k.Rich if name in RICH else k.Words if name == "everyday_words" else k.Kind
    also = tuple(dict.fromkeys([nn, nb, en, *said.get("also", [])]))
    return [
        Column(
            f"{name}_{form}",
            {lang: f"{word} ({called})" for lang, word in (("nn", nn), ("nb", nb), ("en", en))},
            kind(f"{name}_{form}"),
            also,
            form,
        )
        for form, called in FORM_NAMES.items()
    ]


def _fact_column(name: str, said: dict[str, Any]) -> Column:
    headings = dict(zip(("nn", "nb", "en"), said["headings"], strict=True))
    return Column(name, headings, KINDS.get(name) or k.Kind(name), tuple(said.get("also", [])))


def _all_columns() -> Iterable[Column]:
    facts = [_fact_column(name, said) for name, said in WORDS["facts"].items()]
    yield facts[0]
    for name, said in WORDS["texts"].items():
        yield from _text_columns(name, said)
    yield from facts[1:]


COLUMNS: tuple[Column, ...] = tuple(_all_columns())
BY_KEY: dict[str, Column] = {column.key: column for column in COLUMNS}
# They say what the column `age` says: a file may have them, the export does not.
ALTERNATIVES = frozenset({"age_min", "age_max", "from_pregnancy"})


@dataclass
class Headings:
    """Every heading that is known, with the column it leads to in a file of one form of Norwegian."""

    known: dict[str, str] = field(default_factory=dict)

    @classmethod
    def in_language(cls, language: str) -> "Headings":
        found: dict[str, str] = {}
        for column in COLUMNS:
            exact = [column.key, *column.headings.values()]
            for word in column.also if column.form else ():
                exact += [f"{word} {FORM_NAMES[column.form]}", f"{word} {column.form}"]
            for word in exact:
                found.setdefault(simple(word), column.key)
        for column in COLUMNS:
            # A heading without a form means the form that the file is in.
            if not column.form or column.form == language:
                for word in column.also:
                    found.setdefault(simple(word), column.key)
        return cls(found)

    def guess(
        self, headings: Iterable[str], remembered: dict[str, str] | None = None
    ) -> dict[int, str]:
        """The column of each heading, counted from 0; each column once, the first that fits."""
        chosen: dict[int, str] = {}
        for place, name in enumerate(map(simple, headings)):
            key = (remembered or {}).get(name, self.known.get(name, ""))
            if key in BY_KEY and key not in chosen.values():
                chosen[place] = key
        return chosen

    def score(self, cells: Iterable[str]) -> int:
        """How many cells of a row are headings that are known."""
        return len({self.known[name] for name in map(simple, cells) if name in self.known})


ONLY_IN = {
    "nn": re.compile(
        r"\b(namn|tenest|tilbod|kven|kva|korleis|skildring|tilvis|frå|samandrag|eining)"
    ),
    "nb": re.compile(
        r"\b(navn|tjenest|tilbud|hvem|hva|hvordan|beskriv|henvis|fra|sammendrag|enhet)"
    ),
}


def form_of(headings: Iterable[str], primary: str) -> str:
    """The form of Norwegian that the headings are in; the site's first one if they do not tell."""
    text = " ".join(map(simple, headings))
    nn, nb = (len(pattern.findall(text)) for pattern in ONLY_IN.values())
    return primary if nn == nb else "nn" if nn > nb else "nb"


# How far down the headings may stand: titles and empty rows come before them.
LAST_HEADING_ROW = 30


def heading_row_of(rows: list[tuple[int, list[str]]], headings: Headings) -> tuple[int, int]:
    """The row that looks most like headings, and how many of them are known."""
    candidates = rows[:LAST_HEADING_ROW]
    best = max(candidates, key=lambda row: (headings.score(row[1]), -row[0]))
    score = headings.score(best[1])
    if score == 0:
        best = next((row for row in candidates if sum(map(bool, row[1])) > 1), candidates[0])
    return best[0], score
