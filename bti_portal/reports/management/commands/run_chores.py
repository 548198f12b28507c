"""What a portal does by itself: publish on the day, remind, keep counts, forget old log-ins."""

import logging
import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

logger = logging.getLogger(__name__)
# Each of them may run as often as one likes: what is done already is left alone.
AT_ALL_HOURS = ("publish_scheduled", "snapshot_gaps", "clearsessions")
# Letters come while those who get them are at work.
IN_WORKING_HOURS = ("send_review_reminders",)
BEGINS, ENDS, SATURDAY = 7, 16, 5


class Command(BaseCommand):
    help = (
        "Publish and take down what is scheduled, remind of what is due to be checked (Monday to "
        "Friday, 7-16), keep the month's mapping, and forget log-ins that have expired. A chore "
        "that fails does not stop the others."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every", type=float, metavar="MINUTES", help="stay, and run them again and again"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        minutes = options["every"]
        if minutes is None:
            failed = self._run()
            if failed:
                raise CommandError(f"Failed, and will be tried next time: {', '.join(failed)}.")
            return
        if minutes <= 0:
            raise CommandError("--every wants a number of minutes above 0.")
        told_to_stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: told_to_stop.set())
        while not told_to_stop.is_set():
            self._run()
            close_old_connections()  # A database that was away is asked anew next time.
            told_to_stop.wait(minutes * 60)

    def _run(self) -> list[str]:
        """Run what is due now; what failed is in the log, and its names are returned."""
        failed = []
        for chore in _due():
            try:
                call_command(chore, stdout=self.stdout, stderr=self.stderr)
            except Exception:
                logger.exception("The chore %s failed.", chore)
                failed.append(chore)
        return failed


def _due() -> tuple[str, ...]:
    now = timezone.localtime()
    at_work = now.weekday() < SATURDAY and BEGINS <= now.hour < ENDS
    return AT_ALL_HOURS + (IN_WORKING_HOURS if at_work else ())
