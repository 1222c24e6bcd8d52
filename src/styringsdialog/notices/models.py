"""Messages to people: the texts a municipality has made its own, what was sent to whom, and how somebody wants it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LANGUAGES = [("da", "Dansk"), ("en", "English")]


class NoticeState(models.TextChoices):
    """How far a message has come."""

    WAITING = "waiting", _("Venter på at blive sendt")
    DIGEST = "digest", _("Kommer med i dagens samlede mail")
    SENT = "sent", _("Sendt")
    FAILED = "failed", _("Kunne ikke sendes, prøves igen")
    GIVEN_UP = "given_up", _("Opgivet")


class Delivery(models.TextChoices):
    """When a person wants their messages."""

    AT_ONCE = "at_once", _("Med det samme")
    DIGEST = "digest", _("Samlet én gang om dagen")


class NoticeTemplate(models.Model):
    """A municipality's own text for one kind of message in one language; without a row the text of the code holds."""

    municipality_code = models.CharField(_("Kommunekode"), max_length=4)
    kind = models.CharField(_("Art"), max_length=40)
    language = models.CharField(_("Sprog"), max_length=2, choices=LANGUAGES)
    subject = models.CharField(_("Emne"), max_length=200)
    body = models.TextField(_("Tekst"), max_length=5000)
    version = models.PositiveIntegerField(_("Version"), default=1)

    class Meta:
        verbose_name = _("beskedskabelon")
        verbose_name_plural = _("beskedskabeloner")
        ordering = ["municipality_code", "kind", "language"]
        constraints = [
            models.UniqueConstraint(fields=["municipality_code", "kind", "language"], name="notices_template_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language})"


class Notice(models.Model):
    """One message to one person: the text as it was sent, and what became of it. `key` keeps a reminder to one."""

    kind = models.CharField(_("Art"), max_length=40)
    municipality_code = models.CharField(_("Kommunekode"), max_length=4, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Bruger"), null=True, on_delete=models.PROTECT, related_name="notices"
    )
    to_name = models.CharField(_("Modtager"), max_length=150, blank=True)
    to_email = models.EmailField(_("E-mail"))
    language = models.CharField(_("Sprog"), max_length=2, choices=LANGUAGES, default="da")
    subject = models.CharField(_("Emne"), max_length=250)
    body = models.TextField(_("Tekst"))
    link = models.CharField(_("Linket"), max_length=500, blank=True)
    object_type = models.CharField(_("Genstandens art"), max_length=80, blank=True)
    object_id = models.CharField(_("Genstandens nummer"), max_length=40, blank=True)
    object_text = models.CharField(_("Genstand"), max_length=250, blank=True)
    attachments = models.ManyToManyField("files.StoredFile", verbose_name=_("Bilag"), related_name="+")
    state = models.CharField(_("Tilstand"), max_length=10, choices=NoticeState.choices, default=NoticeState.WAITING)
    key = models.CharField(_("Nøgle"), max_length=250, unique=True)
    # The collected mail that this message went out with.
    in_digest = models.ForeignKey(
        "self", verbose_name=_("Samlet mail"), null=True, on_delete=models.PROTECT, related_name="collected"
    )
    attempts = models.PositiveSmallIntegerField(_("Forsøg"), default=0)
    # Attempts that began and of which nobody knows how they ended: the process died in between.
    unfinished = models.PositiveSmallIntegerField(_("Afbrudte forsøg"), default=0)
    next_try_at = models.DateTimeField(_("Prøves næste gang"), null=True)
    tried_since = models.DateTimeField(_("Prøves siden"), auto_now_add=True)  # given up five days after this
    sent_at = models.DateTimeField(_("Sendt"), null=True)
    error = models.CharField(_("Fejl"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("Oprettet"), auto_now_add=True)

    class Meta:
        verbose_name = _("besked")
        verbose_name_plural = _("beskeder")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["municipality_code", "-id"], name="notices_log"),
            models.Index(fields=["state", "next_try_at"], name="notices_due"),
            models.Index(fields=["object_type", "object_id"], name="notices_object"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.to_name or self.to_email})"


class NoticeChoice(models.Model):
    """When a person wants their messages; without a row at once."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("Bruger"), on_delete=models.CASCADE, related_name="notice_choice"
    )
    delivery = models.CharField(
        _("Hvornår vil du have beskeder?"), max_length=10, choices=Delivery.choices, default=Delivery.AT_ONCE
    )

    class Meta:
        verbose_name = _("beskedvalg")
        verbose_name_plural = _("beskedvalg")
        ordering = ["user"]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_delivery_display()}"
