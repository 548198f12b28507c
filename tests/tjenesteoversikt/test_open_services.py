"""The open catalogue: services as data, per site, and only what readers may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from bti_portal.finding import keeping
from tests.factories import ServiceFactory
from tests.tjenesteoversikt.conftest import full_service, lend
from tjenesteoversikt import search
from tjenesteoversikt.models import Publication, ServiceIndexPage

pytestmark = pytest.mark.django_db

LIST = "/api/v1/services"
HSDS = "/api/hsds/services"
CPSV = "/data/cpsv.ttl"


def everything(client) -> str:
    """All that the open addresses of a site say, as one text."""
    lists = [client.get(LIST).json(), client.get(HSDS).json()]
    texts = [str(found) for found in lists]
    for service in lists[0]["services"]:
        texts.append(str(client.get(f"{LIST}/{service['id']}").json()))
        texts.append(str(client.get(f"{HSDS}/{service['hsds_id']}").json()))
    texts += [client.get(f"/data/cpsv.{ending}").content.decode() for ending in ("ttl", "rdf")]
    texts.append(client.get("/sitemap.xml").content.decode())
    return "\n".join(texts)


class TestWhatIsSaid:
    def test_both_forms_and_both_pages(self, at_vik, vik):
        service = full_service(vik, name_nn="Losen vår", name_nb="Losen")
        told = at_vik.get(f"{LIST}/{service.pk}").json()
        assert told["name"] == {"nn": "Losen vår", "nb": "Losen"}
        assert told["url"]["nb"] == f"http://vik.example/nb/tjenester/{service.pk}-{service.key}/"
        assert told["description"] == {"nn": "Ein fast vaksen."}
        assert told["place"] == {"nn": "Storgata 1"}
        assert told["licence"].startswith("https://data.norge.no/nlod/")

    def test_a_service_with_one_form_only_says_only_that(self, at_vik, vik):
        service = ServiceFactory(site=vik, name_nn="", summary_nn="", name_nb="Losen")
        assert at_vik.get(f"{LIST}/{service.pk}").json()["name"] == {"nb": "Losen"}

    def test_the_list_answers_the_same_questions_as_the_list_for_readers(self, at_vik, vik):
        ServiceFactory(site=vik, name_nb="For de minste", age_max_months=71)
        ServiceFactory(site=vik, name_nb="For ungdom", age_min_months=13 * 12)
        names = [one["name"]["nb"] for one in at_vik.get(f"{LIST}?alder=13-15").json()["services"]]
        assert names == ["For ungdom"]
        assert at_vik.get(f"{LIST}?q=minste").json()["total"] == 1

    def test_it_is_given_in_parts(self, at_vik, vik):
        for _ in range(5):
            ServiceFactory(site=vik)
        parts = [at_vik.get(f"{LIST}?per_page=2&page={page}").json() for page in (1, 2, 3)]
        assert [len(part["services"]) for part in parts] == [2, 2, 1]
        assert len({one["id"] for part in parts for one in part["services"]}) == 5
        assert (parts[0]["total"], parts[0]["pages"]) == (5, 3)

    @pytest.mark.parametrize("number", ["123456789", "000000000", "97476067", "٩٧٤٧٦٠٦٧٣"])
    def test_only_a_right_organisation_number_is_told(self, at_vik, vik, voluntary, number):
        right = at_vik.get(f"{LIST}/{voluntary.pk}").json()["provider"]["organisation_number"]
        assert right == "974760673"
        voluntary.provider.organisation_number = number
        voluntary.provider.save()
        assert number not in everything(at_vik)


class TestWhatIsNotSaid:
    def test_a_secret_place_is_in_no_answer(self, at_vik, vik):
        service = full_service(vik, name_nb="Krisesenteret")
        type(service).objects.filter(pk=service.pk).update(is_address_withheld=True)
        Publication.objects.update(local_travel_nb="Ved Storgata 1, buss 4")
        said = everything(at_vik)
        assert "Krisesenteret" in said
        assert "Storgata" not in said
        assert "uss 4" not in said

    def test_a_place_the_owner_has_made_secret_is_not_told_by_a_borrower(self, at_dal, vik, dal):
        service = full_service(vik, name_nb="Krisesenteret", place_nb="Storgata 1")
        lend(service, dal)
        assert "Storgata" in everything(at_dal)
        type(service).objects.filter(pk=service.pk).update(is_address_withheld=True)
        said = everything(at_dal)
        assert "Krisesenteret" in said
        assert "Storgata" not in said

    def test_drafts_hidden_and_unapproved_services_are_nowhere(self, at_vik, vik, dal):
        full_service(vik, name_nb="Utkastet", live=False)
        full_service(vik, name_nb="Gøymd")
        Publication.objects.filter(service__name_nb="Gøymd").update(is_visible=False)
        borrowed = full_service(dal, name_nb="Uavklart")
        lend(borrowed, vik, approved_revision=None)
        full_service(vik, name_nb="Synleg")
        said = everything(at_vik)
        assert "Synleg" in said
        assert not any(name in said for name in ("Utkastet", "Gøymd", "Uavklart"))
        for pk in Publication.objects.filter(site=vik).values_list("service_id", flat=True):
            shown = Publication.objects.shown().filter(site=vik, service_id=pk).exists()
            assert at_vik.get(f"{LIST}/{pk}").status_code == (200 if shown else 404)

    def test_a_neighbour_s_services_are_on_its_own_host_only(self, at_vik, at_dal, vik, dal):
        mine, other = full_service(vik, name_nb="Vikas"), full_service(dal, name_nb="Dalens")
        assert "Dalens" not in everything(at_vik)
        assert "Vikas" not in everything(at_dal)
        assert at_vik.get(f"{LIST}/{other.pk}").status_code == 404
        identifier = at_vik.get(f"{LIST}/{mine.pk}").json()["hsds_id"]
        assert at_vik.get(f"{HSDS}/{identifier}").status_code == 200
        assert at_dal.get(f"{HSDS}/{identifier}").status_code == 404

    def test_a_borrower_tells_the_text_it_has_approved(self, at_vik, vik, dal):
        service = full_service(dal, name_nb="Losen", summary_nb="Slik var det.")
        lend(service, vik, local_phone="57 99 88 77")
        service.summary_nb = "Slik vart det."
        service.save()
        said = everything(at_vik)
        assert "Slik var det." in said
        assert "Slik vart det." not in said
        told = at_vik.get(f"{LIST}/{service.pk}").json()
        assert (told["phone"], told["is_borrowed"]) == ("57 99 88 77", True)
        assert told["themes"][0]["los"].endswith("ord/fraver")

    def test_a_catalogue_that_nobody_can_come_to_is_not_open(self, at_vik, vik):
        service = full_service(vik, name_nb="Losen")
        for page in ServiceIndexPage.objects.all():
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        assert at_vik.get(LIST).json()["total"] == 0
        assert at_vik.get(f"{LIST}/{service.pk}").status_code == 404
        assert "Losen" not in everything(at_vik)

    def test_a_number_of_zeros_is_no_number(self, at_vik, vik):
        full_service(vik, phone="00 00 00 00")
        assert "00 00 00 00" not in everything(at_vik)


class TestBadQuestions:
    @pytest.mark.parametrize(
        ("query", "named"),
        [
            ("?foo=1", "foo"),
            ("?alder=hundre", "alder"),
            ("?tema=finst-ikkje", "tema"),
            ("?page=0", "page"),
            ("?page=2", "page"),
            ("?page=99999999999999999999999", "page"),
            ("?page=1e9", "page"),
            ("?per_page=101", "per_page"),
            ("?per_page=-1", "per_page"),
            ("?q=" + "a" * 5000, "q"),
            ("?alder=" + "1" * 5000, "alder"),
            ("?%00=1", "\x00"),
        ],
    )
    def test_are_refused_by_name(self, at_vik, vik, query, named):
        answer = at_vik.get(LIST + query)
        assert answer.status_code == 422
        assert [fault["loc"] for fault in answer.json()["detail"]] == [["query", named]]
        assert answer["Access-Control-Allow-Origin"] == "*"

    @pytest.mark.parametrize("path", [HSDS, CPSV, "/api/v1/guides", "/api/v1/services/1"])
    def test_an_unknown_parameter_is_refused_everywhere(self, at_vik, vik, path):
        answer = at_vik.get(f"{path}?utm_source=x")
        assert answer.status_code == 422
        assert answer.json()["detail"][0]["loc"] == ["query", "utm_source"]

    @pytest.mark.parametrize(
        "query", ["?page=0", "?page=2", "?page=x", "?profile=9", "?page=" + "1" * 99]
    )
    def test_of_the_catalogue_too(self, at_vik, vik, query):
        assert at_vik.get(CPSV + query).status_code == 422

    @pytest.mark.parametrize("key", ["0", "-1", "x", "9" * 19, "9" * 5000, "1%00"])
    def test_a_service_that_cannot_be(self, at_vik, vik, key):
        assert at_vik.get(f"{LIST}/{key}").status_code in {404, 422}

    @pytest.mark.parametrize("key", ["1", "x", "00000000-0000-0000-0000-000000000000"])
    def test_an_identifier_that_names_nothing(self, at_vik, vik, key):
        assert at_vik.get(f"{HSDS}/{key}").status_code in {404, 422}

    def test_an_address_that_is_none_says_so_as_data(self, at_vik, vik):
        answer = at_vik.get("/api/v2/services")
        assert (answer.status_code, answer.json()) == (404, {"detail": "Not found"})


class TestHowItIsGiven:
    @pytest.mark.parametrize("path", [LIST, HSDS, CPSV, "/data/cpsv.rdf", "/data/cpsv.jsonld"])
    def test_it_is_kept_and_open_to_all(self, at_vik, vik, path):
        full_service(vik)
        answer = at_vik.get(path, headers={"origin": "https://andre.example"})
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "public" in answer["Cache-Control"]
        assert "max-age=300" in answer["Cache-Control"]
        assert 'rel="license"' in answer["Link"]
        assert not answer.cookies
        assert at_vik.get(path, headers={"if-none-match": answer["ETag"]}).status_code == 304
        assert at_vik.head(path).status_code == 200
        assert at_vik.post(path).status_code == 405

    @pytest.mark.parametrize("path", [LIST, f"{LIST}/1", HSDS, CPSV, "/api/v1/guides"])
    def test_a_browser_may_ask_first(self, at_vik, vik, path):
        answer = at_vik.options(path)
        assert answer.status_code == 204
        assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"

    @pytest.mark.parametrize("path", ["/nn/tenester/", "/robots.txt", "/embed/nn/tenester/"])
    def test_other_addresses_are_not_open_to_scripts_of_others(self, at_vik, vik, path):
        assert "Access-Control-Allow-Origin" not in at_vik.get(path).headers

    def test_it_is_described_in_open_api(self, at_vik, vik):
        described = at_vik.get("/api/v1/openapi.json").json()
        listed = described["paths"][LIST]["get"]
        assert {one["name"] for one in listed["parameters"]} >= {"alder", "for", "tilgang", "tema"}
        assert {"200", "422"} <= set(listed["responses"])
        assert f"{HSDS}/{{identifier}}" in described["paths"]
        assert described["info"]["license"]["name"] == "NLOD 2.0"


def test_many_services_cost_no_more_queries_than_few(at_vik, vik, dal):
    def add(number: int) -> None:
        with keeping.paused():
            for _ in range(number):
                full_service(vik)
                lend(full_service(dal), vik)
        search.write_all(vik)

    def cost(path: str) -> int:
        at_vik.get(path)
        with CaptureQueriesContext(connection) as queries:
            at_vik.get(path)
        return len(queries)

    paths = [LIST, HSDS, CPSV, "/embed/nn/tenester/", "/sitemap.xml"]
    add(10)
    before = {path: cost(path) for path in paths}
    add(20)
    assert {path: cost(path) for path in paths} == before
    assert max(before.values()) <= 12


def test_one_service_costs_a_constant_number_of_queries(at_vik, vik, django_assert_max_num_queries):
    service = full_service(vik)
    path = f"{LIST}/{service.pk}"
    identifier = at_vik.get(path).json()["hsds_id"]
    for address in (path, f"{HSDS}/{identifier}"):
        at_vik.get(address)
        with django_assert_max_num_queries(9):
            at_vik.get(address)
