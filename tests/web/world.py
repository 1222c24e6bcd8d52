"""A small municipality with one of everything that a page shows, and one user per role."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO

from django.core.files.base import ContentFile

from styringsdialog.areas.models import AreaIndicators
from styringsdialog.core.acting import Acting
from styringsdialog.exchange.workbook_writing import write_workbook
from styringsdialog.notices.models import Notice
from styringsdialog.notices.services import Recipient, notify
from styringsdialog.processes.briefs import order_brief
from styringsdialog.processes.uploads import apply_upload, receive_file
from styringsdialog.register.inviting import invite
from styringsdialog.register.leaving import record_processor_agreement
from styringsdialog.register.models import (
    Division,
    HousingArea,
    HousingOrganisation,
    Invitation,
    Membership,
    Municipality,
    ProcessorAgreement,
    Role,
)
from styringsdialog.reviews.models import DialogueBrief, Finding, RuleRun
from styringsdialog.submissions.models import DocumentationPackage, Upload
from styringsdialog.users.models import User
from tests.exchange.packages import sample
from tests.web.register_world import RegisterParts, make_register_parts

DAY = date(2026, 9, 1)
OWN = (Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY, Role.AUDITOR)


def workbook(facts=None) -> bytes:
    """A filled-in workbook of the sample organisation (LBF number 0123, two divisions)."""
    target = BytesIO()
    facts = facts or sample()
    write_workbook(facts, facts.edition, target, results=True)
    return target.getvalue()


@dataclass
class World:
    """Everything by name; `foreign` belongs to a municipality in which nobody here has a role."""

    place: Municipality
    owner: HousingOrganisation
    division: Division
    area: HousingArea
    foreign: HousingOrganisation
    foreign_area: HousingArea
    users: dict[str, User] = field(default_factory=dict)
    package: DocumentationPackage | None = None
    applied: Upload | None = None
    previewed: Upload | None = None
    brief: DialogueBrief | None = None
    parts: RegisterParts | None = None
    notices: dict[str, Notice] = field(default_factory=dict)
    stranger: User | None = None  # has a role in the other municipality only
    processor_agreement: ProcessorAgreement | None = None
    invitation: Invitation | None = None  # to an auditor of the organisation
    invitation_secret: str = ""

    def acting(self, role: str) -> Acting:
        """The user of a role, as the entry middleware would make it on DAY."""
        return Acting(self.users[role], DAY, None if role in OWN else self.place)

    @property
    def run(self) -> RuleRun:
        return RuleRun.objects.filter(package=self.package).latest("pk")

    @property
    def finding(self) -> Finding:
        return Finding.objects.filter(run=self.run).order_by("rank", "pk").first()


def _user(world: World, role: str) -> User:
    user = User.objects.create(username=role, email=f"{role}@example.org", name=f"Prøve {len(world.users) + 1}")
    own = role in OWN
    Membership.objects.create(
        user=user,
        role=role,
        municipality=None if own else world.place,
        organisation=world.owner if own else None,
        valid_from=date(2020, 1, 1),
    )
    return user


def make_register() -> World:
    """Municipalities, organisations, an area with two list years, users; no package yet."""
    place = Municipality.objects.create(code="0999", name="Ålev Kommune", is_fictional=True)
    other = Municipality.objects.create(code="0998", name="Fjernbo Kommune", is_fictional=True)
    owner = HousingOrganisation.objects.create(
        lbf_number="0123", name="Fiktiv Boligforening", owner_kind="own_divisions", seat_municipality=place
    )
    area = HousingArea.objects.create(municipality=place, name="Åparken")
    division = Division.objects.create(
        organisation=owner, lbf_number="08501", name="Åparken", location_municipality=place, area=area
    )
    foreign = HousingOrganisation.objects.create(
        lbf_number="0777", name="Fjernbo Boliger", owner_kind="own_divisions", seat_municipality=other
    )
    foreign_area = HousingArea.objects.create(municipality=other, name="Fjernparken")
    for year, share in ((2024, "39.2"), (2025, "41.0")):
        AreaIndicators.objects.create(
            area=area,
            list_year=year,
            residents=1412,
            outside_work_education_pct=Decimal(share),
            nonwestern_pct=Decimal("31.5"),
            convicted_pct=Decimal("1.10"),
            basic_education_pct=Decimal("61.0"),
            income_pct_of_region=Decimal("54.0"),
            source="prøvedata",
        )
    world = World(place, owner, division, area, foreign, foreign_area)
    world.users = {}
    for role in Role.values:
        world.users[role] = _user(world, role)
    _people(world, other)
    return world


def _people(world: World, other: Municipality) -> None:
    """Somebody of the other municipality, an adviser's agreement, an auditor who was invited."""
    world.stranger = User.objects.create(username="fremmed", email="fremmed@example.org", name="Fremmed Prøve")
    Membership.objects.create(user=world.stranger, role=Role.MANAGER, municipality=other, valid_from=date(2020, 1, 1))
    system = Acting(None, DAY, world.place)
    world.processor_agreement = record_processor_agreement(
        system, municipality=world.place, firm="Rådgiverne", reference="26/1", signed_on=date(2026, 1, 1)
    )
    world.invitation, world.invitation_secret = invite(
        system, name="Rita Prøve", email="revisor@example.org", role=Role.AUDITOR, organisation=world.owner
    )


def make_world() -> World:
    """The register, an applied package with its rule run and brief, and a second file that waits to be taken in."""
    world = make_register()
    worker = world.acting(Role.CASE_WORKER)
    world.applied = receive_file(worker, file=ContentFile(workbook()), name="pakke.xlsx")
    world.applied.refresh_from_db()
    world.package = apply_upload(worker, upload=world.applied)
    world.brief = order_brief(worker, package=world.package)
    world.previewed = receive_file(worker, file=ContentFile(workbook()), name="rettet.xlsx", organisation=world.owner)
    world.previewed.refresh_from_db()
    make_notices(world)
    world.parts = make_register_parts(world.place, world.owner, world.foreign, world.users[Role.CASE_WORKER])
    return world


def make_notices(world: World) -> None:
    """`own`: to the case worker, from the municipality; `foreign`: of the municipality where nobody here works."""
    about = {"organisation": "Fiktiv Boligforening", "dialogue_year": 2026}
    for name, acting, to in (
        ("own", world.acting(Role.COORDINATOR), Recipient.of(world.users[Role.CASE_WORKER])),
        ("foreign", Acting(None, DAY, world.foreign.seat_municipality), Recipient("Ukendt", "ukendt@example.org")),
    ):
        (world.notices[name],) = notify(acting, kind="brief_shared", to=[to], about=world.brief, link="/", **about)
