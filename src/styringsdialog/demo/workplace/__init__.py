"""What people have done in the demo: agreements, surfaces, judgements, letters, documents; each by whoever may."""

from styringsdialog.core.acting import Acting

from .briefing import draft_the_brief
from .cast import Cast
from .documents import hang_documents
from .judgements import judge_points_of_the_demo
from .letters import write_letters
from .roles import let_people_in
from .surfaces import open_surfaces


def furnish(acting: Acting) -> None:
    """Everything people do after the files have come in. Days are counted back from `acting.day`."""
    cast = Cast(acting.day)
    let_people_in(cast)
    open_surfaces(cast)
    judge_points_of_the_demo(cast)
    write_letters(cast)
    hang_documents(cast)
    draft_the_brief(cast)
