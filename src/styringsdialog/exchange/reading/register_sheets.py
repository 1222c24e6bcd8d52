"""The sheets of the register's workbook: headings, kinds of columns, and what may be chosen."""

from __future__ import annotations

from collections.abc import Mapping

from styringsdialog.rulebook.edition import Column, Sheet
from styringsdialog.rulebook.facts import OwnerKind
from styringsdialog.wording.messages import sentence

GUIDE, MUNICIPALITY_LABEL = "Vejledning", "Kommunekode"
MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip

Scale = Mapping[str, Mapping[str, str]]


def _scale(**labels: str) -> Scale:
    return {key: {"da": label} for key, label in labels.items()}


SCALES: Mapping[str, Scale] = {
    "owner_kind": {kind.value: {"da": sentence(f"owner_kind.{kind.value}", part="title")} for kind in OwnerKind},
    "month": {str(number): {"da": name} for number, name in enumerate(MONTHS, 1)},
    "building_form": _scale(etage="Etagebyggeri", taet_lav="Tæt-lavt byggeri", blandet="Blandet byggeri"),
    "yes_no": _scale(yes="Ja", no="Nej"),
    "function": _scale(
        director="Direktør",
        chair="Formand for bestyrelsen",
        dialogue="Kontakt for styringsdialogen",
        finance="Økonomi",
        letting="Udlejning",
        operations="Drift",
        auditor="Revisor",
        other="Andet",
    ),
    "organisation_event": _scale(
        renamed="Navneændring",
        merged="Sammenlægning",
        closed="Ophør",
        seat_moved="Hjemsted flyttet",
        kind_changed="Ændret ejerform",
        fiscal_year_changed="Ændret regnskabsår",
    ),
    "division_event": _scale(
        renamed="Navneændring",
        merged="Sammenlægning",
        closed="Ophør",
        moved="Anden ejer",
        area_moved="Andet boligområde",
    ),
    "place_event": _scale(renamed="Navneændring", merged="Sammenlægning", closed="Ophør"),
}


def _events(scale: str, into: str, into_kind: str) -> tuple[Column, ...]:
    """The columns that make a change of the row an event of a day."""
    return (
        Column("event", "Hændelse", "choice", scale=scale, width=22),
        Column("event_day", "Dato for hændelsen", "day", width=18),
        Column("event_into", into, into_kind, width=24),
        Column("event_note", "Bemærkning til hændelsen", "text", width=36),
    )


def _sheet(name: str, title: str, lead: str, *columns: Column) -> Sheet:
    return Sheet(name, title, lead, columns)


