"""What an answer is kept under: the view, the question and its parameters, but for those that follow from them."""

from types import SimpleNamespace
from uuid import uuid4

import pytest

from utils.query.filters import Filters
from utils.ui.ask import DEMO, ask
from utils.ui.view import View


@pytest.fixture
def asked():
    """Return a question that counts how often it was answered, and the parameters it was answered with."""
    answered = []

    def question(tables, kind, _following):
        answered.append((tables.filters.unit, kind, _following))
        return len(answered)

    # A store of its own, so that no test finds another's answers.
    workspace = SimpleNamespace(id=str(uuid4()), path=DEMO)

    def put(unit: str, kind: str, following: int) -> int:
        return ask(View(workspace, Filters(unit=unit), 2, ()), question, kind=kind, _following=following)

    return put, answered


def test_the_same_question_is_answered_once(asked):
    put, answered = asked
    assert [put("articles", "bars", 1), put("articles", "bars", 1)] == [1, 1]
    assert answered == [("articles", "bars", 1)]


def test_a_parameter_that_follows_from_the_others_is_handed_over_and_no_part_of_the_key(asked):
    put, answered = asked
    assert [put("articles", "bars", 1), put("articles", "bars", 2)] == [1, 1]
    assert answered == [("articles", "bars", 1)]


@pytest.mark.parametrize("other", [("stories", "bars", 1), ("articles", "lines", 1)])
def test_another_view_or_parameter_is_another_question(asked, other):
    put, answered = asked
    assert [put("articles", "bars", 1), put(*other)] == [1, 2]
    assert answered == [("articles", "bars", 1), other]
