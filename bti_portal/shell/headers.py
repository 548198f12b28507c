"""What a browser is told about every page: where script and style may come from, and caching."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

READER_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    ]
)
# Wagtail shows previews in a frame of its own address.
ADMIN_POLICY = READER_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'").replace(
    "object-src 'none'", "object-src 'none'; frame-src 'self'"
)
# Chrome shows a PDF in a page of its own making, with a plugin and a style inside, under our policy.
PDF_POLICY = "; ".join(
    [
        "default-src 'none'",
        "object-src 'self'",
        "style-src 'unsafe-inline'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)


def framed_policy(origins: Iterable[str]) -> str:
    """The policy of a page that the sites at `origins` may show in a frame."""
    ancestors = " ".join(["'self'", *origins])
    return READER_POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {ancestors}")


class ReaderHeadersMiddleware:
    """Sets the content security policy, and lets readers' pages be cached by browsers and proxies."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # A preview is a made-up request to a reader's address, shown in a frame of the admin.
        is_admin = request.path_info.startswith("/admin/") or hasattr(request, "is_dummy")
        is_pdf = response.get("Content-Type") == "application/pdf"
        policy = PDF_POLICY if is_pdf else ADMIN_POLICY if is_admin else READER_POLICY
        response.setdefault("Content-Security-Policy", policy)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        is_personal = bool(response.cookies) or "cookie" in response.get("Vary", "").lower()
        if is_personal:
            # Somebody's log-in was asked about: no cache may keep the answer.
            patch_cache_control(response, private=True)
        elif not is_admin and not response.has_header("Cache-Control"):
            # Kept, but asked about again at each visit: a change is seen at once.
            patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        return response
