from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils import schema
from utils.cleaning import dates

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(("text", "published", "precision"), [
    ("2025-01-29", "2025-01-29 00:00", "day"),
    ("2025-1-9", "2025-01-09 00:00", "day"),
    ("2025-01-29 00:00:00", "2025-01-29 00:00", "day"),
    ("2025-01-29T00:00:00Z", "2025-01-29 00:00", "day"),
    ("2025-01-29T00:00:00+08:00", "2025-01-28 16:00", "minute"),
    ("2025-01-29 10:11:12.123456+00:00", "2025-01-29 10:11", "minute"),
    ("2025-01-29T10:11Z", "2025-01-29 10:11", "minute"),
    ("2025-01-29T10:11:12.000Z", "2025-01-29 10:11", "minute"),
    ("2025-01-29T23:30:00-05:00", "2025-01-30 04:30", "minute"),
    ("2025-01-29 10:11", "2025-01-29 10:11", "minute"),
    ("2025/01/29 10:11", "2025-01-29 10:11", "minute"),
    ("20250129", "2025-01-29 00:00", "day"),
    ("20250129T101100Z", "2025-01-29 10:11", "minute"),
    ("20250129101112", "2025-01-29 10:11", "minute"),
    ("Wed, 29 Jan 2025 10:11:12 GMT", "2025-01-29 10:11", "minute"),
    ("Wed, 29 Jan 2025 10:11:12 -0500", "2025-01-29 15:11", "minute"),
    ("Wed, 29 Jan 25 10:11 EST", "2025-01-29 15:11", "minute"),
    ("Wed Jan 29 10:11:12 2025", "2025-01-29 10:11", "minute"),
    ("Wed Jan 29 10:11:12 +0000 2025", "2025-01-29 10:11", "minute"),
    ("January 29, 2025", "2025-01-29 00:00", "day"),
    ("Jan. 29, 2025 4:05 PM ET", "2025-01-29 21:05", "minute"),
    ("July 4, 2024 4:05 p.m. ET", "2024-07-04 20:05", "minute"),
    ("Updated 9:37 PM ET, Wed January 29, 2025", "2025-01-30 02:37", "minute"),
    ("29 January 2025, 5:30 pm", "2025-01-29 17:30", "minute"),
    ("Monday, 27 January 2025 at 08:15 CET", "2025-01-27 07:15", "minute"),
    ("1st May 2024", "2024-05-01 00:00", "day"),
    ("29 janvier 2025", "2025-01-29 00:00", "day"),
    ("3. März 2024", "2024-03-03 00:00", "day"),
    ("3 de marzo de 2024", "2024-03-03 00:00", "day"),
    ("2025年1月29日", "2025-01-29 00:00", "day"),
    ("29.01.2025 10:11", "2025-01-29 10:11", "minute"),
    ("03.04.2023", "2023-04-03 00:00", "day"),
    ("13/04/2023", "2023-04-13 00:00", "day"),
    ("04/13/2023", "2023-04-13 00:00", "day"),
    ("03/03/2023", "2023-03-03 00:00", "day"),
    ("12/31/99", "1999-12-31 00:00", "day"),
    ("1738145472", "2025-01-29 10:11", "minute"),
    ("1738145472000", "2025-01-29 10:11", "minute"),
    ("1738145472.0", "2025-01-29 10:11", "minute"),
    ("2025-06-02T11:00:00Z", "2025-06-02 11:00", "minute"),
])
def test_what_says_a_day_is_read(text, published, precision):
    found = dates.read(text, NOW)
    assert found.note == "ok" and found.precision == precision and found.published_as == text
    assert found.published.strftime("%Y-%m-%d %H:%M") == published and found.published.tzinfo is UTC


