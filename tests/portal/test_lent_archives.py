"""A package from outside is read with suspicion: what is wrong is told, and nothing is changed."""

import io
import stat
import zipfile

import pytest
import yaml

from bti_portal.exchange import archive
from bti_portal.exchange.documents import Faults
from bti_portal.exchange.plan import Refused
from bti_portal.packages.reading import read_archive
from tests.portal.lending_world import files_of, world

__all__ = ["world"]

pytestmark = pytest.mark.django_db
STEP = "guide/level-01/step-01-01.yaml"


def resealed(files: dict[str, bytes], **manifest) -> bytes:
    """The files with a right checksum, as somebody who knows the format would make them."""
    rest = {name: content for name, content in files.items() if name != "package.yaml"}
    about = yaml.safe_load(files["package.yaml"]) | manifest
    sealed = archive.seal({n: v for n, v in about.items() if n not in {"files", "checksum"}}, rest)
    return archive.zipped(rest | {"package.yaml": yaml.safe_dump(sealed).encode()})


def changed(world, name, **values) -> bytes:
    files = files_of(world.package)
    content = yaml.safe_load(files[name]) | values
    return resealed(files | {name: yaml.safe_dump(content, allow_unicode=True).encode()})


def rezipped(entries) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for entry, content in entries:
            made.writestr(entry, content)
    return stream.getvalue()


def test_a_resealed_package_is_right(world):
    assert read_archive(resealed(files_of(world.package))).name


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 broken", b"%PDF-1.7"])
def test_what_is_no_package_is_refused(content):
    with pytest.raises(Refused):
        read_archive(content)


def test_one_changed_letter_is_found(world):
    files = files_of(world.package)
    files[STEP] = files[STEP].replace(b"Kort", b"Lang", 1)
    with pytest.raises(Faults, match=STEP):
        read_archive(archive.zipped(files))


def test_a_changed_manifest_is_found(world):
    files = files_of(world.package)
    files["package.yaml"] = files["package.yaml"].replace(b"CC-BY-4.0", b"CC-BY-9.9")
    with pytest.raises(Faults, match=r"package\.yaml"):
        read_archive(archive.zipped(files))


@pytest.mark.parametrize("name", ["extra.yaml", "tools/extra.yaml", "media/virus.exe"])
def test_a_file_more_or_less_is_found(world, name):
    files = files_of(world.package)
    with pytest.raises(Faults):
        read_archive(archive.zipped(files | {name: b"- 1\n"}))
    with pytest.raises(Faults):
        read_archive(resealed(files | {name: b"- 1\n"}))
    del files[STEP]
    with pytest.raises(Faults):
        read_archive(archive.zipped(files))


def test_a_newer_format_is_told_with_what_to_do(world):
    with pytest.raises(Faults, match="format 3"):
        read_archive(resealed(files_of(world.package), format=3))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "Les <img src=x onerror=alert(1)>",
        "[klikk](javascript:alert(1))",
        "[klikk]( JavaScript:alert(1))",
        "<!-- gøymd -->",
    ],
)
def test_script_and_html_are_told_with_file_and_line(world, text):
    with pytest.raises(Faults, match=rf"{STEP}:\d+: .*HTML"):
        read_archive(changed(world, STEP, lead={"nn": text, "nb": "Trygt"}))


def test_an_address_of_a_script_is_refused(world):
    exits = [{"id": "0" * 8 + "-0000-0000-0000-" + "0" * 12, "label": {"nn": "A"}}]
    exits[0]["target"] = {"address": "javascript:alert(1)"}
    decision = {"id": "1" * 8 + "-0000-0000-0000-" + "0" * 12, "key": "d", "exits": exits}
    with pytest.raises(Faults, match=STEP):
        read_archive(changed(world, STEP, decisions=[decision]))


@pytest.mark.parametrize(
    "name",
    ["../ut.yaml", "/etc/passwd", "guide/../../ut.yaml", "C:/ut.yaml", "guide\\ut.yaml", ".skjult"],
)
def test_a_name_that_leads_out_is_refused(world, name):
    entries = [*files_of(world.package).items(), (zipfile.ZipInfo(name), b"x")]
    with pytest.raises(Refused, match="fil"):
        read_archive(rezipped(entries))


