"""Loading a package: read and check everything first, then write all of it or nothing."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import translation
from wagtail.models import Page, Site

import handlingsveileder.package
import handlingsveileder.search
import tjenesteoversikt.package
import tjenesteoversikt.search
from bti_portal.accounts.assigning import page_trees_of
from bti_portal.exchange import schema as s
from bti_portal.exchange.documents import Document, Fault, Faults, read_folder
from bti_portal.finding import keeping
from bti_portal.packages.origins import OriginWriter, Report
from bti_portal.registers import package as registers_package
from bti_portal.shell import theming
from handlingsveileder import publishing

MANIFEST = "package.yaml"
DEMO = "demo/*.yaml"
TITLE = s.both_forms(200)
PAIR = s.both_forms(300)
CONTACT = s.record({"phone": s.PHONE, "hours": PAIR})
NOTES = s.several(s.record({"service": s.KEY, "local_note": s.both_forms(1_000)}))

SCHEMAS: dict[str, s.Schema] = {
    MANIFEST: s.record(
        {"name": s.KEY, "version": s.text(40), "licence": s.text(40), "title": TITLE}
    ),
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


@dataclass(frozen=True)
class Package:
    """A package that has been read and found right."""

    name: str
    version: str
    documents: dict[str, list[Document]]

    @property
    def demos(self) -> list[dict[str, Any]]:
        """The invented municipalities of the package, the default one first."""
        demos = [document.data for document in self.documents[DEMO]]
        return sorted(demos, key=lambda demo: not demo.get("default", False))


def read_package(folder: Path) -> Package:
    """Read and check a package. Raises `Faults` with everything that is wrong with it."""
    if not folder.is_dir():
        raise Faults([Fault(str(folder), 1, "There is no such folder.")])
    documents = read_folder(folder, SCHEMAS)
    if not documents[MANIFEST]:
        raise Faults([Fault(MANIFEST, 1, "The package has no package.yaml.")])
    known = _known_keys(documents)
    faults = [
        *_twins(documents),
        *handlingsveileder.package.check_addresses(documents),
        *registers_package.check(documents, known),
        *tjenesteoversikt.package.check(documents, known),
        *handlingsveileder.package.check(documents, known),
        *_check_demos(documents, known["service"]),
    ]
    if faults:
        raise Faults(faults)
    manifest = documents[MANIFEST][0].data
    return Package(manifest["name"], manifest["version"], documents)


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

    return {
        "role": of("registers/roles.yaml"),
        "arena": of("registers/arenas.yaml"),
        "help_line": of("registers/help_lines.yaml"),
        "legal_reference": of("registers/legal_references.yaml"),
        **tjenesteoversikt.package.keys(documents),
        **handlingsveileder.package.keys(documents),
    }


@transaction.atomic
def load(package: Package, site: Site, *, without_services: frozenset[str] = frozenset()) -> Report:
    """Write the package to one municipality's site, in the languages the site has.

    Texts that somebody has edited since the last load are left alone and listed in the report.
    """
    writer = OriginWriter(package.name, package.version)
    # Names are stored in columns of their own; the active language must not choose one.
    with translation.override("nb"), publishing.as_a_whole(), keeping.paused():
        registers_package.load(package.documents, writer)
        tjenesteoversikt.package.load(package.documents, writer, site.pk, without=without_services)
        pages: dict[str, Page] = {}
        for home in page_trees_of(site):
            writer.site_id, writer.language = site.pk, home.locale.language_code
            in_language = handlingsveileder.package.load(
                package.documents, writer, home.specific, writer.language, site.pk
            )
            pages = in_language | pages
        registers_package.load_model(package.documents, writer, site.pk, pages)
    tjenesteoversikt.search.write_all(site)
    handlingsveileder.search.write_all(site)
    return writer.report
