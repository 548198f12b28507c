"""A site below a path of another site, by both ways a proxy may ask for it."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Picture
from wagtail.models import Site

from bti_portal.accounts.assigning import assign_role
from bti_portal.library.models import PortalImage
from bti_portal.shell.base_path import address_of
from tests.factories import ArticlePageFactory, ServiceFactory, UserFactory, make_site
from tests.factories.sites import home_of
from tjenesteoversikt.models import ServiceIndexPage

pytestmark = pytest.mark.django_db

HOST = "www.fjordvik.example"
PROXIED = {"headers": {"host": HOST}}
STRIPPED = {"headers": {"host": HOST, "x-forwarded-prefix": "/bti"}}


@pytest.fixture
def site() -> Site:
    site = make_site(HOST, ("nn", "nb"), base_path="/bti")
    first = ArticlePageFactory(parent=home_of(site, "nn"), title="Om nn", slug="om")
    ArticlePageFactory(
        parent=home_of(site, "nb"),
        title="Om nb",
        slug="om",
        locale=home_of(site, "nb").locale,
        translation_key=first.translation_key,
    )
    return site


def _own(html: str) -> list[str]:
    """Every address of ours in a page."""
    return [
        found
        for found in re.findall(r'(?:href|src|action)="([^"#]+)', html)
        if found.startswith("/") or HOST in found
    ]


def _all_below(html: str) -> bool:
    found = _own(html)
    return len(found) > 3 and all(
        re.match(rf"(https?://{re.escape(HOST)}(:\d+)?)?/bti/", address) for address in found
    )


class TestReaders:
    @pytest.mark.parametrize(("path", "asked"), [("/bti/nn/om/", PROXIED), ("/nn/om/", STRIPPED)])
    def test_every_address_of_a_page_stands_below(
        self, site: Site, client: Client, path: str, asked: dict[str, dict[str, str]]
    ) -> None:
        response = client.get(path, **asked)
        assert response.status_code == 200
        html = response.content.decode()
        assert _all_below(html), _own(html)
        assert f'hreflang="nb" href="http://{HOST}/bti/nb/om/"' in html

    def test_the_rest_of_the_host_is_not_ours(self, site: Site, client: Client) -> None:
        for path in ("/", "/nn/om/", "/btix/nn/om/", "/admin/", "/static/img/icon.svg"):
            assert client.get(path, **PROXIED).status_code == 404, path

    def test_a_strangers_header_is_not_believed(self, site: Site, client: Client) -> None:
        other = make_site("eigvik.example")
        ArticlePageFactory(parent=home_of(other), title="Om", slug="om")
        asked = {"headers": {"host": "eigvik.example", "x-forwarded-prefix": "/vond"}}
        html = client.get("/nn/om/", **asked).content.decode()
        assert "/vond" not in html
        asked = {"headers": {"host": HOST, "x-forwarded-prefix": "/vond"}}
        assert client.get("/nn/om/", **asked).status_code == 404

    def test_what_is_asked_for_next_at_another_site_is_untouched(
        self, site: Site, client: Client
    ) -> None:
        other = make_site("eigvik.example")
        ArticlePageFactory(parent=home_of(other), title="Om", slug="om")
        client.get("/bti/nn/om/", **PROXIED)
        html = client.get("/nn/om/", headers={"host": "eigvik.example"}).content.decode()
        assert "/bti/" not in html

    @pytest.mark.parametrize(
        ("path", "target"),
        [
            ("/bti", "/bti/"),
            ("/bti/", "/bti/nn/"),
            ("/bti/om/?x=1", "/bti/nn/om/?x=1"),
        ],
    )
    def test_the_way_in_leads_below(
        self, site: Site, client: Client, path: str, target: str
    ) -> None:
        assert client.get(path, **PROXIED)["Location"] == target

    def test_a_language_the_site_has_not_leads_to_its_own(self, client: Client) -> None:
        ArticlePageFactory(parent=home_of(make_site(HOST, base_path="/bti")), title="Om", slug="om")
        assert client.get("/bti/nb/om/", **PROXIED)["Location"] == "/bti/nn/om/"

    def test_a_page_that_is_not_there_is_told_within_the_site(
        self, site: Site, client: Client
    ) -> None:
        response = client.get("/bti/nn/borte/", **PROXIED)
        assert response.status_code == 404
        assert _all_below(response.content.decode())

    def test_files(self, site: Site, client: Client) -> None:
        assert client.get("/bti/static/img/icon.svg", **PROXIED).status_code == 200
        picture = BytesIO()
        Picture.new("RGB", (40, 30)).save(picture, "PNG")
        image = PortalImage.objects.create(title="x", file=ImageFile(picture, name="x.png"))
        assert image.file.url.startswith("/media/")
        user = UserFactory(operator=True)
        client.force_login(user)
        html = client.get("/bti/admin/images/", **PROXIED).content.decode()
        assert 'src="/bti/media/' in html

    def test_a_closed_page_leads_to_the_log_in_below(self, site: Site, client: Client) -> None:
        page = home_of(site).get_children().get()
        page.view_restrictions.create(restriction_type="login")
        to = client.get("/bti/nn/om/", **PROXIED)["Location"]
        assert to == "/bti/admin/login/?next=/bti/nn/om/"

    def test_signposts_and_open_data(self, site: Site, client: Client) -> None:
        sitemap = client.get("/bti/sitemap.xml", **PROXIED).content.decode()
        told = re.findall("<loc>([^<]+)</loc>", sitemap)
        assert f"http://{HOST}/bti/nn/om/" in told
        assert f"http://{HOST}/bti/api/" in told
        assert all(address.startswith(f"http://{HOST}/bti/") for address in told)
        robots = client.get("/bti/robots.txt", **PROXIED).content.decode()
        assert f"Sitemap: http://{HOST}/bti/sitemap.xml" in robots

    def test_the_api_names_addresses_below(self, site: Site, client: Client) -> None:
        service = ServiceFactory(site=site, name_nn="Open barnehage")
        home_of(site).add_child(instance=ServiceIndexPage(title="Tenester", slug="tenester"))
        listed = client.get("/bti/api/v1/services", **PROXIED).content.decode()
        assert f"http://{HOST}/bti/nn/tenester/{service.pk}-" in listed
        assert f'"http://{HOST}/nn' not in listed
        assert _all_below(client.get("/bti/api/", **PROXIED).content.decode())
        assert f"http://{HOST}/bti/" in client.get("/bti/data/cpsv.ttl", **PROXIED).content.decode()

    def test_a_renamed_page_is_found_at_its_old_address(
        self,
        site: Site,
        client: Client,
        django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]],
    ) -> None:
        page = home_of(site).get_children().get().specific
        page.slug = "om-oss"
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        answer = client.get("/bti/nn/om/", **PROXIED)
        assert answer.status_code == 301
        assert answer["Location"].endswith("/bti/nn/om-oss/")

    def test_the_probes_answer_as_ever(self, site: Site, client: Client) -> None:
        assert client.get("/-/live", **PROXIED).status_code == 200


class TestAdmin:
    def test_cookies_are_kept_from_the_rest_of_the_host(self, site: Site, client: Client) -> None:
        user = UserFactory(coordinator_at=site)
        page = client.get("/bti/admin/login/", **PROXIED)
        assert page.cookies["csrftoken"]["path"] == "/bti/"
        told = {"username": user.email, "password": "fjellbekken renn stilt"}
        answer = client.post("/bti/admin/login/", told, **PROXIED)
        assert answer.status_code == 302
        assert answer["Location"] == "/bti/admin/"
        assert answer.cookies["sessionid"]["path"] == "/bti/"

    def test_menus_lead_below_whoever_came_first(self, site: Site, client: Client) -> None:
        other = make_site("eigvik.example")
        user = UserFactory(roles_at={site: ["coordinator"], other: ["coordinator"]})
        client.force_login(user)
        for _turn in range(2):
            below = client.get("/bti/admin/", **PROXIED)
            assert below.status_code == 200
            html = below.content.decode()
            assert "/bti/admin/pages/" in html
            unmoved = re.findall(r'.{80}"/admin/.{40}', html)
            assert unmoved == []
            assert _all_below(html), _own(html)
            plain = client.get("/admin/", headers={"host": "eigvik.example"}).content.decode()
            # The start page leads to both sites; no address of the admin itself stands below.
            assert "/bti/admin/" not in plain

    def test_a_preview_is_of_the_page(self, site: Site, client: Client) -> None:
        client.force_login(UserFactory(coordinator_at=site))
        page = home_of(site).get_children().get()
        shown = client.get(f"/bti/admin/pages/{page.pk}/view_draft/", **PROXIED)
        assert shown.status_code == 200
        assert "Om nn" in shown.content.decode()

    def test_addresses_are_right_from_another_host(self, site: Site) -> None:
        page = home_of(site).get_children().get().specific
        assert page.full_url == f"http://{HOST}/bti/nn/om/"
        assert address_of(site, "/nn/sok/") == f"http://{HOST}/bti/nn/sok/"

    @pytest.mark.parametrize("letter", ["forgotten", "role"])
    def test_a_letter_leads_to_the_admins_own_address(
        self, letter: str, site: Site, client: Client
    ) -> None:
        person = UserFactory(email="eigar@vik.example")
        assign_role(site, "site_owner").user_set.add(person)
        if letter == "forgotten":
            sent = {"email": person.email}
            client.post("/bti/admin/password_reset/", sent, headers={"host": HOST})
        else:
            client.force_login(person)
            address = "/bti" + reverse("reports:people", args=[site.pk])
            given = {"email": "ny@vik.example", "role": "writer", "language": "nn"}
            client.post(address, given, headers={"host": HOST})
        [found] = re.findall(r"https?://\S+", mail.outbox[0].body)
        assert found.startswith(settings.WAGTAILADMIN_BASE_URL + "/admin/password_reset/confirm/")

    @pytest.mark.parametrize(
        ("path", "is_right"),
        [
            ("/bti", True),
            ("/tenester/bti", True),
            ("bti", False),
            ("/bti/", False),
            ("/B ti", False),
        ],
    )
    def test_only_the_operator_says_where(self, client: Client, path: str, is_right: bool) -> None:
        site = make_site("nyvik.example")
        address = f"/admin/settings/shell/municipality/{site.pk}/"
        client.force_login(UserFactory(coordinator_at=site))
        assert (
            "base_path"
            not in client.get(address, headers={"host": "nyvik.example"}).content.decode()
        )
        settings = site.municipality
        settings.base_path = path
        if is_right:
            settings.full_clean()
        else:
            with pytest.raises(ValidationError) as refused:
                settings.full_clean()
            assert set(refused.value.message_dict) == {"base_path"}
