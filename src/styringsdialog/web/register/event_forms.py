"""Forms of events of organisations; what every event is asked: the day, what it rests on, a remark."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import visible_to
from styringsdialog.register import history
from styringsdialog.register.changing.numbers import divisions_owned, taken_numbers
from styringsdialog.register.models import Division, HousingOrganisation, Municipality, OwnerKind, RegisterEvent
from styringsdialog.register.rights import doers
from styringsdialog.register.roles import reach_of
from styringsdialog.web.plain_text import PlainText
from styringsdialog.wording.numbers import MONTHS

from .forms import ActingForm, DayField, LongText, Several

KEEPERS = doers("maintain_register")  # who may record events; the services ask again


class EventForm(ActingForm):
    """One kind of event. `subject` is the thing it happens to, where the kind is about one thing.

    Address key `kind`, `subject_model` None for events that choose all their parties in the form.
    """

    kind: ClassVar[str]
    title: ClassVar[str | Promise]
    help: ClassVar[str | Promise]
    subject_model: ClassVar[type[models.Model] | None] = None
    do_not_call_in_templates = True  # the templates read the class itself

    day = DayField(
        label=_("Fra hvilken dag"), help_text=_("Den første dag, det gælder. Dagen må gerne ligge i fremtiden.")
    )
    reference = PlainText(
        label=_("Grundlag"),
        required=False,
        max_length=200,
        help_text=_("Beslutning, brev eller sagsnummer."),
    )
    note = LongText(label=_("Bemærkning"))

    def __init__(self, acting: Acting, subject: Any, *args: Any, **kwargs: Any) -> None:
        self.subject = subject
        super().__init__(acting, *args, **kwargs)
        self.prepare()
        for name in ("reference", "note"):
            self.fields[name] = self.fields.pop(name)

    def prepare(self) -> None:
        """Set what may be chosen, once acting and subject are known."""

    @property
    def shared(self) -> dict[str, Any]:
        """What every event service takes."""
        return {name: self.cleaned_data[name] for name in ("day", "note", "reference")}

    def record(self) -> RegisterEvent:
        """Call the service; UserError where it refuses."""
        raise NotImplementedError

    def day_given(self) -> date:
        """The day written in the form so far, else today: what may be chosen depends on it."""
        try:
            found = self.fields["day"].clean(self.data.get(self.add_prefix("day")))
        except forms.ValidationError:
            found = None
        return found or self.acting.day


def still_there(day: date) -> Q:
    """Not ended by the day."""
    return Q(ended_on__isnull=True) | Q(ended_on__gt=day)


def kept_organisations(acting: Acting) -> QuerySet[HousingOrganisation]:
    """Organisations whose register the actor keeps, that have not ended."""
    reach = reach_of(acting)
    rows = visible_to(acting, HousingOrganisation).filter(still_there(acting.day))
    return rows if reach.is_everything else rows.filter(seat_municipality__in=reach.municipalities(*KEEPERS))


def kept_divisions(acting: Acting) -> QuerySet[Division]:
    """Divisions whose register the actor keeps: by the owner's seat or by where they lie."""
    reach = reach_of(acting)
    rows = visible_to(acting, Division).filter(still_there(acting.day)).select_related("organisation")
    if reach.is_everything:
        return rows
    keys = reach.municipalities(*KEEPERS)
    return rows.filter(Q(organisation__seat_municipality__in=keys) | Q(location_municipality__in=keys))


class OrganisationSubject(EventForm):
    """An event that happens to one organisation."""

    subject_model = HousingOrganisation
    subject: HousingOrganisation


class NewNumbers(EventForm):
    """Asks for a new number for each division whose number the receiving organisation has already."""

    def numbers_asked(self, moving: list[Division], into: HousingOrganisation | None) -> None:
        """Add a field for each collision; called with what has been chosen so far."""
        self.colliding: list[Division] = []
        taken = taken_numbers(into, self.day_given(), but=moving) if into is not None else set()
        for division in moving:
            if division.lbf_number in taken:
                self.colliding.append(division)
                label = _("Nyt nummer til %(number)s %(name)s (%(owner)s)") % {
                    "number": division.lbf_number,
                    "name": division.name,
                    "owner": division.organisation.name,
                }
                self.fields[f"number_{division.pk}"] = PlainText(
                    label=label,
                    max_length=10,
                    help_text=_("Nummeret er taget i den organisation, afdelingen kommer til."),
                    error_messages={"required": _("Skriv et nyt nummer.")},
                )
            taken.add(division.lbf_number)

    @property
    def numbers(self) -> dict[int, str]:
        """The numbers given anew, by the division's key."""
        return {division.pk: self.cleaned_data[f"number_{division.pk}"].strip() for division in self.colliding}

    def owned(self, organisations: list[HousingOrganisation]) -> list[Division]:
        """The divisions that follow, in the order of their owners."""
        found = []
        for one in organisations:
            for division in divisions_owned(one, self.day_given()):
                division.organisation = one
                found.append(division)
        return found

    def chosen(self, name: str) -> list[Any]:
        """The rows ticked so far."""
        keys = [key for key in self.data.getlist(self.add_prefix(name)) if key.isdigit()] if self.is_bound else []  # type: ignore[attr-defined]
        field: Any = self.fields[name]
        return list(field.queryset.filter(pk__in=keys)) if keys else []