@pytest.mark.parametrize(("text", "note"), [
    ("", "missing"), ("  ", "missing"),
    ("03/04/2023", "ambiguous"), ("01-02-2024", "ambiguous"), ("2025", "ambiguous"), ("Jan 2025", "ambiguous"),
    ("2025-01", "ambiguous"), ("yesterday", "ambiguous"), ("2 hours ago", "ambiguous"), ("Tuesday", "ambiguous"),
    ("2023-02-30", "impossible"), ("2023-13-01", "impossible"), ("0000-00-00", "impossible"), ("soon", "impossible"),
    ("1830-01-01", "impossible"), ("1970-01-01T00:00:00Z", "impossible"), ("0", "impossible"), ("45686", "impossible"),
    ("2025-01-29 25:61", "impossible"), ("Sat, 32 Jan 2025 10:00:00 GMT", "impossible"),
    ("2025-06-02T13:00:00Z", "future"), ("2031-01-01", "future"),
])
def test_what_says_none_stays_unknown(text, note):
    found = dates.read(text, NOW)
    assert (found.published, found.precision, found.note) == (None, "", note)
    assert note in schema.DATE_NOTES


@pytest.mark.parametrize(("column", "expected"), [
    (["03/04/2023", "13/04/2023"], True), (["03/04/2023", "04/13/2023"], False), (["03/04/2023"], None),
    (["13/04/2023", "04/13/2023"], None), ([], None), (["2023-04-13"], None),
])
def test_a_column_settles_the_order_of_day_and_month(column, expected):
    assert dates.order(column).day_first is expected


def test_a_settled_order_is_used():
    assert dates.read("03/04/2023", NOW, day_first=True).published.month == 4
    assert dates.read("03/04/2023", NOW, day_first=False).published.month == 3


@settings(deadline=None)
@given(st.datetimes(datetime(1971, 1, 1), datetime(2025, 5, 31)), st.integers(-14 * 60, 14 * 60))
def test_a_moment_survives_every_way_to_write_it(moment, offset):
    moment = moment.replace(second=30, microsecond=0, tzinfo=timezone(timedelta(minutes=offset)))
    for text in (moment.isoformat(), format_datetime(moment), moment.strftime("%d %B %Y %H:%M:%S %z"),
                 moment.strftime("%B %d, %Y %I:%M:%S %p %z"), str(int(moment.timestamp())).zfill(10)):
        assert dates.read(text, NOW).published == moment


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_read_without_failing_and_never_as_today(text):
    found = dates.read(text, NOW)
    assert found.note in schema.DATE_NOTES and (found.published is None) == (found.note != "ok")
    assert found.published is None or found.published.date() != NOW.date() or any(digit.isdigit() for digit in text)


@pytest.mark.parametrize(("notes", "url", "published_as"), [
    (["NOTE: Details were added on January 29, 2025."], "", "January 29, 2025"),
    ([], "https://example.org/2025/01/29/story", "2025/01/29"),
    ([], "https://example.org/world/2025/jan/29/story", "2025/jan/29"),
    ([], "https://example.org/news/2025-01-29-story", "2025-01-29"),
])
def test_a_guess_says_where_it_comes_from(notes, url, published_as):
    found = dates.guess(notes, url, NOW)
    assert (found.published.date(), found.published_as) == (date(2025, 1, 29), published_as)
    assert (found.precision, found.note) == ("guessed", "guessed")


@pytest.mark.parametrize("url", ["", "https://example.org/2025/13/40/x", "https://example.org/2031/01/01/x",
                                 "https://example.org/id-20250129"])
def test_no_guess_without_evidence(url):
    assert dates.guess(["NOTE: Details were added."], url, NOW) == dates.Date(None, "", "", "missing")


@pytest.mark.parametrize(("word", "day"), [
    ("Tuesday", 28), ("wednesday", 29), ("Thursday", 23), ("Monday", 27), ("someday", None),
])
def test_weekdays_are_that_day_or_the_last_before(word, day):
    assert dates.resolve_weekday(word, datetime(2025, 1, 29, 8, tzinfo=UTC)) == (day and date(2025, 1, day))
