"""The language of a text, as an ISO 639-1 code."""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNKNOWN = "und"
# Measured on headlines of rss_2023_h1 and on full articles: below this length every tenth guess is wrong.
TELLING = 60
READ, READ_ON = 200, 2000  # characters; the second where the first leave doubt (one of 600 long articles)
SURE = 0.5
NAMES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es",
    "español": "es",
    "italian": "it", "portuguese": "pt", "dutch": "nl", "chinese": "zh", "japanese": "ja", "korean": "ko",
    "russian": "ru", "arabic": "ar", "turkish": "tr", "polish": "pl", "ukrainian": "uk", "hindi": "hi",
    "indonesian": "id", "vietnamese": "vi", "swedish": "sv", "norwegian": "no", "danish": "da", "finnish": "fi",
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "zho": "zh", "chi": "zh", "jpn": "ja",
    "kor": "ko", "rus": "ru", "ara": "ar", "ita": "it", "por": "pt", "nld": "nl", "dut": "nl",
}


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
