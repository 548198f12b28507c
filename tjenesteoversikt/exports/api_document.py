"""A service in the portal's own words, for the API. A text is an object by form of Norwegian."""

from typing import Any

from tjenesteoversikt.exports import LICENCE
from tjenesteoversikt.exports.records import Record, is_organisation_number, plain_texts, texts
from tjenesteoversikt.models import Theme

# Read like the field is called, in both forms of Norwegian.
RICH = ("description", "how_to_get", "good_to_know", "meanwhile")
WRITTEN = (
    *("summary", "who_may_refer", "consent_note", "cost_note", "opening_hours", "accessibility"),
    *("availability_note", "waiting_time"),
)
PLAIN = (
    *("audiences", "from_pregnancy", "age_min_months", "age_max_months", "levels", "prevention"),
    *("forms", "referral", "referral_form", "cost", "website", "languages", "interpreter"),
    *("availability", "starts_on", "ends_on", "waiting_stated_on", "checked_on"),
)
# What a list says about each service; the rest is at the service's own address.
LISTED = (
    *("id", "url", "data", "hsds_id", "kind", "name", "summary", "provider", "themes", "audiences"),
    *("from_pregnancy", "age_min_months", "age_max_months", "levels", "referral", "cost"),
    *("availability", "phone", "is_borrowed", "checked_on"),
)


def whole(record: Record) -> dict[str, Any]:
    """All that readers may know of a service."""
    service, publication = record.service, record.publication
    return {
        "id": service.pk,
        "url": record.pages,
        "data": record.address,
        "hsds_id": str(record.identifier),
        "kind": service.kind,
        "name": texts(service, "name"),
        **{name: texts(service, name) for name in WRITTEN},
        **{name: plain_texts(service, name) for name in RICH},
        **{name: getattr(service, name) for name in PLAIN},
        "phone": record.phone,
        "email": record.email,
        "is_address_withheld": record.is_withheld,
        "place": record.place,
        "travel": record.travel,
        "provider": _provider(record),
        "themes": [_theme(theme) for theme in record.themes],
        "legal_basis": [
            {
                "act": texts(law, "act"),
                "paragraph": law.paragraph,
                "topic": texts(law, "topic"),
                "url": law.url,
            }
            for law in record.legal_references
        ],
        "is_borrowed": publication.is_borrowed,
        "local_note": texts(publication, "local_note"),
        "local_contact": texts(publication, "local_contact"),
        "licence": LICENCE,
    }


def listed(record: Record) -> dict[str, Any]:
    """A service as it stands in a list."""
    document = whole(record)
    return {name: document[name] for name in LISTED}


def _provider(record: Record) -> dict[str, Any]:
    number = record.provider.organisation_number
    return {
        "name": texts(record.provider, "name"),
        "owner_type": record.provider.owner_type,
        "organisation_number": number if is_organisation_number(number) else "",
        "website": record.provider.website,
    }


def _theme(theme: Theme) -> dict[str, Any]:
    return {"key": theme.key, "name": texts(theme, "name"), "los": theme.los_uri}
