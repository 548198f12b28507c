"""Production: refuses to start on a missing or unsafe value, and names all of them at once."""

from bti_portal.settings.base import *  # noqa: F403
from bti_portal.settings.base import env

DEBUG = False
SECRET_KEY = env.text("BTI_SECRET_KEY")

env.require(
    len(SECRET_KEY) >= 50 and len(set(SECRET_KEY)) >= 10,
    "BTI_SECRET_KEY must be a random text of at least 50 characters.",
)
env.require("development-only" not in SECRET_KEY, "BTI_SECRET_KEY is the one from development.")
env.require(bool(env.text("BTI_DATABASE_URL")), "BTI_DATABASE_URL must name a PostgreSQL database.")
env.require(not env.flag("BTI_DEBUG"), "BTI_DEBUG must not be on in production.")
env.require(
    env.text("BTI_ADMIN_ADDRESS").startswith("https://") or env.flag("BTI_INSECURE_HTTP"),
    "BTI_ADMIN_ADDRESS must be the admin's https:// address (it stands in e-mails).",
)

# Only for the check of the production shape on one machine, where no certificate exists.
INSECURE_HTTP = env.flag("BTI_INSECURE_HTTP")
SESSION_COOKIE_SECURE = not INSECURE_HTTP
CSRF_COOKIE_SECURE = not INSECURE_HTTP
SECURE_SSL_REDIRECT = not INSECURE_HTTP
SECURE_REDIRECT_EXEMPT = [r"^-/"]
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else 31_536_000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

STORAGES = {
    "default": {"BACKEND": "bti_portal.shell.storages.Uploads"},
    "staticfiles": {"BACKEND": "bti_portal.shell.storages.CompressedStatic"},
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

EMAIL_HOST = env.text("BTI_EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("BTI_EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("BTI_EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("BTI_EMAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("BTI_EMAIL_TLS")
DEFAULT_FROM_EMAIL = env.text("BTI_EMAIL_FROM", "bti-portal@localhost")

env.refuse_faults()
