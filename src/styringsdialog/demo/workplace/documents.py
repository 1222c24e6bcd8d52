"""Documents on the demo's cases in each access class, one of them locked; a case number; a request for access."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from docx import Document

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.files.models import Attachment, RequesterKind
from styringsdialog.processes.access_requests import open_access_request
from styringsdialog.processes.attachments import attach_file
from styringsdialog.processes.quarantine import search_file
from styringsdialog.register.file_services import number_case

from .cast import Cast

# Somebody born on 31 December 2057: written as a CPR number is, and borne by nobody.
NOBODYS_NUMBER = "311257-6999"


def hang_documents(cast: Cast) -> None:
    """On Elmelund's package of the year, on the organisation, and on one of its divisions; and somebody asks to see
    what is on the package."""
    package = cast.package("9101")
    _hang_on_package(cast, package)
    _hang_beside_package(cast)
    open_access_request(
        cast.acting("koordinator", 2),
        thing=package,
        received_on=cast.ago(3),
        requester_kind=RequesterKind.PRESS,
        reference="Mail fra Egekær Dagblad om effektivitet i Elmelunds afdelinger",
    )


def _hang_on_package(cast: Cast, package: models.Model) -> None:
    """The municipality's note, the board's letter, and one with a CPR number, which is locked."""
    worker = cast.acting("sagsbehandler", 31)
    number_case(worker, thing=package, case_number="26/014217", kle_code="03.11.00", kle_facet="G01")
    _attach(
        worker,
        package,
        "Referat af forberedende møde",
        "Vi gennemgik pakken og fordelte punkterne mellem os.",
        "Notatet er internt.",
        access_class=AccessClass.INTERNAL,
        from_whom="Center for By og Bolig",
    )
    _attach(
        cast.acting("udfylder", 40),
        package,
        "Bestyrelsens følgebrev",
        "Bestyrelsen har godkendt regnskabet og peger på to afdelinger, hvor driften skal bringes ned.",
        from_whom="Almene Boliger Elmelund",
    )
    _attach(
        cast.acting("sagsbehandler", 14),
        package,
        "Bilag til klage over forbrugsregnskab",
        f"Klager har oplyst sit personnummer: {NOBODYS_NUMBER}.",
        access_class=AccessClass.PERSONAL,
        from_whom="En lejer",
    )


def _hang_beside_package(cast: Cast) -> None:
    """What belongs to no single year."""
    _attach(
        cast.acting("koordinator", 90),
        cast.organisation("9101"),
        "Aftale om boligsocial anvisning 2025-2028",
        "Kommunen kan anvise til hver fjerde ledige familiebolig i de aftalte afdelinger.",
        access_class=AccessClass.PUBLIC,
    )
    _attach(
        cast.acting("koordinator", 60),
        cast.division("9101", "011"),
        "Henvendelse fra afdelingsbestyrelsen",
        "Formanden er utilfreds med, at underskuddet ikke bliver afviklet.",
        access_class=AccessClass.PERSONAL,
        from_whom="Afdelingsbestyrelsen",
    )


def _attach(acting: Acting, thing: models.Model, title: str, *paragraphs: str, **told: Any) -> Attachment:
    """A document of a few lines, hung on the case and searched at once, as the worker would do it a moment later."""
    content = ContentFile(_document(title, paragraphs))
    attachment = attach_file(acting, thing=thing, file=content, name=f"{title}.docx", title=title, **told)
    search_file.func(file_id=attachment.file_id)
    attachment.refresh_from_db()
    return attachment


def _document(title: str, paragraphs: tuple[str, ...]) -> bytes:
    document = Document()
    document.add_heading(title, level=1)
    document.add_paragraph("Fiktivt dokument fra demoen.")
    for text in paragraphs:
        document.add_paragraph(text)
    target = BytesIO()
    document.save(target)
    return target.getvalue()
