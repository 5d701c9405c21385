"""A field becomes lines of plain text: HTML and entities resolved, invisible characters gone, whitespace tidied."""

import html
import re
import unicodedata
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from utils.cleaning.rules import GLUED_BOX


class Line(NamedTuple):
    """A line of text, and the role that its markup gives it ("" where it says nothing)."""

    text: str
    role: str = ""


# Only elements that feeds and pages are made of, so that "price < 5" and "<name withheld>" stay text.
TAG = re.compile(
    r"</?(?:a|abbr|article|aside|b|blockquote|body|br|center|cite|code|dd|div|dl|dt|em|figcaption|figure|font|footer"
    r"|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|li|link|main|meta|object|ol|p|picture|pre|q|s|script|section"
    r"|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|thead|time|title|tr|tt|u|ul|video)(?:\s[^<>]*)?/?>"
    r"|<!--", re.I)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});", re.I)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul", *HEADINGS})
DROPPED = frozenset({
    "audio", "button", "canvas", "embed", "form", "head", "iframe", "input", "map", "math", "nav", "noscript", "object",
    "picture", "script", "select", "style", "svg", "template", "textarea", "video", "-comment"})
ROLES = {"figcaption": "credit", "aside": "related"} | dict.fromkeys(HEADINGS, "heading")
MAY_BE_CREDIT = ("p", "small", "div", "span")
CREDIT_CLASS = re.compile(r"credit|caption", re.I)
QUOTES = {"q": ("“", "”")}
# C0 and C1 controls, soft hyphen, zero-width space, direction marks, byte-order mark, and unpaired surrogates.
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad"
                       "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
BREAK = re.compile("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
SPACES = re.compile(r"\s+")
# The parser's time grows with the square of depth and of attributes: 50,000 nested elements took 8 s, 100,000
# attributes 33 s. No article comes near these bounds; what does loses its tags without being parsed.
MOST_TAGS = 20_000
ENDLESS_TAG = re.compile(r"<[^<>]{20000}")
ANY_TAG = re.compile(r"<[^<>]*>?")


def lines(content: str) -> list[Line]:
    """Return the non-empty lines of a field that may hold HTML; block elements break lines, markup hints at roles.

    A line that is nothing but a link is "related", headings are "heading", captions "credit".
    """
    plain = content if TAG.search(content) else _unescaped(content)
    found = _rendered(plain) if TAG.search(plain) else [Line(line) for line in BREAK.split(plain)]
    tidied = (Line(GLUED_BOX.sub(r"\g<name>", _tidy(line.text)), line.role) for line in found)
    return [line for line in tidied if line.text]


def one_line(content: str) -> str:
    """Return a field that may hold HTML as one line of text."""
    return " ".join(line.text for line in lines(content))


def _tidy(text: str) -> str:
    return SPACES.sub(" ", unicodedata.normalize("NFC", INVISIBLE.sub("", text))).strip()


def _unescaped(text: str) -> str:
    """Resolve entities that end in a semicolon (so AT&T and R&D stay), twice where they were escaped twice."""
    for _ in range(2):
        if "&" in text:
            text = ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return text


class _Page:
    """Collects text into lines while a document is walked: what is open decides the role of the line."""

    def __init__(self):
        self.found: list[Line] = []
        self.text: list[str] = []
        self.letters = self.linked = self.in_link = 0
        self.roles: list[str] = []

    def add(self, text: str) -> None:
        self.text.append(text)
        letters = len(text.strip())
        self.letters += letters
        self.linked += letters if self.in_link else 0

    def break_line(self) -> None:
        if self.letters:
            role = self.roles[-1] if self.roles else "related" if self.linked == self.letters else ""
            # Some feeds escape tags inside HTML once more; unescaped they are tags again.
            self.found.append(Line(TAG.sub("", _unescaped("".join(self.text))), role))
        self.text, self.letters, self.linked = [], 0, 0

    def enter(self, tag: str, node) -> None:
        if tag in BLOCKS:
            self.break_line()
        self.in_link += tag == "a"
        role = _role(tag, node)
        if role:
            self.roles.append(role)
        self.text.append(QUOTES.get(tag, " ")[0] if tag in QUOTES or tag in ("td", "th") else "")

    def leave(self, tag: str, node) -> None:
        self.text.append(QUOTES[tag][1] if tag in QUOTES else "")
        if tag in BLOCKS:
            self.break_line()
        self.in_link -= tag == "a"
        if _role(tag, node):
            self.roles.pop()


def _role(tag: str, node) -> str:
    if tag in ROLES:
        return ROLES[tag]
    credited = tag in MAY_BE_CREDIT and CREDIT_CLASS.search(node.attributes.get("class") or "")
    return "credit" if credited else ""


def _rendered(content: str) -> list[Line]:
    """Walk the document with a stack of its own, since pages nest deeper than Python may call."""
    if content.count("<") > MOST_TAGS or ENDLESS_TAG.search(content):
        return [Line(line) for line in BREAK.split(_unescaped(ANY_TAG.sub("\n", content)))]
    page = _Page()
    stack = [(LexborHTMLParser(content).body, False)]
    while stack:
        node, leaving = stack.pop()
        if node is None or node.tag in DROPPED:
            continue
        if node.tag == "-text":
            page.add(SPACES.sub(" ", node.text(deep=False)))
        elif leaving:
            page.leave(node.tag, node)
        else:
            page.enter(node.tag, node)
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))
    page.break_line()
    return page.found
