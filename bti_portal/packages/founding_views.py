"""The operator's way to a new municipality in the admin: one form in five parts."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from bti_portal.accounts.inviting import password_link, send_invitation
from bti_portal.packages.founding import Founded, HostTaken, found
from bti_portal.packages.founding_form import FoundingForm
from bti_portal.packages.loading import read_package
from bti_portal.shell.base_path import address_of
from bti_portal.shell.models import Municipality

STARTER_PACKAGE = Path(settings.ROOT) / "startpakke"


class NewMunicipalityView(WagtailAdminTemplateMixin, TemplateView):
    """Asks what must be known, says all that is wrong at once, and makes the whole site."""

    page_title = gettext_lazy("New municipality")
    header_icon = "site"
    template_name = "packages/new_municipality.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_superuser:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("form", FoundingForm())
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = FoundingForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                made = found(form.plan(), read_package(STARTER_PACKAGE))
            except HostTaken as taken:
                form.add_error("host", _("There is a site at %(host)s already.") % {"host": taken})
            else:
                _tell(request, made)
                return redirect(reverse("reports:go_live", args=[made.site.pk]))
        messages.error(request, _("Nothing was made. See what is wrong below."))
        return self.render_to_response(self.get_context_data(form=form))


def _tell(request: HttpRequest, made: Founded) -> None:
    place = str(Municipality.objects.get(site=made.site))
    messages.success(
        request,
        _("%(name)s has been made, and answers at %(url)s/.")
        % {"name": place, "url": address_of(made.site).rstrip("/")},
    )
    person = made.coordinator
    if person and not made.is_new_user:
        messages.info(
            request,
            _("%(email)s had a log-in, and is now coordinator here too.") % {"email": person.email},
        )
    elif person:
        invite(request, person, place)


def invite(request: HttpRequest, person: Any, place: str) -> None:
    """Send the link to choose a password; show it to the operator when it cannot be sent."""
    if send_invitation(person, place):
        messages.success(
            request,
            _("A link to choose a password was sent to %(email)s.") % {"email": person.email},
        )
    else:
        messages.warning(
            request,
            _("The e-mail could not be sent. Give %(email)s this link yourself: %(url)s")
            % {"email": person.email, "url": password_link(person)},
        )
