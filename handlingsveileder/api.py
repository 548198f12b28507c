"""The open guide: read by anybody, in all its forms."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router
from pydantic import ConfigDict

from bti_portal.shell.navigation import Shell
from bti_portal.shell.outline import Outline
from handlingsveileder import guide_document, ladder
from handlingsveileder.guide_schema import GuideDocument, Strict
from handlingsveileder.ladder import Ladder
from tjenesteoversikt.api import FAULTS, Refused

READING = ["GET", "HEAD"]

router = Router(tags=["guides"])


class InForms(Strict):
    """A text by form of Norwegian; only the forms the site is published in."""

    nn: str | None = None
    nb: str | None = None


class GuideInList(Strict):
    id: str
    title: InForms
    url: InForms
    data: str


class GuideList(Strict):
    guides: list[GuideInList]


class Forms(Strict):
    """The guide by form of Norwegian. Each has its own tree of pages, joined by the `id`s."""

    nn: GuideDocument | None = None
    nb: GuideDocument | None = None


class GuideAnswer(Strict):
    """A guide with its levels, steps, roles, variants, decisions and ways on, in all its forms."""

    model_config = ConfigDict(title="Guide")

    id: str
    site: str
    municipality: str
    forms: Forms


def _ladders(request: HttpRequest) -> tuple[Shell, dict[str, list[Ladder]]]:
    """The guides that every reader of the request's site can come to, by id."""
    shell = Shell(request)
    found: dict[str, list[Ladder]] = {}
    for one in ladder.of_site(shell):
        found.setdefault(str(one.guide.translation_key), []).append(one)
    return shell, found


@router.api_operation(
    READING,
    "/guides",
    response={200: GuideList, 422: Refused},
    exclude_unset=True,
    operation_id="list_guides",
)
def list_guides(request: HttpRequest) -> Any:
    """The guides of the site that answers."""
    _shell, found = _ladders(request)
    return {
        "guides": [
            {
                "id": key,
                "title": {one.guide.language: one.guide.title for one in forms},
                "url": {one.guide.language: one.guide.url for one in forms},
                "data": f"{request.path.rstrip('/')}/{key}",
            }
            for key, forms in found.items()
        ]
    }


@router.api_operation(
    READING,
    "/guides/schema.json",
    response={200: dict[str, Any], 422: Refused},
    operation_id="guide_schema",
)
def guide_schema(request: HttpRequest) -> Any:
    """The JSON schema of the answer with one guide."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **GuideAnswer.model_json_schema(),
    }


@router.api_operation(
    READING,
    "/guides/{guide_id}",
    response={200: GuideAnswer, **FAULTS},
    by_alias=True,
    exclude_unset=True,
    operation_id="read_guide",
)
def read_guide(request: HttpRequest, guide_id: str) -> Any:
    """One guide, in all the forms of Norwegian that it is published in."""
    shell, found = _ladders(request)
    forms = found.get(guide_id)
    outline: Outline | None = shell.outline
    if not forms or outline is None:
        raise Http404
    documents = guide_document.documents_of(outline, forms)
    return {
        "id": guide_id,
        "site": outline.root,
        "municipality": str(shell.municipality),
        "forms": {document["language"]: document for document in documents},
    }
