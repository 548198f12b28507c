"""Lists and search fields in frames: who may show them, and what is in them."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Site

from bti_portal.shell.hosts import known_hosts
from bti_portal.shell.models import Municipality
from bti_portal.shell.origins import origins_in
from tests.reading import read
from tests.tjenesteoversikt.conftest import full_service

pytestmark = pytest.mark.django_db

LIST = "/embed/nn/tenester/"
SEARCH = "/embed/nb/sok/"
NAMED = "https://www.vik.kommune.no"


@pytest.fixture
def named(vik):
    """A municipality that has named its main site."""
    settings = Municipality.objects.get(site=vik)
    settings.embed_origins = f"{NAMED}\nhttp://localhost:8009"
    settings.full_clean()
    settings.save()
    return vik


def ancestors(answer) -> str:
    rules = answer["Content-Security-Policy"].split("; ")
    return next(rule for rule in rules if rule.startswith("frame-ancestors"))


class TestWhoMayShowThem:
    @pytest.mark.parametrize("path", [LIST, SEARCH, f"{LIST}skript/", "/embed/nn/nei/"])
    def test_the_sites_that_are_named(self, at_vik, named, path):
        assert (
            ancestors(at_vik.get(path)) == f"frame-ancestors 'self' {NAMED} http://localhost:8009"
        )

    @pytest.mark.parametrize("path", [LIST, SEARCH, "/embed/xx/yy/"])
    def test_a_host_without_a_site_has_none(self, client, settings, path):
        Site.objects.update(is_default_site=False)
        settings.EXTRA_HOSTS = ["utan.example"]
        known_hosts.forget()
        found = client.get(path, headers={"host": "utan.example"})
        assert found.status_code == 404

    def test_a_language_there_is_not_is_told_in_one_there_is(self, at_vik, vik):
        found = at_vik.get("/embed/xx/yy/")
        assert (found.status_code, found["Content-Language"]) == (404, "nb")

    @pytest.mark.parametrize("path", [LIST, SEARCH])
    def test_nobody_else_when_none_is_named(self, at_vik, vik, path):
        assert ancestors(at_vik.get(path)) == "frame-ancestors 'self'"

    @pytest.mark.parametrize(
        "path", ["/nn/", "/nn/tenester/", "/api/", "/embed/", "/nn/embed/", "/data/x"]
    )
    def test_no_other_address_may_be_framed(self, at_vik, named, path):
        assert ancestors(at_vik.get(path, follow=True)) == "frame-ancestors 'none'"

    def test_a_neighbour_s_named_sites_are_its_own(self, at_dal, named, dal):
        assert NAMED not in at_dal.get(LIST)["Content-Security-Policy"]

    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("https://www.vik.kommune.no/", "https://www.vik.kommune.no"),
            ("HTTPS://WWW.Vik.kommune.no:8443", "https://www.vik.kommune.no:8443"),
            ("https://blåbær.kommune.no", "https://xn--blbr-roah.kommune.no"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("http://vik.localhost", "http://vik.localhost"),
            ("\n\n https://a.no \nhttps://a.no\n", "https://a.no"),
        ],
    )
    def test_addresses_are_kept_as_browsers_write_them(self, written, kept):
        assert origins_in(written) == [kept]

    @pytest.mark.parametrize(
        "written",
        [
            *("http://vik.kommune.no", "vik.kommune.no", "*", "https://*", "https://*.vik.no"),
            *("https://vik.no/side", "https://vik.no?a", "https://vik.no#", "https://a@vik.no"),
            *("https://vik.no; script-src *", "https://vik.no 'unsafe-inline'", "https://vik"),
            *("javascript:alert(1)", "data:x", "https://", "https://vik.no:99999", "https://a..no"),
            *("https://vik.no, https://dal.no", "https://1.2.3.4", "https://[::1", "'self'"),
            "\n".join(f"https://a{number}.no" for number in range(21)),
        ],
    )
    def test_what_is_no_address_of_a_site_is_refused(self, written):
        with pytest.raises(ValidationError):
            origins_in(written)

    def test_the_settings_say_what_is_wrong(self, vik):
        settings = Municipality.objects.get(site=vik)
        settings.embed_origins = "https://a.no/side"
        with pytest.raises(ValidationError) as refused:
            settings.full_clean()
        assert "https://a.no/side" in refused.value.message_dict["embed_origins"][0]


class TestWhatIsInThem:
    def test_the_list_with_its_filters_and_no_script(self, at_vik, vik):
        full_service(vik, name_nn="Losen")
        full_service(vik, name_nn="Småbarn", age_min_months=0, age_max_months=20)
        page = read(at_vik.get(f"{LIST}?alder=0-1"))
        links = [link for link in page.all("a") if link["href"].startswith("/nn/tenester/")]
        assert [link.text for link in links if "Småbarn" in link.text] == ["Småbarn"]
        assert [link["href"] for link in links if link["target"] != "_top"] == []
        assert not page.all("script")
        assert not page.all("header")

    def test_the_search_field_opens_the_list_of_the_site(self, at_vik, vik):
        form = read(at_vik.get(SEARCH)).one("form")
        assert (form["action"], form["target"], form["method"]) == ("/nb/tjenester/", "_top", "get")

    def test_a_script_only_where_it_is_asked_for(self, at_vik, vik):
        (script,) = read(at_vik.get(f"{LIST}skript/")).all("script")
        assert script["src"].startswith("/static/js/embed-frame")

    @pytest.mark.parametrize(
        "path", ["/embed/nn/tjenester/", "/embed/nb/tenester/", "/embed/en/sok/", "/embed/nn/x/"]
    )
    def test_an_address_that_is_none(self, at_vik, vik, path):
        answer = at_vik.get(path)
        assert answer.status_code == 404
        assert "bti-embed" in answer.content.decode()

    def test_hidden_services_are_not_in_the_list(self, at_vik, vik, dal):
        full_service(vik, name_nn="Utkast", live=False)
        full_service(dal, name_nn="Dalens")
        text = at_vik.get(LIST).content.decode()
        assert "Utkast" not in text
        assert "Dalens" not in text

    def test_nobody_gets_a_cookie(self, at_vik, vik):
        answer = at_vik.get(LIST)
        assert not answer.cookies
        assert "cookie" not in answer.get("Vary", "").lower()
        assert answer["Content-Language"] == "nn"
        assert at_vik.post(LIST).status_code == 405
