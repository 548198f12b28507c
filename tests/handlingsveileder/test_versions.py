"""Versions of a guide: when they are kept, what readers see of them, and what has changed."""

import datetime

import pytest
from django.utils import translation
from django.utils.translation import gettext

from handlingsveileder.models import GuidePage, GuideVersion, LevelPage, StepPage
from handlingsveileder.publishing import PublishRefused
from tests.factories import (
    LevelPageFactory,
    RoleFactory,
    StepPageFactory,
    decision,
    home_of,
    make_guide,
    make_site,
)
from tests.reading import read

pytestmark = pytest.mark.django_db

NEWS = "/nn/rettleiar/nytt/"


@pytest.fixture
def site():
    return make_site("vik.example")


@pytest.fixture
def guide(site):
    return make_guide(home_of(site))


@pytest.fixture
def client(site, reader):
    return reader(site)


def publish(guide, **values) -> GuidePage:
    guide = GuidePage.objects.get(pk=guide.pk)
    for name, value in values.items():
        setattr(guide, name, value)
    guide.save_revision().publish()
    return GuidePage.objects.get(pk=guide.pk)


def change(step_title, /, **values) -> None:
    step = StepPage.objects.get(title=step_title)
    for name, value in values.items():
        setattr(step, name, value)
    step.save_revision().publish()


def nn(words: str) -> str:
    with translation.override("nn"):
        return gettext(words)


def main_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return read(answer).one("main")


class TestKeeping:
    def test_a_new_number_keeps_the_guide_as_it_is(self, guide):
        publish(guide, version="1.0", version_summary="Alt er nytt.")
        kept = guide.versions.get()
        assert kept.summary == "Alt er nytt."
        assert [level["label"] for level in kept.document["levels"]] == ["A", "B"]

    def test_without_a_number_nothing_is_kept(self, guide):
        publish(guide)
        assert not GuideVersion.objects.exists()

    def test_the_approval_may_come_later_but_the_text_stays(self, guide):
        publish(guide, version="1.0")
        before = guide.versions.get().document
        change("Steg A1", what="<p>Noko anna.</p>")
        publish(guide, approved_by="Kommunestyret", case_number="14/26")
        kept = guide.versions.get()
        assert (kept.approved_by, kept.case_number) == ("Kommunestyret", "14/26")
        assert kept.document == before

    def test_a_guide_without_levels_is_kept_when_it_has_some(self, site):
        guide = make_guide(home_of(site), "")
        publish(guide, version="1.0")
        assert not guide.versions.exists()
        role = RoleFactory()
        level = LevelPageFactory(parent=guide, label="A")
        ends = [decision("Ferdig?", ("Ja", "close", None), ("Nei", "stay", None))]
        StepPageFactory(parent=level, responsible_roles=[("role", role)], decisions=ends)
        publish(guide)
        assert len(guide.versions.get().document["levels"]) == 1

    def test_drafts_are_no_part_of_a_version(self, guide):
        StepPageFactory(parent=guide.get_first_child(), title="Utkast", live=False)
        publish(guide, version="1.0")
        steps = guide.versions.get().document["levels"][0]["steps"]
        assert [step["title"] for step in steps] == ["Steg A1", "Steg A2"]

    @pytest.mark.parametrize("fault", ["nobody", "no end", "no steps"])
    def test_a_version_waits_until_the_whole_guide_is_right(self, guide, fault):
        if fault == "nobody":
            StepPage.objects.filter(title="Steg A2").update(responsible_roles="[]")
        elif fault == "no end":
            StepPage.objects.filter(title="Steg B2").update(decisions="[]")
        else:
            LevelPageFactory(parent=guide, label="C")
        with pytest.raises(PublishRefused):
            publish(guide, version="1.0")
        assert publish(guide, lead="Utan versjon går det.").lead
        assert not guide.versions.exists()

    def test_an_old_number_is_not_used_again(self, guide):
        for number in ("1.0", "1.1"):
            publish(guide, version=number, approved_by=f"Utvalet {number}")
        with pytest.raises(PublishRefused):
            publish(guide, version="1.0", approved_by="Nokon andre")
        assert guide.versions.get(version="1.0").approved_by == "Utvalet 1.0"

    def test_a_guide_that_has_its_version_is_published_again(self, guide):
        publish(guide, version="1.0")
        StepPage.objects.filter(title="Steg B2").update(decisions="[]")
        assert publish(guide, approved_by="Kommunestyret").approved_by


