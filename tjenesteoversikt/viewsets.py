"""The catalogue in the admin."""

import itertools
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from bti_portal.accounts.guard import GuardedForm, GuardedMixin, guard, policy_of
from bti_portal.accounts.inspecting import ReadableInspectView
from bti_portal.language_check.panels import LanguagePanel
from bti_portal.registers.viewsets import in_both_forms
from bti_portal.review.models import review_panel
from tjenesteoversikt.desk.service_editor import ServiceEditView
from tjenesteoversikt.desk.service_list import (
    CheckedColumn,
    CompletenessColumn,
    ServiceFilterSet,
    ServiceIndexView,
    StateColumn,
)
from tjenesteoversikt.gaps import with_themes
from tjenesteoversikt.imports.world import LONGEST_KEY, key_of
from tjenesteoversikt.models import Need, Provider, Publication, Service, Theme
from tjenesteoversikt.panels import BorrowersPanel, CompletenessPanel, ProviderLinkPanel

# Until it is published, the row of a service holds its owner's draft.
guard(Service, also_visible={"publications__site": "live"})
guard(Provider, also_visible={"services__publications__site": "services__live"})
guard(Publication)

UNCHANGEABLE = _("This cannot be changed. Make a new one instead.")
MUNICIPALITY = Column("site", label=capfirst(_("municipality's site")))


class KeyedForm(GuardedForm):
    """A row of a municipality for good. It gets its key from its name, unless somebody gives one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].required = False
        self.fields["key"].help_text = _(
            "Made from the name if you leave it empty. Imports and exports know the row by it."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk and "site" in cleaned and "site" in self.changed_data:
            self.add_error("site", UNCHANGEABLE)
        if not cleaned.get("key") and "key" not in self.errors:
            cleaned["key"] = self.instance.key or self._free_key(cleaned)
        return cleaned

    def _free_key(self, cleaned: dict[str, Any]) -> str:
        model = self._meta.model
        name = cleaned.get("name_nn") or cleaned.get("name_nb") or str(model._meta.verbose_name)
        made = key_of(name)[: LONGEST_KEY - 4] or model._meta.model_name
        taken = model._default_manager.filter(site=cleaned.get("site"), key__startswith=made)
        keys = set(taken.values_list("key", flat=True))
        numbered = (f"{made}-{number}" for number in itertools.count(2))
        return next(key for key in itertools.chain([made], numbered) if key not in keys)


class ServiceForm(KeyedForm):
    """A service; the owner's own providers only."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        provider, site = cleaned.get("provider"), cleaned.get("site")
        if provider and site and provider.site_id != site.pk:
            self.add_error("provider", _("Choose a provider of the same municipality."))
        return cleaned


