"""Services as Human Services Data Specification (HSDS) 3.0, by Open Referral.

The specification knows one language: the texts are in the wanted form of Norwegian, or the other
where that is missing, and `translations` has both.
"""

import datetime
from functools import partial
from typing import Any
from uuid import uuid5

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.utils.translation import override

from tjenesteoversikt.exports.records import (
    FORMS,
    Record,
    is_organisation_number,
    plain_texts,
    texts,
)
from tjenesteoversikt.models import MONTHS_IN_A_YEAR, Service, Theme

LOS = "https://psi.norge.no/los/"
# The scheme of the Brønnøysund registers at org-id.guide.
ORGANISATION_SCHEME = "NO-BRC"


def listed(record: Record, language: str, today: datetime.date) -> dict[str, Any]:
    """A service as it stands in a list of services."""
    service = record.service
    with override(language):
        document = _told(record, language, today)
    document = {name: value for name, value in document.items() if value}
    document |= _ages(service)
    if service.checked_on:
        document["assured_date"] = service.checked_on.isoformat()
    if service.last_published_at:
        document["last_modified"] = service.last_published_at.isoformat()
    document["organization"] = _organisation(record, language)
    document["translations"] = _translations(service)
    return document


def _told(record: Record, language: str, today: datetime.date) -> dict[str, str]:
    """What the specification has words for; the fixed words are in the active language."""
    service = record.service
    names = texts(service, "name")
    interpreter = service.get_interpreter_display() if service.interpreter else ""
    return {
        "id": str(record.identifier),
        "organization_id": str(_organisation_id(record)),
        "name": _one(names, language),
        "alternate_name": "" if len(names) < len(FORMS) else _other(names, language),
        "description": _description(record, language),
        "url": _one(record.pages, language),
        "email": record.email,
        "status": _status(service, today),
        "interpretation_services": str(interpreter),
        "application_process": _application(record, language),
        "fees_description": _said(service.get_cost_display(), service, "cost_note", language),
        "wait_time": _one(texts(service, "waiting_time"), language),
        "eligibility_description": _one(texts(service, "who_may_refer"), language),
        "alert": _alert(service, language, today),
    }


def _translations(service: Service) -> dict[str, dict[str, str]]:
    """The texts in both forms: the specification knows one language."""
    told = {
        "name": texts(service, "name"),
        "description": plain_texts(service, "description") or texts(service, "summary"),
        "application_process": plain_texts(service, "how_to_get"),
    }
    return {
        code: {name: words[code] for name, words in told.items() if code in words}
        for code in told["name"]
    }


def whole(record: Record, language: str, today: datetime.date) -> dict[str, Any]:
    """A service with all that belongs to it."""
    with override(language):
        parts = _parts(record, language)
    return listed(record, language, today) | {name: some for name, some in parts.items() if some}


def _part(record: Record, name: str, /, **values: Any) -> dict[str, Any]:
    """A thing that belongs to the service, with what is known of it."""
    filled = {field: value for field, value in values.items() if value or value == 0}
    key = record.identifier
    return {"id": str(uuid5(key, name)), "service_id": str(key)} | filled


def _parts(record: Record, language: str) -> dict[str, list[dict[str, Any]]]:
    service = record.service
    part = partial(_part, record)
    spoken = {word: str(label) for word, label in Service._meta.get_field("languages").flatchoices}
    hours = _one(texts(service, "opening_hours"), language)
    cost = part("cost", option=str(service.get_cost_display()), amount=0, currency="NOK")
    form = part(
        "form",
        document=_("Form or page where one applies"),
        uri=iri_to_uri(service.referral_form),
    )
    return {
        "phones": [part("phone", number=record.phone)] if record.phone else [],
        "schedules": [part("hours", description=hours)] if hours else [],
        "service_areas": [part("area", name=str(record.catalogue.municipality))],
        "service_at_locations": _locations(record, language),
        "languages": [
            part(f"language-{word}", name=spoken.get(word, word), code=word)
            for word in service.languages
        ],
        "cost_options": [cost] if service.cost == Service.Cost.FREE else [],
        "required_documents": [form] if service.referral_form else [],
        "attributes": [_attribute(record, theme, language) for theme in record.themes],
    }


