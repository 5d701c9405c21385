"""Wirewatch's engine, one folder per step of the way an article takes.

    ahead of time (a process of its own)                      on each click (the server)
    sources -> cleaning -> enrichment -> store   ==disk==   store -> query -> analysis -> charts -> ui -> pages

Slow work happens left of the disk, once; a click only filters, counts and draws.

The import rule (``tests/test_imports.py`` enforces it): everyone may import ``schema``, ``errors``, ``settings``,
``story`` and ``layout``. Beyond that pages import ``ui``, ``analysis`` and ``charts``; ``ui`` imports ``query``,
``store`` and ``exports``; ``query`` imports ``store`` and ``matching``; ``enrichment`` imports ``matching``;
``pipeline`` imports ``sources``, ``cleaning``, ``enrichment``, ``matching`` and ``store``, ``tagging`` and ``evaluate``
the same but the store (and ``evaluate`` the intervals of ``analysis``); ``refresh`` imports ``pipeline``, ``sources``,
``cleaning`` and ``store``; ``preview`` imports ``sources``, ``cleaning`` and ``store``; ``watching`` imports
``pipeline``; what loads tells by ``meter`` how far it is; ``__main__`` imports these six, ``query`` and ``exports``.
Nothing else crosses, so the server never loads a language model, and never fetches.
"""
