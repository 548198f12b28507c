import os
import secrets
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bti_portal.exchange.documents import Faults
from bti_portal.packages.demo import load_demo, make_log_ins
from bti_portal.packages.loading import read_package


class Command(BaseCommand):
    help = "Makes the invented municipalities and log-ins of the demo, unless they exist."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=Path(settings.ROOT) / "startpakke")
        parser.add_argument("--port", type=int, default=int(os.environ.get("BTI_PORT") or 8000))

    def handle(self, *args: object, folder: Path, port: int, **options: object) -> None:
        try:
            package = read_package(folder)
        except Faults as faults:
            raise CommandError(f"Nothing was loaded. The package has faults:\n{faults}") from faults
        for site in load_demo(package, port):
            self.stdout.write(f"Made {site.site_name} at {site.hostname}:{site.port}.")
        password = os.environ.get("BTI_DEMO_PASSWORD") or secrets.token_urlsafe(12)
        made = make_log_ins(package, password)
        for email in made:
            self.stdout.write(f"Log-in: {email}")
        if made:
            self.stdout.write(f"Password for these log-ins: {password}")
