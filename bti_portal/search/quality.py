"""How well what people type finds what would help them: judged queries, and two measures."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

SHOWN = 5
LOOKED_AT = 50
RECALL, RECIPROCAL_RANK = 0.95, 0.85


@dataclass(frozen=True)
class Judged:
    """A query, the form of Norwegian its reader reads, and the keys of every good answer."""

    kind: str
    language: str
    text: str
    wanted: frozenset[str]


@dataclass(frozen=True)
class Outcome:
    """The keys that a query found, best first."""

    query: Judged
    found: tuple[str, ...]

    @property
    def rank(self) -> int:
        """The place of the first good answer, from 1; 0 if there is none."""
        places = (at for at, key in enumerate(self.found, start=1) if key in self.query.wanted)
        return next(places, 0)


@dataclass(frozen=True)
class Score:
    """The measures of some outcomes.

    Attributes:
        number: how many queries.
        recall: the share of them with a good answer among the first five.
        reciprocal_rank: the mean of 1 through the place of the first good answer.
        coverage: of as many good answers as could stand among the first five, how many do.
    """

    number: int
    recall: float
    reciprocal_rank: float
    coverage: float

    @property
    def is_good_enough(self) -> bool:
        return self.recall >= RECALL and self.reciprocal_rank >= RECIPROCAL_RANK


def read(path: Path) -> list[Judged]:
    """The judged queries of a file: kind, form of Norwegian, query, keys."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        Judged(kind, language, str(text), frozenset(keys.split()))
        for kind, languages in told.items()
        for language, queries in languages.items()
        for text, keys in queries.items()
    ]


def measure(queries: Sequence[Judged], find: Callable[[str, str], Sequence[str]]) -> list[Outcome]:
    """Ask `find(text, language)` for the keys that each query finds."""
    return [
        Outcome(query, tuple(find(query.text, query.language))[:LOOKED_AT]) for query in queries
    ]


def score(outcomes: Sequence[Outcome]) -> Score:
    """The measures of `outcomes`, of which there must be some."""
    number = len(outcomes)
    covered = (
        len(one.query.wanted & set(one.found[:SHOWN])) / min(SHOWN, len(one.query.wanted))
        for one in outcomes
    )
    return Score(
        number,
        sum(0 < one.rank <= SHOWN for one in outcomes) / number,
        sum(1 / one.rank for one in outcomes if one.rank) / number,
        sum(covered) / number,
    )


def by_group(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, Score]]:
    """The measures of each form of Norwegian and each kind, then of all."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        groups[one.query.language].append(one)
        groups[one.query.kind].append(one)
    for name, held in groups.items():
        yield name, score(held)
    yield "all", score(outcomes)
