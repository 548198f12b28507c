"""Words for what Wagtail's code leaves without a text to translate.

Without a label Django and Wagtail make one of the English name in the code ("Link text"), which no
catalogue can change. `test_admin_in_norwegian.py` finds what is missing.

The widgets with which one chooses a row or a page are made once for all. What they say is put
together then, and would stay in the language of whoever came first.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.forms import Form
from django.utils.functional import Promise, lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)
from wagtail.admin.forms.workflows import WorkflowContentTypeForm, WorkflowPageForm
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page, Site
from wagtail.sites.views import IndexView as SiteIndexView
from wagtail.snippets.widgets import AdminSnippetChooser

LINK_TEXT = {"link_text": _("Link text")}
BOXES: dict[type[Form], dict[str, str | Promise]] = {
    ExternalLinkChooserForm: LINK_TEXT,
    AnchorLinkChooserForm: LINK_TEXT,
    EmailLinkChooserForm: LINK_TEXT
    | {
        "email_address": _("E-mail address"),
        "subject": _("Subject of the e-mail"),
        "body": _("Text of the e-mail"),
    },
    PhoneLinkChooserForm: LINK_TEXT | {"phone_number": capfirst(_("telephone number"))},
    WorkflowPageForm: {"page": capfirst(Page._meta.verbose_name)},
    WorkflowContentTypeForm: {"content_types": capfirst(ContentType._meta.verbose_name_plural)},
}

CHOOSER_WORDS = {
    "choose_one_text": _("Choose %(object)s"),
    "choose_another_text": _("Choose another %(object)s"),
    "link_to_chosen_text": _("Edit this %(object)s"),
}
put_together = lazy(lambda words, **parts: str(words) % parts, str)


def _says_each_time(say: Callable[[Any], None], made: Callable[..., None]) -> Callable[..., None]:
    """`made`, the `__init__` of a widget, with words that are put together whenever they are read."""

    @wraps(made)
    def init(widget: Any, *args: Any, **kwargs: Any) -> None:
        made(widget, *args, **kwargs)
        say(widget)

    return init


def _say_what_row(widget: AdminSnippetChooser) -> None:
    for name, words in CHOOSER_WORDS.items():
        setattr(widget, name, put_together(words, object=widget.model._meta.verbose_name))


def _say_what_page(widget: AdminPageChooser) -> None:
    if widget.model is not Page:
        words = {
            "choose": AdminPageChooser.choose_one_text,
            "type": widget.model._meta.verbose_name,
        }
        widget.choose_one_text = put_together("%(choose)s (%(type)s)", **words)


def give() -> None:
    """Gives Wagtail's forms and lists their labels. Once, when the portal starts."""
    for form, labels in BOXES.items():
        for name, label in labels.items():
            form.base_fields[name].label = label
    for column in SiteIndexView.columns:
        if column.name in {"site_name", "root_page"}:
            column.label = capfirst(Site._meta.get_field(column.name).verbose_name)
    AdminSnippetChooser.__init__ = _says_each_time(_say_what_row, AdminSnippetChooser.__init__)
    AdminPageChooser.__init__ = _says_each_time(_say_what_page, AdminPageChooser.__init__)
    SearchView.verbose_name = Page._meta.verbose_name
    SearchView.verbose_name_plural = Page._meta.verbose_name_plural
