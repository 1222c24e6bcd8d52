"""Takes addresses out of package-lock.json: `npm ci` needs none, and sponsors' pages are no business of a lock.

Usage: python tools/clean_npm_lock.py package-lock.json
"""

import json
import sys
from pathlib import Path

DROPPED = ("funding", "resolved")


def clean(lock: dict) -> dict:
    """The same lock without the keys that hold addresses."""
    for package in lock.get("packages", {}).values():
        for key in DROPPED:
            package.pop(key, None)
    return lock


if __name__ == "__main__":
    file = Path(sys.argv[1])
    cleaned = clean(json.loads(file.read_text(encoding="utf-8")))
    file.write_text(json.dumps(cleaned, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
