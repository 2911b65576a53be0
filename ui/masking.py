"""Personal data masked before anything is stored: 身份证号, 手机号, 银行卡号, e-mail."""

from __future__ import annotations

import re

IDENTITY = re.compile(r"(?<![0-9])[1-9]\d{5}[ -]?(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dXx](?![0-9A-Za-z])")
"""330102199003074512, 33010219900307451X"""
OLD_IDENTITY = re.compile(r"(?<![0-9])[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![0-9])")
"""330102900307451"""
CARD = re.compile(r"(?<![0-9])[3-6]\d{3}(?:[ -]?\d{4}){2,3}(?:[ -]?\d{1,4})?(?![0-9])")
"""6222 0212 3456 7890 123"""
PHONE = re.compile(r"(?<![0-9])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![0-9])")
"""13812345678, +86 138-1234-5678"""
LANDLINE = re.compile(r"(?<![0-9])0\d{2,3}[ -]\d{7,8}(?![0-9])")
"""0571-87654321"""
MAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
"""zhang.san@example.cn"""


def mask(text: str) -> str:
    """Return the text with personal data replaced by what it was: ``〔手机号〕``.

    >>> mask("我的电话13812345678，罚款20000元")
    '我的电话〔手机号〕，罚款20000元'
    """
    text = MAIL.sub("〔邮箱〕", text)
    text = IDENTITY.sub("〔身份证号〕", text)
    text = CARD.sub(lambda found: "〔银行卡号〕" if _luhn(found[0]) else found[0], text)
    text = OLD_IDENTITY.sub("〔身份证号〕", text)
    text = PHONE.sub("〔手机号〕", text)
    return LANDLINE.sub("〔电话〕", text)


def _luhn(number: str) -> bool:
    """Tell whether the check digit of a card number is right (ISO/IEC 7812)."""
    digits = [int(char) for char in number if char.isdigit()]
    if not 15 <= len(digits) <= 19:
        return False
    total = sum(digits[-1::-2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return total % 10 == 0
