"""Load articles: files, a paste, a link, or a folder on this machine; feeds to watch; what became of each row."""

from utils.analysis import loads
from utils.ui import feeding, frame, history, loading, show
from utils.ui.ask import ask

view = frame.page("load", question="Load articles", filtered=False)
with show.column():
    loading.draw(view)
show.heading("Feeds", "fetched when you ask, or by cron; what was seen before is never loaded twice")
with show.column():
    feeding.draw()
if not view.workspace.demo:
    show.heading("Loads so far", "the newest first; open one for what became of its rows")
    history.draw(view, ask(view.whole, loads.report))
