"""PURE. Calculations on arrays: maintenance path, peers, efficiency, area outlook, capacity."""
