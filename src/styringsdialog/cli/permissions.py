"""The text of docs/permissions.md: the table of rights, role by role, made from register/rights.py."""

import os
from typing import Any

HEAD = """# Who may do what

Made by `make docs` from `src/styringsdialog/register/rights.py`; do not edit. Queries and policies take their roles
from the same table, `tests/rights/expected.yaml` says it once more by hand, and the probes of `tests/rights` try every
page, file, export and search of two municipalities against that.

What a person may not see is answered with 404, as if it did not exist, and leaves the trail entry `access.refused`;
what they see but may not do is answered with 403.

## Access classes

| letter | class | Danish | who |
|---|---|---|---|
| i | internal | Internt i kommunen | the municipality that wrote it: drafts, notes, disagreement between units |
| p | parties | Kommune og boligorganisation | the municipality and the organisation |
| o | public | Offentligt | everybody who sees the case |
| x | personal | Personhenførbart | named persons, complaints: those who handle the matter |

`+`: reads it; this kind has no classes. `–`: does not. Each role reaches its own municipality or organisation only,
on the days the role holds, and a person who chose one municipality sees nothing of another.

## Which rows of the municipality

| word | rows |
|---|---|
| place | recorded for that municipality |
| supervised | of an organisation seated there, or with a division there, on the day |
| history | the same, also where it was so only once |
| case | written by that municipality, on a case that the person sees |
| oneself | one's own only |
"""


def permissions_markdown() -> str:
    """What each role reads, what each may do, and which models a kind of material covers."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "styringsdialog.config.settings.local")
    import django
    from django.utils import translation

    django.setup()
    from styringsdialog.register.models import Role
    from styringsdialog.register.rights import DEEDS, KINDS

    with translation.override("da"):
        names = [(role.value.replace("_", " "), str(role.label)) for role in Role]
        heads = [f"{english} ({danish})" for english, danish in names]
    parts = [HEAD, "## What is read\n", _row("kind", "rows", *heads), _rule(2 + len(heads))]
    parts += [_row(_name(kind), kind.where.value, *(_cell(kind.classes_for(role)) for role in Role)) for kind in KINDS]
    parts += ["", "A file is read by whoever reads something it hangs on; a locked file by nobody.", ""]
    parts += ["## What is done\n", _row("deed", *heads), _rule(1 + len(heads))]
    for deed in DEEDS:
        parts.append(_row(_name(deed), *(_cell("+" if role in (*deed.roles, *deed.own) else "-") for role in Role)))
    parts += ["", "## Remarks\n", *_remarks((*KINDS, *DEEDS)), "", "## Models\n"]
    parts += [f"* {kind.english}: {', '.join(f'`{model}`' for model in kind.models)}" for kind in KINDS]
    return "\n".join([*parts, ""])


def _name(row: Any) -> str:
    return f"{row.english} ({row.danish})"


def _remarks(rows: Any) -> list[str]:
    return [f"* {row.english}: {row.note[1]}" for row in rows if row.note[1]]


def _cell(letters: str) -> str:
    return "–" if letters == "-" else letters


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(columns: int) -> str:
    return "|" + "---|" * columns
