"""The rules, one module a target area or theme; importing this package registers them all."""
