"""Every address of the portal."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponse
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache
from django.views.static import serve
from health_check.views import HealthCheckView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.views.account import LoginView
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from bti_portal.accounts.bulk import move_within_own_pages, own_rows_only
from bti_portal.api.documentation import documentation
from bti_portal.api.open_api import api, no_such_address
from bti_portal.api.signposts import robots, sitemap
from bti_portal.library.own_files import own_tags
from bti_portal.previews import views as previews
from bti_portal.search.api import router as site_search
from bti_portal.search.views import search, words
from bti_portal.shell import views as shell
from bti_portal.shell.views import page
from tjenesteoversikt import provider_pages
from tjenesteoversikt.data_views import cpsv
from tjenesteoversikt.embedding import embedded
from tjenesteoversikt.exports.rdf_formats import FORMATS

# The search composes both apps, and so does the API: neither may name the other.
api.add_router("/v1", site_search)

READY_CHECKS = ["health_check.Database", "health_check.Cache"]

# In production nginx gives out uploaded files.
uploads = (
    [path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT})]
    if settings.SERVE_MEDIA
    else []
)

urlpatterns = [
    path("admin/bulk/<slug:app_label>/<slug:model_name>/<slug:action>/", own_rows_only),
    path(
        "admin/pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/",
        move_within_own_pages,
    ),
    path("admin/tag-autocomplete/", own_tags),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/", documentation, name="api"),
    path("api/", api.urls),
    path("robots.txt", robots),
    path("sitemap.xml", sitemap),
    re_path(r"^api/.", no_such_address),
    *[
        path(f"data/cpsv.{ending}", cpsv, {"ending": ending}, name=f"cpsv_{ending}")
        for ending in FORMATS
    ],
    path("embed/<slug:language>/<slug:what>/", embedded, name="embedded"),
    path("embed/<slug:language>/<slug:what>/skript/", embedded, {"with_script": True}),
    path("theme/<int:site_id>-<slug:fingerprint>.css", shell.theme, name="theme"),
    re_path(r"^theme/colour-([0-9a-f]{6})\.css$", shell.theme_of_colour, name="theme_of_colour"),
    path("theme/<int:site_id>-<slug:mark>-icon.svg", shell.icon_drawn, name="icon_drawn"),
    path("theme/<int:site_id>-<slug:mark>-icon.png", shell.icon, name="icon"),
    path("theme/<int:site_id>-<slug:mark>-shared.png", shell.shared_picture, name="shared_picture"),
    path("favicon.ico", shell.icon_by_custom),
    # The admin's own log-in, under the name by which Wagtail sends readers of a closed page to it.
    path("admin/login/", LoginView.as_view(), name="wagtailcore_login"),
    path("-/live", never_cache(lambda request: HttpResponse("ok", content_type="text/plain"))),
    path("-/ready", never_cache(HealthCheckView.as_view(checks=READY_CHECKS))),
    *uploads,
    *i18n_patterns(
        path("sok/", search, name="search"),
        path("sok/ord.json", words, name="search_words"),
        path("retting/<str:token>/", provider_pages.overview, name="provider_link"),
        path(
            "retting/<str:token>/<int:pk>/", provider_pages.correction, name="provider_correction"
        ),
        path("utkast/<str:token>/", previews.opened, name="preview_link"),
        path("utkast/<str:token>/<int:pk>/", previews.page_behind, name="preview_page"),
        path("utkast/<str:token>/<int:pk>/<path:rest>", previews.page_behind),
        # The name is Wagtail's: it makes the addresses of pages from it.
        re_path(serve_pattern, page, name="wagtail_serve"),
        # A file below a page, which the page itself makes: a blank sheet, a calendar entry.
        re_path(r"^((?:[\w\-]+/)+[\w\-]+\.[a-z]{3,4})$", page),
        prefix_default_language=True,
    ),
]

handler404 = "bti_portal.shell.views.not_found"
