"""The leak table of the admin: every address, for every role, at the own site and at another's.

What each address takes stands in `areas.py`; what each role has, in the table of roles. An address
that has no area fails. What a page says to the coordinator is read in test_guard_addresses; here
nothing is rendered, so that all roles are asked within seconds.
"""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.template.backends.django import Template
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from bti_portal.accounts.assigning import assign_role
from bti_portal.accounts.models import User
from bti_portal.accounts.roles import ROLES, SITE_ROLES
from bti_portal.shell.site_admin import OwnSiteView
from tests.portal.admin_addresses import address, admin_addresses, names_a_row
from tests.portal.areas import ANYBODY, BY_TASK, area_of, may
from tests.portal.conftest import send_to_workflow
from tests.portal.test_guard_addresses import ALWAYS_ANSWERED, REFUSALS, SHARED

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

# Wagtail leads one who is refused to the start page, with a word about why.
START = "/admin/"


@pytest.fixture(scope="module", autouse=True)
def nothing_is_rendered() -> Iterator[None]:
    with mock.patch.object(Template, "render", lambda self, context=None, request=None: ""):
        yield


@pytest.fixture
def world(neighbours: SimpleNamespace) -> SimpleNamespace:
    """With something of Austby's own waiting for Austby's own people."""
    return SimpleNamespace(
        **{**vars(neighbours), "waiting": send_to_workflow(neighbours.austby, "Nabobygd")}
    )


def _client(world: SimpleNamespace, *keys: str) -> Client:
    client = Client(HTTP_HOST=world.austby.site.hostname, raise_request_exception=False)
    if any(ROLES[key].is_everywhere for key in keys):
        client.force_login(world.operator)
    else:
        person = User.objects.create_user("alle@austby.example")
        person.groups.add(*(assign_role(world.austby.site, key) for key in keys))
        client.force_login(person)
    return client


def _ask(client: Client, url: str, method: str = "get") -> HttpResponse:
    """What is answered; whatever it does is undone."""
    mark = transaction.savepoint()
    answer = getattr(client, method)(url)
    if method == "get" and answer.status_code == 405:
        answer = client.post(url)
    transaction.savepoint_rollback(mark)
    return answer


def _is_let_in(answer: HttpResponse) -> bool:
    if answer.status_code in (301, 302):
        place = answer.headers["Location"]
        return place != START and "/inspect/" not in place
    return answer.status_code not in (403, 404, 405)


def _own_addresses(world: SimpleNamespace) -> list[tuple[str, str]]:
    return [(name, address(name, given, world.austby, world)) for name, given in admin_addresses()]


def test_every_address_has_an_area(world: SimpleNamespace) -> None:
    """Somebody made a view: say in areas.py what it takes, or give it `permissions`."""
    unknown = {name for name, url in _own_addresses(world) if area_of(name, url) is None}
    assert not unknown, " ".join(sorted(unknown))


# Ours stand before Wagtail's addresses, which have the names.
NAMELESS = {
    "admin/bulk/<slug:app_label>/<slug:model_name>/<slug:action>/",
    "admin/pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/",
    "admin/tag-autocomplete/",
}
# A page that is not there, and one that fails, for trying out.
WAGTAILS_OWN = {"admin/^.*/$", "admin/test404/", "admin/failwhale/"}


def test_no_address_is_without_a_name() -> None:
    """One without a name is in no table."""

    def nameless(patterns: list[Any], above: str) -> Iterator[str]:
        for pattern in patterns:
            route = above + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from nameless(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern) and not pattern.name:
                yield route

    found = {r for r in nameless(get_resolver().url_patterns, "") if r.startswith("admin/")}
    assert found - WAGTAILS_OWN == NAMELESS


@pytest.mark.parametrize("key", SITE_ROLES)
def test_a_role_is_let_in_just_where_the_table_says(key: str, world: SimpleNamespace) -> None:
    client, wrong = _client(world, key), []
    for name, url in _own_addresses(world):
        area = area_of(name, url)
        if area in (None, BY_TASK) or name.startswith("wagtailadmin_reports"):
            continue
        answer = _ask(client, url)
        if _is_let_in(answer) != may(ROLES[key], area):
            wrong.append(f"{name}: {answer.status_code}, takes {area}")
    assert not wrong, "; ".join(wrong)


@pytest.mark.parametrize("key", SITE_ROLES)
def test_a_role_sends_nothing_in_where_it_may_not(key: str, world: SimpleNamespace) -> None:
    client, wrong = _client(world, key), []
    for name, url in _own_addresses(world):
        area = area_of(name, url)
        if area in (None, BY_TASK):
            continue
        view = _own_site_view(url)
        needed = ",".join((area, *view.changing)).removeprefix(f"{ANYBODY},") if view else area
        if not may(ROLES[key], needed) and _is_let_in(_ask(client, url, "post")):
            wrong.append(f"{name}, takes {needed}")
    assert not wrong, "; ".join(wrong)


def _own_site_view(url: str) -> type[OwnSiteView] | None:
    view = getattr(get_resolver().resolve(url).func, "view_class", None)
    return view if view and issubclass(view, OwnSiteView) else None


def test_nothing_of_another_site_is_let_out(neighbours: SimpleNamespace) -> None:
    """For somebody with every role at Austby: what one role is refused, all together are."""
    client, answered = _client(neighbours, *SITE_ROLES), {}
    for name, given in admin_addresses():
        if not names_a_row(given) or name.startswith(SHARED) or name in ALWAYS_ANSWERED:
            continue
        url = address(name, given, neighbours.fjordvik, neighbours)
        for method in ("get", "post"):
            answer = _ask(client, url, method)
            if answer.status_code not in REFUSALS:
                answered[f"{method} {name}"] = answer.status_code
    assert answered == {}
