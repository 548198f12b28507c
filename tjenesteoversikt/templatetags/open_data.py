"""A service's page as data for search engines."""

import json
from typing import Any

from django import template
from django.template import Context

from tjenesteoversikt.exports import schema_org
from tjenesteoversikt.exports.records import Record, catalogue_of
from tjenesteoversikt.models import Publication

register = template.Library()
# What could end the element or begin another, written as JSON may also write it.
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


class DataBlock(str):
    """JSON that can stand in a data block: HTML reads no entities there, so it is not escaped again."""

    __slots__ = ()

    @classmethod
    def of(cls, document: dict[str, Any]) -> "DataBlock":
        return cls(json.dumps(document, ensure_ascii=False).translate(ESCAPED))

    def __html__(self) -> "DataBlock":
        return self


@register.inclusion_tag("tjenesteoversikt/service_data.html", takes_context=True)
def service_data(context: Context, publication: Publication) -> dict[str, Any]:
    """The service in schema.org's words; nothing in a preview, where there is no address yet."""
    shell = context.get("shell")
    if publication.pk is None or not shell or not shell.outline:
        return {}
    service = publication.shown
    record = Record(catalogue_of(shell.outline), publication, service, service.provider, (), ())
    return {"data": DataBlock.of(schema_org.document(record, shell.language))}
