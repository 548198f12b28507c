"""Signs, risk factors and protective factors, by age and arena."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from handlingsveileder import ladder
from handlingsveileder.blocks.body import BODY_BLOCKS
from handlingsveileder.blocks.sign import SignBlock
from handlingsveileder.models.prose import ProsePage
from handlingsveileder.signs import SignFilter, arenas_named, in_groups


class SignsPage(ProsePage):
    """What to notice, and where to go with it."""

    body = StreamField(BODY_BLOCKS, verbose_name=_("text"), blank=True)
    signs = StreamField([("sign", SignBlock())], verbose_name=_("signs and factors"), blank=True)

    menu_place = "footer"
    parent_page_types = ["handlingsveileder.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    page_description = _("Signs, risk factors and protective factors, by age and arena.")
    template = "handlingsveileder/signs_page.html"

    content_panels = [*ProsePage.content_panels, FieldPanel("body"), FieldPanel("signs")]

    class Meta:
        verbose_name = _("signs")
        verbose_name_plural = _("pages of signs")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        wishes = SignFilter.from_query(request.GET.dict(), arenas_named(self.signs))
        found = [block for block in self.signs if wishes.fits(block.value)]
        return context | {
            "ladder": ladder.with_way_out(context["shell"]),
            "wishes": wishes,
            "number": len(found),
            "areas": in_groups(found),
        }
