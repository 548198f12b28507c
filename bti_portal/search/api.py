"""The site's search as open data: the same hits in the same order as readers get."""

from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils import translation
from ninja import Query, Router, Schema
from pydantic import ConfigDict

from bti_portal import norsk
from bti_portal.search.finding import SiteSearch
from bti_portal.shell.navigation import Shell
from tjenesteoversikt.api import Refused

LAST = 500
MOST = 50
READING = ["GET", "HEAD"]

router = Router(tags=["search"])


class Closed(Schema):
    """An answer that says nothing but what is described."""

    model_config = ConfigDict(extra="forbid")


class Hit(Closed):
    title: str
    kind: str
    url: str


class Hits(Closed):
    """`suggestion` is the spelling that was looked for where what was typed is no known word."""

    total: int
    suggestion: str
    hits: list[Hit]


Words = Annotated[str, Query(max_length=norsk.LONGEST_QUERY, description="What to look for.")]
Form = Annotated[
    Literal["nn", "nb"], Query(description="The form of Norwegian of the texts that are found.")
]
First = Annotated[int, Query(ge=0, le=LAST, description="How many hits to pass over.")]
Number = Annotated[int, Query(ge=1, le=MOST, description="How many hits to give.")]


@router.api_operation(READING, "/search", response={200: Hits, 422: Refused}, operation_id="search")
def search(
    request: HttpRequest,
    q: Words = "",
    language: Form = "nn",
    offset: First = 0,
    limit: Number = 20,
) -> Hits:
    """What the site that answers has for some words, best first."""
    with translation.override(language):
        shell = Shell(request)
        if shell.outline is None or shell.outline.home(language) is None:
            return Hits(total=0, suggestion="", hits=[])
        found = SiteSearch(shell, norsk.plain(q))
        return Hits(
            total=len(found),
            suggestion=found.suggestion or "",
            hits=[
                Hit(title=one.title, kind=one.kind, url=request.build_absolute_uri(one.url))
                for one in found[offset : offset + limit]
            ],
        )
