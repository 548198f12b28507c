"""What the editors of the guide's pages show besides fields."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.models import Page, PageLogEntry, Site

from bti_portal.language_check.findings import Text
from bti_portal.language_check.panels import LanguagePanel
from handlingsveileder import preflight, publishing
from handlingsveileder.plain_text import paragraphs
from handlingsveileder.preflight.facts import GUIDE
from handlingsveileder.stored_values import texts_of

PUBLISHED = ("wagtail.publish", publishing.SCHEDULED)


def preflight_of(page: Page) -> dict[str, Any]:
    """What preflight says about a page as it stands in its editor, for the panel's template."""
    lineage = page.get_ancestors(inclusive=True).select_related("content_type")
    labels = {above.pk: above.specific_class._meta.label for above in lineage}
    guide = next((pk for pk, label in labels.items() if label == GUIDE), None)
    return {
        "findings": preflight.findings_of(page),
        "stopped": _stopped_schedule(page),
        "guide_url": reverse("guide_preflight", args=[guide]) if guide else "",
    }


def _stopped_schedule(page: Page) -> dict[str, Any] | None:
    """When the schedule last wanted to publish the page and could not, and by which rules."""
    entries = PageLogEntry.objects.filter(page=page.pk, action__in=(publishing.REFUSED, *PUBLISHED))
    last = entries.order_by("-timestamp", "-pk").first()
    if last is None or last.action != publishing.REFUSED:
        return None
    rules = [preflight.rule_named(name) for name in last.data.get("rules", [])]
    return {"at": last.timestamp, "titles": [rule.title for rule in rules if rule]}


class PreflightPanel(Panel):
    """What keeps the page from being published, and what would make it better, with links."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Preflight"), "icon": "check"} | kwargs)

    @property
    def clean_name(self) -> str:
        """The same in all languages."""
        return "preflight"

    class BoundPanel(Panel.BoundPanel):
        template_name = "handlingsveileder/admin/preflight_panel.html"

        def is_shown(self) -> bool:
            """A page that is not saved yet has nothing to check."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | preflight_of(self.instance)


class PageLanguagePanel(LanguagePanel):
    """The language check of a page."""

    class BoundPanel(LanguagePanel.BoundPanel):
        def site_of(self, instance: Page) -> Site | None:
            return instance.get_site()

        def texts_of(self, instance: Page) -> Iterable[tuple[str, list[Text]]]:
            return [(instance.locale.language_code, list(page_texts(instance)))]


def page_texts(page: Page) -> Iterable[Text]:
    """The title and the own texts of a page, with the places where its editor finds them."""
    yield Text(page.title, page._meta.get_field("title").verbose_name, "#:w:contentpath=title")
    for text in texts_of(page):
        words = "\n".join(paragraphs(text.words)) if text.is_rich else text.words
        name = text.place.partition(".")[0]
        label = page._meta.get_field(name).verbose_name
        yield Text(words, label, f"#:w:contentpath={text.place}")
