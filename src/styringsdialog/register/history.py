"""What can happen to those in the register, as services: each one transaction, one event, one entry in the trail."""

from .changing.areas import close_area, merge_areas, rename_area
from .changing.divisions import (
    DivisionPart,
    close_division,
    merge_divisions,
    move_division,
    move_division_to_area,
    rename_division,
    split_division,
)
from .changing.organisation_mergers import SplitPart, merge_into_new, merge_organisations, split_organisation
from .changing.organisations import (
    change_fiscal_year,
    change_owner_kind,
    close_organisation,
    move_seat,
    rename_organisation,
)
from .changing.units import UnitPart, close_unit, merge_units, rename_unit, split_unit
from .changing.withdrawing import withdraw_event

__all__ = [
    "DivisionPart",
    "SplitPart",
    "UnitPart",
    "change_fiscal_year",
    "change_owner_kind",
    "close_area",
    "close_division",
    "close_organisation",
    "close_unit",
    "merge_areas",
    "merge_divisions",
    "merge_into_new",
    "merge_organisations",
    "merge_units",
    "move_division",
    "move_division_to_area",
    "move_seat",
    "rename_area",
    "rename_division",
    "rename_organisation",
    "rename_unit",
    "split_division",
    "split_organisation",
    "split_unit",
    "withdraw_event",
]
