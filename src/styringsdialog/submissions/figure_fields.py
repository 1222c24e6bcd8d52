"""Which fields of the facts are kept in which columns: the one place where the two lists meet."""

from __future__ import annotations

# Same names in rulebook.facts.OrganisationFacts and DocumentationPackage.
PACKAGE_FIELDS = (
    "administrator",
    "cvr",
    "tenancy_units",
    "dispositionsfond_liquid_kr",
    "arbejdskapital_liquid_kr",
    "dispositionsfond_contribution_kr",
    "arbejdskapital_contribution_kr",
    "board_approved_on",
    "top_body_approved_on",
    "submitted_on",
    "period_start",
    "period_end",
)
# Same names in rulebook.facts.DivisionFacts and DivisionSheet.
SHEET_FIELDS = (
    "name",
    "period_start",
    "period_end",
    "address",
    "area",
    "building_form",
    "build_year",
    "tenancy_units",
    "dwelling_m2",
    "rent_per_m2_kr",
    "rent_increase_pct",
    "external_move_outs",
    "vacant_dwellings",
    "vacant_days",
    "efficiency_score",
    "energy_label",
    "has_board",
    "external_review_on",
    "deficit_since_year",
    "provision_401_next_year_kr",
    "plan_first_year",
    "plan_last_year",
)
# Figures of an earlier year that a rule or a chart may follow over time.
PACKAGE_TRENDS = (
    "tenancy_units",
    "dispositionsfond_liquid_kr",
    "arbejdskapital_liquid_kr",
    "dispositionsfond_contribution_kr",
    "arbejdskapital_contribution_kr",
)
SHEET_TRENDS = (
    "tenancy_units",
    "dwelling_m2",
    "rent_per_m2_kr",
    "rent_increase_pct",
    "external_move_outs",
    "vacant_dwellings",
    "vacant_days",
    "efficiency_score",
    "provision_401_next_year_kr",
)
MOVEMENT_FIELDS = ("account", "opening", "added", "used", "transferred", "closing")
ANSWER_FIELDS = ("question", "answer", "comment")
MONITORING_FIELDS = ("theme", "described", "carried_out", "followed_up", "note")
WISH_FIELDS = ("kind", "theme", "text", "division")
PLAN_FIELDS = ("year", "part", "activity", "amount_kr")
