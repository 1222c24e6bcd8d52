"""The query and the question answer alike: for every model, every role and every object of a small world."""

from datetime import date

import pytest
from django.apps import apps
from django.db import transaction
from tests.register import world as made_world
from tests.register.world import DAY, rows_of

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import can_view, exists_for, registered, visible_to
from styringsdialog.files.models import Attachment, StoredFile
from styringsdialog.register.models import Division, HousingOrganisation, Membership, Municipality
from styringsdialog.reviews.models import Answer, DialogueBrief, Finding, QuestionLetter, RuleRun
from styringsdialog.submissions.models import DocumentationPackage, StatementLine, Upload
from styringsdialog.trail.models import TrailEntry
from styringsdialog.users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once: no test here writes. Each test's own transaction lies within this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield made_world.build()
        transaction.set_rollback(True)


def ours():
    return [model for model in apps.get_models() if model.__module__.startswith("styringsdialog.")]


def test_every_model_has_a_query_and_a_question():
    lacking = [model.__name__ for model in ours() if None in registered().get(model, (None, None))]
    assert lacking == []


def test_query_and_question_agree_for_every_model_role_and_object(world):
    compared = 0
    disagreements = []
    for model in registered():
        things = rows_of(model)
        assert things, f"the world holds no {model.__name__}"
        for name, acting in world.everybody():
            keys = list(visible_to(acting, model).values_list("pk", flat=True))
            seen = set(keys)
            assert len(keys) == len(seen), f"{name} sees a {model.__name__} twice"
            for thing in things:
                compared += 1
                if (thing.pk in seen) != can_view(acting, thing):
                    disagreements.append(f"{name} {model.__name__} {thing} listed={thing.pk in seen}")
    assert disagreements == []
    assert compared > 8_000


@pytest.mark.parametrize("name", ["nobody", "former", "future", "left"])
def test_without_a_membership_on_the_day_there_is_nothing_but_oneself(world, name):
    acting = world.acting(name)
    seen = {model.__name__: visible_to(acting, model).count() for model in registered()}
    own = {"User": 1, "Membership": Membership.objects.filter(user=acting.user).count()}
    assert {model: count for model, count in seen.items() if count} == {k: v for k, v in own.items() if v}


def test_an_adviser_reads_only_within_the_dates(world):
    assert visible_to(world.acting("current"), DocumentationPackage).count() > 0
    assert visible_to(world.acting("current", day=date(2026, 9, 2)), DocumentationPackage).count() == 0
    assert visible_to(world.acting("current", day=date(2026, 8, 31)), DocumentationPackage).count() == 0


def test_nobody_signed_in_sees_nothing(world):
    from django.contrib.auth.models import AnonymousUser

    acting = Acting(AnonymousUser(), DAY)
    assert {model.__name__: visible_to(acting, model).count() for model in registered()} == {
        model.__name__: 0 for model in registered()
    }


# What each role sees of some kinds, by hand: names of organisations whose packages are read.
@pytest.mark.parametrize(
    ("name", "owners"),
    [
        ("coordinator-a", {"a1", "a2", "b1", "b2"}),  # b1: competent when it arrived, b2: a division in Ålev
        ("case_worker-a", {"a1", "a2", "b1", "b2"}),
        ("adviser-a", {"a1", "a2", "b1", "b2"}),
        ("administrator-a", {"a1", "a2", "b1", "b2"}),
        ("unit_contact-a", {"a1", "a2", "b1", "b2"}),
        ("manager-a", set()),
        ("coordinator-b", {"a1", "b1", "b2"}),
        ("organisation_editor-a", {"a1"}),
        ("organisation_signatory-a", {"a1"}),
        ("auditor-a", {"a1"}),
        ("auditor-b", {"b1"}),
    ],
)
def test_whose_packages_a_role_reads(world, name, owners):
    seen = visible_to(world.acting(name), DocumentationPackage).filter(dialogue_year=2026)
    numbers = {world.owners[key].lbf_number for key in owners}
    assert set(seen.values_list("organisation__lbf_number", flat=True)) == numbers
    lines = visible_to(world.acting(name), StatementLine).filter(statement__package__dialogue_year=2026)
    assert set(lines.values_list("statement__package__organisation__lbf_number", flat=True)) == numbers


@pytest.mark.parametrize(
    ("name", "classes"),
    [
        ("case_worker-a", {"internal", "personal", "public", "parties"}),
        ("adviser-a", {"internal", "public", "parties"}),
        ("organisation_editor-a", {"public", "parties"}),
        ("auditor-a", {"public", "parties"}),
    ],
)
def test_access_classes_of_packages(world, name, classes):
    seen = visible_to(world.acting(name), DocumentationPackage).filter(organisation=world.owners["a1"])
    assert set(seen.values_list("access_class", flat=True)) == classes


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("coordinator-a", {"a"}),
        ("unit_contact-a", {"a"}),
        ("adviser-a", {"a"}),
        ("manager-a", set()),
        ("administrator-a", set()),
        ("organisation_editor-a", set()),
        ("auditor-a", set()),
        ("coordinator-b", {"b"}),
        ("both", {"a"}),
    ],
)
def test_findings_stay_in_the_municipality_that_made_them(world, name, places):
    acting = world.acting(name)
    codes = {world.places[key].code for key in places}
    assert set(visible_to(acting, RuleRun).values_list("municipality__code", flat=True)) == codes
    assert set(visible_to(acting, Finding).values_list("run__municipality__code", flat=True)) == codes


