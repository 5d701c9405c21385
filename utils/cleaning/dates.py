"""What a date field says, in UTC, and how far to trust it. An unknown date is null, never today."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Date(NamedTuple):
    """When an article was published: `published` (UTC, None when not known), the text it came from, and the notes.

    `precision` is one of schema.PRECISIONS (day-only dates are midnight UTC), `note` one of schema.DATE_NOTES.
    """

    published: datetime | None
    published_as: str
    precision: str
    note: str


class Order(NamedTuple):
    """How many dates of a column can only have the day first, how many the month, how many either, one of these."""

    day: int
    month: int
    either: int
    example: str

    @property
    def day_first(self) -> bool | None:
        """Whether the day comes first, None where no date tells or they contradict one another."""
        return None if bool(self.day) == bool(self.month) else bool(self.day)


EARLIEST = 1900
# Midnight of these days is what software writes for "no date".
PLACEHOLDERS = {datetime(1970, 1, 1, tzinfo=UTC), datetime(1900, 1, 1, tzinfo=UTC)}
MONTHS = {name: month for month, names in enumerate((
    "jan january januar janvier januari enero ene gennaio gen janeiro janv",
    "feb february februar février fevrier februari febrero febbraio fevereiro fév fev",
    "mar march märz mars maart marzo março marco mär mrz", "apr april avril abril aprile avr abr",
    "may mai mei mayo maggio maio mag", "jun june juni juin junio giugno junho giu",
    "jul july juli juillet julio luglio julho juil lug", "aug august août aout augustus agosto ago",
    "sep sept september septembre septiembre settembre setembro set",
    "oct october oktober octobre octubre ottobre outubro okt out ott",
    "nov november novembre noviembre novembro",
    "dec december dezember décembre decembre diciembre dicembre dezembro dez dic",
), start=1) for name in names.split()}
NEW_YORK, CHICAGO, DENVER, LOS_ANGELES = (
    ZoneInfo(f"America/{city}") for city in ("New_York", "Chicago", "Denver", "Los_Angeles"))
# Abbreviations as RFC 822 and news sites use them; IST is read as India's.
ZONES = {name: timezone(timedelta(hours=hours)) for name, hours in {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7, "BST": 1, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "HKT": 8,
    "SGT": 8, "AWST": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}.items()} | {"ET": NEW_YORK, "CT": CHICAGO, "MT": DENVER, "PT": LOS_ANGELES}

YEAR_FIRST = re.compile(r"(?<!\d)(?P<y>\d{4})\s?[-/.年]\s?(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})(?!\d)日?")
COMPACT = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?=$|\D|\d{6}$)")
DAY_MONTH = re.compile(r"(?<![\d:])(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]*(?:de\s+|of\s+)?(?P<m>[^\W\d_]{3,10})"
                       r"\.?,?[\s-]*(?:de\s+)?(?P<y>\d{4}(?!\d)|\d\d(?=$|\s+\d{1,2}:))")
MONTH_DAY = re.compile(r"(?P<m>[^\W\d_]{3,10})\.?\s*(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})(?![\d:])")
YEAR_MONTH = re.compile(r"(?<!\d)(?P<y>\d{4})[\s/-](?P<m>[^\W\d_]{3,10})\.?[\s/-](?P<d>\d{1,2})(?!\d)")  # ProQuest
C_TIME = re.compile(r"(?P<m>[A-Z][a-z]{2})\s+(?P<d>\d{1,2})"
                    r"(?=\s+\d\d:\d\d:\d\d(?:\s+[A-Z+-][A-Z\d]{2,4})?\s+(?P<y>\d{4})$)")  # as C's asctime
NUMERIC = re.compile(r"(?<!\d)(?P<a>\d{1,2})\s?(?P<sign>[/.-])\s?(?P<b>\d{1,2})\s?(?P=sign)\s?(?P<y>\d{4}|\d\d)(?!\d)")
# Says something of the time, but not which day: a year, a month, "2 hours ago", "Tuesday".
PARTIAL = re.compile(r"(?:[^\W\d_]{3,10}\.?,?\s+)?(?:19|20)\d\d(?:-\d\d)?|(?:\d+|an?|last|this)\s+\w+(?:\s+ago)?"
                     r"|today|yesterday|(?:just )?now|(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.I)
TIME = re.compile(r"(?<!\d)(?P<h>\d{1,2})(?::|(?=\s*[ap]\.?m))(?P<min>\d\d)?(?::(?P<s>\d\d)(?:[.,]\d+)?)?"
                  r"\s*(?P<half>[ap])?(?:\.?m\b\.?)?", re.I)
COMPACT_TIME = re.compile(r"^T?(?P<h>\d\d)(?P<min>\d\d)(?P<s>\d\d)?(?P<half>)(?=Z|[+-]|$)")
OFFSET = re.compile(r"^\s*(?:UTC|GMT)?\s*([+-])(\d\d):?(\d\d)?\b")
ZONE = re.compile(r"\b(" + "|".join(ZONES) + r")\b|(?<=\d)Z")
IN_PATH = re.compile(r"/(?P<y>20\d\d)[/-](?P<m>\d{1,2}|[a-z]{3})[/-](?P<d>\d{1,2})(?=[/-]|$)")
EPOCH = re.compile(r"(\d{9,10})(?:\.\d+)?|(\d{13})|(\d{16})")
TEXTUAL = (C_TIME, YEAR_MONTH, DAY_MONTH, MONTH_DAY)


def read(text: str, now: datetime, *, day_first: bool | None = None) -> Date:
    """Return what a date field says; a time without a zone is read as UTC, exact midnight UTC as a day.

    `day_first` settles 03/04/2023 (None: not known, so it is ambiguous). More than a day past `now` is "future".
    """
    text = " ".join(text.split())
    if not text:
        return Date(None, "", "", "missing")
    epoch = EPOCH.fullmatch(text)
    if epoch:
        seconds, milli, micro = epoch.groups()
        moment = int(seconds) if seconds else int(milli) / 1e3 if milli else int(micro) / 1e6
        return _judged(datetime.fromtimestamp(moment, UTC), text, "minute", now)
    found = _day(text, day_first)
    if isinstance(found, str):
        return Date(None, text, "", found)
    day, rest = found
    moment, precision = _moment(day, rest)
    return _judged(moment, text, precision, now)


def order(texts: Iterable[str]) -> Order:
    """Return what the dates of a column tell about the order in which it writes day and month."""
    day, month, open_ = 0, 0, []
    for text in texts:
        match = NUMERIC.search(text)
        if match and (int(match["a"]) > 12) != (int(match["b"]) > 12):
            day += int(match["a"]) > 12
            month += int(match["b"]) > 12
        elif match and _day(text, None) == "ambiguous":
            open_.append(match[0])
    return Order(day, month, len(open_), open_[0] if open_ else "")


def guess(notes: Iterable[str], url: str, now: datetime) -> Date:
    """Return a date for an article without one, from its link's path or its own notes; "missing" where none tells."""
    in_path = IN_PATH.search(url)
    candidates = [(in_path[0].strip("/-"), f"{in_path['y']}-{_month(in_path['m'])}-{in_path['d']}")] if in_path else []
    candidates += [(match[0], match[0]) for note in notes for pattern in (*TEXTUAL, YEAR_FIRST)
                   for match in pattern.finditer(note)]
    for found_as, text in candidates:
        found = read(text, now)
        if found.note == "ok":
            return Date(found.published, found_as, "guessed", "guessed")
    return Date(None, "", "", "missing")


