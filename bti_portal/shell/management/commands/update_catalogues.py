from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bti_portal.shell import catalogues


class Command(BaseCommand):
    help = "Brings the nb and nn catalogues in line with the texts of our code and templates."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="change nothing; fail and list what is not complete",
        )

    def handle(self, *args: object, check: bool, **options: object) -> None:
        folder = Path(settings.CATALOGUES)
        try:
            messages = catalogues.messages_of(Path(settings.ROOT))
        except catalogues.UnreadableText as text:
            raise CommandError(f"A text to translate must be written out: {text}") from text
        changed = [] if check else catalogues.update(folder, messages)
        faults = catalogues.faults(folder, messages)
        if check and faults:
            raise CommandError("The catalogues are not complete.\n" + "\n".join(faults))
        for file in changed:
            self.stdout.write(f"Updated {file.relative_to(folder)}.")
        for fault in faults:
            self.stdout.write(fault)
        self.stdout.write(f"{len(messages)} texts, {len(faults)} things to do.")
