"""The one open API: what may be read by anybody, from any page of the web, without a key."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer

from handlingsveileder.api import router as guides
from tjenesteoversikt.api import hsds_services, services


class ReadableRenderer(JSONRenderer):
    """Norwegian letters as they are."""

    json_dumps_params = {"ensure_ascii": False}


class OpenAPI(NinjaAPI):
    """Only reads; a parameter that an operation does not know is refused by its name."""

    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        self._refuse_unknown_parameters(request)
        return super().create_temporal_response(request)

    def _refuse_unknown_parameters(self, request: HttpRequest) -> None:
        known = self._parameters().get(request.resolver_match.url_name, set())
        faults = [
            {
                "type": "extra_forbidden",
                "loc": ["query", name[:80]],
                "msg": "Unknown parameter. Known: " + (", ".join(sorted(known)) or "none") + ".",
            }
            for name in request.GET
            if name not in known
        ]
        if faults:
            raise ValidationError(faults[:10])

    def _parameters(self) -> dict[str, set[str]]:
        """The names of the parameters of each operation, by the name of its address."""
        return {
            self.get_operation_url_name(operation, router): {
                name
                for model in operation.models
                if model.__ninja_param_source__ == "query"
                for name in model.__ninja_flatten_map__
            }
            for _prefix, router in self._routers
            for view in router.path_operations.values()
            for operation in view.operations
        }


# Its own page of documentation would fetch script from elsewhere; ours is at /api/.
api = OpenAPI(
    title="BTI-portalen",
    version="1",
    description="Open data of one municipality's site: services and guides, in nynorsk and bokmål. "
    "Licence: NLOD 2.0, https://data.norge.no/nlod/no/2.0",
    docs_url=None,
    openapi_url="/v1/openapi.json",
    urls_namespace="api-1",
    renderer=ReadableRenderer(),
    openapi_extra={
        "info": {
            "license": {"name": "NLOD 2.0", "url": "https://data.norge.no/nlod/no/2.0"},
        }
    },
)
api.add_router("/v1", guides)
api.add_router("/v1", services)
api.add_router("/hsds", hsds_services)


@api.exception_handler(Http404)
def nothing_there(request: HttpRequest, fault: Http404) -> HttpResponse:
    return api.create_response(request, {"detail": "Not found"}, status=404)


@api.exception_handler(ValidationError)
def refused(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """Each fault with the name of the parameter alone, wherever in it the fault is."""
    places = [[part for part in one["loc"] if part != "wanted"][:2] for one in fault.errors]
    detail = [one | {"loc": place} for one, place in zip(fault.errors, places, strict=True)]
    return api.create_response(request, {"detail": detail}, status=422)


def no_such_address(request: HttpRequest) -> HttpResponse:
    """What stands at an address of the API that is none."""
    return nothing_there(request, Http404())
