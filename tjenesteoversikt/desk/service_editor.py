"""The coordinator's editor of a service, and what one click does to it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import DateField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.snippets.action_menu import PublishMenuItem
from wagtail.snippets.views.snippets import EditView

from bti_portal.accounts.guard import policy_of
from tjenesteoversikt.duplicates import look_alikes
from tjenesteoversikt.models import Service
from tjenesteoversikt.upkeep import InUse, mark_checked, next_check_after

CHECKED = "action-checked"


class CheckedMenuItem(PublishMenuItem):
    """Publishes what stands in the form, and says that it was checked today."""

    name = CHECKED
    label = gettext_lazy("Publish, checked today")
    icon_name = "check"
    template_name = "wagtailsnippets/snippets/action_menu/menu_item.html"

    def is_shown(self, context: dict[str, Any]) -> bool:
        return context["view"] == "edit" and super().is_shown(context)


class ServiceEditView(EditView):
    """Knows the button of `CheckedMenuItem`."""

    def get_action(self, request: HttpRequest) -> str:
        if CHECKED in request.POST and "publish" in self.get_available_actions():
            return "publish"
        return super().get_action(request)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if CHECKED in self.request.POST and self.action == "publish":
            today = timezone.localdate()
            data = kwargs["data"].copy()
            try:
                planned = DateField(required=False).clean(data.get("next_check"))
            except ValidationError:
                planned = None
            data["checked_on"] = today.isoformat()
            data["next_check"] = next_check_after(today, planned).isoformat()
            kwargs["data"] = data
        return kwargs


@require_POST
def checked_today(request: HttpRequest, pk: int) -> HttpResponse:
    """One click in the list: everything about the service was right today."""
    policy = policy_of(Service)
    service = policy.changeable_by(request.user).filter(pk=pk).first()
    if service is None:
        raise Http404
    if not policy.user_has_permission_for_instance(request.user, "publish", service):
        raise PermissionDenied
    try:
        mark_checked(service, request.user)
    except InUse:
        messages.error(request, in_use(service))
    else:
        messages.success(
            request, _("“%(service)s” is marked as checked today.") % {"service": service}
        )
    listed = reverse(Service.snippet_viewset.get_url_name("list"))
    return redirect(get_valid_next_url_from_request(request) or listed)


def in_use(service: Service) -> str:
    """Why a service cannot be changed now."""
    return _(
        "“%(service)s” was not changed: it is locked, waits for approval, or has a day when it "
        "will be published."
    ) % {"service": service}


def tell_look_alikes(request: HttpRequest, service: Service) -> None:
    """A warning, which stops nothing, for each service that looks like the same."""
    for other in look_alikes(service):
        editor = reverse(Service.snippet_viewset.get_url_name("edit"), args=[other.pk])
        messages.warning(
            request,
            _("“%(service)s” looks like “%(other)s”, which you have already.")
            % {"service": service, "other": other},
            buttons=[messages.button(editor, _("See the other one"))],
        )
