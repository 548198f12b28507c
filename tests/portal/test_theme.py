"""A municipality's colours as a small stylesheet that browsers keep."""

import pytest

from bti_portal.shell import theming
from bti_portal.shell.models import Municipality
from tests.factories import make_site
from tests.reading import read

pytestmark = pytest.mark.django_db

GREEN, BLUE = "#17594a", "#1d4f7c"


def stylesheet_of(page) -> str:
    """The address of the page's last stylesheet, which is the theme."""
    sheets = [link["href"] for link in read(page).all("link") if link["rel"] == "stylesheet"]
    return sheets[-1]


@pytest.fixture
def site():
    return make_site("vik.example", brand_colour=GREEN)


def test_every_page_links_to_its_municipalitys_colours(site, reader):
    sheet = reader(site).get(stylesheet_of(reader(site).get("/nn/")))
    assert sheet.status_code == 200
    assert sheet["Content-Type"] == "text/css; charset=utf-8"
    assert f"--ds-color-accent-base-default:{GREEN}" in sheet.content.decode()


def test_the_stylesheet_has_a_scale_for_light_and_one_for_dark(site, reader):
    text = reader(site).get(stylesheet_of(reader(site).get("/nn/"))).content.decode()
    assert "prefers-color-scheme:dark" in text
    for scheme in ("light", "dark"):
        ground = theming.scale(theming.parse_colour(GREEN), scheme)["background-tinted"]
        assert ground in text


def test_the_stylesheet_is_kept_for_a_year_and_sets_no_cookie(site, reader):
    sheet = reader(site).get(stylesheet_of(reader(site).get("/nn/")))
    assert sheet["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not sheet.cookies
    assert "Cookie" not in sheet.get("Vary", "")


def test_the_stylesheet_is_small(site, reader):
    sheet = reader(site).get(stylesheet_of(reader(site).get("/nn/")))
    assert len(sheet.content) < 6_000


def test_another_colour_gives_another_address(site, reader):
    before = stylesheet_of(reader(site).get("/nn/"))
    settings = Municipality.objects.get(site=site)
    settings.brand_colour = BLUE
    settings.save()
    after = stylesheet_of(reader(site).get("/nn/"))
    assert after != before
    assert f"--ds-color-accent-base-default:{BLUE}" in reader(site).get(after).content.decode()


def test_the_old_address_leads_to_the_new_colours(site, reader):
    before = stylesheet_of(reader(site).get("/nn/"))
    Municipality.objects.filter(site=site).get().delete()
    settings = Municipality(site=site, brand_colour=BLUE)
    settings.save()
    answer = reader(site).get(before)
    assert answer.status_code == 302
    assert answer["Location"] == stylesheet_of(reader(site).get("/nn/"))
    assert "immutable" not in answer.get("Cache-Control", "")


def test_two_municipalities_have_each_their_own_colours(site, reader):
    other = make_site("dal.example", brand_colour=BLUE)
    assert stylesheet_of(reader(site).get("/nn/")) != stylesheet_of(reader(other).get("/nn/"))


def test_a_site_without_settings_has_the_portals_own_colours(site, reader):
    Municipality.objects.filter(site=site).get().delete()
    sheet = reader(site).get(stylesheet_of(reader(site).get("/nn/")))
    assert sheet.status_code == 200
    assert "--ds-color-accent-base-default:" in sheet.content.decode()


def test_a_site_that_does_not_exist_has_no_endless_redirect(site, reader):
    answer = reader(site).get("/theme/999999-000000000000.css", follow=True)
    assert answer.status_code in {200, 404}


@pytest.mark.parametrize("path", ["/theme/1-.css", "/theme/x-abc.css", "/theme/1-<b>.css"])
def test_an_address_that_is_no_theme_is_not_found(site, reader, path):
    assert reader(site).get(path).status_code == 404


def test_a_theme_is_only_read(site, reader):
    sheet = stylesheet_of(reader(site).get("/nn/"))
    assert reader(site).post(sheet).status_code == 405
    assert reader(site).head(sheet).status_code == 200
