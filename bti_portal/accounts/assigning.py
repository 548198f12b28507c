"""Gives the roles of `roles.py` to groups, one group for each role at each site."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import override
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Page,
    Site,
)

from bti_portal.accounts.models import SiteRole
from bti_portal.accounts.roles import SITE_ROLES, Role


def _permissions(names: tuple[str, ...]) -> list[Permission]:
    """Django permissions by `app_label.codename`; raises `KeyError` for a wrong name."""
    codenames = [name.split(".")[1] for name in names]
    found = Permission.objects.filter(codename__in=codenames).select_related("content_type")
    known = {f"{one.content_type.app_label}.{one.codename}": one for one in found}
    return [known[name] for name in names]


def collection_of(site: Site) -> Collection:
    """The collection that holds the site's images and documents, made when missing."""
    existing = Collection.objects.filter(name=site.hostname, depth=2).first()
    return existing or Collection.get_first_root_node().add_child(name=site.hostname)


def page_trees_of(site: Site) -> list[Page]:
    """The home pages of the site, one for each of its languages."""
    return list(site.root_page.get_translations(inclusive=True))


@transaction.atomic
def assign_role(site: Site, role_key: str) -> Group:
    """Make or update the group that fills `role_key` at `site`, with just the table's permissions."""
    role: Role = SITE_ROLES[role_key]
    existing = SiteRole.objects.filter(site=site, role=role_key).select_related("group").first()
    with override("nb"):
        name = f"{role.name} – {site.site_name} ({site.hostname}:{site.port})"
    if existing:
        group = existing.group
        group.name = name
        group.save()
    else:
        group = Group.objects.create(name=name)
        SiteRole.objects.create(group=group, site=site, role=role_key)
    group.permissions.set(_permissions(role.models))

    GroupPagePermission.objects.filter(group=group).delete()
    page_permissions = _permissions(tuple(f"wagtailcore.{name}" for name in role.pages))
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=page, permission=permission)
        for page in page_trees_of(site)
        for permission in page_permissions
    )

    GroupSitePermission.objects.filter(group=group).delete()
    GroupSitePermission.objects.bulk_create(
        GroupSitePermission(group=group, site=site, permission=permission)
        for permission in _permissions(role.settings)
    )

    GroupCollectionPermission.objects.filter(group=group).delete()
    collection = collection_of(site)
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=collection, permission=permission)
        for permission in _permissions(role.files)
    )
    return group


def assign_all_roles() -> int:
    """Every role at every site. Returns how many groups were brought in line."""
    count = 0
    for site in Site.objects.select_related("root_page"):
        for role_key in SITE_ROLES:
            assign_role(site, role_key)
            count += 1
    return count
