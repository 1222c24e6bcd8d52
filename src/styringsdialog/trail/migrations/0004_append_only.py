"""From here on the database itself refuses to change or delete an entry of a log."""

from django.db import migrations

from styringsdialog.trail.append_only import install, remove


def put_on(apps, schema_editor):
    install(schema_editor.connection)


def take_off(apps, schema_editor):
    remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("trail", "0003_search_words"), ("auditlog", "0017_add_actor_email")]
    operations = [migrations.RunPython(put_on, take_off)]
