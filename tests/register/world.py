"""A small made-up world: two municipalities, four organisations, every role, and one object of every kind at least.

Ålev (0981): organisations Åen (0101, a division in Østborg too) and Administrationen (0102)
Østborg (0982): organisations Østbo (0201) and Bakken (0202, a division in Ålev too)
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import models
from tests.register.history_world import make_history
from tests.register.log_world import make_logs
from tests.register.people_world import make_people
from tests.submissions import made

from styringsdialog.areas.models import AreaIndicators
from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.files.models import AccessRequest, AccessRequestItem, Attachment, CaseReference, StoredFile
from styringsdialog.files.services import store_file
from styringsdialog.register.models import (
    AdministrationAgreement,
    Division,
    HousingArea,
    HousingOrganisation,
    Membership,
    Municipality,
    MunicipalUnit,
    OwnerKind,
    Role,
)
from styringsdialog.reviews.models import (
    Answer,
    BriefPoint,
    DialogueBrief,
    Finding,
    Judgement,
    PeerChoice,
    PointNote,
    Question,
    QuestionLetter,
    RuleRun,
)
from styringsdialog.submissions.models import AccountsMapping, DocumentationPackage, Explanation, Upload, UploadState
from styringsdialog.submissions.services import store_package
from styringsdialog.trail.services import record
from styringsdialog.users.models import User

DAY = date(2026, 9, 1)
BEGIN = date(2020, 1, 1)
SYSTEM = Acting(None, DAY)


@dataclass
class World:
    """What was made, by short names."""

    places: dict[str, Municipality] = field(default_factory=dict)
    owners: dict[str, HousingOrganisation] = field(default_factory=dict)
    packages: dict[str, DocumentationPackage] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def acting(self, name: str, place: str = "", day: date = DAY) -> Acting:
        return Acting(self.users[name], day, self.places[place] if place else None)

    def everybody(self) -> list[tuple[str, Acting]]:
        """The system, every user, and some for a chosen municipality, also one in which they have no role."""
        found = [("system", SYSTEM), *((name, self.acting(name)) for name in self.users)]
        for name in ("both", "case_worker-a", "organisation_editor-b"):
            found += [(f"{name} for {place}", self.acting(name, place)) for place in self.places]
        return found


def build() -> World:
    """Make it all; about two hundred rows."""
    world = World()
    _register(world)
    _people(world)
    _packages(world)
    _reviews(world)
    _documents(world)
    _desk(world)
    make_history(world)
    make_logs(world)
    make_people(world)
    return world


def user(name: str) -> User:
    return User.objects.create(username=name, email=f"{name}@example.org", name=name.title())


def _register(world: World) -> None:
    world.places = {
        "a": Municipality.objects.create(code="0981", name="Ålev"),
        "b": Municipality.objects.create(code="0982", name="Østborg"),
    }
    for key, place in world.places.items():
        unit = {"municipality": place, "valid_from": BEGIN}
        MunicipalUnit.objects.create(name="Ældre", **unit)
        area = HousingArea.objects.create(municipality=place, name=f"Åparken {key}")
        AreaIndicators.objects.create(area=area, list_year=2025, residents=1200, source="prøve")
    for key, number, name, place in (
        ("a1", "0101", "Boligforeningen Åen", "a"),
        ("a2", "0102", "Administrationen", "a"),
        ("b1", "0201", "Østbo", "b"),
        ("b2", "0202", "Bakken", "b"),
    ):
        kind = OwnerKind.MANAGING if key == "a2" else OwnerKind.OWN_DIVISIONS
        world.owners[key] = HousingOrganisation.objects.create(
            lbf_number=number, name=name, owner_kind=kind, seat_municipality=world.places[place]
        )
    for owner, number, place in (
        ("a1", "001", "a"),
        ("a1", "002", "b"),
        ("b1", "001", "b"),
        ("b2", "001", "b"),
        ("b2", "002", "a"),
    ):
        Division.objects.create(
            organisation=world.owners[owner],
            lbf_number=number,
            name=f"Afdeling {number}",
            location_municipality=world.places[place],
        )
    for owner in ("a1", "b1"):
        AdministrationAgreement.objects.create(
            organisation=world.owners[owner], administrator=world.owners["a2"], valid_from=BEGIN
        )


def _people(world: World) -> None:
    for role in Role:
        for key in ("a", "b"):
            place, owner = world.places[key], world.owners[f"{key}1"]
            own = role in (Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY, Role.AUDITOR)
            name = f"{role.value}-{key}"
            world.users[name] = user(name)
            Membership.objects.create(
                user=world.users[name],
                role=role,
                municipality=None if own else place,
                organisation=owner if own else None,
                valid_from=BEGIN,
            )
    dated = {"former": (BEGIN, DAY), "future": (date(2026, 9, 2), None), "current": (DAY, date(2026, 9, 2))}
    for name, (valid_from, valid_until) in dated.items():
        world.users[name] = user(name)
        Membership.objects.create(
            user=world.users[name],
            role=Role.ADVISER,
            municipality=world.places["a"],
            valid_from=valid_from,
            valid_until=valid_until,
        )
    world.users["nobody"] = user("nobody")
    world.users["both"] = user("both")
    for key, role in (("a", Role.CASE_WORKER), ("b", Role.MANAGER)):
        Membership.objects.create(user=world.users["both"], role=role, municipality=world.places[key], valid_from=BEGIN)
    Membership.objects.create(
        user=world.users["both"],
        role=Role.ORGANISATION_SIGNATORY,
        organisation=world.owners["b2"],
        valid_from=BEGIN,
    )
    world.users["left"] = user("left")
    Membership.objects.create(
        user=world.users["left"], role=Role.COORDINATOR, municipality=world.places["a"], valid_from=BEGIN
    )
    User.objects.filter(pk=world.users["left"].pk).update(is_active=False)
    world.users["left"].refresh_from_db()


def _packages(world: World) -> None:
    for key, owner in world.owners.items():
        divisions = tuple(
            made.division(row.lbf_number, name=row.name, location_municipality=row.location_municipality.code)
            for row in owner.divisions.all()
        )
        facts = made.package(owner.lbf_number, name=owner.name, divisions=divisions)
        world.packages[key] = store_package(
            SYSTEM, facts=facts, organisation=owner, upload=None, received_on=date(2026, 6, 1)
        )
        AccountsMapping.objects.create(organisation=owner, fingerprint="x", mapping={})
    for access in (AccessClass.INTERNAL, AccessClass.PERSONAL, AccessClass.PUBLIC):
        year = 2020 + list(AccessClass).index(access)
        facts = made.package("0101", year=year, divisions=(made.division("001", year=year),))
        package = store_package(
            SYSTEM, facts=facts, organisation=world.owners["a1"], upload=None, received_on=date(year + 1, 6, 1)
        )
        DocumentationPackage.objects.filter(pk=package.pk).update(access_class=access)
    # A package from before the seat moved: competent then was Ålev, the organisation sits in Østborg now.
    DocumentationPackage.objects.filter(pk=world.packages["b1"].pk).update(municipality=world.places["a"])
    _uploads(world)


def _uploads(world: World) -> None:
    for owner, place, state, own, access in (
        ("a1", "a", UploadState.PREVIEWED, False, AccessClass.PARTIES),
        ("a1", "a", UploadState.PREVIEWED, True, AccessClass.PARTIES),
        ("a1", "a", UploadState.APPLIED, True, AccessClass.PARTIES),
        ("a1", "a", UploadState.RECEIVED, False, AccessClass.INTERNAL),
        ("a1", "a", UploadState.RECEIVED, False, AccessClass.PERSONAL),
        (None, "a", UploadState.RECEIVED, False, AccessClass.PARTIES),
        ("b1", "b", UploadState.SENT_BACK, False, AccessClass.PARTIES),
    ):
        Upload.objects.create(
            kind="package",
            state=state,
            original=stored_file(world, place),
            marked=stored_file(world, place) if state == UploadState.SENT_BACK else None,
            municipality=world.places[place],
            organisation=world.owners[owner] if owner else None,
            received_on=DAY,
            is_from_organisation=own,
            access_class=access,
        )
    stored_file(world, "a")  # hangs on nothing


def _documents(world: World) -> None:
    """Attachments of every class on an organisation that two municipalities see, on an area and on a package."""
    division = Division.objects.get(organisation=world.owners["a1"], lbf_number="002")
    area = HousingArea.objects.get(municipality=world.places["a"])
    file, locked = stored_file(world, "a"), stored_file(world, "a")
    copy = stored_file(world, "a")
    StoredFile.objects.filter(pk=locked.pk).update(is_locked=True, lock_reason="cpr", redacted_copy=copy)
    for thing, place in (
        (world.owners["a1"], "a"),
        (world.owners["a1"], "b"),
        (area, "a"),
        (world.packages["b2"], "b"),
    ):
        about = {"object_type": thing._meta.label_lower, "object_pk": thing.pk}
        code = world.places[place].code
        for access in AccessClass:
            Attachment.objects.create(
                **about, municipality_code=code, access_class=access, file=file, title=access, received_on=DAY
            )
        CaseReference.objects.create(**about, municipality_code=code, case_number="26/1")
    about = {"object_type": "register.division", "object_pk": division.pk, "municipality_code": world.places["b"].code}
    Attachment.objects.create(**about, access_class=AccessClass.PARTIES, file=locked, title="låst", received_on=DAY)
    for place in world.places.values():
        request = AccessRequest.objects.create(
            object_type="register.housingorganisation",
            object_pk=world.owners["a1"].pk,
            object_title="Åen",
            municipality_code=place.code,
            received_on=DAY,
            requester_kind="press",
            deadline_on=DAY,
        )
        AccessRequestItem.objects.create(
            request=request,
            position=1,
            source="x:1",
            kind="attachment",
            title="x",
            access_class="internal",
            redacted=file,
        )


def stored_file(world: World, place: str):
    """A file with a few bytes."""
    return store_file(
        SYSTEM,
        content=ContentFile(b"indhold"),
        name="fil.xlsx",
        content_type="text/plain",
        municipality=world.places[place],
    )


def _reviews(world: World) -> None:
    for owner, place in (("a1", "a"), ("a1", "b"), ("b1", "b"), ("b2", "b")):
        package, municipality = world.packages[owner], world.places[place]
        run = RuleRun.objects.create(
            package=package,
            package_version=1,
            municipality=municipality,
            rulebook_version="x",
            day=DAY,
            facts={},
            counts={},
        )
        Finding.objects.create(
            run=run,
            rule="X-01",
            area="economy",
            subject_kind="organisation",
            subject_key=package.organisation.lbf_number,
            subject_name="x",
            outcome="ok",
            severity="normal",
            rank=30,
            message="x",
            params={},
            detail={},
        )
        BriefPoint.objects.create(
            package=package,
            municipality=municipality,
            rule="X-01",
            subject_kind="organisation",
            subject_key="x",
            is_chosen=True,
        )
        for access in AccessClass:
            DialogueBrief.objects.create(
                run=run, municipality=municipality, day=DAY, access_class=access, pdf=stored_file(world, place)
            )
        record(Acting(None, DAY, municipality), "rules.run", package, findings=1)


def _desk(world: World) -> None:
    """Judgements, notes, peers, letters with answers and explanations: of two municipalities about one organisation."""
    for owner, place in (("a1", "a"), ("a1", "b"), ("b1", "b"), ("b1", "a"), ("b2", "b")):
        package, municipality = world.packages[owner], world.places[place]
        number = package.organisation.lbf_number
        matter = {"rule": "X-01", "subject_kind": "organisation", "subject_key": number}
        about = {"package": package, "municipality": municipality, **matter}
        finding = Finding.objects.filter(run__package=package).first()
        for state in ("current", "proposed"):
            Judgement.objects.create(**about, finding=finding, verdict="agree", state=state, batch=uuid4(), day=DAY)
        for access in (AccessClass.INTERNAL, AccessClass.PERSONAL):
            PointNote.objects.create(**about, text="x", day=DAY, access_class=access)
        PointNote.objects.create(**about, text="taget tilbage", day=DAY, withdrawn_at=datetime(2026, 9, 1, tzinfo=UTC))
        PeerChoice.objects.create(**about, criteria={}, peers=[], day=DAY)
        has_files = owner == "a1"
        for addressee in ("organisation", "auditor"):
            for state, access in _letters():
                letter = QuestionLetter.objects.create(
                    package=package,
                    municipality=municipality,
                    addressee=addressee,
                    state=state,
                    access_class=access,
                    # One owner's are enough: who opens a file is asked of every object that may hold it.
                    pdf=stored_file(world, place) if has_files and addressee == "organisation" else None,
                )
                _answers(world, letter, matter, place, has_files=has_files)
    for owner in ("a1", "b1", "b2"):
        for access in AccessClass:
            Explanation.objects.create(
                organisation=world.owners[owner],
                dialogue_year=2026 if access != AccessClass.PUBLIC else 2024,
                rule="X-01",
                subject_kind="organisation",
                subject_key="x",
                text="x",
                way="page",
                received_on=DAY,
                access_class=access,
            )


def _letters() -> list[tuple[str, str]]:
    """(state, access class) of the letters made."""
    return [
        ("draft", AccessClass.PARTIES),
        ("sent", AccessClass.PARTIES),
        ("sent", AccessClass.PERSONAL),
        ("answered", AccessClass.INTERNAL),
        ("withdrawn", AccessClass.PARTIES),
    ]


def _answers(world: World, letter: QuestionLetter, matter: dict[str, str], place: str, *, has_files: bool) -> None:
    question = Question.objects.create(letter=letter, text="Hvorfor?", **matter)
    for is_draft, access in ((False, AccessClass.PARTIES), (False, AccessClass.PERSONAL), (True, AccessClass.PARTIES)):
        Answer.objects.create(
            question=question,
            text="Fordi",
            way="link",
            given_by="Kirsten Holm",
            received_on=DAY,
            is_draft=is_draft,
            access_class=access,
            file=stored_file(world, place) if has_files and access == AccessClass.PARTIES else None,
        )


def rows_of(model: type[models.Model]) -> list[models.Model]:
    return list(model._default_manager.all())
