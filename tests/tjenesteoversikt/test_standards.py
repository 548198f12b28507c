"""The open data before the official validators: HSDS 3.0, CPSV-AP-NO and Los."""

import datetime
import re

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker
from pyshacl import validate
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS

from tests.factories import ProviderFactory, ServiceFactory
from tests.standards import schema, standard
from tests.tjenesteoversikt.conftest import full_service, lend, with_catalogue
from tjenesteoversikt.models import Service

pytestmark = [pytest.mark.django_db, pytest.mark.standards, pytest.mark.xdist_group("standards")]

HSDS = "/api/hsds/services"
CPSV = Namespace("http://purl.org/vocab/cpsv#")
CPSVNO = Namespace("https://data.norge.no/vocabulary/cpsvno#")
CV = Namespace("http://data.europa.eu/m8g/")
LOS = "https://psi.norge.no/los/"
FORMATS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}
TRICKY = "Alt: <b>&\"'\\ {x} \u2028 \x0b@nn ^^ ]]> æøå 🙂"


@pytest.fixture
def odd_services(demo):
    """Services that say little, or odd things, beside those of the starter package."""
    site = demo.fjordvik
    today = timezone.localdate()
    private = ProviderFactory(site=site, owner_type="private", name_nn="", name_nb="")
    number = ProviderFactory(
        site=site,
        owner_type="voluntary",
        organisation_number="974760673",
        website="https://a.no/<>|",
    )
    ServiceFactory(site=site, name_nn="", summary_nn="", summary_nb="", provider=private)
    ServiceFactory(site=site, name_nb="", summary_nb="", summary_nn="", provider=number)
    full_service(site, name_nb=TRICKY, summary_nn=TRICKY, everyday_words_nn=f",,{TRICKY},")
    withheld = full_service(site, key="hemmeleg")
    Service.objects.filter(pk=withheld.pk).update(is_address_withheld=True)
    full_service(site, availability="closed", availability_note_nn="Til 1. mai")
    full_service(site, availability="full", cost="paid", phone="", email="", website="")
    full_service(site, starts_on=today + datetime.timedelta(days=9), from_pregnancy=True)
    full_service(site, ends_on=today - datetime.timedelta(days=9), age_max_months=7)
    lend(full_service(with_catalogue("dal.example")), site)
    return site


@pytest.fixture
def client(odd_services, reader):
    return reader(odd_services)


def listed(client, language):
    found, number = [], 1
    while True:
        page = client.get(f"{HSDS}?per_page=30&language={language}&page={number}").json()
        found += page["contents"]
        if page["last_page"]:
            assert len(found) == page["total_items"]
            return found
        number += 1


def graph(client, ending="ttl", query=""):
    return Graph().parse(
        data=client.get(f"/data/cpsv.{ending}{query}").content, format=FORMATS[ending]
    )


@pytest.mark.parametrize("language", ["nn", "nb"])
def test_every_service_is_right_hsds(client, language):
    checker = FormatChecker()
    in_list = Draft202012Validator(schema("hsds-3.0/service_list.json"), format_checker=checker)
    whole = Draft202012Validator(schema("hsds-3.0/service.json"), format_checker=checker)
    services = listed(client, language)
    assert len(services) >= 63 + 9
    faults = []
    for service in services:
        faults += [f"{service['name']}: {fault.message}" for fault in in_list.iter_errors(service)]
        one = client.get(f"{HSDS}/{service['id']}?language={language}").json()
        faults += [f"{service['name']}: {fault.message}" for fault in whole.iter_errors(one)]
    assert faults == []
    assert len({service["id"] for service in services}) == len(services)
    assert {service["status"] for service in services} == {
        *("active", "inactive", "temporarily closed", "defunct"),
    }


@pytest.mark.parametrize("profile", ["1.1", "1.2"])
def test_the_catalogue_is_right_cpsv(client, profile):
    shapes = Graph().parse(standard("cpsv-ap-no-shapes.ttl"))
    found = graph(client, query=f"?profile={profile}")
    conforms, _report, words = validate(found, shacl_graph=shapes, inference="none")
    assert conforms, words[:3000]
    results = {
        "1.1": (CPSVNO.hasPossibleOutput, CPSVNO.PossibleOutput),
        "1.2": (CPSVNO.hasOutputType, CPSVNO.OutputType),
    }
    services = {
        *found.subjects(RDF.type, CPSV.PublicService),
        *found.subjects(RDF.type, CPSVNO.Service),
    }
    assert len(services) >= 63 + 9
    for version, (name, kind) in results.items():
        wanted = services if version == profile else set()
        assert set(found.subjects(name, None)) == wanted
        assert len(set(found.subjects(RDF.type, kind))) == len(wanted)


def test_the_validator_finds_what_is_missing(client):
    found = graph(client)
    service = next(found.subjects(RDF.type, CPSV.PublicService))
    found.remove((service, CV.hasCompetentAuthority, None))
    shapes = Graph().parse(standard("cpsv-ap-no-shapes.ttl"))
    assert not validate(found, shacl_graph=shapes, inference="none")[0]


def test_the_three_forms_say_the_same(client):
    turtle = set(graph(client, "ttl"))
    assert set(graph(client, "jsonld")) == turtle
    spaced = {
        (s, p, Literal(o.replace("\x0b", ""), lang=o.language) if "\x0b" in o else o)
        for s, p, o in turtle
    }
    assert set(graph(client, "rdf")) == spaced
    assert any(TRICKY in str(value) for _s, _p, value in turtle)


def test_texts_say_which_form_they_are_in(client):
    found = graph(client)
    for name in (DCTERMS.title, DCTERMS.description):
        assert {text.language for text in found.objects(None, name)} == {"nn", "nb"}


def test_themes_are_words_of_los(client):
    los = Graph().parse(standard("los.rdf"), format="xml")
    named = set(graph(client).objects(None, CV.thematicArea))
    assert len(named) >= 10
    assert all(str(uri).startswith(LOS) for uri in named)
    assert [uri for uri in named if (URIRef(uri), RDF.type, None) not in los] == []


def test_no_secret_place_is_told(client):
    text = client.get("/data/cpsv.ttl").content.decode()
    (secret,) = re.findall(r"tenester/(\d+)-hemmeleg", text)[:1]
    about = [line for line in text.split("\n\n") if f"/services/{secret}" in line]
    assert about
    assert not [line for line in about if "Storgata" in line or "#place" in line]
