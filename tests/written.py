"""Files as programs write them, in memory: what the tests of formats and of hostile files are made of."""

import io
import quopri
import zipfile
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import openpyxl
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

FIRST = ("The harbour council put off its rule on cranes on Monday, saying that it needed more time to hear the yards "
         "that would have to replace their machines before the winter.")
SECOND = "A vote is now expected in June, two members said. The owners’ association called the delay “a good start”."


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a ZIP of `members`."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def workbook(sheets: dict[str, list[list]]) -> bytes:
    """Return an XLSX with these sheets; a cell that begins with = is a formula."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def word(paragraphs: list[str], *, xml: str = "") -> bytes:
    """Return a DOCX with these paragraphs (or this body)."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    runs = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{text.replace('&', '&amp;')}</w:t></w:r></w:p>"
                   for text in paragraphs)
    body = f'<?xml version="1.0" encoding="UTF-8"?><w:document {space}><w:body>{xml or runs}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": body.encode()})


def page(title: str = "Harbour council delays crane rule", *, charset: str = "utf-8", head: str = "") -> str:
    """Return a page as a news site serves it, with navigation, related stories and a footer around the article."""
    return f"""<!DOCTYPE html>
<!-- saved from url=(0041)https://harbor.example/2023/04/03/cranes -->
<html lang="en"><head><meta charset="{charset}"><title>{title} | Harbor Wire</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="Harbor Wire">
<meta property="article:published_time" content="2023-04-03T10:15:00+02:00"><meta name="author" content="Ann Lee">
<link rel="canonical" href="https://harbor.example/2023/04/03/cranes">{head}
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{title}",
"datePublished": "2023-04-03T10:15:00+02:00", "author": {{"@type": "Person", "name": "Ann Lee"}}}}</script></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>{title}</h1><p>{FIRST}</p><p>{SECOND}</p><p>{FIRST.replace("Monday", "Tuesday")}</p></article>
<aside><h3>More</h3><ul><li><a href="/x">Boat show opens</a></li></ul></aside>
<footer>© 2023 Harbor Wire. All rights reserved.</footer></body></html>"""


def single_file(html: str) -> bytes:
    """Return a page as Chromium saves it in one file (MHTML)."""
    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://harbor.example/2023/04/03/cranes"
    part = MIMEText(html, "html", "utf-8")
    part.replace_header("Content-Transfer-Encoding", "quoted-printable")
    part.set_payload(quopri.encodestring(html.encode()))
    message.attach(part)
    message.attach(MIMEImage(b"\x89PNG\r\n\x1a\n", "png"))
    return message.as_bytes()


def nexis_uni(*, end: str = "End of Document") -> list[str]:
    """Return the paragraphs of a Nexis Uni export of two documents."""
    cover = ["Date and Time: Tuesday, 4. April 2023 09:31:00 CEST", "Job Number: 00000001", "Documents (2)",
             "1. Council delays crane rule", "Client/Matter: -None-", "Search Terms: cranes",
             "Search Type: Natural Language ", "Narrowed by: ", "", "2. Yards ask for help", "", "", ""]
    first = ["Council delays crane rule; Yards had asked for more time", "Harbor Wire(London)",
             "April 3, 2023 Monday 9:20 AM GMT", "", "Copyright 2023 Harbor Wire Ltd. All Rights Reserved", "",
             "Section:\xa0NEWS; Version:2", "Length:\xa0355 words",
             "Byline:\xa0Ann Lee (now), Bo Ray (earlier)",
             "Body", "", "", FIRST, "", SECOND, "",
             "Classification", "", "Language: ENGLISH", "Publication-Type: Newspaper", "Subject: CRANES (90%)", "",
             "Load-Date:\xa0April 4, 2023", "", end, ""]
    second = ["", "Yards ask for help", "Strait Times", "April 4, 2023", "", "Copyright 2023 Strait Press", "",
              "Length: 41 words", "Dateline: PORT ELLEN", "Body", "", SECOND, "", "Graphic", "", "A crane at work", "",
              "Load-Date: April 4, 2023", "", end]
    return cover + first + second


