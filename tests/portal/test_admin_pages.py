"""The coordinator's working day: logging in, editing, previewing, publishing, finding the way."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, get_page_models
from wagtail.snippets.models import get_snippet_models
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile

from bti_portal.registers.models import Role
from handlingsveileder.models import StepPage
from tests.architecture.test_page_and_block_rules import block_classes
from tests.factories import RoleFactory, ServiceFactory
from tests.portal.conftest import PASSWORD
from tests.portal.editor_forms import filled_in, send
from tests.reading import read
from tjenesteoversikt.models import Service

pytestmark = pytest.mark.django_db

OURS = ("handlingsveileder", "tjenesteoversikt", "registers")
PAGE_TYPES = [model for model in get_page_models() if model._meta.app_label in OURS]
SNIPPETS = [model for model in get_snippet_models() if model._meta.app_label in OURS]
ENGLISH_OR_NONE = re.compile(r"^$|^None$|object \(\d+\)")


@pytest.fixture
def desk(neighbours: SimpleNamespace) -> Client:
    """Fjordvik's coordinator at the admin."""
    return neighbours.fjordvik.log_in()


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def service_url(name: str, *args: object) -> str:
    return reverse(Service.snippet_viewset.get_url_name(name), args=args)


class TestLoggingIn:
    def test_a_coordinator_logs_in_by_e_mail(self, neighbours: SimpleNamespace) -> None:
        client = Client(HTTP_HOST=neighbours.austby.site.hostname)
        form = read(client.get("/admin/login/"))
        assert form.all("input")
        email = neighbours.austby.coordinator.email.upper()
        answer = client.post("/admin/login/", {"username": email, "password": PASSWORD})
        assert answer.status_code == 302
        assert client.get("/admin/").status_code == 200

    def test_a_wrong_password_lets_nobody_in(self, neighbours: SimpleNamespace) -> None:
        client = Client(HTTP_HOST=neighbours.austby.site.hostname)
        wrong = {"username": neighbours.austby.coordinator.email, "password": "feil passord 12"}
        assert client.post("/admin/login/", wrong).status_code == 200
        assert client.get("/admin/").status_code == 302


class TestEditing:
    def test_a_step_is_changed_and_published(
        self, desk: Client, neighbours: SimpleNamespace
    ) -> None:
        step = neighbours.fjordvik.pages[StepPage]
        what = rich_text("<p>Snakk med ein kollega.</p>")
        role = streamfield([("role", neighbours.fjordvik.rows[Role].pk)])
        changes = {"title": "Del undringa", "what": what, "action-publish": "1"}
        changes |= nested_form_data({"responsible_roles": role})
        answer = send(desk, edit_url(step), **changes)
        assert answer.status_code == 302
        saved = StepPage.objects.get(pk=step.pk)
        assert (saved.title, saved.live) == ("Del undringa", True)
        assert "Snakk med ein kollega." in saved.what
        shown = Client(HTTP_HOST=neighbours.fjordvik.site.hostname).get(saved.get_url())
        assert "Snakk med ein kollega." in shown.content.decode()

    def test_a_half_filled_draft_is_kept(self, desk: Client, neighbours: SimpleNamespace) -> None:
        level = neighbours.fjordvik.pages[StepPage].get_parent()
        add = reverse("wagtailadmin_pages:add", args=["handlingsveileder", "steppage", level.pk])
        answer = desk.post(
            add, filled_in(desk.get(add)) | {"title": "Eit halvt steg", "slug": "eit-halvt"}
        )
        assert answer.status_code == 302
        draft = StepPage.objects.get(title="Eit halvt steg")
        assert not draft.live
        assert desk.get(edit_url(draft)).status_code == 200

    def test_a_service_is_changed_and_published(
        self, desk: Client, neighbours: SimpleNamespace
    ) -> None:
        service = neighbours.fjordvik.rows[Service]
        changes = {"summary_nn": "Du får snakke med nokon.", "action-publish": "1"}
        answer = send(desk, service_url("edit", service.pk), **changes)
        assert answer.status_code == 302
        assert Service.objects.get(pk=service.pk).summary_nn == "Du får snakke med nokon."

    def test_a_draft_of_a_service_is_not_shown_to_readers(
        self, desk: Client, neighbours: SimpleNamespace
    ) -> None:
        service = neighbours.fjordvik.rows[Service]
        before = Service.objects.get(pk=service.pk).summary_nn
        send(desk, service_url("edit", service.pk), summary_nn="Berre eit utkast.")
        kept = Service.objects.get(pk=service.pk)
        assert kept.summary_nn == before
        assert kept.get_latest_revision_as_object().summary_nn == "Berre eit utkast."

    def test_a_service_without_a_name_is_not_published(
        self, desk: Client, neighbours: SimpleNamespace
    ) -> None:
        service = neighbours.fjordvik.rows[Service]
        nameless = {"name_nn": "", "name_nb": "", "action-publish": "1"}
        answer = send(desk, service_url("edit", service.pk), **nameless)
        assert answer.status_code == 200
        assert "name_nn" in answer.context["form"].errors


