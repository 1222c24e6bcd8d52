"""The brief is ordered, made by the worker as PDF and Word, once; what fails is told."""

import pytest

from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.files.models import StoredFile
from styringsdialog.files.services import opened
from styringsdialog.processes import briefs
from styringsdialog.processes.briefs import make_brief, order_brief
from styringsdialog.processes.reviewing import chosen_points
from styringsdialog.processes.uploads import apply_upload
from styringsdialog.register.models import Role
from styringsdialog.reviews.models import BriefState, DialogueBrief, RuleRun
from styringsdialog.reviews.queries import points
from styringsdialog.trail.models import TrailEntry


def content_of(stored):
    with opened(stored) as content:
        return content.read()


pytestmark = pytest.mark.django_db


@pytest.fixture
def package(worker, hand_in):
    return apply_upload(worker, upload=hand_in(worker))


@pytest.fixture
def quick(monkeypatch):
    """Two small files instead of the making of documents, which has tests of its own."""
    monkeypatch.setattr(briefs, "render_brief", lambda brief: (b"%PDF-1.7 " + brief.language.encode(), b"PK docx"))


def test_a_brief_is_made_of_the_newest_run_with_the_points_chosen(worker, package, quick):
    brief = order_brief(worker, package=package, language="en")
    assert brief.state == BriefState.READY
    assert brief.points == chosen_points(worker, package, points(worker, package))
    assert content_of(brief.pdf) == b"%PDF-1.7 en"
    assert brief.docx.name == "Dialogoplæg Fiktiv Boligforening 2026.docx"
    assert (brief.pdf.access_class, brief.day) == ("internal", worker.day)


def test_the_real_documents_are_made_once(worker, package, settings):
    if not any(settings.PDF_FONT_DIR.glob("*.ttf")):
        pytest.fail("The fonts are missing: run make install", pytrace=False)
    brief = order_brief(worker, package=package)
    assert brief.state == BriefState.READY, brief.error
    assert content_of(brief.pdf)[:5] == b"%PDF-"
    assert content_of(brief.docx)[:2] == b"PK"
    files = StoredFile.objects.count()
    assert make_brief.call(brief.pk) == BriefState.READY
    assert StoredFile.objects.count() == files


def test_two_workers_leave_one_pair_of_files(worker, package, monkeypatch):
    def other_was_quicker(brief):
        DialogueBrief.objects.filter(pk=brief.pk).update(state=BriefState.READY)
        return b"%PDF-", b"PK"

    files = StoredFile.objects.count()
    monkeypatch.setattr(briefs, "render_brief", other_was_quicker)
    order_brief(worker, package=package)
    assert StoredFile.objects.count() == files


def test_a_failure_is_told(worker, package, monkeypatch):
    def broken(brief):
        raise RuntimeError("skrifttyperne mangler")

    monkeypatch.setattr(briefs, "render_brief", broken)
    brief = order_brief(worker, package=package)
    assert brief.state == BriefState.FAILED
    assert brief.error == {"message": "brief.failed", "params": {"reason": "skrifttyperne mangler"}}
    assert TrailEntry.objects.first().action == "trail.brief.failed"


def test_who_may_order(worker, somebody, package):
    for role in (Role.MANAGER, Role.ADVISER, Role.ORGANISATION_EDITOR):
        with pytest.raises(NotAllowed):
            order_brief(somebody(role), package=package)


def test_without_a_run_there_is_nothing_to_make(worker, package):
    RuleRun.objects.all().delete()
    with pytest.raises(UserError) as refusal:
        order_brief(worker, package=package)
    assert "2026" in refusal.value.text
