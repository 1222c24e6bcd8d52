"""Tests: fast passwords, files in a folder of their own, tasks run at once, static files without a build."""

import tempfile
from pathlib import Path

from styringsdialog.config import environment
from styringsdialog.config.settings.base import *  # noqa: F403
from styringsdialog.config.settings.base import BUILD, INSTALLED_APPS

SECRET_KEY = "only-for-tests-and-never-anywhere-else-0123456789"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1", "styring.example.org"]
STYRINGSDIALOG_DEMO = True

DATABASES = {"default": environment.database(Path(":memory:"))}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# Providers are named by the tests that run them; the pages for both kinds are there.
INSTALLED_APPS = [*INSTALLED_APPS, "allauth.socialaccount.providers.saml"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # the server of a browser test has no TLS

# A worker is another process, and cannot see the database of a test.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

MEDIA_ROOT = Path(tempfile.gettempdir()) / "styringsdialog-test-files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Pure tests run without the build; browser tests are given it by `make test`.
STATICFILES_DIRS = [BUILD / "static"] if (BUILD / "static").is_dir() else []
WHITENOISE_AUTOREFRESH = True
LOGGING_CONFIG = None
