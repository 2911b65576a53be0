"""Laws damaged on purpose, the same for the same seed: cut off, lines swapped, random bytes, nesting without end, a megabyte in one line."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

LABELS = (
    "第一条 ",
    "第二条",
    "第九十九条之一 ",
    "第一章 总则",
    "一、",
    "（一）",
    "1.",
    "1.1 ",
    "（1）",
    "①",
    "附件：",
    "目录",
    "第三条规定的，",
)
NOISE = "\x00\x07\x1b\ufeff\u200b\ufffd\u3000\t\r\v\f\u2028（《“〈〔【)》”〉〕】。：；，!—－1０Ａ第条款项"
MEGABYTE = 1_000_000


def mutate(texts: Sequence[str], count: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """Yield so many damaged texts, each with the name of the damage."""
    chance = random.Random(seed)
    for _ in range(count):
        name, damage = chance.choices(DAMAGES, weights=WEIGHTS)[0]
        yield name, damage(chance.choice(texts), chance)


def _cut(text: str, chance: random.Random) -> str:
    start, end = sorted(chance.sample(range(len(text) + 1), 2))
    return text[start:end]


def _swap(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    for _ in range(chance.randrange(1, 40)):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _shuffle(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    chance.shuffle(lines)
    return "\n".join(lines)


def _repeat(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    return "\n".join([*lines[:at], *lines[at : at + chance.randrange(1, 30)] * chance.randrange(2, 60), *lines[at:]])


def _bytes(text: str, chance: random.Random) -> str:
    raw = bytearray(text.encode("utf-8"))
    for _ in range(chance.randrange(1, 400)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return raw.decode("utf-8", errors="replace")


def _noise(text: str, chance: random.Random) -> str:
    characters = list(text)
    for _ in range(chance.randrange(1, 400)):
        characters.insert(chance.randrange(len(characters) + 1), chance.choice(NOISE))
    return "".join(characters)


def _relabel(text: str, chance: random.Random) -> str:
    return "\n".join(chance.choice(LABELS) + line if chance.random() < 0.3 else line for line in text.split("\n"))


def _wrap(text: str, chance: random.Random) -> str:
    width = chance.randrange(8, 60)
    lines = (line[at : at + width] for line in text.split("\n") for at in range(0, max(1, len(line)), width))
    return ("\n\n" if chance.random() < 0.5 else "\n").join(lines)


def _join(text: str, chance: random.Random) -> str:
    return text.replace("\n", chance.choice(["", " ", "。", "\u3000"]))


def _megabyte(text: str, chance: random.Random) -> str:
    line = text.replace("\n", chance.choice(["", " ", "；", " 第"]))
    return (line * (MEGABYTE // max(1, len(line)) + 1))[:MEGABYTE] + chance.choice(["", "\n第一条 某。\n第二条 某。\n"])


def _nest(text: str, chance: random.Random) -> str:
    depth = chance.randrange(100, 20_000)
    nested = chance.choice(
        ["（" * depth, "《" * depth + "》" * depth, "（一）" * depth, "1." * depth, "“" * depth, "第一条 " * depth, "1.1" * depth]
    )
    return f"{text[: chance.randrange(len(text) + 1)]}\n{nested}{text[:2000]}"


def _many(text: str, chance: random.Random) -> str:
    label = chance.choice(LABELS)
    return text[:300] + "\n" + "\n".join(f"{label}{n}" for n in range(chance.randrange(1_000, 12_000)))


DAMAGES: tuple[tuple[str, Callable[[str, random.Random], str]], ...] = (
    ("cut", _cut), ("swap", _swap), ("shuffle", _shuffle), ("repeat", _repeat), ("bytes", _bytes), ("noise", _noise),
    ("relabel", _relabel), ("wrap", _wrap), ("join", _join), ("megabyte", _megabyte), ("nest", _nest), ("many", _many),
)  # fmt: skip
WEIGHTS = (12, 12, 10, 8, 12, 12, 12, 10, 6, 1, 3, 2)
"""The last three are large and slow to make; there are enough of them among thousands."""
