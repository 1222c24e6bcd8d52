"""Settings by environment: `base` is read by `local`, `test` and `production`."""
