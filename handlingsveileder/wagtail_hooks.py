from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from handlingsveileder import lost_ways, publishing, refusals
from handlingsveileder.bulk_publishing import CheckedPublishBulkAction
from handlingsveileder.language_admin import LanguagesView
from handlingsveileder.lost_ways import TellingDeleteBulkAction
from handlingsveileder.models.prose import ProsePage
from handlingsveileder.page_links import CitedPageLinkHandler
from handlingsveileder.preflight_report import GuidePreflightView
from handlingsveileder.version_admin import remove_version


# After Wagtail's own handler, which it replaces.
@hooks.register("register_rich_text_features", order=100)
def register_page_links(features: FeatureRegistry) -> None:
    features.register_link_type(CitedPageLinkHandler)


@hooks.register("before_publish_page")
def check_before_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The button, and what the button puts on the schedule. The draft is saved already."""
    if not isinstance(page, ProsePage):
        return None
    try:
        publishing.check(page)
    except publishing.PublishRefused as refused:
        return refusals.answer_to(request, refused)
    return None


@hooks.register("before_copy_page")
def check_before_copying(request: HttpRequest, page: Page) -> HttpResponse | None:
    if request.method != "POST" or not request.POST.get("publish_copies"):
        return None
    try:
        publishing.check_copies(page, with_subpages=bool(request.POST.get("copy_subpages")))
    except publishing.PublishRefused as refused:
        refusals.tell(request, [refused], of_copy=True)
        return redirect(request.get_full_path())
    return None


# After Wagtail's own, which they replace.
hooks.register("register_bulk_action", CheckedPublishBulkAction, order=100)
hooks.register("register_bulk_action", TellingDeleteBulkAction, order=100)


@hooks.register("before_delete_page")
def tell_what_would_be_lost(request: HttpRequest, page: Page) -> None:
    if request.method == "GET":
        lost_ways.warn(request, [page])


@hooks.register("after_unpublish_page")
def tell_what_is_lost(request: HttpRequest, page: Page) -> None:
    lost_ways.warn(request, [page], are_gone=True)


@hooks.register("register_log_actions")
def register_refusal(actions: LogActionRegistry) -> None:
    actions.register_action(
        publishing.REFUSED, _("Stop scheduled publishing"), _("Scheduled publishing was stopped")
    )


@hooks.register("register_admin_urls")
def preflight_addresses() -> list[URLPattern]:
    view = GuidePreflightView.as_view()
    return [
        path("languages/<int:site_id>/", LanguagesView.as_view(), name="site_languages"),
        path("guides/<int:page_id>/preflight/", view, name="guide_preflight"),
        path(
            "guides/<int:page_id>/versions/<int:version_id>/remove/",
            remove_version,
            name="remove_version",
        ),
    ]
