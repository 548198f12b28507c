from django.core.management.base import BaseCommand

from bti_portal.shell import catalogues


class Command(BaseCommand):
    help = "Compiles the catalogues that changed. Needs no GNU gettext."
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        for folder in catalogues.locale_folders():
            for file in catalogues.compile_folder(folder):
                self.stdout.write(f"Compiled {file.relative_to(folder)}.")
