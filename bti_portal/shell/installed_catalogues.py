"""Norwegian for what the installed packages say to editors.

Wagtail says half of it in bokmål and nothing in nynorsk, Django nearly all in both. Our words for
the rest stand in `locale/wagtail`, apart from our own messages, and win over those that the
packages bring. What there is to say is read from the packages, so the catalogues follow the
versions that are installed.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import polib
from django.apps import apps
from django.conf import settings

from bti_portal.shell import catalogues
from bti_portal.shell.catalogues import Key, Message

DOMAINS = ("django", "djangojs")
HEADER = (
    "What Wagtail and its companions say. Written by `manage.py update_installed_catalogues`;\n"
    "people write the msgstr. The English texts are Wagtail's, Django's, django-taggit's and\n"
    "django-filter's (BSD-3-Clause); some bokmål follows Wagtail's own catalogue."
)
# Translated from end to end, so that one thing has one name. Of the others, only what they lack.
WHOLE = "wagtail"
# They come without an English template: what they say is read from their code.
WITHOUT_TEMPLATE = ("django_filters", "modeltranslation")
# Names of permissions. They stand in the database; Wagtail asks the catalogue when it shows them.
PERMISSIONS = ("Can lock", "Can publish", "Can unlock")


def folder() -> Path:
    """The locale folder of what installed packages say."""
    return Path(settings.ROOT) / "locale" / "wagtail"


def messages(domain: str) -> list[Message]:
    """All texts of the installed packages that need our words, each once, in a stable order."""
    found: dict[Key, Message] = {}
    for package, message in _said(domain):
        known = found.setdefault(message.key, message)
        known.plural = known.plural or message.plural
        if package not in known.files:
            known.files.append(package)
    return list(found.values())


def _said(domain: str) -> Iterator[tuple[str, Message]]:
    for package, path in _packages():
        yield from ((package, message) for message in _in_template(package, path, domain))
    if domain == "django":
        yield from (("wagtail", Message(name)) for name in PERMISSIONS)
        for package in WITHOUT_TEMPLATE:
            yield from ((package, message) for message in _in_code(package))


def _packages() -> list[tuple[str, Path]]:
    """Name and folder of the installed packages, Django's own texts included."""
    root = Path(settings.ROOT)
    ours = {path.parent.name for path in root.glob("*/__init__.py")}
    found = [(app.name, Path(app.path)) for app in apps.get_app_configs()]
    found.append(("django.conf", Path(import_module("django.conf").__file__ or "").parent))
    return sorted(pair for pair in found if pair[0].partition(".")[0] not in ours)


def _in_template(package: str, path: Path, domain: str) -> Iterator[Message]:
    template = catalogues.read_catalogue(_catalogue(path, "en", domain))
    spoken = [_translated(path, language, domain) for language in catalogues.languages()]
    for entry in template:
        message = Message(entry.msgid, entry.msgid_plural, entry.msgctxt)
        is_whole = package.partition(".")[0] == WHOLE
        if is_whole or not all(message.key in known for known in spoken):
            yield message


def _catalogue(path: Path, language: str, domain: str) -> Path:
    return catalogues.catalogue_file(path / "locale", language, domain)


def _translated(path: Path, language: str, domain: str) -> set[Key]:
    """What a package itself says in `language`."""
    catalogue: polib.POFile = catalogues.read_catalogue(_catalogue(path, language, domain))
    return {(entry.msgctxt, entry.msgid) for entry in catalogue.translated_entries()}


def _in_code(package: str) -> Iterator[Message]:
    root = Path(import_module(package).__file__ or "").parent
    files = sorted(file.relative_to(root) for file in root.rglob("*.py"))
    inside = [f for f in files if not catalogues.LEFT_OUT_FOLDERS.intersection(f.parts)]
    for message in catalogues.messages_in_files(root, inside):
        yield Message(message.singular, message.plural, message.context)


def update() -> list[Path]:
    """Brings the catalogues in line with the installed packages; returns those it changed."""
    return [
        file
        for domain in DOMAINS
        for file in catalogues.update(folder(), messages(domain), domain, HEADER)
    ]


def faults() -> list[str]:
    """All that is missing or doubtful in the catalogues, one line for each."""
    return [
        f"{domain}, {fault}"
        for domain in DOMAINS
        for fault in catalogues.faults(folder(), messages(domain), domain)
    ]
