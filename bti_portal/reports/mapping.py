"""The mapping of a municipality's services, as its page, its workbook and its document show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.models import Site

from bti_portal.finding.keeping import index_of
from bti_portal.reports import gaps
from bti_portal.reports.gaps import AGES, EVERYTHING, LEVELS, TOGETHER, Change, Counts, Place, Wish
from bti_portal.reports.models import GapSnapshot
from bti_portal.shell.navigation import Shell
from bti_portal.shell.outline import outline_of
from handlingsveileder import ladder
from tjenesteoversikt.level_names import level_names
from tjenesteoversikt.models import Theme
from tjenesteoversikt.queries import catalogue_in
from tjenesteoversikt.questions import ACCESS, AUDIENCES, BANDS, BEFORE_BIRTH

AGE_LABELS = {answer.value: answer.label for answer in (BEFORE_BIRTH, *BANDS)}
# From how many services on a cell gets a darker shade.
SHADES = (1, 2, 4, 8)


@dataclass(frozen=True)
class Choice:
    """What was chosen to be shown; `levels` empty for all that the municipality has."""

    wish: Wish = EVERYTHING
    levels: tuple[str, ...] = ()
    since: GapSnapshot | None = None


UNNARROWED = Choice()


@dataclass(frozen=True)
class Cell:
    """A number in a table; `before` is None where nothing is compared, `url` empty without a list."""

    place: Place
    number: int
    before: int | None
    url: str
    about: str

    @property
    def difference(self) -> str:
        """In words: `+2`, `−1` or that nothing changed; empty where nothing is compared."""
        return "" if self.before is None else difference_in_words(self.number - self.before)

    @property
    def shade(self) -> int:
        return sum(self.number >= step for step in SHADES)


@dataclass(frozen=True)
class Row:
    """A theme, or all themes together, with a cell for all ages and one for each."""

    name: str
    cells: tuple[Cell, ...]
    is_sum: bool = False


@dataclass(frozen=True)
class Table:
    """One level, or all together."""

    level: str
    name: str
    rows: tuple[Row, ...]
    without: tuple[str, ...]
    lacking: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]

    @property
    def has_gaps(self) -> bool:
        return bool(self.without or self.lacking)


def difference_in_words(difference: int) -> str:
    """`+2`, `−1` or `unchanged`."""
    if not difference:
        return _("unchanged")
    return f"+{difference}" if difference > 0 else f"−{-difference}"


@dataclass(frozen=True)
class ChangedCell:
    """A change with its names."""

    change: Change
    words: str
    url: str

    @property
    def difference(self) -> str:
        return difference_in_words(self.change.difference)


class Mapping:
    """The mapping of a site in the active language, as it is now and as it was.

    Each part is worked out when first asked for; the queries are the same for any number of services.
    """

    def __init__(self, request: HttpRequest, site: Site, choice: Choice = UNNARROWED) -> None:
        self.site, self.choice = site, choice
        self.outline = outline_of(site, request)
        self.municipality = self.outline.municipality
        self.today = timezone.localdate()
        spoken = self.outline.languages
        self.primary = spoken[0] if spoken else get_language()
        shell = Shell(request)
        shell.outline = self.outline
        shell.language = get_language() if get_language() in spoken else self.primary
        self._level_names = dict(level_names(shell))
        self._guide_levels = set(ladder.names_by_place(shell))
        self._index = index_of(site.pk, self.primary)
        self._day = self.today.isoformat()
        self.themes = {theme.key: str(theme) for theme in Theme.objects.all()}
        catalogue = catalogue_in(self.outline, self.primary)
        self.catalogue = site.root_url + catalogue.url if catalogue else ""

    def _count(self, wish: Wish) -> Counts:
        return gaps.count(self._index, self._day, self.themes, wish)

    @cached_property
    def now(self) -> Counts:
        return self._count(self.choice.wish)

    @cached_property
    def before(self) -> Counts | None:
        since = self.choice.since
        return gaps.kept(since.counts, self.choice.wish) if since else None

    @cached_property
    def levels(self) -> list[str]:
        """The levels of the guide, and those that any service is on, now or then."""
        since = self.choice.since
        counted = [self._count(EVERYTHING)]
        counted += [gaps.kept(since.counts, EVERYTHING)] if since else []
        return [
            level
            for level in LEVELS
            if level != TOGETHER
            and (level in self._guide_levels or any(found[Place(level)] for found in counted))
        ]

    @cached_property
    def shown_levels(self) -> list[str]:
        if self.choice.levels:
            return list(self.choice.levels)
        return [TOGETHER, *self.levels]

    def name_of_level(self, level: str) -> str:
        return self._level_names[level] if level else _("All levels together")

    @staticmethod
    def name_of_age(age: str) -> str:
        return str(AGE_LABELS[age]) if age else _("All ages")

    def name_of_theme(self, theme: str) -> str:
        return self.theme_names[theme] if theme else _("All themes")

    @cached_property
    def theme_names(self) -> dict[str, str]:
        """The themes of now, and those that only the snapshot has."""
        kept = self.choice.since.counts if self.choice.since else {}
        counted = kept.get("counts", {}).get("|".join(EVERYTHING), {})
        language = get_language()
        gone = {
            key: names.get(language) or next(filter(None, names.values()), key)
            for key, names in kept.get("themes", {}).items()
            if key not in self.themes and key in counted
        }
        return self.themes | gone

    @property
    def ages(self) -> list[str]:
        """The names of the columns: all ages, then each."""
        return [self.name_of_age(age) for age in AGES]

    def words_of(self, place: Place) -> str:
        """`School – 2–5 years – Level 1`."""
        parts = [self.name_of_theme(place.theme), self.name_of_age(place.age)]
        return " – ".join([*parts, self.name_of_level(place.level)])

    def address(self, place: Place, wish: Wish | None = None) -> str:
        """The readers' list of what a cell counts."""
        pairs = [*place.pairs, *(self.choice.wish if wish is None else wish).pairs]
        if not self.catalogue:
            return ""
        return f"{self.catalogue}?{urlencode(pairs)}" if pairs else self.catalogue

    def cell(self, place: Place) -> Cell:
        before = self.before[place] if self.before else None
        return Cell(place, self.now[place], before, self.address(place), self.words_of(place))

    def _row(self, level: str, theme: str) -> Row:
        cells = tuple(self.cell(Place(level, age, theme)) for age in AGES)
        return Row(self.name_of_theme(theme), cells, theme == TOGETHER)

    def _table(self, level: str) -> Table:
        lacks = gaps.gaps(self.now, level, list(self.themes))
        names = self.theme_names
        return Table(
            level,
            self.name_of_level(level),
            tuple(self._row(level, theme) for theme in (*names, TOGETHER)),
            tuple(names[theme] for theme in lacks.themes),
            tuple(
                (names[theme], tuple(self._named_ages(level, theme, ages)))
                for theme, ages in lacks.ages
            ),
        )

    def _named_ages(self, level: str, theme: str, ages: Iterable[str]) -> Iterable[tuple[str, str]]:
        for age in ages:
            yield self.name_of_age(age), self.address(Place(level, age, theme))

    @cached_property
    def tables(self) -> list[Table]:
        return [self._table(level) for level in self.shown_levels]

    @cached_property
    def changes(self) -> list[ChangedCell]:
        """Every cell of the tables shown that has another number than it had."""
        if not self.before:
            return []
        found = gaps.changes(self.before, self.now, self.shown_levels, list(self.theme_names))
        return [
            ChangedCell(change, self.words_of(change.place), self.address(change.place))
            for change in found
        ]

    @property
    def emptied(self) -> list[ChangedCell]:
        return [changed for changed in self.changes if changed.change.is_emptied]

    @property
    def filled(self) -> list[ChangedCell]:
        return [changed for changed in self.changes if changed.change.is_filled]

    @property
    def total(self) -> Cell:
        """All services that meet the wish, now and then."""
        return self.cell(Place())

    @property
    def narrowed_by(self) -> list[str]:
        """The wish in words; nothing when all services count."""
        labels: dict[str, str | Promise] = {answer.value: answer.label for answer in ACCESS}
        labels |= {word: label for word, (_who, label) in AUDIENCES.items()}
        return [str(labels[value]) for value in self.choice.wish if value]

    @property
    def uncounted(self) -> list[str]:
        """What the tables cannot place, in words."""
        said = []
        if level := self.now.without_level:
            words = ngettext(
                "%d service says no level, and is counted only where levels are together.",
                "%d services say no level, and are counted only where levels are together.",
                level,
            )
            said.append(words % level)
        if theme := self.now.without_theme:
            words = ngettext(
                "%d service says no theme, and is counted only where themes are together.",
                "%d services say no theme, and are counted only where themes are together.",
                theme,
            )
            said.append(words % theme)
        return said

    @property
    def then(self) -> str:
        """`October 2026 (taken 3. October 2026)`; empty when nothing is compared."""
        since = self.choice.since
        if not since:
            return ""
        month, day = date_format(since.month, "F Y"), date_format(since.taken_at, "j. F Y")
        return _("%(month)s (taken %(day)s)") % {"month": month, "day": day}

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What one must know of the numbers: whose, from when, and what was counted."""
        found = [
            (_("Municipality"), str(self.municipality)),
            (_("Date"), date_format(self.today, "j. F Y")),
            (_("Counted"), ", ".join(self.narrowed_by) or _("All services")),
        ]
        return [*found, (_("Compared with"), self.then)] if self.then else found

    def by_age(self) -> list[tuple[str, Cell]]:
        return [(self.name_of_age(age), self.cell(Place(age=age))) for age in AGES if age]

    def by_theme(self) -> list[tuple[str, Cell]]:
        return [(name, self.cell(Place(theme=key))) for key, name in self.theme_names.items()]

    def by_level(self) -> list[tuple[str, Cell]]:
        return [(self.name_of_level(level), self.cell(Place(level))) for level in self.levels]

    def by_access(self) -> list[tuple[str, int]]:
        """How many one can go to directly, and through another, for whom was chosen."""
        audience = self.choice.wish.audience
        return [
            (str(answer.label), self._count(Wish(answer.value, audience)).services)
            for answer in ACCESS
        ]
