"""The site owner decides who has which role at the own site, and nothing else."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from wagtail.models import Site
from wagtail.users.models import UserProfile

from bti_portal.accounts.models import User
from bti_portal.accounts.roles import CAPABILITIES, ROLES, SITE_ROLES
from bti_portal.accounts.sites import roles_of
from tests.factories import UserFactory, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return make_site("eigvik.example", ("nn", "nb"))


@pytest.fixture
def other() -> Site:
    return make_site("annavik.example")


@pytest.fixture
def owner(site: Site) -> User:
    return UserFactory(roles_at={site: ["site_owner"]}, email="eigar@eigvik.example")


def _client(user: User) -> Client:
    client = Client(HTTP_HOST="eigvik.example")
    client.force_login(user)
    return client


@pytest.fixture
def page(site: Site, owner: User) -> "Page":
    return Page(_client(owner), site)


class Page:
    """The page People and roles of a site, in somebody's browser."""

    def __init__(self, client: Client, site: Site) -> None:
        self.client = client
        self.url = reverse("reports:people", args=[site.pk])

    def read(self) -> str:
        return self.client.get(self.url).content.decode()

    def send(self, **values: object) -> str:
        return self.client.post(self.url, values, follow=True).content.decode()

    def give(self, email: str, role: str, **more: str) -> str:
        values = {"email": email, "role": role, "language": "nn"} | more
        return self.send(**values)

    def told(self, email: str) -> list[str]:
        """What is said when somebody gets a role, without the address."""
        values = {"email": email, "role": "regional_editor", "language": "nn"}
        answer = self.client.post(self.url, values, follow=True)
        return [str(said).replace(email, "…") for said in answer.context["messages"]]


def _held(email: str, site: Site) -> set[str]:
    return set(roles_of(User.objects.get(email=email)).get(site.pk, ()))


class TestGiving:
    def test_somebody_new_gets_a_letter_and_chooses_a_password(
        self, page: Page, site: Site
    ) -> None:
        page.give("ny@eigvik.example", "writer", first_name="Ny", language="nn")
        person = User.objects.get(email="ny@eigvik.example")
        assert _held(person.email, site) == {"writer"}
        assert not person.has_usable_password()
        [letter] = mail.outbox
        assert letter.to == [person.email]
        link = re.search(r"https?://[^/]+(/\S+)", letter.body)[1]
        browser = Client(HTTP_HOST="eigvik.example")
        form = browser.get(link, follow=True)
        place = form.redirect_chain[-1][0]
        password = "ein heilt ny og lang setning"
        browser.post(place, {"new_password1": password, "new_password2": password})
        assert browser.login(username=person.email, password=password)

    @pytest.mark.parametrize("language", ["nn", "nb"])
    def test_the_letter_is_in_the_persons_form(self, page: Page, language: str) -> None:
        page.give("ny@eigvik.example", "approver", language=language)
        [letter] = mail.outbox
        profile = UserProfile.objects.get(user__email="ny@eigvik.example")
        assert profile.preferred_language == language
        with translation.override(language):
            assert str(ROLES["approver"].sentence) in letter.body

    def test_an_account_of_another_municipality_is_treated_like_a_new_one(
        self, page: Page, site: Site, other: Site
    ) -> None:
        known = UserFactory(coordinator_at=other, email="kjend@annavik.example", first_name="Kai")
        told = [page.told(email) for email in (known.email, "ny@eigvik.example")]
        assert len(told[0]) == 2
        assert told[0] == told[1]
        assert _held(known.email, site) == {"regional_editor"}
        assert _held(known.email, other) == {"coordinator"}
        assert other.site_name not in page.read()
        assert User.objects.get(pk=known.pk).first_name == "Kai"

    def test_a_closed_account_gets_no_role(self, page: Page, site: Site) -> None:
        closed = UserFactory(is_active=False, email="stengd@eigvik.example")
        page.give(closed.email, "writer")
        assert not closed.groups.exists()

    @pytest.mark.parametrize("role", ["operator", "konge", ""])
    def test_what_is_no_role_at_a_site_is_refused(self, role: str, page: Page) -> None:
        page.give("ny@eigvik.example", role)
        assert not User.objects.filter(email="ny@eigvik.example").exists()

    @pytest.mark.parametrize("email", ["", "ikkje ei adresse", "a@b"])
    def test_a_wrong_address_is_explained_and_nothing_is_lost(self, email: str, page: Page) -> None:
        before = User.objects.count()
        assert "Nynamn" in page.give(email, "writer", first_name="Nynamn")
        assert User.objects.count() == before

    def test_the_same_role_twice_is_told(self, page: Page, owner: User) -> None:
        assert owner.email in page.give(owner.email.upper(), "site_owner")
        assert User.objects.count() == 1


