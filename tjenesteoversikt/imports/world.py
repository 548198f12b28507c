"""What a table may name: the rows of the registers and the catalogue that one site may use."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model, Q
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Site

from bti_portal.registers.models import Arena, LegalReference
from tjenesteoversikt.imports.cells import plain_name
from tjenesteoversikt.models import Need, Provider, Theme

FORMS = ("nn", "nb")
LONGEST_KEY = 80
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "Ae", "Ø": "O", "Å": "A"})


def primary_language(site: Site) -> str:
    """The form of Norwegian that a site writes first."""
    code = site.root_page.locale.language_code
    return code if code in FORMS else "nb"


class CellError(Exception):
    """What is wrong with one cell, said to whoever wrote it."""


def key_of(text: str) -> str:
    """A key made of a name or of the number another system has given."""
    return slugify(text.translate(LETTERS))[:LONGEST_KEY].strip("-")


@dataclass
class Named:
    """Rows that can be named in either form of Norwegian or by their key."""

    rows: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Any], names: Iterable[str]) -> "Named":
        found: dict[str, Model] = {}
        for row in rows:
            for form in FORMS:
                with translation.override(form):
                    found.setdefault(plain_name(str(row)), row)
            for name in names:
                found.setdefault(plain_name(getattr(row, name) or ""), row)
        found.pop("", None)
        return cls(found)

    def has(self, text: str) -> bool:
        return plain_name(text) in self.rows

    def get(self, text: str) -> Any:
        """The row, or a `CellError` that names the nearest."""
        found = self.rows.get(plain_name(text))
        if found is None:
            near = difflib.get_close_matches(plain_name(text), self.rows, 1, 0.72)
            raise CellError(unknown(text, str(self.rows[near[0]]) if near else ""))
        return found

    def all_of(self, text: str) -> list[Any]:
        """The rows of a cell that names several; each once."""
        return list({row.pk: row for row in map(self.get, pieces(text, self.has))}.values())


def unknown(text: str, near: str = "") -> str:
    """That a name is not known, and perhaps what was meant."""
    if near:
        return _("“%(name)s” is not known here. Did you mean “%(near)s”?") % {
            "name": text[:80],
            "near": near,
        }
    return _("“%(name)s” is not known here. The template lists what you can write.") % {
        "name": text[:80]
    }


def pieces(text: str, is_known: Any) -> list[str]:
    """The names in a cell: divided by semicolons and lines, and by commas that are in no name."""
    found: list[str] = []
    for part in re.split(r"[;\n]", text):
        part = part.strip(" •\t")
        if not part:
            continue
        if is_known(part) or "," not in part:
            found.append(part)
            continue
        found += _without_commas(part.split(","), is_known)
    return found


def _without_commas(parts: list[str], is_known: Any) -> list[str]:
    """The longest runs of parts that are a name together, as «Trist, redd eller uroleg» is."""
    found, place = [], 0
    while place < len(parts):
        ends = range(len(parts), place + 1, -1)
        end = next((e for e in ends if is_known(",".join(parts[place:e]))), place + 1)
        words = ",".join(parts[place:end]).strip()
        found += [words] if words else []
        place = end
    return found


class World:
    """The rows that services of one site may cite, read once.

    Args:
        site: who owns the services.
        language: the form of Norwegian that names are shown in, or that of the one who looks.
    """

    def __init__(self, site: Site, language: str = "") -> None:
        self.site = site
        self.primary = primary_language(site)
        active = language or (translation.get_language() or "")
        self.language = active if active in FORMS else self.primary
        own = Q(site=None) | Q(site=site)
        self.tables: dict[str, Named] = {
            "themes": Named.of(Theme.objects.all(), ["key"]),
            "needs": Named.of(Need.objects.all(), ["key"]),
            "arenas": Named.of(Arena.objects.filter(own).order_by("site"), ["key"]),
            "legal_references": Named.of(
                LegalReference.objects.filter(own).order_by("site"), ["key"]
            ),
        }
        self.providers = Named.of(Provider.objects.filter(site=site), ["key"])
        self.new_providers: dict[str, Provider] = {}

    def provider(self, text: str) -> Provider:
        """The provider of a name; a new one, not saved yet, if the site has none of that name."""
        text = text.strip()
        name = plain_name(text)
        if name in self.providers.rows:
            return self.providers.rows[name]
        if name not in self.new_providers:
            if len(text) > 160 or "\n" in text:
                raise CellError(_("The name of a provider is one line of at most 160 characters."))
            provider = Provider(site=self.site, key=self._free_key(text))
            setattr(provider, f"name_{self.primary}", text)
            self.new_providers[name] = provider
        return self.new_providers[name]

    def _free_key(self, text: str) -> str:
        taken = {provider.key for provider in self.providers.rows.values()}
        taken |= {provider.key for provider in self.new_providers.values()}
        wanted = key_of(text) or "tilbydar"
        return next(key for key in numbered(wanted) if key not in taken)

    def name_of(self, row: Any) -> str:
        """A row's name in the form of Norwegian that is written."""
        return self.names.setdefault(f"{row._meta.model_name} {row.pk}", self._name_of(row))

    @cached_property
    def names(self) -> dict[str, str]:
        return {}

    def _name_of(self, row: Any) -> str:
        with translation.override(self.language):
            return str(row)


def numbered(key: str) -> Iterable[str]:
    """The key, then the key with a number."""
    yield key
    for number in range(2, 100_000):
        yield f"{key[: LONGEST_KEY - 7]}-{number}"
