"""Decision trees: one question a screen, until one knows what to do."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from handlingsveileder.blocks.decision_tree import TreeEndingBlock, TreeQuestionBlock
from handlingsveileder.models.prose import ProsePage


class DecisionTreePage(ProsePage):
    """A tree of questions. The first question is where one begins."""

    questions = StreamField(
        [("tree_question", TreeQuestionBlock())], verbose_name=_("questions"), blank=True
    )
    endings = StreamField(
        [("tree_ending", TreeEndingBlock())], verbose_name=_("endings"), blank=True
    )

    menu_place = "footer"
    parent_page_types = ["handlingsveileder.HomePage"]
    subpage_types: list[str] = []
    page_description = _("Questions, one at a time, that lead to what one should do.")
    template = "handlingsveileder/decision_tree_page.html"

    content_panels = [
        *ProsePage.content_panels,
        FieldPanel("questions"),
        FieldPanel("endings"),
    ]

    class Meta:
        verbose_name = _("decision tree")
        verbose_name_plural = _("decision trees")
