"""Files locked before there was a lock of its own stood as personal: they are locked, and keep their receipt."""

from django.db import migrations
from django.db.models import F


def lock(apps, schema_editor):
    """The only files of the class personal so far are received ones in which a CPR number was found."""
    files = apps.get_model("files", "StoredFile")
    files.objects.filter(access_class="personal", is_locked=False).update(
        is_locked=True, search="found", lock_reason="cpr", locked_at=F("created_at")
    )


def unlock(apps, schema_editor):
    """Back to the class, which still says it."""
    apps.get_model("files", "StoredFile").objects.filter(is_locked=True).update(access_class="personal")


class Migration(migrations.Migration):
    dependencies = [("files", "0002_workplace_documents")]
    operations = [migrations.RunPython(lock, unlock)]
