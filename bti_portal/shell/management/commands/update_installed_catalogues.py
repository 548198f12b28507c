from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from bti_portal.shell import installed_catalogues


class Command(BaseCommand):
    help = "Brings our words for Wagtail and its companions in line with the installed versions."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="change nothing; fail and list what is not complete",
        )

    def handle(self, *args: object, check: bool, **options: object) -> None:
        changed = [] if check else installed_catalogues.update()
        faults = installed_catalogues.faults()
        if check and faults:
            raise CommandError(
                "The installed packages say what locale/wagtail has no words for. Run `manage.py "
                "update_installed_catalogues` and fill in:\n" + "\n".join(faults)
            )
        for file in changed:
            self.stdout.write(f"Updated {file.relative_to(installed_catalogues.folder())}.")
        for fault in faults:
            self.stdout.write(fault)
        self.stdout.write(f"{len(faults)} things to do.")
