"""What a reader asked the list for, read from the address. Unknown values are set aside and named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bti_portal import norsk
from tjenesteoversikt.choice_set import holding
from tjenesteoversikt.models.publication import Publication
from tjenesteoversikt.models.rows import Audience, Service, Theme

YEAR = 12


@dataclass(frozen=True)
class Answer:
    """One value a question of a list can have."""

    value: str
    label: str | Promise


@dataclass(frozen=True)
class Option(Answer):
    """An answer that services are looked up by."""

    condition: Q


def _aged(first_month: int, last_month: int) -> Q:
    """Services for somebody between the two ages, in months; no bound means everybody."""
    return (
        Q(service__age_min_months__isnull=True) | Q(service__age_min_months__lte=last_month)
    ) & (Q(service__age_max_months__isnull=True) | Q(service__age_max_months__gte=first_month))


AGES = (
    Option("gravid", _("Before birth"), Q(service__from_pregnancy=True)),
    Option("0-5", _("0–5 years"), _aged(0, 6 * YEAR - 1)),
    Option("6-12", _("6–12 years"), _aged(6 * YEAR, 13 * YEAR - 1)),
    Option("13-18", _("13–18 years"), _aged(13 * YEAR, 19 * YEAR - 1)),
    Option("19-25", _("19–25 years"), _aged(19 * YEAR, 26 * YEAR - 1)),
)
AUDIENCES = tuple(
    Option(value, label, Q(service__audiences__contains=holding(name)))
    for value, name, label in (
        ("barn", Audience.CHILDREN, _("Children")),
        ("ungdom", Audience.YOUTH, _("Young people")),
        ("foreldre", Audience.GUARDIANS, _("Parents")),
        ("gravide", Audience.PREGNANT, _("Pregnant women")),
        ("tilsette", Audience.PROFESSIONALS, _("Staff")),
    )
)
ACCESS = (
    Option(
        "direkte",
        _("Without referral"),
        Q(service__referral__in=[Service.Referral.NONE, Service.Referral.SELF]),
    ),
    Option(
        "via",
        _("Through another service"),
        Q(service__referral__in=[Service.Referral.VIA_SERVICE, Service.Referral.REQUIRED]),
    ),
)


@dataclass(frozen=True)
class Facet:
    """A question that narrows the list."""

    name: str
    question: str | Promise
    options: tuple[Answer, ...]


def facets(themes: Iterable[Theme]) -> tuple[Facet, ...]:
    """The questions of the list; the themes are those of the catalogue."""
    return (
        Facet("alder", _("How old is the child?"), AGES),
        Facet("for", _("Who is it for?"), AUDIENCES),
        Facet("tilgang", _("How do you get the help?"), ACCESS),
        Facet(
            "tema",
            _("What is it about?"),
            tuple(Option(theme.key, theme.name, Q(service__themes=theme)) for theme in themes),
        ),
    )


@dataclass(frozen=True)
class Wishes:
    """A reader's wishes for a list: words, and at most one value for each facet."""

    facets: tuple[Facet, ...]
    words: str = ""
    chosen: Mapping[str, Any] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @classmethod
    def read(cls, query: Mapping[str, str], questions: tuple[Facet, ...]) -> Self:
        """Read the query of an address. A value that does not exist is left out and noted."""
        chosen, unknown = {}, []
        for facet in questions:
            value = query.get(facet.name, "")
            option = next((option for option in facet.options if option.value == value), None)
            if option:
                chosen[facet.name] = option
            elif value:
                unknown.append(norsk.plain(value)[:40])
        words = norsk.plain(query.get("q", ""))[: norsk.LONGEST_QUERY]
        return cls(questions, words, chosen, tuple(unknown))

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.chosen

    def query(self, **changes: str | None) -> str:
        """The address's query for these wishes with `changes`; None takes a wish away."""
        values: dict[str, str | None] = {"q": self.words or None}
        values |= {name: option.value for name, option in self.chosen.items()}
        values |= changes
        kept = {name: value for name, value in values.items() if value}
        return f"?{urlencode(kept)}" if kept else "?"


@dataclass(frozen=True)
class ServiceFilter(Wishes):
    """A reader's wishes for the list of services."""

    @classmethod
    def from_query(cls, query: Mapping[str, str], themes: Iterable[Theme]) -> Self:
        return cls.read(query, facets(themes))

    def apply(self, publications: QuerySet[Publication]) -> QuerySet[Publication]:
        """The publications that meet every wish."""
        for option in self.chosen.values():
            publications = publications.filter(option.condition)
        for word in sorted(norsk.query_tokens(self.words)):
            publications = publications.filter(service__search_words__contains=f" {word}")
        if self.words and not norsk.query_tokens(self.words):
            return publications.none()
        return publications

    def loosened(self, publications: QuerySet[Publication]) -> QuerySet[Publication]:
        """The publications that have at least one of the words, whatever else was wished for."""
        condition = Q()
        for word in norsk.query_tokens(self.words):
            condition |= Q(service__search_words__contains=f" {word}")
        return publications.filter(condition) if condition else publications.none()
