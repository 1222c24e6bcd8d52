"""Lets the demo's adviser, auditor and stand-in in: by agreement, by invitation, and for a while."""

from datetime import timedelta

from styringsdialog.notices.models import Delivery
from styringsdialog.notices.services import choose_delivery
from styringsdialog.register.inviting import accept_as_existing, invite
from styringsdialog.register.leaving import record_processor_agreement
from styringsdialog.register.models import Role
from styringsdialog.register.services import grant_role

from .cast import Cast


def let_people_in(cast: Cast) -> None:
    """Agreement and adviser; an auditor who took an invitation and one who has not yet; a role that ends soon."""
    administrator = cast.acting("administrator", 200)
    agreement = record_processor_agreement(
        administrator,
        municipality=cast.place(),
        firm="Eksempel Boligrådgivning ApS",
        reference="Databehandleraftale 7",
        signed_on=cast.ago(210),
        valid_from=cast.ago(200),
        valid_until=cast.ahead(165),
    )
    grant_role(
        administrator,
        user=cast.user("raadgiver"),
        role=Role.ADVISER,
        municipality=cast.place(),
        processor_agreement=agreement,
        valid_from=cast.ago(200),
        valid_until=cast.ahead(165),
    )
    grant_role(
        administrator,
        user=cast.user("vikar"),
        role=Role.CASE_WORKER,
        municipality=cast.place(),
        unit=cast.unit("Center for By og Bolig"),
        valid_from=cast.ago(200),
        valid_until=cast.ahead(21),
    )
    _invite_the_auditors(cast)
    choose_delivery(cast.acting("leder", 100), delivery=Delivery.DIGEST)


def _invite_the_auditors(cast: Cast) -> None:
    coordinator, auditor = cast.acting("koordinator", 30), cast.user("revisor")
    _, secret = invite(
        coordinator,
        name=auditor.get_full_name(),
        email=auditor.email,
        role=Role.AUDITOR,
        organisation=cast.organisation("9101"),
        role_until=cast.ahead(150),
    )
    accept_as_existing(cast.acting("revisor", 28), secret=secret)
    invite(
        cast.acting("koordinator", 4),
        name="E. Eksempel, revisor for Ravnsø Almennyttige Boligforening",
        email="revisor-ravnso@example.org",
        role=Role.AUDITOR,
        organisation=cast.organisation("9102"),
        role_until=cast.today + timedelta(days=150),
    )