class TestPreview:
    @pytest.mark.parametrize("page_type", PAGE_TYPES, ids=lambda model: model.__name__)
    def test_every_page_type_is_previewed(
        self, page_type: type[Page], demo: SimpleNamespace, neighbours: SimpleNamespace
    ) -> None:
        desk = Client(HTTP_HOST=demo.austby.hostname)
        desk.force_login(neighbours.operator)
        page = page_type.objects.filter(path__startswith=demo.fjordvik.root_page.path).first()
        url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
        data = filled_in(desk.get(edit_url(page))) | {"title": "Tittel i utkast"}
        assert desk.post(url, data).json()["is_valid"]
        shown = desk.get(url)
        assert shown.status_code == 200
        assert "Tittel i utkast" in read(shown).one("h1").text
        assert read(shown).one("html")["lang"] == "nn"
        assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]

    @pytest.mark.parametrize("form", ["nn", "nb"])
    def test_a_draft_of_a_service_is_previewed_in_both_forms(
        self, form: str, desk: Client, neighbours: SimpleNamespace
    ) -> None:
        service = neighbours.fjordvik.rows[Service]
        url = service_url("preview_on_edit", service.pk)
        changed = {"name_nn": "Utkast på nynorsk", "name_nb": "Utkast på bokmål"}
        data = filled_in(desk.get(service_url("edit", service.pk))) | changed
        assert desk.post(f"{url}?mode={form}", data).json()["is_valid"]
        shown = desk.get(f"{url}?mode={form}&in_preview_panel=true")
        assert shown.status_code == 200
        assert read(shown).one("h1").text == changed[f"name_{form}"]


class TestWords:
    @pytest.mark.parametrize("page_type", PAGE_TYPES, ids=lambda model: model.__name__)
    @pytest.mark.parametrize("form", ["nn", "nb"])
    def test_a_page_type_says_what_it_is(self, page_type: type[Page], form: str) -> None:
        with translation.override("en"):
            english = (str(page_type._meta.verbose_name), str(page_type.page_description))
        with translation.override(form):
            assert page_type.get_verbose_name() != english[0]
            assert page_type.get_page_description() != english[1]
        assert english[1].endswith(".")

    @pytest.mark.parametrize("model", SNIPPETS, ids=lambda model: model.__name__)
    def test_a_snippet_says_what_it_is(self, model: type) -> None:
        assert model.snippet_viewset.icon != "snippet"
        with translation.override("en"):
            english = str(model._meta.verbose_name)
        with translation.override("nb"):
            assert ENGLISH_OR_NONE.search(str(model._meta.verbose_name)) is None
            assert str(model._meta.verbose_name) != english or english in {"arena", "term"}

    @pytest.mark.parametrize("name", sorted(block_classes()))
    def test_a_block_has_its_own_words_and_icon(self, name: str) -> None:
        block = block_classes()[name]()
        assert block.meta.icon not in {"placeholder", ""}
        if name != "TargetBlock":
            assert str(block.meta.label)
            assert str(getattr(block.meta, "description", ""))


class TestStartPage:
    @pytest.mark.parametrize(("form", "greeting"), [("nn", "Velkomen"), ("nb", "Velkommen")])
    def test_it_greets_in_the_language_of_the_user(
        self, form: str, greeting: str, neighbours: SimpleNamespace
    ) -> None:
        person = neighbours.austby.coordinator
        UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": form})
        start = read(neighbours.austby.log_in().get("/admin/"))
        assert start.one("html")["lang"] == form
        assert greeting in start.one("main").text

    def test_it_leads_only_to_addresses_that_answer(self, desk: Client) -> None:
        starts = read(desk.get("/admin/")).all("section", css="bti-start")
        links = [url for start in starts for url in start.links().values()]
        inside = [url for url in links if url.startswith("/admin/")]
        assert len(inside) >= 4
        assert {url: desk.get(url).status_code for url in inside} == dict.fromkeys(inside, 200)


class TestLists:
    @pytest.mark.parametrize("model", SNIPPETS, ids=lambda model: model.__name__)
    def test_an_empty_list_is_shown(self, model: type, neighbours: SimpleNamespace) -> None:
        client = Client(HTTP_HOST=neighbours.fjordvik.site.hostname)
        client.force_login(neighbours.operator)
        url = reverse(model.snippet_viewset.get_url_name("list"))
        assert client.get(url, {"q": "finst-slett-ikkje"}).status_code == 200

    def test_a_long_list_costs_no_more_queries_than_a_short_one(
        self,
        desk: Client,
        neighbours: SimpleNamespace,
        django_assert_max_num_queries: object,
    ) -> None:
        site = neighbours.fjordvik.site
        for make, name in ((ServiceFactory, "service"), (RoleFactory, "role")):
            make.create_batch(45, site=site)
            url = reverse(make._meta.model.snippet_viewset.get_url_name("list"))
            with django_assert_max_num_queries(40):
                answer = desk.get(url)
            assert answer.status_code == 200, name
            rows = max(len(table.all("tr")) for table in read(answer).all("table"))
            assert rows > 40
