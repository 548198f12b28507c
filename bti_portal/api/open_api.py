"""The one open API: what may be read by anybody, from any page of the web, without a key."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from handlingsveileder.api import router as guides


class ReadableRenderer(JSONRenderer):
    """Norwegian letters as they are."""

    json_dumps_params = {"ensure_ascii": False}


class OpenAPI(NinjaAPI):
    """Only reads, so any other site's page may ask; answers carry no cookie."""

    def create_response(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return _open(super().create_response(*args, **kwargs))

    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        return _open(super().create_temporal_response(request))


def _open(response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    return response


# Its own page of documentation would fetch script from elsewhere.
api = OpenAPI(
    title="BTI-portalen",
    version="1",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api-1",
    renderer=ReadableRenderer(),
)
api.add_router("", guides)


@api.exception_handler(Http404)
def nothing_there(request: HttpRequest, fault: Http404) -> HttpResponse:
    return api.create_response(request, {"detail": "Not found"}, status=404)
