"""A municipality's server: everything that must be said is asked for, and a careless value stops the start."""

from django.core.exceptions import ImproperlyConfigured

from styringsdialog.config import environment
from styringsdialog.config.settings.base import *  # noqa: F403

SHORTEST_KEY = 50
_WELL_KNOWN_KEYS = ("django-insecure-", "only-for-tests-", "changeme", "secret")

if environment.flag("STYRINGSDIALOG_DEBUG"):
    raise ImproperlyConfigured(
        "STYRINGSDIALOG_DEBUG må ikke være slået til i drift: fejlsider ville vise kode og data. Fjern variablen."
    )
if environment.flag("STYRINGSDIALOG_DEMO"):
    raise ImproperlyConfigured(
        "STYRINGSDIALOG_DEMO må ikke være slået til i drift: demoens brugere kan logge ind uden adgangskode. "
        "Fjern variablen."
    )
DEBUG = False
STYRINGSDIALOG_DEMO = False

SECRET_KEY = environment.text("STYRINGSDIALOG_SECRET_KEY")
if len(SECRET_KEY) < SHORTEST_KEY or len(set(SECRET_KEY)) < 10 or SECRET_KEY.startswith(_WELL_KNOWN_KEYS):
    raise ImproperlyConfigured(
        f"STYRINGSDIALOG_SECRET_KEY mangler, er for kort (mindst {SHORTEST_KEY} tegn) eller er en kendt "
        'eksempelnøgle. Lav en ny med: python -c "import secrets; print(secrets.token_urlsafe(64))"'
    )

ALLOWED_HOSTS = environment.listed("STYRINGSDIALOG_ALLOWED_HOSTS")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "STYRINGSDIALOG_ALLOWED_HOSTS mangler eller tillader alle værter. Skriv systemets værtsnavn, "
        "for eksempel styringsdialog.kommunen.dk."
    )
CSRF_TRUSTED_ORIGINS = [f"https://{host.removeprefix('.')}" for host in ALLOWED_HOSTS]

SECURE_SSL_REDIRECT = environment.flag("STYRINGSDIALOG_REDIRECT_TO_HTTPS", default=True)
SECURE_HSTS_SECONDS = environment.number("STYRINGSDIALOG_HSTS_SECONDS", 60 * 60 * 24 * 365)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
# Only believed where a proxy of our own sets it: anybody else could claim to be encrypted.
if environment.flag("STYRINGSDIALOG_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
_mail = environment.mail_server() or environment.MailServer("localhost", 25)
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.use_tls, _mail.use_ssl
STYRINGSDIALOG_BASE_LINK = (
    environment.text("STYRINGSDIALOG_BASE_LINK") or f"https://{ALLOWED_HOSTS[0].removeprefix('.')}"
)
