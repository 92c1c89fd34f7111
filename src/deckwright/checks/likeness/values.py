"""Whether two answers are one value: 2857 km, 2 857 Kilometer; 8849 m, about 8848.86 m."""

from __future__ import annotations

import re

_VALUE = re.compile(r"(?P<lead>\D{0,12}?)(?P<number>[-−]?\d[\d.,'’]*\d|[-−]?\d)(?P<unit>[^\d]{0,16})")
_NAMES = {
    "km": "kilometer kilometers kilometre kilometres kilómetros kilomètres quilômetros 公里 千米 километров",
    "m": "meter meters metre metres metros mètres 米 公尺 メートル метров",
    "cm": "centimeter centimeters zentimeter centimetros 厘米 公分 センチ",
    "mi": "mile miles meilen millas milles 英里 マイル",
    "ft": "foot feet fuß pies 英尺 フィート",
    "kg": "kilogram kilograms kilogramm kilogramo kilogramos 公斤 千克 キログラム",
    "g": "gram grams gramm gramos 克 グラム",
    "lb": "pound pounds lbs 磅 ポンド",
    "s": "sec second seconds sekunden segundos secondes 秒 秒钟",
    "min": "minute minutes minuten minutos 分钟 分鐘",
    "h": "hour hours stunden horas heures 小时 小時 時間",
    "%": "percent prozent porciento",
    "°c": "degreescelsius gradcelsius 摄氏度 攝氏度 ℃",
    "°f": "degreesfahrenheit gradfahrenheit 华氏度 華氏度 ℉",
}
_UNITS = {name: unit for unit, names in _NAMES.items() for name in (unit, *names.split())}
CLOSE = 0.001
"""Of the larger: two numbers that differ by less are one, rounded."""


def same_value(one: str, other: str) -> bool:
    """Whether two answers, without blanks and in lower case, are one number in one unit."""
    a, b = _value(one), _value(other)
    if a is None or b is None or a[1] != b[1]:
        return False
    return abs(a[0] - b[0]) <= CLOSE * max(abs(a[0]), abs(b[0]))


def is_other_unit(one: str, other: str) -> bool:
    """Whether two answers are numbers in two units."""
    a, b = _value(one), _value(other)
    return a is not None and b is not None and a[1] != b[1] and {a[1], b[1]} <= _NAMES.keys()


def _value(text: str) -> tuple[float, str] | None:
    match = _VALUE.fullmatch(text)
    number = _number(match["number"]) if match else None
    if not match or number is None:
        return None
    unit = match["unit"].strip(".。°") if match["unit"] not in _UNITS else match["unit"]
    return number, _UNITS.get(unit, unit)


def _number(written: str) -> float | None:
    """A number whose thousands may be parted by commas, dots or apostrophes."""
    bare = written.replace("−", "-").replace("'", "").replace("’", "")
    if re.fullmatch(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
        bare = bare.replace(",", "")
    elif re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?", bare) and bare.count(".") + bare.count(",") > 1:
        bare = bare.replace(".", "").replace(",", ".")
    try:
        return float(bare.replace(",", "."))
    except ValueError:
        return None
