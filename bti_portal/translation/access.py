"""Who may do what with the two forms. What is another municipality's answers 404."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest
from wagtail.models import Page, Site
from wagtail.permissions import policy_registry

from bti_portal.accounts.guard import SitePolicy
from bti_portal.accounts.sent_keys import primary_key
from bti_portal.accounts.sites import site_ids_of
from bti_portal.translation.models import PAGE, Parity
from bti_portal.translation.parity import mark_in_step, parity_of, standing, texts_in_step
from bti_portal.translation.segments import digest, has_two_forms
from bti_portal.translation.twins import homes_of, other_form, site_around, twin_of


class OwnPage:
    """A page of the user's own site that could also be in another form.

    Attributes:
        page: the page asked for.
        site: where it stands.
        language: the other form.
        twin: the same page there, if it exists.
    """

    def __init__(self, request: HttpRequest, page_id: int) -> None:
        page = Page.objects.filter(pk=page_id, depth__gt=1).select_related("locale").first()
        site = site_around(page) if page else None
        if page is None or site is None or site.pk not in site_ids_of(request.user):
            raise Http404
        self.homes = homes_of(site)
        self.page, self.site = page, site
        self.language = other_form(page, self.homes)
        if not self.language:
            raise Http404
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.own_language = page.locale.language_code
        self.twin = twin_of(page, self.language)
        self.parity = parity_of(site, page)


def own_row(request: HttpRequest, model: type[Model], pk: Any) -> Model:
    """A row that the user may change."""
    policy = policy_registry.get_by_type(model)
    if not isinstance(policy, SitePolicy):
        raise Http404
    row = policy.changeable_by(request.user).filter(pk=pk).select_related("site__root_page").first()
    if row is None or not row.site_id or len(homes_of(row.site)) < 2:
        raise Http404
    if not policy.user_has_permission_for_instance(request.user, "change", row):
        raise PermissionDenied
    return row


def thing_named(site: Site, name: str, user: Any) -> Model | None:
    """The page or row of `site` that the board calls `name`, if `user` may change it."""
    kind, _colon, key = name.partition(":")
    if kind == PAGE:
        return _own_page(site, key, user)
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return None
    if not has_two_forms(model):
        return None
    row = model._default_manager.filter(pk=primary_key(key), site=site).first()
    policy = policy_registry.get_by_type(model)
    if row is None or not policy.user_has_permission_for_instance(user, "change", row):
        return None
    return row


def _own_page(site: Site, key: str, user: Any) -> Page | None:
    paths = tuple(home.path for home in homes_of(site).values())
    try:
        family = list(Page.objects.filter(translation_key=key).select_related("locale"))
    except ValidationError:
        return None
    own = [page for page in family if page.path.startswith(paths)]
    may = all(page.permissions_for_user(user).can_edit() for page in own)
    return own[0] if own and may else None


def mark_thing(site: Site, obj: Model, user: Any) -> bool:
    """Say that the two forms of a page or row say the same. Returns whether there are two."""
    languages = tuple(homes_of(site))
    parity = parity_of(site, obj)
    source = source_of(parity, obj, languages)
    texts = texts_in_step(site, obj, source, languages)
    if len(texts) < 2:
        return False
    mark_in_step(parity, texts, user)
    return True


def source_of(parity: Parity, obj: Model, languages: tuple[str, ...]) -> str:
    """The form that the other one is to follow."""
    if not isinstance(obj, Page):
        latest = texts_in_step(parity.site, obj, "", languages)
        return standing(parity, {c: digest(t) for c, t in latest.items()}, languages).source
    family = obj.get_translations(inclusive=True).select_related("locale")
    pages = {page.locale.language_code: page for page in family}
    missing = next((code for code in languages if code not in pages), "")
    now = {
        code: digest(texts)
        for code, texts in texts_in_step(parity.site, obj, "", languages).items()
        if pages[code].live
    }
    if not missing and not parity.source:
        drafts = [code for code in languages if not pages[code].live]
        if len(drafts) == 1:
            return next(code for code in languages if code not in drafts)
    published = {code: page.last_published_at for code, page in pages.items()}
    return standing(parity, now, languages, published, is_missing=missing).source
