"""An outsider reads a draft behind a link: that draft and nothing else, and for a while."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from bti_portal.accounts.link_tokens import LinkTokens
from bti_portal.previews.inviting import invite, revoke
from bti_portal.previews.models import PreviewLink
from handlingsveileder.models import GuidePage, LevelPage, StepPage
from tests.factories import (
    ArticlePageFactory,
    RoleFactory,
    ServiceFactory,
    ServiceIndexPageFactory,
    StepPageFactory,
    UserFactory,
    decision,
    home_of,
    make_guide,
    make_site,
)
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site("vik.example", ("nn", "nb"))


@pytest.fixture
def writer(site):
    return UserFactory(roles_at={site: ["writer"]}, email="skriv@vik.example")


@pytest.fixture
def guide(site):
    """A published guide in which each page has a newer draft, and one step is not published."""
    guide = make_guide(home_of(site))
    for page in guide.get_descendants(inclusive=True).specific():
        page.title = f"Utkast: {page.title}"
        page.lead = f"Ny leiar for {page.slug}"
        page.save_revision()
    level = LevelPage.objects.get(slug="niva-a")
    step = StepPageFactory(parent=level, title="Heilt nytt steg", slug="nytt", live=False)
    step.responsible_roles = [("role", RoleFactory())]
    step.responsible = UserFactory()
    step.save_revision()
    return GuidePage.objects.get(pk=guide.pk)


@pytest.fixture
def outsider(site):
    return Client(headers={"host": site.hostname})


def link_to(thing, site, writer, **options):
    """The address that opens a draft, and the link itself."""
    link, token = invite(thing, site, writer, **options)
    return f"/nn/utkast/{token}/", link


def addresses(answer):
    return [a["href"] for a in read(answer).all("a")]


class TestAPage:
    def test_the_draft_is_shown_and_readers_see_the_published_text(self, site, writer, outsider):
        page = ArticlePageFactory(parent=home_of(site), title="Om oss")
        page.title = "Om oss, på nytt"
        page.save_revision()
        url, link = link_to(page, site, writer)
        answer = outsider.get(url)
        shown = read(answer)
        assert shown.one("h1").text == "Om oss, på nytt"
        banner = shown.one("aside", css="bti-draft").text
        assert str(timezone.localtime(link.expires_at).day) in banner
        public = read(outsider.get(f"/nn/{page.slug}/"))
        assert public.one("h1").text == "Om oss"
        assert not public.all("aside", css="bti-draft")

    def test_what_the_browser_is_told(self, site, writer, outsider):
        page = ArticlePageFactory(parent=home_of(site), live=False)
        url, _link = link_to(page, site, writer)
        answer = outsider.get(url)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
        assert not answer.cookies
        robots = [m for m in read(answer).all("meta") if m["name"] == "robots"]
        assert "noindex" in robots[0]["content"]
        assert not [x for x in read(answer).all("link") if x["rel"] in {"canonical", "alternate"}]

    def test_the_newest_draft_is_shown_always(self, site, writer, outsider):
        page = ArticlePageFactory(parent=home_of(site), live=False)
        url, _link = link_to(page, site, writer)
        page.title = "Endå nyare"
        page.save_revision()
        assert read(outsider.get(url)).one("h1").text == "Endå nyare"

    def test_only_that_page(self, site, writer, guide, outsider):
        step = StepPage.objects.get(slug="a1")
        url, _link = link_to(step, site, writer, is_whole=True)
        assert read(outsider.get(url)).one("h1").text == "Utkast: Steg A1"
        other = StepPage.objects.get(slug="a2")
        assert outsider.get(f"{url}{other.pk}/").status_code == 404
        assert "Utkast: Steg A2" not in outsider.get(url).content.decode()

    def test_a_draft_that_names_what_is_gone(self, site, writer, outsider):
        person = UserFactory()
        page = ArticlePageFactory(parent=home_of(site))
        page.responsible, page.title = person, "Nytt"
        page.save_revision()
        person.delete()
        url, _link = link_to(page, site, writer)
        assert read(outsider.get(url)).one("h1").text == "Nytt"


class TestAWholeGuide:
    def test_one_can_walk_through_it_and_stays_in_it(self, site, writer, guide, outsider):
        url, _link = link_to(guide, site, writer, is_whole=True)
        front = outsider.get(url)
        assert read(front).one("h1").text == "Utkast: Rettleiar"
        assert "Heilt nytt steg" in front.content.decode()
        steps = StepPage.objects.descendant_of(guide).count()
        inside = {href for href in addresses(front) if href.startswith(url) and href != url}
        assert len(inside) >= steps + 2
        for href in inside:
            answer = outsider.get(href)
            assert answer.status_code == 200, href
            assert read(answer).all("aside", css="bti-draft")
            if href.endswith("/nytt/"):
                continue
            page = Page.objects.get(pk=href.removeprefix(url).split("/")[0])
            assert page.slug == "nytt" or "Utkast: " in read(answer).one("h1").text
            public = [a for a in addresses(answer) if a.startswith(("/nn/rettleiar", "/nb/rett"))]
            assert public == []

    def test_a_level_shows_the_drafts_of_its_steps(self, site, writer, guide, outsider):
        url, _link = link_to(guide, site, writer, is_whole=True)
        level = LevelPage.objects.get(slug="niva-a")
        words = read(outsider.get(f"{url}{level.pk}/")).text
        assert "Ny leiar for a1" in words
        assert "Heilt nytt steg" in words

    def test_a_decision_leads_to_a_step_that_is_not_published(self, site, writer, guide, outsider):
        new = StepPage.objects.get(slug="nytt")
        first = StepPage.objects.get(slug="a1").get_latest_revision_as_object()
        first.decisions = [decision("Vidare?", ("Ja", "step", new.pk), ("Nei", "stay", None))]
        first.save_revision()
        url, _link = link_to(guide, site, writer, is_whole=True)
        main = read(outsider.get(f"{url}{first.pk}/")).one("main")
        assert [a for a in main.all("a") if a["href"] == f"{url}{new.pk}/"]

    def test_what_is_made_of_published_texts_is_not_there(self, site, writer, guide, outsider):
        url, _link = link_to(guide, site, writer, is_whole=True)
        for tail in ("pdf/", "sok/", "for/finst-ikkje/pdf/", "niva-a/", "../../admin/"):
            assert outsider.get(f"{url}{guide.pk}/{tail}").status_code == 404
        assert "/pdf/" not in outsider.get(url).content.decode()

    def test_nothing_else_is_opened(self, site, writer, guide, outsider):
        beside = ArticlePageFactory(parent=home_of(site), title="Løynd", live=False)
        closed = StepPage.objects.get(slug="b1")
        PageViewRestriction.objects.create(page=closed, restriction_type="login")
        url, _link = link_to(guide, site, writer, is_whole=True)
        for page in (beside, closed, home_of(site), home_of(site, "nb")):
            assert outsider.get(f"{url}{page.pk}/").status_code == 404

    def test_nothing_of_it_is_remembered_for_readers(self, site, writer, guide, outsider):
        url, _link = link_to(guide, site, writer, is_whole=True)
        outsider.get(url)
        words = outsider.get("/nn/rettleiar/").content.decode()
        assert "Utkast" not in words and "utkast" not in words
        outsider.get(url)
        assert "utkast" not in outsider.get("/nn/rettleiar/niva-a/a1/").content.decode()

    def test_it_costs_the_same_whatever_its_size(self, site, writer, guide, outsider):
        url, _link = link_to(guide, site, writer, is_whole=True)
        level = LevelPage.objects.get(slug="niva-a")

        def cost(address):
            outsider.get(address)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert outsider.get(address).status_code == 200
            return len(queries)

        before = cost(url), cost(f"{url}{level.pk}/")
        for number in range(6):
            step = StepPageFactory(parent=level, title=f"Meir {number}", live=False)
            step.responsible = writer
            step.save_revision()
        after = cost(url), cost(f"{url}{level.pk}/")
        assert after == before


class TestAService:
    def test_both_forms(self, site, writer, outsider):
        for code, slug in (("nn", "tenester"), ("nb", "tjenester")):
            ServiceIndexPageFactory(parent=home_of(site, code), slug=slug)
        service = ServiceFactory(site=site, live=False, name_nn="Losen", name_nb="Losen")
        service.summary_nn, service.summary_nb = "Heilt ny tekst.", "Helt ny tekst."
        service.save_revision()
        url, _link = link_to(service, site, writer)
        answer = outsider.get(url)
        assert "Heilt ny tekst." in answer.content.decode()
        assert read(answer).all("aside", css="bti-draft")
        other = url.replace("/nn/", "/nb/")
        assert other in addresses(answer)
        assert "Helt ny tekst." in outsider.get(other).content.decode()
        assert outsider.get(f"{url}{service.pk}/").status_code == 404


class TestOver:
    @pytest.mark.parametrize("how", ["expired", "revoked", "deleted", "closed", "moved"])
    @pytest.mark.parametrize("code", ["nn", "nb"])
    def test_calm_words(self, how, code, site, writer, outsider):
        page = ArticlePageFactory(parent=home_of(site, code), title="Løynd", live=False)
        url, link = link_to(page, site, writer)
        url = url.replace("/nn/", f"/{code}/")
        assert outsider.get(url).status_code == 200
        if how == "expired":
            past = timezone.now() - datetime.timedelta(minutes=1)
            PreviewLink.objects.update(expires_at=past)
        elif how == "revoked":
            revoke(link)
        elif how == "deleted":
            page.delete()
        elif how == "closed":
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        else:
            page.move(home_of(make_site("dal.example")), pos="last-child")
        answer = outsider.get(url)
        assert answer.status_code == 410
        assert "Løynd" not in answer.content.decode()
        assert read(answer).one("h1").text
        assert answer["Cache-Control"] == "no-store, private"
        assert read(answer).one("html")["lang"] == code

    @pytest.mark.parametrize("at", range(5))
    def test_tampered_with(self, at, site, writer, outsider):
        page = ArticlePageFactory(parent=home_of(site), title="Løynd", live=False)
        _link, token = invite(page, site, writer)
        secret, stamp, signature = token.split("~")
        wrong = [
            f"{secret[:-1]}{'a' if secret[-1] != 'a' else 'b'}~{stamp}~{signature}",
            f"{secret}~{stamp}z~{signature}",
            "x" * 5_000,
            LinkTokens("tjenesteoversikt.provider_link").make()[0],
            LinkTokens("bti_portal.previews").make()[0],
        ][at]
        answer = outsider.get(f"/nn/utkast/{wrong}/")
        assert answer.status_code == 404
        assert "Løynd" not in answer.content.decode()

    def test_another_municipalitys_address_opens_nothing(self, site, writer):
        page = ArticlePageFactory(parent=home_of(site), live=False)
        url, _link = link_to(page, site, writer)
        make_site("dal.example", ("nn", "nb"))
        assert Client(headers={"host": "dal.example"}).get(url).status_code == 404

    def test_the_word_itself_is_not_kept(self, site, writer):
        page = ArticlePageFactory(parent=home_of(site), live=False)
        _link, token = invite(page, site, writer)
        kept = str(list(PreviewLink.objects.values_list()))
        assert token.split("~")[0] not in kept
