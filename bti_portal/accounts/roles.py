"""The one table of roles: what each may do. `sync_roles` brings the database in line with it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Role:
    """A role at one municipality's site.

    Attributes:
        name: shown to people.
        sentence: what the role does, in one sentence.
        pages: Wagtail's page permissions, on all page trees of the site.
        models: Django permissions as `app_label.codename`; the guard keeps them to the site's rows.
        settings: Django permissions given for the site's settings only.
        files: permissions on the site's collection of images and documents.
    """

    name: str | Promise
    sentence: str | Promise
    pages: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def _all(app_label: str, *model_names: str, publish: bool = False) -> tuple[str, ...]:
    actions = ["view", "add", "change", "delete"] + (["publish"] if publish else [])
    return tuple(f"{app_label}.{action}_{model}" for model in model_names for action in actions)


ROLES: dict[str, Role] = {
    "coordinator": Role(
        name=_("Coordinator"),
        sentence=_("Edits and publishes everything on the municipality's own site."),
        pages=(
            "add_page",
            "change_page",
            "publish_page",
            "bulk_delete_page",
            "lock_page",
            "unlock_page",
        ),
        models=(
            "wagtailadmin.access_admin",
            *_all("tjenesteoversikt", "service", publish=True),
            "tjenesteoversikt.lock_service",
            "tjenesteoversikt.unlock_service",
            *_all("tjenesteoversikt", "provider", "publication"),
            "tjenesteoversikt.view_theme",
            "tjenesteoversikt.view_need",
            *_all("registers", "helpline", "legalreference", "role", "modelelement", "synonym"),
            "registers.view_arena",
        ),
        settings=("shell.change_municipality", "shell.view_municipality"),
        files=(
            # Wagtail asks for its own models' permissions, whatever model the instance uses.
            "wagtailimages.add_image",
            "wagtailimages.change_image",
            "wagtailimages.choose_image",
            "wagtaildocs.add_document",
            "wagtaildocs.change_document",
            "wagtaildocs.choose_document",
        ),
    ),
}
