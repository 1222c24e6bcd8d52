"""The points of a package: list by target area, one point opened, the choice for the brief."""
