"""A service as search engines read it: schema.org, in the language of its page."""

from typing import Any

from tjenesteoversikt.exports.records import Record, is_organisation_number, plain_texts, texts
from tjenesteoversikt.models import MONTHS_IN_A_YEAR, Provider, Service

ORGANISATIONS = {
    Provider.OwnerType.VOLUNTARY: "NGO",
    Provider.OwnerType.PRIVATE: "Organization",
}


def document(record: Record, language: str) -> dict[str, Any]:
    """The marking-up of a service's page; never a place that is kept secret."""
    service = record.service
    said = _Said(language)
    page = record.pages.get(language, "")
    channel = {
        "@type": "ServiceChannel",
        "servicePhone": {"@type": "ContactPoint", "telephone": record.phone}
        if record.phone
        else None,
        "serviceUrl": service.website or page,
        "serviceLocation": said.place(record),
    }
    found = {
        "@context": "https://schema.org",
        "@type": "GovernmentService" if record.is_public else "Service",
        "@id": record.address,
        "url": page,
        "name": said.one(texts(service, "name")),
        "description": said.one(texts(service, "summary"))
        or said.one(plain_texts(service, "description")),
        "inLanguage": language,
        "provider": _provider(record, said),
        "areaServed": {
            "@type": "AdministrativeArea",
            "name": str(record.catalogue.municipality),
        },
        "audience": _audience(service),
        "availableChannel": _filled(channel),
        "offers": (
            {"@type": "Offer", "price": 0, "priceCurrency": "NOK"}
            if service.cost == Service.Cost.FREE
            else None
        ),
    }
    return _filled(found)


class _Said:
    """Texts in the page's language, else in the other form."""

    def __init__(self, language: str) -> None:
        self.language = language

    def one(self, words: dict[str, str]) -> str:
        return words.get(self.language) or next(iter(words.values()), "")

    def place(self, record: Record) -> dict[str, str] | None:
        place = self.one(record.place)
        return {"@type": "Place", "name": place, "address": place} if place else None


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", {})}


def _provider(record: Record, said: _Said) -> dict[str, Any]:
    provider = record.provider
    number = provider.organisation_number
    return _filled(
        {
            "@type": ORGANISATIONS.get(provider.owner_type, "GovernmentOrganization"),
            "name": said.one(texts(provider, "name")),
            "url": provider.website,
            "identifier": (
                {"@type": "PropertyValue", "propertyID": "NO-BRC", "value": number}
                if is_organisation_number(number)
                else None
            ),
        }
    )


def _audience(service: Service) -> dict[str, Any] | None:
    ages = {
        "suggestedMinAge": None
        if service.age_min_months is None
        else service.age_min_months // MONTHS_IN_A_YEAR,
        "suggestedMaxAge": None
        if service.age_max_months is None
        else service.age_max_months // MONTHS_IN_A_YEAR,
    }
    filled = _filled(ages)
    return {"@type": "PeopleAudience"} | filled if filled else None
