"""The municipal units and the sign-ins of the demo: roles, never names of real persons."""

from .world import DemoUser, Unit

UNITS = (
    Unit("dialog", "Center for By og Bolig", ("styringsdialog", "tilsyn", "støttesager")),
    Unit("aeldre", "Center for Ældre og Sundhed", ("ældreboliger", "visitation")),
    Unit("handicap", "Center for Handicap og Psykiatri", ("handicapboliger",)),
    Unit("social", "Center for Social Indsats", ("boligsocial anvisning", "boligsocialt arbejde")),
    Unit("job", "Jobcenter Egekær", ("beskæftigelse", "unge")),
    Unit("borger", "Borgerservice", ("boliganvisning", "boligstøtte")),
    Unit("plan", "Center for Plan og Miljø", ("lokalplaner", "klima", "affald")),
    Unit("oekonomi", "Økonomi og Analyse", ("garantier", "budget", "befolkningsprognose")),
    Unit("ejendom", "Kommunale Ejendomme", ("kommunale ældreboliger",)),
)

USERS = (
    DemoUser("koordinator", "K. Eksempel, dialogkoordinator", "coordinator", unit="dialog"),
    DemoUser("sagsbehandler", "S. Eksempel, tilsynsmedarbejder", "case_worker", unit="dialog"),
    DemoUser("fagkontakt", "F. Eksempel, fagkontakt på ældreområdet", "unit_contact", unit="aeldre"),
    DemoUser("leder", "L. Eksempel, leder", "manager", unit="dialog"),
    DemoUser("administrator", "A. Eksempel, administrator", "administrator", unit="dialog"),
    DemoUser("raadgiver", "R. Eksempel, rådgiver", "adviser"),
    DemoUser("udfylder", "U. Eksempel, udfylder i Almene Boliger Elmelund", "organisation_editor", owner="elmelund"),
    DemoUser(
        "godkender", "G. Eksempel, godkender i Almene Boliger Elmelund", "organisation_signatory", owner="elmelund"
    ),
    DemoUser("revisor", "V. Eksempel, revisor for Almene Boliger Elmelund", "auditor", owner="elmelund"),
)
