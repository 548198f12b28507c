"""The files of a lent package: what its tools offer to download."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.models import Site

from bti_portal.accounts.assigning import collection_of
from bti_portal.exchange import schema as s
from bti_portal.exchange.archive import LARGEST_FILE
from bti_portal.exchange.documents import Document, Fault
from bti_portal.exchange.forms import FORMS
from bti_portal.library.models import PortalDocument
from bti_portal.packages.undoing import note_written

FILES = "media/*"
DOCUMENTS = "documents.yaml"
SCHEMAS: dict[str, s.Schema] = {
    DOCUMENTS: s.several(
        s.record(
            {"key": s.KEY, "file": s.text(120), "title": s.text(255)},
            {"public_title": s.both_forms(250), "is_accessible": s.FLAG},
        )
    )
}


def entries(documents: dict[str, list[Document]]) -> list[dict[str, object]]:
    """What the package says of its files."""
    return [entry for document in documents.get(DOCUMENTS, []) for entry in document.data]


def keys(documents: dict[str, list[Document]]) -> set[str]:
    return {str(entry["key"]) for entry in entries(documents)}


def read(folder: Path) -> dict[str, bytes]:
    """The files by name."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.glob(FILES))
        if file.is_file()
    }


def faults(documents: dict[str, list[Document]], folder: Path) -> Iterator[Fault]:
    """Files that are named and not there, that nobody names, or of a kind that is not taken."""
    there = {file.relative_to(folder).as_posix(): file for file in folder.glob(FILES)}
    named: set[str] = set()
    for document in documents.get(DOCUMENTS, []):
        for place, entry in enumerate(document.data):
            name = f"media/{entry['file']}"
            named.add(name)
            ending = name.rpartition(".")[2]
            if name not in there:
                yield document.fault([place, "file"], f"There is no file {name}.")
            elif ending not in settings.WAGTAILDOCS_EXTENSIONS:
                yield document.fault([place, "file"], f"Files of the kind {ending} are not taken.")
            elif not _is(ending, there[name]):
                yield document.fault([place, "file"], f"The file is not of the kind {ending}.")
    for name in sorted(there.keys() - named):
        yield Fault(name, 1, "A package has no place for this file.")


# How a file of each kind begins. What is plain text begins with anything.
BEGINNINGS = {"pdf": b"%PDF-"} | dict.fromkeys(
    ("docx", "xlsx", "pptx", "odt", "ods", "odp"), b"PK\x03\x04"
)


def _is(ending: str, file: Path) -> bool:
    if not 0 < file.stat().st_size <= LARGEST_FILE:
        return False
    return file.read_bytes()[:8].startswith(BEGINNINGS.get(ending, b""))


def load(
    documents: dict[str, list[Document]],
    files: dict[str, bytes],
    site: Site,
    *,
    only_plans: bool,
) -> dict[str, PortalDocument]:
    """The package's files among those of the site, by key. A file that is there is not kept twice.

    A plan makes rows alone, since they are rolled back; what is written is noted (`undoing`).
    """
    collection = collection_of(site)
    found: dict[str, PortalDocument] = {}
    for entry in entries(documents):
        name = str(entry["file"])
        content = files[f"media/{name}"]
        made = PortalDocument(title=entry["title"], collection=collection)
        made.file = ContentFile(content, name=name)
        made._set_document_file_metadata()
        own = PortalDocument.objects.filter(collection=collection, file_hash=made.file_hash)
        existing = own.order_by("pk").first()
        if existing is None:
            for form in FORMS:
                titles = entry.get("public_title", {})
                setattr(made, f"public_title_{form}", titles.get(form, ""))
            if only_plans:
                made.file = f"documents/{name}"
            else:
                made.file.save(name, ContentFile(content), save=False)
                note_written(made.file)
            made.save()
        found[str(entry["key"])] = existing or made
    return found
