"""Which municipalities' sites a user works for."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q, QuerySet
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet


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
    if not hasattr(user, "_site_ids"):
        user._site_ids = frozenset(sites_of(user).values_list("pk", flat=True))
    return user._site_ids


def own_pages(user: AbstractBaseUser | AnonymousUser, pages: PageQuerySet) -> PageQuerySet:
    """Of `pages`, those in the trees of the sites that `user` works for, and what stands above them."""
    if user.is_superuser:
        return pages
    keys = sites_of(user).values("root_page__translation_key")
    wanted = Q()
    for home in Page.objects.filter(translation_key__in=keys):
        above = [home.path[:end] for end in range(Page.steplen, len(home.path), Page.steplen)]
        wanted |= Q(path__startswith=home.path) | Q(path__in=above)
    return pages.filter(wanted) if wanted else pages.none()


def sites_where(user: AbstractBaseUser | AnonymousUser, permission: str) -> QuerySet[Site]:
    """The sites where a role of `user` at that very site gives `permission` (app_label.codename)."""
    if user.is_superuser or not user.is_active:
        return sites_of(user)
    app_label, codename = permission.split(".")
    return Site.objects.filter(
        roles__group__in=user.groups.filter(
            permissions__codename=codename, permissions__content_type__app_label=app_label
        )
    ).distinct()
