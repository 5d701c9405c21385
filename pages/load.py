"""Load articles: files, a paste, or a folder on this machine; what became of each row."""

from utils.ui import frame, loading, show

view = frame.page("load", question="Load articles", filtered=False)
with show.column():
    loading.draw(view)
if not view.workspace.demo:
    show.heading("Loads so far", "the newest first")
    loading.history(view)