def test_a_symbolic_link_is_refused(world):
    link = zipfile.ZipInfo("tools/900.yaml")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(Refused):
        read_archive(rezipped([*files_of(world.package).items(), (link, b"/etc/passwd")]))


def test_a_bomb_is_refused(world):
    bomb = b"a" * (archive.LARGEST_DOCUMENT - 10)
    with pytest.raises(Refused, match=r"tools/900\.yaml"):
        read_archive(rezipped([*files_of(world.package).items(), ("tools/900.yaml", bomb)]))


def test_too_many_files_are_refused():
    many = [(f"tools/{number}.yaml", b"") for number in range(archive.MOST_FILES + 1)]
    with pytest.raises(Refused):
        read_archive(rezipped(many))


def test_a_file_twice_is_refused(world):
    with pytest.warns(UserWarning, match="Duplicate"):
        content = rezipped([*files_of(world.package).items(), (STEP, b"x")])
    with pytest.raises(Refused, match=STEP):
        read_archive(content)


@pytest.mark.parametrize(
    "names",
    [
        ["guide", "guide/guide.yaml"],
        ["guide/guide.yaml", "guide"],
        ["package.yaml/x.yaml"],
        ["a" * 300 + ".yaml"],
        ["media/" + "a" * 250 + ".pdf"],
    ],
)
def test_files_that_no_disk_can_hold_are_refused(names):
    with pytest.raises(Refused):
        read_archive(rezipped([(name, b"x") for name in names]))


def test_a_zip_of_a_newer_kind_is_refused():
    content = bytearray(rezipped([("package.yaml", b"a: 1")]))
    content[content.rfind(b"PK\x01\x02") + 6] = 200
    with pytest.raises(Refused):
        read_archive(bytes(content))


@pytest.mark.parametrize(
    "value",
    [
        "!!int abc",
        "!!float abc",
        "!!bool abc",
        "!!timestamp abc",
        "!!binary '@'",
        "0b_",
        "0x_",
        "9" * 5_000,
        "0x" + "f" * 5_000,
        "1" + ":59" * 5_000,
        "1" + ":59" * 5_000 + ".5",
        "{1: a}",
        "{null: a, b: c}",
        "{2026-10-01: a}",
        "{[a]: b}",
    ],
)
@pytest.mark.parametrize("key", ["format", "files"])
def test_values_that_are_not_what_they_say_are_told_with_their_line(value, key):
    manifest = f"name: x\norigin: {{}}\n{key}: {value}\n"
    with pytest.raises(Faults, match=r"package\.yaml:3: "):
        read_archive(rezipped([("package.yaml", manifest.encode())]))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "- " * 100_000,
        "-  " * 50_000 + "x\n",
        "-\t" * 50_000 + "x\n",
        "?  " * 50_000 + "x\n",
        "".join(" " * depth + "a:\n" for depth in range(1_200)),
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
    ],
)
def test_yaml_that_bursts_is_refused(world, text):
    files = files_of(world.package)
    with pytest.raises(Faults, match=STEP):
        read_archive(resealed(files | {STEP: text.encode()}))


def test_two_blocks_of_one_id_are_refused(world):
    step = yaml.safe_load(files_of(world.package)[STEP])
    with pytest.raises(Faults, match="id"):
        read_archive(changed(world, STEP, involve=[*step["involve"], *step["involve"]]))


def test_a_file_of_another_kind_than_it_says_is_refused(world):
    entry = {"key": "fil", "file": "ark.pdf", "title": "Arket"}
    files = files_of(world.package) | {"documents.yaml": yaml.safe_dump([entry]).encode()}
    with pytest.raises(Faults, match="pdf"):
        read_archive(resealed(files | {"media/ark.pdf": b"MZ program"}))
    with pytest.raises(Faults, match=r"media/ark\.pdf"):
        read_archive(resealed(files))
