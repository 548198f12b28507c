"""In which language a person is written to."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import Site

from bti_portal.accounts.sites import sites_of


def language_for(person: AbstractBaseUser, site: Site | None = None) -> str:
    """The form of Norwegian the person has chosen, else the primary one of the municipality.

    Args:
        person: who will read it.
        site: what it is about; None when it is about no municipality, or several: the person's own
            counts, if there is one only.
    """
    profile = getattr(person, "wagtail_userprofile", None)
    if profile and profile.preferred_language:
        return profile.preferred_language
    if site is None and not person.is_superuser:
        own = list(sites_of(person).select_related("root_page__locale")[:2])
        site = own[0] if len(own) == 1 else None
    code = site.root_page.locale.language_code if site else settings.LANGUAGE_CODE
    return (
        code if code in dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES) else settings.LANGUAGE_CODE
    )