def page_of(
    services: list[dict[str, Any]], number: int, size: int, total: int, licence: str
) -> dict[str, Any]:
    """A page of a list, as the specification's API reference has it."""
    pages = max(1, -(-total // size))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(services),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not services,
        "license": licence,
        "contents": services,
    }


def _one(words: dict[str, str], language: str) -> str:
    return words.get(language) or next(iter(words.values()), "")


def _other(words: dict[str, str], language: str) -> str:
    return next((text for code, text in words.items() if code != language), "")


def _said(first: str, service: Service, name: str, language: str) -> str:
    """A fixed word and what was written about it."""
    return ". ".join(part for part in (str(first), _one(texts(service, name), language)) if part)


def _description(record: Record, language: str) -> str:
    summary = _one(texts(record.service, "summary"), language)
    return "\n\n".join(
        part
        for part in (summary, _one(plain_texts(record.service, "description"), language))
        if part
    )


def _application(record: Record, language: str) -> str:
    referral = str(record.service.get_referral_display())
    told = _one(plain_texts(record.service, "how_to_get"), language)
    return "\n\n".join(part for part in (referral, told) if part)


def _status(service: Service, today: datetime.date) -> str:
    if service.ends_on and service.ends_on < today:
        return "defunct"
    if service.starts_on and service.starts_on > today:
        return "inactive"
    if service.availability == Service.Availability.CLOSED:
        return "temporarily closed"
    return "active"


def _alert(service: Service, language: str, today: datetime.date) -> str:
    """What one must know before one calls: full, closed, or not begun."""
    if service.starts_on and service.starts_on > today:
        return _("Starts on %(day)s") % {"day": service.starts_on.isoformat()}
    if service.availability == Service.Availability.OPEN:
        return ""
    return _said(service.get_availability_display(), service, "availability_note", language)


def _ages(service: Service) -> dict[str, float]:
    """Ages in years; the highest is the last year included, as people say it."""
    ages: dict[str, float] = {}
    if service.from_pregnancy:
        ages["minimum_age"] = 0
    elif service.age_min_months is not None:
        ages["minimum_age"] = _years(service.age_min_months)
    if service.age_max_months is not None:
        after = service.age_max_months + 1
        is_whole = after % MONTHS_IN_A_YEAR == 0
        ages["maximum_age"] = (
            after // MONTHS_IN_A_YEAR - 1 if is_whole else _years(service.age_max_months)
        )
    return ages


def _years(months: int) -> float:
    years = months / MONTHS_IN_A_YEAR
    return int(years) if years == int(years) else round(years, 2)


def _organisation_id(record: Record) -> Any:
    return uuid5(record.catalogue.identifier_of(0), f"provider-{record.provider.pk}")


def _organisation(record: Record, language: str) -> dict[str, Any]:
    provider, key = record.provider, _organisation_id(record)
    with override(language):
        owner = str(provider.get_owner_type_display())
    document: dict[str, Any] = {
        "id": str(key),
        "name": _one(texts(provider, "name"), language) or owner,
        "description": owner,
    }
    if provider.website:
        document["website"] = iri_to_uri(provider.website)
    if is_organisation_number(provider.organisation_number):
        document["organization_identifiers"] = [
            {
                "id": str(uuid5(key, "number")),
                "organization_id": str(key),
                "identifier_scheme": ORGANISATION_SCHEME,
                "identifier_type": ORGANISATION_SCHEME,
                "identifier": provider.organisation_number,
            }
        ]
    return document


def _locations(record: Record, language: str) -> list[dict[str, Any]]:
    place = _one(record.place, language)
    if not place:
        return []
    location = {
        "id": str(uuid5(record.identifier, "location")),
        "location_type": "physical",
        "name": place,
        "transportation": _one(record.travel, language),
    }
    return [
        _part(
            record,
            "place",
            location_id=location["id"],
            location={name: value for name, value in location.items() if value},
        )
    ]


def _attribute(record: Record, theme: Theme, language: str) -> dict[str, Any]:
    key = uuid5(record.identifier, f"theme-{theme.key}")
    term = uuid5(record.catalogue.identifier_of(0), f"theme-{theme.key}")
    name = _one(texts(theme, "name"), language) or theme.key
    document: dict[str, Any] = {
        "id": str(term),
        "code": theme.key,
        "name": name,
        "description": name,
        "language": language,
    }
    if theme.los_uri.startswith(LOS):
        document |= {"term_uri": iri_to_uri(theme.los_uri), "taxonomy": LOS}
    return {
        "id": str(key),
        "link_id": str(record.identifier),
        "link_entity": "service",
        "link_type": "theme",
        "taxonomy_term_id": str(term),
        "taxonomy_term": document,
    }
