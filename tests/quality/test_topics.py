"""The topics of data/topics.toml on items written for this project: each floor may rise, never fall.

The items are made up; they follow what real headlines do. `chip-export-rules` also has items that are hard to tell.
"""

import pandas as pd
import pytest

from utils.matching import parse
from utils.matching.index import Memory
from utils.matching.select import match_all
from utils.story import topics

RULES, AI, BANS = "chip-export-rules", "ai-rules", "tech-security-bans"
INDUSTRY, MARKETS, RACE = "chip-industry", "markets", "ai-race"
PADDING = "Officials met in the capital and spoke about trade, farming and flights for most of the morning. " * 6

ITEMS = [
    # chip export rules: plain, by company, by tool, by material, by evasion, by reaction, by list
    ({RULES}, "Washington bars sale of top accelerators", "The US will block the fastest AI chips for China."),
    ({RULES}, "Dutch government tightens licence rules for lithography gear", "Makers need a permit for China."),
    ({RULES}, "Tokyo joins allies in curbing chip tool exports", "Twenty-three kinds of machine are on the list."),
    ({RULES}, "Beijing puts gallium and germanium under export licences", "The metals are used in chips."),
    ({RULES}, "Graphite next as China widens export controls", "Battery makers and wafer plants expect delays."),
    ({RULES}, "Commerce adds 14 firms to Entity List", "Designers of AI processors and two chipmakers are named."),
    ({RULES}, "Couriers held over smuggled GPUs", "Singapore police say servers with Nvidia parts went to China."),
    ({RULES}, "Nvidia may resume H20 sales to Chinese customers", "Licences will be granted, the company says."),
    ({RULES}, "ASML says new controls will not change its outlook",
     "The chip equipment maker has stopped servicing some machines in China under export restrictions."),
    ({RULES}, "China urges Netherlands to resist US chip curbs", "The ambassador spoke of broken trust."),
    ({RULES}, "Lawmakers call for tougher sanctions on SMIC", "A teardown found a domestic processor in a phone."),
    ({RULES}, "How banned processors reach Russian missiles", "Western microchips pass through traders in Russia."),
    ({RULES}, "Seoul wins waiver for its memory plants in China", "Chip tools may be shipped without a licence."),
    ({RULES}, "US restricts AI chip sales to the Gulf", "Exports now need approval in more countries."),
    ({RULES}, "Export controls are slowing Chinese supercomputers", "Engineers make do with older chips."),
    ({RULES, BANS}, "China bans Micron from key networks", "A cybersecurity review found risks."),
    ({RULES}, "Germany weighs limiting chip chemicals for China", "Export of two acids may need a permit."),
    ({RULES}, "Chip war: both sides dig in", "Beijing answered the latest curbs within a day."),
    ({RULES}, "Rule on AI chip exports rescinded", "The US drops country caps but keeps licence duty for China."),
    ({RULES}, "Huawei got round chip sanctions, trade body says", "Shell firms bought the machines."),
    ({RULES}, "Trade body wants softer controls", PADDING + "Its members say limits on chip exports to China hurt."),
    # near misses: the words are there, the matter is not
    (set(), "Korean exports fall for a tenth month", "Weak demand for memory chips weighed on the figures."),
    (set(), "Chip Roy blocks spending bill", "The Texan called the vote on China funds a disgrace."),
    (set(), "Wood chips banned from playground", "The council acted after complaints in April."),
    (set(), "New phone brings faster chip", "The US model ships in March with no limit on colours."),
    (set(), "Best graphics cards for less", "Nvidia and AMD compared; licence for one game included."),
    (set(), "Ministers meet over fishing", PADDING + "A chip plant was mentioned. Licences for boats were not."),
    (set(), "Laptop in graphite with new controls", "The gallium charger is tiny."),
    (set(), "Order limits investment in Chinese technology funds", "Investors must report semiconductor stakes."),
    (set(), "Sanctions on Russian oil tightened", "Tankers are barred from ports."),
    (set(), "Poker chips seized at border", "Customs said the gang restricted itself to casinos."),
    (set(), "Trade ministers end dispute over wine", "China drops curbs on bottles after two years."),
    # chip industry
    ({INDUSTRY}, "TSMC breaks ground on German chip plant", "The factory gets five billion in subsidies."),
    ({INDUSTRY}, "Chips Act money goes to Ohio fab", "The grant pays a tenth of the factory."),
    ({INDUSTRY}, "Intel delays new foundry", "Demand for its chip manufacturing is weak."),
    ({INDUSTRY}, "India courts semiconductor makers", "A fund will pay half of every plant."),
    # tech security bans
    ({BANS}, "Army drops DJI drones over spying fears", "Chinese drones may send pictures home."),
    ({BANS}, "Berlin orders Huawei out of 5G cores", "Operators have until 2026 to remove banned parts."),
    ({BANS}, "Senate votes to ban TikTok from phones of officials", "Lawmakers named security."),
    ({BANS}, "Engineer accused of taking trade secrets to China", "The chip designs were stolen over years."),
    # AI rules
    ({AI}, "Parliament passes AI Act", "The law bans scoring of citizens."),
    ({AI}, "Authors sue OpenAI over copyright", "A court will hear the case in June."),
    ({AI}, "Watchdog opens probe into chatbot", "The privacy office wants answers on ChatGPT."),
    ({AI}, "China drafts rules for generative AI", "Regulators want labels on deepfakes."),
    # markets
    ({MARKETS}, "Nvidia shares slide after results", "The stock lost a tenth though revenue doubled."),
    ({MARKETS}, "China slips into deflation", "Consumer prices fell for a third month."),
    ({MARKETS}, "Alibaba profit beats forecasts", "Cloud revenue helped the company."),
    ({MARKETS}, "Investors flee tech stocks", "The sell-off spread from AI companies to makers of tools."),
    # AI race
    ({RACE}, "DeepSeek releases open model", "The model is said to rival the best from OpenAI."),
    ({RACE}, "Who leads the AI race?", "Two labs are ahead and three startups close behind."),
    ({RACE}, "Anthropic unveils Claude upgrade", "The new model answers faster."),
    ({RACE}, "Baidu chatbot takes on ChatGPT", "Ernie Bot was launched after months of delay."),
]
# F1 on these items: one mistake more than on the day the topics were written is too many.
FLOORS = {RULES: 0.95, AI: 0.95, BANS: 0.95, INDUSTRY: 0.95, MARKETS: 0.95, RACE: 0.95}


@pytest.fixture(scope="module")
def matched():
    index = Memory(pd.DataFrame([(title, text) for _, title, text in ITEMS], columns=["title", "text"]))
    return match_all({topic.id: parse(topic.query) for topic in topics().values()}, index)


@pytest.mark.parametrize("topic", FLOORS)
def test_a_topic_finds_its_items_and_no_others(topic, matched):
    found = set(matched[topic].tolist())
    wanted = {number for number, (labels, *_) in enumerate(ITEMS) if topic in labels}
    missed = [ITEMS[number][1] for number in sorted(wanted - found)]
    false = [ITEMS[number][1] for number in sorted(found - wanted)]
    score = 2 * len(found & wanted) / (len(found) + len(wanted))
    assert score >= FLOORS[topic], f"{score:.2f}; missed {missed}; false {false}"


def test_the_topics_are_the_six_in_their_order():
    assert list(topics()) == [RULES, AI, BANS, INDUSTRY, MARKETS, RACE]
    assert all(topic.name[0].isupper() and topic.note for topic in topics().values())
