"""What each address of the admin takes: a permission of the table of roles, or one of three words.

An address that no line says anything of has no area, and the leak table fails until it gets one.
"""

import re
from fnmatch import fnmatch

from django.urls import resolve

from bti_portal.accounts.roles import Role
from bti_portal.shell.site_admin import OwnSiteView

# Anybody with a role; the operator alone; whoever the task of a workflow says, tested there.
ANYBODY, OPERATOR, BY_TASK = "anybody", "operator", "by task"

ADD, CHANGE = "wagtailcore.add_page", "wagtailcore.change_page"
PUBLISH, LOCK = "wagtailcore.publish_page", "wagtailcore.lock_page"
PAGES = {
    "add": ADD,
    "preview_on_add": ADD,
    "add_subpage": ADD,
    "choose_parent": ANYBODY,  # Lists where one may add; empty for others.
    "convert_alias": BY_TASK,  # The page of the table is no alias.
    "delete": PUBLISH,
    "unpublish": BY_TASK,
    "move": PUBLISH,
    "move_confirm": PUBLISH,
    "set_page_position": PUBLISH,
    "set_privacy": PUBLISH,
    "revisions_unschedule": PUBLISH,
    "lock": BY_TASK,
    "unlock": BY_TASK,
    "*workflow_action*": BY_TASK,
    "confirm_workflow_cancellation": BY_TASK,
    "workflow_preview": BY_TASK,
    "*": CHANGE,
}
FILES = {
    "index*": "add",
    "add*": "add",
    "create_multiple*": BY_TASK,  # For one's own upload, which there is none of.
    "delete_upload_multiple": BY_TASK,
    "url_generator*": BY_TASK,  # Not turned on.
    "*": "change",
}
CHOOSERS = {"create": "add", "chosen": "view", "*": ANYBODY}
FILE_CHOOSERS = {"create": "add", "*": ANYBODY}
ROWS = {
    "list*": "view",
    "inspect": "view",
    "add": "add",
    "preview_on_add": "add",
    "delete": "delete",
    "unpublish": "publish",
    "revisions_unschedule": "publish",
    "lock": BY_TASK,
    "unlock": BY_TASK,
    "workflow_action": BY_TASK,
    "collect_workflow_action_data": BY_TASK,
    "workflow_preview": BY_TASK,
    "*": "change",
}
PUBLISH_SERVICE = "tjenesteoversikt.publish_service"
AREAS = {
    "wagtailadmin_home": ANYBODY,
    "wagtailadmin_account": ANYBODY,
    "wagtailadmin_dismissibles": ANYBODY,
    "wagtailadmin_login": BY_TASK,  # Leads those who are logged in to the start page.
    "wagtailadmin_password_reset*": ANYBODY,
    "wagtailadmin_javascript_catalog": ANYBODY,
    "wagtailadmin_block_preview": BY_TASK,
    "wagtailadmin_choose_page_child": CHANGE,
    "wagtailadmin_choose_page*": ANYBODY,
    "wagtailadmin_tag_autocomplete": ANYBODY,
    "wagtailadmin_tag_model_autocomplete": BY_TASK,  # There are no other kinds of tags.
    "wagtailadmin_editing_sessions:*": ANYBODY,
    "wagtailadmin_explore*": CHANGE,
    "wagtailadmin_api:pages:listing": ANYBODY,
    "wagtailadmin_api:pages:detail": CHANGE,
    "wagtailadmin_api:pages:action": PUBLISH,
    "wagtailadmin_api:pages:find": BY_TASK,
    "wagtailadmin_api:images:*": OPERATOR,
    "wagtailadmin_api:documents:*": OPERATOR,
    "wagtail_bulk_action": BY_TASK,  # Asked without rows: walked in test_guard.
    "wagtailembeds:*": ANYBODY,
    "wagtailsnippets:index": OPERATOR,
    "wagtailsettings:preview_on_edit": BY_TASK,
    "wagtailsettings:edit": "shell.change_municipality",
    "look_preview": "shell.change_municipality",
    "new_municipality": OPERATOR,
    "approval:*": ANYBODY,  # Anybody may see what waits; OwnSiteView.changing says who chooses.
    "previews:make": BY_TASK,  # Of a page or a row, which the one who asks must be able to edit.
    "lending:package": BY_TASK,  # Of a guide, which the site of the table has none of.
    "lending:begin": "packages.add_receivedpackage",
    # The site of the table has one form of Norwegian: tested with the two forms.
    "translation:download": BY_TASK,
    "translation:page": BY_TASK,
    "translation:proofread_*": BY_TASK,
    "guide_preflight": BY_TASK,  # The page of the table is no guide: tested with preflight.
    "remove_version": BY_TASK,
    "reports:cited_law": ANYBODY,
    "catalogue:checked": PUBLISH_SERVICE,
    "catalogue_files:columns": BY_TASK,  # The run of the table is done.
    "catalogue_files:*": PUBLISH_SERVICE,
    **{
        f"{name}:*": OPERATOR
        for name in (
            "wagtailadmin_collections",
            "wagtailadmin_workflows",
            "wagtailadmin_reports",
            "wagtailredirects",
            "wagtailsites",
            "wagtailusers_users",
            "wagtailusers_groups",
            "wagtaillocales",
        )
    },
}


def _first(table: dict[str, str], name: str) -> str | None:
    return next((area for pattern, area in table.items() if fnmatch(name, pattern)), None)


def area_of(name: str, url: str) -> str | None:
    """What it takes to be let in at an address; None when nobody has said it."""
    namespace, _colon, action = name.rpartition(":")
    if found := re.fullmatch(r"wagtailsnippet(s|choosers)_([a-z]+)_([a-z]+)", namespace):
        area = _first(CHOOSERS if found[1] == "choosers" else ROWS, action)
        return f"{found[2]}.{area}_{found[3]}" if area not in (ANYBODY, BY_TASK) else area
    for kind in ("image", "document"):
        library = {"image": "wagtailimages", "document": "wagtaildocs"}[kind]
        if namespace in (library, f"{library}_chooser"):
            area = _first(FILE_CHOOSERS if namespace.endswith("chooser") else FILES, action)
            return f"{library}.{area}_{kind}" if area not in (ANYBODY, BY_TASK) else area
    if namespace == "wagtailadmin_pages":
        return _first(PAGES, action)
    view = getattr(resolve(url).func, "view_class", None)
    if view and issubclass(view, OwnSiteView) and view.permissions and name not in AREAS:
        return ",".join(view.permissions)
    return _first(AREAS, name)


def may(role: Role, area: str) -> bool:
    """Whether the table of roles gives `role` what it takes."""
    if area == ANYBODY or role.is_everywhere:
        return True
    if area == OPERATOR:
        return False
    return role.permissions.issuperset(area.split(","))
