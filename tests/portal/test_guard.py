"""A coordinator keeps to her own municipality: lists, choosers, bulk actions, forms, pages."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models
from wagtail.users.models import UserProfile

from bti_portal.accounts.guard import GuardedMixin, GuardedSnippetChooserViewSet, SitePolicy
from bti_portal.registers.models import Arena, HelpLine, LegalReference, Role
from handlingsveileder.models import ArticlePage
from tests.portal.conftest import SECRET
from tests.portal.editor_forms import filled_in, send
from tests.reading import read
from tjenesteoversikt.models import Provider, Publication, Service

pytestmark = pytest.mark.django_db

OWNED = [HelpLine, LegalReference, Role, Arena, Provider, Service, Publication]
EDITED = [model for model in OWNED if model is not Arena]
REGISTERS = [HelpLine, LegalReference, Role]


def url_of(model: type[Model], name: str, *args: object) -> str:
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


def chooser_url(model: type[Model], name: str, *args: object) -> str:
    return reverse(model.snippet_viewset.chooser_viewset.get_url_name(name), args=args)


def bulk_url(model: type[Model]) -> str:
    meta = model._meta
    return reverse("wagtail_bulk_action", args=[meta.app_label, meta.model_name, "delete"])


def unguarded(models: list[type[Model]]) -> list[type[Model]]:
    """Those that belong to a site and that nobody guards."""
    return [
        model
        for model in models
        if any(field.name == "site" for field in model._meta.get_fields())
        and not isinstance(policy_registry.get_by_type(model), SitePolicy)
    ]


@pytest.fixture
def austby(neighbours: SimpleNamespace) -> Client:
    """The coordinator of Austby."""
    return neighbours.austby.log_in()


class TestRegistration:
    def test_every_snippet_that_belongs_to_a_site_is_guarded(self) -> None:
        models = get_snippet_models()
        assert set(OWNED) <= set(models)
        assert unguarded(models) == []
        for model in OWNED:
            viewset = model.snippet_viewset
            assert isinstance(viewset, GuardedMixin), model
            assert isinstance(viewset.chooser_viewset, GuardedSnippetChooserViewSet), model

    def test_a_model_that_nobody_guards_is_found(self) -> None:
        assert unguarded([Redirect, Service]) == [Redirect]


class TestLists:
    @pytest.mark.parametrize("model", EDITED)
    @pytest.mark.parametrize("query", ["", f"?q={SECRET}", "?export=csv", "?p=1&ordering=-pk"])
    def test_a_list_shows_own_rows_only(
        self, model: type[Model], query: str, austby: Client
    ) -> None:
        answer = austby.get(url_of(model, "list") + query)
        content = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code == 200
        assert SECRET not in content.decode().replace(f'value="{SECRET}"', "")

    @pytest.mark.parametrize("model", EDITED)
    def test_a_list_shows_what_is_ones_own(self, model: type[Model], austby: Client) -> None:
        assert "Nabobygd" in austby.get(url_of(model, "list")).content.decode()

    @pytest.mark.parametrize("model", REGISTERS)
    def test_a_list_shows_what_all_share(self, model: type[Model], austby: Client) -> None:
        assert f"Felles {model.__name__}" in austby.get(url_of(model, "list")).content.decode()


class TestChoosers:
    @pytest.mark.parametrize("model", OWNED)
    def test_a_chooser_gives_out_own_rows_only(
        self, model: type[Model], austby: Client, neighbours: SimpleNamespace
    ) -> None:
        secret, own = neighbours.fjordvik.rows[model], neighbours.austby.rows[model]
        many = chooser_url(model, "chosen_multiple") + f"?id={secret.pk}&id={own.pk}"
        for url in (chooser_url(model, "choose"), chooser_url(model, "choose_results")):
            assert f"{SECRET} " not in austby.get(url, {"q": SECRET}).content.decode(), url
            assert "Nabobygd " in austby.get(url, {"q": "Nabobygd"}).content.decode(), url
        assert "Nabobygd" in austby.get(many).content.decode()
        assert SECRET not in austby.get(many).content.decode()
        assert austby.get(chooser_url(model, "chosen", own.pk)).status_code == 200
        assert austby.get(chooser_url(model, "chosen", secret.pk)).status_code == 404

    def test_the_page_chooser_gives_out_own_pages_only(
        self, austby: Client, neighbours: SimpleNamespace
    ) -> None:
        root = neighbours.fjordvik.home.get_parent().pk
        hidden = neighbours.fjordvik.pages[ArticlePage].pk
        own = neighbours.austby.pages[ArticlePage].pk
        many = reverse("wagtailadmin_choose_page_chosen_multiple")
        answers = [
            austby.get(reverse("wagtailadmin_choose_page")),
            austby.get(reverse("wagtailadmin_choose_page_child", args=[root])),
            austby.get(reverse("wagtailadmin_choose_page_child", args=[hidden])),
            austby.get(reverse("wagtailadmin_choose_page_search"), {"q": SECRET}),
            austby.get(many, {"id": hidden}),
            austby.get(many, {"id": [own, hidden]}),
        ]
        told = [a.request["PATH_INFO"] for a in answers if f"{SECRET} " in a.content.decode()]
        assert told == []
        assert "Nabobygd" in austby.get(many, {"id": own}).content.decode()

    @pytest.mark.parametrize("name", ["copy", "move"])
    def test_a_page_goes_to_no_page_of_the_neighbours(
        self, name: str, austby: Client, neighbours: SimpleNamespace
    ) -> None:
        own = neighbours.austby.pages[ArticlePage].pk
        for page in neighbours.fjordvik.pages.values():
            url = reverse(f"wagtailadmin_pages:{name}", args=[own])
            answer = austby.post(url, {"new_parent_page": page.pk})
            assert answer.status_code == 404
            assert SECRET not in answer.content.decode()

    @pytest.mark.parametrize("language", ["nn", "nb"])
    def test_what_is_not_found_is_said_in_the_language_of_the_editor(
        self, language: str, austby: Client, neighbours: SimpleNamespace
    ) -> None:
        profile = UserProfile.get_for_user(neighbours.austby.coordinator)
        profile.preferred_language = language
        profile.save()
        page = read(austby.get("/admin/pages/987654/edit/"))
        assert page.one("html")["lang"] == language
        assert [a for a in page.all("a") if a["href"] == "/admin/"]

    @pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
    def test_a_page_that_cannot_be_is_not_found(self, number: int, austby: Client) -> None:
        many = reverse("wagtailadmin_choose_page_chosen_multiple")
        for url in (
            f"/admin/pages/{number}/",
            f"/admin/pages/{number}/edit/",
            f"{many}?id={number}",
        ):
            assert austby.get(url).status_code == 404, url

    @pytest.mark.parametrize("name", ["wagtailadmin_explore", "wagtailadmin_explore_results"])
    def test_the_neighbours_pages_are_not_explored(
        self, name: str, austby: Client, neighbours: SimpleNamespace
    ) -> None:
        """Not even the title of a draft, which stands above the list of what is below."""
        for page in neighbours.fjordvik.pages.values():
            assert austby.get(reverse(name, args=[page.pk])).status_code == 404
        for page in neighbours.austby.pages.values():
            assert austby.get(reverse(name, args=[page.pk])).status_code == 200


class TestBulkDelete:
    @pytest.mark.parametrize("model", EDITED)
    @pytest.mark.parametrize("of_all", [False, True], ids=["ids", "all"])
    def test_it_neither_names_nor_takes_the_neighbours_rows(
        self, model: type[Model], of_all: bool, austby: Client, neighbours: SimpleNamespace
    ) -> None:
        secret = neighbours.fjordvik.rows[model]
        url = bulk_url(model) + ("?id=all" if of_all else f"?id={secret.pk}")
        before = model.objects.filter(site=neighbours.fjordvik.site).count()
        assert SECRET not in austby.get(url).content.decode()
        austby.post(url)
        assert model.objects.filter(site=neighbours.fjordvik.site).count() == before
        if issubclass(model, tuple(REGISTERS)):
            assert model.objects.filter(pk=neighbours.shared[model].pk).exists()

    def test_it_takes_ones_own(self, austby: Client, neighbours: SimpleNamespace) -> None:
        own = neighbours.austby.rows[Role]
        austby.post(f"{bulk_url(Role)}?id={own.pk}")
        assert not Role.objects.filter(pk=own.pk).exists()

    def test_pages_of_the_neighbour_survive(
        self, austby: Client, neighbours: SimpleNamespace
    ) -> None:
        hidden = neighbours.fjordvik.pages[ArticlePage]
        for action in ("delete", "move", "publish", "unpublish"):
            url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
            told = austby.get(f"{url}?id={hidden.pk}").content.decode()
            assert f"{SECRET} " not in told, action
            austby.post(f"{url}?id={hidden.pk}", {"chooser": neighbours.austby.home.pk})
        after = ArticlePage.objects.get(pk=hidden.pk)
        assert (after.path, after.live) == (hidden.path, hidden.live)


class TestForms:
    TAMPERED = [
        (Service, {"site": "site"}),
        (Service, {"provider": Provider}),
        (Service, {"legal_references": LegalReference}),
        (Publication, {"service": Service}),
        (Publication, {"site": "site"}),
        (Provider, {"site": "site"}),
        (HelpLine, {"site": "site"}),
        (LegalReference, {"site": "site"}),
        (LegalReference, {"replaced_by": LegalReference}),
        (Role, {"site": "site"}),
    ]

    @pytest.mark.parametrize(("model", "change"), TAMPERED)
    def test_what_is_the_neighbours_is_refused_in_a_form(
        self,
        model: type[Model],
        change: dict[str, Any],
        austby: Client,
        neighbours: SimpleNamespace,
    ) -> None:
        own, fjordvik = neighbours.austby.rows[model], neighbours.fjordvik
        name, what = next(iter(change.items()))
        foreign = fjordvik.site.pk if what == "site" else fjordvik.rows[what].pk
        before = model.objects.filter(pk=own.pk).values().get()
        answer = send(austby, url_of(model, "edit", own.pk), **{name: str(foreign)})
        assert answer.status_code == 200
        assert name in answer.context["form"].errors
        assert model.objects.filter(pk=own.pk).values().get() == before

    @pytest.mark.parametrize("model", EDITED)
    def test_the_untouched_form_is_accepted(
        self, model: type[Model], austby: Client, neighbours: SimpleNamespace
    ) -> None:
        """So that the refusals above are about the one box that was changed."""
        answer = send(austby, url_of(model, "edit", neighbours.austby.rows[model].pk))
        errors = answer.context["form"].errors if answer.status_code == 200 else {}
        assert (answer.status_code, errors) == (302, {})

    @pytest.mark.parametrize("model", REGISTERS)
    def test_a_coordinator_cannot_make_a_row_for_everybody(
        self, model: type[Model], austby: Client
    ) -> None:
        before = model.objects.filter(site=None).count()
        name = "act" if model is LegalReference else "name"
        data = filled_in(austby.get(url_of(model, "add")))
        austby.post(url_of(model, "add"), data | {"key": "ny", f"{name}_nn": "Ny", "site": ""})
        assert model.objects.filter(site=None).count() == before

    @pytest.mark.parametrize("model", [Service, HelpLine, LegalReference])
    def test_a_form_does_not_offer_the_neighbours_people(
        self, model: type[Model], austby: Client, neighbours: SimpleNamespace
    ) -> None:
        form = austby.get(url_of(model, "edit", neighbours.austby.rows[model].pk))
        assert neighbours.fjordvik.coordinator.email not in form.content.decode()

    def test_a_page_does_not_offer_the_neighbours_people(
        self, austby: Client, neighbours: SimpleNamespace
    ) -> None:
        own = neighbours.austby.pages[ArticlePage].pk
        form = austby.get(reverse("wagtailadmin_pages:edit", args=[own]))
        assert neighbours.fjordvik.coordinator.email not in form.content.decode()


class TestSharedRows:
    @pytest.mark.parametrize("model", REGISTERS)
    def test_a_row_of_all_is_looked_at_but_not_changed(
        self, model: type[Model], austby: Client, neighbours: SimpleNamespace
    ) -> None:
        shared = neighbours.shared[model]
        inspect = url_of(model, "inspect", shared.pk)
        assert austby.get(inspect).status_code == 200
        assert austby.get(url_of(model, "edit", shared.pk)).headers["Location"] == inspect
        assert austby.post(url_of(model, "edit", shared.pk), {"key": "mitt"}).status_code == 404
        assert austby.post(url_of(model, "delete", shared.pk)).status_code == 404
        assert model.objects.get(pk=shared.pk).key == shared.key

    def test_a_borrowed_service_is_looked_at_but_not_changed(
        self, austby: Client, neighbours: SimpleNamespace
    ) -> None:
        lent = neighbours.lent
        inspect = url_of(Service, "inspect", lent.pk)
        assert "Utlånt teneste" in austby.get(inspect).content.decode()
        assert "Utlånt teneste" in austby.get(url_of(Service, "list")).content.decode()
        assert austby.get(url_of(Service, "edit", lent.pk)).headers["Location"] == inspect
        for action in ("edit", "delete", "unpublish", "lock", "preview_on_edit"):
            assert austby.post(url_of(Service, action, lent.pk)).status_code == 404, action
        kept = Service.objects.get(pk=lent.pk)
        assert (kept.live, kept.locked, kept.name_nn) == (True, False, "Utlånt teneste")

    def test_the_operator_changes_a_row_of_all(self, neighbours: SimpleNamespace) -> None:
        client = Client(HTTP_HOST=neighbours.austby.site.hostname)
        client.force_login(neighbours.operator)
        shared = neighbours.shared[Role]
        answer = send(client, url_of(Role, "edit", shared.pk), name_nn="Endra av drift")
        assert answer.status_code == 302
        assert Role.objects.get(pk=shared.pk).name_nn == "Endra av drift"