class TestTaking:
    def test_a_role_is_taken_and_the_account_stays(self, page: Page, site: Site) -> None:
        person = UserFactory(roles_at={site: ["writer", "approver"]})
        page.send(take=person.pk, role="writer")
        assert _held(person.email, site) == {"approver"}
        assert User.objects.get(pk=person.pk).is_active

    def test_the_last_site_owner_stays(self, page: Page, site: Site, owner: User) -> None:
        page.send(take=owner.pk, role="site_owner")
        operator = UserFactory(operator=True)
        Page(_client(operator), site).send(take=owner.pk, role="site_owner")
        assert _held(owner.email, site) == {"site_owner"}

    def test_a_closed_account_is_nobody_to_leave_it_to(
        self, page: Page, site: Site, owner: User
    ) -> None:
        UserFactory(roles_at={site: ["site_owner"]}, is_active=False)
        operator = UserFactory(operator=True)
        Page(_client(operator), site).send(take=owner.pk, role="site_owner")
        assert _held(owner.email, site) == {"site_owner"}

    def test_the_last_coordinator_stays_where_there_is_no_site_owner(self, site: Site) -> None:
        last = UserFactory(coordinator_at=site)
        page = Page(_client(UserFactory(operator=True)), site)
        page.send(take=last.pk, role="coordinator")
        assert _held(last.email, site) == {"coordinator"}
        UserFactory(coordinator_at=site)
        page.send(take=last.pk, role="coordinator")
        assert _held(last.email, site) == set()

    def test_one_of_two_owners_takes_the_others_role_but_not_the_own(
        self, page: Page, site: Site, owner: User
    ) -> None:
        second = UserFactory(roles_at={site: ["site_owner"]})
        page.send(take=owner.pk, role="site_owner")
        assert _held(owner.email, site) == {"site_owner"}
        page.send(take=second.pk, role="site_owner")
        assert _held(second.email, site) == set()

    def test_people_of_other_sites_do_not_exist(self, page: Page, other: Site) -> None:
        stranger = UserFactory(coordinator_at=other)
        for values in ({"take": stranger.pk, "role": "coordinator"}, {"send": stranger.pk}):
            assert page.client.post(page.url, values).status_code == 404
        assert _held(stranger.email, other) == {"coordinator"}
        assert stranger.email not in page.read()


class TestPage:
    @pytest.mark.parametrize("key", sorted(set(SITE_ROLES) - {"site_owner"}))
    def test_it_is_the_site_owners(
        self, key: str, site: Site, django_user_model: type[User]
    ) -> None:
        user = UserFactory(roles_at={site: [key]})
        client, url = _client(user), reverse("reports:people", args=[site.pk])
        assert client.get(url).status_code == 302
        client.post(url, {"email": user.email, "role": "site_owner", "language": "nn"})
        assert _held(user.email, site) == {key}

    def test_another_sites_page_is_not_there(self, page: Page, other: Site, owner: User) -> None:
        url = reverse("reports:people", args=[other.pk])
        assert page.client.get(url).status_code == 404
        values = {"email": owner.email, "role": "writer", "language": "nn"}
        assert page.client.post(url, values).status_code == 404
        assert _held(owner.email, other) == set()

    def test_it_tells_every_role_and_what_has_changed(self, page: Page) -> None:
        page.give("ny@eigvik.example", "writer")
        text = page.read()
        for role in ROLES.values():
            assert escape(str(role.sentence)) in text
        for words, _needed in CAPABILITIES:
            assert escape(str(words)) in text
        assert text.count("ny@eigvik.example") >= 3

    def test_it_costs_the_same_with_more_people(
        self, page: Page, site: Site, django_assert_num_queries: Callable[..., object]
    ) -> None:
        UserFactory(roles_at={site: ["writer"]})
        page.read()
        with django_assert_num_queries(QUERIES):
            page.read()
        for _n in range(5):
            UserFactory(roles_at={site: ["writer", "approver"]})
        with django_assert_num_queries(QUERIES):
            page.read()

    def test_a_letter_is_sent_once_more(self, page: Page) -> None:
        page.give("ny@eigvik.example", "writer")
        person = User.objects.get(email="ny@eigvik.example")
        page.send(send=person.pk)
        assert len(mail.outbox) == 2

    def test_a_closed_account_gets_no_letter(self, page: Page) -> None:
        page.give("ny@eigvik.example", "writer")
        User.objects.filter(email="ny@eigvik.example").update(is_active=False)
        mail.outbox.clear()
        answer = page.send(send=User.objects.get(email="ny@eigvik.example").pk)
        assert mail.outbox == []
        with translation.override("nb"):
            words = translation.gettext(
                "No e-mail was sent to %(who)s: the account is closed. Only the operator can open it."
            )
        assert escape(words % {"who": "ny@eigvik.example"}) in answer


QUERIES = 20


def test_the_start_page_says_what_one_is(site: Site, other: Site) -> None:
    user = UserFactory(roles_at={site: ["writer"], other: ["coordinator"]})
    text = _client(user).get(reverse("wagtailadmin_home")).content.decode()
    for key in ("writer", "coordinator"):
        assert str(ROLES[key].sentence) in text
    assert str(ROLES["approver"].sentence) not in text
