"""What a municipality's site is known by: icon, shared picture, notice, and a look before saving."""

import datetime
import io

import pytest
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image

from bti_portal.library.models import PortalImage
from bti_portal.shell.models import Municipality
from tests.factories import make_site
from tests.reading import read

pytestmark = pytest.mark.django_db

GREEN = "#17594a"


def a_picture(colour: str = "#a3122a", size: tuple[int, int] = (300, 500)) -> PortalImage:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return PortalImage.objects.create(title="Bilde", file=ImageFile(file, name="bilde.png"))


@pytest.fixture
def site():
    return make_site("vik.example", ("nn", "nb"), brand_colour=GREEN)


@pytest.fixture
def settings_of(site):
    def change(**values: object) -> Municipality:
        row = Municipality.objects.get(site=site)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        return row

    return change


def head_of(answer) -> dict[str, str]:
    """Icons by their kind and `og:` facts by their name."""
    page = read(answer)
    facts = {meta["property"]: meta["content"] for meta in page.all("meta") if meta["property"]}
    return facts | {link["rel"]: link["href"] for link in page.all("link")}


class TestPictures:
    def test_a_site_without_pictures_has_the_initials_on_its_colour(self, site, reader):
        answer = reader(site).get(head_of(reader(site).get("/nn/"))["icon"])
        assert answer["Content-Type"] == "image/svg+xml"
        assert "BTI" in answer.content.decode()
        assert GREEN in answer.content.decode()

    def test_they_are_kept_for_a_year_and_set_no_cookie(self, site, reader):
        head = head_of(reader(site).get("/nn/"))
        for address in (head["icon"], head["apple-touch-icon"], head["og:image"]):
            answer = reader(site).get(address)
            assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
            assert not answer.cookies
            assert "default-src 'none'" in answer["Content-Security-Policy"]

    @pytest.mark.parametrize(
        ("kind", "size"), [("apple-touch-icon", (192, 192)), ("og:image", (1200, 630))]
    )
    @pytest.mark.parametrize("is_uploaded", [False, True])
    def test_they_have_the_right_size(self, site, reader, settings_of, kind, size, is_uploaded):
        if is_uploaded:
            settings_of(icon=a_picture(), share_image=a_picture())
        answer = reader(site).get(head_of(reader(site).get("/nn/"))[kind])
        picture = Image.open(io.BytesIO(answer.content))
        assert (picture.format, picture.size) == ("PNG", size)
        if is_uploaded:
            middle = picture.convert("RGB").getpixel((size[0] // 2, size[1] // 2))
            assert middle == (0xA3, 0x12, 0x2A)

    def test_the_coat_of_arms_is_the_icon_where_there_is_no_other(self, site, reader, settings_of):
        settings_of(coat_of_arms=a_picture())
        assert head_of(reader(site).get("/nn/"))["icon"].endswith(".png")

    @pytest.mark.parametrize("kind", ["icon", "apple-touch-icon", "og:image"])
    def test_another_look_gives_other_addresses_and_the_old_lead_to_them(
        self, site, reader, settings_of, kind
    ):
        before = head_of(reader(site).get("/nn/"))[kind]
        settings_of(model_name_nn="BTS", name_nn="Vik herad", brand_colour="#1d4f7c")
        after = head_of(reader(site).get("/nn/"))[kind]
        assert after != before
        answer = reader(site).get(before)
        assert (answer.status_code, answer["Location"]) == (
            302,
            after.removeprefix("http://vik.example"),
        )

    def test_a_picture_whose_file_is_gone_is_drawn_instead(self, site, reader, settings_of):
        image = a_picture()
        settings_of(share_image=image)
        image.file.storage.delete(image.file.name)
        assert reader(site).get(head_of(reader(site).get("/nn/"))["og:image"]).status_code == 200

    def test_a_long_sami_name_can_be_drawn(self, site, reader, settings_of):
        long = "Guovdageainnu suohkan – Porsáŋggu " + "Samhandlingskommunesamarbeidet" * 3
        settings_of(name_nn=long[:120])
        assert reader(site).get(head_of(reader(site).get("/nn/"))["og:image"]).status_code == 200

    def test_a_shared_page_tells_what_it_is(self, site, reader):
        head = head_of(reader(site).get("/nb/"))
        assert head["og:title"] == "Vik (nb)"
        assert head["og:locale"] == "nb_NO"
        assert head["og:site_name"] == "Vik kommune"
        assert head["og:url"] == head["canonical"]
        assert head["og:image"].startswith("http://vik.example/theme/")

    def test_the_address_browsers_ask_by_custom_leads_to_the_icon(self, site, reader):
        answer = reader(site).get("/favicon.ico")
        assert answer["Location"] == head_of(reader(site).get("/nn/"))["apple-touch-icon"]

    def test_a_site_that_does_not_exist_has_none(self, site, reader):
        for name in ("icon.svg", "icon.png", "shared.png"):
            assert reader(site).get(f"/theme/9999-abc-{name}").status_code == 404


class TestNotice:
    NOW = datetime.timedelta()
    HOUR = datetime.timedelta(hours=1)

    def notice(self, reader, site, path: str = "/nn/"):
        return read(reader(site).get(path)).all("aside", css="bti-banner")

    def test_it_stands_on_all_pages_in_the_readers_form(self, site, reader, settings_of):
        settings_of(
            notice_text_nn="Vi flyttar måndag.",
            notice_text_nb="Vi flytter mandag.",
            notice_url="https://vik.example/nn/flytting/",
            notice_link_text_nn="Les meir",
            notice_link_text_nb="Les mer",
        )
        for path, words in (
            ("/nn/", "Vi flyttar måndag. Les meir"),
            ("/nb/", "Vi flytter mandag. Les mer"),
            ("/nn/sok/", "Vi flyttar måndag."),
            ("/nn/finst-ikkje/", "Vi flyttar måndag."),
        ):
            [found] = self.notice(reader, site, path)
            assert words in found.text
            assert found["aria-label"]

    @pytest.mark.parametrize(
        ("begins", "ends", "is_shown"),
        [
            (None, None, True),
            (-HOUR, HOUR, True),
            (-HOUR, None, True),
            (None, HOUR, True),
            (HOUR, None, False),
            (None, -HOUR, False),
            (-2 * HOUR, -HOUR, False),
        ],
    )
    def test_it_is_shown_in_its_time_only(self, site, reader, settings_of, begins, ends, is_shown):
        now = timezone.now()
        settings_of(
            notice_text_nn="Kort melding",
            notice_from=begins and now + begins,
            notice_to=ends and now + ends,
        )
        assert bool(self.notice(reader, site)) == is_shown
        assert ("Kort melding" in reader(site).get("/nn/").content.decode()) == is_shown

    def test_it_goes_by_itself_from_a_process_that_remembers_the_site(
        self, site, reader, settings_of, monkeypatch
    ):
        settings_of(notice_text_nn="Ut om ein time", notice_to=timezone.now() + self.HOUR)
        assert self.notice(reader, site)
        later = timezone.now() + 2 * self.HOUR
        monkeypatch.setattr("bti_portal.shell.models.timezone.now", lambda: later)
        answer = reader(site).get("/nn/")
        assert "Ut om ein time" not in answer.content.decode()
        assert "max-age=0" in answer["Cache-Control"]

    def test_a_text_that_is_missing_is_shown_in_the_other_form_and_marked(
        self, site, reader, settings_of
    ):
        settings_of(notice_text_nb="Bare på bokmål")
        [found] = self.notice(reader, site)
        assert [part["lang"] for part in found.all("span") if part["lang"]] == ["nb"]

    def test_its_tone_is_said_in_words(self, site, reader, settings_of):
        settings_of(notice_text_nn="Vi flyttar", notice_tone="warning")
        [found] = self.notice(reader, site)
        assert found.one("strong").text == "Viktig:"

    def test_the_neighbour_does_not_see_it(self, site, reader, settings_of):
        settings_of(notice_text_nn="Vi flyttar")
        assert not self.notice(reader, make_site("dal.example"))
