"""Files in the layouts that analysts bring, with content invented for this project, and what is in them.

Layouts follow what each database, interface or program publishes or writes; outlets, people and links are invented.
"""

import datetime
import json
from dataclasses import dataclass, field

from written import (
    FIRST,
    SECOND,
    factiva_lines,
    factiva_page,
    nexis_com,
    nexis_uni,
    page,
    rich_text,
    single_file,
    web_archive,
    word,
    workbook,
)


@dataclass(frozen=True)
class Layout:
    """A file: its name, its bytes, and the articles in it, each with the fields that must come out as they are here.

    Of a text `starts` and `ends` may be given instead. `notes` are words that the notes must hold.
    """

    name: str
    content: bytes
    articles: list[dict]
    notes: list[str] = field(default_factory=list)
    rejected: int = 0


MEDIA_CLOUD = """\
,ap_syndicated,collect_date,feeds,guid,language,media_id,media_name,media_url,processed_stories_id,publish_date,\
stories_id,story_tags,title,url,word_count,metadata
0,False,2019-07-30 13:47:41.081623,,1.5,en,380700,Harbor Wire,http://harbor.example/news,1745022108,\
2019-07-30 13:05:28,1352332672,[],Council delays crane rule,https://harbor.example/cranes-1.5?cmp=rss,,\
"{'date_guess_method': None, 'geocoder_version': None}"
1,False,2019-08-25 07:30:47.132186,,http://cais.example/1,pt,83367,Jornal do Cais,http://cais.example,1767367195,\
2019-08-25 07:16:28,1373933418,[],"Câmara adia regra | Sem data, sem voto",http://cais.example/1,,"{'a': None}"
"""
GDELT = {"articles": [
    {"url": "https://www.harbor.example/cranes", "url_mobile": "", "title": "Council delays crane rule",
     "seendate": "20230401T123000Z", "socialimage": "https://harbor.example/a.jpg", "domain": "harbor.example",
     "language": "English", "sourcecountry": "United Kingdom"},
    {"url": "https://gangkou.example/1", "url_mobile": "", "title": "港口推迟新规", "seendate": "20230401T130000Z",
     "socialimage": "", "domain": "gangkou.example", "language": "Chinese", "sourcecountry": "China"}]}
NEWSAPI = {"status": "ok", "totalResults": 38, "articles": [
    {"source": {"id": None, "name": "Harbor Wire"}, "author": "Ann Lee", "title": "Council delays crane rule",
     "description": "The council needs more time.", "url": "https://harbor.example/cranes",
     "urlToImage": "https://harbor.example/a.jpg", "publishedAt": "2023-04-03T08:15:00Z",
     "content": FIRST + "… [+1234 chars]"},
    {"source": {"id": "strait", "name": "Strait Times"}, "author": None, "title": "Yards ask for help",
     "description": SECOND, "url": "https://strait.example/yards", "urlToImage": None,
     "publishedAt": "2023-04-04T06:00:00Z", "content": None},
    {"source": {"id": None, "name": "[Removed]"}, "author": None, "title": "[Removed]", "description": "[Removed]",
     "url": "https://removed.com", "urlToImage": None, "publishedAt": "1970-01-01T00:00:00Z", "content": "[Removed]"}]}