class TestReading:
    def test_the_guide_says_its_version_and_approval(self, guide, client):
        publish(
            guide,
            version="2.0",
            approved_by="Kommunestyret",
            approved_on=datetime.date(2026, 2, 12),
            minutes_url="https://vik.example/protokoll",
        )
        shown = main_of(client, "/nn/rettleiar/").one("section", css="bti-version")
        assert "2.0" in shown.text
        assert "Kommunestyret" in shown.text
        assert "12. februar 2026" in shown.text
        assert {"https://vik.example/protokoll", NEWS} <= set(shown.links().values())

    def test_what_nobody_has_approved_says_so(self, guide, client):
        for path in ("/nn/rettleiar/", NEWS):
            publish(guide, version="1.0")
            assert nn("Not approved yet") in main_of(client, path).text

    def test_a_guide_without_versions_says_so(self, guide, client):
        assert nn("No version number yet") in main_of(client, "/nn/rettleiar/").text
        assert "bti-notice" in main_of(client, NEWS).one("p", css="ds-alert").classes

    def test_the_newest_version_comes_first(self, guide, client):
        for number in ("1.0", "2.0"):
            publish(guide, version=number, version_summary=f"Om {number}.")
        page = main_of(client, NEWS)
        assert [h.text for h in page.all("h2")] == [
            nn("Version %(version)s") % {"version": number} for number in ("2.0", "1.0")
        ]
        links = page.links().values()
        assert f"{NEWS}2-0/" in links
        assert f"{NEWS}1-0/" not in links
        assert f"{NEWS}1-0/teksten/" in links

    def test_what_was_changed_after_the_newest_version_is_named(self, guide, client):
        publish(guide, version="1.0")
        assert not main_of(client, NEWS).all("section", css="bti-versions__since")
        change("Steg A2", what="<p>Etterpå.</p>")
        since = main_of(client, NEWS).one("section", css="bti-versions__since")
        assert list(since.links()) == ["Steg A2"]

    def test_an_old_version_can_be_read(self, guide, client):
        publish(guide, version="1.0")
        change("Steg A1", title="Nytt namn", what="<p>Noko heilt anna.</p>")
        publish(guide, version="2.0")
        old = main_of(client, f"{NEWS}1-0/teksten/").text
        assert "Steg A1" in old
        assert "Gjer dette." in old
        assert "Noko heilt anna." in main_of(client, f"{NEWS}2-0/teksten/").text

    @pytest.mark.parametrize("path", ["9-9/", "9-9/teksten/", "2-0/?mot=9-9"])
    def test_a_version_that_does_not_exist(self, guide, client, path):
        publish(guide, version="2.0")
        answer = client.get(f"{NEWS}{path}")
        assert answer.status_code == 404
        page = read(answer).one("main")
        assert "9-9" in page.text
        assert f"{NEWS}2-0/" in page.links().values()

    @pytest.mark.parametrize("number", ["Vår 2026", "1/2026", "2.0 (revidert)", "../", "ÆØÅ"])
    def test_any_number_gets_an_address(self, guide, client, number):
        publish(guide, version=number)
        (address,) = [a for a in main_of(client, NEWS).links().values() if "teksten" in a]
        assert main_of(client, address)

    def test_the_first_version_has_nothing_to_be_compared_with(self, guide, client):
        publish(guide, version="1.0")
        assert main_of(client, f"{NEWS}1-0/").all("p", css="bti-notice")

    def test_a_page_of_news_costs_the_same_for_many_versions(
        self, guide, client, django_assert_max_num_queries
    ):
        for number in range(12):
            publish(guide, version=f"1.{number}")
        for path in (NEWS, f"{NEWS}1-5/", f"{NEWS}1-5/teksten/"):
            client.get(path)
            with django_assert_max_num_queries(10):
                client.get(path)


