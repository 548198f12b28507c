"""The open API: guides as data for anybody, with a published schema."""

import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator
from wagtail.models import PageViewRestriction

from handlingsveileder.models import GuidePage, LevelPage, StepPage
from tests.factories import (
    ArenaFactory,
    HelpLineFactory,
    LegalReferenceFactory,
    RoleFactory,
    ServiceFactory,
    ServiceIndexPageFactory,
    StepPageFactory,
    decision,
    home_of,
    make_guide,
    make_site,
)

pytestmark = pytest.mark.django_db

LIST = "/api/v1/guides"


@pytest.fixture
def site():
    return make_site("vik.example", ("nn", "nb"))


@pytest.fixture
def guide(site):
    """The same guide in both forms."""
    guide = make_guide(home_of(site, "nn"), slug="rettleiar")
    make_guide(
        home_of(site, "nb"),
        slug="veileder",
        translation_key=guide.translation_key,
        title="Veileder",
    )
    return guide


@pytest.fixture
def client(site, reader):
    return reader(site)


def read(client, guide, language="nn"):
    answer = client.get(f"{LIST}/{guide.translation_key}")
    assert answer.status_code == 200, answer.content
    return answer.json()["forms"][language]


def steps(document):
    return {step["title"]: step for level in document["levels"] for step in level["steps"]}


def with_everything(step, site):
    """A step in which every field says something."""
    role, arena, law = RoleFactory(name_nn="Lærar"), ArenaFactory(), LegalReferenceFactory()
    other = StepPage.objects.get(pk=step.pk).get_parent()
    links = [
        ("A", "level", other.pk),
        ("B", "help_line", HelpLineFactory(number="116 111").pk),
        ("C", "service", ServiceFactory(site=site, name_nn="Losen").pk),
        ("D", "address", "https://www.ung.no/"),
        ("E", "stay", None),
        ("F", "close", None),
    ]
    involved = {"role": role.pk, "consent": "needed", "note": "Spør først"}
    step.how = f'<p data-block-key="a1"><a linktype="page" id="{other.pk}">Her</a></p>'
    step.responsible_roles = [("role", role)]
    step.involve = [{"type": "involvement", "value": involved, "id": str(uuid4())}]
    step.services = [("service", ServiceFactory(site=site)), ("service", ServiceFactory())]
    step.legal_references = [("legal_reference", law)]
    step.deadline, step.deadline_days, step.deadline_from = "Innan to veker", 14, "i dag"
    step.decisions = [decision("Kva no?", *links)]
    variant = {"arena": arena.pk, "how": "<p>Annleis.</p>"}
    step.variants = [{"type": "variant", "value": variant, "id": str(uuid4())}]
    step.save()
    return step


class TestGuide:
    def test_it_comes_in_all_forms(self, client, guide):
        answer = client.get(f"{LIST}/{guide.translation_key}").json()
        assert set(answer["forms"]) == {"nn", "nb"}
        assert answer["forms"]["nb"]["url"] == "/nb/veileder/"
        assert [level["label"] for level in answer["forms"]["nn"]["levels"]] == ["A", "B"]

    def test_a_step_says_all_that_readers_see(self, client, guide, site):
        ServiceIndexPageFactory(parent=home_of(site, "nn"), slug="tenester")
        with_everything(StepPage.objects.filter(title="Steg A1").first(), site)
        step = steps(read(client, guide))["Steg A1"]
        assert step["how"] == '<p><a href="/nn/rettleiar/niva-a/">Her</a></p>'
        assert [role["name"] for role in step["responsible_roles"]] == ["Lærar"]
        assert step["involve"][0]["consent"] == "needed"
        assert len(step["services"]) == 1
        assert step["deadline"] == {"text": "Innan to veker", "days": 14, "from": "i dag"}
        targets = [way["target"] for way in step["decisions"][0]["exits"]]
        assert [target["kind"] for target in targets] == [
            *("level", "help_line", "service", "address", "stay", "close"),
        ]
        assert targets[0]["url"] == "/nn/rettleiar/niva-a/"
        assert targets[1]["number"] == "116 111"
        assert targets[2]["url"].startswith("/nn/tenester/")
        assert step["variants"][0]["differs"] == {"how": "<p>Annleis.</p>"}

    def test_ids_are_the_same_in_both_forms(self, client, guide):
        documents = [read(client, guide, code) for code in ("nn", "nb")]
        assert documents[0]["id"] == documents[1]["id"] == str(guide.translation_key)

    def test_a_way_on_that_leads_nowhere_is_null(self, client, guide):
        step = StepPage.objects.filter(title="Steg A1").first()
        hidden = StepPageFactory(parent=step.get_parent(), live=False, title="Løyndom")
        step.decisions = [decision("Kva?", ("Ja", "step", hidden.pk), ("Nei", "stay", None))]
        step.save()
        document = read(client, guide)
        exits = steps(document)["Steg A1"]["decisions"][0]["exits"]
        assert exits[0]["target"] is None
        assert "Løyndom" not in json.dumps(document, ensure_ascii=False)

    def test_what_nobody_has_checked_is_not_told_as_certain(self, client, guide):
        step = StepPage.objects.filter(title="Steg A1").first()
        law = LegalReferenceFactory(act_nn="Prøvelova", paragraph="§ 9-9", checked_on=None)
        step.legal_references = [("legal_reference", law)]
        step.save()
        assert (
            steps(read(client, guide))["Steg A1"]["legal_references"][0]["citation"] == "Prøvelova"
        )


