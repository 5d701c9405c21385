"""Hostile Office files: workbooks and documents, which are XML in a ZIP."""

import io
import zipfile

from verdicts import Hostile, accept, part, refuse
from written import word, workbook, zipped

LAUGHS = (
    '<!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
QUADRATIC = f'<!DOCTYPE r [<!ENTITY a "{"x" * 100_000}">]>'
OUTSIDE = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def workbooks() -> list[Hostile]:
    """Return XLSX files."""
    plain = workbook({"S": [["title", "n"], ["A", 1], ["B", 2.5]]})
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()

    def book(content: str, part: str = "xl/worksheets/sheet1.xml") -> bytes:
        return zipped(parts | {part: content.encode()})

    def declared(declaration: str) -> bytes:
        return book(sheet.replace("<worksheet", declaration + "<worksheet", 1).replace("<v>1<", "<v>&a;<", 1))

    def with_rows(rows: str) -> bytes:
        return book(sheet.replace("</sheetData>", rows + "</sheetData>"))

    far = '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'
    return [
        refuse("laughs.xlsx", declared(LAUGHS), "damaged"),
        refuse("quadratic.xlsx", declared(QUADRATIC), "damaged"),
        refuse("outside.xlsx", declared(OUTSIDE), "damaged"),
        part("far cells.xlsx", with_rows(far), 2, 1, "16,384 columns"),
        accept("false size.xlsx", book(sheet.replace('ref="A1:B3"', 'ref="A1:XFD1048576"')), 2),
        accept("empty rows.xlsx", with_rows("".join(f'<row r="{n}"/>' for n in range(4, 200_000))), 2),
        accept(
            "formula without value.xlsx", workbook({"S": [["title", "n"], ["A", "=1+1"], ["B", "=cmd|'/c'!A0"]]}), 2
        ),
        accept("formula with value.xlsx", book(sheet.replace("<v>1</v>", "<f>1+1</f><v>2</v>")), 2),
        refuse("no rows.xlsx", workbook({"S": []}), "no rows"),
        refuse("header only.xlsx", workbook({"S": [["title"]]}), "no rows"),
        refuse("wide.xlsx", workbook({"S": [[f"c{n}" for n in range(2000)]]}), "2,000 columns"),
        refuse(
            "strings bomb.xlsx",
            zipped(parts | {"xl/sharedStrings.xml": b"<sst>" + b"<si><t>a</t></si>" * 13_000_000}),
            "bytes when unpacked",
        ),
        part("torn xml.xlsx", book(sheet[:-60]), 2, 1, "damaged"),
        refuse("no sheet.xlsx", zipped({name: part for name, part in parts.items() if "sheet1" not in name})),
        refuse("cut.xlsx", plain[:-300], "damaged"),
        accept(
            "impossible date.xlsx",
            book(
                sheet.replace("<v>1</v>", "<v>99999999999</v>").replace('r="B2"', 'r="B2" s="1"'),
            ),
            2,
        ),
        accept("book.csv", plain, 2),
        accept("in a zip.zip", zipped({"a/b.xlsx": plain}), 2),
        refuse("slides.pptx", zipped({"ppt/presentation.xml": b"<p/>"}), "presentation"),
        refuse("sheet.ods", zipped({"mimetype": b"x", "content.xml": b"<o/>"}), "OpenDocument"),
    ]


def documents() -> list[Hostile]:
    """Return DOCX files."""
    sound = word(["The council met.", "It adjourned."])
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        body = archive.read("word/document.xml").decode()

    def document(content: str) -> bytes:
        return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": content.encode()})

    def declared(declaration: str) -> bytes:
        return document(body.replace("<w:document", declaration + "<w:document", 1).replace("met", "&a;"))

    return [
        refuse("laughs.docx", declared(LAUGHS), "entity"),
        refuse("outside.docx", declared(OUTSIDE), "entity"),
        refuse("torn xml.docx", document(body[:-40]), "damaged"),
        refuse("cut.docx", sound[:-90], "damaged"),
        refuse("no text.docx", word([""]), "no text"),
        refuse("deep.docx", word([], xml="<w:p>" * 50_000 + "</w:p>" * 50_000), "no text"),
        refuse("bomb.docx", word([], xml="<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 6_000_000)),
    ]
