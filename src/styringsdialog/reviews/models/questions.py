"""Questions to the organisation or its auditor: a letter with one link, its questions, and the answers to them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.models import Classified
from styringsdialog.files.models import StoredFile
from styringsdialog.register.models import Municipality
from styringsdialog.submissions.models import DocumentationPackage

from .desk import Judgement


class Addressee(models.TextChoices):
    """Who is asked."""

    ORGANISATION = "organisation", _("Boligorganisationen")
    AUDITOR = "auditor", _("Revisor")


class LetterState(models.TextChoices):
    DRAFT = "draft", _("Udkast")
    SENT = "sent", _("Sendt")
    ANSWERED = "answered", _("Besvaret")
    WITHDRAWN = "withdrawn", _("Trukket tilbage")


class LetterWay(models.TextChoices):
    """How it went out."""

    MAIL = "mail", _("Mail med link")
    PDF = "pdf", _("PDF, sendt uden for systemet")


class QuestionLetter(Classified):
    """Questions about a package that go out together («spørgebrev»). Who has the link answers without a sign-in."""

    package = models.ForeignKey(
        DocumentationPackage, verbose_name=_("Pakke"), on_delete=models.PROTECT, related_name="question_letters"
    )
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="question_letters"
    )
    addressee = models.CharField(_("Til"), max_length=14, choices=Addressee.choices)
    recipient_name = models.CharField(_("Modtagerens navn"), max_length=150, blank=True)
    recipient_email = models.EmailField(_("Modtagerens e-mail"), blank=True)
    language = models.CharField(_("Sprog"), max_length=2, choices=[("da", "Dansk"), ("en", "English")], default="da")
    introduction = models.TextField(_("Indledning"), blank=True)
    due_on = models.DateField(_("Svar ønskes senest"), null=True, blank=True)
    state = models.CharField(_("Tilstand"), max_length=10, choices=LetterState.choices, default=LetterState.DRAFT)
    way = models.CharField(_("Sendt som"), max_length=4, choices=LetterWay.choices, blank=True)
    token_digest = models.CharField(_("Linkets kontrolsum"), max_length=64, blank=True, db_index=True)
    link_expires_on = models.DateField(_("Linket gælder til og med"), null=True, blank=True)
    pdf = models.ForeignKey(
        StoredFile, verbose_name=_("PDF"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The letter's version that a PDF was ordered of, and the one it was made of: behind each other while it is made.
    pdf_ordered = models.PositiveIntegerField(_("PDF bestilt af version"), default=0)
    pdf_version = models.PositiveIntegerField(_("PDF lavet af version"), default=0)
    pdf_error = models.CharField(_("Fejl i PDF"), max_length=200, blank=True)
    sent_on = models.DateField(_("Sendt"), null=True, blank=True)
    reminded_on = models.DateField(_("Senest rykket"), null=True, blank=True)
    version = models.PositiveIntegerField(_("Version"), default=1)
    created_at = models.DateTimeField(_("Oprettet"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Oprettet af"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("spørgebrev")
        verbose_name_plural = _("spørgebreve")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["municipality", "state"], name="reviews_letter_place")]

    def __str__(self) -> str:
        return f"{self.get_addressee_display()}, {self.package}"


class Question(models.Model):
    """One question of a letter; about a point where `rule` is set, else about the package as a whole."""

    letter = models.ForeignKey(
        QuestionLetter, verbose_name=_("Spørgebrev"), on_delete=models.CASCADE, related_name="questions"
    )
    judgement = models.ForeignKey(  # that asked; taking it back takes the question out of a letter not yet sent
        Judgement,
        verbose_name=_("Vurdering"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="questions",
    )
    position = models.PositiveSmallIntegerField(_("Rækkefølge"), default=0)
    rule = models.CharField(_("Regel"), max_length=20, blank=True)
    subject_kind = models.CharField(_("Genstandens art"), max_length=16, blank=True)
    subject_key = models.CharField(_("LBF-nummer"), max_length=20, blank=True)
    subject_name = models.CharField(_("Navn"), max_length=150, blank=True)
    text = models.TextField(_("Spørgsmål"))

    class Meta:
        verbose_name = _("spørgsmål")
        verbose_name_plural = _("spørgsmål")
        ordering = ["letter", "position", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class AnswerWay(models.TextChoices):
    """How an answer came."""

    PAGE = "page", _("Skrevet på siden")
    LINK = "link", _("Skrevet via linket")
    UPLOAD = "upload", _("Lagt op som fil")
    ON_BEHALF = "on_behalf", _("Skrevet ind af kommunen")


class Answer(Classified):
    """An answer as given; a later one stands beside it. Entered on their behalf: from which letter, by whom.

    A draft is what somebody saved and has not handed in: the municipality does not read it.
    """

    question = models.ForeignKey(
        Question, verbose_name=_("Spørgsmål"), on_delete=models.PROTECT, related_name="answers"
    )
    text = models.TextField(_("Svar"), blank=True)
    file = models.ForeignKey(
        StoredFile, verbose_name=_("Fil"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    way = models.CharField(_("Kom som"), max_length=10, choices=AnswerWay.choices)
    given_by = models.CharField(_("Svaret af"), max_length=150)
    source = models.CharField(_("Taget fra"), max_length=200, blank=True)  # «brev af 3. maj 2026»
    is_draft = models.BooleanField(_("Kladde"), default=False)
    received_on = models.DateField(_("Modtaget"))
    created_at = models.DateTimeField(_("Skrevet ind"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Skrevet ind af"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("svar")
        verbose_name_plural = _("svar")
        ordering = ["question", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question"], condition=models.Q(is_draft=True), name="reviews_answer_one_draft"
            )
        ]

    def __str__(self) -> str:
        return f"{self.given_by}, {self.received_on:%d-%m-%Y}"
