"""Every error the emulator answers with: its status, its key, and its words in three languages.

`insufficient_balance` and `transcript_too_long` are keys the real API is known to send; the others
are ours, in the same form, since its document names none. Statuses follow its tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("en", "uz", "ru")
"""What errors can be said in; the first where Accept-Language names none of them."""


class _Answer(NamedTuple):
    status: int
    en: str
    uz: str
    ru: str


_ANSWERS: Mapping[str, _Answer] = {
    "transcript_required": _Answer(
        400,
        "The field transcript is required.",
        "transcript maydoni toʻldirilishi shart.",
        "Поле transcript обязательно.",
    ),
    "invalid_transcript": _Answer(
        400,
        "The field transcript must be text without null characters or lone surrogates.",
        "transcript maydoni nol belgisiz, yaroqli matn boʻlishi kerak.",
        "Поле transcript должно быть правильным текстом без нулевых символов.",
    ),
    "transcript_too_long": _Answer(
        400,
        "The transcript is too long: {length} characters, the limit is {limit}.",
        "Matn juda uzun: {length} ta belgi, chegara esa {limit} ta.",
        "Текст слишком длинный: {length} при пределе {limit} (в символах).",
    ),
    "invalid_language": _Answer(
        400,
        "The language must be one of uz, en, ru, not {value!r}.",
        "Til uz, en yoki ru boʻlishi kerak, {value!r} emas.",
        "Язык должен быть uz, en или ru, а не {value!r}.",
    ),
    "invalid_model": _Answer(
        400,
        "There is no model {value!r}. The model is Gulnoza.",
        "{value!r} degan model yoʻq. Mavjud model: Gulnoza.",
        "Модели {value!r} нет. Есть модель Gulnoza.",
    ),
    "invalid_mood": _Answer(
        400,
        "The mood must be one of Neutral, Cheerful, Happy, Sad, not {value!r}.",
        "Kayfiyat Neutral, Cheerful, Happy yoki Sad boʻlishi kerak, {value!r} emas.",
        "Настроение должно быть Neutral, Cheerful, Happy или Sad, а не {value!r}.",
    ),
    "invalid_speed": _Answer(
        400,
        "The speed must be 0 or a number from 0.5 to 2.0, not {value!r}.",
        "Tezlik 0 yoki 0.5 dan 2.0 gacha boʻlgan son boʻlishi kerak, {value!r} emas.",
        "Скорость должна быть 0 или числом от 0.5 до 2.0, а не {value!r}.",
    ),
    "invalid_voice_id": _Answer(
        400,
        "The voice_id must be a positive whole number, not {value!r}.",
        "voice_id musbat butun son boʻlishi kerak, {value!r} emas.",
        "voice_id должен быть положительным целым числом, а не {value!r}.",
    ),
    "field_not_allowed": _Answer(
        400,
        "The field {field} is not sent together with {other}.",
        "{field} maydoni {other} bilan birga yuborilmaydi.",
        "Поле {field} не отправляется вместе с {other}.",
    ),
    "invalid_webhook_url": _Answer(
        400,
        "The webhook_notification_url must be a URL that begins with http:// or https://.",
        "webhook_notification_url http:// yoki https:// bilan boshlanadigan manzil boʻlishi kerak.",
        "webhook_notification_url должен быть адресом, который начинается с http:// или https://.",
    ),
    "voice_not_found": _Answer(
        400,
        "The account has no custom voice {value}.",
        "Hisobda {value} raqamli maxsus ovoz yoʻq.",
        "У аккаунта нет собственного голоса {value}.",
    ),
    "voice_not_ready": _Answer(
        400,
        "The custom voice {value} is not READY.",
        "{value} raqamli maxsus ovoz hali tayyor emas.",
        "Собственный голос {value} ещё не готов.",
    ),
    "invalid_body": _Answer(
        400,
        "The request's body cannot be read.",
        "Soʻrov tanasini oʻqib boʻlmadi.",
        "Тело запроса не читается.",
    ),
    "authentication_required": _Answer(
        401,
        "A custom voice requires authentication.",
        "Maxsus ovoz uchun autentifikatsiya talab qilinadi.",
        "Для собственного голоса нужна аутентификация.",
    ),
    "insufficient_balance": _Answer(
        402,
        "The balance is insufficient: {needed} characters are needed, {balance} are left.",
        "Balans yetarli emas: {needed} ta belgi kerak, {balance} ta qolgan.",
        "Недостаточно средств: нужно {needed}, осталось {balance} (в символах).",
    ),
    "api_key_required": _Answer(
        403,
        "The API key is missing.",
        "API kalit koʻrsatilmagan.",
        "Не указан API-ключ.",
    ),
    "invalid_api_key": _Answer(
        403,
        "The API key is invalid.",
        "API kalit notoʻgʻri.",
        "Неверный API-ключ.",
    ),
    "access_denied": _Answer(
        403,
        "No access to another user's record.",
        "Boshqa foydalanuvchining yozuviga ruxsat yoʻq.",
        "Нет доступа к записи другого пользователя.",
    ),
    "record_not_found": _Answer(
        404,
        "TTS record not found.",
        "TTS yozuvi topilmadi.",
        "Запись TTS не найдена.",
    ),
    "invalid_page": _Answer(404, "Invalid page.", "Sahifa notoʻgʻri.", "Неправильная страница."),
    "not_found": _Answer(404, "Not found.", "Topilmadi.", "Страница не найдена."),
    "method_not_allowed": _Answer(
        405,
        "This method is not allowed.",
        "Bu usulga ruxsat berilmagan.",
        "Этот метод не разрешён.",
    ),
    "body_too_large": _Answer(
        413,
        "The request's body is too large.",
        "Soʻrov tanasi juda katta.",
        "Тело запроса слишком большое.",
    ),
    "unsupported_media_type": _Answer(
        415,
        (
            "The body must be multipart/form-data, application/x-www-form-urlencoded or "
            "application/json, not {value!r}."
        ),
        (
            "Soʻrov tanasi multipart/form-data, application/x-www-form-urlencoded yoki "
            "application/json boʻlishi kerak, {value!r} emas."
        ),
        (
            "Тело должно быть multipart/form-data, application/x-www-form-urlencoded или "
            "application/json, а не {value!r}."
        ),
    ),
    "rate_limited": _Answer(
        429,
        "Too many requests. Try again in {seconds} s.",
        "Soʻrovlar juda koʻp. {seconds} soniyadan keyin qayta urinib koʻring.",
        "Слишком много запросов. Повторите через {seconds} с.",
    ),
    "service_unavailable": _Answer(
        503,
        "The TTS service is temporarily unavailable.",
        "TTS xizmati vaqtincha ishlamayapti.",
        "Сервис TTS временно недоступен.",
    ),
}


class Refusal(Exception):  # noqa: N818 - an answer of the API, not a fault of the server
    """The API's answer is an error; `error_key` names which, `said` fills its words."""

    def __init__(
        self, error_key: str, *, headers: Mapping[str, str] | None = None, **said: object
    ) -> None:
        super().__init__(error_key)
        self.error_key = error_key
        self.status = _ANSWERS[error_key].status
        self.headers = headers
        self._said = said

    def response(self, accept_language: str) -> JSONResponse:
        """Return it as the API writes it: {"detail": …, "error_key": …}."""
        language = preferred_language(accept_language)
        words: str = getattr(_ANSWERS[self.error_key], language)
        return JSONResponse(
            {"detail": words.format_map(self._said), "error_key": self.error_key},
            status_code=self.status,
            headers={"Content-Language": language, **(self.headers or {})},
        )


def preferred_language(accept_language: str) -> str:
    """Choose from `LANGUAGES` as an Accept-Language header asks (RFC 9110, 12.5.4)."""
    wanted = []
    for place, item in enumerate(accept_language.split(",")[:50]):
        tag, _, parameter = item.partition(";")
        name, _, weight = parameter.partition("=")
        try:
            quality = float(weight) if name.strip() == "q" else 1.0
        except ValueError:
            continue
        language = tag.strip().lower().partition("-")[0]
        if language in LANGUAGES and quality > 0:
            wanted.append((-quality, place, language))
    return min(wanted)[2] if wanted else LANGUAGES[0]
