"""The catalogue's part of a package: themes, providers and services."""

from typing import Any

from bti_portal.exchange import schema as s
from bti_portal.exchange.documents import Document, Fault
from bti_portal.exchange.rich_text import to_rich_text
from bti_portal.exchange.writing import Writer
from bti_portal.registers.models import LegalReference
from tjenesteoversikt.models import Audience, Form, Prevention, Provider, Service, Theme

LOS = "https://psi.norge.no/los/"
THEMES = "catalogue/themes.yaml"
PROVIDERS = "catalogue/providers.yaml"
SERVICES = "catalogue/services/*.yaml"
RICH = ("description", "how_to_get", "good_to_know", "meanwhile")
CITED = ("themes", "legal_references")

SCHEMAS: dict[str, s.Schema] = {
    THEMES: s.several(
        s.record(
            {
                "key": s.KEY,
                "name": s.both_forms(80),
                "los": {"type": "string", "pattern": "^(tema|ord|hendelse)/[a-z0-9-]+$"},
            }
        )
    ),
    PROVIDERS: s.several(
        s.record(
            {
                "key": s.KEY,
                "name": s.both_forms(160),
                "owner_type": s.one_of(*Provider.OwnerType.values),
            }
        )
    ),
    SERVICES: s.record(
        {
            "key": s.KEY,
            "kind": s.one_of(*Service.Kind.values),
            "name": s.both_forms(160),
            "summary": s.both_forms(250),
            "description": s.both_forms(),
            "how_to_get": s.both_forms(),
            "provider": s.KEY,
            "themes": s.several(s.KEY, 1, 6),
            "everyday_words": s.both_forms(),
            "audiences": s.several(s.one_of(*Audience.values), 1),
            "levels": s.several(s.number(0, 5)),
            "prevention": s.several(s.one_of(*Prevention.values)),
            "forms": s.several(s.one_of(*Form.values)),
            "referral": s.one_of(*Service.Referral.values),
            "cost": s.one_of(*Service.Cost.values),
        },
        {
            "from_pregnancy": s.FLAG,
            "age_min_months": s.number(0, 1440),
            "age_max_months": s.number(0, 1440),
            "who_may_refer": s.both_forms(250),
            "cost_note": s.both_forms(250),
            "place": s.both_forms(250),
            "opening_hours": s.both_forms(250),
            "phone": s.PHONE,
            "meanwhile": s.both_forms(),
            "good_to_know": s.both_forms(),
            "legal_references": s.several(s.KEY),
            "withheld_address": s.FLAG,
        },
    ),
}


def keys(documents: dict[str, list[Document]]) -> dict[str, set[str]]:
    """The keys that other parts of the package may cite, by kind."""
    return {
        "theme": {entry["key"] for doc in documents[THEMES] for entry in doc.data},
        "provider": {entry["key"] for doc in documents[PROVIDERS] for entry in doc.data},
        "service": {doc.data["key"] for doc in documents[SERVICES]},
    }


def check(documents: dict[str, list[Document]], known: dict[str, set[str]]) -> list[Fault]:
    """Citations of keys that are nowhere in the package."""
    faults = []
    for doc in documents[SERVICES]:
        wanted = [("provider", ["provider"], doc.data["provider"])]
        wanted += [("theme", ["themes", i], key) for i, key in enumerate(doc.data["themes"])]
        wanted += [
            ("legal_reference", ["legal_references", i], key)
            for i, key in enumerate(doc.data.get("legal_references", []))
        ]
        faults += [
            doc.fault(path, f"There is no {kind} {key!r}.")
            for kind, path, key in wanted
            if key not in known[kind]
        ]
        if doc.data.get("withheld_address") and "place" in doc.data:
            faults.append(doc.fault(["place"], "The address is withheld: take away the place."))
        if doc.data.get("age_min_months", 0) > doc.data.get("age_max_months", 1440):
            faults.append(doc.fault(["age_max_months"], "The highest age is below the lowest."))
        for field in RICH:
            for form, text in doc.data.get(field, {}).items():
                if "](page:" in text:
                    faults.append(
                        doc.fault([field, form], "The text of a service cannot link to a page.")
                    )
    return faults


def load(
    documents: dict[str, list[Document]],
    writer: Writer,
    site_id: int,
    *,
    without: frozenset[str] = frozenset(),
) -> None:
    """Write the themes (shared) and the providers and services of one site.

    Args:
        documents: the package.
        writer: writes to the database.
        site_id: the site that will own the rows.
        without: keys of services that the site shows from another municipality instead.
    """
    for doc in documents[THEMES]:
        for position, entry in enumerate(doc.data, start=1):
            values = {
                "name": entry["name"],
                "los_uri": LOS + entry["los"],
                "position": position * 10,
            }
            writer.row(Theme, entry["key"], values)
    wanted = [doc.data for doc in documents[SERVICES] if doc.data["key"] not in without]
    providers = {data["provider"] for data in wanted}
    for doc in documents[PROVIDERS]:
        for entry in doc.data:
            if entry["key"] in providers:
                values = {"name": entry["name"], "owner_type": entry["owner_type"]}
                writer.row(Provider, entry["key"], values, site_id)
    for data in wanted:
        provider = Provider.objects.filter(key=data["provider"], site_id=site_id).first()
        if provider:
            writer.row(Service, data["key"], _service_values(data, provider), site_id)


def _service_values(data: dict[str, Any], provider: Provider) -> dict[str, Any]:
    values = {name: value for name, value in data.items() if name not in {"key", "levels", *CITED}}
    for name in RICH:
        if name in values:
            values[name] = {form: to_rich_text(text) for form, text in values[name].items()}
    values["levels"] = [str(level) for level in data["levels"]]
    values["is_address_withheld"] = values.pop("withheld_address", False)
    values["provider"] = provider
    values["themes"] = list(Theme.objects.filter(key__in=data["themes"]))
    values["legal_references"] = list(
        LegalReference.objects.filter(key__in=data.get("legal_references", []), site=None)
    )
    return values
