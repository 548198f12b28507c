"""What somebody has locked is not written to by a package, nor by an answer to what it changed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Page

from bti_portal.packages import choosing
from bti_portal.packages.loading import load
from bti_portal.packages.models import Origin
from bti_portal.packages.reading import read_package
from bti_portal.packages.report import Kind
from tests.factories.lending import whole_package
from tests.factories.package import both, write_package
from tests.portal.lending_world import publish, step_at, world
from tests.reading import read
from tjenesteoversikt.models import Service

__all__ = ["world"]

pytestmark = pytest.mark.django_db

SERVICE = "catalogue/services/los.yaml"


def lock(thing, user):
    thing.locked, thing.locked_by = True, user
    thing.save()


def unlock(thing):
    type(thing).objects.filter(pk=thing.pk).update(locked=False, locked_by=None)


@pytest.fixture
def locked(world):
    """A step that was taken in, is locked here, and has changed in the package."""
    world.take_in()
    lock(step_at(world.borrower), world.lenders_coordinator)
    publish(step_at(world.lender), lead="Ny ingress")
    return world


def test_a_locked_page_is_left_until_it_is_free(locked):
    before = step_at(locked.borrower)
    report = locked.take_in(locked.lend("2"))
    after = step_at(locked.borrower)
    assert (after.lead, after.latest_revision_id) == (before.lead, before.latest_revision_id)
    assert [h.what for h in report.of(Kind.LEFT) if h.reason == "locked"] == ["Steg nn"]
    unlock(after)
    locked.take_in(locked.lend("2"))
    assert step_at(locked.borrower).lead == "Ny ingress"


def test_the_plan_tells_that_it_is_locked(locked):
    desk = locked.log_in(locked.coordinator)
    file = SimpleUploadedFile("guide.zip", locked.lend("2"), "application/zip")
    upload = reverse("lending:receive", args=[locked.borrower.pk])
    plan = read(desk.get(desk.post(upload, {"file": file})["Location"]))
    (told,) = [item.text for item in plan.all("li") if "låst" in item.text]
    assert "Steg nn" in told


def test_a_locked_page_of_a_joined_guide_follows_later(world, tmp_path):
    load(read_package(write_package(tmp_path / "starter", whole_package())), world.borrower)
    publish(step_at(world.lender), lead="Ny ingress")
    step = step_at(world.borrower)
    lock(step, world.lenders_coordinator)
    world.take_in(world.lend("2"), joins_own=True)
    unlock(step)
    before = Page.objects.count()
    world.take_in(world.lend("3"))
    assert Page.objects.count() == before
    assert step_at(world.borrower).lead == "Ny ingress"


@pytest.fixture
def service(world):
    found = Service.objects.get(key="los", site=world.lender)
    lock(found, world.coordinator)
    return found


def test_a_locked_service_is_left_alone(world, service, tmp_path):
    files = whole_package()
    files[SERVICE] = files[SERVICE] | {"name": both("Nytt namn")}
    report = load(read_package(write_package(tmp_path / "newer", files)), world.lender)
    assert Service.objects.get(pk=service.pk).name_nn == "Losen nn"
    assert [h.key for h in report.of(Kind.LEFT) if h.reason == "locked"] == ["los"]


def test_an_answer_is_not_written_to_a_locked_service(world, service):
    origin = Origin.objects.get(
        content_type__model="service", object_id=service.pk, field="name_nn"
    )
    Origin.objects.filter(pk=origin.pk).update(newer='"Nytt namn"', newer_version="2")
    (text,) = choosing.shown(choosing.waiting_at(world.lender))
    sent = {"text": origin.pk, "seen": text.seen, "answer": "take"}
    address = reverse("lending:waiting", args=[world.lender.pk])
    world.log_in(world.lenders_coordinator).post(address, sent)
    assert choosing.waiting_at(world.lender).exists()
    assert Service.objects.get(pk=service.pk).get_latest_revision_as_object().name_nn == "Losen nn"
