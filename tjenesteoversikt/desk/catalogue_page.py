"""What the coordinator's pages about the catalogue have in common."""

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from bti_portal.shell.site_admin import OwnSiteView

PAGES = {
    "changes": _("Changes to approve"),
    "borrowable": _("Services you can borrow"),
    "proposals": _("Proposals from providers"),
    "links": _("Links for providers"),
}
ON_A_PAGE = 20


class CataloguePage(OwnSiteView):
    """A page about the catalogue of one of the user's own sites."""

    namespace = "catalogue"
    pages = PAGES
    header_icon = "group"

    @property
    def user(self) -> AbstractBaseUser:
        return self.request.user

    def back(self, query: str = "") -> HttpResponse:
        """To the page itself, after something was done there."""
        return redirect(self.address() + query)

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**kwargs))
