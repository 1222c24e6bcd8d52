"""One place to ask for what somebody may see: each model's query is registered by its own app's queries.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from .acting import Acting

_QUERIES: dict[type[models.Model], Callable[[Acting], models.QuerySet]] = {}
_QUESTIONS: dict[type[models.Model], Callable[[Acting, Any], bool]] = {}


def shows(
    model: type[models.Model],
) -> Callable[[Callable[[Acting], models.QuerySet]], Callable[[Acting], models.QuerySet]]:
    """Register `query(acting)` as the rows of `model` that the actor may see. Rights live in the query."""

    def register(query: Callable[[Acting], models.QuerySet]) -> Callable[[Acting], models.QuerySet]:
        _QUERIES[model] = query
        return query

    return register


def views(model: type[models.Model]) -> Callable[[Callable[[Acting, Any], bool]], Callable[[Acting, Any], bool]]:
    """Register `can_view(acting, object)` of a model, written by itself; a test holds it equal to the query."""

    def register(question: Callable[[Acting, Any], bool]) -> Callable[[Acting, Any], bool]:
        _QUESTIONS[model] = question
        return question

    return register


def visible_to(acting: Acting, model: type[models.Model]) -> models.QuerySet:
    """The rows of `model` that `acting` may see. KeyError for a model without a registered query: never everything."""
    return _QUERIES[model](acting)


def exists_for(acting: Acting, thing: models.Model) -> bool:
    """Is the object among the rows that `acting` may see? One query; `can_view` asks the same by hand."""
    return visible_to(acting, type(thing)).filter(pk=thing.pk).exists()


def can_view(acting: Acting, thing: models.Model) -> bool:
    """May `acting` see this object? Same answer as `thing in visible_to(acting, type(thing))`."""
    return _QUESTIONS[type(thing)](acting, thing)


def registered() -> dict[type[models.Model], tuple[Any, Any]]:
    """Every model with its query and its question, for the test that holds them equal."""
    return {model: (_QUERIES.get(model), _QUESTIONS.get(model)) for model in {*_QUERIES, *_QUESTIONS}}
