"""Two people at the same point at once; by itself it races on a file database and prints what came of each."""

import json
import threading
from datetime import date

ROUNDS = 3
DAY = date(2026, 9, 1)


def at_once(*deeds) -> list[str]:
    """Runs each deed in a thread of its own: "" for who got through, the message of a refusal, and for anything else
    the name of the error, so that it shows."""
    from django.db import connection

    from styringsdialog.core.errors import UserError

    gate, answers = threading.Barrier(len(deeds)), [""] * len(deeds)

    def run(number: int, deed) -> None:
        try:
            gate.wait()
            deed()
        except UserError as refusal:
            answers[number] = refusal.message
        except Exception as fault:  # noqa: BLE001 - whatever it is, the test is to see it
            answers[number] = f"{type(fault).__name__}: {fault}"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def prepared():
    """(two case workers, an adviser, an organisation with a package, a maker of points)."""
    from tests.submissions import made

    from styringsdialog.core.acting import Acting
    from styringsdialog.register.models import HousingOrganisation, Membership, Municipality, Role
    from styringsdialog.reviews.models import Finding, RuleRun
    from styringsdialog.submissions.services import store_package
    from styringsdialog.users.models import User

    place = Municipality.objects.create(code="0981", name="Ålev", is_fictional=True)
    owner = HousingOrganisation.objects.create(
        lbf_number="0101", name="Boligforeningen Åen", owner_kind="own_divisions", seat_municipality=place
    )
    facts = made.package(owner.lbf_number, name=owner.name)
    package = store_package(Acting(None, DAY), facts=facts, organisation=owner, upload=None, received_on=DAY)
    run = RuleRun.objects.create(
        package=package, package_version=package.version, municipality=place, rulebook_version="x", day=DAY,
        facts={}, counts={},
    )  # fmt: skip
    users = []
    for name, role in (("anne", Role.CASE_WORKER), ("bo", Role.CASE_WORKER), ("rita", Role.ADVISER)):
        user = User.objects.create(username=name, name=name.title(), email=f"{name}@example.org")
        Membership.objects.create(user=user, role=role, municipality=place, valid_from=date(2020, 1, 1))
        users.append(user)

    def point(number: int):
        return Finding.objects.create(
            run=run, rule=f"K-{number:02}", area="economy", subject_kind="organisation", subject_key="0101",
            subject_name=owner.name, outcome="attention", severity="normal", rank=10, message="K-01.below_limit",
            params={}, detail={},
        )  # fmt: skip

    return place, users, point


def race() -> dict[str, list]:
    """By kind of race, for each round: what the two were told, and what is there afterwards (`current` and `replaced`
    judgements; the states; users and roles)."""
    from styringsdialog.core.acting import Acting
    from styringsdialog.register.inviting import accept_as_new, invite
    from styringsdialog.register.models import Membership, Role
    from styringsdialog.reviews.judging import adopt, judge, propose, undo
    from styringsdialog.reviews.models import Judgement, JudgementState
    from styringsdialog.users.models import User

    place, (anne, bo, rita), point = prepared()

    def by(user):
        return Acting(user, DAY)

    def current(finding):
        states = Judgement.objects.filter(rule=finding.rule).order_by("state").values_list("state", flat=True)
        return [list(states).count(state) for state in (JudgementState.CURRENT, JudgementState.REPLACED)]

    told: dict[str, list] = {"judge": [], "undo": [], "adopt": [], "invitation": []}
    for number in range(ROUNDS):
        found = point(number + 1)
        pair = (
            lambda found=found: judge(by(anne), finding=found, verdict="agree"),
            lambda found=found: judge(by(bo), finding=found, verdict="meeting"),
        )
        told["judge"].append([at_once(*pair), current(found)])

        found = point(number + 21)
        batch = judge(by(anne), finding=found, verdict="agree").batch
        takes = (lambda batch=batch: undo(by(anne), batch=batch),) * 2
        told["undo"].append([at_once(*takes), current(found)])

        found = point(number + 41)
        proposal = propose(by(rita), finding=found, verdict="meeting")
        pair = (
            lambda proposal=proposal: adopt(by(anne), proposal=proposal),
            lambda proposal=proposal: undo(by(rita), batch=proposal.batch),
        )
        answers = at_once(*pair)
        left = list(Judgement.objects.filter(rule=found.rule).order_by("pk").values_list("state", flat=True))
        told["adopt"].append([answers, left])

        address = f"ny{number}@example.org"
        system = Acting(None, DAY, place)
        _, secret = invite(system, name="Ny", email=address, role=Role.MANAGER, municipality=place)
        pair = (lambda secret=secret: accept_as_new(secret, day=DAY, password="en-lang-og-egen-kode"),) * 2
        answers = at_once(*pair)
        roles = Membership.objects.filter(user__email=address).count()
        told["invitation"].append([answers, [User.objects.filter(email=address).count(), roles]])
    return told


def main() -> None:
    """On the database of the environment, which is made here."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps(race()))


if __name__ == "__main__":
    main()
