"""What ½ and the other fractions of one sign are called, alone and behind a whole number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.utterances.normalization.sign_names import Row

FRACTIONS: Mapping[str, Row] = {
    "½": ("yarim", "ярим", "one half", "половина"),
    "¼": ("chorak", "чорак", "one quarter", "четверть"),
    "¾": ("toʻrtdan uch", "тўртдан уч", "three quarters", "три четверти"),
    "⅓": ("uchdan bir", "учдан бир", "one third", "треть"),
    "⅔": ("uchdan ikki", "учдан икки", "two thirds", "две трети"),
    "⅕": ("beshdan bir", "бешдан бир", "one fifth", "одна пятая"),
    "⅖": ("beshdan ikki", "бешдан икки", "two fifths", "две пятых"),
    "⅗": ("beshdan uch", "бешдан уч", "three fifths", "три пятых"),
    "⅘": ("beshdan toʻrt", "бешдан тўрт", "four fifths", "четыре пятых"),
    "⅙": ("oltidan bir", "олтидан бир", "one sixth", "одна шестая"),
    "⅛": ("sakkizdan bir", "саккиздан бир", "one eighth", "одна восьмая"),
    "⅜": ("sakkizdan uch", "саккиздан уч", "three eighths", "три восьмых"),
    "⅝": ("sakkizdan besh", "саккиздан беш", "five eighths", "пять восьмых"),
    "⅞": ("sakkizdan yetti", "саккиздан етти", "seven eighths", "семь восьмых"),
}

MIXED: Mapping[str, Row] = {
    "½": ("{} yarim", "{} ярим", "{} and a half", "{} с половиной"),
    "¼": ("{} butun toʻrtdan bir", "{} бутун тўртдан бир", "{} and a quarter", "{} с четвертью"),
    "": ("{} butun {}", "{} бутун {}", "{} and {}", "{} и {}"),
}
"""Behind a number, which {} stands for; "": any other fraction."""
