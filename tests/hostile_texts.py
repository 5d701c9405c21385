"""Hostile files that are text: encodings, tables, JSON, pages, feeds, database exports and what only looks like one."""

import json
import pickle

from verdicts import Hostile, accept, part, refuse
from written import FIRST, factiva_lines, nexis_uni, page

FRENCH = "Le régulateur a différé sa décision à l'été, déclare un député très réservé."
GERMAN = "Die Behörde prüft größere Ausfuhren, sagte der Präsident über die Änderung."
POLISH = "Rząd ogłosił w środę nowe przepisy dotyczące wywozu układów scalonych, które wejdą w życie później."
RUSSIAN = "Министерство сообщило о новых ограничениях на поставки оборудования для производства микросхем."
CHINESE = "商务部宣布，自下月起对部分设备的出口实行许可证管理，企业须提前申请。"
JAPANESE = "政府は来月から一部の製造装置の輸出に許可を求めると発表した。企業は事前に申請する必要がある。"
KOREAN = "정부는 다음 달부터 일부 장비의 수출에 허가를 받아야 한다고 발표했다. 기업은 미리 신청해야 한다."
ENGLISH = "The ministry “may” delay the rule — officials said so."
ROWS = "title,text\n" + "".join(f"T{number},text {number}\n" for number in range(3))
LINES = '{"title": "A"}\n{"title": "B"}\n'
AWKWARD_DATES = """2023-04-03T10:15:00+02:00|2023-04-03 10:15|2023/04/03/|03/04/2023|13/04/2023|04/13/2023|3.4.2023
April 3rd, 2023|3 avril 2023|3. April 2023|2023年4月3日|Mon, 03 Apr 2023 10:00:00 GMT|20230403T101500Z|1680517200
1680517200000|0|2023-02-30|2099-01-01|1970-01-01T00:00:00Z|yesterday|2 hours ago|2023|Q2 2023|NaT|00/00/0000
2023-04-03T25:61:00|9999-12-31|-1|2023-04-03T10:15:00 EDT|12:30""".replace("\n", "|").split("|")


