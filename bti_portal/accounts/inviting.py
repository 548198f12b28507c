"""Letting somebody in: a link by which they choose their own password."""

from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from bti_portal.accounts.admin_address import admin_address
from bti_portal.accounts.models import User


def password_link(user: User) -> str:
    """The address where `user` chooses a password, once, within the days Django allows."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    path = reverse("wagtailadmin_password_reset_confirm", args=[key, token])
    return admin_address(path)


def days_valid() -> int:
    """How many days a link can be used."""
    return int(settings.PASSWORD_RESET_TIMEOUT // 86_400)


def send_invitation(user: User, place: str) -> bool:
    """Send the link, in the receiver's form of Norwegian. Returns whether the server took it."""
    profile = getattr(user, "wagtail_userprofile", None)
    language = profile.get_preferred_language() if profile else settings.LANGUAGE_CODE
    with translation.override(language):
        context = {"user": user, "place": place, "url": password_link(user), "days": days_valid()}
        text = render_to_string("accounts/invitation.txt", context)
        subject = _("You can now edit the BTI site of %(place)s") % {"place": place}
    try:
        send_mail(subject, text, None, [user.email])
    except (SMTPException, OSError):
        return False
    return True
