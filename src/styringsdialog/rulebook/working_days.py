"""Working days in Denmark: Monday to Friday but the public holidays of the church, New Year's Day and Christmas.

5 June and 24 and 31 December count as working days: they are no public holidays by law, and a deadline counted
with them falls earlier rather than later. Store bededag (the fourth Friday after Easter) was one to 2023.
"""

from datetime import date, timedelta

LAST_PRAYER_DAY = 2023
# Days from Easter Sunday: Maundy Thursday, Good Friday, Easter Monday, Ascension Day, Whit Monday.
AROUND_EASTER = (-3, -2, 1, 39, 50)
PRAYER_DAY = 26
FIXED = ((1, 1), (12, 25), (12, 26))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no public holiday."""
    from_easter = (day - easter(day.year)).days
    is_prayer_day = from_easter == PRAYER_DAY and day.year <= LAST_PRAYER_DAY
    is_holiday = (day.month, day.day) in FIXED or from_easter in AROUND_EASTER or is_prayer_day
    return day.weekday() < 5 and not is_holiday


def working_days_after(day: date, count: int) -> date:
    """The last of `count` working days after `day`, which itself does not count."""
    found = day
    while count > 0:
        found += timedelta(days=1)
        count -= is_working_day(found)
    return found
