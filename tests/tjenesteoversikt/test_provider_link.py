"""A provider without an account looks over its own services, and nothing else opens."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from bti_portal.accounts.link_tokens import LinkTokens
from tests.factories import ProviderFactory, ServiceFactory
from tests.reading import read
from tests.tjenesteoversikt.desks import municipality, url
from tjenesteoversikt.models import Proposal, ProviderLink, Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def own() -> SimpleNamespace:
    return municipality("vertshamn")


@pytest.fixture
def given(own) -> SimpleNamespace:
    """A provider with two services, a stranger's service beside them, and an open link."""
    provider = ProviderFactory(site=own.site, name_nn="Krisesenteret")
    mine = [
        ServiceFactory(site=own.site, provider=provider, name_nn=f"Mi {n}", phone="00 00 00 00")
        for n in (1, 2)
    ]
    draft = ServiceFactory(site=own.site, provider=provider, name_nn="Løyndom", live=False)
    return SimpleNamespace(
        provider=provider,
        mine=mine,
        draft=draft,
        foreign=ServiceFactory(site=own.site, name_nn="Framand"),
        path=make_link(own, provider),
        link=ProviderLink.objects.latest("pk"),
        browser=Client(HTTP_HOST=own.site.hostname),
    )


def make_link(by, provider, days: int = 14) -> str:
    """The address of a new link, as the coordinator sees it once."""
    sent = by.desk.post(url("links", by.site), {"provider": provider.pk, "days": days})
    box = next(e for e in read(sent).all("input") if e["id"] == "made-url")
    assert box["value"].startswith(by.site.root_url)
    return box["value"].removeprefix(by.site.root_url)


def propose(given, service: Service, **changes: str):
    path = f"{given.path}{service.pk}/"
    form = read(given.browser.get(path)).one("form", css="bti-provider__form")
    data = {box["name"]: box["value"] for box in form.all("input")}
    data |= {box["name"]: box.text for box in form.all("textarea")}
    data["availability"] = "open"
    return given.browser.post(path, data | changes)


def answer(by, proposal: Proposal, how: str, **more: str):
    sent = {"proposal": proposal.pk, "answer": how} | more
    return by.desk.post(url("proposals", by.site), sent)


