"""Open to all: any page of the web may read the API and the data, and each answer states its licence."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from tjenesteoversikt.exports import LICENCE

OPEN = ("/api/", "/data/")
# The guides are asked about again at each visit; services may be some minutes old.
KEPT_FOR_SECONDS = 300
KEPT = ("/api/v1/services", "/api/hsds/", "/data/")
OK = 200
METHODS = "GET, HEAD, OPTIONS"


class OpenDataMiddleware:
    """Says for all open addresses, faults included: who may read, under what licence, how long it keeps."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if not path.startswith(OPEN):
            return self.get_response(request)
        if request.method == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": METHODS})
            response["Access-Control-Allow-Methods"] = METHODS
            response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
            response["Access-Control-Max-Age"] = "86400"
        else:
            response = self.get_response(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link"
        response["Link"] = ", ".join(
            filter(None, [response.get("Link"), f'<{LICENCE}>; rel="license"'])
        )
        if path.startswith(KEPT) and response.status_code == OK:
            patch_cache_control(response, public=True, max_age=KEPT_FOR_SECONDS)
        return response
