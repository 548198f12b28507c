"""The catalogue as linked data, for those who harvest it."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tjenesteoversikt.exports.cpsv import PROFILES, Emitter, Triple
from tjenesteoversikt.exports.rdf_formats import FORMATS
from tjenesteoversikt.open_data import OpenCatalogue

# A larger catalogue is given in parts: each service takes a thousandth of a second or two.
MOST_IN_ONE_ANSWER = 2_000
READ_AT_ONCE = 200
PARAMETERS = ("profile", "page")
LONGEST_NUMBER = 6


class _Refused(Exception):
    """A parameter of the address that cannot be answered: its name and why."""


@require_safe
def cpsv(request: HttpRequest, ending: str) -> HttpResponse:
    """The services of the site as CPSV-AP-NO, or the part of them that was asked for."""
    catalogue = OpenCatalogue(request)
    if catalogue.described is None:
        raise Http404
    total = catalogue.publications.count()
    parts = max(1, -(-total // MOST_IN_ONE_ANSWER))
    try:
        _refuse_unknown(request)
        profile = _profile(request)
        page = _page(request, total, parts)
    except _Refused as fault:
        name, why = fault.args
        detail = [{"type": "value_error", "loc": ["query", name], "msg": why}]
        return JsonResponse({"detail": detail}, status=422)
    emitter = Emitter(catalogue.described, profile, timezone.localdate())
    form = FORMATS[ending]
    text = "".join(form.lines(_triples(catalogue, emitter, page)))
    response = HttpResponse(text, content_type=f"{form.media_type}; charset=utf-8")
    if page < parts:
        response["Link"] = f'<{request.path}?profile={profile}&page={page + 1}>; rel="next"'
    return response


def _triples(catalogue: OpenCatalogue, emitter: Emitter, page: int) -> Iterator[Triple]:
    yield from emitter.frame()
    first = (page - 1) * MOST_IN_ONE_ANSWER
    for start in range(first, first + MOST_IN_ONE_ANSWER, READ_AT_ONCE):
        records = catalogue.records(catalogue.publications[start : start + READ_AT_ONCE])
        yield from emitter.services(records)
        if len(records) < READ_AT_ONCE:
            return


def _refuse_unknown(request: HttpRequest) -> None:
    for name in request.GET:
        if name not in PARAMETERS:
            raise _Refused(name[:80], f"Unknown parameter. Known: {', '.join(PARAMETERS)}.")


def _profile(request: HttpRequest) -> str:
    profile = request.GET.get("profile", PROFILES[0])
    if profile not in PROFILES:
        raise _Refused("profile", f"Known: {', '.join(PROFILES)}.")
    return profile


def _page(request: HttpRequest, total: int, parts: int) -> int:
    """The part that was asked for. A part of a large catalogue never stands for the whole unasked."""
    text = request.GET.get("page", "")
    if not text and parts > 1:
        raise _Refused(
            "page", f"There are {total} services. Ask for one of {parts} parts: ?page=1."
        )
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    page = int(text) if is_number else 1 if not text else 0
    if not 1 <= page <= parts:
        raise _Refused("page", f"A number from 1 to {parts}.")
    return page
