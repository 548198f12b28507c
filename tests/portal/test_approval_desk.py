"""What waits for me, what I have sent, and how a municipality chooses who approves."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Workflow
from wagtail.users.models import UserProfile

from bti_portal.accounts.languages import language_for
from bti_portal.accounts.models import SiteApproval
from tests.factories import ArticlePageFactory, ServiceFactory, UserFactory, home_of, make_site
from tests.portal.approvals import editor, fresh, posted, prefers, staffed
from tests.reading import read

pytestmark = pytest.mark.django_db

HOME = "/admin/"


@pytest.fixture
def kept(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


@pytest.fixture
def vik(db):
    return staffed("vik.example")


def send_one(staff, title="Om oss"):
    page = ArticlePageFactory(parent=home_of(staff.site), title=title)
    staff.act("writer", page, "submit", lead="Nytt.")
    return page


def tasks(client):
    """The words of the panel of tasks, or nothing."""
    found = read(client.get(HOME)).all("section", css="bti-tasks")
    return found[0].text if found else ""


def links(client):
    found = read(client.get(HOME)).one("section", css="bti-tasks")
    return {a["href"] for a in found.all("a")}


class TestMyTasks:
    def test_who_sees_it(self, vik):
        page = send_one(vik, "Utkastet om oss")
        service = ServiceFactory(site=vik.site, name_nn="Losen", name_nb="Losen")
        vik.act("writer", service, "submit", summary_nn="Nytt.")
        assert {editor(page), editor(service)} <= links(vik.at("approver"))
        assert {editor(page), editor(service)} <= links(vik.at("writer"))
        assert tasks(vik.at("coordinator")) == ""
        vik.act("approver", page, "approve")
        assert "Utkastet om oss" in tasks(vik.at("coordinator"))
        assert "Losen" not in tasks(vik.at("coordinator"))

    def test_what_was_sent_back_says_why(self, vik):
        page = send_one(vik)
        vik.act("approver", page, "reject", comment="Skriv kortare.")
        assert "Skriv kortare." in tasks(vik.at("writer"))
        assert tasks(vik.at("approver")) == ""

    @pytest.mark.parametrize("comment", ["Skriv kortare.", ""])
    def test_its_editor_says_why_too(self, comment, vik):
        page = send_one(vik)
        service = ServiceFactory(site=vik.site, name_nn="Losen", name_nb="Losen")
        vik.act("writer", service, "submit", summary_nn="Nytt.")
        for thing in (page, service):
            vik.act("approver", thing, "reject", comment=comment)
            opened = vik.at("writer").get(editor(thing))
            [said] = [str(message) for message in get_messages(opened.wsgi_request)]
            assert said.startswith("Approver ") and comment in said
            vik.act("writer", thing, "submit")
            opened = vik.at("writer").get(editor(thing))
            assert said not in [str(message) for message in get_messages(opened.wsgi_request)]

    def test_who_has_left_sees_nothing_of_it_any_more(self, vik):
        page = send_one(vik)
        service = ServiceFactory(site=vik.site, name_nn="Losen", name_nb="Losen")
        vik.act("writer", service, "submit", summary_nn="Nytt.")
        for thing in (page, service):
            vik.act("approver", thing, "reject", comment="Skriv kortare.")
        dal = staffed("dal.example")
        vik.people["writer"].groups.set(dal.people["writer"].groups.all())
        start = vik.at("writer").get(HOME).content.decode()
        assert "Skriv kortare." not in start and "Losen" not in start

    def test_what_the_group_left_behind_waits_for_the_coordinator(self, vik):
        page = send_one(vik, "Utkastet om oss")
        vik.people["approver"].groups.clear()
        assert editor(page) in links(vik.at("coordinator"))
        assert editor(page) in links(vik.at("writer"))
        dal = staffed("dal.example")
        assert tasks(dal.at("coordinator")) == ""
        vik.act("coordinator", page, "approve")
        vik.act("coordinator", page, "approve")
        assert fresh(page).lead == "Nytt."

    def test_a_closed_account_is_nobody_in_the_group(self, vik):
        page = send_one(vik)
        type(vik.people["approver"]).objects.filter(email="approver@vik.example").update(
            is_active=False
        )
        assert editor(page) in links(vik.at("coordinator"))

    def test_the_neighbours_are_not_there(self, vik):
        send_one(vik, "Løynd")
        dal = staffed("dal.example")
        send_one(dal, "Ope")
        for role in ("writer", "approver", "coordinator"):
            assert "Løynd" not in dal.at(role).get(HOME).content.decode()

    def test_it_costs_the_same_whatever_waits(self, vik):
        def cost():
            client = vik.at("approver")
            client.get(HOME)
            with CaptureQueriesContext(connection) as queries:
                client.get(HOME)
            return len(queries)

        send_one(vik)
        before = cost()
        for number in range(4):
            send_one(vik, f"Nr {number}")
        for host in ("dal.example", "nes.example"):
            staffed(host)
        assert cost() == before


class TestTheList:
    def where(self, site, name="waiting"):
        return reverse(f"approval:{name}", args=[site.pk])

    def test_all_that_waits_at_ones_own(self, vik):
        send_one(vik, "Om oss")
        dal = staffed("dal.example")
        send_one(dal, "Om dal")
        words = read(vik.at("coordinator").get(self.where(vik.site))).text
        assert "Om oss" in words and "Om dal" not in words
        for name in ("waiting", "steps"):
            assert dal.at("coordinator").get(self.where(vik.site, name)).status_code == 404
            assert dal.at("coordinator").post(
                self.where(vik.site, name), {"steps": "none"}
            ).status_code in {404, 405}

    def test_wagtails_own_lists_are_the_operators(self, vik):
        for path in ("/admin/workflows/list/", "/admin/reports/workflow/"):
            assert vik.at("coordinator").get(path).status_code == 404


class TestChoosing:
    def steps(self, staff, role="coordinator", **form):
        address = reverse("approval:steps", args=[staff.site.pk])
        client = staff.at(role)
        return client.post(address, form) if form else client.get(address)

    def test_the_coordinator_chooses(self, vik, kept):
        self.steps(vik, steps="coordinator")
        with posted(kept) as letters:
            send_one(vik)
        assert set(letters) == {"coordinator@vik.example"}

    def test_without_approval_nothing_is_sent(self, vik):
        assert self.steps(vik, steps="none").status_code == 302
        page = ArticlePageFactory(parent=home_of(vik.site, "nb"))
        service = ServiceFactory(site=vik.site)
        assert (page.get_workflow(), service.get_workflow()) == (None, None)
        form = vik.at("writer").get(editor(page)).content.decode()
        assert "action-submit" not in form
        self.steps(vik, steps="group_and_coordinator")
        assert fresh(service).get_workflow() == SiteApproval.objects.get(site=vik.site).workflow

    def test_what_waits_goes_on(self, vik):
        page = send_one(vik)
        self.steps(vik, steps="none")
        vik.act("approver", page, "approve")
        waits = type(page).objects.get(pk=page.pk)
        assert waits.workflow_in_progress
        vik.act("coordinator", page, "approve")
        assert type(page).objects.get(pk=page.pk).lead == "Nytt."

    def test_a_service_that_waits_goes_on_too(self, vik):
        service = ServiceFactory(site=vik.site)
        vik.act("writer", service, "submit", summary_nn="Nytt.")
        self.steps(vik, steps="none")
        vik.act("approver", service, "reject", comment="Skriv meir.")
        vik.act("writer", service, "submit", summary_nn="Nytt og meir.")
        vik.act("approver", service, "approve")
        vik.act("coordinator", service, "approve")
        assert fresh(service).summary_nn == "Nytt og meir."
        assert fresh(service).get_workflow() is None

    def test_a_service_that_waits_can_be_called_back(self, vik):
        service = ServiceFactory(site=vik.site)
        vik.act("writer", service, "submit", summary_nn="Nytt.")
        self.steps(vik, steps="none")
        vik.act("writer", service, "cancel")
        assert not fresh(service).workflow_in_progress

    def test_who_is_in_each_step_is_told(self, vik):
        words = read(self.steps(vik)).text
        assert "Approver" in words and "Coordinator" in words

    def test_the_writer_reads_and_chooses_not(self, vik):
        assert not [f for f in read(self.steps(vik, "writer")).all("input") if f["name"] == "steps"]
        assert self.steps(vik, "writer", steps="none").status_code in {302, 403}
        assert SiteApproval.objects.get(site=vik.site).steps == "group_and_coordinator"

    def test_a_coordinator_elsewhere_who_writes_here_chooses_not(self, vik):
        dal = staffed("dal.example")
        both = UserFactory(roles_at={vik.site: ["writer"], dal.site: ["coordinator"]})
        vik.people["both"] = both
        self.steps(vik, "both", steps="none")
        assert SiteApproval.objects.get(site=vik.site).steps == "group_and_coordinator"

    @pytest.mark.parametrize("word", ["", "alle", "<script>"])
    def test_anything_else_changes_nothing(self, vik, word):
        assert self.steps(vik, steps=word, other="1").status_code == 200
        assert SiteApproval.objects.get(site=vik.site).steps == "group_and_coordinator"

    def test_there_is_one_workflow_for_each_municipality(self, vik):
        before = Workflow.objects.count()
        self.steps(vik, steps="coordinator")
        self.steps(vik, steps="group_and_coordinator")
        assert Workflow.objects.count() == before


class TestLanguages:
    def test_the_chosen_form_else_that_of_the_municipality(self, vik):
        dal = make_site("dal.example", ("nb", "nn"))
        person = UserFactory(roles_at={dal: ["writer"]})
        assert language_for(person) == "nb"
        assert language_for(person, vik.site) == "nn"
        person.groups.clear()
        person.groups.add(*vik.people["writer"].groups.all())
        assert language_for(person) == "nn"
        prefers(person, "nb")
        person.refresh_from_db()
        assert language_for(type(person).objects.get(pk=person.pk), vik.site) == "nb"

    def test_each_reads_the_letter_in_their_own(self, vik, kept):
        other = UserFactory(email="annan@vik.example", roles_at={vik.site: ["approver"]})
        prefers(other, "nb")
        with posted(kept) as letters:
            send_one(vik)
        for email, code in (("approver@vik.example", "nn"), ("annan@vik.example", "nb")):
            with translation.override(code):
                subject = gettext("To approve: %(title)s") % {"title": "Om oss"}
                closing = gettext("You choose which e-mails you get under “Account” in the admin.")
            assert letters[email].subject == subject
            assert closing in letters[email].body
            assert f"http://127.0.0.1:8000{'/admin/pages/'}" in letters[email].body

    def test_who_has_switched_letters_off_gets_none(self, vik, kept):
        UserProfile.objects.create(user=vik.people["approver"], submitted_notifications=False)
        with posted(kept) as letters:
            send_one(vik)
        assert letters == {}
