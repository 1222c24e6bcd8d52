"""Rule runs and their points, what people say about them, and the brief made of them."""

from .brief import BriefPoint, BriefState, DialogueBrief
from .desk import BriefChoice, Judgement, JudgementState, PeerChoice, PointNote, Verdict
from .questions import Addressee, Answer, AnswerWay, LetterState, LetterWay, Question, QuestionLetter
from .runs import AboutMatter, Finding, RuleRun

__all__ = [
    "AboutMatter",
    "Addressee",
    "Answer",
    "AnswerWay",
    "BriefChoice",
    "BriefPoint",
    "BriefState",
    "DialogueBrief",
    "Finding",
    "Judgement",
    "JudgementState",
    "LetterState",
    "LetterWay",
    "PeerChoice",
    "PointNote",
    "Question",
    "QuestionLetter",
    "RuleRun",
    "Verdict",
]
