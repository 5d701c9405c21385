"""Who is in an article, on cases written for this project: the floors may rise, never fall.

Each case: headline, text, and what is in the text as "name | type | count"; headlines are read but do not count.
"""

import json

import pytest

from utils.enrichment.watch import Watchlist
from utils.evaluate.entities import entities

CASES = [
    # a story's actors: aliases, possessives, modifiers, short forms, acronyms
    ("Lab denies copying",
     "DeepSeek’s model was built by DeepSeek alone, the lab said on Tuesday. OpenAI’s lawyers disagree. The API "
     "was not abused, they wrote, and no IP was lost.",
     "DeepSeek | ORG | 2; OpenAI | ORG | 1"),
    ("Adviser speaks",
     "David Sacks spoke at noon. Officials in the US agree with Sacks, and America’s rivals took note. “Nobody "
     "told us,” one of them said.",
     "David Sacks | PERSON | 2; United States | PLACE | 2"),
    ("Fund grows",
     "China International Capital Corp (CICC) expects AI spending to double by 2030. CICC counts 40 data centres.",
     "China International Capital Corp | ORG | 3"),
    ("Founder seen",
     "Liang Wenfeng, 40, rarely appears in public. Liang studied engineering in Hangzhou, and Liang’s fund hired "
     "early.",
     "Liang Wenfeng | PERSON | 3; Hangzhou | PLACE | 1"),
    ("Rules widen",
     "The U.S.-China quarrel over chips deepened when the Commerce Department put Inspur Group Co., Ltd. on the "
     "entity list. U.S. officials gave no reason.",
     "United States | PLACE | 2; China | PLACE | 1; US Department of Commerce | ORG | 1; Inspur | ORG | 1; Entity "
     "List | LAW | 1"),
    ("Answer expected",
     "Commerce Secretary Gina Raimondo will travel to Beijing in August. Raimondo wants a hotline.",
     "Gina Raimondo | PERSON | 2; Beijing | PLACE | 1"),
    ("Ministry replies",
     "China will respond, the Commerce Ministry said. A spokesman for the Ministry of Commerce named no date.",
     "China | PLACE | 1; Ministry of Commerce (China) | ORG | 2"),
    ("Two ministries",
     "Japanese buyers worry. The Foreign Ministry in Tokyo called the step regrettable; the Chinese Foreign "
     "Ministry called it normal. A Polish Foreign Ministry official declined to comment.",
     "Ministry of Foreign Affairs (Japan) | ORG | 1; Tokyo | PLACE | 1; Ministry of Foreign Affairs (China) | ORG "
     "| 1"),
    ("Paper reports",
     "The South China Morning Post and China Daily both carried the story, and the Financial Times followed.",
     "South China Morning Post | ORG | 1; China Daily | ORG | 1; Financial Times | ORG | 1"),
    ("Makers compared",
     "Nvidia’s H20 is weaker than the H100, and Huawei’s Ascend 910B sits between them.",
     "Nvidia | ORG | 1; Nvidia H20 | PRODUCT | 1; Nvidia H100 | PRODUCT | 1; Huawei | ORG | 1; Ascend | PRODUCT | "
     "1"),
    ("Foundry builds",
     "Taiwan Semiconductor Manufacturing Co will build in Arizona and in Kumamoto. TSMC named no cost.",
     "TSMC | ORG | 2; Arizona | PLACE | 1; Kumamoto | PLACE | 1"),
    ("Tools barred",
     "The Netherlands told ASML Holding NV to stop. Dutch officials had met Alan Estevez of the Bureau of Industry"
     " and Security.",
     "Netherlands | PLACE | 1; ASML | ORG | 1; Alan Estevez | PERSON | 1; Bureau of Industry and Security | ORG | "
     "1"),
    ("Law passes",
     "Under the CHIPS Act and Section 301, the White House may act alone. Congress must fund it.",
     "CHIPS and Science Act | LAW | 1; Section 301 | LAW | 1; White House | ORG | 1; United States Congress | ORG "
     "| 1"),
    ("Leaders to meet",
     "Xi Jinping and President Joe Biden will meet at the G20 summit in New Delhi. Xi comes first; Biden’s aides "
     "follow.",
     "Xi Jinping | PERSON | 2; Joe Biden | PERSON | 2; G20 summit | EVENT | 1; New Delhi | PLACE | 1"),
    ("Dateline",
     "SHANGHAI, June 3 - Tencent and Alibaba Group fell on Friday. BEIJING has said nothing.",
     "Shanghai | PLACE | 1; Tencent | ORG | 1; Alibaba | ORG | 1; Beijing | PLACE | 1"),
    # people nobody watches: titles, initials, surnames that are words or places
    ("Senator objects",
     "Sen. Marta K. Velloso asked for papers. “Too late,” Velloso said. Mr. Velloso, her brother, was not asked.",
     "Marta K. Velloso | PERSON | 3"),
    ("Economist warns",
     "Aaron Low of the Kestrel Institute sees trouble. Low rates hide it, and low growth does too. Growth, Low "
     "said, will stall.",
     "Aaron Low | PERSON | 2; Kestrel Institute | ORG | 1"),
    ("Secretary travels",
     "Defense Secretary Lloyd Austin landed in Manila. Austin then flew to Seoul.",
     "Lloyd Austin | PERSON | 2; Manila | PLACE | 1; Seoul | PLACE | 1"),
    ("Family business",
     "Ivanka Trump opened the fair in Dallas. Donald Trump stayed in Washington.",
     "Ivanka Trump | PERSON | 1; Dallas | PLACE | 1; Donald Trump | PERSON | 1; Washington | PLACE | 1"),
    ("Professor replies",
     "Lin Qiaoyun teaches law at Harlow University. Lin said the treaty is silent on software.",
     "Lin Qiaoyun | PERSON | 2; Harlow University | ORG | 1"),
    ("Two speakers",
     "Owen Pritchard runs the port of Rotterdam; Dana Whitlock audits it. Whitlock praised Pritchard’s staff.",
     "Owen Pritchard | PERSON | 2; Dana Whitlock | PERSON | 2; Rotterdam | PLACE | 1"),
    # organisations nobody watches: heads, suffixes, acronyms, short forms
    ("Council founded",
     "The Baltic Microchip Council (BMC) met in Riga. The BMC speaks for forty firms.",
     "Baltic Microchip Council | ORG | 3; Riga | PLACE | 1"),
    ("Supplier named",
     "Halberd Photonics Ltd. sells lenses. Halberd Photonics has two plants in Leeds, and neither is new.",
     "Halberd Photonics | ORG | 2; Leeds | PLACE | 1"),
    ("Business voice",
     "The US-China Business Council asked for talks, as did the European Union Chamber of Commerce in China.",
     "US-China Business Council | ORG | 1; European Union Chamber of Commerce in China | ORG | 1"),
    ("Bank comments",
     "Analysts at Goldman Sachs Group Inc. and at Deutsche Bank AG cut their forecasts for Micron Technology Inc.",
     "Goldman Sachs | ORG | 1; Deutsche Bank | ORG | 1; Micron | ORG | 1"),
    ("Committee votes",
     "The House Select Committee on the Chinese Communist Party voted, and the House followed within the week.",
     "House Select Committee on the Chinese Communist Party | ORG | 1; United States House of Representatives | "
     "ORG | 1"),
    ("Wire story",
     "Reuters, citing AFP, said Xinhua had confirmed the talks in Geneva.",
     "Reuters | ORG | 1; Agence France-Presse | ORG | 1; Xinhua News Agency | ORG | 1; Geneva | PLACE | 1"),
    ("Trade pact",
     "Canada and Mexico signed the USMCA, which replaced NAFTA. Ottawa is pleased.",
     "Canada | PLACE | 1; Mexico | PLACE | 1; United States-Mexico-Canada Agreement | LAW | 1; North American Free"
     " Trade Agreement | LAW | 1; Ottawa | PLACE | 1"),
    ("Rates",
     "The Fed left rates alone, and the S&P 500 rose. In London the Bank of England may follow.",
     "Federal Reserve | ORG | 1; S&P 500 | PRODUCT | 1; London | PLACE | 1; Bank of England | ORG | 1"),
    ("Apps",
     "TikTok belongs to ByteDance, and WeChat to Tencent; India banned both apps.",
     "TikTok | PRODUCT | 1; ByteDance | ORG | 1; WeChat | PRODUCT | 1; Tencent | ORG | 1; India | PLACE | 1"),
    ("Xi'an plant",
     "Samsung Electronics makes memory in Xi’an. Xi has visited the plant.",
     "Samsung | ORG | 1; Xi'an | PLACE | 1; Xi Jinping | PERSON | 1"),
    # what an article says of its own names
    ("Broker comments",
     "DQ Halvorsen analyst Mira Tolland cut her target. DQ Halvorsen sees risks, Tolland said.",
     "DQ Halvorsen | ORG | 2; Mira Tolland | PERSON | 2"),
    ("Forecast", "Rosa Lindqvist, an economist at Kestrel, sees growth. Kestrel is less sure than Lindqvist.",
     "Rosa Lindqvist | PERSON | 2; Kestrel | ORG | 2"),
    ("Council slow", "The Baltic Microchip Council met in Riga. Critics say the BMC is slow, and the BMC agrees.",
     "Baltic Microchip Council | ORG | 3; Riga | PLACE | 1"),
    ("Cheese", "The International Cheese Council (ICC) met in Bern. The ICC has ten members.",
     "International Cheese Council | ORG | 3; Bern | PLACE | 1"),
    ("Bakery", "Ingrid Pompeo runs a bakery in Lisbon. Pompeo opened it in 1990.",
     "Ingrid Pompeo | PERSON | 2; Lisbon | PLACE | 1"),
    ("Department", "The Department of Commerce added ten firms. Commerce said it had acted within the law.",
     "US Department of Commerce | ORG | 2"),
    ("Office", "The US Trade Representative published a list; the Office of the US Trade Representative will hold a "
     "hearing.", "United States | PLACE | 1; Office of the United States Trade Representative | ORG | 1"),
    ("Members meet", "Sen. Odalys Brandmeer (R-Texas) and Rep. Bram Oster, D-N.Y., met in Boise.",
     "Odalys Brandmeer | PERSON | 1; Bram Oster | PERSON | 1; Boise | PLACE | 1"),
    ("Dateline of elsewhere", "ROTTERDAM, June 3 - Rain fell on Rotterdam.", "Rotterdam | PLACE | 2"),
    ("Hyphens", "A Huawei-backed maker, a TSMC-built chip and a Shenzhen-based lab signed the US-Japan pact.",
     "Huawei | ORG | 1; TSMC | ORG | 1; Shenzhen | PLACE | 1; United States | PLACE | 1; Japan | PLACE | 1"),
    ("Us", "They asked us whether the US or the WHO had told us who paid.",
     "United States | PLACE | 1; World Health Organization | ORG | 1"),
    ("Products", "OpenAI’s ChatGPT and Baidu’s Ernie Bot answer alike, and so does DeepSeek’s R1.",
     "OpenAI | ORG | 1; ChatGPT | PRODUCT | 1; Baidu | ORG | 1; Ernie Bot | PRODUCT | 1; DeepSeek | ORG | 1; "
     "DeepSeek-R1 | PRODUCT | 1"),
    ("Chip Curbs Hit Nvidia, AMD as Beijing Weighs Response", "Shares fell.", ""),
    # Chinese, which writes no blanks
    ("商务部回应",
     "中国商务部周五表示，将审查英伟达的H20芯片，外交部没有回应。"
     "台积电和中芯国际的股价下跌。发展中国家也受影响。",
     "Ministry of Commerce (China) | ORG | 1; Nvidia | ORG | 1; Nvidia H20 | PRODUCT | 1; Ministry of Foreign Affairs "
     "(China) | ORG | 1; TSMC | ORG | 1; SMIC | ORG | 1"),
    # nobody at all: general acronyms, dates, numbers, nationalities, parties, common words with capitals
    ("AI Is Everywhere",
     "AI needs GPUs, an API, and good IP lawyers. On Monday 40 CEOs signed; by Friday it was 5G’s turn.",
     ""),
    ("Nationalities",
     "Chinese and American engineers met Dutch and Japanese ones. Democrats and Republicans watched.",
     ""),
    ("Months", "March was cold and May was wet, but in August the second quarter’s 3.5 percent looked good.", ""),
    ("Shouted", "LET US GO, THEY SAID. SO LET US ALL GO HOME NOW.", ""),
    ("Crowds", "Makers fret over costs. Investors want answers, and Lawmakers in capitals do too.", ""),
    ("Orders", "Apple pie is cheap. An apple a day, they say; the meta question is who pays.", "Apple | ORG | 1"),
    ("Plain", "The ministry said the rule would take effect in ninety days, and the company said it would comply.", ""),
]
# Reached on the day they were written: all found, every name exact. Without the watchlist 0.57: such short texts name
# few whom they introduce (on real articles it is 0.93, see data/figures.json).
FLOORS = {"entity": 0.98, "mention": 0.98, "exact_name": 0.98}
FLOOR_WITHOUT_WATCHLIST = 0.52


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    path = tmp_path_factory.mktemp("gold") / "cases.jsonl"
    path.write_text("\n".join(json.dumps(_line(*case)) for case in CASES), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def figures(cases):
    return entities(cases)


def _line(title: str, text: str, gold: str) -> dict:
    named = [[field.strip() for field in entity.split("|")] for entity in gold.split(";") if entity]
    return {"title": title, "text": text, "entities": [
        {"name": name, "type": type_, "aliases": [], "count": int(count)} for name, type_, count in named]}


def test_there_are_enough_cases(figures):
    assert figures["n_articles"] >= 30


@pytest.mark.parametrize("measure", ["entity", "mention"])
def test_entities_stay_found(measure, figures):
    assert figures[measure]["f1"] >= FLOORS[measure], figures


def test_entities_stay_found_without_a_watchlist(cases):
    bare = entities(cases, Watchlist(()))
    assert bare["entity"]["f1"] >= FLOOR_WITHOUT_WATCHLIST, bare


def test_names_stay_canonical(figures):
    assert figures["exact_name"] >= FLOORS["exact_name"]
