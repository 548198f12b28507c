"""The toolbox: sheets, scales and guides for conversations, with questions that narrow the list."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bti_portal.registers.models import Arena
from bti_portal.shell.navigation import Shell
from bti_portal.shell.pages import open_children
from handlingsveileder import toolbox
from handlingsveileder.models.prose import ProsePage
from handlingsveileder.models.tool import ToolPage
from handlingsveileder.tool_filter import ToolFilter, facets

NEAR_MATCHES = 5


class ToolIndexPage(ProsePage):
    """All tools on one page."""

    parent_page_types = ["handlingsveileder.HomePage"]
    subpage_types = ["handlingsveileder.ToolPage"]
    page_description = _("The toolbox: lists all tools below it.")
    template = "handlingsveileder/tool_index_page.html"

    class Meta:
        verbose_name = _("toolbox")
        verbose_name_plural = _("toolboxes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        shell: Shell = context["shell"]
        tools = list(open_children(ToolPage, self).select_related("document"))
        arenas = list(Arena.objects.filter(Q(site=None) | Q(site=shell.site)))
        questions = facets(arenas, toolbox.uses(shell), shell)
        words = toolbox.words_of(tools, shell)
        wishes = ToolFilter.from_query(request.GET, questions, words)
        hits = wishes.apply(tools)
        near = [] if hits else wishes.loosened(tools)[:NEAR_MATCHES]
        return context | {
            "wishes": wishes,
            "has_tools": bool(tools),
            "total": len(hits),
            "hits": toolbox.entries(hits or near, shell, arenas),
        }