EVENT_REGISTRY = {"articles": {"page": 1, "pages": 20, "totalResults": 2, "results": [
    {"uri": "7471", "lang": "eng", "isDuplicate": False, "date": "2023-04-03", "time": "08:15:00",
     "dateTime": "2023-04-03T08:20:00Z", "dateTimePub": "2023-04-03T08:15:00Z", "dataType": "news", "sim": 0.5,
     "url": "https://harbor.example/cranes", "title": "Council delays crane rule", "body": FIRST + "\n\n" + SECOND,
     "source": {"uri": "harbor.example", "dataType": "news", "title": "Harbor Wire"},
     "authors": [{"uri": "ann@harbor.example", "name": "Ann Lee", "type": "author", "isAgency": False}]},
    {"uri": "7472", "lang": "fra", "dateTimePub": "2023-04-04T06:00:00Z", "url": "https://quai.example/1",
     "title": "Le quai",
     "body": "Le conseil du port a reporté la règle sur les grues, a dit lundi un membre du conseil.",
     "source": {"uri": "quai.example", "title": "Le Quai"}, "authors": []}]}}
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1", "title": "Harbor Wire", "home_page_url": "https://harbor.example/",
    "feed_url": "https://harbor.example/feed.json", "language": "en", "items": [
        {"id": "1", "url": "https://harbor.example/cranes", "title": "Council delays crane rule",
         "content_html": f"<p>{FIRST}</p><p>{SECOND}</p>", "summary": "In short.",
         "date_published": "2023-04-03T10:15:00+02:00", "authors": [{"name": "Ann Lee"}]},
        {"id": "2", "url": "https://harbor.example/yards", "title": "Yards ask for help", "content_text": SECOND,
         "date_published": "2023-04-04T06:00:00Z"}]}
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbor Wire</title><link>https://harbor.example/</link><language>en-gb</language>
<item><title>Council delays crane rule</title><link>/2023/cranes</link><description>In short.</description>
<content:encoded><![CDATA[<p>{FIRST}</p><p>{SECOND}</p><script>alert(1)</script>]]></content:encoded>
<dc:creator>Ann Lee</dc:creator><pubDate>Mon, 03 Apr 2023 10:15:00 +0200</pubDate></item>
<item><title>Yards ask for help</title><link>javascript:alert(1)</link><description>{SECOND}</description>
<pubDate>Tue, 04 Apr 2023 06:00:00 GMT</pubDate>
<source url="https://strait.example/feed">Strait Times</source></item></channel></rss>"""
ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>Harbor Wire</title><link href="https://harbor.example/"/><id>urn:1</id><updated>2023-04-04T00:00:00Z</updated>
<entry><title>Council delays crane rule</title><link href="https://harbor.example/cranes"/><id>urn:2</id>
<published>2023-04-03T08:15:00Z</published><updated>2023-04-04T00:00:00Z</updated><author><name>Ann Lee</name></author>
<summary>{FIRST}</summary></entry></feed>"""
PROQUEST = f"""TY  - NEWS
T1  - Council delays crane rule
AN  - 2798000001
AB  - {FIRST}
AU  - Lee, Ann
AU  - Ray, Bo
CY  - London (UK)
DA  - 2023/04/03/
PY  - 2023
DP  - ProQuest One Business
LA  - English
PB  - Harbor Press
SE  - News
T2  - Harbor Wire
UR  - https://library.example/docview/2798000001
UR  - https://resolver.example/x
ER  -\x20

TY  - NEWS
TI  - Yards ask for help
AB  - {SECOND}
DA  - 1984/Jan 09,
T2  - Strait Times
LA  - English
UR  - https://library.example/docview/2
ER  -\x20
"""
EBSCO = f"""TY  - GEN
AU  - Lee, Ann
T1  - Council delays crane rule
JF  - Harbor Wire
JO  - Harbor Wire
Y1  - 2023/04/03/
N2  - {FIRST}
UR  - https://search.example/login.aspx?direct=true&db=nfh&AN=2W6
DP  - EBSCOhost
DB  - nfh
ER  -\x20
"""

DELAYED = {"title": "Council delays crane rule", "outlet": "Harbor Wire", "published": "2023-04-03 08:15",
           "language": "en"}
HELP = {"title": "Yards ask for help", "outlet": "Strait Times", "published": "2023-04-04", "language": "en"}
PAGE = {"title": "Harbour council delays crane rule", "outlet": "Harbor Wire", "published": "2023-04-03 08:15",
        "author": "Ann Lee", "url": "https://harbor.example/2023/04/03/cranes", "starts": "The harbour council",
        "language": "en"}
NEXIS = [DELAYED | {"title": "Council delays crane rule; Yards had asked for more time",
                    "outlet": "Harbor Wire (London)", "published": "2023-04-03 09:20",
                    "author": "Ann Lee (now), Bo Ray (earlier)", "starts": "The harbour",
                    "ends": "“a good start”."}, HELP | {"starts": "A vote", "ends": "“a good start”."}]
FACTIVA = [DELAYED | {"published": "2023-04-03 10:15", "author": "By Ann Lee", "starts": "The harbour",
                      "ends": "“a good start”."}, HELP | {"starts": "A vote"}]
SHEETS = workbook({
    "April": [["Headline", "Date", "Publication", "Words", "Full text"],
              ["Council delays crane rule", datetime.datetime(2023, 4, 3, 8, 15), "Harbor Wire", 355, FIRST],
              [None] * 5, ["Yards ask for help", datetime.date(2023, 4, 4), "Strait Times", 41.5, SECOND]],
    "Empty": [], "May": [["title", "published", "outlet"], ["Third", "2023-05-01", "Harbor Wire"]]})
