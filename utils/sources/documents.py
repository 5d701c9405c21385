"""DOCX and RTF become lines of text, and those the articles in them."""

import zipfile
from collections.abc import Iterator

from utils.errors import UnreadableInput
from utils.sources import archives, encodings, limits, plain
from utils.sources.opening import Input
from utils.sources.rows import Row

BODY = "word/document.xml"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same text once more
BREAKS = {f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}tab": "\t"}


def word_rows(source: Input, notes: list[str]) -> Iterator[Row]:
    """Yield the articles in a Word document: one row, or one for each that a database exported into it.

    Raises UnreadableInput when the document is damaged, larger than the limits, or declares entities.
    """
    from defusedxml import DefusedXmlException

    with archives.opened(source) as archive:
        archives.judge_sizes(archive)
        try:
            found = list(_paragraphs(archive))
        except (SyntaxError, KeyError) as error:  # an XML ParseError is a SyntaxError
            raise UnreadableInput("it is damaged, or not a document that can be read") from error
        except DefusedXmlException as error:
            raise UnreadableInput("it declares a document type or an entity, which a document does not need") from error
    yield from plain.articles(found, notes)


def rich_text_rows(source: Input, notes: list[str]) -> Iterator[Row]:
    """Yield the articles in an RTF document, as `word_rows` does. Raises UnreadableInput when it is damaged."""
    from striprtf.striprtf import rtf_to_text

    content = encodings.text(source, notes, limits.RICH_TEXT, "an RTF file")
    try:
        text = rtf_to_text(content, errors="replace")
    except (ValueError, LookupError) as error:  # escapes of letters or encodings that do not exist
        raise UnreadableInput("it is damaged, or not a document that can be read") from error
    yield from plain.articles(text.splitlines(keepends=True), notes)


def _paragraphs(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the paragraphs, also those in tables, text boxes and tracked insertions; deleted text is not among them.

    Read from the XML itself: python-docx passes over insertions and content controls in silence.
    """
    from defusedxml.ElementTree import iterparse

    text: list[str] = []
    with archive.open(BODY) as body:
        skipped = 0
        for event, element in iterparse(body, events=("start", "end"), forbid_dtd=True):
            if element.tag == FALLBACK:
                skipped += 1 if event == "start" else -1
            elif event == "end" and not skipped:
                if element.tag == f"{WORD}t":
                    text.append(element.text or "")
                elif element.tag in BREAKS:
                    text.append(BREAKS[element.tag])
                elif element.tag == f"{WORD}p":
                    yield from f"{''.join(text)}\n".splitlines(keepends=True)
                    text = []
            if event == "end" and element.tag == f"{WORD}p":
                element.clear()
