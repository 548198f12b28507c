"""No address of the admin tells or changes anything of the neighbour's: all of them are walked."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Revision, WorkflowState

from bti_portal.shell.models import Municipality
from tests.portal.admin_addresses import address, groups_of_addresses, names_a_row
from tests.portal.conftest import SECRET, Neighbour

pytestmark = pytest.mark.django_db

GROUPS = groups_of_addresses()
# The answers that refuse. A redirect is followed: what it leads to must not tell either.
REFUSALS = {302, 403, 404, 405}
# Shared by all municipalities, so nobody's secret: themes, needs, and the two forms of Norwegian.
SHARED = (
    "wagtailsnippets_tjenesteoversikt_need:",
    "wagtailsnippetchoosers_tjenesteoversikt_need:",
    "wagtailsnippets_tjenesteoversikt_theme:",
    "wagtailsnippetchoosers_tjenesteoversikt_theme:",
)
# It answers whatever the number is, and must tell nothing: the end of a visit of the asker's own to
# an editor.
ALWAYS_ANSWERED = {"wagtailadmin_editing_sessions:release"}


class Visitor:
    """Austby's coordinator, who remembers where redirects led."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._followed: dict[str, str] = {}

    def _led_to(self, place: str) -> str:
        if place not in self._followed:
            self._followed[place] = place + self.client.get(place).content.decode(errors="replace")
        return self._followed[place]

    def is_told(self, answer: HttpResponse) -> bool:
        text = answer.content.decode(errors="replace")
        if answer.status_code in {301, 302}:
            text += self._led_to(answer.headers["Location"])
        return SECRET.lower() in text.lower()


def _state(owner: Neighbour) -> dict[str, list[dict[str, Any]]]:
    """All that is kept about what `owner` has."""
    things = [*owner.rows.values(), *owner.pages.values(), owner.coordinator, owner.site]
    state = {
        f"{type(thing).__name__} {thing.pk}": list(type(thing).objects.filter(pk=thing.pk).values())
        for thing in things
    }
    for model in (Revision, WorkflowState, Municipality):
        state[model.__name__] = list(model.objects.order_by("pk").values())
    return state


def _is_refused_to_neighbours(name: str, arguments: tuple[str, ...]) -> bool:
    return names_a_row(arguments) and not name.startswith(SHARED) and name not in ALWAYS_ANSWERED


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_no_address_tells_or_changes_what_is_the_neighbours(
    group: str, neighbours: SimpleNamespace
) -> None:
    visitor = Visitor(neighbours.austby.log_in())
    before = _state(neighbours.fjordvik)
    told, answered = [], {}
    for name, arguments in GROUPS[group]:
        url = address(name, arguments, neighbours.fjordvik, neighbours)
        about_a_row = _is_refused_to_neighbours(name, arguments)
        for method in ("get", "post") if about_a_row else ("get",):
            answer = getattr(visitor.client, method)(url)
            if visitor.is_told(answer):
                told.append(f"{method} {name}")
            if about_a_row and answer.status_code not in REFUSALS:
                answered[f"{method} {name}"] = answer.status_code
    after = _state(neighbours.fjordvik)
    assert told == []
    assert answered == {}
    assert [thing for thing in before if before[thing] != after[thing]] == []


GUARDED = sorted(group for group in GROUPS if group.startswith("wagtailsnippets_"))


@pytest.mark.parametrize("group", GUARDED)
def test_the_operator_gets_where_the_neighbour_is_refused(
    group: str, neighbours: SimpleNamespace
) -> None:
    """So that no refusal above is a mere wrong number."""
    client = Client(HTTP_HOST=neighbours.fjordvik.site.hostname)
    client.force_login(neighbours.operator)
    shown = {
        name: client.get(address(name, arguments, neighbours.fjordvik, neighbours)).status_code
        for name, arguments in GROUPS[group]
        if name.endswith((":list", ":edit", ":inspect", ":usage", ":history", ":revisions_view"))
    }
    assert len(shown) >= 5
    assert set(shown.values()) == {200}, shown
