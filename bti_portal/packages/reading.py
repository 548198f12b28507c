"""Reading a package: all of it is checked, and every fault told, before anything is written.

There are two kinds. A starter package is the instance's own: it holds everything a municipality
starts with, the registers that all share among it. A lent package is what one municipality gives
another: a guide, with what it cites.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext as _

import handlingsveileder.package
import tjenesteoversikt.package
from bti_portal.exchange import archive
from bti_portal.exchange import schema as s
from bti_portal.exchange.documents import (
    Document,
    Fault,
    Faults,
    every_text,
    read_document,
    read_folder,
    validate,
)
from bti_portal.exchange.forms import FORMS, is_pair
from bti_portal.exchange.plan import Refused
from bti_portal.exchange.rich_text import markup_in
from bti_portal.packages import media
from bti_portal.registers import package as registers_package
from bti_portal.shell import theming
from handlingsveileder import package_schema, references

MANIFEST = "package.yaml"
DEMO = "demo/*.yaml"
# The newest format that this portal reads and writes.
FORMAT = 2
TITLE = s.both_forms(200)
PAIR = s.both_forms(300)
CONTACT = s.record({"phone": s.PHONE, "hours": PAIR})
NOTES = s.several(s.record({"service": s.KEY, "local_note": s.both_forms(1_000)}))
ABOUT = {"name": s.KEY, "version": s.text(40), "licence": s.text(80), "title": TITLE}
DIGEST: s.Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
SCHEMAS: dict[str, s.Schema] = {
    MANIFEST: s.record(ABOUT, {"format": s.number(1, FORMAT)}),
    DEMO: s.record(
        {
            "key": s.KEY,
            "host": s.text(120),
            "languages": s.several(s.one_of("nn", "nb"), 1, 2),
            "name": PAIR,
            "slogan": PAIR,
            "model_name": PAIR,
            "model_long_name": PAIR,
            "level_word": s.both_forms(30),
            "step_word": s.both_forms(30),
            "municipality_number": s.text(4),
            "organisation_number": s.text(9),
            "brand_colour": s.text(7),
            "phone": s.PHONE,
            "email": s.text(120),
            "address": PAIR,
            "child_welfare": CONTACT,
            "child_welfare_duty": CONTACT,
            "exit_url": s.ADDRESS,
            "footer": s.both_forms(1_000),
            "demo": s.FLAG,
        },
        {"default": s.FLAG, "borrows": NOTES, "service_notes": NOTES},
    ),
    **registers_package.SCHEMAS,
    **tjenesteoversikt.package.SCHEMAS,
    **handlingsveileder.package.SCHEMAS,
}
NOT_LENT = {
    package_schema.HOME,
    package_schema.ENTRANCES,
    package_schema.CATALOGUE,
    package_schema.MODEL_MAP,
    registers_package.ELEMENTS,
    DEMO,
    *tjenesteoversikt.package.SCHEMAS,
}
# Rows are not told form by form as pages are.
ROWS = {
    pattern: s.as_lent(schema, apart=False, needed=s.NEEDED | {"name", "act", "preferred"})
    for pattern, schema in registers_package.SCHEMAS.items()
    if pattern not in NOT_LENT
}
LENT: dict[str, s.Schema] = {
    **{
        pattern: s.as_lent(schema)
        for pattern, schema in handlingsveileder.package.SCHEMAS.items()
        if pattern not in NOT_LENT
    },
    **ROWS,
    **{pattern: s.as_lent(schema, apart=False) for pattern, schema in references.SCHEMAS.items()},
    **{
        pattern: s.as_lent(schema, apart=False, needed=s.NEEDED | {"file"})
        for pattern, schema in media.SCHEMAS.items()
    },
    MANIFEST: s.record(
        {
            **ABOUT,
            "title": s.as_lent(TITLE),
            "format": s.number(2, FORMAT),
            "forms": s.several(s.one_of(*FORMS), 1, 2),
            "origin": s.record({"name": s.as_lent(PAIR)}, {"municipality_number": s.text(4)}),
            "made_at": s.text(40),
            "files": {"type": "object", "additionalProperties": DIGEST},
            "checksum": DIGEST,
        },
        {"began_as": s.text(80)},
    ),
}


@dataclass(frozen=True)
class Package:
    """A package that has been read and found right."""

    manifest: dict[str, Any]
    documents: dict[str, list[Document]]
    # The files that are no documents, by name.
    files: dict[str, bytes]

    @property
    def name(self) -> str:
        return str(self.manifest["name"])

    @property
    def version(self) -> str:
        return str(self.manifest["version"])

    @property
    def began_as(self) -> str:
        """The package that a lent guide was made from; its keys are those of that package."""
        return str(self.manifest.get("began_as", ""))

    @property
    def is_lent(self) -> bool:
        """Whether another municipality has lent it."""
        return "origin" in self.manifest

    @property
    def forms(self) -> list[str]:
        """The forms of Norwegian that it has texts in."""
        return list(self.manifest.get("forms", FORMS))

    @property
    def demos(self) -> list[dict[str, Any]]:
        """The invented municipalities of the package, the default one first."""
        demos = [document.data for document in self.documents[DEMO]]
        return sorted(demos, key=lambda demo: not demo.get("default", False))


def read_archive(content: bytes, *, must_be_lent: bool = False) -> Package:
    """Read and check a package that is one file.

    Raises:
        Refused: it is no package, is broken, or is of a kind that cannot be taken here.
        Faults: everything that is wrong with its texts.
    """
    with archive.unzipped(content) as folder:
        package = read_package(folder)
    if must_be_lent and not package.is_lent:
        raise Refused(_("This is not a guide that somebody lends. Ask the operator to load it."))
    return package


@contextmanager
def _as_refused() -> Iterator[None]:
    try:
        yield
    except Refused as refused:
        raise Faults([Fault(MANIFEST, 1, str(refused))]) from refused


def read_package(folder: Path) -> Package:
    """Read and check a package. Raises `Faults` with everything that is wrong with it."""
    if folder.is_file():
        with _as_refused():
            return read_archive(folder.read_bytes())
    if not folder.is_dir():
        raise Faults([Fault(str(folder), 1, "There is no such folder.")])
    manifest = _manifest(folder)
    is_lent = "origin" in manifest
    if is_lent:
        with _as_refused():
            archive.refuse_broken(folder, manifest, MANIFEST)
    documents: dict[str, list[Document]] = {pattern: [] for pattern in SCHEMAS}
    documents |= read_folder(folder, LENT if is_lent else SCHEMAS, media.FILES if is_lent else "")
    if not documents[MANIFEST]:
        raise Faults([Fault(MANIFEST, 1, "The package has no package.yaml.")])
    faults = [*_faults(documents), *(_lent_faults(documents, folder) if is_lent else [])]
    if faults:
        raise Faults(faults)
    return Package(documents[MANIFEST][0].data, documents, media.read(folder) if is_lent else {})


def _manifest(folder: Path) -> dict[str, Any]:
    """What the manifest says, as far as it says what kind of package this is."""
    file = folder / MANIFEST
    if not file.is_file():
        return {}
    document = read_document(folder, file)
    manifest = document.data if isinstance(document.data, dict) else {}
    number = manifest.get("format", 1)
    if isinstance(number, int) and number > FORMAT:
        words = _(
            "The package is of format %(theirs)s, made by a newer portal. This one reads up to "
            "format %(ours)s. Ask the operator to upgrade the portal first."
        ) % {"theirs": number, "ours": FORMAT}
        raise Faults([document.fault(["format"], words)])
    if "origin" in manifest and (faults := _manifest_faults(document)):
        raise Faults(faults)
    return manifest


def _manifest_faults(document: Document) -> list[Fault]:
    return validate(document, LENT[MANIFEST])


def _faults(documents: dict[str, list[Document]]) -> Iterable[Fault]:
    known = _known_keys(documents)
    return [
        *_twins(documents),
        *_markup(documents),
        *handlingsveileder.package.check_addresses(documents),
        *registers_package.check(documents, known),
        *tjenesteoversikt.package.check(documents, known),
        *handlingsveileder.package.check(documents, known),
        *_check_demos(documents, known["service"]),
    ]


def _markup(documents: dict[str, list[Document]]) -> Iterator[Fault]:
    """HTML and scripts: a package's texts are Markdown."""
    for found in documents.values():
        for document in found:
            for path, text in every_text(document.data):
                if markup := markup_in(text):
                    yield document.fault(path, f"HTML or script has no place in a text: {markup}")


