"""What every environment has in common. Nothing here is a secret, and nothing here depends on a machine."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from styringsdialog.config import environment
from styringsdialog.config.sign_in.providers import allauth_providers, form_origins, read_providers
from styringsdialog.config.sign_in.saml_library import require_saml_library
from styringsdialog.config.sign_in.second_factor_mode import second_factor_mode

PACKAGE = Path(__file__).resolve().parents[2]
PROJECT = PACKAGE.parents[1]
VAR = Path(environment.text("STYRINGSDIALOG_VAR") or PROJECT / "var")
BUILD = Path(environment.text("STYRINGSDIALOG_BUILD") or PROJECT / "var" / "build")

DEBUG = False
STYRINGSDIALOG_DEMO = False
# Where the source of the running version lies: shown at the foot of each page.
STYRINGSDIALOG_SOURCE_LINK = environment.text("STYRINGSDIALOG_SOURCE_LINK")
ALLOWED_HOSTS: list[str] = []

# Who may sign in through whom: a file of the installation, docs/operations.md. None in a trial.
STYRINGSDIALOG_PROVIDERS = read_providers(environment.text("STYRINGSDIALOG_SIGN_IN_FILE"))
STYRINGSDIALOG_SECOND_FACTOR = second_factor_mode(environment.text("STYRINGSDIALOG_SECOND_FACTOR", "offered"))

# Ours come first, so that `web` can replace a template or static file of any part below.
OUR_APPS = [
    f"styringsdialog.{name}"
    for name in (
        "core users trail notices files thread register submissions figures areas capacity agreements "
        "meetings reviews supervision coordination dialogue documents exchange processes web api demo"
    ).split()
]
INSTALLED_APPS = [
    *OUR_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "auditlog",
    "csp",
    "django_filters",
    "django_fsm",
    "django_htmx",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "rules",
]

if require_saml_library(STYRINGSDIALOG_PROVIDERS.values()):
    INSTALLED_APPS += ["allauth.socialaccount.providers.saml"]

# auditlog's own middleware is left out on purpose: its contexts break when nested. `trail` fills the actor.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # After the one that knows the user: a language once chosen follows the person to the next device.
    "styringsdialog.config.language.ChosenLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "styringsdialog.web.entry.ActingMiddleware",
    "styringsdialog.config.sign_in.second_factor.SecondFactorMiddleware",
]

ROOT_URLCONF = "styringsdialog.config.urls"
WSGI_APPLICATION = "styringsdialog.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "styringsdialog.web.context.frame",
            ],
        },
    },
]

# --- data --------------------------------------------------------------------------------------

DATABASES = {"default": environment.database(VAR / "styringsdialog.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, so that attempts to sign in are counted across processes and machines. Nothing else is kept here.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- people ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Users are created by an administrator, or follow from a provider's claims; nobody signs up by themselves.
ACCOUNT_ADAPTER = "styringsdialog.config.sign_in.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE, a working day; the page asks nothing
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/300s/key", "reset_password": "20/m/ip,5/m/key"}
# Addresses are given by an administrator or the provider, so a second factor does not wait for a mail.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_ADAPTER = "styringsdialog.config.sign_in.factor_adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "styringsdialog.config.sign_in.provider_adapter.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = allauth_providers(STYRINGSDIALOG_PROVIDERS)
SOCIALACCOUNT_EMAIL_REQUIRED = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
# The address of a visitor is believed from our own proxy only, else from nobody.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if environment.flag("STYRINGSDIALOG_BEHIND_PROXY") else 0
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# --- language and time -------------------------------------------------------------------------

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Dansk")), ("en", _("Engelsk"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"

# --- static files, uploads ---------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
# Third-party files come from here; tools/build_static.py selects them at set-up, nothing of it is committed.
STATICFILES_DIRS = [BUILD / "static"]
PDF_FONT_DIR = BUILD / "fonts"
MEDIA_ROOT = VAR / "files"
MEDIA_URL = "/files-are-served-by-views-only/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Received files go straight to disk: a 200 MB file must not be held in memory to be refused.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
STYRINGSDIALOG_MAX_UPLOAD_BYTES = environment.number("STYRINGSDIALOG_MAX_UPLOAD_BYTES", 30 * 1024 * 1024)

# --- what a browser may do ---------------------------------------------------------------------

# form-action also stops the redirect after a form, so identity providers must be named.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": [
            "'self'",
            *form_origins(STYRINGSDIALOG_PROVIDERS),
            *environment.listed("STYRINGSDIALOG_SIGN_IN_ORIGINS"),
        ],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True

# --- mail, log ---------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = environment.text("STYRINGSDIALOG_MAIL_FROM", "styringsdialog@localhost")
EMAIL_TIMEOUT = 20
# Links in mail are whole addresses: where the pages are found from outside.
STYRINGSDIALOG_BASE_LINK = environment.text("STYRINGSDIALOG_BASE_LINK", "http://127.0.0.1:8000")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": environment.text("STYRINGSDIALOG_LOG_LEVEL", "INFO")},
    # Django's own handlers would send mail to ADMINS and print twice.
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
