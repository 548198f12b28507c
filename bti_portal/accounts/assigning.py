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
from bti_portal.accounts.roles import ROLES, Role


def _permissions(names: tuple[str, ...]) -> list[Permission]:
    """Django permissions by `app_label.codename`; raises `Permission.DoesNotExist` for a wrong name."""
    return [
        Permission.objects.get(content_type__app_label=app_label, codename=codename)
        for app_label, codename in (name.split(".") for name in names)
    ]


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
    role: Role = ROLES[role_key]
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
    for page in page_trees_of(site):
        for permission in page_permissions:
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)

    GroupSitePermission.objects.filter(group=group).delete()
    for permission in _permissions(role.settings):
        GroupSitePermission.objects.create(group=group, site=site, permission=permission)

    GroupCollectionPermission.objects.filter(group=group).delete()
    collection = collection_of(site)
    for permission in _permissions(role.files):
        GroupCollectionPermission.objects.create(
            group=group, collection=collection, permission=permission
        )
    return group


def assign_all_roles() -> int:
    """Every role of the table at every site. Returns how many groups were brought in line."""
    count = 0
    for site in Site.objects.select_related("root_page"):
        for role_key in ROLES:
            assign_role(site, role_key)
            count += 1
    return count
