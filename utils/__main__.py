"""The command line: ``python -m utils ingest | preview | refresh | tag | export | evaluate``."""

import argparse
import cProfile
import json
import signal
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from utils import schema
from utils.errors import WirewatchError
from utils.layout import Layout
from utils.settings import settings

FAILED, WRONG_USAGE = 1, 2
_SIDES = [table.name for table in (schema.SENTENCES, schema.STORIES, schema.SENTIMENT, schema.VOICES,
                                   schema.MENTIONS)]
_TABLES = ["articles", *_SIDES, "rejects", "notes", "batches"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0, 1 when nothing could be done, 2 for wrong usage."""
    asked = _parser().parse_args(arguments)
    try:
        return asked.run(asked)
    except WirewatchError as error:
        print(json.dumps({"error": error.sentence}, ensure_ascii=False))
        print(error.sentence, file=sys.stderr)
        return WRONG_USAGE if error.fault == "usage" else FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m utils", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_loading(commands)
    _add_answering(commands)
    return parser


def _add_loading(commands) -> None:
    ingest = commands.add_parser("ingest", help="load files, folders and links into the store")
    ingest.add_argument("inputs", nargs="*", type=_input, metavar="PATH|URL")
    ingest.add_argument("--watch", type=Path, metavar="DIR", help="load what is put into this folder, until ended")
    ingest.add_argument("--store", type=Path, default=settings().store)
    ingest.add_argument("--chosen", choices=schema.CHOSEN, default="unknown", help="how the input was chosen")
    ingest.add_argument("--engines", type=_engines, default=schema.ENGINES, metavar="textblob[,news]",
                        help="who scores the wording (default both): textblob alone is about ten times faster")
    ingest.add_argument("--layout", action="append", default=[], metavar="JSON|FILE", help="how a table is to be read")
    ingest.add_argument("--progress", choices=("text", "json"), default="text", help="how to tell progress on stderr")
    ingest.add_argument("--profile", action="store_true", help="print where the time went")
    ingest.set_defaults(run=_ingest)

    preview = commands.add_parser("preview", help="tell how files are understood, one JSON line each")
    preview.add_argument("inputs", nargs="+", type=Path, metavar="PATH")
    preview.add_argument("--store", type=Path, default=settings().store, help="where choices are remembered")
    preview.add_argument("--layout", action="append", default=[], metavar="JSON|FILE", help="how a table is to be read")
    preview.set_defaults(run=_preview)

    refresh = commands.add_parser("refresh", help="fetch every feed once and load what is new")
    refresh.add_argument("--store", type=Path, default=settings().store)
    refresh.add_argument("--progress", choices=("text", "json"), default="text", help="how to tell progress on stderr")
    refresh.set_defaults(run=_refresh)


def _add_answering(commands) -> None:
    tag = commands.add_parser("tag", help="JSONL in, JSONL with sentiment, entities and topics out")
    tag.add_argument("--sentiment", default="textblob", metavar="ENGINE")
    tag.set_defaults(run=_tag)

    explain = commands.add_parser("explain", help="JSONL in (text, start, end), JSONL with each word's effect out")
    explain.set_defaults(run=_explain)

    export = commands.add_parser("export", help="write a table of the store")
    export.add_argument("table", choices=_TABLES)
    export.add_argument("--store", type=Path, default=settings().store)
    export.add_argument("--view", default="", help="the part of a link after the question mark")
    export.add_argument("--format", choices=("jsonl", "csv", "parquet", "xlsx"), default="jsonl")
    export.add_argument("--out", type=Path)
    export.set_defaults(run=_export)

    evaluate = commands.add_parser("evaluate", help="score everything on gold labels")
    evaluate.add_argument("data", type=Path, metavar="DATA_DIR")
    evaluate.add_argument("--out", type=Path, help="also write the figures here (the Method page reads "
                          "data/figures.json)")
    evaluate.set_defaults(run=_evaluate)


def _engines(given: str) -> tuple[str, ...]:
    """Return engines named with commas between them."""
    engines = tuple(given.split(","))
    if not set(engines) <= set(schema.ENGINES):
        raise argparse.ArgumentTypeError(f"it is none of {', '.join(schema.ENGINES)}")
    return engines


def _input(given: str) -> Path | str:
    """Return an address as it is, and anything else as a path."""
    return given if "://" in given else Path(given)


def _layouts(given: list[str]) -> list[Layout]:
    """Return the layouts that were given as JSON or in files. Raises WirewatchError for what is neither."""
    found = []
    for one in given:
        path = Path(one)
        is_json = one.lstrip().startswith(("{", "["))
        if not is_json and not path.is_file():
            raise WirewatchError(f"There is no layout at {one}: name a file, or write JSON.", fault="usage")
        found += Layout.several(one if is_json else path.read_text(encoding="utf-8"))
    return found


def _line(progress) -> None:
    left = "" if progress.left is None else f", about {progress.left:.0f} s left"
    print(f"{progress.stage}: {progress.done:,} of {progress.total:,} rows, {progress.seconds:.0f} s{left}",
          file=sys.stderr, flush=True)


def _json(progress) -> None:
    print(json.dumps(asdict(progress)), file=sys.stderr, flush=True)


REPORTS = {"text": _line, "json": _json}

# Each command imports its own rooms: `export` must not wait for the language models that `ingest` needs.


def _ingest(asked: argparse.Namespace) -> int:
    from utils.pipeline import ingest

    if bool(asked.inputs) == bool(asked.watch):
        raise WirewatchError("Say what to load: PATH or URL, or else --watch DIR.", fault="usage")
    if asked.watch:
        return _watch(asked)
    profile = cProfile.Profile()
    if asked.profile:
        profile.enable()
    counts = ingest(asked.inputs, asked.store, chosen=asked.chosen, workers=settings().workers,
                    report=REPORTS[asked.progress], layouts=_layouts(asked.layout), engines=asked.engines)
    print(json.dumps(counts))
    if asked.profile:
        import pstats

        pstats.Stats(profile, stream=sys.stderr).sort_stats("cumulative").print_stats(40)
    return 0


def _preview(asked: argparse.Namespace) -> int:
    from utils.preview import preview

    told = list(preview(asked.inputs, asked.store, _layouts(asked.layout)))
    for one in told:
        print(json.dumps(one, ensure_ascii=False))
        if "error" in one:
            print(one["error"], file=sys.stderr)
    return FAILED if all("error" in one for one in told) else 0


def _watch(asked: argparse.Namespace) -> int:
    from utils.watching import watch

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        watch(asked.watch, asked.store, lambda told: print(json.dumps(told, ensure_ascii=False), flush=True),
              chosen=asked.chosen, workers=settings().workers, report=REPORTS[asked.progress], engines=asked.engines)
    except KeyboardInterrupt:
        print("Ended. What was committed is kept.", file=sys.stderr)
    return 0


def _refresh(asked: argparse.Namespace) -> int:
    from utils.refresh import refresh

    counts = refresh(asked.store, workers=settings().workers, report=REPORTS[asked.progress])
    if not counts["feeds"]:
        print("There are no feeds: switch some on in data/feeds.toml, or add one on the page Load.", file=sys.stderr)
    for failure in counts["errors"]:
        print(failure["error"], file=sys.stderr)
    print(json.dumps(counts, ensure_ascii=False))
    return FAILED if counts["feeds"] and counts["failed"] == counts["feeds"] else 0


def _tag(asked: argparse.Namespace) -> int:
    from utils.tagging import tag

    for line in tag(sys.stdin.buffer, engine=asked.sentiment, workers=settings().workers):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0


def _explain(asked: argparse.Namespace) -> int:
    from utils.tagging import explain

    for line in explain(sys.stdin.buffer):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0


def _export(asked: argparse.Namespace) -> int:
    from urllib.parse import parse_qs

    from utils.exports.formats import FORMATS
    from utils.query.filters import Filters
    from utils.query.rows import rows

    if asked.out is None and not FORMATS[asked.format].text:
        raise WirewatchError(f"{asked.format} is not text: name a file with --out.", fault="usage")
    filters, problems = Filters.from_params(parse_qs(asked.view.lstrip("?"), keep_blank_values=True))
    for problem in problems:
        print(f"Left out of the view: {problem.parameter} “{problem.value}”: {problem.sentence}.", file=sys.stderr)
    content = FORMATS[asked.format].write(rows(asked.store, asked.table, filters))
    if asked.out:
        asked.out.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
    return 0


def _evaluate(asked: argparse.Namespace) -> int:
    from utils.evaluate import evaluate

    figures = json.dumps(evaluate(asked.data), indent=2, ensure_ascii=False) + "\n"
    if asked.out:
        asked.out.write_text(figures, encoding="utf-8")
    print(figures, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
