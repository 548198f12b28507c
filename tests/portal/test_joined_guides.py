"""A guide on loan joined to the guide one has, when both began as the same package."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import Page

from bti_portal.exchange.plan import Refused
from bti_portal.packages import choosing
from bti_portal.packages.lending import Lending
from bti_portal.packages.loading import load
from bti_portal.packages.models import Origin, ReceivedPackage
from bti_portal.packages.reading import read_archive, read_package
from bti_portal.packages.report import Kind
from handlingsveileder.models import GuidePage, StepPage
from tests.factories import make_site
from tests.factories.lending import whole_package
from tests.factories.package import write_package
from tests.portal.lending_world import article_at, publish, step_at, world
from tests.reading import read

__all__ = ["world"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def starter(tmp_path):
    return write_package(tmp_path / "starter", whole_package())


@pytest.fixture
def both(world, starter):
    """Both municipalities began with the same package; each has edited a text since."""
    load(read_package(starter), world.borrower)
    publish(step_at(world.borrower), lead="Vår ingress")
    publish(step_at(world.lender), lead="Ingressen til utlånaren", what="<p>Betre sagt</p>")
    return world


def own_pages(world) -> set[int]:
    return set(Page.objects.descendant_of(world.borrower.root_page).values_list("pk", flat=True))


def test_texts_go_into_the_guide_one_has(both):
    before = own_pages(both)
    report = both.take_in(both.lend("2"), joins_own=True)
    assert own_pages(both) == before
    assert not report.of(Kind.CREATE)
    step = step_at(both.borrower)
    assert (step.lead, step.what) == ("Vår ingress", "<p>Betre sagt</p>")
    waits = [text.place for text in choosing.shown(choosing.waiting_at(both.borrower))]
    assert waits == ["lead"]


def test_it_follows_the_lender_from_then_on(both):
    both.take_in(both.lend("2"), joins_own=True)
    publish(article_at(both.lender), lead="Nytt hos utlånaren")
    before = own_pages(both)
    both.take_in(both.lend("3"))
    assert own_pages(both) == before
    assert article_at(both.borrower).lead == "Nytt hos utlånaren"


def test_the_package_it_began_as_leaves_it_alone(both, starter):
    both.take_in(both.lend("2"), joins_own=True)
    before = own_pages(both)
    report = load(read_package(starter), both.borrower)
    assert own_pages(both) == before
    assert step_at(both.borrower).what == "<p>Betre sagt</p>"
    assert "Steg nn: own" in map(str, report.left_alone)


def test_it_is_lent_on_as_what_it_began_as(both):
    both.take_in(both.lend("2"), joins_own=True)
    guide = GuidePage.objects.descendant_of(both.borrower.root_page).get()
    package = read_archive(Lending(guide, both.borrower).as_zip(), must_be_lent=True)
    assert package.began_as == read_archive(both.package, must_be_lent=True).began_as != ""


def test_a_guide_of_another_beginning_is_not_joined(world, tmp_path):
    with pytest.raises(Refused):
        world.take_in(joins_own=True)
    file = tmp_path / "guide.zip"
    file.write_bytes(world.package)
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_package", file, host="innlan.example", join_own=True)
    assert not StepPage.objects.descendant_of(world.borrower.root_page).exists()
    assert not Origin.objects.filter(site=world.borrower).exists()


class TestPlan:
    @pytest.fixture
    def desk(self, both):
        return both.log_in(both.coordinator)

    @pytest.fixture
    def plan(self, both, desk) -> str:
        """The address of the plan that an upload leads to."""
        file = SimpleUploadedFile("guide.zip", both.lend("2"), "application/zip")
        upload = reverse("lending:receive", args=[both.borrower.pk])
        return desk.post(upload, {"file": file})["Location"]

    def test_joining_is_offered_first(self, both, desk, plan):
        page = read(desk.get(plan))
        assert [button["value"] for button in page.all("button") if button["name"] == "joins"] == [
            "beside"
        ]
        form = {
            field["name"]: field["value"] for field in page.all("input") if field["name"] == "plan"
        }
        before = own_pages(both)
        desk.post(plan, form | {"publishes": "on"})
        assert own_pages(both) == before
        assert step_at(both.borrower).what == "<p>Betre sagt</p>"

    def test_one_can_put_it_beside(self, both, desk, plan):
        desk.post(plan, {"joins": "beside"})
        page = read(desk.get(plan))
        form = {
            field["name"]: field["value"] for field in page.all("input") if field["name"] == "plan"
        }
        desk.post(plan, form)
        home = both.borrower.root_page
        assert GuidePage.objects.descendant_of(home).count() == 2

    def test_one_can_change_ones_mind(self, both, desk, plan):
        desk.post(plan, {"joins": "beside"})
        desk.post(plan, {"joins": "own"})
        assert ReceivedPackage.objects.get().joins_own

    def test_a_plan_to_join_what_is_gone_is_one_to_put_it_beside(self, both, desk, plan):
        for home in both.borrower.root_page.get_translations(inclusive=True):
            for guide in GuidePage.objects.descendant_of(home):
                guide.delete()
        page = read(desk.get(plan))
        assert not [button for button in page.all("button") if button["name"] == "joins"]


def test_the_command_joins(both, tmp_path):
    file, said = tmp_path / "guide.zip", io.StringIO()
    file.write_bytes(both.lend("2"))
    before = own_pages(both)
    call_command("load_package", file, host="innlan.example", join_own=True, stdout=said)
    assert own_pages(both) == before
    assert "wait for a choice" in said.getvalue()


def test_another_municipality_is_not_touched(both, starter):
    other = make_site("tredje.example", ("nn", "nb"))
    load(read_package(starter), other)
    both.take_in(both.lend("2"), joins_own=True)
    assert not Origin.objects.filter(site=other).exclude(began_as="").exists()
