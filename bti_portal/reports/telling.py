"""Tells who edits a law where it is cited."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from bti_portal.registers.models import LegalReference
from bti_portal.reports.views import cited_by


def tell_where_cited(request: HttpRequest, law: LegalReference) -> None:
    """A message with a link to what cites `law`; a warning if the law no longer holds."""
    cited = cited_by(request, law)
    if not cited.total:
        return
    count = {"law": str(law), "count": cited.total}
    where = [messages.button(reverse("reports:cited_law", args=[law.pk]), _("See where"))]
    if cited.standing.is_stale:
        words = ngettext(
            "%(count)d page or service still cites %(law)s, which no longer holds.",
            "%(count)d pages and services still cite %(law)s, which no longer holds.",
            cited.total,
        )
        messages.warning(request, words % count, buttons=where)
    else:
        words = ngettext(
            "%(count)d page or service cites %(law)s.",
            "%(count)d pages and services cite %(law)s.",
            cited.total,
        )
        messages.info(request, words % count, buttons=where)
