"""What in an article's text is not the article: patterns as data, each with the reason it is here.

`OPENINGS` are tried at the start of a line, then of each sentence; `ENDINGS` anywhere in it, most of them holding on to
its end. Case does not matter unless a pattern says so. All were seen in the seed article, news_2018_2020 and
rss_2023_h1: read what a pattern takes there before changing it.
"""

import re
from typing import NamedTuple


class Rule(NamedTuple):
    """The role of a line or sentence that one of `patterns` matches, and what such a line is."""

    role: str
    reason: str
    patterns: tuple[str, ...]


LABEL = (
    r"(?:also (?:see|read)|see also|read(?: (?:also|more|next|this))?|more(?: (?:from|on) [^.:]{1,40})?"
    r"|related(?: (?:articles?|coverage|links?|news|stories|story|topics?))?|recommended(?: reading)?|further reading"
    r"|watch(?: (?:also|live|now|this))?|listen(?: (?:to this|now))?|don['’]t miss|check out|go deeper|full coverage"
    r"|fact check|market snapshot|must (?:read|watch)|just watched|editor['’]?s['’]? picks?|most (?:popular|read)"
    r"|you (?:may|might) also like|trending(?: now)?|top stories)"
)
PICTURE_AGENCY = (
    r"(?:AFP|Alamy|Anadolu|AP(?: Photo)?|Bloomberg|Cal Sport Media|Canadian Press|EPA(?:-EFE)?|Getty(?: Images)?"
    r"|iStock(?:photo)?|Kyodo(?: News)?|NurPhoto|Pool(?: Photo)?|Reuters|Shutterstock|Sipa(?: USA)?|SOPA Images|TASS"
    r"|The Epoch Times|UPI|VCG|Xinhua|ZUMA(?: Press)?|PA(?: Images)?|Handout|File(?: Photo)?|NTD|Screenshot[^)]{0,40}"
    r"|White House|Unsplash|Pexels|Depositphotos)"
)
NETWORK = (
    r"(?:twitter|x|facebook|instagram|linkedin|threads|bluesky|telegram|youtube|gettr|truth social|whatsapp|apple news"
    r"|google news)"
)
OURS = r"(?:article|story|report|post|piece|column|headline|copy|dispatch|essay|op-?ed)"
MAILED = r"(?:newsletters?|inbox|e-?mails|alerts|briefings|notifications)"
DAY = r"(?:\d|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b.{0,12}\d)"
NAME = r"(?:[A-Z][\w.’'-]*|de|van|von|da|al|bin)"

