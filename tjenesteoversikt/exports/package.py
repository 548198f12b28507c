"""The catalogue of a site as a package that `load_package` reads again."""

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import get_language
from jsonschema import Draft202012Validator
from wagtail.models import Site

from bti_portal.exchange.rich_text import to_markdown
from bti_portal.registers import package as registers_package
from tjenesteoversikt.imports.columns import BY_KEY
from tjenesteoversikt.imports.current import CITED, Catalogue, Current
from tjenesteoversikt.imports.world import FORMS, key_of
from tjenesteoversikt.models import Service
from tjenesteoversikt.package import DATES, LOS, NEEDS, PROVIDERS, RICH, SCHEMAS, SERVICES, THEMES

ARENAS = "registers/arenas.yaml"
LAWS = "registers/legal_references.yaml"
# Written as they stand; what is empty is left out.
PLAIN = (
    "kind from_pregnancy age_min_months age_max_months audiences prevention forms referral "
    "referral_form cost phone email website languages interpreter availability can_be_borrowed"
).split()
PAIRS = (
    "name summary description how_to_get good_to_know meanwhile everyday_words who_may_refer "
    "consent_note cost_note place opening_hours travel accessibility availability_note waiting_time"
).split()
NEEDED = {"name", "summary", "description", "how_to_get", "everyday_words"}
# The format wants these even when they are empty.
ALWAYS = {"kind", "audiences", "prevention", "forms", "referral", "cost", "levels", "themes"}


@dataclass
class CataloguePackage:
    """The files by name, and what the format has no place for, with the reason."""

    files: dict[str, Any] = field(default_factory=dict)
    left_out: list[tuple[str, str]] = field(default_factory=list)

    def as_texts(self) -> dict[str, str]:
        return {
            name: yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
            for name, content in self.files.items()
        }

    def as_zip(self) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in self.as_texts().items():
                archive.writestr(name, text)
        return stream.getvalue()


def package_of(site: Site) -> CataloguePackage:
    """What the site's own published services say, with the shared rows that they cite."""
    made = CataloguePackage(files={"package.yaml": _manifest(site)})
    shared = _shared_rows()
    chosen: list[tuple[Current, dict[str, Any]]] = []
    for current in Catalogue(site).all:
        if not current.service.live:
            continue
        content = _service(current, shared)
        fault = _fault(SCHEMAS[SERVICES], content)
        if fault:
            made.left_out.append((str(current.service), _missing(content) or fault))
        else:
            chosen.append((current, content))
    used = {
        name: {key for _c, content in chosen for key in content.get(name, [])} for name in CITED
    }
    places = {"themes": THEMES, "needs": NEEDS, "arenas": ARENAS, "legal_references": LAWS}
    for name, place in places.items():
        rows = [row for key, row in shared[name].items() if key in used[name]]
        if rows:
            made.files[place] = rows
    providers = {c.service.provider.pk: c.service.provider for c, _content in chosen}
    if providers:
        made.files[PROVIDERS] = [_provider(row) for row in providers.values()]
    for number, (current, content) in enumerate(chosen, start=1):
        made.files[f"catalogue/services/{number:03}-{current.service.key}.yaml"] = content
    return made


def _manifest(site: Site) -> dict[str, Any]:
    return {
        "name": key_of(site.site_name) or "tenesteoversikt",
        "version": f"{timezone.localdate():%Y.%m.%d}",
        # Nobody has said which licence the municipality's texts have.
        "licence": "unstated",
        "title": {
            "nn": f"Tenesteoversikta til {site.site_name}",
            "nb": f"Tjenesteoversikten til {site.site_name}",
        },
    }


def _fault(schema: dict[str, Any], content: Any) -> str:
    """What the format says against a content, in its first words; empty if nothing."""
    told = next(iter(Draft202012Validator(schema).iter_errors(content)), None)
    if told is None:
        return ""
    return f"{'.'.join(map(str, told.absolute_path))}: {told.message[:160]}".removeprefix(": ")


def _missing(content: dict[str, Any]) -> str:
    """The columns that must be filled in, by their headings."""
    keys = [
        f"{name}_{form}"
        for name in PAIRS
        if name in NEEDED or content.get(name)
        for form in FORMS
        if form not in content.get(name, {})
    ]
    keys += [name for name in ("themes", "audiences") if not content.get(name)]
    return ", ".join(BY_KEY[key].heading(get_language() or "nb") for key in keys)


def _pair(row: Model, name: str) -> dict[str, str]:
    texts = {form: getattr(row, f"{name}_{form}") or "" for form in FORMS}
    if name in RICH:
        texts = {form: to_markdown(text) for form, text in texts.items()}
    return {form: text for form, text in texts.items() if text.strip()}


def _shared_rows() -> dict[str, dict[str, dict[str, Any]]]:
    """The rows that all municipalities share and the format has a place for, by kind and key."""
    writers = {"themes": _theme, "needs": _need, "arenas": _arena, "legal_references": _law}
    schemas = SCHEMAS | registers_package.SCHEMAS
    places = {"themes": THEMES, "needs": NEEDS, "arenas": ARENAS, "legal_references": LAWS}
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for name, write in writers.items():
        model = Service._meta.get_field(name).related_model
        rows = model.objects.all()
        if hasattr(model, "site"):
            rows = rows.filter(site=None)
        contents = [write(row) for row in rows]
        found[name] = {c["key"]: c for c in contents if not _fault(schemas[places[name]], [c])}
    return found


def _theme(row: Any) -> dict[str, Any]:
    return {"key": row.key, "name": _pair(row, "name"), "los": row.los_uri.removeprefix(LOS)}


def _need(row: Any) -> dict[str, Any]:
    content = {"key": row.key, "name": _pair(row, "name"), "phrases": _pair(row, "phrases")}
    return {name: value for name, value in content.items() if value}


def _arena(row: Any) -> dict[str, Any]:
    slugs = {form: getattr(row, f"slug_{form}") or row.key for form in FORMS}
    return {"key": row.key, "name": _pair(row, "name"), "slug": slugs}


def _law(row: Any) -> dict[str, Any]:
    content = {
        "key": row.key,
        "kind": row.kind,
        "act": _pair(row, "act"),
        "topic": _pair(row, "topic"),
        "paragraph": row.paragraph,
        "note": _pair(row, "note"),
        "url": row.url,
        "source": row.source,
        "checked_on": row.checked_on.isoformat() if row.checked_on else "",
    }
    return {name: value for name, value in content.items() if value}


def _provider(row: Any) -> dict[str, Any]:
    names = _pair(row, "name")
    one = next(iter(names.values()), row.key)
    # The name of a provider is the same in both forms, unless it has two.
    return {
        "key": row.key,
        "name": {form: names.get(form, one) for form in FORMS},
        "owner_type": row.owner_type,
    }


def _service(current: Current, shared: dict[str, dict[str, Any]]) -> dict[str, Any]:
    service = current.service
    content: dict[str, Any] = {"key": service.key, "provider": service.provider.key}
    for name in PAIRS:
        content[name] = _pair(service, name)
    for name in PLAIN:
        content[name] = getattr(service, name)
    content["levels"] = [int(level) for level in service.levels]
    for name in CITED:
        content[name] = [row.key for row in current.get(name) if row.key in shared[name]]
    for name in sorted(DATES):
        day = getattr(service, name)
        content[name] = day.isoformat() if day else ""
    if service.is_address_withheld:
        content["withheld_address"] = True
    empty = ("", None, [], {}, False)
    return {
        name: value
        for name, value in content.items()
        if name in ALWAYS or not any(value is e or (value == e and value != 0) for e in empty)
    }
