"""Addresses of bulk actions that mean no row."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("sent", ["²", "9" * 30, "x"])
@pytest.mark.parametrize("who", ["coordinator", "operator"])
def test_what_is_no_row_is_not_found(who: str, sent: str, neighbours: SimpleNamespace) -> None:
    austby = Client(headers={"host": neighbours.austby.site.hostname})
    operator = who == "operator"
    austby.force_login(neighbours.operator if operator else neighbours.austby.coordinator)
    pages = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    roles = reverse("wagtail_bulk_action", args=["registers", "role", "delete"])
    for address in (roles, pages):
        assert austby.get(f"{address}?id={sent}").status_code == 404
    own = neighbours.austby.home.pk
    assert austby.get(f"{pages}?id={own}&childOf={sent}").status_code < 500
