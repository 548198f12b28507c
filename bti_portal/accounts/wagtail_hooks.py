from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.log_actions import LogActionRegistry
from wagtail.query import PageQuerySet

from bti_portal.accounts.giving_roles import GAVE, TOOK
from bti_portal.accounts.sites import colleagues_of, own_pages, sites_of

# The page lists' filters would name the people of all municipalities.
for name in ("owner", "edited_by"):
    PageFilterSet.base_filters[name].queryset = lambda request: colleagues_of(request.user)
PageFilterSet.base_filters["site"].queryset = lambda request: sites_of(request.user)


@hooks.register("construct_page_chooser_queryset")
def only_own_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Choosers list the pages of the user's own sites, and what stands above them."""
    return own_pages(request.user, pages)


@hooks.register("register_log_actions")
def changes_of_roles(actions: LogActionRegistry) -> None:
    actions.register_action(GAVE, _("Give a role"), _("A role was given"))
    actions.register_action(TOOK, _("Take a role away"), _("A role was taken away"))


@hooks.register("construct_reports_menu")
def reports_for_the_operator(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    if not request.user.is_superuser:
        menu_items.clear()
