"""The one table of roles: what each may do. `sync_roles` brings the database in line with it."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Decides who has which role at the site. Not a Django permission: `gives_roles` says it.
GIVES_ROLES = "accounts.give_roles"


@dataclass(frozen=True)
class Role:
    """What a person does in the portal.

    Attributes:
        name: shown to people.
        sentence: what the role does, in one sentence.
        pages: Wagtail's page permissions, on all page trees of the site.
        models: Django permissions as `app_label.codename`; the guard keeps them to the site's rows.
        settings: Django permissions given for the site's settings only.
        files: permissions on the site's collection of images and documents.
        gives_roles: whether it decides who has which role at the site.
        is_everywhere: not a role at a site, but a superuser's: the whole instance.
    """

    name: str | Promise
    sentence: str | Promise
    pages: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    gives_roles: bool = False
    is_everywhere: bool = False

    @cached_property
    def permissions(self) -> frozenset[str]:
        """All that the role gives at its site, as `app_label.codename`."""
        pages = (f"wagtailcore.{name}" for name in self.pages)
        giving = (GIVES_ROLES,) if self.gives_roles else ()
        return frozenset((*self.models, *pages, *self.settings, *self.files, *giving))


def _all(app_label: str, *model_names: str, publish: bool = False) -> tuple[str, ...]:
    actions = ["view", "add", "change", "delete"] + (["publish"] if publish else [])
    return tuple(f"{app_label}.{action}_{model}" for model in model_names for action in actions)


ADMIN = "wagtailadmin.access_admin"
WRITES_PAGES = ("add_page", "change_page")
PUBLISHES_PAGES = (*WRITES_PAGES, "publish_page", "bulk_delete_page", "lock_page", "unlock_page")
CORRECTS_SERVICES = ("tjenesteoversikt.view_service", "tjenesteoversikt.change_service")
WRITES_SERVICES = (*CORRECTS_SERVICES, "tjenesteoversikt.add_service")
PUBLISHES_SERVICES = (
    *_all("tjenesteoversikt", "service", publish=True),
    "tjenesteoversikt.lock_service",
    "tjenesteoversikt.unlock_service",
    *_all("tjenesteoversikt", "provider", "publication"),
)
REGISTERS = (
    *("helpline", "legalreference", "role", "modelelement"),
    *("synonym", "term", "acceptedword"),
)
LOOKS_UP = (
    "tjenesteoversikt.view_theme",
    "tjenesteoversikt.view_need",
    "tjenesteoversikt.view_provider",
    "registers.view_arena",
    *(f"registers.view_{name}" for name in REGISTERS),
)
LENDS_GUIDES = ("packages.add_receivedpackage",)
# Keeps the numbers and the evidence, reminds colleagues, hands over what they answer for.
LEADS = (
    *_all("reports", "grantevidence"),
    "reports.add_gapsnapshot",
    "reports.add_reviewreminder",
)
SETTINGS = ("shell.change_municipality", "shell.view_municipality")
# Wagtail asks for its own models' permissions, whatever model the instance uses.
USES_FILES = ("wagtailimages.choose_image", "wagtaildocs.choose_document")
ADDS_FILES = (*USES_FILES, "wagtailimages.add_image", "wagtaildocs.add_document")
CHANGES_FILES = (*ADDS_FILES, "wagtailimages.change_image", "wagtaildocs.change_document")

EDITS_EVERYTHING = (
    ADMIN,
    *PUBLISHES_SERVICES,
    *LOOKS_UP,
    *_all("registers", *REGISTERS),
    *LENDS_GUIDES,
    *LEADS,
)

ROLES: dict[str, Role] = {
    "writer": Role(
        name=_("Writer"),
        sentence=_("Writes drafts of pages and services, and sends them to approval."),
        pages=WRITES_PAGES,
        models=(ADMIN, *WRITES_SERVICES, *LOOKS_UP),
        files=ADDS_FILES,
    ),
    "approver": Role(
        name=_("Approver"),
        sentence=_(
            "Reads and corrects what is sent to approval, and approves it or sends it back."
        ),
        pages=("change_page",),
        models=(ADMIN, *CORRECTS_SERVICES, *LOOKS_UP),
        files=USES_FILES,
    ),
    "catalogue_editor": Role(
        name=_("Catalogue editor"),
        sentence=_("Edits and publishes the services and those who provide them, but no pages."),
        models=(ADMIN, *PUBLISHES_SERVICES, *LOOKS_UP),
        files=ADDS_FILES,
    ),
    "coordinator": Role(
        name=_("Coordinator"),
        sentence=_("Edits and publishes everything on the municipality's own site."),
        pages=PUBLISHES_PAGES,
        models=EDITS_EVERYTHING,
        settings=SETTINGS,
        files=CHANGES_FILES,
    ),
    "regional_editor": Role(
        name=_("Regional editor"),
        sentence=_(
            "Edits and publishes pages, services and registers for each municipality that has "
            "given the role, but not the municipality's settings."
        ),
        pages=PUBLISHES_PAGES,
        models=EDITS_EVERYTHING,
        files=CHANGES_FILES,
    ),
    "site_owner": Role(
        name=_("Site owner"),
        sentence=_("Does what the coordinator does, and decides who has which role at the site."),
        pages=PUBLISHES_PAGES,
        models=EDITS_EVERYTHING,
        settings=SETTINGS,
        files=CHANGES_FILES,
        gives_roles=True,
    ),
    "operator": Role(
        name=_("Operator"),
        sentence=_("Runs the whole portal: makes municipalities, and sees and changes everything."),
        is_everywhere=True,
    ),
}

SITE_ROLES = {key: role for key, role in ROLES.items() if not role.is_everywhere}

# What people ask about a role, and the permission that answers.
CAPABILITIES: tuple[tuple[str | Promise, str], ...] = (
    (_("Write new pages"), "wagtailcore.add_page"),
    (_("Correct pages"), "wagtailcore.change_page"),
    (_("Publish and take down pages"), "wagtailcore.publish_page"),
    (_("Write new services"), "tjenesteoversikt.add_service"),
    (_("Correct services"), "tjenesteoversikt.change_service"),
    (_("Publish, import and export services"), "tjenesteoversikt.publish_service"),
    (_("Borrow services, answer providers"), "tjenesteoversikt.change_publication"),
    (_("Change help lines, laws and the other registers"), "registers.change_helpline"),
    (_("Add images and documents"), "wagtailimages.add_image"),
    (_("Change all images and documents"), "wagtailimages.change_image"),
    (_("Remind, hand over, keep numbers for reports"), "reports.add_reviewreminder"),
    (_("Change the municipality's settings"), "shell.change_municipality"),
    (_("Decide who has which role"), GIVES_ROLES),
    (_("Make municipalities and see all of them"), "wagtailcore.add_site"),
)
