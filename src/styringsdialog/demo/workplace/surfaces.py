"""Who looks after which collaboration surface in the demo, and whom to write to; one surface has nobody, on purpose."""

from __future__ import annotations

from datetime import date

from styringsdialog.register.models import CollaborationSurface, ContactFunction, SurfaceTopic
from styringsdialog.register.surfaces import add_contact, hand_over_surface, open_surface, start_catalogue

from .cast import SOENDERLYNG, Cast

SINCE = date(2020, 1, 1)
DIALOGUE, ELDERLY, SOCIAL = "Center for By og Bolig", "Center for Ældre og Sundhed", "Center for Social Indsats"

# Topic: the unit that looks after it, and the responsible person's title. Nobody looks after safety («Tryghed»), and
# the page on surfaces is to say so.
OF_EGEKAER = {
    "allocation-elderly": (ELDERLY, "Boligvisitator"),
    "allocation-disability": ("Center for Handicap og Psykiatri", "Boligkonsulent"),
    "allocation-youth": ("Borgerservice", "Anvisningsmedarbejder"),
    "allocation-decision": ("Borgerservice", "Anvisningsmedarbejder"),
    "allocation-agreement": (SOCIAL, "Boligsocial koordinator"),
    "flexible-letting": ("Borgerservice", "Anvisningsmedarbejder"),
    "physical-plan": ("Center for Plan og Miljø", "Planlægger"),
    "social-plan": (SOCIAL, "Boligsocial koordinator"),
    "development-plan": ("Center for Plan og Miljø", "Planlægger"),
    "building-support": ("Økonomi og Analyse", "Støttesagsbehandler"),
    "supervision": (DIALOGUE, "Tilsynsmedarbejder"),
    "renovation": (DIALOGUE, "Byggesagkyndig"),
}
GAP = "safety"
OF_SOENDERLYNG = {
    "supervision": ("By og Erhverv", "Tilsynsmedarbejder"),
    "allocation-elderly": ("Velfærd og Bolig", "Boligvisitator"),
    "allocation-decision": ("Velfærd og Bolig", "Anvisningsmedarbejder"),
}

# Organisation: what somebody there is asked about, the name, and the part before the @ of the address.
CONTACTS = (
    ("9101", ContactFunction.DIRECTOR, "J. Eksempel", "direktion-elmelund"),
    ("9101", ContactFunction.DIALOGUE, "U. Eksempel", "udfylder"),
    ("9101", ContactFunction.OPERATIONS, "M. Eksempel", "drift-elmelund"),
    ("9102", ContactFunction.CHAIR, "Y. Eksempel", "formand-ravnso"),
    ("9102", ContactFunction.DIALOGUE, "D. Eksempel", "udfylder-ravnso"),
    ("9103", ContactFunction.LETTING, "Z. Eksempel", "udlejning-vesterlyng"),
    ("9104", ContactFunction.FINANCE, "Q. Eksempel", "oekonomi-tjornehoj"),
)


def open_surfaces(cast: Cast) -> None:
    """The start catalogue of both municipalities with a surface for nearly every topic, and the address books."""
    everywhere = _for_all(cast, "administrator", "0990", OF_EGEKAER)
    _for_all(cast, "nabo-administrator", SOENDERLYNG, OF_SOENDERLYNG)
    _for_some(cast)
    hand_over_surface(
        cast.acting("koordinator", 160),
        surface=everywhere["renovation"],
        day=cast.ago(150),
        unit=cast.unit("Center for Plan og Miljø"),
        responsible_name="N. Eksempel, byfornyelse",
    )
    _contacts(cast)


def _for_all(
    cast: Cast, username: str, code: str, surfaces: dict[str, tuple[str, str]]
) -> dict[str, CollaborationSurface]:
    acting, place = cast.acting(username, 300), cast.place(code)
    start_catalogue(acting, municipality=place)
    topics = {topic.key: topic for topic in SurfaceTopic.objects.filter(municipality=place)}
    return {
        key: open_surface(
            acting, topic=topics[key], unit=cast.unit(unit), responsible_name=responsible, valid_from=SINCE
        )
        for key, (unit, responsible) in surfaces.items()
    }


def _for_some(cast: Cast) -> None:
    """Surfaces of one organisation and of one area."""
    topics = {topic.key: topic for topic in SurfaceTopic.objects.filter(municipality=cast.place())}
    acting = cast.acting("koordinator", 250)
    open_surface(
        acting,
        topic=topics["supervision"],
        unit=cast.unit(DIALOGUE),
        organisation=cast.organisation("9101"),
        responsible=cast.user("sagsbehandler"),
        valid_from=date(2022, 1, 1),
    )
    open_surface(
        acting,
        topic=topics["social-plan"],
        unit=cast.unit(SOCIAL),
        area=cast.area("Slåenparken"),
        responsible_name="X. Eksempel, projektleder",
        note="Bestyrelsen for helhedsplanen mødes hvert kvartal.",
        valid_from=date(2021, 5, 1),
    )


def _contacts(cast: Cast) -> None:
    acting = cast.acting("koordinator", 250)
    for number, function, name, mailbox in CONTACTS:
        add_contact(
            acting,
            municipality=cast.place(),
            organisation=cast.organisation(number),
            function=function,
            name=name,
            email=f"{mailbox}@example.org",
            valid_from=date(2023, 1, 1),
        )
    add_contact(
        acting,
        municipality=cast.place(),
        unit=cast.unit(ELDERLY),
        function=ContactFunction.OTHER,
        name="F. Eksempel",
        title="Boligvisitator",
        email="fagkontakt@example.org",
        valid_from=SINCE,
    )
