"""The demo world, made once for all its tests."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass

import pytest

from styringsdialog.demo.generate import generate
from styringsdialog.exchange.content import known


def in_full(value):
    """Facts as plain data that can be compared: reading an unstated figure of theirs would raise."""
    if is_dataclass(value):
        return type(value).__name__, {place.name: in_full(known(value, place.name)) for place in fields(value)}
    if isinstance(value, Mapping):
        return {key: in_full(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [in_full(each) for each in value]
    return value


@pytest.fixture(scope="session", name="in_full")
def in_full_fixture():
    return in_full


@pytest.fixture(scope="session")
def world():
    return generate()
