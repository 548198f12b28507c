"""The coordinator's list of services: filters, columns, and one click to say it was checked."""

from typing import Any

import django_filters
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView

from bti_portal.accounts.guard import policy_of
from bti_portal.accounts.sites import site_ids_of
from tjenesteoversikt.choice_set import holding
from tjenesteoversikt.completeness import TEXTS, WHOLE
from tjenesteoversikt.gaps import completeness_of, in_words, incomplete, languages_of_sites
from tjenesteoversikt.models import Provider, Publication, Service, Theme

OTHER = {"nn": "nb", "nb": "nn"}


def _providers(request: HttpRequest) -> QuerySet[Provider]:
    return policy_of(Provider).visible_to(request.user).filter(services__isnull=False).distinct()


class ServiceFilterSet(WagtailFilterSet):
    """What the coordinator looks for."""

    theme = django_filters.ModelChoiceFilter(
        field_name="themes", queryset=Theme.objects.all(), label=_("Theme")
    )
    level = django_filters.ChoiceFilter(
        method="at_level",
        label=_("Place on the ladder"),
        choices=[(str(place), str(place)) for place in range(6)],
    )
    provider = django_filters.ModelChoiceFilter(queryset=_providers, label=_("Provider"))
    referral = django_filters.ChoiceFilter(choices=Service.Referral.choices, label=_("Referral"))
    state = django_filters.ChoiceFilter(
        method="in_state",
        label=_("State"),
        choices=[
            ("published", _("Published")),
            ("draft", _("Not published")),
            ("changed", _("Published, with a draft")),
        ],
    )
    check = django_filters.ChoiceFilter(
        method="by_check",
        label=_("Check"),
        choices=[("due", _("Due")), ("never", _("Never checked"))],
    )
    gaps = django_filters.ChoiceFilter(
        method="with_gaps",
        label=_("Completeness"),
        choices=[("some", _("Something is missing")), ("half", _("Less than half is there"))],
    )
    form = django_filters.ChoiceFilter(
        method="missing_form",
        label=_("Missing a form of Norwegian"),
        choices=[("nn", _("Nynorsk is missing")), ("nb", _("Bokmål is missing"))],
    )
    whose = django_filters.ChoiceFilter(
        method="of_whom",
        label=_("Whose"),
        choices=[
            ("own", _("Our own")),
            ("borrowed", _("From another municipality")),
            ("lent", _("Our own that others show")),
        ],
    )

    class Meta:
        model = Service
        fields: list[str] = []

    def at_level(self, rows: QuerySet[Service], name: str, value: str) -> QuerySet[Service]:
        return rows.filter(levels__contains=holding(value))

    def in_state(self, rows: QuerySet[Service], name: str, value: str) -> QuerySet[Service]:
        if value == "draft":
            return rows.filter(live=False)
        rows = rows.filter(live=True)
        return rows.filter(has_unpublished_changes=True) if value == "changed" else rows

    def by_check(self, rows: QuerySet[Service], name: str, value: str) -> QuerySet[Service]:
        if value == "never":
            return rows.filter(checked_on=None)
        return rows.filter(next_check__lte=timezone.localdate())

    def with_gaps(self, rows: QuerySet[Service], name: str, value: str) -> QuerySet[Service]:
        below = WHOLE if value == "some" else WHOLE // 2
        return rows.filter(
            pk__in=incomplete(Service.objects.filter(pk__in=rows.values("pk")), below)
        )

    def missing_form(self, rows: QuerySet[Service], name: str, value: str) -> QuerySet[Service]:
        """A text that the other form has."""
        missing = Q()
        for text in TEXTS:
            here, there = f"{text}_{value}", f"{text}_{OTHER[value]}"
            is_here = Q(**{f"{here}__gt": ""})
            missing |= ~is_here & Q(**{f"{there}__gt": ""})
        return rows.filter(missing)

    def of_whom(self, rows: QuerySet[Service], name: str, value: str) -> QuerySet[Service]:
        own = Q(site__in=site_ids_of(self.request.user))
        if value == "borrowed":
            return rows.exclude(own)
        rows = rows.filter(own)
        if value == "lent":
            elsewhere = Publication.objects.exclude(site=F("service__site"))
            return rows.filter(pk__in=elsewhere.values("service"))
        return rows


class CompletenessColumn(Column):
    """The score, and what is missing."""

    cell_template_name = "tjenesteoversikt/admin/completeness_cell.html"

    def get_cell_context_data(
        self, instance: Service, parent_context: dict[str, Any]
    ) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        found = completeness_of(instance, instance.languages_of_site)
        context["score"] = found.score
        context["missing"] = [in_words(gap) for gap in found.missing]
        return context


class CheckedColumn(Column):
    """When it was last checked, and a button that says it was today."""

    cell_template_name = "tjenesteoversikt/admin/checked_cell.html"

    def get_cell_context_data(
        self, instance: Service, parent_context: dict[str, Any]
    ) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        context["service"] = instance
        context["csrf_token"] = get_token(request)
        context["today"] = timezone.localdate()
        context["next"] = request.get_full_path().replace("/results/", "/")
        policy = policy_of(Service)
        context["may_check"] = policy.user_has_permission_for_instance(
            request.user, "publish", instance
        )
        return context


class StateColumn(Column):
    """Published or not, in words; not Wagtail's own, which asks the database twice for each row."""

    def get_value(self, instance: Service) -> str:
        if not instance.live:
            return str(_("Not published"))
        return str(
            _("Published, with a draft") if instance.has_unpublished_changes else _("Published")
        )


class ServiceIndexView(IndexView):
    """The list, with what the columns need read once."""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        rows = list(context["object_list"])
        languages = languages_of_sites(row.site for row in rows)
        for row in rows:
            row.languages_of_site = languages[row.site_id]
        return context
