"""What the coordinator says about a page's two forms is followed, whichever way one publishes."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

from bti_portal.translation.models import Parity
from handlingsveileder.publishing import PublishRefused
from tests.factories import home_of
from tests.portal.editor_forms import send
from tests.reading import read
from tests.translation.municipalities import article, at, municipality, publish, twin_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    site = municipality("sundvik")
    site.page = article(site.home)
    site.twin = twin_article(site.page, site.site)
    return site


def choose(own, mode: str, source: str = ""):
    return own.desk.post(at("page", own.page.pk), {"act": "mode", "mode": mode, "source": source})


def is_live(page) -> bool:
    return Page.objects.get(pk=page.pk).live


def bulk_publish(own, page):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return own.desk.post(f"{address}?id={page.pk}&next=/admin/", {"next": "/admin/"})


def status(own) -> str:
    items = own.desk.get(at("board", own.site.pk), {"show": "all"}).context["items"]
    return next(one.standing.status for one in items if one.title == own.page.title)


def test_only_one_form_takes_the_other_away_and_keeps_it_away(own) -> None:
    choose(own, "alone")
    assert is_live(own.page) and not is_live(own.twin)
    assert status(own) == "alone"
    bulk_publish(own, own.twin)
    assert not is_live(own.twin)
    choose(own, "step")
    bulk_publish(own, own.twin)
    assert is_live(own.twin)


def test_a_draft_until_proofread_is_not_published_before_somebody_marked_it(own) -> None:
    publish(own.page, lead="Noko anna.")
    choose(own, "draft", "nn")
    assert not is_live(own.twin) and status(own) in {"draft", "changed"}
    bulk_publish(own, own.twin)
    assert not is_live(own.twin)
    own.desk.post(at("page", own.page.pk), {"act": "mark"})
    bulk_publish(own, own.twin)
    assert is_live(own.twin)


@pytest.fixture
def held_back(own):
    """The twin, a draft until somebody has compared it, with a newer revision."""
    publish(own.page, lead="Noko anna.")
    choose(own, "draft", "nn")
    own.twin.refresh_from_db()
    return own.twin.save_revision()


def test_a_draft_on_the_schedule_is_held_back(own, held_back) -> None:
    held_back.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    held_back.save()
    call_command("publish_scheduled")
    assert not is_live(own.twin)
    own.desk.post(at("page", own.page.pk), {"act": "mark"})
    held_back.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    held_back.save()
    call_command("publish_scheduled")
    assert is_live(own.twin)


def test_approval_does_not_publish_what_is_held_back(own, held_back) -> None:
    task = GroupApprovalTask.objects.create(name="Les gjennom")
    task.groups.set(own.person.groups.all())
    workflow = Workflow.objects.create(name="Godkjenning")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    state = workflow.start(own.twin, own.person)
    with pytest.raises(PublishRefused):
        state.current_task_state.approve(user=own.person)
    assert not is_live(own.twin)


def test_the_editor_is_told_what_to_do(own, held_back) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[own.twin.pk])
    answer = send(own.desk, edit, **{"action-publish": "1"})
    words = read(own.desk.get(answer["Location"])).text
    assert not is_live(own.twin)
    assert gettext("Compare with %(form)s") % {"form": "nynorsk"} in words


def test_the_forms_may_differ_on_purpose(own) -> None:
    choose(own, "apart")
    publish(own.page, lead="Noko anna.")
    assert status(own) == "apart"


def test_the_source_can_be_chosen(own) -> None:
    choose(own, "step", "nb")
    publish(own.page, lead="Noko anna.")
    items = own.desk.get(at("board", own.site.pk), {"show": "all"}).context["items"]
    one = next(one for one in items if one.title == own.page.title)
    assert one.standing.source == "nb" and one.standing.changed == ("nn",)


def test_nonsense_is_not_kept(own) -> None:
    assert choose(own, "whatever").status_code == 200
    assert choose(own, "step", "xx").status_code == 200
    assert Parity.objects.get(key=str(own.page.translation_key)).source == ""


@pytest.mark.parametrize("mode", ["alone", "draft"])
def test_the_only_page_that_readers_have_is_not_taken_away(own, mode: str) -> None:
    own.twin.unpublish()
    answer = own.desk.post(
        at("page", own.page.pk), {"act": "mode", "mode": mode, "source": "nb"}, follow=True
    )
    assert is_live(own.page) and read(answer).all(css="messages")
    assert not Parity.objects.filter(mode=mode).exists()
    own.twin.delete()
    choose(own, mode, "nb")
    assert is_live(own.page) and not Parity.objects.filter(mode=mode).exists()
    choose(own, "alone")
    assert is_live(own.page) and status(own) == "alone"


def test_what_is_said_of_the_forms_is_not_said_of_english() -> None:
    own = municipality("vestvik", ("nn", "nb", "en"))
    own.page = article(own.home)
    own.twin = twin_article(own.page, own.site)
    key = own.page.translation_key
    english = article(home_of(own.site, "en"), "Together", translation_key=key)
    choose(own, "alone", "nn")
    choose(own, "alone", "nn")
    assert not is_live(own.twin) and is_live(english)
    publish(english, lead="In short.")
    assert Page.objects.get(pk=english.pk).specific.lead == "In short."


def test_pages_taken_apart_hold_nothing_back(own) -> None:
    choose(own, "alone", "nn")
    own.desk.post(at("page", own.page.pk), {"act": "disconnect"})
    bulk_publish(own, own.twin)
    assert is_live(own.twin) and is_live(own.page)


def test_the_other_form_is_free_when_the_one_shown_is_gone(own) -> None:
    choose(own, "alone", "nn")
    own.page.delete()
    bulk_publish(own, own.twin)
    assert is_live(own.twin)


def test_what_is_gone_is_forgotten(own) -> None:
    own.twin.delete()
    assert Parity.objects.filter(key=str(own.page.translation_key)).exists()
    own.page.delete()
    assert not Parity.objects.filter(key=str(own.page.translation_key)).exists()
