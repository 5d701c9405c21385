"""The language of a text, as an ISO 639-1 code."""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNKNOWN = "und"
# Measured on headlines of rss_2023_h1 and on full articles: below this length every tenth guess is wrong.
TELLING = 60
READ, READ_ON = 200, 2000  # characters; the second where the first leave doubt (one of 600 long articles)
SURE = 0.5
# English names as GDELT and library databases write them, with ISO 639-2 and 639-3 codes as Event Registry does.
NAMES = {name: code for code, names in {
    "af": "afrikaans afr", "sq": "albanian sqi alb", "ar": "arabic ara", "hy": "armenian hye arm",
    "az": "azerbaijani aze",
    "eu": "basque eus baq", "be": "belarusian bel", "bn": "bengali ben", "bs": "bosnian bos", "bg": "bulgarian bul",
    "ca": "catalan cat", "zh": "chinese zho chi mandarin cmn 中文", "hr": "croatian hrv", "cs": "czech ces cze",
    "da": "danish dan", "nl": "dutch nld dut nederlands", "en": "english eng", "et": "estonian est",
    "fi": "finnish fin",
    "fr": "french fra fre français", "gl": "galician glg", "ka": "georgian kat geo", "de": "german deu ger deutsch",
    "el": "greek ell gre", "gu": "gujarati guj", "he": "hebrew heb", "hi": "hindi hin", "hu": "hungarian hun",
    "is": "icelandic isl ice", "id": "indonesian ind", "it": "italian ita italiano", "ja": "japanese jpn 日本語",
    "kn": "kannada kan", "kk": "kazakh kaz", "ko": "korean kor 한국어", "lv": "latvian lav", "lt": "lithuanian lit",
    "mk": "macedonian mkd mac", "ms": "malay msa may", "ml": "malayalam mal", "mr": "marathi mar",
    "mn": "mongolian mon",
    "ne": "nepali nep", "no": "norwegian nor", "fa": "persian fas per farsi", "pl": "polish pol",
    "pt": "portuguese por português", "pa": "punjabi pan", "ro": "romanian ron rum", "ru": "russian rus русский",
    "sr": "serbian srp", "si": "sinhalese sin", "sk": "slovak slk slo", "sl": "slovenian slv", "so": "somali som",
    "es": "spanish spa español castellano", "sw": "swahili swa", "sv": "swedish swe", "ta": "tamil tam",
    "te": "telugu tel",
    "th": "thai tha", "tr": "turkish tur", "uk": "ukrainian ukr", "ur": "urdu urd", "vi": "vietnamese vie",
}.items() for name in names.split()}


def language(text: str, declared: str = "") -> str:
    """Return the language of `text`; of a text too short to tell the declared one, "und" where none is."""
    said = _code(declared)
    if len(text) < TELLING and said:
        return said
    found, sure = _identifier().classify(text[:READ])
    if sure < SURE and len(text) > READ:
        found, sure = _identifier().classify(text[:READ_ON])
    if len(text) < TELLING or sure < SURE:
        return said or UNKNOWN
    return found


def _code(declared: str) -> str:
    """Return the ISO 639-1 code of a declared language: en-US, eng and English are en."""
    name = declared.strip().lower()
    code = re.split(r"[-_]", name)[0]
    return NAMES.get(name) or NAMES.get(code) or (code if re.fullmatch("[a-z]{2}", code) else "")


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Without the languages that have no ISO 639-1 code: on news they only took English headlines for Naijá.
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier
