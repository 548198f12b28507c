"""Tells who edits a law where it is cited, and who closes a user what must be handed over."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from bti_portal.accounts.models import User
from bti_portal.registers.models import LegalReference
from bti_portal.reports.due import sites_where_responsible
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


def tell_what_to_hand_over(request: HttpRequest, person: User) -> None:
    """A warning for each municipality where `person` answers for something."""
    for site, count in sites_where_responsible(person):
        words = ngettext(
            "%(person)s answers for %(count)d thing at %(site)s. Let a colleague take over.",
            "%(person)s answers for %(count)d things at %(site)s. Let a colleague take over.",
            count,
        )
        address = f"{reverse('reports:hand_over', args=[site.pk])}?from={person.pk}"
        messages.warning(
            request,
            words % {"person": person, "count": count, "site": site.site_name or site.hostname},
            buttons=[messages.button(address, _("Hand over"))],
        )
