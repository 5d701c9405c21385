"""Buttons that are markup carry text, and only text."""

import html
import json
import re
from urllib.parse import unquote

import pytest

from utils.ui.browser import picture_button


@pytest.mark.parametrize("text", [
    "plain", "a 'quoted' \"name\"", "--><script>x</script>", "</style> & %{x} 100 %", "路透社"])
def test_what_a_picture_says_reaches_the_browser_as_it_was_written(text):
    markup = picture_button("coverage", text, text, [text, text], "?q=a%20b", "wirewatch.png")
    [coded] = re.findall(r"data-picture='([^']*)'", markup)
    assert not set(coded) & set("<>\"&")
    assert json.loads(unquote(html.unescape(coded))) == {
        "chart": "coverage", "title": text, "subtitle": text, "foot": [text, text], "query": "?q=a%20b",
        "file": "wirewatch.png"}