class TestOpening:
    def test_it_shows_the_providers_own_published_services(self, given):
        page = given.browser.get(given.path)
        words = page.content.decode()
        assert page.status_code == 200
        assert all(service.name_nn in words for service in given.mine)
        assert "Framand" not in words and "Løyndom" not in words
        assert not page.cookies
        assert page.headers["Cache-Control"] == "no-store, private"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in page.headers["X-Robots-Tag"]
        assert "Cookie" not in page.headers.get("Vary", "")

    def test_the_link_is_not_kept(self, given, own):
        token = given.path.split("/")[3]
        row = ProviderLink.objects.filter(pk=given.link.pk).values().get()
        assert token.split("~")[0] not in str(row)
        assert token not in own.desk.get(url("links", own.site)).content.decode()

    def test_it_counts_how_often_it_is_opened(self, given):
        given.browser.get(given.path)
        given.browser.get(given.path)
        assert ProviderLink.objects.get(pk=given.link.pk).used == 2

    @pytest.mark.parametrize("at", range(5))
    def test_a_link_that_was_tampered_with_opens_nothing(self, at, given):
        secret, stamp, signature = given.path.split("/")[3].split("~")
        wrong = [
            f"{secret[:-1]}{'a' if secret[-1] != 'a' else 'b'}~{stamp}~{signature}",
            f"{secret}~{stamp}z~{signature}",
            f"{secret}~{stamp}~{signature[:-2]}xx",
            "x" * 5_000,
            "%00~%2e%2e~",
        ][at]
        page = given.browser.get(f"/nn/retting/{wrong}/")
        assert page.status_code == 404
        assert "Krisesenteret" not in page.content.decode()
        assert read(page).one("h1").text

    def test_a_well_signed_word_that_was_never_made_opens_nothing(self, given):
        token, _digest = LinkTokens("tjenesteoversikt.provider_link").make()
        assert given.browser.get(f"/nn/retting/{token}/").status_code == 404

    @pytest.mark.parametrize("how", ["expired", "revoked", "older than any may be"])
    def test_a_link_that_is_over_says_so(self, how, given, own):
        now = timezone.now()
        if how == "revoked":
            own.desk.post(url("links", own.site), {"revoke": given.link.pk})
        elif how == "expired":
            ProviderLink.objects.update(expires_at=now - timedelta(seconds=1))
        else:
            ProviderLink.objects.update(
                created_at=now - timedelta(days=31), expires_at=now + timedelta(days=365)
            )
        for method in (given.browser.get, given.browser.post):
            for path in (given.path, f"{given.path}{given.mine[0].pk}/"):
                page = method(path, {"service": "all"})
                assert page.status_code == 410
                assert "Mi 1" not in page.content.decode()
        assert not Proposal.objects.exists()

    def test_it_opens_at_its_own_site_only(self, given):
        elsewhere = municipality("gjestvik")
        browser = Client(HTTP_HOST=elsewhere.site.hostname)
        assert browser.get(given.path).status_code == 404

    def test_another_municipality_neither_makes_nor_revokes(self, given, own):
        stranger = municipality("gjestvik")
        made = {"provider": given.provider.pk, "days": 14}
        before = ProviderLink.objects.count()
        for sent in (made, {"revoke": given.link.pk}):
            assert stranger.desk.post(url("links", own.site), sent).status_code == 404
            assert stranger.desk.post(url("links", stranger.site), sent).status_code in {200, 404}
        assert ProviderLink.objects.count() == before
        assert given.browser.get(given.path).status_code == 200

    def test_thirty_times_a_minute_is_enough(self, given, monkeypatch):
        cache.clear()
        now = timezone.now()
        monkeypatch.setattr(timezone, "now", lambda: now)
        codes = [given.browser.get(given.path).status_code for _n in range(32)]
        assert set(codes[:29]) == {200}
        assert codes[-1] == 429

    def test_a_form_from_another_page_is_refused(self, given):
        sent = {"service": "all"}
        for strange in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
            assert given.browser.post(given.path, sent, headers=strange).status_code == 403
        assert not Proposal.objects.exists()
        for known in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "null"}):
            assert given.browser.post(given.path, sent, headers=known).status_code == 302


class TestOthers:
    @pytest.mark.parametrize("which", ["foreign", "draft", "nowhere", "huge"])
    def test_a_service_that_is_not_the_providers_is_not_found(self, which, given):
        pks = {"nowhere": 0, "huge": 10**30}
        pk = pks[which] if which in pks else getattr(given, which).pk
        path = f"{given.path}{pk}/"
        for page in (given.browser.get(path), given.browser.post(path, {"phone": "1"})):
            assert page.status_code == 404
            assert "Framand" not in page.content.decode()
        assert given.browser.post(given.path, {"service": str(pk)}).status_code == 404
        assert not Proposal.objects.exists()

    def test_only_what_is_offered_can_be_proposed(self, given, own):
        service = given.mine[0]
        propose(given, service, phone="11 11 11 11", name_nn="Kapra", live="", key="x", site="1")
        proposal = Proposal.objects.get()
        assert proposal.values == {"phone": "11 11 11 11"}
        Proposal.objects.update(values=proposal.values | {"name_nn": "Kapra", "live": False})
        answer(own, proposal, "accept")
        now = Service.objects.get(pk=service.pk)
        assert (now.phone, now.name_nn, now.live) == ("11 11 11 11", "Mi 1", True)

    def test_where_a_withheld_address_is_is_neither_asked_nor_taken(self, given, own):
        service = given.mine[0]
        propose(given, service, place_nn="Løyngata 4")
        Service.objects.filter(pk=service.pk).update(is_address_withheld=True)
        assert "place" not in given.browser.get(f"{given.path}{service.pk}/").content.decode()
        answer(own, Proposal.objects.get(), "accept")
        assert not Service.objects.get(pk=service.pk).place_nn


