"""What pictures are called that stand in a sentence for a word, for a translator to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.utterances.normalization.sign_names import Row

_HEART: Row = ("yurak", "юрак", "heart", "сердце")
_GEAR: Row = ("tishli gʻildirak", "тишли ғилдирак", "gear", "шестерёнка")
_LENS: Row = ("lupa", "лупа", "magnifying glass", "лупа")
_FOLDER: Row = ("jild", "жилд", "folder", "папка")
_PHONE: Row = ("telefon", "телефон", "telephone", "телефон")
_LETTER: Row = ("konvert", "конверт", "envelope", "конверт")
_BELL: Row = ("qoʻngʻiroq", "қўнғироқ", "bell", "колокольчик")
_SUN: Row = ("quyosh", "қуёш", "sun", "солнце")
_SPEAKER: Row = ("karnay", "карнай", "loudspeaker", "громкоговоритель")

PICTURE_NAMES: Mapping[str, Row] = {
    **dict.fromkeys("❤♥💙💚💛💜🖤🤍", _HEART),
    **dict.fromkeys("⚙🛠🔧", _GEAR),
    **dict.fromkeys("🔍🔎", _LENS),
    **dict.fromkeys("📁📂🗂", _FOLDER),
    **dict.fromkeys("📞☎📱", _PHONE),
    **dict.fromkeys("✉📧📩", _LETTER),
    **dict.fromkeys("🔔🛎", _BELL),
    **dict.fromkeys("☀🌞", _SUN),
    **dict.fromkeys("🔊🔈🔉", _SPEAKER),
    "▶": ("ijro", "ижро", "play", "воспроизведение"),
    "⏸": ("pauza", "пауза", "pause", "пауза"),
    "⏹": ("toʻxtatish", "тўхтатиш", "stop", "стоп"),
    "⏺": ("yozib olish", "ёзиб олиш", "record", "запись"),
    "⏭": ("keyingi", "кейинги", "next", "вперёд"),
    "⏮": ("oldingi", "олдинги", "previous", "назад"),
    "☰": ("menyu", "меню", "menu", "меню"),
    "⋮": ("uch nuqta", "уч нуқта", "three dots", "три точки"),
    "⋯": ("uch nuqta", "уч нуқта", "three dots", "три точки"),
    "➕": ("plyus", "плюс", "plus", "плюс"),
    "➖": ("minus", "минус", "minus", "минус"),
    "✏": ("qalam", "қалам", "pencil", "карандаш"),
    "🖊": ("ruchka", "ручка", "pen", "ручка"),
    "📝": ("qalam va qogʻoz", "қалам ва қоғоз", "pencil and paper", "карандаш и бумага"),
    "🗑": ("savat", "сават", "bin", "корзина"),
    "⭐": ("yulduz", "юлдуз", "star", "звезда"),
    "🌟": ("yulduz", "юлдуз", "star", "звезда"),
    "🏠": ("uy", "уй", "house", "дом"),
    "📄": ("sahifa", "саҳифа", "page", "страница"),
    "📋": ("planshet", "планшет", "clipboard", "планшет"),
    "📎": ("qistirgich", "қистиргич", "paper clip", "скрепка"),
    "📌": ("knopka", "кнопка", "pin", "кнопка"),
    "🔗": ("zanjir", "занжир", "chain link", "звенья цепи"),
    "🔒": ("qulf", "қулф", "lock", "замок"),
    "🔓": ("ochiq qulf", "очиқ қулф", "open lock", "открытый замок"),
    "🔑": ("kalit", "калит", "key", "ключ"),
    "💾": ("disketa", "дискета", "floppy disk", "дискета"),
    "📷": ("kamera", "камера", "camera", "камера"),
    "🎤": ("mikrofon", "микрофон", "microphone", "микрофон"),
    "🔇": ("ovozsiz karnay", "овозсиз карнай", "muted loudspeaker", "выключенный звук"),
    "🌙": ("oy", "ой", "moon", "луна"),
    "🌐": ("globus", "глобус", "globe", "глобус"),
    "💡": ("lampochka", "лампочка", "light bulb", "лампочка"),
    "🔄": ("yangilash", "янгилаш", "refresh", "обновление"),
    "⏰": ("soat", "соат", "clock", "часы"),
    "📅": ("taqvim", "тақвим", "calendar", "календарь"),
    "🛒": ("arava", "арава", "cart", "корзина"),
    "💻": ("noutbuk", "ноутбук", "laptop", "ноутбук"),
    "🖨": ("printer", "принтер", "printer", "принтер"),
    "🖱": ("sichqoncha", "сичқонча", "mouse", "мышь"),
    "⌨": ("klaviatura", "клавиатура", "keyboard", "клавиатура"),
    "👤": ("odam", "одам", "person", "человек"),
    "👁": ("koʻz", "кўз", "eye", "глаз"),
    "👍": ("bosh barmoq yuqoriga", "бош бармоқ юқорига", "thumbs up", "палец вверх"),
    "👎": ("bosh barmoq pastga", "бош бармоқ пастга", "thumbs down", "палец вниз"),
    "🚀": ("raketa", "ракета", "rocket", "ракета"),
    "🎉": ("xlopushka", "хлопушка", "party popper", "хлопушка"),
    "🔥": ("olov", "олов", "fire", "огонь"),
    "☕": ("qahva", "қаҳва", "coffee", "кофе"),
    "🍕": ("pitsa", "пицца", "pizza", "пицца"),
    "🍺": ("pivo", "пиво", "beer", "пиво"),
    "🐧": ("pingvin", "пингвин", "penguin", "пингвин"),
    "🍎": ("olma", "олма", "apple", "яблоко"),
    "🍏": ("yashil olma", "яшил олма", "green apple", "зелёное яблоко"),
    "🪟": ("deraza", "дераза", "window", "окно"),
    "🤖": ("robot", "робот", "robot", "робот"),
    "🐍": ("ilon", "илон", "snake", "змея"),
    "🐳": ("kit", "кит", "whale", "кит"),
    "🐘": ("fil", "фил", "elephant", "слон"),
    "🦀": ("qisqichbaqa", "қисқичбақа", "crab", "краб"),
    "🐛": ("qoʻngʻiz", "қўнғиз", "bug", "жук"),
    "🙂": ("tabassum", "табассум", "smile", "улыбка"),
    "😀": ("tabassum", "табассум", "smile", "улыбка"),
    "⚠": ("ogohlantirish", "огоҳлантириш", "warning", "предупреждение"),
    "ℹ": ("maʼlumot", "маълумот", "information", "информация"),
    "❓": ("soʻroq belgisi", "сўроқ белгиси", "question mark", "вопросительный знак"),
    "❗": ("undov belgisi", "ундов белгиси", "exclamation mark", "восклицательный знак"),
}
"""Any other picture is called a symbol. They are said only where a word is missing without one."""
