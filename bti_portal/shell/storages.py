"""Files whose addresses stand below the base path of the site that is asked."""

from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.storage import FileSystemStorage, InMemoryStorage
from django.urls import get_script_prefix
from whitenoise.storage import CompressedManifestStaticFilesStorage


class BelowBasePath:
    """Put before a storage."""

    def url(self, *args: Any, **kwargs: Any) -> str:
        url = super().url(*args, **kwargs)
        return get_script_prefix() + url.removeprefix("/") if url.startswith("/") else url


class Static(BelowBasePath, StaticFilesStorage):
    """Static files as they are, in development and tests."""


class CompressedStatic(BelowBasePath, CompressedManifestStaticFilesStorage):
    """Static files named by their content and compressed ahead."""


class Uploads(BelowBasePath, FileSystemStorage):
    """Uploaded files in a folder."""


class UploadsInMemory(BelowBasePath, InMemoryStorage):
    """Uploaded files of tests."""
