"""Pictures: takes a small tidy frame from `utils.analysis` and a `Look`, gives a plotly Figure; the only importer of
plotly.

One module per module of `analysis`, one function per picture, named like the analysis whose frame it draws. Every
function takes an empty frame, writes no title (the page does), is deterministic (same data, same JSON), fills the
width it is given, and leaves a sentence for screen readers in ``figure.layout.meta``. Each mark carries in
``customdata[0]`` what a click on it filters by: an ISO day, an outlet, an entity, a tone or a topic id.
"""
