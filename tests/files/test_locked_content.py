"""Files that stood as personal before there was a lock become locked, and keep their receipt."""

from importlib import import_module

import pytest
from django.apps import apps
from tests.files.test_files import store

from styringsdialog.files.models import StoredFile

pytestmark = pytest.mark.django_db


def test_what_was_locked_by_its_class_is_locked_by_name():
    personal, other = store(), store()
    StoredFile.objects.filter(pk=personal.pk).update(access_class="personal")
    import_module("styringsdialog.files.migrations.0003_locked_content").lock(apps, None)
    personal.refresh_from_db()
    other.refresh_from_db()
    assert (personal.is_locked, personal.lock_reason, personal.search) == (True, "cpr", "found")
    assert personal.locked_at == personal.created_at
    assert not other.is_locked
