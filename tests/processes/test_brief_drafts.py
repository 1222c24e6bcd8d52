"""A brief is a draft that people write in until one of them fixes it; then it stays as it is and may be shared."""

import re

import pypdfium2
import pytest
from tests.processes.test_briefs import content_of

from styringsdialog.core.access import AccessClass
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.core.visibility import can_view, visible_to
from styringsdialog.files.models import StoredFile
from styringsdialog.notices.models import Notice
from styringsdialog.processes import briefs
from styringsdialog.processes.brief_drafts import (
    draft_brief,
    edit_brief,
    fix_brief,
    preview_brief,
    redraft_brief,
    share_brief,
)
from styringsdialog.processes.brief_text import StaleDraft, clean, draft_of
from styringsdialog.processes.briefs import make_preview
from styringsdialog.processes.uploads import apply_upload
from styringsdialog.register.models import Role
from styringsdialog.reviews.models import BriefState, DialogueBrief
from styringsdialog.submissions.explanations import record_explanation
from styringsdialog.trail.models import TrailEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(worker, hand_in):
    return apply_upload(worker, upload=hand_in(worker))


@pytest.fixture
def brief(worker, package):
    return draft_brief(worker, package=package)


@pytest.fixture
def quick(monkeypatch):
    """Two small files instead of the making of documents; what they hold tells the version."""
    monkeypatch.setattr(briefs, "render_brief", lambda brief: (f"%PDF-1.7 {brief.version}".encode(), b"PK docx"))


def written(brief, **changes):
    """The form as it stands, changed."""
    draft = draft_of(brief)
    stands = {
        "lead": draft.lead,
        "points": {row.pk: (row.text, row.ask) for row in draft.points},
        "added": [(row.heading, row.text, row.ask) for row in draft.added],
        "order": [row.pk for row in draft.points],
    }
    return stands | changes


def save(acting, brief, **changes):
    return edit_brief(acting, brief=brief, version=brief.version, written=written(brief, **changes))


def text_of(stored) -> str:
    document = pypdfium2.PdfDocument(content_of(stored))
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return re.sub(r"\s+", " ", text.replace("\ufffe", "").replace("\xad", ""))


def test_a_draft_makes_nothing_and_holds_what_was_generated(brief):
    draft = draft_of(brief)
    assert (brief.state, brief.version, brief.pdf, brief.edits) == (BriefState.DRAFT, 1, None, {})
    assert draft.lead == draft.generated_lead
    assert [row.pk for row in draft.points] == brief.points
    assert draft.points


def test_only_what_differs_from_the_generated_is_kept(worker, brief):
    first, *rest = draft_of(brief).points
    save(worker, brief, points={first.pk: ("Egen tekst.\r\n\r\n\r\nTo afsnit.  ", first.ask)})
    assert brief.edits == {"points": {str(first.pk): {"text": "Egen tekst.\n\nTo afsnit."}}}
    assert brief.version == 2
    back = draft_of(brief)
    assert back.points[0].text == "Egen tekst.\n\nTo afsnit."
    assert [row.text for row in back.points[1:]] == [row.text for row in rest]
    save(worker, brief, points={first.pk: (first.generated_text, first.generated_ask)})
    assert brief.edits == {}


def test_order_is_the_writers_and_points_can_be_left_out_taken_in_and_added(worker, brief):
    keys = list(brief.points)
    save(
        worker,
        brief,
        order=[*reversed(keys[1:]), 10**9],
        added=[("Grønne arealer", "Fordi.", "Hvornår?"), ("", "x", "")],
    )
    assert brief.points == list(reversed(keys[1:]))
    assert brief.edits["added"] == [{"heading": "Grønne arealer", "text": "Fordi.", "ask": "Hvornår?"}]
    assert keys[0] in {row.pk for row in draft_of(brief).others}


def test_of_two_who_write_at_once_the_second_sees_both_versions_field_by_field(worker, brief):
    first = draft_of(brief).points[0]
    mine = written(brief, lead="Min indledning.", points={first.pk: ("Min tekst.", first.ask)})
    stale = DialogueBrief.objects.get(pk=brief.pk)
    save(worker, brief, lead="Deres indledning.")
    with pytest.raises(StaleDraft) as refusal:
        edit_brief(worker, brief=stale, version=1, written=mine)
    told = {(one.field, one.now, one.mine) for one in refusal.value.differences}
    assert told == {("lead", "Deres indledning.", "Min indledning."), (first.title, first.text, "Min tekst.")}
    brief.refresh_from_db()
    assert draft_of(brief).lead == "Deres indledning."


def test_nobody_types_a_cpr_number_into_a_brief(worker, brief):
    for changes in ({"lead": "Lejer 010180-1234"}, {"added": [("x", "010180-1234", "")]}):
        with pytest.raises(UserError) as refusal:
            save(worker, brief, **changes)
        assert refusal.value.message == "attachment.cpr_typed"