def _lent_faults(documents: dict[str, list[Document]], folder: Path) -> Iterator[Fault]:
    """Blocks that have the same id, guides too many or none, and files that are not there."""
    guides = documents[package_schema.GUIDE]
    if len(guides) != 1:
        yield Fault(MANIFEST, 1, "There is no guide in the package.")
    for pattern, found in documents.items():
        for document in found:
            seen: set[str] = set()
            for path, text in every_text(document.data):
                if path and path[-1] == "id":
                    if text in seen:
                        yield document.fault(path, f"Two blocks have the id {text}.")
                    seen.add(text)
            if pattern in handlingsveileder.package.SCHEMAS:
                yield from _missing_forms(documents, document)
                yield from handlingsveileder.package.check_forms(document, pattern)
    yield from _unfit_rows(documents)
    yield from media.faults(documents, folder)


def _unfit_rows(documents: dict[str, list[Document]]) -> Iterator[Fault]:
    """Rows that their register would not take."""
    for pattern in ROWS:
        model = registers_package.MODELS[pattern]
        for document in documents[pattern]:
            for place, entry in enumerate(document.data):
                try:
                    # As rows are written: the active language must not choose a column.
                    with translation.override("nb"):
                        _row(model, entry).full_clean(
                            validate_unique=False, validate_constraints=False
                        )
                except ValidationError as refused:
                    for name, words in refused.message_dict.items():
                        told = f"{place}.{name}: {' '.join(words)}"
                        yield document.fault([place, name], told)


