"""What stands in a document, for whom, and when it is made anew. No PDF is made here."""

from datetime import date
from itertools import pairwise

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from bti_portal.printing import pdf
from bti_portal.shell.models import Municipality
from tests.factories import (
    ArenaFactory,
    ArticlePageFactory,
    GuidePageFactory,
    HelpLineFactory,
    LegalReferenceFactory,
    LevelPageFactory,
    RoleFactory,
    StepPageFactory,
    home_of,
    make_site,
)
from tests.reading import Element, read

pytestmark = pytest.mark.django_db

MOST_QUERIES = 14


@pytest.fixture(autouse=True)
def nothing_kept():
    caches["documents"].clear()


@pytest.fixture
def printed(monkeypatch):
    """The pages that documents were made of, in the order they were made."""
    printed: list[str] = []

    def print_all(sheets, versions, *, base_url):
        printed.append(next(iter(versions)))
        return b"%PDF-"

    monkeypatch.setattr(pdf, "is_available", lambda: True)
    monkeypatch.setattr(pdf, "on_at_most", print_all)
    return printed


@pytest.fixture
def site():
    return make_site("vik.example", languages=["nn", "nb"])


@pytest.fixture
def home(site):
    return home_of(site, "nn")


@pytest.fixture
def nursery():
    return ArenaFactory(name_nn="Naturhage", slug_nn="naturhage", slug_nb="naturhage")


@pytest.fixture
def guide(home):
    line = HelpLineFactory(name_nn="Naudlinja", number="112 112")
    out = ArticlePageFactory(
        parent=home,
        title="Ved mistanke om vald",
        slug="vald",
        body=[{"type": "help_lines", "value": [line.pk]}],
    )
    return GuidePageFactory(parent=home, title="Rettleiaren", slug="rettleiar", violence_exit=out)


@pytest.fixture
def level(guide):
    return LevelPageFactory(parent=guide, slug="a", label="A", title="Vi undrar oss")


@pytest.fixture
def step(level, nursery):
    law = LegalReferenceFactory(act_nn="Testlova", paragraph="§ 1-2", topic_nn="Om å prøve")
    role = RoleFactory(name_nn="Kontaktlærar")
    way = {"label": "Ja", "note": "Gå vidare.", "target": [{"type": "stay", "value": None}]}
    decision = {"question": "Er barnet trygt?", "guidance": "", "deadline": "", "exits": [way, way]}
    variant = {"arena": nursery.pk, "how": "<p>Snakk med styraren.</p>"}
    return StepPageFactory(
        parent=level,
        title="Del uroa",
        slug="del",
        what="<p>Fortel det.</p>",
        how="<p>Snakk med leiaren.</p>",
        involve=[{"type": "involvement", "value": {"role": role.pk, "consent": "needed"}}],
        legal_references=[("legal_reference", law)],
        decisions=[{"type": "decision", "value": {**decision, "deadline_days": None}}],
        variants=[{"type": "variant", "value": variant}],
        for_youth="<p>Du blir høyrd.</p>",
    )


@pytest.fixture
def client(reader, site):
    return reader(site)


@pytest.fixture
def paper(client, printed, step):
    """The document at an address below the guide, as its elements."""

    def paper(below: str = "pdf/") -> Element:
        answer = client.get(f"/nn/rettleiar/{below}")
        assert answer.status_code == 200
        return read(printed[-1])

    return paper


class TestWhatStandsInIt:
    def test_the_whole_guide_has_everything_of_a_step(self, paper):
        words = paper().text
        for text in (
            *("Fortel det.", "Snakk med leiaren.", "Kontaktlærar", "Er barnet trygt?"),
            *("Gå vidare.", "Testlova § 1-2", "Om å prøve", "Du blir høyrd."),
        ):
            assert text in words, text

    def test_the_way_out_stands_in_whole_before_the_levels(self, paper):
        headings = [h.text for h in paper().all("h1")]
        assert headings.index("Ved mistanke om vald") < headings.index("Vi undrar oss")
        assert "112 112" in paper().text

    def test_a_link_to_a_step_in_the_document_leads_within_it(self, paper, step, level):
        linked = f'<p><a linktype="page" id="{step.pk}">Del uroa</a></p>'
        StepPageFactory(parent=level, slug="neste", what=linked)
        assert paper().links()["Del uroa"] == f"#page-{step.pk}"
        assert paper("a/neste/pdf/").links()["Del uroa"].endswith("/nn/rettleiar/a/del/")

    def test_version_and_approval_stand_on_the_cover(self, paper, guide):
        cover = paper().one("section", css="cover").text
        guide.version, guide.case_number = "2.1", "2026/123"
        guide.approved_by, guide.approved_on = "kommunestyret", date(2026, 5, 12)
        guide.save()
        approved = paper().one("section", css="cover").text
        for words in ("2.1", "2026/123", "kommunestyret", "12. mai 2026"):
            assert words in approved
            assert words not in cover

    def test_all_headings_are_in_order(self, paper):
        for below in ("pdf/", "a/pdf/", "a/del/pdf/", "for/naturhage/pdf/", "a/plakat/"):
            levels = [int(h.tag[1]) for h in paper(below).all("h1", "h2", "h3", "h4")]
            assert levels[0] == 1
            assert all(b <= a + 1 for a, b in pairwise(levels)), below

    def test_an_unconfirmed_fact_is_not_printed_as_certain(self, paper, level):
        law = LegalReferenceFactory(act_nn="Uviss lov", paragraph="§ 9-9", checked_on=None)
        line = HelpLineFactory(name_nn="Usikker", number="815 00 999", checked_on=None)
        way = {"label": "Ring", "note": "", "target": [{"type": "help_line", "value": line.pk}]}
        StepPageFactory(
            parent=level,
            legal_references=[("legal_reference", law)],
            decisions=[{"type": "decision", "value": {"question": "Kven?", "exits": [way, way]}}],
        )
        words = paper().text
        assert "Uviss lov" in words
        assert "Usikker" in words
        assert "9-9" not in words
        assert "815 00 999" not in words