LAYOUTS = [
    Layout("media_cloud.csv", MEDIA_CLOUD.encode(), [
        {"title": "Council delays crane rule", "outlet": "Harbor Wire", "published": "2019-07-30 13:05",
         "language": "en", "url": "https://harbor.example/cranes-1.5"},
        {"title": "Câmara adia regra | Sem data, sem voto", "outlet": "Jornal do Cais", "published": "2019-08-25 07:16",
         "language": "pt", "url": "http://cais.example/1"}]),
    Layout("gdelt.json", json.dumps(GDELT).encode(), [
        {"title": "Council delays crane rule", "outlet": "harbor.example", "published": "2023-04-01 12:30",
         "language": "en", "url": "https://www.harbor.example/cranes", "extent": "headline"},
        {"title": "港口推迟新规", "outlet": "gangkou.example", "published": "2023-04-01 13:00", "language": "zh"}]),
    Layout("newsapi.json", json.dumps(NEWSAPI).encode(), [
        DELAYED | {"author": "Ann Lee", "extent": "summary", "starts": "The harbour council"},
        HELP | {"published": "2023-04-04 06:00", "extent": "summary", "starts": "A vote"}], ["3 of the 38 results"], 1),
    Layout("event_registry.json", json.dumps(EVENT_REGISTRY).encode(), [
        DELAYED | {"author": "Ann Lee", "ends": "“a good start”."},
        {"title": "Le quai", "outlet": "Le Quai", "published": "2023-04-04 06:00", "language": "fr"}]),
    Layout("feed.json", json.dumps(JSON_FEED).encode(), [
        DELAYED | {"author": "Ann Lee", "starts": "The harbour"},
        HELP | {"outlet": "Harbor Wire", "published": "2023-04-04 06:00"}]),
    Layout("rss.xml", RSS.encode(), [
        DELAYED | {"author": "Ann Lee", "url": "https://harbor.example/2023/cranes", "ends": "“a good start”."},
        HELP | {"published": "2023-04-04 06:00", "url": None}]),
    Layout("atom.xml", ATOM.encode(), [DELAYED | {"author": "Ann Lee", "url": "https://harbor.example/cranes"}]),
    Layout("proquest.ris", PROQUEST.encode(), [
        DELAYED | {"published": "2023-04-03", "author": "Lee, Ann; Ray, Bo", "extent": "summary",
                   "url": "https://library.example/docview/2798000001"}, HELP | {"published": "1984-01-09"}]),
    Layout("ebsco.ris", EBSCO.encode("utf-8-sig"), [DELAYED | {"published": "2023-04-03", "author": "Lee, Ann"}]),
    Layout("page.html", page().encode(), [PAGE]),
    Layout("page.mhtml", single_file(page()), [PAGE]),
    Layout("page in another encoding.html", page(charset="utf-8").encode("cp1252", "replace"), [PAGE],
           ["cp1252, which is a guess"]),
    Layout("page that declares it.html", page(charset="windows-1252").encode("cp1252"), [PAGE],
           ["cp1252, as it declares"]),
    Layout("nexis_uni.docx", word(nexis_uni()), NEXIS),
    Layout("nexis_uni.rtf", rich_text(nexis_uni()), NEXIS),
    Layout("nexis_uni.txt", "\n".join(nexis_uni()).encode(), NEXIS),
    Layout("nexis_com.txt", nexis_com().encode("utf-8-sig"), [
        {"title": "Council delays crane rule", "outlet": "The Strait Times (London)", "published": "2010-01-11",
         "author": "Ann Lee", "language": "en", "starts": "Yards had asked for time.\nThe harbour",
         "ends": "hear the yards.\nA vote is now expected in June."},
        {"title": "Yards ask for help", "outlet": "Harbor Wire", "published": "2010-01-08", "starts": "The yards asked",
         "ends": "again."}]),
    Layout("article.docx", word(["Council delays crane rule", "", FIRST, SECOND]), [
        {"title": "Council delays crane rule", "starts": "The harbour", "ends": "“a good start”.", "published": None}]),
    Layout("factiva.html", factiva_page().encode(), [
        FACTIVA[0],
        HELP | {"published": "2023-04-04 09:00", "author": "By Bo Ray", "ends": "They wait.\nSo do others."}]),
    Layout("factiva.rtf", rich_text(factiva_lines()), FACTIVA),
    Layout("book.xlsx", SHEETS, [
        DELAYED | {"starts": "The harbour"}, HELP,
        {"title": "Third", "outlet": "Harbor Wire", "published": "2023-05-01"}]),
    Layout("crawl.warc.gz", web_archive(), [PAGE], ["2 records that hold no page"], 1),
]