class MergeOrganisations(NewNumbers):
    """Some cease and become part of one that goes on."""

    kind = "sammenlaegning"
    title = _("Organisationer lægges sammen, og den ene fortsætter")
    help = _("De andre ophører, og deres afdelinger følger med.")

    into = forms.ModelChoiceField(label=_("Hvem fortsætter?"), queryset=HousingOrganisation.objects.none())
    ceasing = Several(HousingOrganisation.objects.none(), label=_("Hvem ophører?"))
    new_name = PlainText(
        label=_("Nyt navn"), required=False, max_length=150, help_text=_("Hvis den, der fortsætter, får et nyt navn.")
    )

    def prepare(self) -> None:
        """Those that the register may change; a field for each number that collides."""
        rows = kept_organisations(self.acting)
        for name in ("into", "ceasing"):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        going_on = self.chosen("into")
        self.numbers_asked(self.owned(self.chosen("ceasing")), going_on[0] if going_on else None)

    def clean(self) -> dict[str, Any]:
        """Nobody ceases into itself."""
        cleaned = super().clean() or {}
        if cleaned.get("into") in list(cleaned.get("ceasing") or []):
            self.add_error("ceasing", gettext("Den, der fortsætter, kan ikke også ophøre."))
        return cleaned

    def record(self) -> RegisterEvent:
        """The merger."""
        given = self.cleaned_data
        return history.merge_organisations(
            self.acting,
            ceasing=list(given["ceasing"]),
            into=given["into"],
            new_name=given["new_name"],
            division_numbers=self.numbers,
            **self.shared,
        )


class MergeIntoNew(NewNumbers):
    """All cease, and a new organisation begins."""

    kind = "ny-organisation-af-flere"
    title = _("Organisationer lægges sammen til en ny")
    help = _("De gamle ophører alle, og en ny organisation med eget LBF-nummer begynder.")

    ceasing = Several(HousingOrganisation.objects.none(), label=_("Hvem ophører?"))
    name = PlainText(label=_("Den nye organisations navn"), max_length=150)
    lbf_number = PlainText(label=_("Den nye organisations LBF-nummer"), max_length=10)
    owner_kind = forms.ChoiceField(label=_("Ejerform"), choices=OwnerKind.choices)

    def prepare(self) -> None:
        """Those that the register may change."""
        self.fields["ceasing"].queryset = kept_organisations(self.acting)  # type: ignore[attr-defined]
        self._among(self.owned(self.chosen("ceasing")))

    def _among(self, moving: list[Division]) -> None:
        """Two that cease may have the same number; the first keeps it."""
        self.colliding = []
        seen: set[str] = set()
        for division in moving:
            if division.lbf_number in seen:
                self.colliding.append(division)
                label = _("Nyt nummer til %(number)s %(name)s (%(owner)s)") % {
                    "number": division.lbf_number,
                    "name": division.name,
                    "owner": division.organisation.name,
                }
                self.fields[f"number_{division.pk}"] = PlainText(
                    label=label,
                    max_length=10,
                    help_text=_("To af afdelingerne har samme nummer."),
                    error_messages={"required": _("Skriv et nyt nummer.")},
                )
            seen.add(division.lbf_number)

    def record(self) -> RegisterEvent:
        """The merger into the new one."""
        given = self.cleaned_data
        return history.merge_into_new(
            self.acting,
            ceasing=list(given["ceasing"]),
            lbf_number=given["lbf_number"],
            name=given["name"],
            owner_kind=given["owner_kind"],
            division_numbers=self.numbers,
            **self.shared,
        )


