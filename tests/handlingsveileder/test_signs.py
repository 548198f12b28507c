"""Signs, strains and strengths: grouped by area, narrowed by age and arena in the address."""

import pytest

from handlingsveileder.models import SignsPage
from tests.factories import (
    ArenaFactory,
    ArticlePageFactory,
    GuidePageFactory,
    LevelPageFactory,
    ServiceFactory,
    ServiceIndexPageFactory,
    SignsPageFactory,
    StepPageFactory,
    home_of,
    make_site,
)
from tests.portal.test_query_counts import MOST, cost
from tests.reading import Element, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site("vik.example")


@pytest.fixture
def home(site):
    return home_of(site)


@pytest.fixture
def client(site, reader):
    return reader(site)


@pytest.fixture
def school():
    return ArenaFactory(key="skole", name_nn="Skule", slug_nn="skule")


def items(rows) -> list[dict[str, object]]:
    return [{"type": "item", "value": row.pk, "id": f"i{row.pk}"} for row in rows]


def sign(text, kind="sign", area="mood", ages=("3-5",), arenas=(), steps=(), services=()):
    value = {"kind": kind, "area": area, "text": text, "ages": list(ages)}
    cited = {"arenas": items(arenas), "steps": items(steps), "services": items(services)}
    return {"type": "sign", "id": text, "value": value | cited}


def make_page(home, *signs):
    return SignsPageFactory(parent=home, slug="teikn", signs=list(signs))


def noticed(page: Element) -> list[str]:
    return [it.one("summary").text for it in page.all("details", css="bti-sign")]


def filters(page: Element) -> dict[str, str]:
    return page.one("nav", css="bti-narrow").links()


def chosen(page: Element) -> list[str]:
    links = page.one("nav", css="bti-narrow").all("a")
    return [link.text for link in links if link["aria-current"]]


class TestGroups:
    def test_signs_stand_by_area_and_kind(self, home, client):
        make_page(
            home,
            sign("Sov lite", area="body"),
            sign("Er trygg på ein vaksen", "protective", "body"),
            sign("Flyttar ofte", "risk", "body"),
            sign("Er stille"),
        )
        page = read(client.get("/nn/teikn/"))
        areas = page.all("section", css="bti-area")
        assert [noticed(area) for area in areas] == [
            ["Sov lite", "Flyttar ofte", "Er trygg på ein vaksen"],
            ["Er stille"],
        ]
        kinds = [group["data-kind"] for group in areas[0].all("div", css="bti-noticed")]
        assert kinds == ["sign", "risk", "protective"]

    def test_headings_come_in_order(self, home, client):
        make_page(home, sign("Er stille"))
        page = read(client.get("/nn/teikn/")).one("main")
        assert [h.tag for h in page.all("h1", "h2", "h3", "h4")] == ["h1", "h2", "h3", "h4"]

    def test_a_sign_leads_to_pages_and_services(self, site, home, client):
        ServiceIndexPageFactory(parent=home, slug="tenester")
        level = LevelPageFactory(parent=GuidePageFactory(parent=home, slug="rettleiar"), slug="n0")
        step = StepPageFactory(parent=level, title="Del uroa", slug="del")
        article = ArticlePageFactory(parent=home, title="Mistanke om vald", slug="vald")
        draft = ArticlePageFactory(parent=home, title="Ein kladd", live=False)
        service = ServiceFactory(site=site, name_nn="Helsestasjonen")
        hidden = ServiceFactory(name_nn="Naboens teneste")
        cited = {"steps": [step, article, draft], "services": [service, hidden]}
        make_page(home, sign("Er stille", **cited))
        (shown,) = read(client.get("/nn/teikn/")).all("details", css="bti-sign")
        assert list(shown.links()) == ["Del uroa", "Mistanke om vald", "Helsestasjonen"]
        assert shown.links()["Mistanke om vald"] == "/nn/vald/"

    def test_a_sign_that_leads_nowhere_is_shown_all_the_same(self, home, client):
        make_page(home, sign("Er stille"))
        page = read(client.get("/nn/teikn/"))
        assert noticed(page) == ["Er stille"]
        assert page.one("details", css="bti-sign").all("ul") == []

    def test_an_empty_list_says_so(self, home, client):
        make_page(home)
        page = read(client.get("/nn/teikn/?alder=3-5"))
        assert page.one("main").all("div", css="bti-notice")
        assert page.all("nav", css="bti-narrow") == []


