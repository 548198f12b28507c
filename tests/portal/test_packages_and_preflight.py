"""A package is published whole: its pages lead to one another before all of them are out."""

import pytest
from django.core.management import call_command

from handlingsveileder.models import GuidePage, GuideVersion, StepPage
from handlingsveileder.preflight_report import report_on
from tests.factories import home_of, make_site
from tests.factories.package import both, small_package, write_package

pytestmark = pytest.mark.django_db

HOST = "vik.example"


@pytest.fixture
def site():
    return make_site(HOST, ("nn", "nb"))


@pytest.fixture
def load(tmp_path, site):
    """Load the small package with some keys of some files changed; gives the guide in nynorsk."""

    def load(**changes: dict | list) -> GuidePage:
        files = small_package()
        for name, more in changes.items():
            (file,) = [file for file in files if file.endswith(f"{name}.yaml")]
            files[file] = files[file] | more if isinstance(more, dict) else more
        call_command("load_package", write_package(tmp_path, files), host=HOST)
        return GuidePage.objects.child_of(home_of(site)).get()

    return load


def test_a_guide_is_out_although_its_way_out_comes_after_it(load):
    guide = load()
    assert guide.live
    assert report_on(guide).counts["blocking"] == 0


def test_a_fault_in_a_package_is_loaded_and_named(load):
    """The package's help line has lost its date of check since the decision was written."""
    exits = [
        {"label": both("Ja"), "target": {"help_line": "linja"}},
        {"label": both("Nei"), "target": {"stay": True}},
    ]
    decision = {"key": "no", "question": both("Kva no"), "guidance": both("Tenk"), "exits": exits}
    lines = small_package()["registers/help_lines.yaml"]
    unchecked = [{key: value for key, value in lines[0].items() if key != "checked_on"}]
    guide = load(**{"step-0-1": {"decisions": [decision]}, "help_lines": unchecked})
    assert StepPage.objects.descendant_of(guide).get().live
    assert report_on(guide).counts["blocking"] == 1


def test_a_version_is_kept_when_all_of_it_is_in(load):
    load(guide={"version": "2.0", "version_summary": both("Heilt ny")})
    kept = GuideVersion.objects.order_by("pk")
    assert [(row.version, row.summary) for row in kept] == [
        ("2.0", "Heilt ny nn"),
        ("2.0", "Heilt ny nb"),
    ]
    assert [len(row.document["levels"][0]["steps"]) for row in kept] == [1, 1]


def test_loading_again_keeps_no_version_twice(load):
    load(guide={"version": "2.0", "version_summary": both("Heilt ny")})
    load(guide={"version": "2.0", "version_summary": both("Heilt anna")})
    assert GuideVersion.objects.count() == 2
    assert "Heilt anna nn" in GuideVersion.objects.values_list("summary", flat=True)
