"""The site as it would look with settings that have not been saved.

The form of the settings is sent here as it stands. Nothing is stored: the page is rendered with a
`Municipality` that is in memory only, in a request that is made up for it.
"""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST
from wagtail.contrib.settings.views import get_setting_edit_handler
from wagtail.models import Site
from wagtail.permissions import policy_registry

from bti_portal.accounts.sites import sites_of
from bti_portal.shell.models import Municipality
from bti_portal.shell.outline import OWN_OUTLINE, Outline, OutlinePage, draw

SCHEMES = {"light", "dark"}


def pages_to_show(outline: Outline) -> list[OutlinePage]:
    """What says most about a look: the front page and one step, in each of the site's languages."""
    shown = []
    for home in outline.homes:
        below = [page for page in outline.pages if page.path.startswith(home.path)]
        steps = [page for page in below if getattr(page.model, "is_step", False)]
        shown += [home, *steps[:1]]
    return shown


@require_POST
def look_preview(request: HttpRequest, site_id: int) -> HttpResponse:
    """A page of the site with the settings of the form that was sent."""
    site = sites_of(request.user).select_related("root_page").filter(pk=site_id).first()
    policy = policy_registry.get_by_type(Municipality)
    if site is None or not policy.user_has_permission_for_instance(request.user, "change", site):
        raise Http404
    unsaved = Municipality.objects.filter(site=site).first() or Municipality(site=site)
    form_class = get_setting_edit_handler(Municipality).get_form_class()
    form = form_class(request.POST, instance=unsaved, for_user=request.user)
    if not form.is_valid():
        return _not_yet(request, site, form)
    outline = replace(draw(site), municipality=unsaved, is_preview=True)
    wanted = request.POST.get("preview_page", "")
    pages = pages_to_show(outline)
    chosen = next((page for page in pages if str(page.pk) == wanted), pages[0] if pages else None)
    if chosen is None:
        raise Http404
    page = chosen.model.objects.get(pk=chosen.pk)
    scheme = request.POST.get("preview_scheme", "")
    own = {OWN_OUTLINE: outline, "colour_scheme": scheme if scheme in SCHEMES else ""}
    return page.make_preview_request(request, page.default_preview_mode, own)


def _not_yet(request: HttpRequest, site: Site, form: object) -> HttpResponse:
    """What has to be mended first; the frame is the portal's own, so this is a page of its own."""
    return render(request, "shell/admin/no_preview.html", {"form": form, "site": site})
