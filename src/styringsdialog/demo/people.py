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
    Unit("nabo_by", "By og Erhverv", ("styringsdialog", "tilsyn", "støttesager"), municipality="0991"),
    Unit("nabo_velfaerd", "Velfærd og Bolig", ("ældreboliger", "boligsocial anvisning"), municipality="0991"),
)

USERS = (
    DemoUser("koordinator", "K. Eksempel, dialogkoordinator", "coordinator", unit="dialog"),
    DemoUser("sagsbehandler", "S. Eksempel, tilsynsmedarbejder", "case_worker", unit="dialog"),
    DemoUser("fagkontakt", "F. Eksempel, fagkontakt på ældreområdet", "unit_contact", unit="aeldre"),
    DemoUser("leder", "L. Eksempel, leder", "manager", unit="dialog"),
    DemoUser("administrator", "A. Eksempel, administrator", "administrator", unit="dialog"),
    DemoUser("raadgiver", "R. Eksempel, rådgiver", "adviser", by_agreement=True),
    DemoUser("vikar", "B. Eksempel, barselsvikar i tilsynet", "case_worker", unit="dialog", by_agreement=True),
    DemoUser("udfylder", "U. Eksempel, udfylder i Almene Boliger Elmelund", "organisation_editor", owner="elmelund"),
    DemoUser(
        "godkender", "G. Eksempel, godkender i Almene Boliger Elmelund", "organisation_signatory", owner="elmelund"
    ),
    DemoUser(
        "revisor", "V. Eksempel, revisor for Almene Boliger Elmelund", "auditor", owner="elmelund", by_agreement=True
    ),
    DemoUser(
        "udfylder-ravnso",
        "D. Eksempel, udfylder i Ravnsø Almennyttige Boligforening",
        "organisation_editor",
        owner="ravnso",
    ),
    DemoUser("nabo-koordinator", "O. Eksempel, dialogkoordinator", "coordinator", unit="nabo_by", municipality="0991"),
    DemoUser(
        "nabo-sagsbehandler", "T. Eksempel, tilsynsmedarbejder", "case_worker", unit="nabo_by", municipality="0991"
    ),
    DemoUser("nabo-administrator", "I. Eksempel, administrator", "administrator", unit="nabo_by", municipality="0991"),
    DemoUser(
        "udfylder-vesterlyng",
        "W. Eksempel, udfylder i Vesterlyng Boligselskab",
        "organisation_editor",
        owner="vesterlyng",
    ),
    DemoUser(
        "godkender-engblomme",
        "P. Eksempel, godkender i Engblomme Boligselskab",
        "organisation_signatory",
        owner="engblomme",
    ),
    DemoUser(
        "udfylder-engblomme", "H. Eksempel, udfylder i Engblomme Boligselskab", "organisation_editor", owner="engblomme"
    ),
)
