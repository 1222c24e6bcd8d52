"""What the small world was and will be: a merger, a seat that moved, one that will, and surfaces and contacts."""

from datetime import date

from styringsdialog.core.acting import Acting
from styringsdialog.register import history, services, surfaces
from styringsdialog.register.models import Division, HousingArea, MunicipalUnit, SurfaceTopic

FIRST, MOVED, AHEAD = date(2024, 1, 1), date(2025, 7, 1), date(2027, 1, 1)


def make_history(world) -> None:
    """Gammelbo (0103) merged into Åen; Flyttebo (0104) moved from Ålev to Østborg, Kommebo (0203) will move to Ålev."""
    system = Acting(None, date(2026, 9, 1))
    a, b = world.places["a"], world.places["b"]
    merged, moved, coming = (
        services.create_organisation(
            system, lbf_number=number, name=name, owner_kind="own_divisions", seat_municipality=place
        )
        for number, name, place in (("0103", "Gammelbo", a), ("0104", "Flyttebo", a), ("0203", "Kommebo", b))
    )
    for owner, number, place in ((merged, "003", a), (merged, "004", b), (moved, "001", b), (coming, "001", b)):
        services.create_division(
            system, organisation=owner, lbf_number=number, name=f"Huset {number}", location_municipality=place
        )
    history.merge_organisations(system, ceasing=[merged], into=world.owners["a1"], day=FIRST)
    history.move_seat(system, organisation=moved, municipality=b, day=MOVED)
    after = Division.objects.get(organisation=moved)
    history.move_division(system, division=after, organisation=world.owners["b1"], lbf_number="009", day=AHEAD)
    history.move_seat(system, organisation=coming, municipality=a, day=AHEAD)
    history.rename_organisation(system, organisation=world.owners["a1"], name="Nye Åen", day=AHEAD)
    for key, place in world.places.items():
        _places(system, world, key, place)


def _places(system: Acting, world, key: str, place) -> None:
    unit = MunicipalUnit.objects.filter(municipality=place).first() or services.create_unit(
        system, municipality=place, name="Bolig", valid_from=date(2020, 1, 1)
    )
    area = HousingArea.objects.filter(municipality=place).first()
    history.rename_area(system, area=area, name=f"Nyparken {key}", day=MOVED)
    history.rename_unit(system, unit=unit, name=f"Nyt center {key}", day=MOVED)
    surfaces.start_catalogue(system, municipality=place)
    topic = SurfaceTopic.objects.filter(municipality=place).first()
    targets = [{}, {"area": area}, {"organisation": world.owners[f"{key}1"]}]
    targets += [{"division": one} for one in Division.objects.filter(location_municipality=place)]
    for target in targets:
        surfaces.open_surface(system, topic=topic, unit=unit, valid_from=FIRST, **target)
    Division.objects.filter(organisation=world.owners[f"{key}2"], location_municipality=place).update(area=area)
    for owner in ("a1", "b1"):
        surfaces.add_contact(
            system,
            municipality=place,
            organisation=world.owners[owner],
            function="director",
            name="Vibeke Lund",
            valid_from=FIRST,
        )
    surfaces.add_contact(system, municipality=place, unit=unit, function="letting", name="Ole Krog", valid_from=FIRST)