A_LIST_FOLLOWS = Rule("related", "a label alone: the headlines of other articles follow", (LABEL + r"\s*[:>»]*\s*$",))
OPENINGS = (
    A_LIST_FOLLOWS,
    Rule("related", "a label and the headline of another article", (
        LABEL + r"\s*:\s*\S.{0,180}$",
        r"(?:also see|see also|related coverage|read more\s?[:–-]|just watched|must watch) ",
        r"opinion\s?:\s*\S.{0,150}$",
        r"(?-i:[A-Z][\w’'. -]{1,30}:(?:[A-Z][a-z’']|['‘“\"]|I |U\.S)).{8,150}$",  # glued, as USA Today does
    )),
    Rule("related", "a film, a gallery, a live page or other pages offered", (
        r"play video|slideshow \(|watch the video|view (?:gallery|photos|slideshow)|see all our ",
        r"follow our .{0,60}\b(?:live|blog|coverage)",
        r"\[(?!\+|…|\.\.\.).{12,250}[^\]]\]\W*$",  # a whole line in square brackets
        r"for more (?:on|about)|to read more|more information (?:is )?here|learn more\W*$",
        r"find (?:more|all|out more)\b.{0,60}\bhere",
    )),
    Rule("boilerplate", "the mark of an advertisement", (
        r"(?:ads?|advertisements?|advertising|sponsored|promoted|ad policy|paid (?:content|post))\W*$",
    )),
    Rule("boilerplate", "the text goes on elsewhere", (
        r"(?:story|article) continues? (?:below|after)|story continued below|scroll (?:down )?(?:for|to continue)",
        r"(?:continue|keep) reading|to (?:continue )?read(?:ing)? this article",
        r"read (?:more|the (?:full|whole|rest|original))\b.{0,60}$",
        r"\[\+?\d+ (?:chars|more)\]",  # NewsAPI
    )),
    Rule("boilerplate", "an offer to subscribe", (
        r"(?:please )?(?:sign up|subscribe|register (?:now|here|for free)|start your free)\b.{0,200}$(?<![”\"])",
        r"(?:get|receive|want|stay (?:informed|on top|up)|keep up)\b.{0,160}\b" + MAILED + r"\b.{0,120}$",
        r".{0,120}\bnewsletters?\b.{0,160}\b(?:sign up|subscrib|delivered|inbox|e-?mail)",
        r"by signing up|you can unsubscribe|manage newsletters|enter your e-?mail|thank you for (?:subscrib|signing)",
        r"(?:click|tap|press) here\b",
        r"(?:to|for) (?:view|receive|subscribe|sign up|get|listen|unsubscribe)\b.{0,120}\b(?:click|tap|sign up) here\b",
        r"(?:download|get|try|use) (?:the|our) .{0,40}\bapp\b",
    )),
    Rule("boilerplate", "a social network, or how to reach the author", (
        r"(?:follow|like|find|join) (?:us|him|her|me|them|@\w+|[\w.’'-]+(?: [\w.’'-]+){0,4})(?:,? .{0,60})? (?:on|at) "
        + NETWORK + r"\b",
        r"(?:follow|contact|e-?mail|write to|reach)\b.{0,80}(?:@|https?:)",
    )),
    Rule("boilerplate", "an appeal to the reader", (
        r"support (?:our|us|independent|[\w’']+['’]s? .{0,30}journalism)",
        r"(?:something to consider )?if you (?:enjoyed|liked) ",
        r"(?:please )?(?:consider )?(?:donat|contribut)(?:e|ing) (?:to (?:us|our)|now|today)",
        r"like what you['’]re reading|send (?:us )?(?:facts|tips|your)|find ap fact checks",
        r"(?:have|got) a (?:tip|story|question)\b|join the (?:conversation|discussion)",
    )),
    Rule("boilerplate", "buttons and remarks of a page", (
        r"listen to (?:this )?article|share (?:this|on|via)|link copied|copy link",
        r"(?:(?:e-?mail|comments?|save|share|tweet|post|print|reply|facebook|twitter|whatsapp|linkedin|reddit)\b\W*)+$",
        r"this article is more than \d+ (?:months?|years?) old|editor['’]s recommendations|table of contents",
        r"jump to (?:content|section)|back to top|home\s*[>»/]|skip to (?:main )?content",
        r"[\W_]+$",  # a ruler between sections
        r"(?:https?://|pic\.twitter\.com/)\S+$",
    )),
    Rule("boilerplate", "copyright, consent, paywall, paid links, or where a feed's text comes from", (
        r"\(?(?:©|\(c\)|copyright\b)|all rights reserved|reprinted with permission|this material may not be",
        r"we use cookies|accept (?:all )?cookies|privacy policy|cookie (?:policy|settings)",
        r"terms of (?:use|service)\W*$",
        r"(?:sign|log) in (?:to|or) .{0,60}$|create (?:a free|an) account\b|you have \d+ free articles?",
        r"already a (?:member|subscriber)\b",
        r"when you (?:buy|purchase|shop) |we (?:may|might) (?:earn|receive|get) .{0,40}commission",
        r"all products recommended by",
        r"the post .{0,300} (?:appeared|was) first (?:on|published)",
        r"this (?:article|story|piece|post|report) (?:originally |first )?(?:appeared|ran) (?:on|in|at)\b",
    )),
    Rule("credit", "who worked on the report", (
        r"[-–—(\s]*(?:additional |extra |further )?"
        r"(?:reporting|writing|editing|translation|translated|compiled|edited|written) by (?-i:[A-Z])",
        r"[-–—(\s]*with (?:additional |extra )?(?:assistance|contributions?|files|help|inputs?|reporting)\b.{0,200}$",
        r"with (?:the )?(?:associated press|ap|afp|reuters|post) (?:wires?|reports?)\b.{0,60}$",
        r"[-–—]\s*(?:the )?(?:reuters|afp|ap|associated press|bloomberg|dpa|xinhua|kyodo|agencies)\b.{0,120}$",
        r"(?:contributing|contributors?|byline|credits?)\s*(?::.{1,200})?$",
        r"by (?-i:[A-Z][\w.’'-]+(?: " + NAME + r"){1,4}(?:(?:,| and|, and)(?: " + NAME + r"){2,4}){0,3})"
        r"(?:,? (?:in|for) .{1,30})?$",
        r"[-–—]\s*.{0,80}\b(?:reporting|writing|editing) by (?-i:[A-Z])",
        r"\((?-i:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4})\)$",  # a name alone in brackets
    )),
    Rule("credit", "the caption or credit of a picture, or the author of an embedded post", (
        r"file photo|file ?[-–—:]|photo(?:graph)?(?:er|s)?(?: by| credit)?\s*:|image(?: credit| source)?s?\s*:",
        r"illustration(?: by|\s*:)|(?:picture|video|screenshot)\s*:|image credits?\b|enlarge this image|toggle caption",
        r"courtesy of\b.{1,60}$|\(?sources?:\s?.{1,60}$|facebook twitter pinterest\b",
        r"[—–-]\s?.{1,80}\(@[^)]{1,40}\)",
    )),
    Rule("note", "a note of the editors", (
        r"[-–—*(\[\s]*(?:(?:editor|author)['’]?s['’]? note|note|corrections?(?: (?:&|and) clarifications?)?|corrected"
        r"|clarifications?|disclosure|disclaimer)\s*[:(–—-]\s*\S",
        r"[-–—*(\[\s]*(?:(?:last )?(?:updated|modified)|(?:first )?published|posted)(?: (?:at|on))?:? " + DAY,
        r"[-–—*(\[\s]*(?:an earlier|a previous|a) version of (?:this|the) " + OURS,
        r"[-–—*(\[\s]*(?:this|the|our) " + OURS + r" (?:has been|was|is|will be)\b.{0,40}\b(?:updated?|correct(?:ed)?"
        r"|first|original(?:ly)?|edited|amended|changed|(?:re)?published|revised|adapted|excerpt(?:ed)?|produced)\b",
        r"\((?:corrects|updates|adds|recasts|refiles|removes|clarifies|writes through)\b",
        r"(?:the )?(?:views|opinions)(?: and (?:views|opinions))? expressed",
    )),
)
ENDINGS = (
    Rule("related", "a headline with a button behind it", (r"^.{0,150}\bread more\W*$",)),
    Rule("boilerplate", "an offer and its button, or copyright", (
        r"\b(?:sign up|subscribe|click|tap|register|learn more|read more|read it|find them|listen) here\W*$",
        r"\ball rights reserved\b",
    )),
    Rule("credit", "who worked on the report", (
        r"\bcontributed (?:to this|(?:to )?(?:the |additional )?report(?:ing|s)?\b).{0,30}$",
        r"\bcontributed\.$",
    )),
    Rule("credit", "a picture's photographer or agency", (
        r"[(/|]\s*(?:via )?" + PICTURE_AGENCY + r"(?: via (?:AP|Getty Images|REUTERS))?\)?\W*$",
        r"\((?:courtesy of [^()]{2,60}|[^()]{2,90}(?:\bvia " + PICTURE_AGENCY + r"|\bphoto(?: by [^()]{2,80})?))\)\W*$",
        r"(?-i:\bPhotographer:|\| Image:|\bREUTERS/[A-Z]|\(AP Photo|\(Photo).{0,110}$",
        r"(?-i:\((?:[A-Z][\w.'’-]+ ){1,4}?(?:[A-Z][\w.'’-]+)? ?/ ?[^()]{2,60}\))\W*$",
        r"(?-i:\| (?:[A-Z][\w.'’-]+ ){1,4}?[A-Z]?[\w.'’-]*/?)" + PICTURE_AGENCY + r"\b.{0,130}$",
    )),
)
# Every ending holds one of these, in lower case; looking for them first is twenty times faster than the patterns.
ENDING_CUES = ("/", "|", "(", " here", "read more", "contributed", "photographer:", "all rights reserved")

# Under a name The Hill's pages open a box with the full name and three headlines, closed by MORE; copies glue it into
# the sentence ("Lee Ann LeeSenate votes ... MORE said"). What is left is the name that the sentence has (324 of the 350
# boxes in news_2018_2020; no other outlet's text there matches).
GLUED_BOX = re.compile(
    r"\b(?P<name>[A-Z][\w'’-]+) (?:[A-Z(][\w.'’()\"“”-]* ){1,5}?(?P=name)(?:[A-Z][^\n]{0,500}?)?\s?MORE\b")
