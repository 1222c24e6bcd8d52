"""The brief for the demo's next dialogue meeting: a draft that somebody has begun to write in."""

from styringsdialog.processes.brief_drafts import draft_brief, edit_brief
from styringsdialog.processes.brief_text import draft_of

from .cast import Cast

LEAD = """Elmelund har sund økonomi, men to afdelinger trænger til en fælles plan.

Vi foreslår, at mødet bruges på dem og på taget i 2031."""


def draft_the_brief(cast: Cast) -> None:
    """Elmelund's brief, with an introduction of one's own and a point that no rule raised."""
    brief = draft_brief(cast.acting("koordinator", 1), package=cast.package("9101"))
    drafted = draft_of(brief)
    written = {
        "lead": LEAD,
        "points": {point.pk: (point.text, point.ask) for point in drafted.points},
        "added": [
            (
                "Ungdomsboliger ved stationen",
                "Byrådet har afsat grund til 40 ungdomsboliger. Kommunen ønsker at høre, om Elmelund vil bygge.",
                "Hvornår kan Elmelund tage stilling?",
            )
        ],
        "order": [point.pk for point in drafted.points],
    }
    edit_brief(cast.acting("koordinator", 1), brief=brief, version=brief.version, written=written)
