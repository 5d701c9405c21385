"""The demo corpus is what its card says: outlets, dates, lengths, invented speakers, and every planted feature."""

import json
import re
from collections import Counter
from datetime import date, datetime
from itertools import combinations

import pytest

from utils.story import DATA

CARD = (DATA / "demo" / "README.md").read_text(encoding="utf-8")
LINES = [json.loads(line) for line in (DATA / "demo" / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
FIELDS = {"url", "outlet", "title", "text", "published", "author", "language"}
FIRST, LAST = date(2022, 10, 7), date(2025, 11, 12)
ODD_DATES = {"", "2024-11-31", "03/04/2023"}
PEAKS = ("2022-10", "2023-01", "2023-05", "2023-07", "2023-10", "2024-12", "2025-01", "2025-04", "2025-08", "2025-10")
TOPICS = ("ai-rules", "tech-security-bans", "chip-industry", "markets", "ai-race")
INVENTED = re.compile(r"\(invented\)|\(erfunden\)|（虚构）")
QUOTED = re.compile(r'"[^"]+"|“[^”]+”|„[^“]+“')


def key(line: dict) -> str:
    """Return the id by which the card names an article."""
    return line["url"].removeprefix("https://").replace(".example/", "/", 1)


ARTICLES = {(key(line), line["text"]): line for line in LINES if line["text"]}.values()
BY_KEY = {key(line): line for line in ARTICLES}
ROWS_OF_TWO = re.findall(r"^\| ([^|]+?) \| [^|]*\(invented[^|]*\|$", CARD, re.M)
ANALYSTS = [name for cell in ROWS_OF_TWO for name in re.split(r" \(|\)", cell) if name]


def listed(feature: str) -> list[list[dict]]:
    """Return the articles of each of the card's lines that begin with `feature`."""
    lines = re.findall(rf"^- {re.escape(feature)}.*$", CARD, re.M)
    return [[BY_KEY[name] for name in re.findall(r"`([\w-]+/[^`]+)`", line)] for line in lines]


def only(feature: str) -> list[dict]:
    """Return the articles of the one line of the card that begins with `feature`."""
    [articles] = listed(feature)
    return articles


def shingles(line: dict) -> set[str]:
    words = line["text"].split()
    return {" ".join(words[start:start + 5]) for start in range(len(words) - 4)}


def alike(one: dict, other: dict) -> float:
    """Return the share of five-word runs that two texts have in common (Jaccard)."""
    ours, theirs = shingles(one), shingles(other)
    return len(ours & theirs) / max(len(ours | theirs), 1)


def day(line: dict) -> date:
    return datetime.fromisoformat(line["published"]).date()


def test_every_line_has_the_same_fields_and_all_but_one_can_be_used():
    assert all(line.keys() == FIELDS for line in LINES)
    unusable = [key(line) for line in LINES if not line["title"] and not line["text"]]
    assert unusable == ["straitside-newswire/placeholder"]
    assert all(line["title"] for line in ARTICLES)


def test_one_line_is_repeated_and_one_address_is_revised():
    times = Counter((key(line), line["text"]) for line in LINES)
    assert [name for (name, _), n in times.items() if n > 1] == ["kingsway-markets/nvidia-soars-on-forecast"]
    first, second = [line for line in ARTICLES if line["url"] == only("correction")[0]["url"]]
    assert len(ARTICLES) == len({line["url"] for line in ARTICLES}) + 1
    assert "from 1 August" in first["text"] and "Correction:" not in first["text"]
    assert "Correction:" in second["text"] and "from 1 September" in second["text"]
    assert first["published"] < second["published"]


def test_the_card_counts_lines_outlets_and_languages_as_they_are():
    assert f"| {len(LINES)}: {len(ARTICLES)} articles" in CARD
    counted = {name: int(n) for name, n in re.findall(r"^\| ([^|]+ \(invented\)) \|.*\| (\d+) \|$", CARD, re.M)}
    assert counted == Counter(line["outlet"] for line in ARTICLES)
    languages = Counter(line["language"] for line in ARTICLES)
    assert f"| {languages['en']} English, {languages['de']} German, {languages['zh']} Chinese |" in CARD


def test_outlets_are_marked_as_invented_and_publish_from_a_reserved_domain():
    assert all(line["outlet"].endswith(" (invented)") for line in LINES)
    hosts = {(line["outlet"], line["url"].split("/")[2]) for line in LINES}
    assert len(hosts) == len(dict(hosts)) == 12
    assert all(host.endswith(".example") for _, host in hosts)


def test_authors_are_on_the_card():
    unwrapped = " ".join(CARD.split())
    assert all(line["author"] in unwrapped for line in ARTICLES)


@pytest.mark.parametrize("line", ARTICLES, ids=key)
def test_briefs_are_brief(line):
    if line["language"] == "zh":
        assert 300 <= len(line["text"]) <= 450
    else:
        assert 90 <= len(line["text"].split()) <= 220


@pytest.mark.parametrize("line", ARTICLES, ids=key)
def test_quotation_marks_hold_only_the_words_of_listed_analysts(line):
    assert not QUOTED.search(line["title"])
    for paragraph in line["text"].split("\n\n"):
        bare = QUOTED.sub("", paragraph)
        assert not re.search('["“”„]', bare), "a quotation mark without its partner"
        if bare != paragraph:
            assert any(name in bare for name in ANALYSTS), paragraph


@pytest.mark.parametrize("line", ARTICLES, ids=key)
def test_analysts_come_with_an_institute_marked_as_invented(line):
    if any(name in line["text"] for name in ANALYSTS):
        assert INVENTED.search(line["text"])


def test_dates_lie_within_the_span_but_for_the_planted_ones():
    assert {line["published"] for line in ARTICLES if line["published"] in ODD_DATES} == ODD_DATES
    days = sorted(day(line) for line in ARTICLES if line["published"] not in ODD_DATES)
    assert days[0] == FIRST and days[-1] == LAST
    assert [line["published"] for line in only("undated")] == ["", ""]
    assert [line["published"] for line in only("impossible date")] == ["2024-11-31"]
    assert [line["published"] for line in only("ambiguous date")] == ["03/04/2023"]


def test_peaks_stand_out():
    months = Counter(line["published"][:7] for line in ARTICLES if line["published"] not in ODD_DATES)
    others = [n for month, n in months.items() if month not in (*PEAKS, "2025-07")]
    assert min(months[month] for month in PEAKS) >= 4 > sum(others) / len(others) * 2


def test_copies_are_nearly_the_same_and_nothing_else_is():
    groups = listed("copies")
    assert len(groups) >= 5
    planted = {frozenset(map(key, pair)) for group in groups for pair in combinations(group, 2)}
    assert all(len({line["outlet"] for line in group}) == len(group) >= 2 for group in groups)
    for one, other in combinations([line for line in BY_KEY.values() if line["language"] != "zh"], 2):
        if {key(one), key(other)} in planted:
            assert 0.6 < alike(one, other) < 1 and one["title"] != other["title"]
        else:
            assert alike(one, other) < 0.1, (key(one), key(other))


def test_the_originals_of_copies_are_the_earliest():
    assert all(min(group, key=lambda line: line["published"]) is group[0] for group in listed("copies"))


def test_the_recycled_leak_is_old_unnamed_and_uncredited():
    leak, again = only("recycled leak")
    assert (day(again) - day(leak)).days >= 21
    assert all("people familiar with the matter" in line["text"] for line in (leak, again))
    assert leak["outlet"] not in again["text"]


def test_the_stage_conflict_is_of_one_day():
    halted, weighed = only("stage conflict")
    assert day(halted) == day(weighed)
    assert "halts" in halted["title"] and "weighs" in weighed["title"]


def test_the_echo_chain_ends_in_one_anonymous_root():
    root, echo, second_echo = only("echo chain")
    assert "people familiar with the matter" in root["text"] and "(invented) reported" not in root["text"]
    assert f"{root['outlet']} reported" in echo["text"]
    assert f"{echo['outlet']} reported" in second_echo["text"] and root["outlet"] not in second_echo["text"]
    assert root["published"] < echo["published"] < second_echo["published"]


@pytest.mark.parametrize(("feature", "figures"), [
    ("conflicting figures, 80 or 82", ("80 entities", "makes 82")),
    ("conflicting figures, 589 or 593", ("$589 billion", "$593 billion")),
])
def test_conflicting_figures_conflict(feature, figures):
    assert all(figure in line["text"] for figure, line in zip(figures, only(feature), strict=True))


def test_denials_letters_opinions_and_the_live_page_are_recognisable():
    assert all("denies" in line["title"] for line in only("denials"))
    assert all(re.search(r"\bletters?\b|notice to the company", line["text"]) for line in only("letters to firms"))
    assert len(only("opinion")) >= 4 and all(line["title"].startswith("Opinion: ") for line in only("opinion"))
    assert [line for line in ARTICLES if line["title"].startswith("Live: ")] == only("live page")


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_examples(topic):
    assert len(only(topic)) >= 3


@pytest.mark.parametrize("furniture", [
    r"^ALSO SEE: ", r"^Sign up for .*newsletter", r"^- Reporting by .*, editing by ",
    r"^- Reporting by [\w ]+ \(invented\)$", r"^What binds when$", r"^Correction: ",
])
def test_some_lines_are_not_prose(furniture):
    assert any(re.search(furniture, line["text"], re.M) for line in ARTICLES)


def test_the_card_names_only_articles_that_are_there():
    named = set(re.findall(r"`([\w]+-[\w-]+/[^`]+)`", CARD))
    assert named - BY_KEY.keys() == {"straitside-newswire/placeholder"}
