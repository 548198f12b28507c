"""The model on three organisational levels, drawn from the registers."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from handlingsveileder import model_map
from handlingsveileder.blocks.body import BODY_BLOCKS
from handlingsveileder.models.prose import ProsePage


class ModelMapPage(ProsePage):
    """How plans, tools, routines and meeting arenas help on each level."""

    body = StreamField(BODY_BLOCKS, verbose_name=_("text"), blank=True)

    menu_place = "footer"
    parent_page_types = ["handlingsveileder.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    page_description = _("The model on three levels, drawn from the register of its parts.")
    template = "handlingsveileder/model_map_page.html"

    content_panels = [*ProsePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("model map")
        verbose_name_plural = _("model maps")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        shell = context["shell"]
        if shell.outline:
            context["model_map"] = model_map.read(shell.outline, shell.language)
        # Editors see in the preview what is missing; readers see what there is.
        context["shows_missing"] = getattr(request, "is_preview", False)
        return context
