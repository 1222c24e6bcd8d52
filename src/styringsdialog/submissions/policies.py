"""Who may hand in, take in and read packages: one question a decision."""

from __future__ import annotations

from typing import Any

from django.db import models

from rules import predicate
from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import views
from styringsdialog.register.models import HousingOrganisation, Role
from styringsdialog.register.policies import edits_for, handles, is_staff_of, is_system, touches
from styringsdialog.register.rights import doers, own_doers, readers
from styringsdialog.register.roles import STAFF, reach_of

from .models import AccountsMapping, DocumentationPackage, Explanation, Upload, UploadState
from .queries import PARTS


@predicate
def may_see(acting: Acting, thing: Any) -> bool:
    return thing is not None and can_view_upload(acting, thing)


@predicate
def uploaded_for_staff(acting: Acting, upload: Upload | None) -> bool:
    """Coordinator or case worker of the municipality that the file was handed in to."""
    return upload is not None and is_staff_of(acting, upload.municipality)


@predicate
def uploaded_for_own(acting: Acting, upload: Upload | None) -> bool:
    return upload is not None and edits_for(acting, upload.organisation)


def can_upload(acting: Acting, organisation: HousingOrganisation | None = None) -> bool:
    """A file for the organisation; without one: whether the actor may hand in files for any."""
    if organisation is not None:
        return (is_system | handles | edits_for).test(acting, organisation)
    reach = reach_of(acting)
    return bool(
        reach.is_everything or reach.municipalities(*doers("hand_in")) or reach.organisations(*own_doers("hand_in"))
    )


def can_apply_upload(acting: Acting, upload: Upload | None) -> bool:
    """Take a previewed file in, confirm its accounts, or give it up."""
    return (is_system | (may_see & (uploaded_for_staff | uploaded_for_own))).test(acting, upload)


def can_view_internal(acting: Acting, package: DocumentationPackage) -> bool:
    """May the actor see the municipality's own remarks on the package (findings)?"""
    roles = readers("finding")
    reach = reach_of(acting)
    return reach.is_everything or touches(package.organisation, reach.municipalities(*roles))


def can_explain(acting: Acting, organisation: HousingOrganisation | None) -> bool:
    """Write what the organisation says about a flagged value: its editors, or staff on its behalf."""
    return (is_system | handles | edits_for).test(acting, organisation)


@views(DocumentationPackage)
def can_view_package(acting: Acting, package: DocumentationPackage) -> bool:
    reach = reach_of(acting)
    if reach.is_everything:
        return True
    is_shared = package.access_class in {AccessClass.PARTIES, AccessClass.PUBLIC}
    own = reach.organisations(Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY, Role.AUDITOR)
    if is_shared and package.organisation_id in own:
        return True
    others = () if package.access_class == AccessClass.PERSONAL else _READERS_BESIDE_STAFF
    places = reach.municipalities(*STAFF, *others)
    return package.municipality_id in places or touches(package.organisation, places)


_READERS_BESIDE_STAFF = (Role.ADVISER, Role.ADMINISTRATOR, Role.UNIT_CONTACT)


@views(Upload)
def can_view_upload(acting: Acting, upload: Upload) -> bool:
    reach = reach_of(acting)
    if reach.is_everything:
        return True
    is_shared = upload.access_class in {AccessClass.PARTIES, AccessClass.PUBLIC}
    own = reach.organisations(Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY)
    if is_shared and upload.organisation_id in own:
        return True
    if upload.is_from_organisation and upload.state != UploadState.APPLIED:
        return False
    others = () if upload.access_class == AccessClass.PERSONAL else (Role.ADVISER, Role.ADMINISTRATOR)
    return upload.municipality_id in reach.municipalities(*STAFF, *others)


@views(AccountsMapping)
def can_view_mapping(acting: Acting, mapping: AccountsMapping) -> bool:
    reach = reach_of(acting)
    if reach.is_everything:
        return True
    if mapping.organisation_id in reach.organisations(Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY):
        return True
    places = reach.municipalities(*STAFF, Role.ADVISER, Role.ADMINISTRATOR)
    return touches(mapping.organisation, places)


@views(Explanation)
def can_view_explanation(acting: Acting, explanation: Explanation) -> bool:
    reach, owner = reach_of(acting), explanation.organisation
    if reach.is_everything:
        return True
    is_shared = explanation.access_class in {AccessClass.PARTIES, AccessClass.PUBLIC}
    if is_shared and owner.pk in reach.organisations(Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY):
        return True
    others = () if explanation.access_class == AccessClass.PERSONAL else (Role.ADVISER, Role.UNIT_CONTACT)
    places = reach.municipalities(*STAFF, *others)
    if touches(owner, places):
        return True
    return any(
        package.municipality_id in places
        for package in owner.packages.all()
        if package.dialogue_year == explanation.dialogue_year
    )


def _part_question(model: type[models.Model], path: str) -> None:
    def can_view_part(acting: Acting, part: models.Model) -> bool:
        found: Any = part
        for step in path.split("__"):
            found = getattr(found, step)
        return can_view_package(acting, found)

    can_view_part.__doc__ = f"A {model.__name__} is seen with its package."
    views(model)(can_view_part)


for _model, _path in PARTS.items():
    _part_question(_model, _path)
