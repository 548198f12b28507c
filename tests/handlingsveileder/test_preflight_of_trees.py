"""What preflight finds on a decision tree: where its endings lead."""

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from handlingsveileder.preflight import Severity, findings_of
from handlingsveileder.publishing import PublishRefused
from tests.factories import (
    ArticlePageFactory,
    HelpLineFactory,
    ServiceFactory,
    home_of,
    make_site,
)
from tests.handlingsveileder.tree_streams import ending, make_tree, questions

pytestmark = pytest.mark.django_db

BLOCKING, ADVICE = Severity.BLOCKING, Severity.ADVICE


@pytest.fixture
def site():
    return make_site("vik.example", ("nn", "nb"))


@pytest.fixture
def home(site):
    return home_of(site, "nn")


@pytest.fixture
def target(home):
    return ArticlePageFactory(parent=home, title="Målet", slug="malet")


@pytest.fixture
def leading(home):
    """A tree, as its editor has it, with an ending that leads to these."""

    def leading(*targets):
        stored = [
            {"type": kind, "value": pk, "id": f"{kind}{n}"} for n, (kind, pk) in enumerate(targets)
        ]
        tree = make_tree(home, questions(a=["ring", "ring"]), [ending("ring")])
        tree.endings = type(tree)(endings=[ending("ring", targets=stored)]).endings
        return tree

    return leading


def rules(tree):
    return [(found.rule.name, found.rule.severity) for found in findings_of(tree)]


def test_an_open_page_is_left_in_peace(leading, target):
    assert rules(leading(("page", target.pk))) == []


@pytest.mark.parametrize("kind", ["step", "level", "page", "service", "help_line"])
@pytest.mark.parametrize("pk", [None, 999_999])
def test_what_is_gone(leading, kind, pk):
    tree = leading((kind, pk))
    assert rules(tree) == [("dead_ending", BLOCKING)]
    assert findings_of(tree)[0].place == f"endings.id-ring.targets.{kind}0"
    with pytest.raises(PublishRefused):
        tree.save_revision().publish()


def test_what_is_taken_from_the_readers(leading, target):
    target.first_published_at = timezone.now()
    target.live = False
    target.save()
    assert rules(leading(("page", target.pk))) == [("unpublished_ending", BLOCKING)]


def test_what_is_closed_to_the_readers(leading, target):
    PageViewRestriction.objects.create(page=target, restriction_type="login")
    assert rules(leading(("page", target.pk))) == [("unpublished_ending", BLOCKING)]


def test_what_is_being_written(leading, target):
    type(target).objects.update(live=False, first_published_at=None)
    assert rules(leading(("page", target.pk))) == [("hidden_ending", ADVICE)]


def test_a_service_that_is_not_shown(leading):
    service = ServiceFactory()
    assert rules(leading(("service", service.pk))) == [("hidden_ending", ADVICE)]


@pytest.fixture
def silent():
    return HelpLineFactory(checked_on=None, chat_url="", website="")


def test_a_number_nobody_has_checked(leading, silent):
    assert rules(leading(("help_line", silent.pk))) == [("silent_ending", ADVICE)]


def test_a_number_nobody_has_checked_beside_one_that_answers(leading, silent):
    assert rules(leading(("help_line", silent.pk), ("help_line", HelpLineFactory().pk))) == []
