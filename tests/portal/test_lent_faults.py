"""A lent package that says too little, or what no register takes: told when it comes in."""

from collections.abc import Callable
from typing import Any

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile

from bti_portal.exchange import archive
from bti_portal.exchange.documents import Faults
from bti_portal.packages.models import ReceivedPackage
from bti_portal.packages.reading import read_archive
from handlingsveileder.models import ToolPage
from tests.portal.lending_world import files_of, page_at, publish, world
from tests.portal.test_lent_archives import resealed

__all__ = ["world"]

pytestmark = pytest.mark.django_db
STEP = "guide/level-01/step-01-01.yaml"
TOOL = "tools/001.yaml"
TREE = "trees/001.yaml"
ARTICLE = "pages/articles/001.yaml"
SIGNS = "pages/signs.yaml"
LINES = "registers/help_lines.yaml"
LAWS = "registers/legal_references.yaml"
REFERENCES = "references.yaml"
NEW_LINE = {"key": "ny", "name": {"nn": "Ny", "nb": "Ny"}}


def edited(world, name: str, edit: Callable[[Any], Any]) -> bytes:
    """The lent package with one document edited in place, or replaced."""
    files = files_of(world.package)
    data = yaml.safe_load(files[name])
    data = edit(data) or data
    return resealed(files | {name: yaml.safe_dump(data, allow_unicode=True).encode()})


def upload(world, content: bytes) -> Any:
    file = SimpleUploadedFile("rettleiar.zip", content, "application/zip")
    place = f"/admin/lending/{world.borrower.pk}/receive/"
    return world.log_in(world.coordinator).post(place, {"file": file}, follow=True)


def _nn_only(name: str, *path: Any) -> Callable[[Any], Any]:
    def edit(data: Any) -> None:
        for part in path:
            data = data[part]
        is_words = isinstance(data[name], dict) and "nn" in data[name]
        data[name] = {"nn": data[name]["nn"] if is_words else data[name]}

    return edit


def _callout(data: Any) -> Any:
    return next(block["callout"] for block in data["body"] if "callout" in block)


def _links(data: Any) -> Any:
    return next(block["links"] for block in data["body"] if "links" in block)


def _without(part: Callable[[Any], Any], name: str, only: str = "") -> Callable[[Any], Any]:
    def edit(data: Any) -> None:
        value = part(data).pop(name)
        if only:
            part(data)[name] = {only: value}

    return edit


@pytest.mark.parametrize(
    ("name", "edit"),
    [
        (ARTICLE, _without(_callout, "tone")),
        (ARTICLE, _without(_callout, "tone", "nn")),
        (ARTICLE, _without(lambda data: _links(data)[0], "page", "nn")),
        (TOOL, _nn_only("kind")),
        (TOOL, _nn_only("key")),
        (TOOL, _nn_only("slug")),
        (TOOL, lambda data: data["slug"].update(nb="ark\n")),
        (STEP, _nn_only("arena", "variants", 0)),
        (STEP, _nn_only("role", "involve", 0)),
        (STEP, _nn_only("key", "decisions", 0)),
        (TREE, _nn_only("code", "questions", 0)),
        (TREE, _nn_only("leads_to", "questions", 0, "answers", 0)),
        (SIGNS, _nn_only("kind", "signs", 0)),
        (REFERENCES, _nn_only("kind", "pages", 0)),
        (REFERENCES, _nn_only("key", "pages", 0)),
        (LINES, _nn_only("key", 0)),
        (LINES, lambda data: [*data, {"key": "ny"}]),
        (LINES, lambda data: [*data, NEW_LINE | {"website": "https://a b"}]),
        (LINES, lambda data: [*data, NEW_LINE | {"website": "https://a"}]),
        (LINES, lambda data: [*data, NEW_LINE | {"website": "https://a.no/" + "b" * 300}]),
        (LINES, lambda data: [*data, NEW_LINE | {"acute": {"nn": True}}]),
        (LAWS, lambda data: [*data, {"key": "ny", "kind": "act"}]),
        (LAWS, lambda data: [*data, {"key": "ny", "kind": {"nn": "act"}, "act": {"nn": "A"}}]),
    ],
)
def test_what_a_package_cannot_do_without_is_told_and_nothing_is_kept(world, name, edit):
    said = upload(world, edited(world, name, edit))
    assert said.status_code == 422
    assert f"{name}:" in said.content.decode()
    assert not ReceivedPackage.objects.exists()


def test_a_row_is_told_with_its_line(world):
    line = NEW_LINE | {"website": "https://a"}
    with pytest.raises(Faults, match=rf"{LINES}:\d+: \d+\.website"):
        read_archive(edited(world, LINES, lambda data: [*data, line]))


@pytest.mark.parametrize("key", [1, None, 2.5, True])
def test_a_name_in_the_manifest_that_is_no_word_is_told(world, key):
    files = files_of(world.package)
    manifest = yaml.safe_load(files["package.yaml"])
    manifest["files"][key] = "a" * 64
    files["package.yaml"] = yaml.safe_dump(manifest, sort_keys=False).encode()
    with pytest.raises(Faults, match=r"package\.yaml:\d+: .*no word"):
        read_archive(archive.zipped(files))


def test_what_holds_no_words_may_differ_between_the_forms(world):
    publish(page_at(world.lender, ToolPage, "nb"), kind="checklist", version="2 nb")
    world.take_in(world.lend("2"))
    tools = [page_at(world.borrower, ToolPage, form) for form in ("nn", "nb")]
    assert [(tool.kind, tool.version) for tool in tools] == [("form", ""), ("checklist", "2 nb")]


def test_a_plan_that_cannot_be_made_any_more_says_why(world):
    upload(world, world.package)
    row = ReceivedPackage.objects.get()
    place = f"/admin/lending/{world.borrower.pk}/received/{row.pk}/"
    client = world.log_in(world.coordinator)
    assert client.get(place).status_code == 200
    row.content = edited(world, TOOL, _nn_only("kind"))
    row.save()
    for ask in (client.get, client.post):
        said = ask(place, follow=True)
        assert said.status_code == 200
        assert TOOL in said.content.decode()
    assert ReceivedPackage.objects.get().written_at is None
