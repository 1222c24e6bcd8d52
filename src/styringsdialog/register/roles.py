"""What a person's memberships reach on a day: which roles in which municipalities and organisations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from styringsdialog.core.acting import Acting

from .models import Membership, Role

STAFF = (Role.COORDINATOR, Role.CASE_WORKER)
MUNICIPAL_ROLES = (*STAFF, Role.UNIT_CONTACT, Role.MANAGER, Role.ADVISER, Role.ADMINISTRATOR)
OWN_PEOPLE = (Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY)


@dataclass(frozen=True)
class Reach:
    """Primary keys by role. `is_everything` is the system itself; a person without a membership reaches nothing."""

    is_everything: bool = False
    municipal: Mapping[Role, frozenset[int]] = field(default_factory=dict)
    own: Mapping[Role, frozenset[int]] = field(default_factory=dict)
    codes: Mapping[int, str] = field(default_factory=dict)  # municipality -> its code

    def municipalities(self, *roles: Role) -> frozenset[int]:
        """Municipalities in which the actor has one of the roles (without roles: any)."""
        return _joined(self.municipal, roles or MUNICIPAL_ROLES)

    def organisations(self, *roles: Role) -> frozenset[int]:
        """Organisations for which the actor has one of the roles (without roles: editor or signatory)."""
        return _joined(self.own, roles or OWN_PEOPLE)

    def codes_of(self, *roles: Role) -> frozenset[str]:
        """The codes of `municipalities(*roles)`."""
        return frozenset(self.codes[key] for key in self.municipalities(*roles))


def reach_of(acting: Acting) -> Reach:
    """The actor's reach on `acting.day`: one query, then remembered on the `Acting`.

    A chosen `acting.municipality` leaves the roles in other municipalities out; roles in organisations stay.
    """
    if "reach" not in acting.memory:
        acting.memory["reach"] = _looked_up(acting)
    found: Reach = acting.memory["reach"]
    return found


def _looked_up(acting: Acting) -> Reach:
    if acting.is_system:
        return Reach(is_everything=True)
    user = acting.person
    if user is None or not user.is_active:
        return Reach()
    rows = Membership.objects.as_of(acting.day).filter(user=user).select_related("municipality")
    municipal: dict[Role, set[int]] = {}
    own: dict[Role, set[int]] = {}
    codes: dict[int, str] = {}
    for row in rows:
        role = Role(row.role)
        if row.organisation_id is not None:
            own.setdefault(role, set()).add(row.organisation_id)
        elif row.municipality is not None and acting.municipality in (None, row.municipality):
            municipal.setdefault(role, set()).add(row.municipality.pk)
            codes[row.municipality.pk] = row.municipality.code
    return Reach(False, _frozen(municipal), _frozen(own), codes)


def _frozen(sets: Mapping[Role, set[int]]) -> dict[Role, frozenset[int]]:
    return {role: frozenset(keys) for role, keys in sets.items()}


def _joined(by_role: Mapping[Role, frozenset[int]], roles: Iterable[Role]) -> frozenset[int]:
    return frozenset().union(*(by_role.get(role, frozenset()) for role in roles))
