"""The checklist before a municipality's site is opened."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from bti_portal.accounts.models import User
from bti_portal.packages.founding_views import invite
from bti_portal.reports.go_live import GoLive
from bti_portal.reports.views import SiteReport


class GoLiveView(SiteReport):
    """What is done, what is missing, and where it is mended."""

    name = "go_live"
    permissions = ("shell.change_municipality",)
    header_icon = "clipboard-list"
    template_name = "reports/go_live.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        checklist = GoLive(self.site)
        context["checklist"] = checklist
        context["done"] = len(checklist.points) - checklist.missing
        if self.request.user.is_superuser:
            context["waiting"] = [one for one in checklist.coordinators if not one.last_login]
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send a coordinator who has never logged in another link."""
        if not request.user.is_superuser:
            raise Http404
        waiting = {str(one.pk): one for one in GoLive(self.site).coordinators if not one.last_login}
        person: User | None = waiting.get(request.POST.get("person", ""))
        if person is None:
            raise Http404
        invite(request, person, self.site.site_name)
        return redirect(self.address())
