"""Every address of ours with the object it takes: written by hand, so that a new address without a probe fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from styringsdialog.files.models import AccessRequest, AccessRequestItem, Attachment, StoredFile
from styringsdialog.notices.models import Notice
from styringsdialog.register.models import (
    CollaborationSurface,
    Contact,
    Division,
    HousingArea,
    HousingOrganisation,
    Invitation,
    Membership,
    MunicipalUnit,
    ProcessorAgreement,
    RegisterEvent,
)
from styringsdialog.reviews.models import (
    DialogueBrief,
    Finding,
    Judgement,
    PointNote,
    Question,
    QuestionLetter,
)
from styringsdialog.submissions.models import DocumentationPackage, Upload
from styringsdialog.trail.models import TrailEntry
from styringsdialog.users.models import User


@dataclass(frozen=True)
class Address:
    """An address about one object. `is_plain`: whoever sees the object gets the page."""

    model: type[models.Model]
    arguments: Callable[[Any], list[Any]] = lambda thing: [thing.pk]
    is_plain: bool = False
    get: bool = True
    post: bool = False


def number(thing: Any) -> list[Any]:
    return [thing.lbf_number]


def division(thing: Any) -> list[Any]:
    return [thing.organisation.lbf_number, thing.lbf_number]


def point(thing: Any) -> list[Any]:
    return [thing.run.package_id, thing.pk]


def case(thing: Any) -> list[Any]:
    return [thing._meta.label_lower, thing.pk]


def package_of(thing: Any) -> list[Any]:
    return [thing.run.package_id]


def plain(model: type[models.Model], arguments: Callable[[Any], list[Any]] = lambda thing: [thing.pk]) -> Address:
    return Address(model, arguments, is_plain=True)


def sent(model: type[models.Model], arguments: Callable[[Any], list[Any]] = lambda thing: [thing.pk]) -> Address:
    return Address(model, arguments, get=False, post=True)


def both(model: type[models.Model], arguments: Callable[[Any], list[Any]] = lambda thing: [thing.pk]) -> Address:
    return Address(model, arguments, post=True)


ABOUT: dict[str, Address] = {
    "organisation": plain(HousingOrganisation, number),
    "organisation_edit": both(HousingOrganisation, number),
    "organisation_contact_new": both(HousingOrganisation, number),
    "division_new": both(HousingOrganisation, number),
    "upload_new": both(HousingOrganisation, number),
    "package_template": Address(HousingOrganisation, lambda thing: [thing.lbf_number, 2026]),
    "division": plain(Division, division),
    "division_edit": both(Division, division),
    "area": plain(HousingArea),
    "area_edit": both(HousingArea),
    "unit": plain(MunicipalUnit),
    "unit_edit": both(MunicipalUnit),
    "unit_contact_new": both(MunicipalUnit),
    "surface_edit": both(CollaborationSurface),
    "surface_hand_over": both(CollaborationSurface),
    "surface_end": both(CollaborationSurface),
    "contact_edit": both(Contact),
    "contact_end": both(Contact),
    "event": plain(RegisterEvent),
    "event_withdraw": both(RegisterEvent),
    "package": plain(DocumentationPackage),
    "package_letters": Address(DocumentationPackage),
    "package_run_rules": sent(DocumentationPackage),
    "letter_new": sent(DocumentationPackage),
    "brief_order": sent(DocumentationPackage),
    # The list of points is empty-handed without a run: tried with the package of a point.
    "points": Address(Finding, package_of, is_plain=True),
    "points_judge": sent(DocumentationPackage),
    "points_undo": sent(DocumentationPackage),
    "point": plain(Finding, point),
    "point_history": plain(Finding, point),
    "point_peers": Address(Finding, point, post=True),
    "point_choose": sent(Finding, point),
    "point_judge": sent(Finding, point),
    "point_propose": sent(Finding, point),
    "point_note": sent(Finding, point),
    "point_explain": sent(Finding, point),
    "point_note_change": sent(PointNote),
    "proposal_decide": sent(Judgement),
    "letter": Address(QuestionLetter),
    "letter_preview": Address(QuestionLetter),
    "letter_reply": both(QuestionLetter),
    **{
        f"letter_{deed}": sent(QuestionLetter) for deed in ("save", "send", "pdf", "sent", "remind", "withdraw")
    },
    "question_answer": both(Question),
    "brief": plain(DialogueBrief),
    "brief_edit": both(DialogueBrief),
    **{f"brief_{deed}": sent(DialogueBrief) for deed in ("share", "redraft", "retry")},
    "upload": plain(Upload),
    **{f"upload_{deed}": sent(Upload) for deed in ("map", "apply", "discard")},
    "stored_file": plain(StoredFile),
    "trail_entry": plain(TrailEntry),
    "trail_about": Address(HousingOrganisation, case),
    "trail_person": Address(User),
    "notice": plain(Notice),
    "notice_retry": sent(Notice),
    "person": plain(User),
    "role_grant": both(User),
    "person_deactivate": both(User),
    "person_reactivate": sent(User),
    "role_end": both(Membership),
    "invitation_again": sent(Invitation),
    "invitation_revoke": sent(Invitation),
    "processor_agreement_end": both(ProcessorAgreement),
    "case_documents": Address(HousingOrganisation, case, is_plain=True, post=True),
    "case_reference": both(HousingOrganisation, case),
    "access_request_new": both(HousingOrganisation, case),
    "attachment": Address(Attachment, is_plain=True, post=True),
    "attachment_redact": sent(Attachment),
    "attachment_delete": sent(Attachment),
    "access_request": Address(AccessRequest, is_plain=True, post=True),
    "access_collect": sent(AccessRequest),
    "access_order": sent(AccessRequest),
    "access_sent": sent(AccessRequest),
    "access_redact": sent(AccessRequestItem),
}  # fmt: skip

# The same pages about the other kinds of case.
CASES = (Division, HousingArea, MunicipalUnit, DocumentationPackage, DialogueBrief)
TRAILED = (
    *CASES,
    Attachment,
    Upload,
    Finding,
    Judgement,
    PointNote,
    QuestionLetter,
    Question,
    Notice,
    User,
    StoredFile,
)
MORE: list[tuple[str, Address]] = [
    *(("case_documents", plain(model, case)) for model in CASES),
    *(("access_request_new", Address(model, case)) for model in CASES),
    *(("trail_about", Address(model, case)) for model in TRAILED),
]

# Without an object: what is shown, and in a list's Excel file, must hold nothing of others.
LISTS: tuple[str, ...] = tuple(
    """overview organisation_list division_list area_list unit_list surface_list surface_mine event_list event_new
    register register_workbook register_workbook_download register_workbook_preview register_workbook_marked
    package_list proposal_list letter_list upload_any trail trail_readings notice_log notice_mine notice_templates
    people invite invitation_list processor_agreements processor_agreement_new access_request_list
    organisation_new area_new unit_new surface_new search choose_municipality account law guide""".split()
)
# Those that are a file as well, with `?excel`.
EXPORTS: tuple[str, ...] = tuple(
    """organisation_list division_list area_list unit_list event_list package_list letter_list trail trail_readings
    notice_log notice_mine people invitation_list access_request_list proposal_list surface_list""".split()
)

# What an attacker writes behind an address: days long gone, and the numbers of objects that are not theirs, which
# `{organisation}` and the like stand for.
DAYS = ("pr=2025-06-30", "pr=2031-01-01")
NUMBERS = ("organisation={organisation}", "division={division}", "area={area}", "unit={unit}")
SEARCHES = ("q=zq", "text=zq", "q=2026")
ASKED: dict[str, tuple[str, ...]] = {
    "search": SEARCHES,
    "organisation_list": (*SEARCHES, *DAYS, "administrator={organisation}"),
    "division_list": (*SEARCHES, *DAYS, *NUMBERS),
    "area_list": (*SEARCHES, *DAYS),
    "unit_list": DAYS,
    "surface_list": (*DAYS, *NUMBERS),
    "surface_new": NUMBERS,
    "event_new": NUMBERS,
    "event_list": (*SEARCHES, *NUMBERS),
    "register": (*DAYS, *SEARCHES),
    "package_list": (*SEARCHES, *NUMBERS),
    "letter_list": (*SEARCHES, *NUMBERS),
    "proposal_list": SEARCHES,
    "upload_any": NUMBERS,
    "invite": NUMBERS,
    "trail": (*SEARCHES, "person={user}"),
    "trail_readings": (*SEARCHES, "person={user}"),
    "notice_log": SEARCHES,
    "people": SEARCHES,
    "overview": DAYS,
}
# Of one object, as it was on another day.
ON_DAYS = ("organisation", "division", "area", "unit")
EVENTS = (
    "sammenlaegning",
    "navneaendring",
    "hjemsted",
    "afdeling-ny-ejer",
    "afdeling-navn",
    "omraade-navn",
    "enhed-navn",
)

# With words or tokens of their own in the address, or deeds without an object: tried by tests beside each page.
WORDED: dict[str, list[Any]] = {
    "event_form": ["sammenlaegning"],
    "notice_template": ["brief_shared", "da"],
    "guide_page": ["kom-i-gang"],
    "rule": ["K-01"],
    "figure": ["funds", "dispositionsfond_target_kr"],
    "answer": ["x" * 43],
    "invitation": ["x" * 43],
}
DEEDS_WITHOUT_OBJECT = {
    "demo_sign_in", "surface_catalogue", "proposals_decide", "notice_template_reset", "register_workbook_accept",
}  # fmt: skip
