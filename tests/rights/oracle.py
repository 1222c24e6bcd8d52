"""Who may see an object, reckoned from expected.yaml and from whom the object belongs to: never from the queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.db import models

from styringsdialog.areas import models as areas
from styringsdialog.files import models as files
from styringsdialog.notices import models as notices
from styringsdialog.register import models as register
from styringsdialog.reviews import models as reviews
from styringsdialog.submissions import models as submissions
from styringsdialog.trail import models as trail
from styringsdialog.users.models import User

EXPECTED = yaml.safe_load((Path(__file__).parent / "expected.yaml").read_text(encoding="utf-8"))
ROLES: list[str] = EXPECTED["roles"]
OUTSIDE = {"organisation_editor", "organisation_signatory", "auditor"}
LETTERS = {"internal": "i", "parties": "p", "public": "o", "personal": "x", None: "+"}


def cell(kind: str, role: str) -> str:
    """The letters that a role reads of a kind."""
    found: str = EXPECTED["kinds"][kind]["grid"][ROLES.index(role)]
    return found


@dataclass(frozen=True, eq=False)
class Person:
    """A person on a day: role -> keys of municipalities, role -> keys of organisations. Nobody holds nothing."""

    user: User | None
    day: date
    places: dict[str, set[int]] = field(default_factory=dict)
    owners: dict[str, set[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, user: User, day: date, chosen: register.Municipality | None = None) -> Person:
        """From the plain rows of memberships. A chosen municipality leaves the others out."""
        places: dict[str, set[int]] = {}
        owners: dict[str, set[int]] = {}
        for row in register.Membership.objects.filter(user=user):
            holds = row.valid_from <= day and (row.valid_until is None or day < row.valid_until)
            if not holds or not user.is_active:
                continue
            if row.organisation_id:
                owners.setdefault(row.role, set()).add(row.organisation_id)
            elif chosen is None or row.municipality_id == chosen.pk:
                places.setdefault(row.role, set()).add(row.municipality_id)
        return cls(user, day, places, owners)


@dataclass
class Belongs:
    """Whose an object is. `oneself`: users who see it whatever their role."""

    kind: str
    places: set[int] = field(default_factory=set)
    owners: set[int] = field(default_factory=set)
    access: str | None = None
    oneself: set[int] = field(default_factory=set)
    hidden_from: set[str] = field(default_factory=set)  # roles for which this very object is not (yet) there
    also: dict[str, set[int]] = field(default_factory=dict)  # further roles -> municipalities


# What was reckoned already in this world: most of it is asked again for the next person.
KEPT: dict[Any, Any] = {}


def _kept(key: Any, reckon: Callable[[], Any]) -> Any:
    if key not in KEPT:
        KEPT[key] = reckon()
    return KEPT[key]


def may_see(person: Person, thing: models.Model) -> bool:
    """The oracle: the answer of the table and of ownership. Call `KEPT.clear()` when the world has changed."""
    found: bool = _kept((person, type(thing), thing.pk), lambda: _reckoned(person, thing))
    return found


def _reckoned(person: Person, thing: models.Model) -> bool:
    model = type(thing)
    if model in SPECIAL:
        return SPECIAL[model](thing, person)
    if model in FOLLOWING:
        return any(may_see(person, one) for one in FOLLOWING[model](thing) if one is not None)
    if model is files.StoredFile:
        return _file(person, thing)
    belongs = _kept((model, thing.pk, person.day), lambda: OWNERSHIP[model](thing, person.day))
    if model in ON_CASES:
        case = _case(thing)
        if case is None or not may_see(person, case):
            return False
        if belongs.access == "public":  # everybody who sees the case, whichever municipality wrote it
            return True
    return _by_table(person, belongs)


def _by_table(person: Person, belongs: Belongs) -> bool:
    if person.user is not None and person.user.pk in belongs.oneself:
        return True
    letter = LETTERS[belongs.access]
    for role in ROLES:
        held = person.owners.get(role, set()) if role in OUTSIDE else person.places.get(role, set())
        whose = belongs.owners if role in OUTSIDE else belongs.places
        if role not in belongs.hidden_from and letter in cell(belongs.kind, role) and held & whose:
            return True
        if held & belongs.also.get(role, set()):
            return True
    return False


def _places_of(organisation: register.HousingOrganisation) -> set[int]:
    """Where it is seated, and where its divisions lie, today."""
    return {organisation.seat_municipality_id} | {one.location_municipality_id for one in organisation.divisions.all()}


def _code(code: str) -> set[int]:
    return set(register.Municipality.objects.filter(code=code).values_list("pk", flat=True)) if code else set()


def _municipality(thing: register.Municipality, day: date) -> Belongs:
    return Belongs("municipality", {thing.pk}, {one.pk for one in thing.organisations.all()})


def _organisation(thing: register.HousingOrganisation, day: date) -> Belongs:
    places = _places_of(thing)
    places |= {one.seat_municipality_id for one in thing.periods.all() if one.valid_from <= day}
    once = register.DivisionPeriod.objects.filter(organisation=thing).select_related("division")
    places |= {one.division.location_municipality_id for one in once if one.valid_from <= day}
    return Belongs("organisation", places, {thing.pk})


def _division(thing: register.Division, day: date) -> Belongs:
    places = {thing.location_municipality_id, thing.organisation.seat_municipality_id}
    last = date(9999, 12, 31)
    for owned in thing.periods.all():
        for seated in owned.organisation.periods.all():
            begins = max(owned.valid_from, seated.valid_from)
            if begins <= day and begins < min(owned.valid_until or last, seated.valid_until or last):
                places.add(seated.seat_municipality_id)
    return Belongs("division", places, {thing.organisation_id})


def _surface(thing: register.CollaborationSurface, day: date) -> Belongs:
    owners: set[int] = set()
    if thing.organisation_id:
        owners = {thing.organisation_id}
    elif thing.division_id:
        owners = {thing.division.organisation_id}
    elif thing.area_id:
        owners = {one.organisation_id for one in thing.area.divisions.all()}
    else:
        everybody = register.HousingOrganisation.objects.all()
        owners = {one.pk for one in everybody if thing.municipality_id in _places_of(one)}
    return Belongs("surface", {thing.municipality_id}, owners)


def _contact(thing: register.Contact, day: date) -> Belongs:
    owners = {thing.organisation_id} if thing.organisation_id else set()
    return Belongs("contact", {thing.municipality_id}, owners)


def _decider(municipality: int | None, organisation: register.HousingOrganisation | None) -> set[int]:
    if municipality is not None:
        return {municipality}
    return {organisation.seat_municipality_id} if organisation is not None else set()


def _membership(thing: register.Membership, day: date) -> Belongs:
    return Belongs("membership", _decider(thing.municipality_id, thing.organisation), oneself={thing.user_id})


def _user(thing: User, day: date) -> Belongs:
    places: set[int] = set()
    for row in thing.memberships.all():
        places |= _decider(row.municipality_id, row.organisation)
    return Belongs("membership", places, oneself={thing.pk})


def _invitation(thing: register.Invitation, day: date) -> Belongs:
    places = _decider(thing.municipality_id, thing.organisation)
    also = {"case_worker": places} if thing.role in OUTSIDE else {}
    return Belongs("invitation", places, also=also)


def _agreement(thing: register.ProcessorAgreement, day: date) -> Belongs:
    works_under = {
        row.user_id
        for row in thing.memberships.all()
        if row.role == "adviser"
        and row.valid_from <= day
        and (row.valid_until is None or day < row.valid_until)
        and row.user.is_active
    }
    return Belongs("processor_agreement", {thing.municipality_id}, oneself=works_under)


def _package(thing: submissions.DocumentationPackage, day: date) -> Belongs:
    places = {thing.municipality_id} | _places_of(thing.organisation)
    return Belongs("package", places, {thing.organisation_id}, thing.access_class)


def _upload(thing: submissions.Upload, day: date) -> Belongs:
    owners = {thing.organisation_id} if thing.organisation_id else set()
    is_draft = thing.is_from_organisation and thing.state != "applied"
    hidden = set(ROLES) - OUTSIDE if is_draft else set()
    return Belongs("upload", {thing.municipality_id}, owners, thing.access_class, hidden_from=hidden)


def _mapping(thing: submissions.AccountsMapping, day: date) -> Belongs:
    return Belongs("accounts_mapping", _places_of(thing.organisation), {thing.organisation_id})


def _explanation(thing: submissions.Explanation, day: date) -> Belongs:
    packages = thing.organisation.packages.all()
    held = {one.municipality_id for one in packages if one.dialogue_year == thing.dialogue_year}
    return Belongs("explanation", _places_of(thing.organisation) | held, {thing.organisation_id}, thing.access_class)


def _letter(thing: reviews.QuestionLetter, day: date) -> Belongs:
    hidden: set[str] = set()
    if thing.state not in {"sent", "answered"}:
        hidden |= OUTSIDE
    if thing.addressee != "auditor":
        hidden.add("auditor")
    owners = {thing.package.organisation_id}
    return Belongs("letter", {thing.municipality_id}, owners, thing.access_class, hidden_from=hidden)


def _note(thing: reviews.PointNote, day: date) -> Belongs:
    hidden = set(ROLES) if thing.withdrawn_at else set()
    return Belongs("note", {thing.municipality_id}, access=thing.access_class, hidden_from=hidden)


def _brief(thing: reviews.DialogueBrief, day: date) -> Belongs:
    kind = "brief_draft" if thing.state == "draft" else "brief"
    return Belongs(kind, {thing.municipality_id}, {thing.run.package.organisation_id}, thing.access_class)


def _attachment(thing: files.Attachment, day: date) -> Belongs:
    organisation = _owner_of_case(_case(thing))
    owners = {organisation} if organisation else set()
    return Belongs("attachment", _code(thing.municipality_code), owners, thing.access_class)


def _notice(thing: notices.Notice, day: date) -> Belongs:
    is_there = thing.user is not None and thing.user.is_active
    return Belongs("notice", _code(thing.municipality_code), oneself={thing.user_id} if is_there else set())


def _plain(kind: str, *path: str) -> Callable[[Any, date], Belongs]:
    def of(thing: Any, day: date) -> Belongs:
        for step in path:
            thing = getattr(thing, step)
        return Belongs(kind, {thing} if isinstance(thing, int) else _code(thing))

    return of


OWNERSHIP: dict[type[models.Model], Callable[[Any, date], Belongs]] = {
    register.Municipality: _municipality,
    register.MunicipalUnit: _plain("unit", "municipality_id"),
    register.HousingArea: _plain("area", "municipality_id"),
    register.HousingOrganisation: _organisation,
    register.Division: _division,
    register.CollaborationSurface: _surface,
    register.SurfaceTopic: _plain("topic", "municipality_id"),
    register.Contact: _contact,
    register.Membership: _membership,
    User: _user,
    register.Invitation: _invitation,
    register.ProcessorAgreement: _agreement,
    submissions.DocumentationPackage: _package,
    submissions.Upload: _upload,
    submissions.AccountsMapping: _mapping,
    submissions.Explanation: _explanation,
    reviews.RuleRun: _plain("finding", "municipality_id"),
    reviews.BriefPoint: _plain("finding", "municipality_id"),
    reviews.Judgement: _plain("judgement", "municipality_id"),
    reviews.PeerChoice: _plain("judgement", "municipality_id"),
    reviews.PointNote: _note,
    reviews.QuestionLetter: _letter,
    reviews.DialogueBrief: _brief,
    files.Attachment: _attachment,
    files.CaseReference: _plain("case_number", "municipality_code"),
    files.AccessRequest: _plain("access_request", "municipality_code"),
    trail.TrailEntry: _plain("trail", "municipality_code"),
    trail.AccessEntry: _plain("trail", "municipality_code"),
    notices.Notice: _notice,
    notices.NoticeTemplate: _plain("notice_template", "municipality_code"),
    notices.NoticeChoice: lambda thing, day: Belongs("notice_choice", oneself={thing.user_id}),
}
ON_CASES = {files.Attachment, files.CaseReference}

# Seen by whoever sees one of those it is a part of.
FOLLOWING: dict[type[models.Model], Callable[[Any], list[Any]]] = {
    areas.AreaIndicators: lambda row: [row.area],
    register.AdministrationAgreement: lambda row: [row.organisation],
    register.OrganisationPeriod: lambda row: [row.organisation],
    register.DivisionPeriod: lambda row: [row.division],
    register.AreaPeriod: lambda row: [row.area],
    register.UnitPeriod: lambda row: [row.unit],
    register.EventParty: lambda row: [row.event],
    reviews.Finding: lambda row: [row.run],
    reviews.Question: lambda row: [row.letter],
    files.AccessRequestItem: lambda row: [row.request],
    submissions.FinancialStatement: lambda row: [row.package],
    submissions.StatementLine: lambda row: [row.statement.package],
    submissions.ProvisionMovement: lambda row: [row.statement.package],
    submissions.DivisionSheet: lambda row: [row.package],
    submissions.MaintenancePlanLine: lambda row: [row.sheet.package],
    submissions.TenancyCount: lambda row: [row.package],
    submissions.ReportAnswer: lambda row: [row.package],
    submissions.SelfMonitoring: lambda row: [row.package],
    submissions.OrganisationWish: lambda row: [row.package],
}


def _event(thing: register.RegisterEvent, person: Person) -> bool:
    """Whoever sees a party, and everybody of the municipality that recorded it."""
    everywhere = {key for keys in person.places.values() for key in keys}
    if thing.municipality_id in everywhere:
        return True

    def parties() -> list[Any]:
        return [one for row in thing.parties.all() for one in (row.organisation, row.division, row.area, row.unit)]

    found = _kept(("parties", thing.pk), parties)
    return any(one is not None and may_see(person, one) for one in found)


def _answer(thing: reviews.Answer, person: Person) -> bool:
    letter = thing.question.letter
    if not may_see(person, letter):
        return False
    belongs = _letter(letter, person.day)
    belongs.access = thing.access_class
    if thing.is_draft:  # what was not handed in is read by those who were asked alone
        belongs.hidden_from |= set(ROLES) - OUTSIDE
        if letter.addressee == "auditor":
            belongs.hidden_from |= {"organisation_editor", "organisation_signatory"}
    return _by_table(person, belongs)


def _case(thing: Any) -> Any:
    model, key = apps.get_model(thing.object_type), thing.object_pk
    return _kept(("case", model, key), lambda: model._default_manager.filter(pk=key).first())


def _owner_of_case(case: Any) -> int | None:
    owners: dict[type[models.Model], Callable[[Any], int]] = {
        register.HousingOrganisation: lambda one: one.pk,
        register.Division: lambda one: one.organisation_id,
        submissions.DocumentationPackage: lambda one: one.organisation_id,
        reviews.DialogueBrief: lambda one: one.run.package.organisation_id,
    }
    return owners[type(case)](case) if type(case) in owners else None


@cache
def _holders() -> list[tuple[type[models.Model], str]]:
    """Every foreign key of ours that points to a file, but the one from a file to its redacted copy, found anew."""
    return [
        (model, one.name)
        for model in apps.get_models()
        if model.__module__.startswith("styringsdialog.") and model is not files.StoredFile
        for one in model._meta.fields
        if one.related_model is files.StoredFile
    ]


# Not opened by number: an item's file is its attachment's, and opened there.
NOT_BY_FILE = {(files.AccessRequestItem, "file")}


def _file(person: Person, thing: Any) -> bool:
    if thing.is_locked or thing.search == "waiting":
        return False

    def holding() -> list[models.Model]:
        originals = [thing, *files.StoredFile.objects.filter(redacted_copy=thing, is_locked=True)]
        return [one for original in originals for one in held_by(original)]

    return any(may_see(person, one) for one in _kept(("holding", thing.pk), holding))


def held_by(stored: Any) -> Iterator[models.Model]:
    """What a file hangs on."""
    for model, name in _holders():
        if (model, name) not in NOT_BY_FILE:
            yield from model._default_manager.filter(**{name: stored})


SPECIAL: dict[type[models.Model], Callable[[Any, Person], bool]] = {
    register.RegisterEvent: _event,
    reviews.Answer: _answer,
}
