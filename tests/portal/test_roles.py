"""The table of roles, and the groups made from it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import (
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Site,
)

from bti_portal.accounts.assigning import assign_all_roles, assign_role, page_trees_of
from bti_portal.accounts.models import SiteRole
from bti_portal.accounts.roles import ROLES, SITE_ROLES
from bti_portal.accounts.sites import sites_of
from tests.factories import UserFactory, make_site

pytestmark = pytest.mark.django_db

# Nobody but the operator touches what all municipalities share.
OPERATORS_OWN = {"wagtailcore", "auth", "accounts", "wagtailredirects", "wagtailsearchpromotions"}


def _state() -> list[object]:
    """Everything that groups may do."""
    granted = Group.permissions.through.objects.values_list("group__name", "permission__codename")
    return [
        sorted(Group.objects.values_list("pk", "name")),
        sorted(granted),
        sorted(GroupPagePermission.objects.values_list("group", "page", "permission")),
        sorted(GroupSitePermission.objects.values_list("group", "site", "permission")),
        sorted(GroupCollectionPermission.objects.values_list("group", "collection", "permission")),
        sorted(SiteRole.objects.values_list("group", "site", "role")),
    ]


def _names(group: Group) -> set[str]:
    return {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in group.permissions.select_related("content_type")
    }


@pytest.mark.parametrize("key", SITE_ROLES)
class TestTable:
    def test_every_right_of_a_role_exists(self, key: str) -> None:
        role = ROLES[key]
        pages = [f"wagtailcore.{name}" for name in role.pages]
        for name in (*role.models, *pages, *role.settings, *role.files):
            app_label, codename = name.split(".")
            wanted = Permission.objects.filter(content_type__app_label=app_label, codename=codename)
            assert wanted.exists(), name

    def test_no_role_has_rights_over_what_all_share(self, key: str) -> None:
        shared = {name for name in ROLES[key].models if name.split(".")[0] in OPERATORS_OWN}
        assert shared == set()

    def test_a_role_can_be_read(self, key: str) -> None:
        assert str(ROLES[key].name)
        assert str(ROLES[key].sentence).endswith(".")
        assert "wagtailadmin.access_admin" in ROLES[key].models

    def test_a_group_gets_just_what_the_table_says(self, key: str) -> None:
        site, role = make_site("nyvik.example", ("nn", "nb")), ROLES[key]
        group = assign_role(site, key)
        assert _names(group) == set(role.models)
        on_pages = GroupPagePermission.objects.filter(group=group)
        assert set(on_pages.values_list("page", "permission__codename")) == {
            (page.pk, name) for page in page_trees_of(site) for name in role.pages
        }
        on_settings = GroupSitePermission.objects.filter(group=group).select_related("permission")
        assert {(row.site_id, row.permission.codename) for row in on_settings} == {
            (site.pk, name.split(".")[1]) for name in role.settings
        }
        on_files = GroupCollectionPermission.objects.filter(group=group)
        assert {row.collection.name for row in on_files} == {site.hostname}
        assert on_files.count() == len(role.files)


def test_the_sites_of_a_user_are_those_where_she_has_a_role() -> None:
    own, other = make_site("eigvik.example"), make_site("annavik.example")
    user = UserFactory(coordinator_at=own)
    assert list(sites_of(user)) == [own]
    assert other in sites_of(UserFactory(operator=True))
    user.is_active = False
    assert list(sites_of(user)) == []
    assert list(sites_of(UserFactory())) == []


def test_syncing_twice_changes_nothing() -> None:
    call_command("sync_roles")
    before = _state()
    call_command("sync_roles")
    assert _state() == before


def test_every_site_has_every_role_after_syncing(capsys: pytest.CaptureFixture[str]) -> None:
    make_site("nyvik.example")
    call_command("sync_roles")
    wanted = {(pk, key) for pk in Site.objects.values_list("pk", flat=True) for key in SITE_ROLES}
    assert set(SiteRole.objects.values_list("site", "role")) == wanted
    assert str(len(wanted)) in capsys.readouterr().out


def test_syncing_takes_away_what_is_not_in_the_table() -> None:
    site, other = make_site("nyvik.example"), make_site("annavik.example")
    group = assign_role(site, "coordinator")
    before = _state()
    group.permissions.add(Permission.objects.get(codename="change_site"))
    page_right = Permission.objects.get(
        content_type__app_label="wagtailcore", codename="change_page"
    )
    GroupPagePermission.objects.create(group=group, page=other.root_page, permission=page_right)
    setting = Permission.objects.get(codename="change_municipality")
    GroupSitePermission.objects.create(group=group, site=other, permission=setting)
    assign_role(site, "coordinator")
    assert _state() == before


def test_syncing_gives_back_what_was_taken() -> None:
    group = assign_role(make_site("nyvik.example"), "coordinator")
    group.permissions.clear()
    assign_all_roles()
    assert _names(group) == set(ROLES["coordinator"].models)


def test_two_municipalities_of_one_name_have_a_group_each() -> None:
    first, second = make_site("os.example"), make_site("os.test")
    Site.objects.filter(pk__in=[first.pk, second.pk]).update(site_name="Os kommune")
    groups = [assign_role(Site.objects.get(pk=s.pk), "coordinator") for s in (first, second)]
    assert groups[0].pk != groups[1].pk
