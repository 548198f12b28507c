"""Which municipalities' sites a user works for."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q, QuerySet
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from bti_portal.accounts.models import SiteRole, User
from bti_portal.accounts.roles import SITE_ROLES

EDITS_PAGES = "wagtailcore.change_page"


def sites_of(user: AbstractBaseUser | AnonymousUser) -> QuerySet[Site]:
    """The sites where `user` has a role; the operator (superuser) has all of them."""
    if not user.is_active:
        return Site.objects.none()
    if user.is_superuser:
        return Site.objects.all()
    return Site.objects.filter(roles__group__user=user).distinct()


def colleagues_of(user: AbstractBaseUser | AnonymousUser) -> QuerySet[AbstractBaseUser]:
    """The people who work for one of the sites that `user` works for, with `user`."""
    everybody = get_user_model().objects.filter(is_active=True)
    if user.is_superuser:
        return everybody
    same_site = Q(groups__site_role__site__in=sites_of(user)) | Q(pk=user.pk)
    return everybody.filter(pk__in=everybody.filter(same_site).values("pk"))


def site_ids_of(user: AbstractBaseUser | AnonymousUser) -> frozenset[int]:
    """As `sites_of`, as primary keys, read once for each user object (that is, once a request)."""
    if not user.is_superuser:
        return frozenset(roles_of(user))
    if not hasattr(user, "_site_ids"):
        user._site_ids = frozenset(sites_of(user).values_list("pk", flat=True))
    return user._site_ids


def own_pages(user: AbstractBaseUser | AnonymousUser, pages: PageQuerySet) -> PageQuerySet:
    """Of `pages`, those in the trees of the sites where `user` works with pages, and those above."""
    if user.is_superuser:
        return pages
    keys = sites_where(user, EDITS_PAGES).values("root_page__translation_key")
    wanted = Q()
    for home in Page.objects.filter(translation_key__in=keys):
        above = [home.path[:end] for end in range(Page.steplen, len(home.path), Page.steplen)]
        wanted |= Q(path__startswith=home.path) | Q(path__in=above)
    return pages.filter(wanted) if wanted else pages.none()


def roles_of(user: AbstractBaseUser | AnonymousUser) -> dict[int, frozenset[str]]:
    """The user's roles by site, read once for each user object (that is, once a request)."""
    if not hasattr(user, "_roles"):
        found: dict[int, set[str]] = {}
        if user.is_active and user.pk:
            rows = SiteRole.objects.filter(group__user=user, role__in=SITE_ROLES)
            for site_id, role in rows.values_list("site", "role"):
                found.setdefault(site_id, set()).add(role)
        user._roles = {site_id: frozenset(keys) for site_id, keys in found.items()}
    return user._roles


def permissions_at(user: AbstractBaseUser | AnonymousUser, site_id: int) -> frozenset[str]:
    """All that the user's roles give at one site."""
    keys = roles_of(user).get(site_id, frozenset())
    return frozenset().union(*(SITE_ROLES[key].permissions for key in keys))


def site_ids_where(user: AbstractBaseUser | AnonymousUser, *permissions: str) -> frozenset[int]:
    """Where the user's roles at that very site give all of `permissions` (app_label.codename).

    What a role gives at one site says nothing about another: a coordinator here may be a writer
    there. Django's own `has_perm` knows no sites.
    """
    if user.is_superuser:
        return site_ids_of(user)
    wanted = set(permissions)
    return frozenset(pk for pk in roles_of(user) if wanted <= permissions_at(user, pk))


def sites_where(user: AbstractBaseUser | AnonymousUser, *permissions: str) -> QuerySet[Site]:
    """As `site_ids_where`, as sites."""
    if user.is_superuser:
        return sites_of(user)
    return Site.objects.filter(pk__in=site_ids_where(user, *permissions))


def people_at(site: Site, *permissions: str) -> QuerySet[User]:
    """Who works for `site`, with a role that gives all of `permissions` there."""
    keys = [key for key, role in SITE_ROLES.items() if set(permissions) <= role.permissions]
    rows = User.objects.filter(is_active=True)
    fits = rows.filter(groups__site_role__site=site, groups__site_role__role__in=keys)
    return rows.filter(pk__in=fits.values("pk")).order_by("first_name", "last_name", "email")