class TestFilter:
    @pytest.fixture(autouse=True)
    def page(self, home, school):
        kindergarten = ArenaFactory(key="barnehage", name_nn="Barnehage", slug_nn="barnehage")
        make_page(
            home,
            sign("Overalt", ages=["3-5", "6-12"]),
            sign("Berre i skulen", ages=["6-12"], arenas=[school]),
            sign("Berre i barnehagen", ages=["3-5"], arenas=[kindergarten]),
            sign("Før fødselen", ages=["pregnancy"]),
        )

    @pytest.mark.parametrize(
        ("query", "texts"),
        [
            ("", ["Overalt", "Berre i skulen", "Berre i barnehagen", "Før fødselen"]),
            ("?alder=3-5", ["Overalt", "Berre i barnehagen"]),
            ("?alder=gravid", ["Før fødselen"]),
            ("?arena=skule", ["Overalt", "Berre i skulen", "Før fødselen"]),
            ("?alder=6-12&arena=skule", ["Overalt", "Berre i skulen"]),
            ("?alder=3-5&arena=skole", ["Overalt"]),
        ],
    )
    def test_an_address_narrows_the_list(self, client, query, texts):
        assert noticed(read(client.get(f"/nn/teikn/{query}"))) == texts

    def test_every_choice_is_a_link_that_keeps_the_other(self, client):
        offered = filters(read(client.get("/nn/teikn/?alder=6-12")))
        assert offered["Skule"] == "?alder=6-12&arena=skule#signs"
        offered = filters(read(client.get("/nn/teikn/?alder=6-12&arena=skule")))
        assert "?arena=skule#signs" in offered.values()
        assert "?alder=6-12#signs" in offered.values()

    def test_what_is_chosen_is_marked(self, client):
        assert len(chosen(read(client.get("/nn/teikn/")))) == 2
        assert "Skule" in chosen(read(client.get("/nn/teikn/?arena=skule")))

    @pytest.mark.parametrize("query", ["?alder=99", "?arena=romskip", "?alder=9&arena=x"])
    def test_what_does_not_exist_is_left_out_and_named(self, client, query):
        answer = client.get(f"/nn/teikn/{query}")
        page = read(answer)
        assert answer.status_code == 200
        assert len(noticed(page)) == 4
        value = query.rpartition("=")[2]
        assert value in page.one("p", css="bti-notice").text

    @pytest.mark.parametrize("odd", ["\x00", "<b>", "😀", "x" * 5_000, "3-5\x00"])
    def test_odd_wishes_are_answered_politely(self, client, odd):
        answer = client.get("/nn/teikn/", {"alder": odd, "arena": odd})
        assert answer.status_code == 200
        assert "<b>" not in answer.content.decode()
        assert "x" * 100 not in answer.content.decode()

    def test_a_choice_without_signs_leads_back_to_the_whole_list(self, client):
        page = read(client.get("/nn/teikn/?alder=0-2"))
        assert noticed(page) == []
        assert "?#signs" in page.one("div", css="bti-notice").links().values()


def test_a_visit_leaves_nothing(home, client):
    make_page(home, sign("Er stille"))
    answer = client.get("/nn/teikn/?alder=3-5")
    assert not answer.cookies
    assert read(answer).one("main").all("form", "input", "script") == []


def test_more_signs_cost_nothing_more(site, home, client):
    ServiceIndexPageFactory(parent=home)

    def some(number):
        return [
            sign(
                f"Teikn {n}",
                arenas=[ArenaFactory()],
                steps=[ArticlePageFactory(parent=home)],
                services=[ServiceFactory(site=site)],
            )
            for n in range(number)
        ]

    page = make_page(home, *some(2))
    before = cost(client, "/nn/teikn/")
    page.signs = some(12)
    page.save_revision().publish()
    assert cost(client, "/nn/teikn/") == before <= MOST


@pytest.mark.parametrize(
    ("name", "code"), [("fjordvik", "nn"), ("fjordvik", "nb"), ("austby", "nb")]
)
class TestStarterPackage:
    def test_every_sign_leads_somewhere_and_strengths_stand_in_most_areas(
        self, demo, reader, name, code
    ):
        site = getattr(demo, name)
        page = SignsPage.objects.child_of(home_of(site, code)).get()
        shown = read(reader(site).get(f"/{code}/{page.slug}/")).one("main")
        signs = shown.all("details", css="bti-sign")
        assert len(signs) == len(page.signs) >= 40
        assert [it.one("summary").text for it in signs if not it.links()] == []
        areas = shown.all("section", css="bti-area")
        warm = [
            a for a in areas if a.all("div", css="bti-noticed")[-1]["data-kind"] == "protective"
        ]
        assert len(warm) == len(areas) == 6

    def test_it_costs_its_number_of_queries(self, demo, reader, name, code):
        site = getattr(demo, name)
        page = SignsPage.objects.child_of(home_of(site, code)).get()
        assert cost(reader(site), f"/{code}/{page.slug}/?alder=3-5") == 5
