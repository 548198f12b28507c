"""Makes, opens and revokes links to drafts. What opens one is signed, and kept as a digest only."""

from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from wagtail.admin.utils import get_latest_str
from wagtail.models import Page, Site

from bti_portal.accounts.link_tokens import LinkTokens, NoSuchToken
from bti_portal.previews.models import PreviewLink

DAYS = 7
LONGEST = 30

_tokens = LinkTokens("bti_portal.previews")


class NoSuchLink(Exception):
    """It was never made here, or it has been tampered with."""


class LinkClosed(Exception):
    """It has expired or has been revoked, or what it opened is gone."""


class Closed(Exception):
    """The page is for those who log in, so no link opens it."""


def invite(
    thing: Model, site: Site, user: AbstractBaseUser, days: int = DAYS, *, is_whole: bool = False
) -> tuple[PreviewLink, str]:
    """Make a link to the draft of `thing`; the word that opens it is told only here.

    Raises:
        ValueError: if it would hold for no day, or longer than `LONGEST`.
        Closed: if readers must log in to see the page.
    """
    if not 0 < days <= LONGEST:
        raise ValueError(f"A link holds for 1 to {LONGEST} days.")
    if isinstance(thing, Page) and thing.get_view_restrictions().exists():
        raise Closed
    token, digest = _tokens.make()
    link = PreviewLink.objects.create(
        site=site,
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        is_whole=is_whole and is_guide(thing),
        title=str(get_latest_str(thing))[:255],
        token_hash=digest,
        created_by=user,
        expires_at=timezone.now() + timedelta(days=days),
    )
    return link, token


def is_guide(thing: Model) -> bool:
    """Whether a link to `thing` may open all that stands below it as well."""
    return getattr(thing, "is_read_as_a_whole", False)


def revoke(link: PreviewLink) -> None:
    """Let it open nothing from now on."""
    PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())


def opened_by(token: str, site: Site) -> PreviewLink:
    """The link that `token` opens at `site`.

    Raises:
        NoSuchLink: for anything that was not made for this site.
        LinkClosed: when it has expired or has been revoked.
    """
    try:
        digest = _tokens.digest_of(token)
    except NoSuchToken as fault:
        raise NoSuchLink from fault
    links = PreviewLink.objects.select_related("content_type")
    link = links.filter(token_hash=digest, site=site).first()
    if link is None:
        raise NoSuchLink
    if not link.is_open or link.created_at + timedelta(days=LONGEST) < timezone.now():
        raise LinkClosed
    return link
