"""The help page."""

from django.views.generic import TemplateView

from styringsdialog.web.mixins import SignedIn


class GuideView(SignedIn, TemplateView):
    """A short guide, the same for every role."""

    template_name = "guide/guide.html"
