"""Tests: quick passwords, files in memory, mail kept, hosts of the test client allowed."""

from bti_portal.settings.base import *  # noqa: F403
from bti_portal.settings.base import DATA_DIR, DATABASES, WAGTAILSEARCH_BACKENDS, env

DEBUG = False
SECRET_KEY = "test-only"
EXTRA_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "bti_portal.shell.storages.UploadsInMemory"},
    "staticfiles": {"BACKEND": "bti_portal.shell.storages.Static"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# The admin's search index: a tenth of the suite's time, and no test searches there.
WAGTAILSEARCH_BACKENDS["default"]["AUTO_UPDATE"] = False
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "documents")
}
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "ERROR"}}

# A file instead of memory: --reuse-db then saves the ten seconds of migrations.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    # No WAL here: the files it leaves beside the database when a run is stopped make the next
    # database at that place unreadable ("disk I/O error").
    DATABASES["default"]["OPTIONS"] = DATABASES["default"]["OPTIONS"] | {
        "init_command": "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=OFF;"
    }

env.refuse_faults()
