"""`make run`: a trial on one's own machine, with the demo municipality and without any secret to make up."""

from styringsdialog.config import environment
from styringsdialog.config.kept import kept_text, secret_key
from styringsdialog.config.settings.base import *  # noqa: F403
from styringsdialog.config.settings.base import VAR

# Off unless asked for, so that a trial shows the pages and errors that users will see.
DEBUG = environment.flag("STYRINGSDIALOG_DEBUG")
STYRINGSDIALOG_DEMO = environment.flag("STYRINGSDIALOG_DEMO", default=True)
SECRET_KEY = environment.text("STYRINGSDIALOG_SECRET_KEY") or kept_text(VAR / "secret-key", secret_key)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *environment.listed("STYRINGSDIALOG_ALLOWED_HOSTS")]

# Mail is laid in a folder, unless a mail server is named: a trial must not write to anybody by accident.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
if _mail := environment.mail_server():
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.use_tls, _mail.use_ssl

# A browser allows passkeys on localhost without TLS, and so do we: on one's own machine only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
