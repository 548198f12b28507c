"""What the editor of a service tells besides its fields."""

from typing import Any

from django.db.models import Model
from wagtail.admin.panels import Panel

from bti_portal.accounts.guard import policy_of
from tjenesteoversikt.borrowed import borrowers_of, borrowings, municipality_names
from tjenesteoversikt.duplicates import look_alikes
from tjenesteoversikt.gaps import completeness_of, in_words, languages_of_sites
from tjenesteoversikt.models import Provider, Service


class TellingPanel(Panel):
    """A panel without fields, shown for a row that exists."""

    class BoundPanel(Panel.BoundPanel):
        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | self.told(self.instance)

        def told(self, instance: Model) -> dict[str, Any]:
            """What the template needs besides `self`."""
            return {}


class BorrowersPanel(TellingPanel):
    """Who else shows the service, and what they answered to its newest text."""

    class BoundPanel(TellingPanel.BoundPanel):
        template_name = "tjenesteoversikt/admin/borrowers_panel.html"

        def told(self, instance: Service) -> dict[str, Any]:
            names = municipality_names()
            rows = borrowings(borrowers_of([instance]))
            return {"borrowers": [(names[row.publication.site_id], row) for row in rows]}


class ProviderLinkPanel(TellingPanel):
    """Leads to where a link for the provider is made."""

    class BoundPanel(TellingPanel.BoundPanel):
        template_name = "tjenesteoversikt/admin/provider_link_panel.html"

        def is_shown(self) -> bool:
            may = policy_of(Service).user_has_permission(self.request.user, "publish")
            return super().is_shown() and may

        def told(self, instance: Model) -> dict[str, Any]:
            provider = instance if isinstance(instance, Provider) else instance.provider
            return {"provider": provider}


class CompletenessPanel(TellingPanel):
    """How complete the newest text is, and other services that look like the same."""

    class BoundPanel(TellingPanel.BoundPanel):
        template_name = "tjenesteoversikt/admin/completeness_panel.html"

        def told(self, instance: Service) -> dict[str, Any]:
            languages = languages_of_sites([instance.site])[instance.site_id]
            found = completeness_of(instance, languages)
            return {
                "score": found.score,
                "missing": [in_words(gap) for gap in found.missing],
                "look_alikes": look_alikes(instance),
            }