def encodings() -> list[Hostile]:
    """Return texts in many encodings, each with the truth; mixed, garbled and cut ones too."""
    known = [
        (ENGLISH, "utf-8"),
        (CHINESE, "utf-8-sig"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-16-le"),
        (RUSSIAN, "utf-16-be"),
        (CHINESE, "utf-16-le"),
        (JAPANESE, "utf-16-be"),
        (ENGLISH, "utf-32"),
        (CHINESE, "utf-32-le"),
        (ENGLISH, "utf-32-be"),
        (FRENCH, "latin-1"),
        (GERMAN, "latin-1"),
        (ENGLISH, "cp1252"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (CHINESE, "gb18030"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (KOREAN, "euc_kr"),
        (KOREAN, "utf-16-le"),
    ]
    texts = [
        accept(f"{number:02} {encoding}.txt", f"{text}\n{text}\n".encode(encoding), 1, truth=text)
        for number, (text, encoding) in enumerate(known)
    ]
    table = f"title,text\nA,{RUSSIAN}\nB,{RUSSIAN}\n"
    return [
        *texts,
        accept("table utf-16.csv", table.encode("utf-16"), 2, truth=RUSSIAN),
        accept("table cp1251.csv", table.encode("cp1251"), 2, "guess", truth=RUSSIAN),
        accept("lines cp1252.jsonl", ('{"title": "é"}\n' * 2).encode("cp1252"), 2, "guess"),
        accept("mixed.txt", f"{CHINESE}\n".encode() + f"{FRENCH}\n".encode("latin-1"), 1, "guess", truth=FRENCH),
        accept("mojibake fr.txt", FRENCH.encode().decode("latin-1").encode(), 1, "garbled"),
        accept("mojibake en.txt", ENGLISH.encode().decode("cp1252", "replace").encode(), 1, "garbled"),
        accept("mojibake ru.txt", RUSSIAN.encode().decode("cp1251", "ignore").encode(), 1, "garbled"),
        accept("mojibake zh.csv", f"title\n{CHINESE}\n".encode().decode("cp1252", "ignore").encode(), 1, "garbled"),
        accept("nul.csv", ROWS.replace("T1", "T\0" * 3 + "1").encode(), 3, "NUL"),
        accept("cut in a letter.txt", CHINESE.encode()[:-4], 1, "guess"),
    ]


def tables() -> list[Hostile]:
    """Return delimited texts of every awkward shape."""
    good = [f"T{number},text {number}" for number in range(6)]
    return [
        accept("semicolon bom.csv", b"\xef\xbb\xbf" + ROWS.replace(",", ";").encode(), 3),
        accept("tab.tsv", ROWS.replace(",", "\t").encode(), 3),
        accept("bar.csv", ROWS.replace(",", "|").encode(), 3),
        accept("sep line.csv", b"sep=;\n" + ROWS.replace(",", ";").encode(), 3),
        accept("carriage returns.csv", ROWS.replace("\n", "\r").encode(), 3),
        accept("mixed ends.csv", ROWS.replace("\n", "\r\n", 2).encode(), 3),
        part("ragged.csv", "\n".join(["title,text", *good, "A", "a,b,c", "a,b,c,d"]).encode(), 6, 3, "columns"),
        part("unclosed.csv", "\n".join(["title,text", *good[:3], 'A,"open', *good[3:]]).encode(), 6, 1, "quote"),
        part("unclosed at the end.csv", "\n".join(["title,text", *good, 'A,"open']).encode(), 6, 1, "quote"),
        refuse("million columns.csv", ("a," * 1_000_000 + "\n" + "1," * 1_000_000).encode(), "columns"),
        refuse("501 columns.csv", (",".join(f"c{n}" for n in range(501)) + "\n").encode(), "501 columns"),
        part("huge line.csv", b"title,text\nA," + b"x" * 4_000_000 + b"\nB,b\n", 1, 1, "characters"),
        part("huge field.csv", b'title,text\nA,"' + b"x\n" * 600_000 + b'"\nB,b\n', 1, 1, "characters"),
        accept("repeated header.csv", b"title,title,text\na,b,c\n", 1),
        accept("nameless header.csv", b",,\na,b,c\n", 1),
        refuse("header only.csv", b"title,text\n", "no rows"),
        accept("blank lines.csv", ROWS.replace("\n", "\n\n\n").encode(), 3),
        accept("formulas.csv", b"title,text\n\"=cmd|'/c calc'!A0\",b\n@SUM(1),b\n", 2),
        accept("tags.csv", b"title,text\n<script>alert(1)</script>,<img src=x onerror=alert(1)>\n", 1),
        part("too many rows.csv", b"title\n" + b"a\n" * 500_001, 500_000, 1, "more than 500,000 rows"),
        accept(
            "dates.csv",
            "\n".join(["title|date", *(f"T{n}|{date}" for n, date in enumerate(AWKWARD_DATES))]).encode(),
            len(AWKWARD_DATES),
        ),
        refuse("quotes only.csv", b'title,text\n""""""\n"","', "columns", rejects=2),
    ]


def json_values() -> list[Hostile]:
    """Return JSON and JSON lines that plain loaders refuse whole, or hang on."""
    keys = json.dumps({f"k{number}": 1 for number in range(60_000)})
    return [
        refuse("deep.json", b"[" * 200_000, "not valid JSON"),
        refuse("deep object.json", b'{"a":' * 200_000 + b"1" + b"}" * 200_000, "not valid JSON"),
        part("deep line.jsonl", LINES.encode() + b'{"a":' * 100_000, 2, 1, "JSON"),
        part("bad rows.jsonl", f"{LINES}nonsense\n[1]\n3\n{LINES}".encode(), 4, 3, "JSON"),
        part("cut last line.jsonl", f'{LINES}{{"title": "C'.encode(), 2, 1, "JSON"),
        accept("mixed types.jsonl", b'{"title": 1}\n{"title": ["a"]}\n{"title": {"x": null}}\n', 3),
        part("60k keys.jsonl", f"{LINES}{keys}\n".encode(), 2, 1, "60,000 columns"),
        accept(
            "different keys.jsonl", "".join(f'{{"title": "T", "k{n}": 1}}\n' for n in range(6_000)).encode(), 6_000
        ),
        accept("nan.json", b'[{"title": "A", "n": NaN}, {"title": "B", "n": -Infinity}]', 2),
        part("huge number.jsonl", f'{{"title": "A", "n": 1{"0" * 5000}}}\n{LINES}'.encode(), 2, 1, "JSON"),
        accept("same key twice.jsonl", b'{"title": "A", "title": "B"}\n{"title": "C"}\n', 2),
        refuse("no records.json", b"[]", "no rows"),
        refuse("empty object.json", b"{}", "no rows"),
        refuse("error.json", b'{"status": "error", "message": "the key is not valid"}', "the key is not valid"),
        accept("half a letter.json", b'[{"title": "A \\ud800 B"}, {"title": "C"}]', 2),
        accept("control in text.json", b'[{"title": "A\tB\nC"}]', 1),
        refuse("trailing comma.json", b'[{"title": "A"},]', "not valid JSON"),
        accept("bom.json", b'\xef\xbb\xbf[{"title": "A"}]', 1),
        part("huge field.jsonl", f'{LINES}{{"text": "{"x" * 1_000_001}"}}'.encode(), 2, 1, "characters"),
        refuse("lists in a list.json", b'[["title"], ["A"]]', "object", rejects=2),
    ]


def pages() -> list[Hostile]:
    """Return web pages that parsers hang on, or read wrongly."""
    sound = page()
    body = sound.index("</article>")
    return [
        refuse("huge table.html", f"<html><body><table>{'<tr><td>x</td></tr>' * 150_000}</table>".encode(), "MB"),
        refuse("many cells.html", f"<html><body><table>{'<tr><td>x</td></tr>' * 40_000}</table>".encode(), "tags"),
        refuse(
            "attributes.html",
            ("<html><body><p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x").encode(),
            "tags",
        ),
        refuse("paragraphs.html", f"<html><body>{'<p>Short.</p>' * 50_000}".encode(), "tags"),
        refuse("deep.html", f"<html><body>{'<div>' * 25_000}text".encode(), "no article"),
        accept(
            "wrong charset.html",
            page(charset="utf-8").replace(FIRST, RUSSIAN).encode("cp1251", "replace"),
            1,
            "guess",
            truth=RUSSIAN,
        ),
        accept("no such charset.html", page(charset="klingon").encode(), 1),
        refuse("no article.html", b"<html><head></head><body></body></html>", "no article"),
        accept("open scripts.html", sound.encode() + b"<script>" * 20_000, 1),
        accept("open comment.html", (sound[:body] + "<!--" + "x" * 1_000_000).encode(), 1),
        accept(
            "picture inside.html",
            sound.replace("</article>", f'<img src="data:image/png;base64,{"A" * 900_000}">').encode(),
            1,
        ),
        accept("nul.html", sound.replace("Monday", "Mon\0day").encode(), 1, "NUL"),
        accept("entities.html", sound.replace("<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY a "b">]>').encode(), 1),
    ]


def feeds() -> list[Hostile]:
    """Return feeds with declarations, broken XML and links that do harm."""
    item = "<item><title>A</title><link>{}</link><description>d</description></item>"
    rss = '<?xml version="1.0"?>{}<rss version="2.0"><channel><title>Harbor Wire</title>{}</channel></rss>'
    laughs = (
        '<!DOCTYPE r [<!ENTITY a "ha">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
        + "]>"
    )
    outside = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return [
        refuse("laughs.xml", rss.format(laughs, item.format("&j;")).encode(), "entity"),
        refuse("outside.xml", rss.format(outside, item.format("&x;")).encode(), "entity"),
        refuse(
            "dtd.xml",
            rss.format('<!DOCTYPE rss PUBLIC "-//X//EN" "x.dtd">', item.format("x")).encode(),
            "document type",
        ),
        refuse("dtd in utf-16.xml", rss.format(outside, item.format("&x;")).encode("utf-16"), "entity"),
        accept(
            "script links.xml",
            rss.format("", item.format("javascript:alert(1)") + item.format("data:text/html,x")).encode(),
            2,
        ),
        accept(
            "cut.xml", rss.format("", item.format("https://harbor.example/1") * 3)[:-60].encode(), 3, "well-formed"
        ),
        refuse("no items.xml", rss.format("", "").encode(), "no rows"),
        refuse("deep.xml", rss.format("", "<a>" * 20_000).encode()),
        accept("many items.xml", rss.format("", item.format("https://harbor.example/1") * 5_000).encode(), 5_000),
        refuse(
            "huge title.xml", rss.format("", f"<item><title>{'x' * 1_000_001}</title></item>").encode(), "characters"
        ),
        refuse("other.xml", b'<?xml version="1.0"?><opml version="2.0"></opml>', "another kind"),
    ]


def exports() -> list[Hostile]:
    """Return database exports with parts missing."""
    cut = nexis_uni()[:-8]
    unlabelled = [line for line in nexis_uni() if line.strip() not in ("April 4, 2023", "Dateline: PORT ELLEN")]
    ris = "TY  - NEWS\nT1  - A\nT2  - Harbor Wire\n"
    return [
        accept("nexis cut.txt", "\n".join(cut).encode(), 2),
        part("nexis without date.txt", "\n".join(unlabelled).encode(), 1, 1, "Nexis"),
        accept(
            "nexis with one missing.txt",
            "\n".join(nexis_uni()).replace("Documents (2)", "Documents (3)").encode(),
            2,
            "announces 3",
        ),
        accept("factiva cut.txt", "\n".join(factiva_lines()[:-1]).encode(), 2),
        part(
            "factiva without words.txt", "\n".join(factiva_lines()).replace("41 words", "").encode(), 1, 1, "Factiva"
        ),
        accept("ris without end.ris", (ris * 3).encode(), 3),
        accept("ris unknown tags.ris", f"{ris}ZZ  - x\nnonsense\nER  - \n{ris}ER  - \n".encode(), 2),
        refuse("rtf braces.rtf", b"{\\rtf1 " + b"{" * 100_000, "no text"),
        accept("rtf cut.rtf", b"{\\rtf1\\ansi The council met on Monday.\\par It adj", 1),
        accept("rtf binary.rtf", b"{\\rtf1\\ansi A text.{\\pict\\pngblip " + b"ff" * 500_000 + b"}\\par}", 1),
    ]


def mistaken() -> list[Hostile]:
    """Return files that are not what they are called, are nothing, or are no text."""
    harmless = pickle.dumps({"a": 1}, 4)
    return [
        accept("table.json", ROWS.encode(), 3),
        accept("lines.csv", LINES.encode(), 2),
        accept("page.txt", page().encode(), 1),
        refuse("picture.csv", b"\x89PNG\r\n\x1a\n", "picture"),
        refuse("report.txt", b"%PDF-1.7\n", "PDF"),
        refuse("old.xlsx", b"\xd0\xcf\x11\xe0", "old"),
        refuse("pickle.csv", harmless, "pickle"),
        refuse("pickle 2.pkl", pickle.dumps({"a": 1}, 2), "pickle"),
        refuse("pickle 5.parquet", pickle.dumps({"a": 1}, 5), "pickle"),
        refuse("array.npy", b"\x93NUMPY\x01\x00", "NumPy"),
        refuse("store.db", b"SQLite format 3\0", "database"),
        refuse("store.duckdb", b"\x01" * 8 + b"DUCK" + b"\x07\x08\x0e" * 500, "not text"),
        refuse("program.txt", b"\x7fELF\x02\x01\x01", "program"),
        refuse("noise.csv", bytes(range(1, 32)) * 200, "not text"),
        refuse("empty.csv", b"", "empty"),
        refuse("blank.json", b" \n\n\t ", "empty"),
        refuse("mark only.txt", b"\xef\xbb\xbf", "empty"),
        refuse("nuls.txt", b"\0" * 5000, "empty"),
        refuse("one long line.txt", b"word " * 250_000, "characters"),
    ]
