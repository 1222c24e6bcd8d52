"""Gives entries from before the search its words: what the sentence says in both languages, casefolded."""

from django.db import migrations

IN_ONE_GO = 1000


def fill(apps, schema_editor):
    from styringsdialog.trail.services import searched

    entries = apps.get_model("trail", "TrailEntry").objects
    rows = entries.filter(words="")
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:IN_ONE_GO]):
        for entry in batch:
            try:
                entry.words = searched(entry)
            except KeyError:  # an action that the catalogue no longer has
                entry.words = f"{entry.actor_name} {entry.object_text}".casefold()
        entries.bulk_update(batch, ["words"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("trail", "0002_workplace_trail")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
