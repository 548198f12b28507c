"""Every address of the admin, filled in with what belongs to one municipality."""

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.db.models import Model
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection

from bti_portal.library.models import PortalDocument, PortalImage
from bti_portal.packages.models import Origin, ReceivedPackage
from bti_portal.registers.models import LegalReference
from handlingsveileder.models import ArticlePage
from tests.portal.conftest import Neighbour
from tjenesteoversikt.models import ImportRun, Need, Service, Theme

# Addresses that speak of nothing in the database, or that log the visitor out.
LEFT_OUT = {"wagtailadmin_logout", "wagtailadmin_error_test", "wagtailadmin_sprite"}


def _walk(patterns: list[Any], namespace: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{namespace}{pattern.name}", tuple(pattern.pattern.regex.groupindex)


def admin_addresses() -> list[tuple[str, tuple[str, ...]]]:
    """Name and argument names of every address below /admin/."""
    below_admin = [p for p in get_resolver().url_patterns if str(p.pattern) == "admin/"]
    return [found for found in _walk(below_admin) if found[0] not in LEFT_OUT]


def groups_of_addresses() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """The same, by namespace."""
    groups: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for name, arguments in admin_addresses():
        groups.setdefault(name.rpartition(":")[0] or "wagtailadmin", []).append((name, arguments))
    return groups


def _rows_by_namespace(owner: Neighbour, waiting: SimpleNamespace) -> dict[str, Model]:
    rows: dict[str, Model] = {
        "wagtailadmin_api:images": owner.rows[PortalImage],
        "wagtailadmin_api:documents": owner.rows[PortalDocument],
        "wagtailadmin_api:pages": owner.pages[ArticlePage],
        "wagtailadmin_pages": owner.pages[ArticlePage],
        "wagtailadmin_collections": Collection.objects.get(name=owner.site.hostname),
        "wagtailadmin_workflows": waiting.workflow,
        "wagtailimages_chooser": owner.rows[PortalImage],
        "wagtaildocs_chooser": owner.rows[PortalDocument],
        "wagtailsites": owner.site,
        "wagtailsettings": owner.site,
        "wagtailusers_users": owner.coordinator,
        "wagtailusers_groups": owner.coordinator.groups.get(),
        "wagtaillocales": owner.home.locale,
        "reports": owner.rows[LegalReference],
        "catalogue_files": owner.rows[ImportRun],
        "catalogue": owner.rows[Service],
        "translation": owner.rows[Service],
    }
    for model, row in owner.rows.items():
        for prefix in ("wagtailsnippets", "wagtailsnippetchoosers"):
            rows[f"{prefix}_{model._meta.app_label}_{model._meta.model_name}"] = row
    return rows


def _numbers(name: str, owner: Neighbour, world: SimpleNamespace) -> dict[str, int]:
    """The arguments that name rows."""
    namespace, _colon, _action = name.rpartition(":")
    other = world.shared[Need if namespace.endswith("_need") else Theme]
    row = _rows_by_namespace(owner, world.waiting).get(namespace, other)
    page, waiting = owner.pages[ArticlePage], world.waiting
    is_snippet = namespace.startswith("wagtailsnippets_")
    state = waiting.of_service if is_snippet else waiting.of_page
    return {
        "pk": row.pk,
        "site_id": owner.site.pk,
        "page_id": page.pk,
        "parent_page_id": page.pk,
        "page_to_move_id": page.pk,
        "page_pk": page.pk,
        "destination_id": world.austby.home.pk,
        "revision_id": getattr(row if is_snippet else page, "latest_revision_id", None) or 1,
        "task_state_id": state.current_task_state_id,
        "workflow_state_id": state.pk,
        "task_id": waiting.task.pk,
        "workflow_pk": waiting.workflow.pk,
        "image_id": owner.rows[PortalImage].pk,
        "document_id": owner.rows[PortalDocument].pk,
        "doc_id": owner.rows[PortalDocument].pk,
        "uploaded_file_id": 1,
        "collection_id": Collection.objects.get(name=owner.site.hostname).pk,
        "redirect_id": Redirect.objects.get(site=owner.site).pk,
        "session_id": 1,
        "version_id": 1,
        "object_id": owner.rows[Service].pk,
        "received_id": owner.rows[ReceivedPackage].pk,
        "origin_id": owner.rows[Origin].pk,
    }


# What an address is about, where its name alone does not say.
ABOUT = {
    "wagtailsettings": ("shell", "municipality"),
    "wagtailadmin_editing_sessions": ("tjenesteoversikt", "service"),
    "wagtailadmin_workflows": ("wagtailcore", "groupapprovaltask"),
}


def _words(name: str) -> dict[str, str]:
    """The other arguments."""
    namespace, _colon, action = name.rpartition(":")
    app_label, model_name = ABOUT.get(namespace, ("handlingsveileder", "articlepage"))
    return {
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "action_name": "approve" if "workflow" in action else "publish",
        "filter_spec": "original",
        "app_label": app_label,
        "app_name": app_label,
        "content_type_app_name": app_label,
        "model_name": model_name,
        "content_type_model_name": model_name,
        "action": "delete",
        "uidb64": "MQ",
        "token": "token",
        "language": "nb",
    }


def address(name: str, arguments: tuple[str, ...], owner: Neighbour, world: SimpleNamespace) -> str:
    """The address `name` for what `owner` has. An argument nobody thought of is a KeyError."""
    values = _words(name) | _numbers(name, owner, world)
    return reverse(name, kwargs={argument: values[argument] for argument in arguments})


def names_a_row(arguments: tuple[str, ...]) -> bool:
    """Whether an address with these arguments is about one particular row or page."""
    return any(re.fullmatch(r"(.*_)?(pk|id)", argument) for argument in arguments)
