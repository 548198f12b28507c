"""The open catalogue: services in the portal's own words, and as HSDS 3.0."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.errors import ValidationError
from pydantic import ConfigDict, Field, create_model

from bti_portal.shell.outline import generation_of
from tjenesteoversikt.exports import LICENCE, api_document, hsds
from tjenesteoversikt.listing import Listing, listing
from tjenesteoversikt.open_data import OpenCatalogue
from tjenesteoversikt.queries import LARGEST_KEY
from tjenesteoversikt.questions import FIXED, QUESTIONS

READING = ["GET", "HEAD"]
PER_PAGE = 50
MOST_PER_PAGE = 100
LAST_PAGE = 10_000
LONGEST_WORDS = 200
LONGEST_CHOICE = 80
MOST_CHOICES = 20

services = Router(tags=["services"])
hsds_services = Router(tags=["hsds"])


class Closed(Schema):
    """An answer that says nothing but what is described."""

    model_config = ConfigDict(extra="forbid")


class InForms(Closed):
    """A text by form of Norwegian; only the forms it is written in."""

    nn: str | None = None
    nb: str | None = None


class Giver(Closed):
    name: InForms
    owner_type: str
    organisation_number: str
    website: str


class ThemeAnswer(Closed):
    key: str
    name: InForms
    los: str


class LawAnswer(Closed):
    act: InForms
    paragraph: str
    topic: InForms
    url: str


class ServiceInList(Closed):
    id: int
    url: InForms
    data: str
    hsds_id: UUID
    kind: str
    name: InForms
    summary: InForms
    provider: Giver
    themes: list[ThemeAnswer]
    audiences: list[str]
    from_pregnancy: bool
    age_min_months: int | None
    age_max_months: int | None
    levels: list[str]
    referral: str
    cost: str
    availability: str
    phone: str
    is_borrowed: bool
    checked_on: Any


class ServiceList(Closed):
    total: int
    page: int
    pages: int
    per_page: int
    licence: str
    services: list[ServiceInList]


class Fault(Closed):
    detail: str


class RefusedParameter(Schema):
    """What is wrong with one part of the address: `loc` names it, `msg` says why."""

    type: str
    loc: list[str | int]
    msg: str


class Refused(Closed):
    detail: list[RefusedParameter]


FAULTS = {404: Fault, 422: Refused}

Page = Annotated[int, Query(ge=1, le=LAST_PAGE, description="Which part of the list.")]
PerPage = Annotated[int, Query(ge=1, le=MOST_PER_PAGE, description="How many in each part.")]
Form = Annotated[
    Literal["nn", "nb"],
    Query(description="The form of Norwegian of the texts; `translations` has both."),
]
Key = Annotated[int, Field(ge=1, le=LARGEST_KEY)]


def _question(name: str) -> tuple[Any, Any]:
    """A question of the readers' list as a parameter; the answers that are the same at all sites."""
    choice = Annotated[str, Field(max_length=LONGEST_CHOICE)]
    known = FIXED.get(name)
    extra = {"items": {"type": "string", "enum": known}} if known else None
    return list[choice], Field([], max_length=MOST_CHOICES, json_schema_extra=extra)


# By the same words as the list.
Wanted: Any = create_model(
    "Wanted",
    __base__=Schema,
    q=(str, Field("", max_length=LONGEST_WORDS, description="Words to look for.")),
    **{name: _question(name) for name in QUESTIONS},
)


def _part(site_rows: Any, number: int, size: int) -> tuple[Any, int, int]:
    """One part of a list, how many rows there are, and how many parts."""
    paginator = Paginator(site_rows, size)
    if number > paginator.num_pages:
        raise _refusal("page", f"There are {paginator.num_pages} pages.")
    first = (number - 1) * size
    return site_rows[first : first + size], paginator.count, paginator.num_pages


def _refusal(name: str, why: str) -> ValidationError:
    return ValidationError([{"type": "value_error", "loc": ["query", name], "msg": why}])


@services.api_operation(
    READING,
    "/services",
    response={200: ServiceList, 422: Refused},
    exclude_unset=True,
    operation_id="list_services",
)
def list_services(
    request: HttpRequest, wanted: Query[Wanted], page: Page = 1, per_page: PerPage = PER_PAGE
) -> Any:
    """The services of the site that answers, in the order of names, as the readers' list has them."""
    catalogue = OpenCatalogue(request)
    rows, total, pages = _part(_matching(request, catalogue, wanted.dict()), page, per_page)
    return {
        "total": total,
        "page": page,
        "pages": pages,
        "per_page": per_page,
        "licence": LICENCE,
        "services": [api_document.listed(record) for record in catalogue.records(rows)],
    }


def _matching(request: HttpRequest, catalogue: OpenCatalogue, wanted: dict[str, Any]) -> Any:
    """The publications that meet the wishes; a choice that does not exist is refused by name."""
    if catalogue.site is None or not catalogue.is_open:
        return []
    query = QueryDict(mutable=True)
    query["q"] = wanted.pop("q")
    for name, values in wanted.items():
        query.setlist(name, values)
    listed = listing(catalogue.site, query, generation_of(request))
    for name, values in wanted.items():
        there = {option.value for option in listed.wishes.chosen.get(name, ())}
        if unknown := [value for value in values if value and value not in there]:
            raise _refusal(name, f"Unknown choice: {unknown[0]}. Known: {_known(listed, name)}.")
    return listed


def _known(listed: Listing, name: str) -> str:
    options = next((facet.options for facet in listed.wishes.facets if facet.name == name), ())
    return ", ".join(option.value for option in options) or "none"


@services.api_operation(
    READING,
    "/services/{service_id}",
    response={200: dict[str, Any], **FAULTS},
    operation_id="read_service",
)
def read_service(request: HttpRequest, service_id: Key) -> Any:
    """All that readers of the site may know of one service."""
    record = OpenCatalogue(request).record(service_id)
    if record is None:
        raise Http404
    return api_document.whole(record)


@hsds_services.api_operation(
    READING,
    "/services",
    response={200: dict[str, Any], 422: Refused},
    operation_id="list_hsds_services",
)
def list_hsds_services(
    request: HttpRequest, page: Page = 1, per_page: PerPage = PER_PAGE, language: Form = "nb"
) -> Any:
    """The services of the site that answers, as HSDS 3.0."""
    catalogue = OpenCatalogue(request)
    rows, total, _pages = _part(catalogue.publications, page, per_page)
    today = timezone.localdate()
    found = [hsds.listed(record, language, today) for record in catalogue.records(rows)]
    return hsds.page_of(found, page, per_page, total, LICENCE)


@hsds_services.api_operation(
    READING,
    "/services/{identifier}",
    response={200: dict[str, Any], **FAULTS},
    operation_id="read_hsds_service",
)
def read_hsds_service(request: HttpRequest, identifier: UUID, language: Form = "nb") -> Any:
    """One service with all that belongs to it, as HSDS 3.0."""
    record = OpenCatalogue(request).record_named(identifier)
    if record is None:
        raise Http404
    return hsds.whole(record, language, timezone.localdate())
