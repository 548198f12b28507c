"""A block is gone from the package, or from here, and somebody has edited it on the other side."""

import pytest

from bti_portal.packages import choosing
from bti_portal.packages.report import Kind
from tests.portal.lending_world import article_at, edit_block, publish, step_at, world
from tests.reading import read

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


@pytest.fixture
def deleted(world):
    """The text that waits, of a block that the borrower has deleted since."""
    world.take_in()
    edit_block(article_at(world.borrower), "body", 1, "Hugs oss", "heading")
    edit_block(article_at(world.lender), "body", 1, "Hugs dei", "heading")
    world.take_in(world.lend("2"))
    (text,) = choosing.shown(choosing.waiting_at(world.borrower))
    article = article_at(world.borrower)
    rest = [block for block in article.body.raw_data if block["type"] != "callout"]
    publish(article, body=type(article.body)(article.body.stream_block, rest, is_lazy=True))
    return text.origin


class TestDeletedHere:
    def address(self, world, rest=""):
        return f"/admin/lending/{world.borrower.pk}/changes/{rest}"

    def test_one_is_not_asked_about_it(self, world, deleted):
        page = read(world.log_in(world.coordinator).get(self.address(world)))
        assert not page.all("button", css="button-secondary")
        assert not choosing.waiting_at(world.borrower).exists()

    @pytest.mark.parametrize("choice", ["take", "keep"])
    def test_an_answer_is_not_said_to_be_saved(self, world, deleted, choice):
        (text,) = choosing.shown([deleted])
        sent = {"text": deleted.pk, "seen": text.seen, "answer": choice}
        said = world.log_in(world.coordinator).post(self.address(world), sent, follow=True)
        assert [message.level_tag for message in said.context["messages"]] == ["warning"]

    def test_words_of_ones_own_are_not_asked_for(self, world, deleted):
        client = world.log_in(world.coordinator)
        assert client.get(self.address(world, f"{deleted.pk}/")).status_code == 302

    def test_it_is_asked_about_again_if_the_block_comes_back(self, world, deleted):
        choosing.forget_deleted(world.borrower)
        article = article_at(world.borrower)
        earlier = article.revisions.order_by("-pk")[1].as_object()
        publish(article, body=earlier.body)
        world.take_in(world.lend("3"))
        (text,) = choosing.shown(choosing.waiting_at(world.borrower))
        assert (text.here, text.newer) == ("Hugs oss", "Hugs dei")
