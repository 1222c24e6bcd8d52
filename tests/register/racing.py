"""Two mergers of one organisation at once; by itself it races on a file database and prints what each was told."""

import json
import threading
from datetime import date


def two_mergers(owners: dict) -> list[str]:
    """Merges Bakken into Åen and into Engen in two threads; the refusals, "" for who got through."""
    from django.db import connection

    from styringsdialog.core.acting import Acting
    from styringsdialog.core.errors import UserError
    from styringsdialog.register import history

    gate, answers = threading.Barrier(2), []

    def merge(name: str) -> None:
        try:
            gate.wait()
            history.merge_organisations(
                Acting(None, date(2026, 9, 1)), ceasing=[owners["Bakken"]], into=owners[name], day=date(2024, 1, 1)
            )
            answers.append("")
        except UserError as refused:
            answers.append(refused.text)
        finally:
            connection.close()

    threads = [threading.Thread(target=merge, args=(name,)) for name in ("Åen", "Engen")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from styringsdialog.core.acting import Acting
    from styringsdialog.register import services
    from styringsdialog.register.models import RegisterEvent

    call_command("migrate", verbosity=0)
    system = Acting(None, date(2026, 9, 1))
    place = services.create_municipality(system, code="0981", name="Ålev")
    owners = {
        name: services.create_organisation(
            system, lbf_number=number, name=name, owner_kind="own_divisions", seat_municipality=place
        )
        for number, name in (("0101", "Åen"), ("0102", "Bakken"), ("0103", "Engen"))
    }
    print(json.dumps({"answers": two_mergers(owners), "events": RegisterEvent.objects.count()}))


if __name__ == "__main__":
    main()