class TestSecrets:
    def test_drafts_and_closed_pages_are_not_there(self, client, guide):
        StepPage.objects.filter(title="Steg A1").first().unpublish()
        level = LevelPage.objects.child_of(guide).last()
        PageViewRestriction.objects.create(page=level, restriction_type="login")
        document = read(client, guide)
        assert [level["title"] for level in document["levels"]] == ["Nivå A"]
        assert list(steps(document)) == ["Steg A2"]

    @pytest.mark.parametrize("how", ["draft", "closed"])
    def test_neither_is_a_guide_that_readers_do_not_have(self, client, guide, how):
        for page in GuidePage.objects.all():
            if how == "draft":
                page.unpublish()
            else:
                PageViewRestriction.objects.create(page=page, restriction_type="login")
        assert client.get(LIST).json() == {"guides": []}
        assert client.get(f"{LIST}/{guide.translation_key}").status_code == 404

    def test_neither_is_another_sites(self, guide, reader):
        neighbour = reader(make_site("dal.example"))
        assert neighbour.get(LIST).json() == {"guides": []}
        assert neighbour.get(f"{LIST}/{guide.translation_key}").status_code == 404

    def test_only_the_form_that_is_published(self, client, guide):
        GuidePage.objects.get(title="Veileder").unpublish()
        assert set(client.get(f"{LIST}/{guide.translation_key}").json()["forms"]) == {"nn"}


class TestAnswers:
    def test_the_list_leads_to_the_guides(self, client, guide):
        (listed,) = client.get(LIST).json()["guides"]
        assert listed["title"] == {"nn": "Rettleiar", "nb": "Veileder"}
        assert client.get(listed["data"]).status_code == 200

    @pytest.mark.parametrize("name", ["finst-ikkje", "00000000-0000-0000-0000-000000000000", "'"])
    def test_an_unknown_id_is_said_as_data(self, client, guide, name):
        answer = client.get(f"{LIST}/{name}")
        assert answer.status_code == 404
        assert answer.json() == {"detail": "Not found"}

    def test_any_page_of_the_web_may_ask_and_nobody_gets_a_cookie(self, client, guide):
        for path in (LIST, f"{LIST}/{guide.translation_key}", f"{LIST}/nei", f"{LIST}/schema.json"):
            answer = client.get(path, headers={"origin": "https://andre.example"})
            assert answer["Access-Control-Allow-Origin"] == "*"
            assert answer["Content-Type"].startswith("application/json")
            assert not answer.cookies
            assert "cookie" not in answer.get("Vary", "").lower()

    def test_it_is_kept_and_asked_about_again(self, client, guide):
        path = f"{LIST}/{guide.translation_key}"
        first = client.get(path)
        assert "max-age=0" in first["Cache-Control"]
        again = client.get(path, headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304
        assert client.head(path).status_code == 200

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_it_is_only_for_reading(self, client, guide, method):
        assert getattr(client, method)(f"{LIST}/{guide.translation_key}").status_code == 405

    def test_no_page_of_it_asks_for_script_from_elsewhere(self, client):
        assert client.get("/api/v1/docs").status_code == 404

    def test_it_is_described_in_open_api(self, client):
        described = client.get("/api/v1/openapi.json").json()
        assert f"{LIST}/{{guide_id}}" in described["paths"]


class TestSchema:
    def test_everything_fits_the_published_schema(self, client, guide, site):
        with_everything(StepPage.objects.filter(title="Steg A1").first(), site)
        schema = client.get(f"{LIST}/schema.json").json()
        Draft202012Validator.check_schema(schema)
        answer = client.get(f"{LIST}/{guide.translation_key}").json()
        assert list(Draft202012Validator(schema).iter_errors(answer)) == []

    def test_the_schema_refuses_what_it_does_not_describe(self, client, guide):
        schema = client.get(f"{LIST}/schema.json").json()
        answer = client.get(f"{LIST}/{guide.translation_key}").json()
        answer["forms"]["nn"]["secret"] = 1
        del answer["forms"]["nb"]["levels"][0]["label"]
        assert len(list(Draft202012Validator(schema).iter_errors(answer))) >= 1

    def test_the_starter_package_fits_it(self, demo, reader):
        client = reader(demo.fjordvik)
        (listed,) = client.get(LIST).json()["guides"]
        schema = client.get(f"{LIST}/schema.json").json()
        answer = client.get(listed["data"]).json()
        assert list(Draft202012Validator(schema).iter_errors(answer)) == []
        for form in ("nn", "nb"):
            levels = answer["forms"][form]["levels"]
            assert [len(level["steps"]) for level in levels] == [4, 5, 6, 6]
            assert [level["label"] for level in levels] == list("0123")


def test_a_large_guide_costs_no_more_queries_than_a_small_one(client, guide, site):
    path = f"{LIST}/{guide.translation_key}"

    def cost() -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return len(queries)

    for step in StepPage.objects.filter(title="Steg A1"):
        with_everything(step, site)
    before = cost()
    for level in LevelPage.objects.filter(title__in=["Nivå A", "Nivå B"]):
        for _ in range(4):
            with_everything(StepPageFactory(parent=level), site)
    assert cost() == before <= 20