def _row(model: type[Model], entry: dict[str, Any]) -> Model:
    """What an entry would become; nobody here has checked it yet."""
    row = model()
    for name, value in entry.items():
        field = registers_package.RENAMED.get(name, name)
        if is_pair(value):
            for form, text in value.items():
                setattr(row, f"{field}_{form}", text.strip())
        elif field != "checked_on":
            setattr(row, field, value)
    return row


def _missing_forms(documents: dict[str, list[Document]], document: Document) -> Iterator[Fault]:
    """Words in a form that the manifest does not name."""
    forms = set(documents[MANIFEST][0].data["forms"])

    def strange(value: Any, path: list[str | int]) -> Iterator[Fault]:
        if is_pair(value) and value.keys() - forms:
            yield document.fault(path, "The package does not say that it has this form.")
        elif isinstance(value, dict):
            for name, part in value.items():
                yield from strange(part, [*path, name])
        elif isinstance(value, list):
            for place, part in enumerate(value):
                yield from strange(part, [*path, place])

    yield from strange(document.data, [])


def _check_demos(documents: dict[str, list[Document]], services: set[str]) -> list[Fault]:
    """What the schema cannot see of an invented municipality: its colour, and services it names."""
    faults: list[Fault] = []
    for document in documents[DEMO]:
        try:
            theming.parse_colour(document.data["brand_colour"])
        except theming.UnreadableColour as fault:
            faults.append(document.fault(["brand_colour"], f"{fault}."))
        for field in ("borrows", "service_notes"):
            for place, note in enumerate(document.data.get(field, [])):
                if note["service"] not in services:
                    words = f"There is no service {note['service']!r}."
                    faults.append(document.fault([field, place, "service"], words))
    return faults


def _twins(documents: dict[str, list[Document]]) -> list[Fault]:
    """Keys that stand twice among things of one kind; all pages are one kind."""
    faults: list[Fault] = []
    seen: set[tuple[str, str]] = set()
    for pattern, found in documents.items():
        kind = "page" if pattern in handlingsveileder.package.SCHEMAS else pattern
        for document in found:
            entries = document.data if isinstance(document.data, list) else [document.data]
            for place, entry in enumerate(entries):
                key = (kind, entry.get("key", ""))
                path = [place, "key"] if isinstance(document.data, list) else ["key"]
                if key[1] and key in seen:
                    faults.append(document.fault(path, f"The key {key[1]!r} is taken."))
                seen.add(key)
    return faults


def _known_keys(documents: dict[str, list[Document]]) -> dict[str, set[str]]:
    def of(pattern: str) -> set[str]:
        return {entry["key"] for document in documents[pattern] for entry in document.data}

    known = {
        "role": of("registers/roles.yaml"),
        "arena": of("registers/arenas.yaml"),
        "help_line": of("registers/help_lines.yaml"),
        "legal_reference": of("registers/legal_references.yaml"),
        "document": media.keys(documents),
        **tjenesteoversikt.package.keys(documents),
        **handlingsveileder.package.keys(documents),
    }
    known["service"] |= references.named(documents, "services").keys()
    known["page"] |= references.named(documents, "pages").keys()
    return known
