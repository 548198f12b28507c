"""What every page type of the portal has in common."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from bti_portal.accounts.guard import OwnChoicesMixin
from bti_portal.review.models import Reviewed, review_panel
from bti_portal.shell.base_path import path_at
from bti_portal.shell.languages import ENDONYMS
from bti_portal.shell.navigation import Shell


class PortalPageForm(OwnChoicesMixin, WagtailAdminPageForm):
    """The form of a page: it offers only the people of the user's own sites, among others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            # Made from the title where it is left empty, as when a draft is saved at once.
            self.fields["slug"].required = False

    def save(self, commit: bool = True) -> Any:
        """A new page is a draft until it is published: Wagtail's own would be live at once."""
        if self.instance.pk is None:
            self.instance.live = False
        return super().save(commit)


def open_children(model: type[Page], parent: Page) -> QuerySet[Any]:
    """The published `model` pages right below `parent`, without those closed to more readers than it."""
    closed = PageViewRestriction.objects.values("page")
    return model.objects.child_of(parent).live().exclude(pk__in=closed)


class PortalPage(Reviewed, Page):
    """A reader's page: title, lead, who answers for it, and its surroundings."""

    lead = models.TextField(
        _("lead"),
        blank=True,
        help_text=_("One or two short sentences under the title: what the reader can do here."),
    )

    # Where the page stands when "show in menus" is ticked: in the "main" menu or in the "footer".
    menu_place = "main"
    # Whether the page is a step that readers follow, and not only a page to read.
    is_step = False
    # Whether a link to its draft may open all that stands below it as well.
    is_read_as_a_whole = False
    # Whether a site may have the page in other languages than Norwegian.
    may_be_in_any_language = False
    # Set when the outline has told that the page is for everybody.
    is_known_public = False

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    settings_panels = [*Page.settings_panels, review_panel()]
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    base_form_class = PortalPageForm

    class Meta:
        abstract = True

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """As Wagtail's, with the address below the base path of the page's own site."""
        parts = super().get_url_parts(request)
        if not parts or not parts[1]:
            return parts
        site_id, root_url, path = parts
        return site_id, root_url, path_at(root_url, path)

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """In other languages than Norwegian only what makes sense alone there."""
        if not super().can_create_at(parent):
            return False
        return cls.may_be_in_any_language or parent.locale.language_code in ENDONYMS

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        if self.is_known_public:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def get_url(self, request: HttpRequest | None = None, current_site: Any = None) -> str | None:
        """As Wagtail's; for a draft behind a link, the address that the link opens."""
        drafted = getattr(request, "_draft_outline", None)
        if drafted is not None and self.pk in drafted.draft.pages:
            return drafted.with_pk(self.pk).url
        return super().get_url(request, current_site)

    def read_as_draft(self, drafts: Iterable[Any]) -> None:
        """Take what this page shows of other pages from `drafts`, before it is shown with them."""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["shell"] = self.shell_around(request, **kwargs)
        return context

    def shell_around(self, request: HttpRequest, **kwargs: Any) -> Shell:
        """What surrounds the page in answer to `request`."""
        return Shell(request, self)
