"""Makes, opens and revokes the links by which providers correct their own services."""

from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.core.cache import cache
from django.db.models import F
from django.utils import timezone
from wagtail.models import Site

from bti_portal.accounts.link_tokens import LinkTokens, NoSuchToken
from tjenesteoversikt.models import Provider, ProviderLink

DAYS = 14
LONGEST = 30
TIMES_A_MINUTE = 30

_tokens = LinkTokens("tjenesteoversikt.provider_link")


class NoSuchLink(Exception):
    """It was never made here, or it has been tampered with."""


class LinkClosed(Exception):
    """It has expired or has been revoked."""


class TooOften(Exception):
    """It has been opened too many times in a minute."""


def invite(
    provider: Provider, user: AbstractBaseUser, days: int = DAYS
) -> tuple[ProviderLink, str]:
    """Make a link; the word that opens it is told only here.

    Raises:
        ValueError: if it would hold for no day, or longer than `LONGEST`.
    """
    if not 0 < days <= LONGEST:
        raise ValueError(f"A link holds for 1 to {LONGEST} days.")
    token, digest = _tokens.make()
    link = ProviderLink.objects.create(
        site_id=provider.site_id,
        provider=provider,
        token_hash=digest,
        created_by=user,
        expires_at=timezone.now() + timedelta(days=days),
    )
    return link, token


def revoke(link: ProviderLink) -> None:
    """Let it open nothing from now on."""
    ProviderLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())


def _count(link: ProviderLink) -> None:
    key = f"provider-link-{link.pk}-{timezone.now():%Y%m%d%H%M}"
    cache.add(key, 0, timeout=120)
    try:
        times = cache.incr(key)
    except ValueError:
        # The cache let it go between the two lines.
        times = 1
    if times > TIMES_A_MINUTE:
        raise TooOften


def opened_by(token: str, site: Site) -> ProviderLink:
    """The link that `token` opens at `site`.

    Raises:
        NoSuchLink: for anything that was not made for this site.
        LinkClosed: when it has expired or has been revoked.
        TooOften: when it is opened more than `TIMES_A_MINUTE`.
    """
    try:
        digest = _tokens.digest_of(token)
    except NoSuchToken as fault:
        raise NoSuchLink from fault
    links = ProviderLink.objects.select_related("provider")
    link = links.filter(token_hash=digest, site=site).first()
    if link is None:
        raise NoSuchLink
    _count(link)
    age = timedelta(days=LONGEST)
    if not link.is_open or link.created_at + age < timezone.now():
        raise LinkClosed
    ProviderLink.objects.filter(pk=link.pk).update(used=F("used") + 1, used_at=timezone.now())
    return link
