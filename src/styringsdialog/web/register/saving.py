"""Form pages whose form a service takes: a refusal is told above the form, success on the page one comes to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from styringsdialog.core.errors import UserError
from styringsdialog.web.mixins import SignedIn, said


class SavingPage(SignedIn, FormView):
    """Fill in, save, go on. `prepare` finds the thing (404) and asks whether it may be changed (403)."""

    template_name = "register/form.html"
    heading: str | Promise = ""
    lead: str | Promise = ""
    button: str | Promise = _("Gem")
    done: str | Promise = _("Gemt.")

    def prepare(self) -> None:
        """Find what the page is about; 404 and 403 come from here."""
        raise NotImplementedError

    def save(self, form: Any) -> str:
        """Call the service; the address to go on to. UserError is told above the form."""
        raise NotImplementedError

    def back(self) -> str:
        """Where «Fortryd» leads."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The thing first."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.prepare()
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Save, or tell why not."""
        try:
            address = self.save(form)
        except UserError as refusal:
            form.add_error(None, said(refusal))
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return redirect(address)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Who acts."""
        return {**super().get_form_kwargs(), "acting": self.acting}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Heading, lead and the way back."""
        return super().get_context_data(
            heading=self.heading, lead=self.lead, button=self.button, back=self.back(), **kwargs
        )
