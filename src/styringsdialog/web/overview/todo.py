"""What waits for this user, in sentences with the reason; the most pressing first."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from styringsdialog.core.acting import Acting
from styringsdialog.submissions.models import Upload, UploadState
from styringsdialog.submissions.policies import can_upload
from styringsdialog.web.templatetags.styring import day as spelled_day

from .desk_tasks import Task, desk_tasks
from .rounds import Round, Stage

MOST = 7


def tasks(acting: Acting, rounds: Sequence[Round]) -> list[Task]:
    """At most seven: more than that is a list, and the list stands below."""
    order = (Stage.BRIEFED, Stage.UNDERWAY, Stage.RECEIVED, Stage.REVIEWED, Stage.PAST_DUE)
    found = sorted((one for one in rounds if one.stage in order), key=lambda one: order.index(one.stage))
    written = [task for one in found if (task := _task(acting, one)) is not None]
    beside = [_about_file(one, upload) for one in rounds for upload in one.other_uploads]
    return [*desk_tasks(acting), *written, *beside][:MOST]


def _task(acting: Acting, one: Round) -> Task | None:
    if one.stage is Stage.UNDERWAY and one.upload is not None:
        return _about_file(one, one.upload)
    if one.stage is Stage.BRIEFED and one.brief is not None and one.package is None:
        return _to_read(one)
    if one.stage is Stage.PAST_DUE:
        return _missing(acting, one)
    if one.stage is Stage.REVIEWED and one.to_look_at and one.package is not None:
        return _to_review(one)
    return None


def _about_file(one: Round, upload: Upload) -> Task:
    name = {"name": one.organisation.name}
    texts = {
        UploadState.RECEIVED: gettext("Filen fra %(name)s bliver læst") % name,
        UploadState.UNREADABLE: gettext("Læg en ny fil op for %(name)s") % name,
        UploadState.SENT_BACK: gettext("Få rettet filen fra %(name)s") % name,
        UploadState.TO_MAP: gettext("Bekræft kontiene i filen fra %(name)s") % name,
        UploadState.PREVIEWED: gettext("Tag filen fra %(name)s ind") % name,
    }
    reasons = {
        UploadState.RECEIVED: gettext("Den kommer frem her, når den er læst."),
        UploadState.UNREADABLE: gettext("Filen kunne ikke læses. Intet er ændret."),
        UploadState.SENT_BACK: ngettext(
            "Ét felt skal rettes, før den kan tages ind.",
            "%(count)s felter skal rettes, før den kan tages ind.",
            len(upload.problems),
        )
        % {"count": len(upload.problems)},
        UploadState.TO_MAP: gettext("Nogle konti i filen skal kendes igen, før tallene kan bruges."),
        UploadState.PREVIEWED: gettext("Den er læst uden fejl. Se, hvad der ændres, og tag den ind."),
    }
    state = UploadState(upload.state)
    return Task(reverse("upload", args=[upload.pk]), texts[state], reasons[state])


def _to_review(one: Round) -> Task:
    text = ngettext("Gennemgå ét punkt om %(name)s", "Gennemgå %(count)s punkter om %(name)s", one.to_look_at) % {
        "count": one.to_look_at,
        "name": one.organisation.name,
    }
    breaches = one.counts.get("possible_breach", 0)
    reason = ngettext("Ét af dem er et muligt regelbrud.", "%(count)s af dem er mulige regelbrud.", breaches) % {
        "count": breaches
    }
    if one.judged:
        reason = gettext("%(judged)s af %(total)s er vurderet.") % {"judged": one.judged, "total": one.to_judge}
    elif not breaches:
        reason = gettext("Ingen mulige regelbrud. Dialogoplægget er ikke lavet endnu.")
    return Task(reverse("points", args=[one.package.pk]), text, reason)  # type: ignore[union-attr]


def _to_read(one: Round) -> Task:
    """For those who read the papers of a meeting and not the package."""
    text = gettext("Læs dialogoplægget om %(name)s") % {"name": one.organisation.name}
    reason = gettext("Det er lavet %(day)s.") % {"day": spelled_day(one.brief.created_at)}  # type: ignore[union-attr]
    return Task(reverse("brief", args=[one.brief.pk]), text, reason)  # type: ignore[union-attr]


def _missing(acting: Acting, one: Round) -> Task | None:
    if one.due is None or not can_upload(acting, one.organisation):
        return None
    text = gettext("Pakken fra %(name)s mangler") % {"name": one.organisation.name}
    reason = gettext("Regnskabet skulle være afleveret %(day)s.") % {"day": spelled_day(one.due.day)}
    return Task(reverse("organisation", args=[one.organisation.lbf_number]), text, reason)