class PublicationForm(GuardedForm):
    """A service shown at a site; which service and where never changes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.is_withdrawn:
            # The chooser would name it by its owner's draft.
            del self.fields["service"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("service", "site") if self.instance.pk else ():
            if name in cleaned and name in self.changed_data:
                self.add_error(name, UNCHANGEABLE)
        service, site = cleaned.get("service"), cleaned.get("site")
        if service and site and not self.instance.pk and service.site_id != site.pk:
            words = _("This belongs to another municipality. Choose it under “%(page)s”.")
            self.add_error("service", words % {"page": _("Services you can borrow")})
        return cleaned


TEXTS = ObjectList(
    [
        CompletenessPanel(heading=_("Completeness")),
        in_both_forms("name"),
        in_both_forms("summary"),
        in_both_forms("description"),
        in_both_forms("how_to_get"),
        in_both_forms("good_to_know"),
        in_both_forms("meanwhile"),
        in_both_forms("everyday_words"),
        LanguagePanel(),
    ],
    heading=_("Texts"),
)
FACTS = ObjectList(
    [
        MultiFieldPanel(
            [FieldPanel("site"), FieldPanel("provider"), FieldPanel("kind"), FieldPanel("key")],
            heading=_("Who"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("audiences"),
                FieldPanel("from_pregnancy"),
                FieldRowPanel([FieldPanel("age_min_months"), FieldPanel("age_max_months")]),
                FieldPanel("themes"),
                FieldPanel("needs"),
                FieldPanel("arenas"),
            ],
            heading=_("For whom"),
        ),
        MultiFieldPanel(
            [FieldPanel("levels"), FieldPanel("prevention"), FieldPanel("forms")],
            heading=_("Place in the model"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("referral"),
                in_both_forms("who_may_refer"),
                FieldPanel("referral_form"),
                in_both_forms("consent_note"),
                FieldPanel("cost"),
                in_both_forms("cost_note"),
            ],
            heading=_("How to get it"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                FieldPanel("website"),
                FieldPanel("is_address_withheld"),
                in_both_forms("place"),
                in_both_forms("travel"),
                in_both_forms("accessibility"),
                in_both_forms("opening_hours"),
            ],
            heading=_("Contact"),
        ),
        MultiFieldPanel(
            [FieldPanel("languages"), FieldPanel("interpreter")], heading=_("Languages")
        ),
        MultiFieldPanel(
            [
                FieldPanel("availability"),
                in_both_forms("availability_note"),
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                in_both_forms("waiting_time"),
                FieldPanel("waiting_stated_on"),
            ],
            heading=_("When"),
        ),
        FieldPanel("legal_references"),
        MultiFieldPanel(
            [FieldPanel("can_be_borrowed"), BorrowersPanel()],
            heading=_("Other municipalities"),
        ),
    ],
    heading=_("Facts"),
)
REVIEW = ObjectList(
    [
        review_panel(),
        ProviderLinkPanel(heading=_("Ask the provider")),
        PublishingPanel(),
    ],
    heading=_("Review"),
)


# How the owner's people work is no matter of those who show the service.
OWNERS_OWN = (
    *("responsible", "next_check", "latest_revision", "has_unpublished_changes", "locked"),
    *("locked_at", "locked_by", "go_live_at", "expire_at", "expired", "live_revision"),
)


class ServiceInspectView(ReadableInspectView):
    def get_fields(self) -> list[str]:
        fields = super().get_fields()
        may_change = policy_of(Service).changeable_by(self.request.user)
        if may_change.filter(pk=self.kwargs["pk"]).exists():
            return fields
        return [name for name in fields if name not in OWNERS_OWN]


class ServiceViewSet(GuardedMixin, SnippetViewSet):
    model = Service
    inspect_view_class = ServiceInspectView
    base_form_class = ServiceForm
    icon = "group"
    index_view_class = ServiceIndexView
    edit_view_class = ServiceEditView
    list_display = [
        "name",
        CompletenessColumn("completeness", label=capfirst(_("completeness"))),
        Column("provider", label=capfirst(_("provider"))),
        Column("owner", label=capfirst(_("owner")), accessor="site.site_name"),
        CheckedColumn("checked_on", label=capfirst(_("checked on")), sort_key="checked_on"),
        StateColumn("state", label=capfirst(_("state"))),
    ]
    filterset_class = ServiceFilterSet
    search_fields = [
        *("name_nn", "name_nb", "summary_nn", "summary_nb", "everyday_words_nn"),
        *("everyday_words_nb", "key", "phone", "provider__name_nn", "provider__name_nb"),
    ]
    list_per_page = 50
    copy_view_enabled = False
    edit_handler = TabbedInterface([TEXTS, FACTS, REVIEW])

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = (
            policy_of(Service)
            .visible_to(request.user)
            .select_related("provider", "site__root_page")
        )
        return with_themes(rows)


class ProviderViewSet(GuardedMixin, SnippetViewSet):
    model = Provider
    base_form_class = KeyedForm
    icon = "home"
    list_display = ["name", "owner_type", MUNICIPALITY]
    list_filter = ["owner_type"]
    search_fields = ["name_nn", "name_nb"]
    copy_view_enabled = False
    panels = [
        in_both_forms("name"),
        FieldPanel("owner_type"),
        FieldRowPanel([FieldPanel("organisation_number"), FieldPanel("website")]),
        FieldRowPanel([FieldPanel("key"), FieldPanel("site")]),
        ProviderLinkPanel(heading=_("Ask the provider")),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return policy_of(Provider).visible_to(request.user).select_related("site")


class PublicationViewSet(GuardedMixin, SnippetViewSet):
    model = Publication
    base_form_class = PublicationForm
    icon = "view"
    list_display = [
        Column("service", label=capfirst(_("service")), accessor="service_name"),
        MUNICIPALITY,
        BooleanColumn("is_visible", label=capfirst(_("shown to readers"))),
        BooleanColumn("is_borrowed", label=capfirst(_("from another municipality"))),
    ]
    list_filter = ["is_visible"]
    search_fields = ["service__name_nn", "service__name_nb"]
    copy_view_enabled = False
    panels = [
        FieldPanel("service"),
        FieldPanel("site"),
        FieldPanel("is_visible"),
        in_both_forms("local_note"),
        in_both_forms("local_contact"),
        FieldRowPanel([FieldPanel("local_phone"), FieldPanel("local_email")]),
        in_both_forms("local_travel"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return (
            policy_of(Publication)
            .visible_to(request.user)
            .select_related("service", "site", "approved_revision")
        )


class ThemeViewSet(SnippetViewSet):
    """Themes are shared by all: only the operator changes them, everybody may choose."""

    model = Theme
    icon = "tag"
    list_display = ["name", "los_uri", "position"]
    search_fields = ["name_nn", "name_nb"]
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = ReadableInspectView
    panels = [
        in_both_forms("name"),
        FieldPanel("los_uri"),
        FieldRowPanel([FieldPanel("key"), FieldPanel("position")]),
    ]


class NeedViewSet(SnippetViewSet):
    """Needs are shared by all, as themes are."""

    model = Need
    icon = "help"
    list_display = ["name", "position"]
    search_fields = ["name_nn", "name_nb"]
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = ReadableInspectView
    panels = [
        in_both_forms("name"),
        in_both_forms("phrases"),
        FieldRowPanel([FieldPanel("key"), FieldPanel("position")]),
    ]


class CatalogueGroup(SnippetViewSetGroup):
    items = (ServiceViewSet, ProviderViewSet, PublicationViewSet, ThemeViewSet, NeedViewSet)
    menu_label = _("Service catalogue")
    menu_icon = "group"
    menu_order = 200
