"""Pages run on a store of their own: a folder that does not exist opens the demo."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from utils.settings import ROOT, settings


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the analyst's own store would be; nothing is there yet."""
    monkeypatch.setenv("WIREWATCH_STORE", str(tmp_path / "store"))
    settings.cache_clear()
    st.cache_data.clear()
    yield tmp_path / "store"
    settings.cache_clear()


@pytest.fixture
def opened(store: Path):
    """Open a page by its file's name with the parameters of a link, as its very first request does."""
    def opened(name: str, **params) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for parameter, value in params.items():
            app.query_params[parameter.rstrip("_")] = value
        return app.switch_page(f"pages/{name}.py").run()

    return opened