def test_the_other_form_leads_to_its_own_versions(reader):
    site = make_site("tun.example", ("nn", "nb"))
    guide = publish(make_guide(home_of(site, "nn")), version="1.0")
    make_guide(home_of(site, "nb"), translation_key=guide.translation_key)
    page = read(reader(site).get(f"{NEWS}1-0/"))
    assert "/nb/rettleiar/nytt/" in page.one("header").links().values()


class TestDifference:
    @pytest.fixture
    def two(self, guide, client):
        """Version 1.0, and what is different in 2.0, by the title of the part."""
        publish(guide, version="1.0")

        def read_changes(number="2.0", query=""):
            publish(guide, version=number)
            page = main_of(client, f"{NEWS}{number.replace('.', '-')}/{query}")
            return {a.one("h3").text: a for a in page.all("article", css="bti-change")}

        return read_changes

    def test_words_are_marked_for_eyes_and_ears(self, two):
        change("Steg A1", what="<p>Gjer noko anna enn dette.</p>")
        (part,) = two().values()
        (added,) = part.all("ins")
        assert "noko anna enn" in added.text
        assert nn("added:") in added.text or "lagt til" in added.text
        assert not part.all("del")

    def test_words_taken_away(self, two):
        change("Steg A1", what="<p>Gjer.</p>", for_youth="<p>Til deg.</p>")
        (part,) = two().values()
        (removed,) = part.all("del")
        assert "dette" in removed.text
        assert "Gjer" not in removed.text
        assert [h.text for h in part.all("h4")] == [nn("What"), nn("You who are young")]

    def test_a_new_step_a_lost_step_and_a_moved_one(self, guide, two):
        level_a, level_b = LevelPage.objects.child_of(guide)
        StepPage.objects.get(title="Steg A1").unpublish()
        StepPage.objects.get(title="Steg A2").move(level_b, pos="first-child")
        role = RoleFactory()
        StepPageFactory(parent=level_a, title="Nytt steg", responsible_roles=[("role", role)])
        changes = two()
        kinds = {title: part["data-kind"] for title, part in changes.items()}
        assert kinds == {"Steg A1": "removed", "Nytt steg": "added", "Steg A2": "moved"}
        assert "Nivå A" in changes["Steg A2"].one("p", css="bti-change__what").text

    def test_a_new_order_on_a_level(self, guide, two):
        first, second = StepPage.objects.filter(title__startswith="Steg A").order_by("path")
        second.move(first, pos="left")
        (part,) = two().values()
        assert part["data-kind"] == "moved"

    def test_where_a_way_on_leads_is_told_in_words(self, two):
        target = StepPage.objects.get(title="Steg B1")
        asked = decision("Kva no?", ("Vidare", "step", target.pk), ("Vent", "stay", None))
        change("Steg A1", decisions=[asked])
        text = two()["Steg A1"].text
        assert "Vidare → Steg B1" in text

    def test_the_same_words_twice(self, two):
        assert two() == {}

    def test_with_a_chosen_other_version(self, two):
        change("Steg A1", what="<p>Andre gongen.</p>")
        two("2.0")
        change("Steg A2", what="<p>Tredje gongen.</p>")
        assert list(two("3.0")) == ["Steg A2"]
        assert list(two("3.0", "?mot=1-0")) == ["Steg A1", "Steg A2"]

    def test_very_long_texts(self, two):
        for step in range(2):
            words = " ".join(f"ord{n % (2_000 + step)}" for n in range(6_000))
            change("Steg A1", what=f"<p>{words}</p>")
            change("Steg A2", how=f"<ul>{f'<li>Punkt {step} her.</li>' * 400}</ul>")
            assert set(two(f"{step + 2}.0")) == {"Steg A1", "Steg A2"}


def test_the_starter_package_leaves_the_first_version_to_the_municipality(demo):
    assert not GuideVersion.objects.exists()
