"""What applies to each kind of owner: a whole table, in both languages, and no claim without a source."""

from styringsdialog.register.duties import TABLE, duties_of, has_dialogue
from styringsdialog.register.models import OwnerKind
from styringsdialog.rulebook.source import Status


def test_every_duty_answers_for_every_kind_in_both_languages():
    for kind in OwnerKind:
        for language in ("da", "en"):
            duties = duties_of(kind, language)
            assert [duty.key for duty in duties] == list(TABLE)
            assert all(duty.label and duty.text and duty.source.checked_on for duty in duties)


def test_what_was_read_is_named_and_what_was_not_is_not_verified():
    for row in TABLE.values():
        for _, source in row.values():
            if source.status in (Status.VERIFIED, Status.SECONDARY):
                assert source.source, source.section
            else:
                assert source.status is Status.UNVERIFIED


def test_the_municipality_holds_no_dialogue_with_itself():
    assert [kind for kind in OwnerKind if not has_dialogue(kind)] == [OwnerKind.MUNICIPAL_ELDERLY]
    self_owning = {duty.key: duty for duty in duties_of("self_owning_elderly")}
    assert (self_owning["deficit"].answer, self_owning["copy"].source.section) == ("next_year", "§ 25, stk. 4")