class TestProposing:
    @pytest.mark.parametrize(
        "number", ["01010112345", "010101 12345", "x010101-12345x", "01 01 01 12345", "41010112345"]
    )
    def test_a_national_identity_number_is_refused_and_explained(self, number, given):
        refused = propose(given, given.mine[0], opening_hours_nn=f"Ring {number} i dag")
        assert refused.status_code == 422
        box = next(e for e in read(refused).all("textarea") if e["name"] == "opening_hours_nn")
        assert number in box.text, "what was written is not lost"
        assert len(read(refused).one("div", css="bti-notice").all("li")) == 1
        assert not Proposal.objects.exists()

    @pytest.mark.parametrize(
        "hours",
        ["Man–fre 08.00–15.30, 22 22 22 22 / 33 33 33 33", "+47 22 22 22 22", "2026-11-22 12"],
    )
    def test_other_numbers_are_taken(self, hours, given):
        assert propose(given, given.mine[0], opening_hours_nn=hours).status_code == 302

    @pytest.mark.parametrize(
        "wrong",
        [
            {"website": "javascript:alert(1)"},
            {"email": "ikkje ei adresse"},
            {"phone": "ring meg"},
            {"summary_nn": "x" * 251},
            {"description_nn": "x" * 4_001},
            {"availability": "sometimes"},
            {"summary_nn": ""},
            {"opening_hours_nn": "a\x00b"},
            {},
        ],
    )
    def test_what_cannot_be_used_is_sent_back(self, wrong, given):
        assert propose(given, given.mine[0], **wrong).status_code == 422
        assert not Proposal.objects.exists()

    @pytest.mark.parametrize(
        "stands",
        [
            {"phone": "12 34 56 78 (tast 2)"},
            {"description_nn": f"<p>{'Ord. ' * 900}</p>"},
            {"website": "heime.example/oss"},
            {"email": "post at heime.example"},
            {"place_nn": "Sak 010101 12345"},
        ],
    )
    def test_what_the_provider_does_not_touch_is_not_judged(self, stands, given):
        service = given.mine[0]
        Service.objects.filter(pk=service.pk).update(**stands)
        assert propose(given, service, opening_hours_nn="Kvar dag 9–15").status_code == 302
        assert Proposal.objects.get().values == {"opening_hours_nn": "Kvar dag 9–15"}

    def test_what_is_too_long_already_can_be_corrected(self, given):
        service = given.mine[0]
        Service.objects.filter(pk=service.pk).update(description_nn="<p>Ord.</p>" * 900)
        sent = "\r\n\r\n".join(["Ord."] * 900)
        assert propose(given, service, description_nn=sent, phone="11").status_code == 302
        assert Proposal.objects.get().values == {"phone": "11"}
        assert propose(given, service, description_nn=f"{sent[:-1]}!").status_code == 302
        assert propose(given, service, description_nn=f"{sent}!").status_code == 422

    def test_markup_is_only_signs(self, given, own):
        propose(given, given.mine[0], description_nn="<script>alert(1)</script>\n\nNy linje")
        answer(own, Proposal.objects.get(), "accept")
        text = Service.objects.get(pk=given.mine[0].pk).description_nn
        assert "<script" not in text
        assert re.findall(r"<p>.*?</p>", text)[1] == "<p>Ny linje</p>"

    def test_only_the_forms_the_service_has_are_asked_for(self, given):
        Service.objects.filter(pk=given.mine[0].pk).update(name_nb="")
        form = given.browser.get(f"{given.path}{given.mine[0].pk}/").content.decode()
        assert 'name="summary_nn"' in form and 'name="summary_nb"' not in form
