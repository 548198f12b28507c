"""Articles: what BTI is, privacy, what to do on suspicion of violence …"""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from handlingsveileder.blocks.body import BODY_BLOCKS
from handlingsveileder.models.prose import ProsePage


class ArticlePage(ProsePage):
    """A page of running text."""

    body = StreamField(BODY_BLOCKS, verbose_name=_("text"), blank=True)

    menu_place = "footer"
    may_be_in_any_language = True
    parent_page_types = ["handlingsveileder.HomePage", "handlingsveileder.ArticlePage"]
    subpage_types = ["handlingsveileder.ArticlePage"]
    page_description = _("Running text. Shown in the footer when ticked to be in menus.")
    template = "handlingsveileder/article_page.html"

    content_panels = [*ProsePage.content_panels, FieldPanel("body")]
    search_fields = [*ProsePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
