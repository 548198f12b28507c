"""The questions that narrow the list of services, and what each service answers to them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tjenesteoversikt.models.rows import Audience, Form, Provider, Service

YEAR = 12
# A question with many answers shows this many, and folds the rest.
ANSWERS_SHOWN = 8


@dataclass(frozen=True)
class Answer:
    """One value a question of a list can have, as it stands in addresses, and its label."""

    value: str
    label: str | Promise


@dataclass(frozen=True)
class Facet:
    """A question that narrows a list; several answers to it mean one of them or another."""

    name: str
    question: str | Promise
    options: tuple[Answer, ...]
    takes_several: bool = False

    @property
    def first(self) -> tuple[Answer, ...]:
        """The answers that are shown at once."""
        return (
            self.options if len(self.options) <= ANSWERS_SHOWN + 1 else self.options[:ANSWERS_SHOWN]
        )

    @property
    def more(self) -> tuple[Answer, ...]:
        """The answers that are folded away: never just one."""
        return self.options[len(self.first) :]


@dataclass(frozen=True)
class Band(Answer):
    """An age band, in whole months, the last included."""

    first: int
    last: int


BEFORE_BIRTH = Answer("gravid", _("Before birth"))
BANDS = (
    Band("0-1", _("0–23 months"), 0, 2 * YEAR - 1),
    Band("2-5", _("2–5 years"), 2 * YEAR, 6 * YEAR - 1),
    Band("6-9", _("6–9 years"), 6 * YEAR, 10 * YEAR - 1),
    Band("10-12", _("10–12 years"), 10 * YEAR, 13 * YEAR - 1),
    Band("13-15", _("13–15 years"), 13 * YEAR, 16 * YEAR - 1),
    Band("16-18", _("16–18 years"), 16 * YEAR, 19 * YEAR - 1),
    Band("19-25", _("19–25 years"), 19 * YEAR, 26 * YEAR - 1),
)
# The words of addresses, and what they stand for in the rows.
AUDIENCES = {
    "barn": (Audience.CHILDREN, _("Children")),
    "ungdom": (Audience.YOUTH, _("Young people")),
    "foreldre": (Audience.GUARDIANS, _("Parents")),
    "gravide": (Audience.PREGNANT, _("Pregnant women")),
    "tilsette": (Audience.PROFESSIONALS, _("Staff")),
}
ACCESS = (Answer("direkte", _("Without referral")), Answer("via", _("Through another service")))
COST = (Answer("gratis", _("Free")), Answer("betaling", _("Costs money")))
FORMS = {
    "ein-til-ein": Form.INDIVIDUAL,
    "gruppe": Form.GROUP,
    "heime": Form.HOME_VISIT,
    "skjerm": Form.DIGITAL,
    "telefon": Form.PHONE,
    "drop-in": Form.DROP_IN,
}
OWNERS = {
    "kommune": Provider.OwnerType.MUNICIPALITY,
    "fleire-kommunar": Provider.OwnerType.INTERMUNICIPAL,
    "fylke": Provider.OwnerType.COUNTY,
    "stat": Provider.OwnerType.STATE,
    "frivillig": Provider.OwnerType.VOLUNTARY,
    "privat": Provider.OwnerType.PRIVATE,
}


# The questions by their words in addresses, and the answers that are the same at all sites.
QUESTIONS = "alder behov for tilgang pris tema form niva arena tilbydar".split()
FIXED: dict[str, list[str]] = {
    "alder": [BEFORE_BIRTH.value, *(band.value for band in BANDS)],
    "for": [*AUDIENCES],
    "tilgang": [option.value for option in ACCESS],
    "pris": [option.value for option in COST],
    "form": [*FORMS],
    "niva": [str(place) for place in range(6)],
    "tilbydar": [*OWNERS],
}


def _ages(service: Service) -> Iterator[str]:
    youngest, oldest = service.age_min_months, service.age_max_months
    if service.from_pregnancy:
        yield BEFORE_BIRTH.value
    for band in BANDS:
        starts_in_time = youngest is None or youngest <= band.last
        if starts_in_time and (oldest is None or oldest >= band.first):
            yield band.value


def answers_of(service: Service) -> Iterator[str]:
    """What a service answers, each as `question:value`."""
    answers: dict[str, Iterable[str]] = {
        "alder": _ages(service),
        "for": [word for word, (who, _label) in AUDIENCES.items() if who in service.audiences],
        "tema": [theme.key for theme in service.themes.all()],
        "behov": [need.key for need in service.needs.all()],
        "niva": service.levels,
        "arena": [arena.key for arena in service.arenas.all()],
        "tilgang": ["via" if service.needs_referral else "direkte"],
        "pris": ["gratis" if service.cost == Service.Cost.FREE else "betaling"],
        "form": [word for word, form in FORMS.items() if form in service.forms],
        "tilbydar": [word for word, kind in OWNERS.items() if kind == service.provider.owner_type],
    }
    for question, values in answers.items():
        for value in values:
            yield f"{question}:{value}"
