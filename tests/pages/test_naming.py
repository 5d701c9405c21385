"""Names are merged, renamed, split and hidden on Entities; every page follows, and a pinned link does not."""

import html
import re

import pytest
from handmade import article, chunk, same_signature

from utils.store import curation, tables, workspace

SAID = "Huawei Technologies buys."


@pytest.fixture
def loaded(store):
    """24 articles name Huawei, six of them as Huawei Technologies."""
    articles = [article(f"{n}", text=SAID if n < 6 else "Huawei buys.", title=f"Huawei {n}") for n in range(24)]
    mentions = []
    for n in range(24):
        name = "Huawei Technologies" if n < 6 else "Huawei"
        mentions.append({"article": f"id-{n}", "sentence": 0, "start": 0, "end": len(name), "surface": name,
                         "entity": name, "type": "ORG"})
    workspace.begin(store)
    batch = workspace.open_batch(store, source="test", chosen="query")
    made = chunk(*articles, mentions=mentions)
    made.sides["sentences"]["end"] = [len(one["text"]) for one in articles]
    workspace.commit(store, batch, made, same_signature, 0.1)
    return store


def shown(app) -> str:
    return html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", " ".join(part.proto.body for part in app.html),
                                flags=re.DOTALL))


def counted(app, column="Entity") -> dict[str, int]:
    """Return what the first table of entities says: {entity: count}."""
    if ranked := [part.proto.body for part in app.html if "class='ranked'" in part.proto.body]:
        return {name: int(count) for name, count in re.findall(r">([^<]+)</a></th>.*?<td>(\d+)</td>", ranked[0])}
    table = next(frame.value for frame in app.dataframe if column in frame.value)
    return dict(zip(table[column], table["Count" if column == "Entity" else "Articles"], strict=True))


def press(app, label):
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def test_a_merge_holds_on_every_page_survives_a_restart_and_is_undone(opened, loaded):
    pinned = tables.state(loaded).version
    app = opened("entities", entity=["Huawei Technologies"])
    assert counted(app, "Written") == {"Huawei Technologies": 6}
    app.selectbox(key="merge Huawei Technologies ").select("Huawei").run()
    press(app, "Merge")
    assert app.query_params["entity"] in ("Huawei", ["Huawei"])
    assert counted(app, "Written") == {"Huawei": 18, "Huawei Technologies": 6}
    for page in ("overview", "entities"):  # each in a session of its own
        assert counted(opened(page))["Huawei"] == 24
    old = opened("timeline", entity=["Huawei Technologies"])
    assert "naming Huawei" in shown(old) and "24 of 24 articles" in shown(old) and "Left out" not in shown(old)
    assert counted(opened("overview", as_of=str(pinned))) == {"Huawei": 18, "Huawei Technologies": 6}
    app = opened("entities")
    assert "Huawei Technologies is Huawei" in shown(app)
    press(app, "Undo")
    assert counted(opened("overview")) == {"Huawei": 18, "Huawei Technologies": 6}


def test_what_is_written_one_way_is_split_off(opened, loaded):
    curation.act(loaded, "name", {"entity": "Huawei Technologies", "name": "Huawei"})
    app = opened("entities", entity=["Huawei"], surface="Huawei Technologies")
    assert "written “Huawei Technologies”" in shown(app) and shown(app).count(SAID.split()[-1]) >= 6
    app.text_input(key="split Huawei Huawei Technologies").input("Huawei Tech").run()
    press(app, "Split off")
    assert counted(opened("overview")) == {"Huawei": 18, "Huawei Tech": 6}


def test_an_entity_is_renamed_retyped_and_hidden(opened, loaded):
    app = opened("entities", entity=["Huawei"])
    app.text_input(key="rename Huawei ").input("HW").run()
    press(app, "Rename")
    assert app.query_params["entity"] in ("HW", ["HW"])
    app.selectbox(key="retype HW ").select("PRODUCT").run()
    press(app, "Change the type")
    assert counted(opened("entities", type="PRODUCT")) == {"HW": 18}
    app = opened("entities", entity=["HW"])
    press(app, "Hide it")
    assert "entity" not in app.query_params
    assert counted(app) == {"Huawei Technologies": 6}


def test_a_suggested_merge_is_one_click(opened, loaded):
    app = opened("entities")
    assert "the same words but for a legal form" in shown(app)
    app.button(key="merge_Huawei Technologies").click().run()
    assert counted(app) == {"Huawei": 24}
    assert "May be one" not in shown(app)


def test_a_pinned_view_decides_nothing(opened, loaded):
    app = opened("entities", as_of=str(tables.state(loaded).version))
    assert [button.disabled for button in app.button if button.label == "Merge"] == [True]


def test_the_demo_says_that_it_is_read_only(opened):
    assert "The demonstration is read-only" in shown(opened("entities", entity=["Nvidia"]))


def test_actor_groups_are_counted_as_one_on_request(opened):
    names = counted(opened("entities", groups="on"))
    assert "US government" in names and "US Department of Commerce" not in names
    app = opened("entities", groups="on", entity=["US government"])
    assert "Left out" not in shown(app) and "actor groups as one" in shown(app)


def test_a_product_and_its_maker_are_linked_and_counted_apart(opened):
    app = opened("entities", entity=["OpenAI"])
    [product] = [button for button in app.button if button.label.startswith("ChatGPT ")]
    product.click().run()
    assert not app.exception and "naming ChatGPT" in shown(app)
    assert any(button.label.startswith("OpenAI ") for button in app.button)


def test_the_most_named_can_be_counted_by_mentions(opened, loaded):
    app = opened("entities", by="mentions")
    assert not app.exception and "mentions in the text, titles left out" in shown(app)
    assert counted(app) == {"Huawei": 18, "Huawei Technologies": 6}
    app.segmented_control(key="choice_by").set_value("count").run()
    assert "articles naming them" in shown(app)


def test_an_entity_has_its_outlets_and_the_wording_toward_it(opened):
    said = " ".join(shown(opened("entities", entity=["Nvidia"])).split())
    assert "Wording toward Nvidia share of" in said and "Outlets naming Nvidia" in said
    assert "not measured" in shown(opened("entities", entity=["Nvidia"], engine="textblob"))
    assert "Wording toward" not in shown(opened("entities"))
