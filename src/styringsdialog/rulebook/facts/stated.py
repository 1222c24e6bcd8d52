"""What every fact has in common: a figure that is not stated raises `Missing` instead of counting as zero."""

from collections.abc import Mapping
from dataclasses import field, fields
from types import MappingProxyType
from typing import Any, TypeVar

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Missing(LookupError):
    """A figure the rule needs is not in the package. `names` are stable figure names or account numbers."""

    def __init__(self, *names: str) -> None:
        super().__init__(", ".join(names))
        self.names = names


def missing() -> Any:
    """A dataclass field that may be unstated; typed by its annotation, since rules only ever see a value."""
    return field(default=None)


class Facts:
    """Base of the facts: an unstated figure raises instead of counting as zero."""

    __slots__ = ()

    def __getattribute__(self, name: str) -> Any:
        value = object.__getattribute__(self, name)
        if value is None:
            raise Missing(name)
        return value

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Facts) and stated(self) == stated(other)

    __hash__ = None  # type: ignore[assignment]  # statements are mappings

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in stated(self).items() if value not in (None, "", ()))
        return f"{type(self).__name__}({told})"


FactsT = TypeVar("FactsT", bound=Facts)


def known(facts: Facts, name: str) -> Any:
    """The figure, or None where it is not stated."""
    return object.__getattribute__(facts, name)


def stated(facts: Facts) -> dict[str, Any]:
    """Every field as it stands, None where unstated: to compare, show and copy, where nothing is judged."""
    return {each.name: known(facts, each.name) for each in fields(facts)}  # type: ignore[arg-type]


def changed(facts: FactsT, **values: Any) -> FactsT:
    """A copy with other values; dataclasses.replace would stumble over unstated figures."""
    return type(facts)(**(stated(facts) | values))


def require(facts: Facts, *names: str) -> None:
    """Raise one Missing that names every unstated figure of `names`, so that the user is told once."""
    unstated = tuple(name for name in names if known(facts, name) is None)
    if unstated:
        raise Missing(*unstated)
