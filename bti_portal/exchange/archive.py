"""A package as one file: a zip that is the same for the same content, and is read with suspicion."""

import hashlib
import io
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext as _

from bti_portal.exchange.plan import Refused

MEGABYTE = 1024 * 1024
# What the front server lets through is a little more: whoever sends too much is told so by us.
LARGEST_ARCHIVE = 20 * MEGABYTE
LARGEST_FILE = 20 * MEGABYTE
LARGEST_DOCUMENT = 2 * MEGABYTE
LARGEST_WHOLE = 80 * MEGABYTE
MOST_FILES = 2_000
# YAML seldom shrinks to less than a twentieth; what shrinks more is made to burst.
HIGHEST_RATIO = 100
RATIO_COUNTS_FROM = MEGABYTE
# No part of a name is longer than a file system takes, and only files have an ending.
_FOLDER = r"[a-z0-9][a-z0-9_-]{0,199}"
NAME = re.compile(rf"({_FOLDER}/){{0,3}}{_FOLDER}(\.[a-z0-9]{{1,20}})?")
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
SAME_MOMENT = (1980, 1, 1, 0, 0, 0)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip: the same bytes for the same files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, SAME_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, files[name], compresslevel=6)
    return stream.getvalue()


@contextmanager
def unzipped(content: bytes) -> Iterator[Path]:
    """The files of a zip in a folder that is gone afterwards. Raises `Refused` with the reason."""
    if len(content) > LARGEST_ARCHIVE:
        raise Refused(_too_large(LARGEST_ARCHIVE))
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
        raise Refused(
            _("The file is not a package. A package is one file that ends in .zip.")
        ) from fault
    with archive, TemporaryDirectory(prefix="package-") as place:
        folder = Path(place)
        entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
        _refuse_strange(entries)
        whole = 0
        for entry in entries:
            data = _content(archive, entry)
            whole += len(data)
            if whole > LARGEST_WHOLE:
                raise Refused(_too_large(LARGEST_WHOLE))
            file = folder / entry.filename
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        yield folder


def _refuse_strange(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise Refused(
            _("The package has %(n)s files. At most %(most)s are read.")
            % {"n": len(entries), "most": MOST_FILES}
        )
    seen: set[str] = set()
    for entry in entries:
        kind = stat.S_IFMT(entry.external_attr >> 16)
        is_odd = kind not in {0, stat.S_IFREG} or entry.flag_bits & 1
        if is_odd or entry.compress_type not in METHODS or not NAME.fullmatch(entry.filename):
            raise Refused(_strange(entry.filename))
        if entry.filename in seen:
            raise Refused(_("The package has the file %(name)s twice.") % {"name": entry.filename})
        seen.add(entry.filename)
    folders = {str(folder) for name in seen for folder in PurePosixPath(name).parents}
    for name in sorted(seen & folders):
        raise Refused(_strange(name))


def _strange(name: str) -> str:
    return _("The package has a file that no package has: %(name)s.") % {"name": name[:120]}


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """What an entry holds: never more than it may, whatever it says of itself."""
    largest = LARGEST_DOCUMENT if entry.filename.endswith(".yaml") else LARGEST_FILE
    try:
        with archive.open(entry) as stream:
            data = stream.read(largest + 1)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as fault:
        raise Refused(_broken(entry.filename)) from fault
    except zlib.error as fault:
        raise Refused(_broken(entry.filename)) from fault
    too_tight = len(data) > max(RATIO_COUNTS_FROM, HIGHEST_RATIO * entry.compress_size)
    if len(data) > largest or too_tight:
        raise Refused(
            _("The file %(name)s in the package is too large.") % {"name": entry.filename}
        )
    return data


def _broken(name: str) -> str:
    return _(
        "The package is broken: %(name)s is not as its lender made it. Ask for the file once more."
    ) % {"name": name}


def _too_large(largest: int) -> str:
    return _("The package is too large. At most %(n)s MB are read.") % {"n": largest // MEGABYTE}


def digest(content: bytes) -> str:
    """The checksum of one file."""
    return hashlib.sha256(content).hexdigest()


def seal(manifest: dict[str, Any], files: Mapping[str, bytes]) -> dict[str, Any]:
    """The manifest with the checksum of each file and of the whole, itself included."""
    sums = {name: digest(files[name]) for name in sorted(files)}
    unsealed = manifest | {"files": sums}
    return unsealed | {"checksum": _of_whole(unsealed)}


def _of_whole(manifest: Mapping[str, Any]) -> str:
    told = {name: value for name, value in manifest.items() if name != "checksum"}
    return digest(json.dumps(told, ensure_ascii=False, sort_keys=True).encode())


def refuse_broken(folder: Path, manifest: Mapping[str, Any], manifest_name: str) -> None:
    """Raise `Refused` unless every file is as the manifest says, and no other is there."""
    if manifest.get("checksum") != _of_whole(manifest):
        raise Refused(_broken(manifest_name))
    there = {
        file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()
    }
    there.pop(manifest_name)
    sums = manifest["files"]
    for name in sorted(there.keys() ^ sums.keys()):
        raise Refused(_broken(name))
    for name, file in there.items():
        if digest(file.read_bytes()) != sums[name]:
            raise Refused(_broken(name))
