"""Objects of the logs in the small made-up world: readings, messages, texts and choices of both municipalities."""

from datetime import date

from styringsdialog.core.acting import Acting
from styringsdialog.notices.models import NoticeChoice, NoticeTemplate
from styringsdialog.notices.services import Recipient, notify
from styringsdialog.trail.services import record_reading

DAY = date(2026, 9, 1)


def make_logs(world) -> None:
    """In each municipality: a message to a user and one to an outsider, a text, a choice and a reading."""
    for key in ("a", "b"):
        place, worker = world.places[key], world.users[f"case_worker-{key}"]
        to = [Recipient.of(worker), Recipient("Revisor", f"revisor-{key}@example.org")]
        told = {"organisation": "Åen", "dialogue_year": 2026}
        notify(Acting(None, DAY, place), kind="brief_shared", to=to, link="/", **told)
        NoticeTemplate.objects.create(
            municipality_code=place.code, kind="brief_shared", language="da", subject="Emne", body="Tekst"
        )
        NoticeChoice.objects.create(user=worker, delivery="digest")
        record_reading(Acting(worker, DAY, place), world.owners[f"{key}1"], "internal")
    stranger = Recipient.of(world.users["both"])
    notify(Acting(None, DAY), kind="upload_state", to=[stranger], link="/", file="a.xlsx", state="modtaget")
