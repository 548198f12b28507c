"""Pages of the admin that speak of one municipality.

A site the user does not work for answers 404; a page that the user's roles there do not give
answers 403, which leads to the start page with a word about why.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from bti_portal.accounts.sites import site_ids_where, sites_of
from bti_portal.shell.models import Municipality

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class OwnSiteView(WagtailAdminTemplateMixin, TemplateView):
    """A page about one of the user's own sites, with tabs to its siblings.

    Attributes:
        name: the page's own address, without the namespace.
        namespace: of the addresses of `pages`.
        pages: the words of each sibling, by the name of its address.
        permissions: what the user's roles at this very site must give, to look.
        changing: what they must give besides, to send anything in.
    """

    _by_address: ClassVar[dict[tuple[str, str], "type[OwnSiteView]"]] = {}

    name = ""
    namespace = ""
    pages: ClassVar[dict[str, Promise]] = {}
    permissions: Iterable[str] = ()
    changing: Iterable[str] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._by_address.setdefault((cls.namespace, cls.name), cls)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        sites = list(sites_of(request.user).select_related("root_page"))
        self.site = next((site for site in sites if site.pk == kwargs["site_id"]), None)
        if self.site is None:
            raise Http404
        allowed = site_ids_where(request.user, *self.permissions)
        self.may_change = self.site.pk in site_ids_where(request.user, *self.changing)
        may_do = self.may_change or request.method in SAFE_METHODS
        if self.site.pk not in allowed or not may_do:
            raise PermissionDenied
        self.others = [site for site in sites if site.pk in allowed - {self.site.pk}]

    def get_page_title(self) -> str:
        return str(self.pages[self.name])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def address(self, name: str = "", site_id: int | None = None) -> str:
        """The address of a sibling, or of the same page at another site."""
        return reverse(f"{self.namespace}:{name or self.name}", args=[site_id or self.site.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        known = [self.site, *self.others]
        names = {row.site_id: str(row) for row in Municipality.objects.filter(site__in=known)}

        def link(name: str, site_id: int, words: object) -> dict[str, Any]:
            is_current = (name, site_id) == (self.name, self.site.pk)
            return {"url": self.address(name, site_id), "words": words, "is_current": is_current}

        context["municipality"] = names.get(self.site.pk, self.site.site_name)
        context["tabs"] = [
            link(name, self.site.pk, words)
            for name, words in self.pages.items()
            if self.site.pk in site_ids_where(self.request.user, *needed_for(self.namespace, name))
        ]
        context["may_change"] = self.may_change
        context["others"] = [
            link(self.name, site.pk, names.get(site.pk, site.site_name)) for site in self.others
        ]
        return context


def needed_for(namespace: str, name: str) -> tuple[str, ...]:
    """What one's roles at a site must give to see a page about it; `KeyError` for an unknown page."""
    return tuple(OwnSiteView._by_address[namespace, name].permissions)