def nexis_com() -> str:
    """Return a text export of nexis.com with two documents, wrapped and centred as that service did."""
    centred = [line.center(79).rstrip() for line in (
        "1 of 2 DOCUMENTS", "The Strait Times (London)", "January 11, 2010 Monday", "Edition 1;", "National Edition",
        "Copyright 2010 Strait Press Limited", "All Rights Reserved", "2 of 2 DOCUMENTS", "Harbor Wire",
        "January 8, 2010")]
    return "\r\n".join([
        "", "Download Request: Selected Items: 1-2", "Time Of Request: Friday, March 20, 2018  16:51:31", "",
        "Terms: (cranes)", "", centred[0], "", "", centred[1], "", centred[2], centred[3], centred[4], "",
        "Council delays crane rule", "", "BYLINE: Ann Lee", "", "SECTION: NEWS; Pg. 6", "", "LENGTH: 51 words", "",
        "HIGHLIGHT: Yards had asked for time.", "",
        "The harbour council put off its rule on cranes on Monday, saying that it",
        "needed more time to hear the yards.", "", "A vote is now expected in June.", "",
        "LOAD-DATE: January 11, 2010", "", "LANGUAGE: ENGLISH", "",
        "GRAPHIC: A crane at work", "on Sunday", "", "PUBLICATION-TYPE: Newspaper", "", "", centred[5], centred[6], "",
        centred[7], "", "", centred[8], "", centred[9], "", "Yards ask", "for help", "", "LENGTH: 9 words", "",
        "The yards asked for help on Friday, again.", "", "LOAD-DATE: January 8, 2010", "", "LANGUAGE: ENGLISH", ""])


def factiva_lines() -> list[str]:
    """Return the lines of a Factiva export in Article Format, of two articles."""
    return ["News", "Council delays crane rule", "By Ann Lee", "355 words", "3 April 2023", "10:15",
            "Harbor Wire", "HRBW", "English", "(c) 2023 Harbor Wire Ltd.", FIRST, SECOND,
            "Document HRBW000020230403ej4300001",
            "Yards ask for help", "41 words", "4 April 2023", "Strait Times", "STRT", "English",
            "Copyright 2023 Strait Press", SECOND, "Document STRT000020230404ej4400002"]


def factiva_page() -> str:
    """Return a saved Factiva page: an article in Article Format, and one as a table of codes."""
    lines = factiva_lines()
    divs = "".join(f"<div>{line}</div>" for line in lines[2:10])
    paragraphs = "".join(f'<p class="articleParagraph enarticleParagraph">{line}</p>' for line in lines[10:13])
    codes = {"HD": "<span class='enHeadline'>Yards ask for help</span>", "BY": "By Bo Ray", "WC": "41 words",
             "PD": "4 April 2023", "ET": "09:00", "SN": "Strait Times", "SC": "STRT", "LA": "English",
             "CY": "Copyright 2023 Strait Press", "LP": f"<p>{SECOND}</p>",
             "TD": "<p>They wait.</p><p>So do others.</p>",
             "AN": "Document STRT000020230404ej4400002"}
    table = "".join(f'<tr><td class="index"><b>{code}</b></td><td>{value}</td></tr>' for code, value in codes.items())
    return (f'<html><head><title>Factiva</title></head><body><div class="article enArticle"><div>{lines[0]}</div>'
            f"<div id='hd'><span class='enHeadline'>{lines[1]}</span></div>{divs}{paragraphs}</div>"
            f'<div class="article enArticle"><table>{table}</table></div></body></html>')


def rich_text(lines: list[str]) -> bytes:
    """Return an RTF with these paragraphs, other letters than ASCII escaped as word processors do."""
    escaped = "\\par\n".join("".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in line)
                             for line in lines)
    return ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\f0\\fs24 " + escaped + "\\par}").encode("ascii")


def web_archive() -> bytes:
    """Return a WARC with two pages, a picture and a failed request."""
    written = io.BytesIO()
    writer = WARCWriter(written, gzip=True)
    for url, status, kind, body in (
            ("https://harbor.example/2023/04/03/cranes", "200 OK", "text/html; charset=utf-8", page().encode()),
            ("https://harbor.example/crane.png", "200 OK", "image/png", b"\x89PNG"),
            ("https://harbor.example/gone", "404 Not Found", "text/html", b"<html><body>gone</body></html>"),
            ("https://harbor.example/empty", "200 OK", "text/html", b"<html><body></body></html>")):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.0")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    return written.getvalue()
