"""The per-object guard: whose rows a user may see and change in the admin.

Wagtail asks a permission policy about a *model*; its edit, delete, history, usage and preview
views do not ask about the *row*, and choosers and bulk actions list everybody's. A guarded model
says who owns a row, and every address of its viewset is wrapped here, so that a view added by a
later Wagtail is guarded as well.

A row of another municipality answers 404: not even its existence is told.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model, Q, QuerySet
from django.forms import CharField, ModelChoiceField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import get_translatable_fields_for_model
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import Panel
from wagtail.admin.widgets import BaseChooser
from wagtail.models import Page, Site
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)

from bti_portal.accounts.inspecting import ReadableInspectView
from bti_portal.accounts.sent_keys import primary_key
from bti_portal.accounts.sites import (
    colleagues_of,
    own_pages,
    permissions_at,
    site_ids_of,
    site_ids_where,
)

CHANGING_ACTIONS = ("add", "change", "delete", "publish")
LOOKING_ACTIONS = ("view", *CHANGING_ACTIONS)


class SitePolicy(ModelPermissionPolicy):
    """Rows belong to a site. Its own people change them; some rows others may also look at.

    Args:
        model: the guarded model.
        site_path: the look-up from a row to the site that owns it, as in a queryset filter. A row
            without a site is shared by the whole instance: everybody may look, the operator changes.
        also_visible: further look-ups to a site whose people may look at the row (not change it),
            each with the look-up that must be true for it.
    """

    def __init__(
        self,
        model: type[Model],
        site_path: str = "site",
        also_visible: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(model)
        self.site_path = site_path
        self.also_visible = dict(also_visible or {})

    def _sites(self, user: AbstractBaseUser, actions: Iterable[str]) -> frozenset[int]:
        """Where the user's roles give one of `actions` on this model."""
        names = [self._get_permission_name(action) for action in actions]
        return frozenset().union(*(site_ids_where(user, name) for name in names))

    def visible_to(self, user: AbstractBaseUser) -> QuerySet[Any]:
        """The rows `user` may look at and choose."""
        rows = self.model._default_manager.all()
        if user.is_superuser:
            return rows
        sites = self._sites(user, LOOKING_ACTIONS)
        wanted = Q(**{f"{self.site_path}__in": sites}) | Q(**{f"{self.site_path}__isnull": True})
        for path, condition in self.also_visible.items():
            # Asked once, apart: joined, a database without statistics walks all rows for each row.
            others = rows.filter(**{f"{path}__in": sites, condition: True})
            wanted |= Q(pk__in=others.values("pk"))
        return rows.filter(wanted)

    def changeable_by(
        self, user: AbstractBaseUser, actions: Iterable[str] = CHANGING_ACTIONS
    ) -> QuerySet[Any]:
        """The rows to which `user` may do one of `actions`."""
        rows = self.model._default_manager.all()
        if user.is_superuser:
            return rows
        return rows.filter(**{f"{self.site_path}__in": self._sites(user, actions)})

    def user_has_permission_for_instance(
        self, user: AbstractBaseUser, action: str, instance: Model
    ) -> bool:
        if not self.user_has_permission(user, action):
            return False
        if instance.pk is None or user.is_superuser:
            return True
        # Without a query for each row of a list: whose the row is, it says itself.
        owner = getattr(instance, f"{self.site_path}_id", None)
        if owner in self._sites(user, [action]):
            return True
        if action != "view" and hasattr(instance, f"{self.site_path}_id"):
            return False
        rows = self.visible_to(user) if action == "view" else self.changeable_by(user, [action])
        return rows.filter(pk=instance.pk).exists()

    def user_has_any_permission_for_instance(
        self, user: AbstractBaseUser, actions: Iterable[str], instance: Model
    ) -> bool:
        return any(
            self.user_has_permission_for_instance(user, action, instance) for action in actions
        )

    def instances_user_has_any_permission_for(
        self, user: AbstractBaseUser, actions: Iterable[str]
    ) -> QuerySet[Any]:
        if not self.user_has_any_permission(user, actions):
            return self.model._default_manager.none()
        return self.visible_to(user) if "view" in actions else self.changeable_by(user, actions)


