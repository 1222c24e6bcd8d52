"""The form a file is handed in with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import visible_to
from styringsdialog.register.models import HousingOrganisation
from styringsdialog.submissions.models import UploadKind
from styringsdialog.submissions.policies import can_upload

EARLIER_YEARS = 8


class UploadForm(forms.Form):
    """A file and what it is. The organisation is asked for only where the page does not say it."""

    kind = forms.ChoiceField(label=_("Hvad er det for en fil?"), choices=UploadKind.choices, widget=forms.RadioSelect)
    organisation = forms.ModelChoiceField(
        label=_("Boligorganisation"),
        queryset=HousingOrganisation.objects.none(),
        required=False,
        empty_label=_("Står i filen"),
        help_text=_("Et regneark fra os siger selv, hvem det er fra. En regnskabsfil gør ikke."),
    )
    dialogue_year = forms.TypedChoiceField(
        label=_("Styringsår"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Kun for regnskabsfiler: året efter det, regnskabet slutter i."),
    )
    file = forms.FileField(label=_("Fil"), help_text=_("Regneark (.xlsx) eller, for regnskabsfiler, også .csv."))

    def __init__(self, acting: Acting, organisation: HousingOrganisation | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = UploadKind.PACKAGE
        years = [(year, str(year)) for year in range(acting.day.year + 1, acting.day.year - EARLIER_YEARS, -1)]
        self.fields["dialogue_year"].choices = [("", _("Det senest afsluttede")), *years]  # type: ignore[attr-defined]
        if organisation is not None:
            del self.fields["organisation"]
            return
        seen = visible_to(acting, HousingOrganisation).prefetch_related("divisions")
        allowed = [owner.pk for owner in seen if can_upload(acting, owner)]
        self.fields["organisation"].queryset = HousingOrganisation.objects.filter(pk__in=allowed)  # type: ignore[attr-defined]
