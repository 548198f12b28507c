"""The portal answers at the hosts of its sites, and at no other."""

import pytest
from django.test import Client
from wagtail.models import Site

from tests.factories import home_of, make_site

pytestmark = pytest.mark.django_db


def test_a_site_answers_at_its_own_host(reader):
    site = make_site("vik.example")
    page = reader(site).get("/nn/")
    assert page.status_code == 200
    assert home_of(site).title in page.content.decode()


def test_two_sites_show_each_its_own_front_page(reader):
    vik, dal = make_site("vik.example"), make_site("dal.example")
    assert home_of(dal).title not in reader(vik).get("/nn/").content.decode()
    assert home_of(dal).title in reader(dal).get("/nn/").content.decode()


def test_the_port_and_the_case_of_a_host_make_no_difference(reader):
    make_site("vik.example")
    assert reader("VIK.example:8443").get("/nn/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/nn/", "/nb/tjenester/", "/admin/", "/theme/1-abc.css"])
def test_an_unknown_host_gets_400_wherever_it_asks(reader, path):
    assert reader("unknown.example").get(path).status_code == 400


@pytest.mark.parametrize(
    "host", ["", "vik..example", "vik.example@evil.example", "<script>", "a b"]
)
def test_a_host_that_is_no_host_gets_400(reader, host):
    make_site("vik.example")
    assert reader(host).get("/nn/").status_code == 400


def test_the_answer_to_an_unknown_host_tells_nothing_of_the_inside(reader, settings):
    settings.DEBUG = True
    make_site("vik.example")
    body = reader("unknown.example").get("/nn/").content.decode()
    assert "Denne adressa høyrer ikkje til noka kommune her" in body
    for inside in ("vik.example", "unknown.example", "Traceback", "ALLOWED_HOSTS", "Django"):
        assert inside not in body


def test_the_answer_to_an_unknown_host_carries_a_strict_policy(reader):
    answer = reader("unknown.example").get("/nn/")
    assert "unsafe-inline" not in answer.get("Content-Security-Policy", "")
    assert "set-cookie" not in answer


def test_a_site_made_later_answers_at_once(reader):
    make_site("vik.example")
    assert reader("ny.example").get("/nn/").status_code == 400
    make_site("ny.example")
    assert reader("ny.example").get("/nn/").status_code == 200


def test_a_site_that_changes_its_host_answers_at_the_new_one_only(reader):
    site = make_site("vik.example")
    assert reader("vik.example").get("/nn/").status_code == 200
    Site.objects.get(pk=site.pk)
    site.hostname = "nyvik.example"
    site.save()
    assert reader("nyvik.example").get("/nn/").status_code == 200
    assert reader("vik.example").get("/nn/").status_code == 400


def test_a_deleted_site_answers_no_more(reader):
    site = make_site("vik.example")
    assert reader("vik.example").get("/nn/").status_code == 200
    site.delete()
    assert reader("vik.example").get("/nn/").status_code == 400


def test_the_operators_extra_hosts_show_the_default_site(demo, reader, settings):
    settings.EXTRA_HOSTS = ["127.0.0.1"]
    page = reader("127.0.0.1").get("/nn/")
    assert home_of(demo.fjordvik).title in page.content.decode()


def test_an_extra_host_that_is_taken_away_is_unknown(reader, settings):
    settings.EXTRA_HOSTS = []
    assert reader("127.0.0.1").get("/nn/").status_code == 400


def test_strangers_who_make_up_hosts_do_not_make_the_table_be_read_each_time(
    reader, django_assert_max_num_queries
):
    make_site("vik.example")
    reader("vik.example").get("/nn/")
    with django_assert_max_num_queries(1):
        for number in range(20):
            reader(f"made-up-{number}.example").get("/nn/")


@pytest.mark.parametrize("path", ["/-/live", "/-/ready"])
def test_probes_answer_by_address_whatever_the_host(db, path):
    assert Client(headers={"host": "10.1.2.3"}).get(path).status_code == 200
