"""The measures of the search, and the judged queries themselves."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from bti_portal.search import quality

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "tests" / "search_quality"


def outcome(wanted: str, found: str) -> quality.Outcome:
    judged = quality.Judged("everyday", "nn", "ord", frozenset(wanted.split()))
    return quality.Outcome(judged, tuple(found.split()))


def test_the_rank_is_that_of_the_first_good_answer():
    assert outcome("b c", "a b c").rank == 2
    assert outcome("x", "a b c").rank == 0


def test_the_measures_of_several_queries():
    found = quality.score([outcome("a", "a b"), outcome("b", "a b"), outcome("x", "a b")])
    assert found.number == 3
    assert found.recall == pytest.approx(2 / 3)
    assert found.reciprocal_rank == pytest.approx((1 + 0.5) / 3)
    assert found.coverage == pytest.approx(2 / 3)
    assert not found.is_good_enough


def test_an_answer_after_the_fifth_is_not_found_in_time():
    assert quality.score([outcome("f", "a b c d e f")]).recall == 0


def test_there_are_enough_queries_in_both_forms():
    judged = quality.read(FOLDER / "queries.yaml")
    number = Counter(query.language for query in judged)
    assert len(judged) >= 150
    assert min(number["nn"], number["nb"]) >= 75
    assert len(quality.read(FOLDER / "unseen.yaml")) >= 60


@pytest.mark.parametrize(
    "name", ["queries.yaml", "unseen.yaml", "fresh.yaml", "third.yaml", "fourth.yaml", "fifth.yaml"]
)
def test_every_expected_answer_is_in_the_starter_package(name):
    known = {
        row["key"]
        for path in (ROOT / "startpakke").rglob("*.yaml")
        for row in _rows(path)
        if "key" in row
    }
    wanted = {key for query in quality.read(FOLDER / name) for key in query.wanted}
    assert wanted - known == set()


def _rows(path: Path) -> list[dict[str, object]]:
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    return told if isinstance(told, list) else [told]
