"""People let in and thrown out of the small made-up world: agreements, advisers under them, invitations."""

from datetime import date

from styringsdialog.core.acting import Acting
from styringsdialog.register.inviting import invite
from styringsdialog.register.leaving import record_processor_agreement
from styringsdialog.register.models import Membership, Role
from styringsdialog.users.models import User

DAY = date(2026, 9, 1)


def make_people(world) -> None:
    """In each municipality: an agreement, an adviser under it and one whose role has ended, two invitations."""
    for key, place in world.places.items():
        system = Acting(None, DAY, place)
        agreement = record_processor_agreement(
            system, municipality=place, firm=f"Firma {key}", reference="26/1", signed_on=date(2020, 1, 1)
        )
        for name, until in (("under", None), ("ended", DAY)):
            user = User.objects.create(username=f"{name}-{key}", email=f"{name}-{key}@example.org")
            world.users[f"adviser-{name}-{key}"] = user
            Membership.objects.create(
                user=user,
                role=Role.ADVISER,
                municipality=place,
                valid_from=date(2020, 1, 1),
                valid_until=until,
                processor_agreement=agreement,
            )
        owner = world.owners[f"{key}1"]
        invite(system, name="Rita", email=f"rita-{key}@example.org", role=Role.AUDITOR, organisation=owner)
        invite(system, name="Leif", email=f"leif-{key}@example.org", role=Role.MANAGER, municipality=place)
