"""Settings that hold everywhere. Odd values carry their reason."""

import os
from pathlib import Path

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from bti_portal.settings.env import Environment

ROOT = Path(__file__).resolve().parent.parent.parent
env = Environment(os.environ)

# Everything the running portal writes: the embedded database, uploads, collected static files.
DATA_DIR = Path(env.text("BTI_DATA_DIR", str(ROOT / "var")))

# What a fork has of its own (docs/fork.md): templates, static files and words that win over ours.
OWN_DIR = Path(env.text("BTI_OWN_DIR", str(ROOT / "own")))
HAS_OWN_STYLE = (OWN_DIR / "static/own.css").is_file()

INSTALLED_APPS = [
    # modeltranslation must come before the apps whose models it extends.
    "modeltranslation",
    "bti_portal.accounts",
    "bti_portal.caching",
    "bti_portal.finding",
    "bti_portal.library",
    "bti_portal.review",
    "bti_portal.registers",
    "bti_portal.shell",
    # Before wagtail.admin, whose letters ours stand in for.
    "bti_portal.approval",
    "bti_portal.previews",
    "tjenesteoversikt",
    "handlingsveileder",
    "bti_portal.search",
    "bti_portal.packages",
    "bti_portal.translation",
    "bti_portal.reports",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    # Only wagtail.search: naming "modelsearch" as well breaks at the first save.
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "health_check",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    # For its Norwegian words for "a minute ago", which the admin says.
    "django.contrib.humanize",
    # Last: the admin's date fields are rendered from our templates without inline script.
    "django.forms",
]

MIDDLEWARE = [
    "bti_portal.shell.call_stack.RoomMiddleware",
    # Before all others: an address of no municipality gets no further.
    "bti_portal.shell.hosts.KnownHostMiddleware",
    "bti_portal.shell.base_path.BasePathMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bti_portal.shell.headers.ReaderHeadersMiddleware",
    "bti_portal.api.openness.OpenDataMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "bti_portal.shell.languages.SiteLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "bti_portal.accounts.operator_area.OperatorAreaMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "handlingsveileder.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "bti_portal.urls"
WSGI_APPLICATION = "bti_portal.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [OWN_DIR / "templates", ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bti_portal.shell.navigation.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(DATA_DIR / "portal.sqlite3"),
    "OPTIONS": {
        # Readers never wait for a writer (WAL); writers queue up instead of failing.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
    },
}
DATABASES = {"default": env.database("BTI_DATABASE_URL", SQLITE)}

REDIS_ADDRESS = env.text("BTI_REDIS_URL")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_ADDRESS}
        if REDIS_ADDRESS
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}
# PDF documents (bti_portal.printing.keeping): few, since each takes some hundred kilobytes. Redis
# has its own limit, and lets the oldest go.
CACHES["documents"] = CACHES["default"] | (
    {"KEY_PREFIX": "documents", "TIMEOUT": 3600}
    if REDIS_ADDRESS
    else {"LOCATION": "documents", "TIMEOUT": 3600, "OPTIONS": {"MAX_ENTRIES": 24}}
)

# The instance's language is bokmål because gettext then falls back nn → nb → en. What language
# a municipality's site is in is a matter of its page tree, never of this setting.
LANGUAGE_CODE = "nb"
FORMS_OF_NORWEGIAN = [("nb", _("Norwegian bokmål")), ("nn", _("Norwegian nynorsk"))]
# What chosen pages of a site may be in besides (ADR 0024). How to add one: docs/operations.md.
MORE_LANGUAGES = [
    ("en", _("English")),
    ("se", _("Northern Sami")),
    ("uk", _("Ukrainian")),
    ("ar", _("Arabic")),
    ("so", _("Somali")),
    ("pl", _("Polish")),
]
# Those that Django does not know: what they call themselves, and their direction.
LANG_INFO |= {
    "se": {"code": "se", "name": "Northern Sami", "name_local": "Davvisámegiella", "bidi": False},
    "so": {"code": "so", "name": "Somali", "name_local": "Soomaali", "bidi": False},
}
LANGUAGES = [*FORMS_OF_NORWEGIAN, *MORE_LANGUAGES]
CATALOGUES = ROOT / "locale"
# A fork's own first, then ours; then our words for what Wagtail and its companions say, which win
# over their own.
LOCALE_PATHS = [OWN_DIR / "locale", CATALOGUES, CATALOGUES / "wagtail"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nn", "Norsk nynorsk"), ("nb", "Norsk bokmål")]
# A short list also keeps the admin's account page free of a script error over time zones.
WAGTAIL_USER_TIME_ZONES = ["Europe/Oslo", "UTC"]
MODELTRANSLATION_LANGUAGES = ("nb", "nn")
MODELTRANSLATION_DEFAULT_LANGUAGE = "nb"
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("nb", "nn"), "nb": ("nn",), "nn": ("nb",)}

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("BTI_STATIC_DIR", str(DATA_DIR / "static")))
# Not static/css: only what `make assets` built from it is for browsers.
STATICFILES_DIRS = [
    *([OWN_DIR / "static"] if (OWN_DIR / "static").is_dir() else []),
    *((part, ROOT / "static" / part) for part in ("built", "img", "js")),
]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
SERVE_MEDIA = False

WAGTAIL_SITE_NAME = "BTI-portalen"
# As editors write a date; what is sent as 2026-11-22 is understood as well.
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
WAGTAILADMIN_BASE_URL = env.text("BTI_ADMIN_ADDRESS", "http://127.0.0.1:8000")
WAGTAILIMAGES_IMAGE_MODEL = "library.PortalImage"
WAGTAILDOCS_DOCUMENT_MODEL = "library.PortalDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "xlsx", "ods", "pptx", "odp", "csv", "txt"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# A page can be closed to all but those who log in; a shared password would set readers a cookie.
WAGTAIL_PRIVATE_PAGES = {"SHARED_PASSWORD": False}
# The admin calls nobody: no avatars from elsewhere, no version check, no news banner.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True

# Hosts are checked by KnownHostMiddleware against the Site table, so that a municipality made in
# the admin answers without a restart. These are allowed besides.
ALLOWED_HOSTS = ["*"]
EXTRA_HOSTS = env.words("BTI_EXTRA_HOSTS")

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
# Wagtail shows page previews in a frame of its own address.
X_FRAME_OPTIONS = "SAMEORIGIN"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's page editor sends one field for each block part.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # One line for each page and index entry written: too much beside what matters.
        "wagtail": {"level": "WARNING"},
        "modelsearch": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        # What they do with each sheet and each letter.
        "weasyprint": {"level": "WARNING"},
        "weasyprint.progress": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}
