"""The municipality's settings: what is refused, and how the site looks before they are saved."""

import pytest
from django.test import Client
from django.urls import reverse

from bti_portal.shell.models import Municipality
from tests.factories import UserFactory, make_site
from tests.reading import read

pytestmark = pytest.mark.django_db

GREEN = "#17594a"


@pytest.fixture
def site():
    return make_site("vik.example", ("nn", "nb"), brand_colour=GREEN)


@pytest.fixture
def form_of(site):
    """The settings' form as it stands, and a browser of the coordinator."""
    browser = Client(headers={"host": "vik.example"})
    browser.force_login(UserFactory(coordinator_at=site))
    address = reverse("wagtailsettings:edit", args=["shell", "municipality", site.pk])
    page = read(browser.get(address))
    data = {field["name"]: field["value"] for field in page.all("input") if field["name"]}
    data |= {field["name"]: field.text for field in page.all("textarea")}
    data |= {"notice_tone": "information"}
    data.pop("is_demo", None)
    return browser, address, data


class TestForm:
    def save(self, form_of, **changes: str):
        browser, address, data = form_of
        return browser.post(address, data | changes)

    def test_a_readable_colour_is_saved(self, site, form_of):
        assert self.save(form_of, brand_colour="#1d4f7c").status_code == 302
        assert Municipality.objects.get(site=site).brand_colour == "#1d4f7c"

    @pytest.mark.parametrize("colour", ["#ffd200", "#288716", "raud", "#12345"])
    def test_a_colour_that_cannot_be_read_is_refused(self, site, form_of, colour):
        answer = self.save(form_of, brand_colour=colour, phone="57 00 00 01")
        assert answer.status_code == 200
        assert 'value="57 00 00 01"' in answer.content.decode()
        assert Municipality.objects.get(site=site).brand_colour == GREEN

    def test_the_refusal_says_how_weak_and_which_colour_will_do(self, form_of):
        said = self.save(form_of, brand_colour="#ffd200").content.decode()
        assert "1,3" in said
        assert "#9c8000" in said

    def test_the_measured_contrast_of_each_use_is_shown(self, form_of):
        browser, address, _data = form_of
        table = read(browser.get(address)).one("table", css="bti-contrast")
        assert len(table.all("tr")) == 6
        assert len([cell for cell in table.all("td") if "#" in cell.text]) == 10

    @pytest.mark.parametrize(
        ("changes", "place"),
        [
            ({"notice_from": "2027-01-02 10:00", "notice_to": "2027-01-01 10:00"}, "notice_to"),
            ({"notice_url": "https://vik.example/"}, "notice_link_text_nn"),
            ({"notice_link_text_nn": "Les meir"}, "notice_url"),
            ({"organisation_number": "974760674"}, "organisation_number"),
            ({"privacy_email": "ombod"}, "privacy_email"),
        ],
    )
    def test_what_does_not_fit_together_is_refused_at_its_field(self, form_of, changes, place):
        answer = self.save(form_of, **changes)
        assert answer.status_code == 200
        assert place in answer.context["form"].errors


class TestPreview:
    def show(self, site, form_of, **changes: str):
        browser, _address, data = form_of
        return browser.post(reverse("look_preview", args=[site.pk]), data | changes)

    def test_it_shows_what_has_not_been_saved(self, site, form_of, reader):
        answer = self.show(
            site, form_of, brand_colour="#7a1f3d", name_nn="Nyvik", notice_text_nn="Snart"
        )
        page = read(answer)
        sheets = [link["href"] for link in page.all("link") if link["rel"] == "stylesheet"]
        assert sheets[-1] == "/theme/colour-7a1f3d.css"
        assert "#7a1f3d" in reader(site).get(sheets[-1]).content.decode()
        assert "Nyvik" in page.text
        assert "Snart" in page.text

    def test_readers_see_nothing_of_it(self, site, form_of, reader):
        before = reader(site).get("/nn/").content
        self.show(site, form_of, brand_colour="#7a1f3d", name_nn="Nyvik")
        assert reader(site).get("/nn/").content == before
        assert Municipality.objects.get(site=site).name_nn == "Vik kommune"

    def test_it_may_be_framed_by_the_admin_alone_and_kept_by_nobody(self, site, form_of):
        answer = self.show(site, form_of)
        assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
        assert "private" in answer["Cache-Control"]

    def test_it_can_be_shown_in_the_other_form_and_in_dark(self, site, form_of):
        home = site.root_page.get_translations().get()
        page = read(self.show(site, form_of, preview_page=str(home.pk), preview_scheme="dark"))
        assert page.one("html")["lang"] == "nb"
        assert page.one("html")["data-color-scheme"] == "dark"

    @pytest.mark.parametrize("wanted", ["", "0", "x", "999999"])
    def test_a_page_that_is_not_offered_gives_the_front_page(self, site, form_of, wanted):
        page = read(self.show(site, form_of, preview_page=wanted, preview_scheme="<b>"))
        assert page.one("html")["lang"] == "nn"
        assert not page.one("html")["data-color-scheme"]

    def test_it_says_what_must_be_mended_first(self, site, form_of):
        page = read(self.show(site, form_of, brand_colour="#ffd200"))
        assert "#9c8000" in page.text
        assert not page.all("header")

    def test_a_notice_before_its_time_is_shown_here_only(self, site, form_of):
        later = {"notice_text_nn": "I morgon", "notice_from": "2099-01-01 08:00"}
        assert "I morgon" in self.show(site, form_of, **later).content.decode()

    def test_it_is_not_for_the_neighbour(self, site, form_of):
        neighbour = make_site("dal.example")
        assert self.show(neighbour, form_of).status_code == 404
        stranger = Client(headers={"host": "vik.example"})
        assert stranger.post(reverse("look_preview", args=[site.pk])).status_code == 302
        assert form_of[0].get(reverse("look_preview", args=[site.pk])).status_code == 405
