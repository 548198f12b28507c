from django.core.management.base import BaseCommand
from wagtail.models import Site

from bti_portal.accounts.approving import ensure_workflow
from bti_portal.accounts.assigning import assign_all_roles


class Command(BaseCommand):
    help = "Brings the groups and the approval of every site in line with the table of roles."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{assign_all_roles()} groups in line with the table of roles.")
        for site in Site.objects.select_related("root_page"):
            ensure_workflow(site)
