"""What people say about the machine's points: judgements, notes, and the peers they chose to compare with."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.access import AccessClass
from styringsdialog.core.models import Classified

from .runs import AboutMatter, Finding


class Verdict(models.TextChoices):
    """What a person decides about a point («vurdering»)."""

    AGREE = "agree", _("Enig")
    OVERRULE = "overrule", _("Underkendt")
    ASK = "ask", _("Spørg boligorganisationen")
    MEETING = "meeting", _("Tages op på mødet")


class JudgementState(models.TextChoices):
    """Only one judgement of a matter is current; the others are kept as they were."""

    PROPOSED = "proposed", _("Foreslået")
    CURRENT = "current", _("Gældende")
    REPLACED = "replaced", _("Afløst")
    WITHDRAWN = "withdrawn", _("Fortrudt")
    DECLINED = "declined", _("Forslag ikke fulgt")


class BriefChoice(models.TextChoices):
    """What was chosen for the brief about a matter; empty where nobody had chosen."""

    IN = "in", _("Med")
    OUT = "out", _("Ikke med")


class Judgement(AboutMatter):
    """A person's word on a point. An adviser's is a proposal until a case worker adopts it. Internal.

    `finding` is the machine's remark that was judged: a later run may say something else, and then the page says so.
    """

    finding = models.ForeignKey(
        Finding, verbose_name=_("Opmærksomhedspunkt"), on_delete=models.PROTECT, related_name="judgements"
    )
    verdict = models.CharField(_("Vurdering"), max_length=10, choices=Verdict.choices)
    reason = models.TextField(_("Begrundelse"), blank=True)  # required to overrule
    asked = models.TextField(_("Spørgsmål"), blank=True)  # what verdict ASK puts in the letter
    state = models.CharField(
        _("Tilstand"), max_length=10, choices=JudgementState.choices, default=JudgementState.CURRENT
    )
    adopted_from = models.ForeignKey(  # the proposal that a case worker took over, changed or not
        "self",
        verbose_name=_("Efter forslag"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="adopted_as",
    )
    batch = models.UUIDField(
        _("Handling"), db_index=True
    )  # several judged in one go share it; undo takes it back whole
    replaced_by = models.ForeignKey(  # so that taking the newer one back brings this one back
        "self",
        verbose_name=_("Afløst af"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaces",
    )
    # Whether the point was in the brief: just before this judgement, and as it was before any judgement moved it.
    brief_before = models.CharField(_("I oplægget før"), max_length=3, choices=BriefChoice.choices, blank=True)
    brief_base = models.CharField(_("I oplægget uden vurdering"), max_length=3, choices=BriefChoice.choices, blank=True)
    day = models.DateField(_("Vurderet pr."))
    created_at = models.DateTimeField(_("Vurderet"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Vurderet af"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("vurdering")
        verbose_name_plural = _("vurderinger")
        ordering = ["package", "rule", "subject_key", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "municipality", "rule", "subject_kind", "subject_key"],
                condition=Q(state="current"),
                name="reviews_judgement_one_current",
            )
        ]
        indexes = [models.Index(fields=["package", "municipality", "state"], name="reviews_judgement_package")]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.rule} {self.subject_key}"


class PointNote(AboutMatter, Classified):
    """The municipality's own words on a matter."""

    access_class = models.CharField(
        _("Adgang"), max_length=10, choices=AccessClass.choices, default=AccessClass.INTERNAL
    )
    text = models.TextField(_("Notat"))
    withdrawn_at = models.DateTimeField(_("Taget tilbage"), null=True, blank=True)  # then nobody reads it
    day = models.DateField(_("Dato"))
    created_at = models.DateTimeField(_("Skrevet"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Skrevet af"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("notat")
        verbose_name_plural = _("notater")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["package", "rule"], name="reviews_note_package")]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject_key}, {self.day:%d-%m-%Y}"


class PeerChoice(AboutMatter):
    """Which peers («tvillinger») stand beside a point, chosen how, with the values as they were on the day."""

    criteria = models.JSONField(_("Udvalgt efter"))  # figures, weights, region, form: as analysis.peers took them
    peers = models.JSONField(_("Tvillinger"))  # [{"lbf_number", "name", "distance", "values": {figure: value}}]
    day = models.DateField(_("Dato"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Valgt af"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("valg af tvillinger")
        verbose_name_plural = _("valg af tvillinger")
        ordering = ["package", "rule", "subject_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "municipality", "rule", "subject_kind", "subject_key"],
                name="reviews_peer_choice_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject_key}"
