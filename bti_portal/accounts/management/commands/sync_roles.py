from django.core.management.base import BaseCommand

from bti_portal.accounts.assigning import assign_all_roles


class Command(BaseCommand):
    help = "Brings the groups of every site in line with the table of roles."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{assign_all_roles()} groups in line with the table of roles.")