def test_the_organisation_sees_a_brief_only_when_it_was_shared(world):
    editor = visible_to(world.acting("organisation_editor-a"), DialogueBrief)
    assert set(editor.values_list("access_class", flat=True)) == {"parties", "public"}
    manager = visible_to(world.acting("manager-a"), DialogueBrief)
    assert set(manager.values_list("access_class", flat=True)) == {"internal", "parties", "public"}
    assert visible_to(world.acting("auditor-a"), DialogueBrief).count() == 0


def test_an_organisations_draft_is_not_read_by_the_municipality(world):
    draft = Upload.objects.get(is_from_organisation=True, state="previewed")
    handed_in = Upload.objects.get(is_from_organisation=True, state="applied")
    coordinator, editor = world.acting("coordinator-a"), world.acting("organisation_editor-a")
    assert [exists_for(coordinator, draft), exists_for(coordinator, handed_in)] == [False, True]
    assert [exists_for(editor, draft), exists_for(editor, handed_in)] == [True, True]
    assert not exists_for(coordinator, draft.original)
    assert exists_for(editor, draft.original)
    assert not exists_for(world.acting("auditor-a"), handed_in)


def test_a_chosen_municipality_leaves_the_other_out(world):
    both = world.acting("both")
    assert set(visible_to(both, Municipality).values_list("code", flat=True)) == {"0981", "0982"}
    only_b = world.acting("both", "b")
    assert set(visible_to(only_b, Municipality).values_list("code", flat=True)) == {"0982"}
    # A manager reads no packages there; the signatory's own organisation stays.
    seen = set(visible_to(only_b, DocumentationPackage).values_list("organisation__lbf_number", flat=True))
    assert seen == {"0202"}


def test_manager_sees_the_register_of_seat_and_location(world):
    manager = world.acting("manager-a")
    organisations = visible_to(manager, HousingOrganisation).values_list("lbf_number", flat=True)
    # 0103 was seated here until it merged, 0104 until its seat moved; 0203 will move here, but has not yet.
    assert set(organisations) == {"0101", "0102", "0103", "0104", "0202"}
    divisions = visible_to(manager, Division).values_list("organisation__lbf_number", "lbf_number")
    # Of Bakken only the one in Ålev; of Åen both, also the one in Østborg.
    # 003 and 004 came to Åen with Gammelbo; the one of Flyttebo was owned from here until its seat moved.
    now = {("0101", "001"), ("0101", "002"), ("0202", "002")}
    assert set(divisions) == now | {("0101", "003"), ("0101", "004"), ("0104", "001")}


def test_trail_is_read_by_coordinator_case_worker_and_administrator(world):
    readers = {
        name for name in world.users if name.endswith("-a") and visible_to(world.acting(name), TrailEntry).exists()
    }
    assert readers == {"coordinator-a", "case_worker-a", "administrator-a"}
    codes = visible_to(world.acting("coordinator-a"), TrailEntry).values_list("municipality_code", flat=True)
    assert set(codes) == {"0981"}


def test_people_see_themselves_and_whom_they_administer(world):
    def names(name):
        return set(visible_to(world.acting(name), User).values_list("username", flat=True))

    assert names("case_worker-a") == {"case_worker-a"}
    assert {"case_worker-a", "organisation_editor-a", "both"} <= names("administrator-a")
    assert "case_worker-b" not in names("administrator-a")


def test_a_file_that_hangs_on_nothing_is_seen_by_the_system_only(world):
    hanging = set(Upload.objects.values_list("original", flat=True)) | set(
        Upload.objects.exclude(marked=None).values_list("marked", flat=True)
    )
    hanging |= set(DialogueBrief.objects.values_list("pdf", flat=True))
    hanging |= set(QuestionLetter.objects.exclude(pdf=None).values_list("pdf", flat=True))
    hanging |= set(Answer.objects.exclude(file=None).values_list("file", flat=True))
    hanging |= set(Attachment.objects.values_list("file", flat=True))
    hanging |= set(StoredFile.objects.exclude(redacted_copy=None).values_list("redacted_copy", flat=True))
    loose = StoredFile.objects.exclude(pk__in=hanging).get()
    assert [name for name, acting in world.everybody() if exists_for(acting, loose)] == ["system"]


def test_roles_are_looked_up_once(world, django_assert_num_queries):
    acting = world.acting("coordinator-a")
    with django_assert_num_queries(4):  # memberships once, then one query a list
        list(visible_to(acting, HousingOrganisation))
        list(visible_to(acting, DocumentationPackage))
        list(visible_to(acting, Upload))
