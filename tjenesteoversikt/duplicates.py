"""Services that look like one and the same."""

import re

from bti_portal import norsk
from tjenesteoversikt.models import Service

NUMBER_OF_DIGITS = 8


def _name(text: str | None) -> str:
    """A name without case, signs and spaces."""
    return re.sub(r"[\W_]+", "", norsk.plain(text or ""))


def _number(text: str) -> str:
    """A telephone number's own digits, without the country's."""
    return re.sub(r"\D", "", text)[-NUMBER_OF_DIGITS:]


def look_alikes(service: Service) -> list[Service]:
    """Others of the same municipality with the same name, or the same telephone and provider."""
    names = {_name(service.name_nn), _name(service.name_nb)} - {""}
    number = _number(service.phone)
    others = Service.objects.filter(site_id=service.site_id).exclude(pk=service.pk)
    rows = others.values_list("pk", "name_nn", "name_nb", "phone", "provider_id")
    found = [
        pk
        for pk, name_nn, name_nb, phone, provider_id in rows
        if names & {_name(name_nn), _name(name_nb)}
        or (number and provider_id == service.provider_id and number == _number(phone))
    ]
    return list(Service.objects.filter(pk__in=found))
