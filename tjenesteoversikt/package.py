"""The catalogue's part of a package: themes, providers and services."""

import datetime
from typing import Any

from bti_portal.exchange import schema as s
from bti_portal.exchange.documents import Document, Fault
from bti_portal.exchange.rich_text import to_rich_text
from bti_portal.exchange.writing import Writer
from bti_portal.registers.models import Arena, LegalReference
from tjenesteoversikt.models import (
    Audience,
    Form,
    Need,
    Prevention,
    Provider,
    Service,
    Theme,
    Tongue,
)

LOS = "https://psi.norge.no/los/"
THEMES = "catalogue/themes.yaml"
NEEDS = "catalogue/needs.yaml"
PROVIDERS = "catalogue/providers.yaml"
SERVICES = "catalogue/services/*.yaml"
DATES = {"waiting_stated_on", "starts_on", "ends_on"}
RICH = ("description", "how_to_get", "good_to_know", "meanwhile")
# What a service cites, by the kind of key in the package.
CITED = {
    "themes": "theme",
    "needs": "need",
    "arenas": "arena",
    "legal_references": "legal_reference",
}

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
    NEEDS: s.several(
        s.record({"key": s.KEY, "name": s.both_forms(120)}, {"phrases": s.both_forms()})
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
            "email": s.text(254),
            "website": s.ADDRESS,
            "meanwhile": s.both_forms(),
            "good_to_know": s.both_forms(),
            "needs": s.several(s.KEY, 0, 12),
            "arenas": s.several(s.KEY, 0, 12),
            "legal_references": s.several(s.KEY),
            "referral_form": s.ADDRESS,
            "consent_note": s.both_forms(250),
            "travel": s.both_forms(250),
            "accessibility": s.both_forms(250),
            "languages": s.several(s.one_of(*Tongue.values)),
            "interpreter": s.one_of(*filter(None, Service.Interpreter.values)),
            "availability": s.one_of(*Service.Availability.values),
            "availability_note": s.both_forms(250),
            "waiting_time": s.both_forms(160),
            "waiting_stated_on": s.DATE,
            "starts_on": s.DATE,
            "ends_on": s.DATE,
            "can_be_borrowed": s.FLAG,
            "withheld_address": s.FLAG,
        },
    ),
}


def keys(documents: dict[str, list[Document]]) -> dict[str, set[str]]:
    """The keys that other parts of the package may cite, by kind."""
    return {
        "theme": {entry["key"] for doc in documents[THEMES] for entry in doc.data},
        "need": {entry["key"] for doc in documents[NEEDS] for entry in doc.data},
        "provider": {entry["key"] for doc in documents[PROVIDERS] for entry in doc.data},
        "service": {doc.data["key"] for doc in documents[SERVICES]},
    }


def check(documents: dict[str, list[Document]], known: dict[str, set[str]]) -> list[Fault]:
    """Citations of keys that are nowhere in the package."""
    faults = []
    for doc in documents[SERVICES]:
        wanted = [("provider", ["provider"], doc.data["provider"])]
        wanted += [
            (kind, [field, i], key)
            for field, kind in CITED.items()
            for i, key in enumerate(doc.data.get(field, []))
        ]
        faults += [
            doc.fault(path, f"There is no {kind} {key!r}.")
            for kind, path, key in wanted
            if key not in known[kind]
        ]
        for field in ("place", "travel") if doc.data.get("withheld_address") else ():
            if field in doc.data:
                faults.append(
                    doc.fault([field], f"The address is withheld: take away the {field}.")
                )
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
    """Write the themes and needs (shared) and the providers and services of one site.

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
    for doc in documents[NEEDS]:
        for position, entry in enumerate(doc.data, start=1):
            values = {name: entry[name] for name in ("name", "phrases") if name in entry}
            writer.row(Need, entry["key"], values | {"position": position * 10})
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
    for name in DATES & values.keys():
        values[name] = datetime.date.fromisoformat(values[name])
    cited = {
        "themes": Theme.objects.all(),
        "needs": Need.objects.all(),
        "arenas": Arena.objects.filter(site=None),
        "legal_references": LegalReference.objects.filter(site=None),
    }
    for name, rows in cited.items():
        values[name] = list(rows.filter(key__in=data.get(name, [])))
    return values