class TestForWhom:
    def test_without_an_arena_what_differs_is_named(self, paper):
        words = paper().text
        assert words.index("Snakk med leiaren.") < words.index("Naturhage")
        assert words.index("Naturhage") < words.index("Snakk med styraren.")

    @pytest.mark.parametrize("below", ["", "a/", "a/del/"])
    def test_for_an_arena_what_differs_stands_instead(self, paper, below):
        words = paper(f"{below}for/naturhage/pdf/").text
        assert "Snakk med styraren." in words
        assert "Snakk med leiaren." not in words

    def test_a_guide_for_one_service_is_seen_from_there(self, paper, guide, nursery):
        guide.arena = nursery
        guide.save()
        assert "Snakk med leiaren." not in paper().text

    def test_an_arena_that_does_not_exist_is_not_found(self, client, step, printed):
        assert client.get("/nn/rettleiar/for/ufo/pdf/").status_code == 404
        assert printed == []

    def test_only_what_is_published_is_printed(self, paper, step, level):
        step.what = "<p>Berre ein kladd.</p>"
        step.save_revision()
        StepPageFactory(parent=level, title="Upublisert", live=False)
        words = paper().text
        assert "kladd" not in words
        assert "Upublisert" not in words

    def test_what_is_closed_to_readers_is_not_in_the_whole_guide(self, paper, level):
        closed = StepPageFactory(parent=level, title="Stengt steg", slug="stengt")
        assert "Stengt steg" in paper().text
        login = PageViewRestriction.LOGIN
        PageViewRestriction.objects.create(page=closed, restriction_type=login)
        assert "Stengt steg" not in paper().text
        assert "Stengt steg" not in paper("a/plakat/").text

    def test_a_closed_page_has_no_document_for_strangers(self, client, step, printed):
        login = PageViewRestriction.LOGIN
        PageViewRestriction.objects.create(page=step, restriction_type=login)
        assert client.get("/nn/rettleiar/a/del/pdf/").status_code == 302
        assert printed == []

    def test_the_addresses_say_what_file_it_is(self, client, step, printed, site):
        answer = client.get("/nn/rettleiar/for/naturhage/pdf/")
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith("inline; filename")
        assert "Naturhage" in answer["Content-Disposition"]
        assert "object-src 'self'" in answer["Content-Security-Policy"]
        assert "/nn/rettleiar/>" in answer["Link"]
        assert not answer.cookies


class TestWhenItIsMade:
    def test_it_is_made_once_and_then_kept(self, paper, printed):
        paper()
        paper()
        assert len(printed) == 1

    @pytest.mark.parametrize("other", ["for/naturhage/pdf/", "a/pdf/", "a/plakat/"])
    def test_each_document_is_kept_for_itself(self, paper, printed, other):
        assert paper().text != paper(other).text
        assert len(printed) == 2

    def test_a_change_anywhere_in_it_makes_it_anew(self, paper, printed, step, site):
        changes = [
            lambda: HelpLineFactory._meta.model.objects.update(number="113 113"),
            lambda: Municipality.objects.get(site=site).save(),
            lambda: step.save(),
        ]
        paper()
        step.title = "Del uroa med nokon"
        Municipality.objects.filter(site=site).update(name_nn="Nyvik kommune")
        for number, change in enumerate(changes, start=2):
            change()
            paper()
            assert len(printed) == number
        assert "113 113" in printed[-1]
        assert "Nyvik kommune" in printed[-1]
        assert "Del uroa med nokon" in printed[-1]

    def test_a_reader_who_has_it_is_told_so_without_its_being_made(self, client, step, printed):
        first = client.get("/nn/rettleiar/pdf/")
        again = client.get("/nn/rettleiar/pdf/", headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304
        step.title = "Ny tittel"
        step.save()
        changed = client.get("/nn/rettleiar/pdf/", headers={"if-none-match": first["ETag"]})
        assert changed.status_code == 200

    def test_it_costs_no_more_queries_as_the_guide_grows(self, client, level, step, printed):
        def cost():
            client.get("/nn/rettleiar/pdf/")
            with CaptureQueriesContext(connection) as queries:
                client.get("/nn/rettleiar/pdf/")
            return len(queries)

        before = cost()
        for role in RoleFactory.create_batch(4):
            involve = [{"type": "involvement", "value": {"role": role.pk, "consent": "needed"}}]
            StepPageFactory(parent=level, involve=involve, what="<p>Meir.</p>")
        assert cost() == before <= MOST_QUERIES
