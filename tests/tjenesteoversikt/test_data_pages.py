"""Where the open data are told of: the service's page, the list's head, the documentation, signposts."""

import json

import pytest
from wagtail.models import PageViewRestriction

from tests.factories import home_of
from tests.reading import read
from tests.tjenesteoversikt.conftest import full_service
from tjenesteoversikt.models import Service

pytestmark = pytest.mark.django_db


def page_of(service, form="nn") -> str:
    return f"/{form}/{'tenester' if form == 'nn' else 'tjenester'}/{service.pk}-{service.slug}/"


def marked_up(client, service, form="nn"):
    (block,) = [
        script
        for script in read(client.get(page_of(service, form))).all("script")
        if script["type"] == "application/ld+json"
    ]
    return json.loads(block.text)


class TestServicePage:
    def test_a_service_in_the_words_of_schema_org(self, at_vik, vik):
        service = full_service(vik, name_nn="Losen vår")
        told = marked_up(at_vik, service)
        assert (told["@type"], told["name"]) == ("GovernmentService", "Losen vår")
        assert told["audience"]["suggestedMinAge"] == 6
        assert told["audience"]["suggestedMaxAge"] == 12
        assert told["availableChannel"]["serviceLocation"]["name"] == "Storgata 1"
        assert told["url"] == f"http://vik.example{page_of(service)}"
        assert told["offers"]["price"] == 0

    def test_what_no_public_body_gives(self, at_vik, voluntary):
        told = marked_up(at_vik, voluntary)
        assert (told["@type"], told["provider"]["@type"]) == ("Service", "NGO")
        assert told["provider"]["identifier"]["value"] == "974760673"

    def test_a_secret_place_is_not_marked_up(self, at_vik, vik):
        service = full_service(vik)
        Service.objects.filter(pk=service.pk).update(is_address_withheld=True)
        told = marked_up(at_vik, service)
        assert "serviceLocation" not in told["availableChannel"]
        assert "Storgata" not in str(told)

    @pytest.mark.parametrize(
        "name",
        ["</script><script>alert(1)</script>", "<!--<script>", "&lt;/script&gt;", "a\u2028\"'\\"],
    )
    def test_no_text_breaks_out_of_the_block(self, at_vik, vik, name):
        service = full_service(vik, name_nn=name)
        assert marked_up(at_vik, service)["name"] == name
        assert len(read(at_vik.get(page_of(service))).all("script")) == len(
            read(at_vik.get(page_of(full_service(vik)))).all("script")
        )


class TestSignposts:
    def test_the_list_leads_to_the_data(self, at_vik, vik):
        links = read(at_vik.get("/nn/tenester/")).all("link")
        types = {link["type"] for link in links if link["rel"] == "alternate"}
        assert {"text/turtle", "application/ld+json", "application/rdf+xml"} <= types
        for link in links:
            if link["rel"] in {"service-desc", "service-doc"} or link["title"].startswith("CPSV"):
                answer = at_vik.get(link["href"])
                assert answer.status_code == 200
                assert answer["Content-Type"].split(";")[0] == link["type"]

    def test_robots_are_told(self, at_vik, vik):
        text = at_vik.get("/robots.txt").content.decode()
        assert "Sitemap: http://vik.example/sitemap.xml" in text
        assert "http://vik.example/data/cpsv.ttl" in text
        assert "Disallow: /admin/" in text

    def test_the_sitemap_has_services_and_no_closed_page(self, at_vik, vik):
        service = full_service(vik)
        text = at_vik.get("/sitemap.xml").content.decode()
        assert f"http://vik.example{page_of(service, 'nb')}" in text
        page = home_of(vik, "nb").get_children().get(slug="tjenester")
        PageViewRestriction.objects.create(page=page, restriction_type="login")
        closed = at_vik.get("/sitemap.xml").content.decode()
        assert "/nb/tjenester/" not in closed
        assert page_of(service) in closed


class TestDocumentation:
    @pytest.mark.parametrize(
        ("wishes", "form"),
        [("", "nn"), ("nb", "nb"), ("en,nb;q=0.5", "nb"), ("nn-NO,nb;q=0.8", "nn"), ("*", "nn")],
    )
    def test_it_is_in_the_reader_s_form(self, at_vik, vik, wishes, form):
        answer = at_vik.get("/api/", headers={"accept-language": wishes})
        assert read(answer).one("html")["lang"] == form
        assert "Accept-Language" in answer["Vary"]

    def test_it_has_no_script_and_its_examples_work(self, at_vik, vik):
        full_service(vik)
        main = read(at_vik.get("/api/"))
        assert not main.all("script")
        own = [link["href"] for link in main.one("article").all("a") if link["href"][0] == "/"]
        assert len(own) >= 9
        assert [path for path in own if at_vik.get(path).status_code != 200] == []
