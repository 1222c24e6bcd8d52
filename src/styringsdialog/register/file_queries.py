"""What may be seen of what hangs on a case: by the case itself, by municipality and role, and by access class."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import shows, visible_to
from styringsdialog.files.cases import case, cases
from styringsdialog.files.models import AccessRequest, AccessRequestItem, Attachment, CaseReference
from styringsdialog.files.queries import holds_files

from .models import Division, HousingArea, HousingOrganisation, MunicipalUnit
from .rights import own_readers, personal_readers, readers
from .roles import reach_of

case(
    HousingOrganisation,
    municipality=lambda owner: owner.seat_municipality.code,
    organisation=lambda owner: owner.pk,
    own="pk",
)
case(
    Division,
    municipality=lambda division: division.location_municipality.code,
    organisation=lambda division: division.organisation_id,
    own="organisation",
)
case(HousingArea, municipality=lambda area: area.municipality.code)
case(MunicipalUnit, municipality=lambda unit: unit.municipality.code)

holds_files(Attachment, "file")
holds_files(AccessRequest, "bundle")
holds_files(AccessRequestItem, "redacted")


@shows(Attachment)
def attachments_for(acting: Acting) -> QuerySet[Attachment]:
    """Attachments of the cases one sees, each by its access class."""
    reach = reach_of(acting)
    if reach.is_everything:
        return Attachment.objects.all()
    public = Q(access_class=AccessClass.PUBLIC)
    internal = Q(access_class__in=(AccessClass.INTERNAL, AccessClass.PARTIES))
    personal = Q(access_class=AccessClass.PERSONAL)
    municipal = (internal & Q(municipality_code__in=reach.codes_of(*readers("attachment")))) | (
        personal & Q(municipality_code__in=reach.codes_of(*personal_readers("attachment")))
    )
    shared = Q(access_class=AccessClass.PARTIES) & _of_own_organisation(acting)
    return Attachment.objects.filter(_of_seen_case(acting) & (public | municipal | shared))


@shows(CaseReference)
def references_for(acting: Acting) -> QuerySet[CaseReference]:
    """The numbers that one's own municipality gave the cases one sees: internal, as the records system is."""
    reach = reach_of(acting)
    if reach.is_everything:
        return CaseReference.objects.all()
    codes = reach.codes_of(*readers("case_number"))
    return CaseReference.objects.filter(_of_seen_case(acting), municipality_code__in=codes)


@shows(AccessRequest)
def access_requests_for(acting: Acting) -> QuerySet[AccessRequest]:
    """Those of the municipalities in which one is coordinator or case worker."""
    return _staffed(acting, AccessRequest.objects.all(), "municipality_code")


@shows(AccessRequestItem)
def access_request_items_for(acting: Acting) -> QuerySet[AccessRequestItem]:
    """The documents of those requests."""
    return _staffed(acting, AccessRequestItem.objects.all(), "request__municipality_code")


def _staffed(acting: Acting, rows: QuerySet[Any], field: str) -> QuerySet[Any]:
    reach = reach_of(acting)
    return rows if reach.is_everything else rows.filter(**{f"{field}__in": reach.codes_of(*readers("access_request"))})


def _of_seen_case(acting: Acting) -> Q:
    """Rows about a case that the actor sees."""
    return _any(
        Q(object_type=label, object_pk__in=visible_to(acting, kind.model).values("pk"))
        for label, kind in cases().items()
    )


def _of_own_organisation(acting: Acting) -> Q:
    """Rows about a case of an organisation that the actor edits or signs for."""
    own = reach_of(acting).organisations(*own_readers("attachment"))
    return _any(
        Q(
            object_type=label,
            object_pk__in=kind.model._default_manager.filter(**{f"{kind.own}__in": own}).values("pk"),
        )
        for label, kind in cases().items()
        if kind.own
    )


def _any(conditions: Iterable[Q]) -> Q:
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found
