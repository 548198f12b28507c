"""Blocks of a lent guide that come and go, and what differs from the package."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bti_portal.packages import choosing
from bti_portal.packages.loading import load
from bti_portal.packages.reading import read_package
from tests.factories.lending import whole_package
from tests.factories.package import write_package
from tests.portal.lending_world import article_at, edit_block, publish, step_at, world
from tests.reading import read
from tjenesteoversikt.models import Service

__all__ = ["world"]

pytestmark = pytest.mark.django_db


def client_of(world):
    return world.log_in(world.coordinator)


def test_a_blocks_removal_and_a_new_block(world):
    world.take_in()
    edit_block(article_at(world.borrower), "body", 1, "Vår", "heading")
    article = article_at(world.lender)
    raw = list(article.body.raw_data)
    new = {"type": "text", "value": "<p>Heilt ny</p>"}
    stream = article.body
    publish(article, body=type(stream)(stream.stream_block, [raw[0], new, *raw[2:]], is_lazy=True))
    world.take_in(world.lend("2"))
    kinds = [block.block_type for block in article_at(world.borrower).body]
    assert kinds == ["text", "callout", "text", "links", "help_lines", "contacts"]
    (text,) = choosing.shown(choosing.waiting_at(world.borrower))
    place = f"/admin/lending/{world.borrower.pk}/changes/"
    sent = {"text": text.origin.pk, "seen": text.seen, "answer": "take"}
    client_of(world).post(place, sent)
    draft = article_at(world.borrower).get_latest_revision_as_object()
    assert [b.block_type for b in draft.body] == ["text", "text", "links", "help_lines", "contacts"]


def test_what_is_ones_own_is_listed(world):
    world.take_in()
    publish(step_at(world.borrower), lead="Heilt vår eigen")
    page = read(client_of(world).get(f"/admin/lending/{world.borrower.pk}/own/")).one("main")
    (article,) = page.all("article")
    assert "Heilt" in article.text
    assert "Kort sagt nn" in article.text


def test_the_list_costs_the_same_however_many_services_there_are(
    world, tmp_path, django_assert_max_num_queries
):
    client = world.log_in(world.lenders_coordinator)
    place = f"/admin/lending/{world.lender.pk}/own/"
    client.get(place)
    with CaptureQueriesContext(connection) as one:
        client.get(place)
    files = whole_package()
    service = files["catalogue/services/los.yaml"]
    files |= {f"catalogue/services/{key}.yaml": service | {"key": key} for key in ("a", "b", "c")}
    load(read_package(write_package(tmp_path, files)), world.lender)
    assert Service.objects.filter(site=world.lender).count() == 4
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get(place)
