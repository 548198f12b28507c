"""Sends people what happened, each in their own form of Norwegian."""

import logging
from collections.abc import Callable, Iterable
from smtplib import SMTPException

from django.core.mail import send_mail
from django.utils import translation
from wagtail.models import Site

from bti_portal.accounts.languages import language_for
from bti_portal.accounts.models import User

logger = logging.getLogger(__name__)
LONGEST_SUBJECT = 200


def post(
    people: Iterable[User], site: Site | None, write: Callable[[User], tuple[str, str]]
) -> None:
    """Send each of `people` the subject and text that `write` gives in the active language.

    What cannot be sent is logged, and stops nothing: it stands in the admin as well.
    """
    for person in people:
        if not (person.is_active and person.email):
            continue
        with translation.override(language_for(person, site)):
            subject, text = write(person)
        subject = " ".join(subject.split())[:LONGEST_SUBJECT]
        try:
            send_mail(subject, text, None, [person.email])
        except (SMTPException, OSError) as fault:
            logger.warning("A letter could not be sent: %s", fault)
