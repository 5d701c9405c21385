"""Wirewatch: `streamlit run dashboard.py`. Names the pages and runs the chosen one; every page stands alone."""

from utils.ui import menu

menu.run()