def guard(
    model: type[Model], site_path: str = "site", also_visible: Mapping[str, str] | None = None
) -> SitePolicy:
    """Register `model` as guarded and return its policy."""
    policy = SitePolicy(model, site_path, also_visible)
    register_permission_policy(model, policy)
    return policy


def policy_of(model: type[Model]) -> SitePolicy:
    """The guard of `model`; raises `TypeError` if the model was never guarded."""
    policy = policy_registry.get_by_type(model)
    if not isinstance(policy, SitePolicy):
        raise TypeError(f"{model.__name__} is not guarded")
    return policy


# The views that only show; every other address of a row changes it.
LOOKING = frozenset({"usage", "inspect"})


# The addresses that make a row, whose site stands in the form.
MAKING = frozenset({"add", "preview_on_add"})
View = Callable[..., HttpResponse]


def guarded_urls(
    patterns: list[URLPattern], model: type[Model], inspect_url_name: str
) -> list[URLPattern]:
    """Wrap each address that names a row, so that it answers 404 to people of other sites.

    Behind it the user has only the rights of the roles at the site in question: Wagtail asks
    `has_perm`, which knows no sites. Somebody who may look at a row but not change it is led from
    its editor to `inspect_url_name`.
    """
    for pattern in patterns:
        if "pk" in pattern.pattern.regex.groupindex:
            pattern.callback = _for_a_row(pattern.callback, pattern.name, model, inspect_url_name)
        elif pattern.name in MAKING:
            pattern.callback = _for_a_new_row(pattern.callback, model)
    return patterns


