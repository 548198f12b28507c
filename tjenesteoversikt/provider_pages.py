"""What a provider sees behind its link: its own services, without log-in and without cookies."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from bti_portal.shell.languages import ENDONYMS
from bti_portal.shell.navigation import Shell
from tjenesteoversikt import inviting
from tjenesteoversikt.models import Proposal, ProviderLink, Service
from tjenesteoversikt.proposal_form import ProposalForm
from tjenesteoversikt.proposing import (
    IN_BOTH_FORMS,
    columns_of,
    confirm,
    forms_of,
    plain_text,
    propose,
    services_behind,
)
from tjenesteoversikt.queries import LARGEST_KEY

View = Callable[..., HttpResponse]


def _comes_from_here(request: HttpRequest) -> bool:
    """Whether a form was sent from this host. The link itself is the secret; this is besides.

    A page that sends no referrer sends `Origin: null`, so an unknown origin is no stranger.
    """
    came_from = request.headers.get("Sec-Fetch-Site")
    if came_from:
        return came_from in {"same-origin", "none"}
    origin = request.headers.get("Origin", "null")
    return origin == "null" or origin.partition("://")[2] == request.get_host()


def _closed(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    context = {"title": title, "words": words}
    return render(request, "tjenesteoversikt/provider/closed.html", context, status=status)


def _unknown(request: HttpRequest) -> HttpResponse:
    return _closed(
        request,
        404,
        _("This link opens nothing"),
        _("See that you have the whole link. If you have, ask the municipality for a new one."),
    )


def _answered(request: HttpRequest, view: View, token: str, **kwargs: Any) -> HttpResponse:
    shell = Shell(request)
    try:
        if shell.site is None:
            raise inviting.NoSuchLink
        link = inviting.opened_by(token, shell.site)
        if request.method == "POST" and not _comes_from_here(request):
            return _closed(
                request,
                403,
                _("This was not sent"),
                _("It came from another page. Open the link once more, and send it from there."),
            )
        return view(request, link, token, **kwargs)
    except (inviting.NoSuchLink, Http404):
        return _unknown(request)
    except inviting.LinkClosed:
        return _closed(
            request,
            410,
            _("This link no longer works"),
            _("A link holds for some weeks only. Ask the municipality for a new one."),
        )
    except inviting.TooOften:
        response = _closed(
            request,
            429,
            _("Too many times in a minute"),
            _("Wait a minute, go back, and try again."),
        )
        response["Retry-After"] = "60"
        return response


def behind_a_link(view: View) -> View:
    """Opens the link; every answer is kept from caches, search engines and the next site."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        response = _answered(request, view, token, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return guarded


def _facts(service: Service) -> list[tuple[str, str, str]]:
    """What a provider looks over: label, form of Norwegian and words, in the order of its form."""
    facts = []
    for column in columns_of(service):
        base, _sign, form = column.rpartition("_")
        name = base if base in IN_BOTH_FORMS else column
        words = str(Service._meta.get_field(name).verbose_name)
        label = words[:1].upper() + words[1:]
        form = form if name == base else ""
        text = (
            service.get_availability_display()
            if column == "availability"
            else plain_text(service, column)
        )
        facts.append((f"{label} – {ENDONYMS[form]}" if form else label, form, text))
    return facts


@behind_a_link
def overview(request: HttpRequest, link: ProviderLink, token: str) -> HttpResponse:
    """The provider's services, each with what stands there; a POST says that they are right."""
    services = list(services_behind(link))
    here = reverse("provider_link", args=[token])
    if request.method == "POST":
        wanted = request.POST.get("service", "")
        right = [s for s in services if wanted in {"all", str(s.pk)}]
        if not right:
            raise Http404
        confirm(link, right)
        return redirect(here)
    latest: dict[int, Proposal] = {}
    for said in Proposal.objects.filter(link=link).exclude(state=Proposal.State.REPLACED):
        latest[said.service_id] = said
    context = {
        "link": link,
        "token": token,
        "here": here,
        "rows": [
            (service, _facts(service), forms_of(service), latest.get(service.pk))
            for service in services
        ],
        "can_confirm_all": len(services) > 1,
    }
    return render(request, "tjenesteoversikt/provider/overview.html", context)


@behind_a_link
def correction(request: HttpRequest, link: ProviderLink, token: str, pk: int) -> HttpResponse:
    """The form for one service, and what was sent in it."""
    service = services_behind(link).filter(pk=pk).first() if pk <= LARGEST_KEY else None
    if service is None:
        raise Http404
    form = ProposalForm(service, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        propose(link, service, form.changes)
        return redirect(reverse("provider_link", args=[token]))
    context = {
        "link": link,
        "here": reverse("provider_link", args=[token]),
        "service": service,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "tjenesteoversikt/provider/correction.html", context, status=status)
