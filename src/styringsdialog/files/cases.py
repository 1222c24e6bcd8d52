"""The kinds of case that documents can hang on: each app names its own, and what papers it has about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from styringsdialog.core.acting import Acting

from .models import StoredFile


@dataclass(frozen=True)
class Case:
    """A kind of case. `own` is the lookup from it to the organisation whose people share it («» for none)."""

    model: type[models.Model]
    municipality: Callable[[Any], str]
    organisation: Callable[[Any], int | None]
    own: str
    title: Callable[[Any], str]

    @property
    def label(self) -> str:
        """`app_label.model`, as rows keep it."""
        return self.model._meta.label_lower


@dataclass(frozen=True)
class Paper:
    """One document of a case for a request for access: a file, or a text of (heading or date, words)."""

    source: str  # "<app_label.model>:<pk>"
    kind: str  # "attachment", "original", "brief", "trail" ...: message id "paper.<kind>"
    title: str
    access_class: str
    dated_on: date | None = None
    file: StoredFile | None = None
    text: tuple[tuple[str, str], ...] = ()


Papers = Callable[[Acting, models.Model], Iterable[Paper]]
_CASES: dict[str, Case] = {}
_PAPERS: list[Papers] = []


def case(
    model: type[models.Model],
    *,
    municipality: Callable[[Any], str],
    organisation: Callable[[Any], int | None] = lambda thing: None,
    own: str = "",
    title: Callable[[Any], str] = str,
) -> None:
    """Say that documents can hang on `model`. Called in the app's queries.py, once a model.

    `municipality` gives the code of the competent municipality; `organisation` the key of the organisation whose
    people share the case, and `own` the same as a lookup for queries.
    """
    made = Case(model, municipality, organisation, own, title)
    _CASES[made.label] = made


def cases() -> dict[str, Case]:
    """Every kind of case by its label."""
    return dict(_CASES)


def case_of(thing: models.Model) -> Case:
    """The kind of a case. KeyError where documents cannot hang on it."""
    return _CASES[thing._meta.label_lower]


def found_case(object_type: str, object_pk: int) -> models.Model | None:
    """The object that a row is about; None where it is gone or of no known kind."""
    kind = _CASES.get(object_type)
    return kind.model._default_manager.filter(pk=object_pk).first() if kind is not None else None


def offers_papers(papers: Papers) -> Papers:
    """Register `papers(acting, case)`: what an app has about a case beside attachments, as far as the actor sees it."""
    _PAPERS.append(papers)
    return papers


def papers_about(acting: Acting, thing: models.Model) -> Iterator[Paper]:
    """All papers about a case, from every app."""
    for papers in _PAPERS:
        yield from papers(acting, thing)