def test_a_preview_is_replaced_by_the_next_and_goes_when_the_brief_is_fixed(worker, brief, quick):
    preview_brief(worker, brief=brief)
    brief.refresh_from_db()
    assert (brief.state, content_of(brief.pdf)) == (BriefState.DRAFT, b"%PDF-1.7 1")
    assert "udkast 1" in brief.pdf.name
    files = StoredFile.objects.count()
    save(worker, brief, lead="Nyt")
    assert make_preview.call(brief.pk, 1) == BriefState.DRAFT  # a job for an older version makes nothing
    preview_brief(worker, brief=brief)
    brief.refresh_from_db()
    assert (content_of(brief.pdf), StoredFile.objects.count()) == (b"%PDF-1.7 2", files)
    fix_brief(worker, brief=brief, version=2)
    brief.refresh_from_db()
    assert (brief.state, brief.fixed_by, StoredFile.objects.count()) == (BriefState.READY, worker.user, files + 1)
    assert brief.fixed_at is not None
    assert "udkast" not in brief.pdf.name


def test_what_is_fixed_is_not_changed_and_a_new_draft_may_be_made_from_it(worker, brief, quick):
    save(worker, brief, lead="Vores indledning.")
    fix_brief(worker, brief=brief, version=brief.version)
    brief.refresh_from_db()
    for deed in (lambda: save(worker, brief), lambda: preview_brief(worker, brief=brief)):
        with pytest.raises(UserError) as refusal:
            deed()
        assert refusal.value.message == "brief.not_draft"
    with pytest.raises(UserError):
        fix_brief(worker, brief=brief, version=brief.version)
    again = redraft_brief(worker, brief=brief)
    assert (again.state, draft_of(again).lead) == (BriefState.DRAFT, "Vores indledning.")
    digest = brief.pdf.sha256
    save(worker, again, lead="Ny.")
    brief.refresh_from_db()
    assert (brief.pdf.sha256, brief.edits["lead"]) == (digest, "Vores indledning.")


def test_an_older_version_is_not_fixed(worker, brief, quick):
    save(worker, brief, lead="Nyt")
    with pytest.raises(StaleDraft):
        fix_brief(worker, brief=brief, version=1)
    brief.refresh_from_db()
    assert brief.state == BriefState.DRAFT


def test_a_draft_is_written_by_staff_read_by_the_adviser_and_unknown_to_the_manager(worker, brief, somebody):
    for role, sees in (
        (Role.COORDINATOR, True),
        (Role.ADVISER, True),
        (Role.MANAGER, False),
        (Role.UNIT_CONTACT, False),
    ):
        acting = somebody(role)
        assert visible_to(acting, DialogueBrief).filter(pk=brief.pk).exists() is sees
        assert can_view(acting, brief) is sees
        if role != Role.COORDINATOR:
            with pytest.raises(NotAllowed):
                save(acting, brief, lead="x")


def test_sharing_opens_the_brief_and_its_files_and_tells_the_organisation(worker, brief, somebody, quick):
    editor, auditor = somebody(Role.ORGANISATION_EDITOR), somebody(Role.AUDITOR)
    with pytest.raises(UserError):
        share_brief(worker, brief=brief)  # still a draft
    fix_brief(worker, brief=brief, version=1)
    brief.refresh_from_db()
    assert not can_view(editor, brief)
    share_brief(worker, brief=brief)
    brief.refresh_from_db()
    assert brief.access_class == AccessClass.PARTIES
    for thing in (brief, brief.pdf, brief.docx):
        assert can_view(editor, thing)
        assert visible_to(editor, type(thing)).filter(pk=thing.pk).exists()
        assert not can_view(auditor, thing)
    assert [notice.to_email for notice in Notice.objects.filter(kind="brief_shared")] == [editor.user.email]
    assert TrailEntry.objects.filter(action="trail.brief.shared").count() == 1
    with pytest.raises(UserError):
        share_brief(worker, brief=brief)


def test_the_documents_say_what_was_written_and_that_a_draft_is_one(worker, brief, package, settings):
    if not any(settings.PDF_FONT_DIR.glob("*.ttf")):
        pytest.fail("The fonts are missing: run make install", pytrace=False)
    first = draft_of(brief).points[0]
    finding = brief.run.findings.get(pk=first.pk)
    record_explanation(
        worker,
        organisation=package.organisation,
        dialogue_year=package.dialogue_year,
        rule=finding.rule,
        subject_kind=finding.subject_kind,
        subject_key=finding.subject_key,
        text="Taget på gulvet.",
        way="on_behalf",
        given_by="direktøren",
    )
    save(
        worker,
        brief,
        lead="Vores indledning.",
        points={first.pk: ("Vores egen tekst.", "Vores spørgsmål?")},
        added=[("Grønne arealer", "Første afsnit.\n\nAndet afsnit.", "")],
    )
    preview_brief(worker, brief=brief)
    brief.refresh_from_db()
    assert brief.error is None
    draft = text_of(brief.pdf)
    assert "Udkast" in draft
    fix_brief(worker, brief=brief, version=brief.version)
    brief.refresh_from_db()
    assert brief.state == BriefState.READY, brief.error
    final = text_of(brief.pdf)
    assert "Udkast" not in final
    for text in (draft, final):
        for words in (
            "Vores indledning.", "Vores egen tekst.", "Vores spørgsmål?", "Grønne arealer", "Tilføjet af kommunen",
            "Andet afsnit.", "Taget på gulvet.",
        ):  # fmt: skip
            assert words in text, words
        assert first.generated_text[:60] not in text


def test_line_ends_and_empty_lines_are_evened_out():
    assert clean("  a \r\n\r\n\r\n b\rc  ") == "a\n\n b\nc"
