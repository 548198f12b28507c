"""The door for gunicorn: production settings unless told otherwise."""

import os

from django.core.wsgi import get_wsgi_application

from bti_portal.printing import pdf

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bti_portal.settings.production")

application = get_wsgi_application()

# Finding out takes most of a second: before the first reader, not while one waits.
pdf.is_available()
