"""Who reads what and who does what: the one table of roles; queries, policies and docs/permissions.md use it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .models import Role
from .models.membership import ORGANISATION_ROLES
from .roles import MUNICIPAL_ROLES, OWN_PEOPLE, STAFF

Roles = tuple[Role, ...]

REVIEWERS: Roles = (*STAFF, Role.UNIT_CONTACT, Role.ADVISER)
KEEPERS: Roles = (*STAFF, Role.ADMINISTRATOR)
GUIDES: Roles = (Role.COORDINATOR, Role.ADMINISTRATOR)
DESK: Roles = (*STAFF, Role.ADVISER)


class Where(Enum):
    """Which rows a role in a municipality or an organisation reaches."""

    PLACE = "place"  # recorded for that municipality
    SUPERVISED = "supervised"  # of an organisation seated there, or with a division there, today
    HISTORY = "history"  # the same, today or once
    CASE = "case"  # written by that municipality, on a case that is seen
    ONESELF = "oneself"  # one's own only


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of material. `own` reads it for the organisation itself.

    With access classes: `roles` read internal, parties and public; `personal` of them also personal; `public` only
    what is public; `own` what is for the parties or public.
    """

    key: str
    danish: str
    english: str
    where: Where
    roles: Roles
    own: Roles = ()
    personal: Roles = ()
    public: Roles = ()
    is_classed: bool = False
    models: tuple[str, ...] = ()  # app.Model
    note: tuple[str, str] = ("", "")  # Danish, English

    def classes_for(self, role: Role) -> str:
        """Letters of what the role reads: i internal, p parties, o public, x personal; + for a kind without classes."""
        if not self.is_classed:
            return "+" if role in (*self.roles, *self.own) else "-"
        if role in self.own:
            return "po"
        if role in self.roles:
            return "ipox" if role in self.personal else "ipo"
        return "o" if role in self.public else "-"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that is done: `roles` of the municipality whose matter it is, `own` of the organisation itself."""

    key: str
    danish: str
    english: str
    roles: Roles
    own: Roles = ()
    note: tuple[str, str] = ("", "")


EDITOR: Roles = (Role.ORGANISATION_EDITOR,)

KINDS: tuple[Kind, ...] = (
    Kind(
        "municipality", "Kommune", "Municipality", Where.PLACE, MUNICIPAL_ROLES, ORGANISATION_ROLES,
        models=("register.Municipality",),
        note=("Boligorganisationens folk ser hjemstedskommunen.", "People of an organisation see its seat."),
    ),
    Kind(
        "unit", "Forvaltning", "Unit", Where.PLACE, MUNICIPAL_ROLES,
        models=("register.MunicipalUnit", "register.UnitPeriod"),
    ),
    Kind(
        "area", "Boligområde", "Housing area", Where.PLACE, MUNICIPAL_ROLES,
        models=("register.HousingArea", "register.AreaPeriod", "areas.AreaIndicators"),
    ),
    Kind(
        "organisation", "Boligorganisation", "Housing organisation", Where.HISTORY, MUNICIPAL_ROLES,
        ORGANISATION_ROLES,
        models=(
            "register.HousingOrganisation", "register.OrganisationPeriod", "register.AdministrationAgreement",
        ),
    ),
    Kind(
        "division", "Afdeling", "Division", Where.HISTORY, MUNICIPAL_ROLES, OWN_PEOPLE,
        models=("register.Division", "register.DivisionPeriod"),
    ),
    Kind(
        "event", "Hændelse i registret", "Event of the register", Where.HISTORY, MUNICIPAL_ROLES, ORGANISATION_ROLES,
        models=("register.RegisterEvent", "register.EventParty"),
        note=("Enhver, der ser en af parterne.", "Whoever sees one of the parties."),
    ),
    Kind(
        "surface", "Samarbejdsflade", "Collaboration surface", Where.PLACE, MUNICIPAL_ROLES, OWN_PEOPLE,
        models=("register.CollaborationSurface",),
        note=("Boligorganisationen ser dem, der angår den.", "An organisation sees those that concern it."),
    ),
    Kind(
        "topic", "Emne for samarbejde", "Topic of collaboration", Where.PLACE, MUNICIPAL_ROLES,
        models=("register.SurfaceTopic",),
    ),
    Kind(
        "contact", "Kontakt", "Contact", Where.PLACE, MUNICIPAL_ROLES, OWN_PEOPLE, models=("register.Contact",),
    ),
    Kind(
        "membership", "Person og roller", "Person and roles", Where.PLACE, GUIDES,
        models=("register.Membership", "users.User"),
        note=("Desuden enhver sig selv.", "And everybody themselves."),
    ),
    Kind(
        "invitation", "Invitation", "Invitation", Where.PLACE, GUIDES, models=("register.Invitation",),
        note=(
            "Tilsynsmedarbejderen ser dem til boligorganisationer og revisorer.",
            "The case worker sees those to organisations and auditors.",
        ),
    ),
    Kind(
        "processor_agreement", "Databehandleraftale", "Processor agreement", Where.PLACE, KEEPERS,
        models=("register.ProcessorAgreement",),
        note=("Rådgiveren ser sin egen.", "An adviser sees their own."),
    ),
    Kind(
        "package", "Dokumentationspakke", "Documentation package", Where.SUPERVISED,
        (*REVIEWERS, Role.ADMINISTRATOR), ORGANISATION_ROLES, STAFF, is_classed=True,
        models=(
            "submissions.DocumentationPackage", "submissions.FinancialStatement", "submissions.StatementLine",
            "submissions.ProvisionMovement", "submissions.DivisionSheet", "submissions.MaintenancePlanLine",
            "submissions.TenancyCount", "submissions.ReportAnswer", "submissions.SelfMonitoring",
            "submissions.OrganisationWish",
        ),
        note=(
            "Lederen ser kun, at den er kommet. Den kommune, der var myndighed ved modtagelsen, ser den fortsat.",
            "A manager only sees that it came. The municipality competent at arrival goes on seeing it.",
        ),
    ),
    Kind(
        "upload", "Fil på vej ind", "File on its way in", Where.PLACE, (*DESK, Role.ADMINISTRATOR), OWN_PEOPLE, STAFF,
        is_classed=True, models=("submissions.Upload",),
        note=("Boligorganisationens kladde ses ikke af kommunen.", "An organisation's draft is not seen."),
    ),
    Kind(
        "accounts_mapping", "Kontobro", "Accounts mapping", Where.SUPERVISED, (*DESK, Role.ADMINISTRATOR), OWN_PEOPLE,
        models=("submissions.AccountsMapping",),
    ),
    Kind(
        "explanation", "Forklaring", "Explanation", Where.SUPERVISED, REVIEWERS, OWN_PEOPLE, STAFF, is_classed=True,
        models=("submissions.Explanation",),
    ),
    Kind(
        "finding", "Regelkørsel og punkt", "Rule run and point", Where.PLACE, REVIEWERS,
        models=("reviews.RuleRun", "reviews.Finding", "reviews.BriefPoint"),
    ),
    Kind(
        "judgement", "Vurdering og forslag", "Judgement and proposal", Where.PLACE, REVIEWERS,
        models=("reviews.Judgement", "reviews.PeerChoice"),
    ),
    Kind(
        "note", "Notat", "Note", Where.PLACE, REVIEWERS, personal=STAFF, is_classed=True,
        models=("reviews.PointNote",),
    ),
    Kind(
        "letter", "Brev med spørgsmål, svar", "Letter with questions, answers", Where.PLACE, REVIEWERS,
        ORGANISATION_ROLES, STAFF, is_classed=True,
        models=("reviews.QuestionLetter", "reviews.Question", "reviews.Answer"),
        note=(
            "Modparten ser det sendte; revisoren breve til revisor. En kladde til et svar ser kun den, der er spurgt.",
            "The other side sees what was sent; auditors letters to auditors. Only those asked see a draft answer.",
        ),
    ),
    Kind(
        "brief", "Dialogoplæg", "Brief for the dialogue", Where.PLACE, (*DESK, Role.MANAGER), OWN_PEOPLE, STAFF,
        is_classed=True, models=("reviews.DialogueBrief",),
    ),
    Kind(
        "brief_draft", "Udkast til dialogoplæg", "Draft of a brief", Where.PLACE, DESK, personal=STAFF,
        is_classed=True,
    ),
    Kind(
        "attachment", "Bilag", "Attachment", Where.CASE, REVIEWERS, OWN_PEOPLE, STAFF,
        (Role.MANAGER, Role.AUDITOR, Role.ADMINISTRATOR), is_classed=True, models=("files.Attachment",),
    ),
    Kind("case_number", "Sagsnummer", "Case number", Where.CASE, REVIEWERS, models=("files.CaseReference",)),
    Kind(
        "access_request", "Aktindsigt", "Request for access to documents", Where.PLACE, STAFF,
        models=("files.AccessRequest", "files.AccessRequestItem"),
    ),
    Kind(
        "trail", "Spor og opslag", "Trail and readings", Where.PLACE, KEEPERS,
        models=("trail.TrailEntry", "trail.AccessEntry"),
    ),
    Kind(
        "notice", "Besked", "Message", Where.PLACE, GUIDES, models=("notices.Notice",),
        note=("Desuden modtageren selv.", "And its recipient."),
    ),
    Kind("notice_template", "Kommunens tekst til beskeder", "Message text", Where.PLACE, GUIDES,
         models=("notices.NoticeTemplate",)),
    Kind("notice_choice", "Eget valg om beskeder", "Own choice of messages", Where.ONESELF, (),
         models=("notices.NoticeChoice",)),
)  # fmt: skip

# A file is read by whoever reads something it hangs on; these have no row of their own.
FOLLOWS = {"files.StoredFile": "the object it hangs on"}

DEEDS: tuple[Deed, ...] = (
    Deed("maintain_register", "Føre registret", "Keep the register", KEEPERS),
    Deed(
        "maintain_surface", "Føre samarbejdsflader", "Keep collaboration surfaces", (*KEEPERS, Role.UNIT_CONTACT),
        note=("Fagkontakten: den egen forvaltnings.", "The unit contact: those of the own unit."),
    ),
    Deed("store_indicators", "Indtaste områdetal", "Enter area figures", KEEPERS),
    Deed("give_roles", "Give og afslutte roller, lukke konti", "Give and end roles, close accounts",
         (Role.ADMINISTRATOR,)),
    Deed("invite_inside", "Invitere til en rolle i kommunen", "Invite to a role in the municipality",
         (Role.ADMINISTRATOR,)),
    Deed("invite_other_side", "Invitere boligorganisation og revisor", "Invite organisation and auditor", KEEPERS),
    Deed("record_agreement", "Føre databehandleraftaler", "Keep processor agreements", (Role.ADMINISTRATOR,)),
    Deed("hand_in", "Aflevere og tage filer ind", "Hand in and take in files", STAFF, EDITOR),
    Deed("explain", "Skrive en forklaring", "Write an explanation", STAFF, EDITOR),
    Deed("run_rules", "Køre reglerne", "Run the rules", STAFF),
    Deed("judge", "Vurdere et punkt, afgøre et forslag", "Judge a point, decide on a proposal", STAFF),
    Deed("propose", "Foreslå en vurdering", "Propose a judgement", (Role.ADVISER,)),
    Deed("note", "Skrive et notat", "Write a note", REVIEWERS),
    Deed("choose_peers", "Vælge tvillinger", "Choose peers", DESK),
    Deed("order_brief", "Bestille, rette og dele dialogoplæg", "Order, edit and share the brief", STAFF),
    Deed("draft_letter", "Skrive på et brevudkast", "Write on a draft letter", DESK),
    Deed("send_letter", "Sende, rykke, trække tilbage", "Send, remind, withdraw", STAFF),
    Deed(
        "answer", "Svare på et brev", "Answer a letter", (), (Role.ORGANISATION_EDITOR, Role.AUDITOR),
        note=("Revisoren: breve til revisor.", "The auditor: letters to the auditor."),
    ),
    Deed("attach", "Lægge bilag på en sag", "Attach a document", (*STAFF, Role.UNIT_CONTACT), EDITOR),
    Deed("number_case", "Give sagsnummer", "Give a case number", (*STAFF, Role.UNIT_CONTACT)),
    Deed("delete_content", "Slette låst indhold", "Delete locked content", (Role.COORDINATOR,)),
    Deed("give_access", "Behandle aktindsigt", "Handle access to documents", STAFF),
    Deed("read_arrivals", "Se, at en pakke er kommet", "See that a package came", (Role.MANAGER,)),
    Deed("retry_notice", "Sende en besked igen", "Send a message again", GUIDES),
    Deed("edit_templates", "Rette kommunens tekster", "Edit the message texts", (Role.ADMINISTRATOR,)),
)  # fmt: skip

_KINDS = {kind.key: kind for kind in KINDS}
_DEEDS = {deed.key: deed for deed in DEEDS}


def readers(key: str) -> Roles:
    """The municipality's roles that read a kind of material. KeyError for an unknown kind: never everybody."""
    return _KINDS[key].roles


def personal_readers(key: str) -> Roles:
    """Those of them that also read what is personal."""
    return _KINDS[key].personal


def own_readers(key: str) -> Roles:
    """The roles of an organisation that read its own."""
    return _KINDS[key].own


def doers(key: str) -> Roles:
    """The municipality's roles that may do it."""
    return _DEEDS[key].roles


def own_doers(key: str) -> Roles:
    """The organisation's roles that may do it for the organisation."""
    return _DEEDS[key].own