def _for_a_row(view: View, name: str, model: type[Model], inspect_url_name: str) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not user.is_authenticated:
            return view(request, *args, **kwargs)
        policy = policy_of(model)
        pk = primary_key(unquote(str(kwargs["pk"])))
        if not policy.visible_to(user).filter(pk=pk).exists():
            raise Http404
        owners = policy.changeable_by(user).filter(pk=pk).values_list(policy.site_path, flat=True)
        if owners := set(owners):
            _narrow(user, owners | _posted(request, policy))
        elif name not in LOOKING:
            if name == "edit" and request.method == "GET":
                return redirect(inspect_url_name, pk)
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def _for_a_new_row(view: View, model: type[Model]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if user.is_authenticated and not user.is_superuser:
            policy = policy_of(model)
            sites = _posted(request, policy) or site_ids_where(
                user, policy._get_permission_name("add")
            )
            if len(sites) == 1:
                _narrow(user, sites)
        return view(request, *args, **kwargs)

    return guarded


def _posted(request: HttpRequest, policy: SitePolicy) -> set[int]:
    """The site that a form names, if it is one of the user's own; the form refuses another."""
    word = request.POST.get(policy.site_path, "")
    return {int(word)} & site_ids_of(request.user) if word.isdecimal() else set()


def _narrow(user: AbstractBaseUser, sites: Iterable[int]) -> None:
    """For the rest of the request, only what the user may do at all of `sites`."""
    if not user.is_superuser:
        user.narrow_to(frozenset.intersection(*(permissions_at(user, pk) for pk in sites)))


class ContainsForm(BaseFilterForm):
    """The chooser's search: rows that contain what is written, in a field of the model's list."""

    q = CharField(label=_("Search term"), required=False)

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        words = self.cleaned_data.get("q", "").strip()
        if not words:
            return objects
        self.is_searching, self.search_query = True, words
        contains = Q()
        for name in objects.model.snippet_viewset.search_fields:
            contains |= Q(**{f"{name}__icontains": words})
        return objects.filter(contains)


class GuardedChooseMixin:
    """Lists only what the user may see."""

    filter_form_class = ContainsForm

    def get_object_list(self) -> QuerySet[Any]:
        return policy_of(self.model_class).visible_to(self.request.user)


class GuardedChooseView(GuardedChooseMixin, ChooseView):
    pass


class GuardedChooseResultsView(GuardedChooseMixin, ChooseResultsView):
    pass


class GuardedChosenView(SnippetChosenView):
    def get_object(self, pk: object) -> Model:
        return policy_of(self.model_class).visible_to(self.request.user).get(pk=pk)


class GuardedChosenMultipleView(SnippetChosenMultipleView):
    def get_objects(self, pks: Iterable[object]) -> QuerySet[Any]:
        return policy_of(self.model_class).visible_to(self.request.user).filter(pk__in=pks)


class GuardedSnippetChooserViewSet(SnippetChooserViewSet):
    """The chooser that goes with `GuardedMixin`."""

    # Wagtail's own stays in the language in which the portal was started.
    page_title = _("Choose")
    choose_view_class = GuardedChooseView
    choose_results_view_class = GuardedChooseResultsView
    chosen_view_class = GuardedChosenView
    chosen_multiple_view_class = GuardedChosenMultipleView


class OwnChoicesMixin:
    """Put before an admin form: its choices are only what the user may use, also when tampered with.

    Rows of guarded models are those the user may look at, sites those they work for, people those
    who work for the same sites, and pages those of these sites.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is None:
            return
        for name, field in self.fields.items():
            if not isinstance(field, ModelChoiceField):
                continue
            if field.queryset.model is Site:
                self._limit_sites(name, field)
            else:
                _limit(field, self.for_user)

    def _limit_sites(self, name: str, field: ModelChoiceField) -> None:
        """Where the user may make such a row, and where it is now."""
        add = policy_registry.get_by_type(self._meta.model)._get_permission_name("add")
        wanted = Q(pk__in=site_ids_where(self.for_user, add))
        if self.instance.pk:
            now = {self.instance.serializable_value(name)}
            wanted |= Q(pk__in=now & site_ids_of(self.for_user))
        field.queryset = Site.objects.filter(wanted)
        if field.required:
            field.empty_label = None
            field.initial = field.initial or field.queryset.first()

    def full_clean(self) -> None:
        super().full_clean()
        choosers = {
            name for name, field in self.fields.items() if isinstance(field.widget, BaseChooser)
        }
        refused = choosers & set(self._errors or ())
        if refused:
            # The form is shown again, and a chooser would name whatever row it was sent.
            self.data = self.data.copy()
            for name in refused:
                self.data[self.add_prefix(name)] = ""


def _limit(field: ModelChoiceField, user: AbstractBaseUser) -> None:
    model = field.queryset.model
    if model is get_user_model():
        field.queryset = colleagues_of(user)
    elif issubclass(model, Page):
        field.queryset = own_pages(user, field.queryset)
    else:
        policy = policy_registry.get_by_type(model)
        if isinstance(policy, SitePolicy):
            field.queryset = policy.visible_to(user)


class GuardedForm(OwnChoicesMixin, WagtailAdminModelForm):
    """The form of a guarded row. A text that a row must have, it has in one form of Norwegian or both."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # A draft may wait for its words.
        if self.is_deferred_validation:
            return cleaned
        for name in get_translatable_fields_for_model(self._meta.model) or ():
            boxes = [box for box in self.fields if box in (f"{name}_nn", f"{name}_nb")]
            is_said = any(cleaned.get(box) or box in self.errors for box in boxes)
            if boxes and not is_said and not self._meta.model._meta.get_field(name).blank:
                words = _("Write this in at least one form of Norwegian.")
                self.add_error(boxes[0], words)
        return cleaned


class GuardedMixin:
    """Put before SnippetViewSet or ModelViewSet: guards its list and every address of a row."""

    chooser_viewset_class = GuardedSnippetChooserViewSet
    inspect_view_enabled = True
    inspect_view_class = ReadableInspectView
    base_form_class: type[GuardedForm] = GuardedForm

    def get_edit_handler(self) -> Panel:
        # A viewset's own base_form_class is not read when it has panels: the panels carry it.
        handler = super().get_edit_handler()
        handler.base_form_class = self.base_form_class
        return handler

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return policy_of(self.model).visible_to(request.user)

    def get_urlpatterns(self) -> list[URLPattern]:
        return guarded_urls(super().get_urlpatterns(), self.model, self.get_url_name("inspect"))
