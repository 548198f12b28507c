"""Development and demo: debug off unless asked for, so that readers' error pages are seen as they are."""

from bti_portal.settings.base import *  # noqa: F403
from bti_portal.settings.base import DATA_DIR, EXTRA_HOSTS, env

DEBUG = env.flag("BTI_DEBUG")
SECRET_KEY = env.text(
    "BTI_SECRET_KEY", "development-only-key-that-production-refuses-to-start-with"
)
EXTRA_HOSTS = [*EXTRA_HOSTS, "localhost", "127.0.0.1", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "bti_portal.shell.storages.Uploads"},
    "staticfiles": {"BACKEND": "bti_portal.shell.storages.Static"},
}
SERVE_MEDIA = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

DATA_DIR.mkdir(parents=True, exist_ok=True)
env.refuse_faults()