def resolve_weekday(word: str, published: date | datetime) -> date | None:
    """Return the day that a report of `published` means by "Tuesday": that day or the last one before it."""
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    if word.strip().lower() not in names:
        return None
    day = published.date() if isinstance(published, datetime) else published
    return day - timedelta(days=(day.weekday() - names.index(word.strip().lower())) % 7)


def _day(text: str, day_first_: bool | None) -> tuple[date, str] | str:
    """Return the day that `text` names and the text after it, or the note why it names none."""
    for pattern in (YEAR_FIRST, *TEXTUAL, NUMERIC, COMPACT):
        for match in pattern.finditer(text):
            numbers = _numeric(match, day_first_) if pattern is NUMERIC else _named(match)
            if numbers == "ambiguous":
                return "ambiguous"
            if numbers:
                try:
                    day = date(*numbers)
                except ValueError:
                    return "impossible"
                rest = text[match.end():]
                return day, rest if COMPACT_TIME.search(rest) or TIME.search(rest) else text[: match.start()]
    return "ambiguous" if PARTIAL.fullmatch(text) else "impossible"


def _named(match: re.Match) -> tuple[int, int, int] | None:
    month = _month(match["m"])
    return (_year(match["y"]), month, int(match["d"])) if month or match["m"].isdigit() else None


def _month(name: str) -> int:
    return int(name) if name.isdigit() else MONTHS.get(name.lower(), 0)


def _numeric(match: re.Match, day_first_: bool | None) -> tuple[int, int, int] | str:
    first, second, year = int(match["a"]), int(match["b"]), _year(match["y"])
    if match["sign"] == "." or first > 12 or first == second:
        return year, second, first
    if second > 12:
        return year, first, second
    if day_first_ is None:
        return "ambiguous"
    return (year, second, first) if day_first_ else (year, first, second)


def _year(digits: str) -> int:
    """Two digits as RFC 2822 reads them: 00 to 49 are 2000 on."""
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) < 50 else 1900)


def _moment(day: date, rest: str) -> tuple[datetime | None, str]:
    """Return day and time of day in UTC, and the precision; None for a time that no clock shows."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    time = COMPACT_TIME.search(rest) or TIME.search(rest)
    if not time or not (time["min"] or time["half"]):
        return midnight, "day"
    hour, minute, second = int(time["h"]), int(time["min"] or 0), int(time["s"] or 0)
    if time["half"]:
        hour = hour % 12 + (12 if time["half"].lower() == "p" else 0)
    try:
        local = datetime(day.year, day.month, day.day, hour, minute, min(second, 59), tzinfo=_zone(rest[time.end():]))
    except ValueError:
        return None, ""
    moment = local.astimezone(UTC)
    return moment, "day" if moment == midnight and local.utcoffset() == timedelta(0) else "minute"


def _zone(rest: str) -> timezone | ZoneInfo:
    offset = OFFSET.search(rest)
    if offset:
        sign, hours, minutes = offset.groups()
        ahead = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(ahead if sign == "+" else -ahead) if ahead < timedelta(hours=24) else UTC
    name = ZONE.search(rest)
    return ZONES[name[1] or "Z"] if name else UTC


def _judged(moment: datetime | None, text: str, precision: str, now: datetime) -> Date:
    if moment is None or moment.year < EARLIEST or moment in PLACEHOLDERS:
        return Date(None, text, "", "impossible")
    if moment > now + timedelta(days=1):
        return Date(None, text, "", "future")
    return Date(moment, text, precision, "ok")