class SplitOrganisation(OrganisationSubject):
    """New organisations take over some of the divisions."""

    kind = "deling"
    title = _("En organisation deles")
    help = _("En eller to nye organisationer overtager nogle af afdelingerne. Den gamle kan fortsætte eller ophøre.")
    parts = (1, 2)

    ceases = forms.BooleanField(label=_("Den gamle organisation ophører"), required=False)

    def prepare(self) -> None:
        """Name, number and divisions of each part."""
        rows = Division.objects.filter(pk__in=[one.pk for one in divisions_owned(self.subject, self.day_given())])
        for part in self.parts:
            first = part == 1
            word = {"which": _("Første nye organisation") if first else _("Anden nye organisation")}
            self.fields[f"name_{part}"] = PlainText(label=_("%(which)s: navn") % word, max_length=150, required=first)
            self.fields[f"lbf_number_{part}"] = PlainText(
                label=_("%(which)s: LBF-nummer") % word, max_length=10, required=first
            )
            self.fields[f"divisions_{part}"] = Several(
                rows, label=_("%(which)s: afdelinger, den overtager") % word, required=first
            )

    def clean(self) -> dict[str, Any]:
        """A part is named whole, or not at all."""
        cleaned = super().clean() or {}
        for part in self.parts[1:]:
            given = [cleaned.get(f"{name}_{part}") for name in ("name", "lbf_number")]
            if any(given) and not all(given):
                self.add_error(f"name_{part}", gettext("Skriv både navn og LBF-nummer, eller ingen af dem."))
        return cleaned

    def record(self) -> RegisterEvent:
        """The split."""
        given = self.cleaned_data
        into = [
            history.SplitPart(given[f"lbf_number_{part}"], given[f"name_{part}"], list(given[f"divisions_{part}"]))
            for part in self.parts
            if given[f"name_{part}"]
        ]
        return history.split_organisation(
            self.acting, organisation=self.subject, into=into, ceases=given["ceases"], **self.shared
        )


class RenameOrganisation(OrganisationSubject):
    """A new name."""

    kind = "navneaendring"
    title = _("En organisation skifter navn")
    help = _("Det gamle navn kan stadig findes. En stavefejl rettes i stedet under «Ret oplysninger».")

    name = PlainText(label=_("Nyt navn"), max_length=150)

    def record(self) -> RegisterEvent:
        """The new name."""
        return history.rename_organisation(
            self.acting, organisation=self.subject, name=self.cleaned_data["name"], **self.shared
        )


class CloseOrganisation(OrganisationSubject):
    """The end of it."""

    kind = "ophoer"
    title = _("En organisation ophører")
    help = _("Afdelingerne skal være flyttet eller ophørt først.")

    def record(self) -> RegisterEvent:
        """The closure."""
        return history.close_organisation(self.acting, organisation=self.subject, **self.shared)


class MoveSeat(OrganisationSubject):
    """Another municipality supervises."""

    kind = "hjemsted"
    title = _("En organisation flytter hjemsted")
    help = _("Den nye hjemstedskommune fører tilsyn fra dagen. Det, der er sket før, bliver hos den gamle.")

    municipality = forms.ModelChoiceField(label=_("Ny hjemstedskommune"), queryset=Municipality.objects.none())

    def prepare(self) -> None:
        """Any other municipality in the register: their names are no secret."""
        rows = Municipality.objects.exclude(pk=self.subject.seat_municipality_id)
        self.fields["municipality"].queryset = rows  # type: ignore[attr-defined]

    def record(self) -> RegisterEvent:
        """The move."""
        return history.move_seat(
            self.acting, organisation=self.subject, municipality=self.cleaned_data["municipality"], **self.shared
        )


class ChangeOwnerKind(OrganisationSubject):
    """Other duties."""

    kind = "ejerform"
    title = _("En organisation skifter ejerform")
    help = _("Ejerformen afgør pligter, rapport og kontoplan fra dagen.")

    owner_kind = forms.ChoiceField(label=_("Ny ejerform"), choices=OwnerKind.choices)

    def record(self) -> RegisterEvent:
        """The change."""
        return history.change_owner_kind(
            self.acting, organisation=self.subject, owner_kind=self.cleaned_data["owner_kind"], **self.shared
        )


class ChangeFiscalYear(OrganisationSubject):
    """Another calendar."""

    kind = "regnskabsaar"
    title = _("En organisation skifter regnskabsår")
    help = _("Frister og runder følger det nye regnskabsår fra dagen.")

    end_month = forms.TypedChoiceField(label=_("Regnskabsåret slutter med udgangen af"), coerce=int)

    def prepare(self) -> None:
        """The months in the language of the page."""
        from styringsdialog.web.templatetags.styring import language

        months = list(enumerate(MONTHS[language()], start=1))
        self.fields["end_month"].choices = months  # type: ignore[attr-defined]

    def record(self) -> RegisterEvent:
        """The change."""
        return history.change_fiscal_year(
            self.acting, organisation=self.subject, end_month=self.cleaned_data["end_month"], **self.shared
        )


ORGANISATION_KINDS: tuple[type[EventForm], ...] = (
    MergeOrganisations,
    MergeIntoNew,
    SplitOrganisation,
    RenameOrganisation,
    MoveSeat,
    ChangeOwnerKind,
    ChangeFiscalYear,
    CloseOrganisation,
)
