"""A block is gone from the package, or from here, and somebody has edited it on the other side."""

import pytest

from bti_portal.packages import choosing
from bti_portal.packages.report import Kind
from tests.portal.lending_world import edit_block, publish, step_at, world

__all__ = ["world"]

pytestmark = pytest.mark.django_db

OURS = "Kva gjer vi no"


def without_decisions(page):
    stream = page.decisions
    return publish(page, decisions=type(stream)(stream.stream_block, [], is_lazy=True))


def decision(world):
    (found,) = step_at(world.borrower).decisions
    return found.value["question"], [str(way["label"]) for way in found.value["exits"]]


@pytest.fixture
def taken_away(world):
    """The lender has taken away a decision whose question the borrower has edited."""
    world.take_in()
    edit_block(step_at(world.borrower), "decisions", 0, OURS, "question")
    without_decisions(step_at(world.lender))
    return world.take_in(world.lend("2"))


class TestEditedHere:
    WHOLE = (OURS, ["Ja nn", "Nei nn", "Anna nn"])

    def test_it_waits_with_all_its_lists(self, world, taken_away):
        assert decision(world) == self.WHOLE
        followed = [place for h in taken_away.of(Kind.UPDATE) for place in h.places]
        assert not [place for place in followed if place.startswith("decisions.")]

    def test_it_waits_as_long_as_nobody_answers(self, world, taken_away):
        world.take_in(world.lend("3"))
        assert decision(world) == self.WHOLE

    def test_once_chosen_it_is_left_alone(self, world, taken_away):
        (text,) = choosing.shown(choosing.waiting_at(world.borrower))
        choosing.keep_ours(text.origin, text.seen, world.coordinator)
        world.take_in(world.lend("3"))
        assert decision(world) == self.WHOLE
        assert not choosing.waiting_at(world.borrower).exists()
