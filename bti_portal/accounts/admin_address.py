"""Addresses of the admin that stand in letters."""

from django.conf import settings
from django.urls import get_script_prefix


def without_prefix(path: str) -> str:
    """`path`, as `reverse` gives it, without the base path of the site that is being asked."""
    prefix = get_script_prefix()
    return f"/{path.removeprefix(prefix)}" if path.startswith(prefix) else path


def admin_address(path: str) -> str:
    """The full address of a page of the admin, whichever site it was asked for from."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + without_prefix(path)