NUMBER = "organisation_number"
HOLDS = (
    Column("valid_from", "Gælder fra", "day", needed=True, width=14),
    Column("valid_until", "Gælder til (ikke med)", "day", width=20),
)
TARGET = (
    Column("organisation", "Boligorganisation (LBF-nummer)", NUMBER, width=20),
    Column("area", "Boligområde", "text", width=24),
    Column("division_owner", "Afdelingens ejer (LBF-nummer)", NUMBER, width=20),
    Column("division", "Afdelingsnummer", "division_number", width=16),
)
_ALL = (
    _sheet(
        "units",
        "Forvaltninger",
        "Kommunens forvaltninger og centre. Et nyt navn fra en bestemt dag skrives som hændelse.",
        Column("name", "Navn", "text", needed=True, width=36),
        Column("topic", "Ansvar", "text", width=48),
        *HOLDS,
        Column("new_name", "Nyt navn", "text", width=30),
        *_events("place_event", "Fortsætter i (navn)", "text"),
    ),
    _sheet(
        "areas",
        "Boligområder",
        "Kommunens boligområder. Et nyt navn fra en bestemt dag skrives som hændelse.",
        Column("name", "Navn", "text", needed=True, width=36),
        Column("began_on", "Oprettet", "day", width=14),
        Column("new_name", "Nyt navn", "text", width=30),
        *_events("place_event", "Fortsætter i (navn)", "text"),
    ),
    _sheet(
        "organisations",
        "Boligorganisationer",
        "En ændring uden hændelse er en rettelse; med hændelse og dato gælder den fra dagen.",
        Column("lbf_number", "LBF-nummer", NUMBER, needed=True, width=14),
        Column("name", "Navn", "text", needed=True, width=40),
        Column("owner_kind", "Ejerform", "choice", scale="owner_kind", needed=True, width=40),
        Column("cvr", "CVR-nummer", "text", width=14),
        Column("seat", "Hjemstedskommune (kode)", "municipality", width=16),
        Column("month", "Regnskabsåret slutter i", "choice", scale="month", needed=True, width=18),
        Column("began_on", "Oprettet", "day", width=14),
        *_events("organisation_event", "Fortsætter i (LBF-nummer)", NUMBER),
    ),
    _sheet(
        "divisions",
        "Afdelinger",
        "En ændring uden hændelse er en rettelse. Ny ejer skrives som hændelsen «Anden ejer».",
        Column("organisation", "Ejer (LBF-nummer)", NUMBER, needed=True, width=14),
        Column("lbf_number", "Afdelingsnummer", "division_number", needed=True, width=16),
        Column("name", "Navn", "text", needed=True, width=36),
        Column("location", "Beliggenhedskommune (kode)", "municipality", width=18),
        Column("area", "Boligområde", "text", width=26),
        Column("address", "Adresse", "text", width=36),
        Column("building_form", "Byggeform", "choice", scale="building_form", width=20),
        Column("build_year", "Opførelsesår", "year", width=14),
        Column("began_on", "Oprettet", "day", width=14),
        *_events("division_event", "Ny ejer (LBF-nummer) eller fortsætter i (afdelingsnummer)", "text"),
        Column("event_number", "Nyt afdelingsnummer hos ejeren", "division_number", width=18),
    ),
    _sheet(
        "topics",
        "Emner",
        "Hvad samarbejdsfladerne handler om.",
        Column("key", "Nøgle", "text", needed=True, width=26),
        Column("name", "Navn", "text", needed=True, width=40),
        Column("name_en", "Navn på engelsk", "text", width=40),
        Column("legal_basis", "Grundlag", "text", width=40),
        Column("position", "Rækkefølge", "count", width=12),
        Column("is_used", "Bruges", "yes_no", width=10),
    ),
    _sheet(
        "surfaces",
        "Samarbejdsflader",
        "Emne, forvaltning og ansvarlig. Uden organisation, område eller afdeling gælder fladen for alle.",
        Column("topic", "Emne (nøgle)", "text", needed=True, width=26),
        Column("unit", "Forvaltning", "text", needed=True, width=30),
        *TARGET,
        *HOLDS,
        Column("responsible", "Ansvarlig", "text", width=28),
        Column("note", "Bemærkning", "long_text", width=40),
    ),
    _sheet(
        "contacts",
        "Kontaktpersoner",
        "Hvem der skrives til, hos en boligorganisation eller i en forvaltning. Kun arbejdsoplysninger.",
        Column("organisation", "Boligorganisation (LBF-nummer)", NUMBER, width=20),
        Column("unit", "Forvaltning", "text", width=30),
        Column("function", "Funktion", "choice", scale="function", needed=True, width=28),
        Column("name", "Navn", "text", needed=True, width=30),
        Column("title", "Stilling", "text", width=26),
        Column("email", "E-mail", "text", width=32),
        Column("phone", "Telefon", "text", width=16),
        *HOLDS,
    ),
    _sheet(
        "agreements",
        "Administrationsaftaler",
        "Hvem der administrerer hvem. Administratoren kan være en virksomhed uden for registret.",
        Column("organisation", "Administreret (LBF-nummer)", NUMBER, needed=True, width=20),
        Column("administrator", "Administrator (LBF-nummer)", NUMBER, width=20),
        Column("administrator_name", "Administrator uden for registret", "text", width=36),
        *HOLDS,
    ),
    _sheet(
        "history",
        "Historik",
        "Hvordan det var, og hvad der skete. Arket læses ikke: nye hændelser skrives på de andre ark.",
        Column("kind", "Hvad", "text", known=True, width=20),
        Column("number", "Nummer", "text", known=True, width=14),
        Column("name", "Navn", "text", known=True, width=40),
        Column("valid_from", "Gælder fra", "day", known=True, width=14),
        Column("valid_until", "Gælder til (ikke med)", "day", known=True, width=20),
        Column("told", "Oplysninger", "long_text", known=True, width=60),
        Column("event", "Hændelse", "text", known=True, width=30),
    ),
)  # fmt: skip
SHEETS: Mapping[str, Sheet] = {sheet.name: sheet for sheet in _ALL}
