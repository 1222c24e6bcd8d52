"""The municipality's own coordination: matrix, contact log, year plan, forums."""
