"""A package with errors: nothing of it is loaded, and every error is told with its file and line."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from bti_portal.packages.models import Origin
from tests.factories import make_site
from tests.factories.package import municipality, small_package, write_package
from tjenesteoversikt.models import Service

pytestmark = pytest.mark.django_db

SERVICE = "catalogue/services/los.yaml"
STEP = "guide/level-0/step-0-1.yaml"
ROLES = "registers/roles.yaml"


@pytest.fixture
def faults(tmp_path):
    """What the command says of the small package with some files changed, as (file, line, words)."""
    make_site("vik.example")

    def faults(changes: dict) -> list[tuple[str, int, str]]:
        before = Page.objects.count(), Service.objects.count(), Origin.objects.count()
        folder = write_package(tmp_path, small_package() | changes)
        with pytest.raises(CommandError, match="Nothing was loaded") as refused:
            call_command("load_package", folder, host="vik.example", stdout=io.StringIO())
        assert (Page.objects.count(), Service.objects.count(), Origin.objects.count()) == before
        lines = str(refused.value).splitlines()[1:]
        told = [re.fullmatch(r"(.+?):(\d+): (.+)", line) for line in lines]
        assert all(told), lines
        return [(match[1], int(match[2]), match[3]) for match in told]

    return faults


def service(**fields) -> dict:
    return {SERVICE: small_package()[SERVICE] | fields}


def line_of(content: str, words: str) -> int:
    """The line, counted from 1, on which `words` stand in a text."""
    return 1 + content[: content.index(words)].count("\n")


BOTH = "{nn: Ordet, nb: Ordet}"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("- key: larar\n  name: {nn: A, nb: B\n- key: x\n", 3),
        ("- key: larar\n\tname: x\n", 2),
        ("- key: 'larar\n  name: x\n", 3),
        ("key: [\n", 2),
        ("- &a [*a\n", 2),
        ("- key: *nobody\n", 1),
        ("--- \n- key: a\n---\n- key: b\n", 3),
    ],
)
def test_what_is_not_yaml_is_told_with_its_line(faults, content, line):
    ((file, told, _words),) = faults({ROLES: content})
    assert file == ROLES
    assert abs(told - line) <= 1


def test_an_unknown_key_is_named_with_its_file(faults):
    ((file, _line, words),) = faults(service(colour="blue"))
    assert file == SERVICE
    assert "colour" in words


def test_a_repeated_key_is_told_at_its_second_place(faults):
    text = f"- key: larar\n  name: {BOTH}\n  key: annan\n"
    ((file, line, words),) = faults({ROLES: text})
    assert (file, line) == (ROLES, 3)
    assert "key" in words


def test_a_row_that_stands_twice_in_a_register_is_told(faults):
    text = f"- key: larar\n  name: {BOTH}\n- key: larar\n  name: {BOTH}\n"
    told = faults({ROLES: text})
    assert (ROLES, 3) in [(file, line) for file, line, _words in told]


def test_two_pages_of_the_same_key_are_told(faults):
    twin = small_package()["pages/articles/vald.yaml"] | {"slug": {"nn": "to", "nb": "to"}}
    told = faults({"pages/articles/vald-to.yaml": twin})
    assert {file for file, _line, _words in told} & {
        "pages/articles/vald-to.yaml",
        "pages/articles/vald.yaml",
    }


def test_two_pages_of_the_same_address_are_told(faults):
    twin = small_package()["pages/articles/vald.yaml"] | {"key": "vald-to"}
    told = faults({"pages/articles/vald-to.yaml": twin})
    assert {file for file, _line, _words in told} & {
        "pages/articles/vald-to.yaml",
        "pages/articles/vald.yaml",
    }


@pytest.mark.parametrize(
    ("name", "path", "wrong"),
    [
        (SERVICE, "provider", "ingen"),
        (SERVICE, "themes", ["lite-tema", "ingen"]),
        (SERVICE, "legal_references", ["ingen"]),
        (STEP, "responsible", ["ingen"]),
        (STEP, "services", ["ingen"]),
        (STEP, "tools", ["ingen"]),
        ("guide/guide.yaml", "violence_exit", "ingen"),
        ("pages/home.yaml", "acute_help_lines", ["ingen"]),
        ("pages/home.yaml", "themes", ["ingen"]),
        ("pages/articles/vald.yaml", "body", [{"text": {"nn": "[a](page:ingen)", "nb": "b"}}]),
        ("pages/articles/vald.yaml", "body", [{"help_lines": ["ingen"]}]),
    ],
)
def test_a_reference_to_what_is_not_there_is_told_with_its_line(
    faults, tmp_path, name, path, wrong
):
    told = faults({name: small_package()[name] | {path: wrong}})
    ((file, line, words),) = told
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert file == name
    assert "ingen" in words
    assert line == line_of(text, "ingen")


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"name": {"nn": "Berre nynorsk"}}, "nb"),
        ({"name": {"nn": "", "nb": "B"}}, "name.nn"),
        ({"summary": {"nn": "x" * 251, "nb": "B"}}, "summary.nn"),
        ({"referral": "maybe"}, "referral"),
        ({"levels": [9]}, "levels"),
        ({"levels": ["1"]}, "levels"),
        ({"themes": []}, "themes"),
        ({"key": "Stor Bokstav"}, "key"),
        ({"phone": "ring meg"}, "phone"),
        ({"age_min_months": -1}, "age_min_months"),
        ({"from_pregnancy": "ja"}, "from_pregnancy"),
        ({"provider": None}, "provider"),
        ({"age_min_months": 24, "age_max_months": 12}, "age"),
        ({"withheld_address": True, "place": {"nn": "Vegen 1", "nb": "Veien 1"}}, "withheld"),
        ({"description": {"nn": "[a](page:vald)", "nb": "b"}}, "link to a page"),
    ],
)
def test_a_value_of_the_wrong_shape_is_named(faults, fields, named):
    told = faults(service(**fields))
    assert {file for file, _line, _words in told} == {SERVICE}
    assert named in " ".join(words for _file, _line, words in told)


@pytest.mark.parametrize("content", ["", "# berre ei linje\n", "tekst", "[]", "- 1\n- 2\n", "~"])
def test_a_file_of_another_shape_altogether_is_told(faults, content):
    assert {file for file, _line, _words in faults({SERVICE: content})} == {SERVICE}


def test_a_file_that_is_not_utf_8_is_told(faults):
    ((file, line, words),) = faults({ROLES: "- key: lærar\n".encode("latin-1")})
    assert (file, line) == (ROLES, 1)
    assert "UTF-8" in words


def test_a_file_the_package_has_no_place_for_is_told(faults):
    told = faults({"catalogue/prices.yaml": "- 1\n", "notat.txt": "hugs"})
    assert {file for file, _line, _words in told} == {"catalogue/prices.yaml", "notat.txt"}


def test_all_errors_in_all_files_are_told_at_once_in_order(faults):
    told = faults(
        service(colour="blue", referral="maybe")
        | {ROLES: "- key: [\n", "guide/guide.yaml": {"key": "guide"}, "extra.md": "x"}
    )
    files = [file for file, _line, _words in told]
    assert files == sorted(files)
    assert set(files) == {SERVICE, ROLES, "guide/guide.yaml", "extra.md"}
    assert files.count(SERVICE) == 2


def test_a_package_without_its_manifest_is_told(tmp_path):
    make_site("vik.example")
    files = small_package()
    del files["package.yaml"]
    with pytest.raises(CommandError, match=re.escape("package.yaml")):
        call_command("load_package", write_package(tmp_path, files), host="vik.example")


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match="no such folder"):
        call_command("load_package", tmp_path / "ingen", host="vik.example")


@pytest.mark.parametrize(
    "fields", [{"brand_colour": "grøn"}, {"borrows": [{"service": "ingen", "local_note": {}}]}]
)
def test_a_demo_with_errors_makes_no_municipality(tmp_path, fields, db):
    demo = {"demo/dal.yaml": municipality("dal", **fields)}
    folder = write_package(tmp_path, small_package() | demo)
    with pytest.raises(CommandError, match=r"demo/dal\.yaml:\d+: "):
        call_command("load_demo", folder=folder, port=80, stdout=io.StringIO())
    assert not Site.objects.filter(hostname="dal.example").exists()
