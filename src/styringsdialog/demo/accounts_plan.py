"""The accounts that the demo's statements state, and their sums, written out from the field note, not from the rules.

Kept apart from the rulebook's chart on purpose: a test compares the two, so that neither can drift unseen.
"""

from collections.abc import Mapping

DIVISION_LINES = (
    "101 101.1 101.2 101.3 102 103 104 105 106 107 108 109 110 111 112 112.1 112.2 112.3 113 114 115 115.1 115.2 115.3 "
    "115.4 115.5 115.6 116 116.1 116.2 116.3 116.4 116.5 116.6 116.gross 116.cover 117 117.1 117.2 118 119 120 121 122 "
    "123 124 125 126 127 128 129 129.1 129.2 130 130.1 130.2 130.3 131 132 133 134 135 136 140 201 201.1 201.2 201.3 "
    "201.4 201.5 201.6 201.7 201.8 201.9 202 203 203.6 204 205 206 207 208 210"
).split()
DIVISION_BALANCE_LINES = (
    "301 302 303 304 305 305.1 306 307 401 402 403 404 405 406 407 408 409 410 411 413 414 415 416 418 419 420 421 422 "
    "423 424 425"
).split()
ORGANISATION_LINES = (
    "501 502 511 512 513 514 515 516 521 531 532 533 541 550 601 601.1 601.2 602 603 604 605 606 607 611 620"
).split()
ORGANISATION_BALANCE_LINES = (
    "701 702 703 716 720 731 732 739 801 802 803 803.22 803.added 803.used 803.bound 804 805 805.added 805.used "
    "805.bound 820 830"
).split()

DIVISION_SUMS = {
    "105.9": ("101", "102", "103", "104", "105"),
    "113.9": ("106", "107", "108", "109", "110", "111", "112", "113"),
    "119.9": ("114", "115", "116", "117", "118", "119"),
    "124.8": ("120", "121", "122", "123", "124"),
    "124.9": ("105.9", "113.9", "119.9", "124.8"),
    "137": ("125", "126", "127", "128", "129", "130", "131", "132", "133", "134", "135", "136"),
    "139": ("124.9", "137"),
    "150": ("139", "140"),
    "203.9": ("201", "202", "203"),
    "209": ("203.9", "204", "205", "206", "207", "208"),
    "220": ("209", "210"),
}
DIVISION_BALANCE_SUMS = {
    "302.9": ("301", "302"),
    "304.9": ("302.9", "303", "304"),
    "309": ("305", "306", "307"),
    "310": ("304.9", "309"),
    "406.9": ("401", "402", "403", "404", "405", "406"),
    "407.9": ("406.9", "407"),
    "412": ("408", "409", "410", "411"),
    "417": ("412", "413", "414", "415", "416"),
    "426": ("418", "419", "420", "421", "422", "423", "424", "425"),
    "430": ("407.9", "417", "426"),
}
ORGANISATION_SUMS = {
    "530": ("501", "502", "511", "512", "513", "514", "515", "516", "521"),
    "540": ("530", "531", "532", "533"),
    "560": ("540", "541", "550"),
    "610": ("601", "602", "603", "604", "605", "606", "607"),
    "630": ("610", "611", "620"),
}
ORGANISATION_BALANCE_SUMS = {
    "740": ("701", "702", "703", "716", "720", "731", "732", "739"),
    "810": ("801", "802", "803", "804", "805"),
    "840": ("810", "820", "830"),
}
SIX_PARTS = (0.22, 0.15, 0.24, 0.11, 0.22, 0.06)  # terrain, envelope, homes, common, installations, equipment
PROVISIONS = ("401", "402", "403", "404", "405", "406", "407")


def completed(amounts: Mapping[str, int], lines: list[str], sums: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """The amounts with 0 on every account not named, and every sum added; kroner."""
    full = {number: amounts.get(number, 0) for number in lines}
    for number, parts in sums.items():
        full[number] = sum(full[part] for part in parts)
    return full


def detailed(lines: dict[str, int]) -> dict[str, int]:
    """The detail accounts whose split is only illustrative: loans, and maintenance by its six main groups."""
    full = dict(lines)
    gross = full.get("101", 0)
    full["101.1"], full["101.3"] = round(gross * 0.6), round(gross * 0.03)
    full["101.2"] = gross - full["101.1"] - full["101.3"]
    for whole, stem in (("115", "115"), ("116.gross", "116")):
        rest = full.get(whole, 0)
        for part, share in enumerate(SIX_PARTS[:-1], start=1):
            full[f"{stem}.{part}"] = round(full.get(whole, 0) * share)
            rest -= full[f"{stem}.{part}"]
        full[f"{stem}.6"] = rest
    return full
