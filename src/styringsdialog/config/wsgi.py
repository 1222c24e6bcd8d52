"""The entry of the web server. Without a word about the environment it is production: the careful one."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "styringsdialog.config.settings.production")

application = get_wsgi_application()
