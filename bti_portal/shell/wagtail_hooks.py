from django.urls import URLPattern, path
from wagtail import hooks

from bti_portal.shell.look_preview import look_preview


@hooks.register("register_admin_urls")
def look_addresses() -> list[URLPattern]:
    return [path("look/<int:site_id>/", look_preview, name="look_preview")]
