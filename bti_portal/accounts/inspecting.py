"""Looking at a row without editing it."""

from django.db.models import Field
from django.template.defaultfilters import capfirst, yesno
from wagtail.snippets.views.snippets import InspectView


class ReadableInspectView(InspectView):
    """Says yes, no and nothing in words, where Wagtail shows Python's True, False and None."""

    def get_field_display_value(self, field_name: str, field: Field | None) -> object:
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, bool):
            return capfirst(yesno(value))
        return "–" if value is None or value == "" else value
