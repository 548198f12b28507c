from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.query import PageQuerySet

from bti_portal.accounts.sites import colleagues_of, own_pages, sites_of

# The page lists' filters would name the people of all municipalities.
for name in ("owner", "edited_by"):
    PageFilterSet.base_filters[name].queryset = lambda request: colleagues_of(request.user)
PageFilterSet.base_filters["site"].queryset = lambda request: sites_of(request.user)


@hooks.register("construct_page_chooser_queryset")
def only_own_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Choosers list the pages of the user's own sites, and what stands above them."""
    return own_pages(request.user, pages)


@hooks.register("construct_reports_menu")
def reports_for_the_operator(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    if not request.user.is_superuser:
        menu_items.clear()
