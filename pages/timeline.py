"""When was it covered, where does coverage peak, and which text weighs most in each peak?"""

from utils.analysis import coverage, overview
from utils.charts import coverage as charts
from utils.charts.look import LOOKS
from utils.ui import frame, show
from utils.ui.ask import ask

view = frame.page("timeline", question="over time")
look, unit = LOOKS[show.theme()], view.filters.unit

held = ask(view, overview.inventory)
every, measure = show.time_choices(coverage.choices(*held.span), coverage.choose_every(*held.span))
bins = ask(view, coverage.over_time, every=every)
peaks = coverage.peaks(bins)
what = f"{unit} as share of all loaded {unit}" if measure == "share" else unit
show.chart(
    view, charts.over_time(bins, look, peaks, measure), key="coverage", title=f"Coverage by {every}",
    subtitle=f"{what}, {show.BINS[every]}; dotted: the usual level; letters: peaks",
    note="Of loaded items; hatched bins are only partly loaded; the usual level is the median of the eight bins before",
    table=bins, click=show.to_days(every))
show.peaks(view, peaks, ask(view, coverage.drivers, peaks=peaks, every=every), every)

outlets = ask(view, coverage.by_outlet)
show.chart(
    view, charts.by_outlet(outlets, look, measure), key="outlets", title="By outlet",
    subtitle=f"{unit}{' as share of what is loaded from each' if measure == 'share' else ''}",
    note="Of loaded items, undated ones included", table=outlets, click=show.to("outlet"))
