"""The text of docs/data-model.md: every model of ours with its fields, made from the models themselves."""

import os
from typing import Any

HEAD = """# Data model

Made by `make docs` from the models; the Danish terms are those of the glossary. Amounts are whole kroner.
"""


def data_model_markdown() -> str:
    """One section an app, one table a model: field, Danish label, kind, what it points to."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "styringsdialog.config.settings.local")
    import django
    from django.utils import translation

    django.setup()
    from django.apps import apps

    with translation.override("da"):
        parts = [HEAD]
        for app in apps.get_app_configs():
            models = [m for m in app.get_models() if app.name.startswith("styringsdialog.")]
            if models:
                parts.append(f"## {app.label}\n")
                parts += [_model(model) for model in models]
    return "\n".join(parts)


def _model(model: Any) -> str:
    doc = " ".join((model.__doc__ or "").split())
    lines = [
        f"### {model.__name__}: {model._meta.verbose_name}",
        "",
        doc,
        "",
        "| field | Danish | kind |",
        "|---|---|---|",
    ]
    lines += [f"| `{field.name}` | {field.verbose_name} | {_kind(field)} |" for field in model._meta.fields]
    return "\n".join([*lines, ""])


def _kind(field: Any) -> str:
    if field.is_relation:
        return f"-> {field.related_model.__name__}"
    return str(field.get_internal_type())
