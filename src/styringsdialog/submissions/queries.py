"""What may be seen of packages and uploads: by seat or location, by role and by access class."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import shows
from styringsdialog.files.cases import case
from styringsdialog.files.queries import holds_files
from styringsdialog.register.models import HousingOrganisation
from styringsdialog.register.queries import in_municipalities
from styringsdialog.register.rights import own_readers, personal_readers, readers
from styringsdialog.register.roles import Reach, reach_of

from .models import (
    AccountsMapping,
    DivisionSheet,
    DocumentationPackage,
    Explanation,
    FinancialStatement,
    MaintenancePlanLine,
    OrganisationWish,
    ProvisionMovement,
    ReportAnswer,
    SelfMonitoring,
    StatementLine,
    TenancyCount,
    Upload,
    UploadState,
)

PACKAGE_READERS = readers("package")
SHARED = (AccessClass.PARTIES, AccessClass.PUBLIC)
# Each part of a package with the way to its package: seen by whoever sees the package.
PARTS: dict[type[models.Model], str] = {
    FinancialStatement: "package",
    StatementLine: "statement__package",
    ProvisionMovement: "statement__package",
    DivisionSheet: "package",
    MaintenancePlanLine: "sheet__package",
    TenancyCount: "package",
    ReportAnswer: "package",
    SelfMonitoring: "package",
    OrganisationWish: "package",
}

holds_files(Upload, "original", "marked")
case(
    DocumentationPackage,
    municipality=lambda package: package.municipality.code,
    organisation=lambda package: package.organisation_id,
    own="organisation",
)


@shows(DocumentationPackage)
def packages_for(acting: Acting) -> QuerySet[DocumentationPackage]:
    """Packages of the organisations one handles; personal matters for staff only; one's own organisation's.

    The municipality that was competent when it arrived goes on seeing a package after a seat has moved.
    """
    reach = reach_of(acting)
    if reach.is_everything:
        return DocumentationPackage.objects.all()
    staff, others = _staff_and_others(reach, "package")
    own = Q(organisation__in=reach.organisations(*own_readers("package")), access_class__in=SHARED)
    personal = Q(access_class=AccessClass.PERSONAL)
    return DocumentationPackage.objects.filter(_within(staff) | (_within(others) & ~personal) | own)


@shows(Upload)
def uploads_for(acting: Acting) -> QuerySet[Upload]:
    """Uploads to one's municipality, but not an organisation's own draft; those of one's own organisation."""
    reach = reach_of(acting)
    if reach.is_everything:
        return Upload.objects.all()
    staff, others = _staff_and_others(reach, "upload")
    handed_in = Q(is_from_organisation=False) | Q(state=UploadState.APPLIED)
    personal = Q(access_class=AccessClass.PERSONAL)
    own = Q(organisation__in=reach.organisations(*own_readers("upload")), access_class__in=SHARED)
    municipal = Q(municipality__in=staff) | (Q(municipality__in=others) & ~personal)
    return Upload.objects.filter((municipal & handed_in) | own)


@shows(AccountsMapping)
def mappings_for(acting: Acting) -> QuerySet[AccountsMapping]:
    """How accounts files of the organisations one handles, or of one's own, are read."""
    reach = reach_of(acting)
    if reach.is_everything:
        return AccountsMapping.objects.all()
    handled = HousingOrganisation.objects.filter(in_municipalities(reach.municipalities(*readers("accounts_mapping"))))
    return AccountsMapping.objects.filter(
        Q(organisation__in=handled) | Q(organisation__in=reach.organisations(*own_readers("accounts_mapping")))
    )


@shows(Explanation)
def explanations_visible(acting: Acting) -> QuerySet[Explanation]:
    """Explanations of the organisations one handles, and of years for which one's municipality holds the package;
    personal ones for staff only; of one's own organisation those that both parties share."""
    reach = reach_of(acting)
    if reach.is_everything:
        return Explanation.objects.all()
    staff, others = _staff_and_others(reach, "explanation")
    own = Q(organisation__in=reach.organisations(*own_readers("explanation")), access_class__in=SHARED)
    personal = Q(access_class=AccessClass.PERSONAL)
    return Explanation.objects.filter(_explained_to(staff) | (_explained_to(others) & ~personal) | own)


def _staff_and_others(reach: Reach, kind: str) -> tuple[frozenset[int], frozenset[int]]:
    """Municipalities in which the actor reads personal matters of the kind too, and in which the rest."""
    return reach.municipalities(*personal_readers(kind)), reach.municipalities(*readers(kind))


def _explained_to(keys: frozenset[int]) -> Q:
    handled = HousingOrganisation.objects.filter(in_municipalities(keys)).values("pk")
    packages = DocumentationPackage.objects.filter(
        organisation=OuterRef("organisation"), dialogue_year=OuterRef("dialogue_year"), municipality__in=keys
    )
    return Q(organisation__in=handled) | Q(Exists(packages))


def _part_query(model: type[models.Model], path: str) -> None:
    def parts_for(acting: Acting) -> QuerySet[Any]:
        if reach_of(acting).is_everything:
            return model._default_manager.all()
        return model._default_manager.filter(**{f"{path}__in": packages_for(acting)})

    parts_for.__doc__ = f"{model.__name__} of the packages one sees."
    shows(model)(parts_for)


for _model, _path in PARTS.items():
    _part_query(_model, _path)


def latest_package(acting: Acting, organisation: HousingOrganisation) -> DocumentationPackage | None:
    """The newest package of the organisation that the actor sees."""
    return packages_for(acting).filter(organisation=organisation).order_by("-dialogue_year").first()


def package_of_year(
    acting: Acting, organisation: HousingOrganisation, dialogue_year: int
) -> DocumentationPackage | None:
    """The organisation's package of a dialogue year, if the actor sees it."""
    return packages_for(acting).filter(organisation=organisation, dialogue_year=dialogue_year).first()


def _within(keys: frozenset[int]) -> Q:
    """Packages competent in, or of organisations seated or located in, the municipalities."""
    return Q(municipality__in=keys) | Q(
        organisation__in=HousingOrganisation.objects.filter(in_municipalities(keys)).values("pk")
    )
