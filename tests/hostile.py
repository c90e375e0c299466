"""Several thousand hostile strings, as a marketplace, or anybody through one, might send them.

`CORPUS` is the same in every run. Each string comes with the kind of attack it stands for, so that a failing
test can say what got through.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import chain, product
from typing import Final, NamedTuple

_ESC, _CSI, _OSC, _ST, _BEL = "\x1b", "\x9b", "\x9d", "\x9c", "\x07"
_NAME = "Bored Ape #8817"


class Hostile(NamedTuple):
    """One string and what it tries: "control", "sequence", "markup", "bidi", "invisible", "width", …"""

    kind: str
    text: str


def _words(text: str) -> list[str]:
    """The strings between the spaces and line ends of `text`."""
    return [word for word in text.replace("\n", " ").split(" ") if word]


def _around(point: int) -> Iterator[str]:
    """The code point in front of, inside, behind and repeated in a name."""
    char = chr(point)
    yield from (char + _NAME, f"Bored{char}Ape #8817", _NAME + char, char * 9)


def _points(*categories: str) -> Iterator[int]:
    """Every code point of these Unicode categories, none of which is an ideograph or private."""
    planes = (range(0x20000), range(0xE0000, 0xE1000))
    return (point for point in chain(*planes) if unicodedata.category(chr(point)) in categories)


def _controls() -> Iterator[str]:
    for point in _points("Cc", "Zl", "Zp"):
        yield from _around(point)


def _formats() -> Iterator[str]:
    for point in _points("Cf", "Zs"):
        yield from _around(point)


def _not_characters() -> Iterator[str]:
    surrogates = (0xD800, 0xDBFF, 0xDC00, 0xDC80, 0xDFFF)
    private = (0xE000, 0xF8FF, 0xF0000, 0xFFFFD, 0x100000, 0x10FFFD)
    last_two = (plane * 0x10000 + 0xFFFE + last for plane, last in product(range(17), range(2)))
    for point in (*surrogates, *private, *range(0xFDD0, 0xFDF0, 5), *last_two):
        yield from _around(point)


_CSI_BODIES: Final = _words("""
    2J 3J H 1;1H K 5A 99D 999C 6n c >c =c 0x 18t 21t 8;1;1t ?1049l ?1049h ?25l ?1000h ?1003h ?2004h ?2026h ?7l
    ?6h 4h 20h !p 31m 0m 8m 7m 5m 38;2;0;0;0m r 3;5r s u >1u <u ?u =31;1u 1000b 100L 100M 100P 100@ 100S 100T
    5n ?15n "p $p ?1049$p i 5i
""")
_OSC_BODIES: Final = _words("""
    0;owned 1;owned 2;owned 4;0;#000000 4;0;? 7;file:/// 8;;http://evil.example 8;id=1;https://evil.example
    9;owned 10;? 11;? 12;red 22;pointer 50;font 104 52;c;b3duZWQ= 52;p;? 52;;! 66;s=7;big 99;;owned 133;A
    777;notify;a;b 1337;File=: 1337;SetMark
""")
_STRINGS: Final = ("P+q544e", "P$qm", "Pq#0;2;0;0;0", "_Gf=24;AAAA", "^private", "Xstart", "kscreen title")
_SHORT: Final = (*"cDEHMNOZ78=>nol|}~", "#8", "#3", "(0", ")0", "%G", "%@", " F", "[", "]", "\\", "")


def _sequences() -> Iterator[str]:
    kinds = [(f"{_ESC}[", _CSI, body, "") for body in _CSI_BODIES]
    kinds += [(f"{_ESC}]", _OSC, body, end) for body in _OSC_BODIES for end in (_BEL, f"{_ESC}\\", _ST, "")]
    for seven, eight, body, end in kinds:
        for sequence in (seven + body + end, eight + body + end):
            yield from (sequence + _NAME, f"Bored {sequence}Ape", _NAME + sequence)
    for body, end in product(_STRINGS, (f"{_ESC}\\", _ST, _BEL, "")):
        yield f"Bored {_ESC}{body}{end}Ape"
    for body in _SHORT:
        yield from (f"{_ESC}{body}{_NAME}", f"{_ESC}{_ESC}{body}{_NAME}", _NAME + _ESC + body)


_ACTIONS: Final = ("app.quit", "app.bell()", "quit", "app.accept_offer('OK3NW4-1')", "screen.dismiss(True)")
_OPENERS: Final = ("[@click={}]", "[ @click={}]", "[\t@click={}]", "[$primary @click={}]", "[bold @click={}]")
_BROKEN_MARKUP: Final = _words("""
    [/] [/bold] [ ] [[ ]] [] [[]] [b [b] [bold][/italic] [5]x[/5] [/@click] \\[b] \\\\[b]x[/b] [#ff0000]x[/]
    [link=http://evil.example]x[/link] [link='http://evil.example']x[/] [link='x\x1b]52;c;eA==\x07']x[/]
    [@mouse.down=app.quit]x[/] [on_$error]x [$x]x[/] [option=5]x[/] [row='1']x[/] [offset='1']x[/] [reverse]x
    [blink]x[/] :smile: [auto]x [=] [a=] [a=b [@] [@click] [@click= $name {name} %s%n %(name)s {0.__class__}
    <b>x</b> &lt; &#27;[2J [x](http://evil.example) **x** `x`
""")


def _markup() -> Iterator[str]:
    for opener, action, closer in product(_OPENERS, _ACTIONS, ("[/]", "[/@click]", "")):
        yield f"{opener.format(action)}{_NAME}{closer}"
    for piece in _BROKEN_MARKUP:
        yield from (piece, piece + _NAME, _NAME + piece, f"Bored {piece} Ape", piece * 5)


def _bidirectional() -> Iterator[str]:
    words = ("עברית", "العربية", "ܣܘܪܝܝܐ", "abc", "123", "0.5 ETH")
    marks = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    for word, mark in product(words, marks):
        yield from (f"Ape {mark}{word} #1", f"{word}{mark}{_NAME}\u202c", mark * 40 + word)


def _invisible() -> Iterator[str]:
    points = (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180E, 0x2800, 0x3164, 0xFFA0, 0x1D173, 0x1D159)
    selectors = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0, 16))
    tags = (0xE0001, *range(0xE0020, 0xE0080, 8))
    for point in (*points, *selectors, *tags, 0x200B, 0x200C, 0x2060, 0x2062, 0xFEFF, 0xAD):
        yield from _around(point)
    yield "Ape" + "".join(chr(0xE0000 + ord(letter)) for letter in "send it all")


_PEOPLE, _TONES = "👋🏽👩👨🧑✋🤝🏃", "🏻🏼🏽🏾🏿"


def _emoji() -> Iterator[str]:
    for one, tone, other in product(_PEOPLE, _TONES, "👩💻❤🚀"):
        yield from (one + tone, f"{one}{tone}\u200d{other}", f"{one}\u200d{other}\ufe0f #1")
    letters = [chr(point) for point in range(0x1F1E6, 0x1F200)]
    yield from (
        first + second + " Ape" for first, second in zip(letters, letters[7:] + letters[:7], strict=True)
    )
    joined = "🏴\u200d☠\ufe0f 🏳\ufe0f\u200d🌈 👨\u200d👩\u200d👧\u200d👦 🐻\u200d❄\ufe0f 🇩🇪🇩"
    yield from (*letters, *_words(joined))
    for base in "0123456789#*":
        yield from (f"{base}\ufe0f\u20e3 Ape", f"{base}\u20e3", f"{base}\ufe0f")
    for base in "©®‼⁉™↔⌚☀☎☑☔✈✔❄❤➡⬅〰㊗🀄🅰🈂🌶🎗🐿👁📽🕉🖥🛋":
        yield from (base, base + "\ufe0f", base + "\ufe0e", f"{base}\ufe0f\u200d{base}\ufe0f")


_BASES: Final = "aéßΩЯאعकকกທက가漢🐉1 -─¤"


def _marks() -> Iterator[str]:
    marks = "\u0301\u0338\u0489\u20dd\u20e0\u20e3\u3099\u302a\u302e"
    marks += "\u093e\u093f\u0bbe\u0e34\u0e33\u1161\u11a8\ua9c0"
    for base, mark in product(_BASES, marks):
        yield f"{base}{mark} Ape"
    for base in _BASES:
        many = "".join(map(chr, range(0x300, 0x340)))
        yield from (base + "\u0301" * 200, f"{base}\u200d\u0301", base + many)
    spacing = list(_points("Mc"))
    yield from (f"Ape{chr(point)} #1" for point in spacing[:: max(1, len(spacing) // 120)])


def _wide() -> Iterator[str]:
    words = _words("""
        日本語ドラゴン 한국어용 각각 ｆｕｌｌ ﾊﾝｶｸ हिन्दी தமிழ் ภาษาไทย မြန်မာ বাংলা ខ្មែរ ລາວ བོད་ཡིག አማርኛ ქართული
        ᚠᚢᚦ 𝕭𝖔𝖗𝖊𝖉 𓀀𓂀 𒀀𒁀 ﷽﷽ ꧁Ape꧂ Ａｐｅ１ ☰䷀䷿ 𝌀𝌆 ㉈㉉ ⅷⅧ ①② ─│┼ █▓▒░ ⠿⠀⠿ ‱…— ǅǆ ﬀﬁ Ⱥⱥ İıſK
    """)
    yield from words
    yield from (word * 40 for word in words)
    yield from (f"{word} {_NAME}" for word in words)
    yield from (f"{_NAME} {word} #1" for word in words)


def _lookalikes() -> Iterator[str]:
    yield from _words("""
        Воред_Аре ΒΑΥC ЕТН USDС B\u200bored_Ape Bored_Ape\u0323 Bored_Ap\u00e9 Ｂored 𝐁ored None null nil
        true NaN undefined 0 -1 1e400 -rf --help ~ javascript:alert(1) file:///etc/passwd blob:x http://evil.example
        ../../etc/passwd C:\\x ';DROP_TABLE_offers;-- "OR_1=1 ${HOME} $(id) `id` |id @cmd =1+1 +1 a\\u{200b}b
    """)
    yield from ("", " ", "\u2800", "Bored\u00a0Ape", "Bored\u3000Ape", "Bored  Ape", "Ape ", " Ape")


def _floods() -> Iterator[str]:
    pieces = (*"A漢\u0301\u200b\n\t[\u202e \\🏽", "👨\u200d", "\r\n", "[b]", "\x1b[2J")
    for piece, times in product(pieces, (63, 255, 256, 257, 2_000, 9_000)):
        yield from (piece * times, f"Ape{piece * times}Ape")


def _line_breaks() -> Iterator[str]:
    for char in (*"\n\r\t\x0b\x0c\x85\u2028\u2029\x1c\x1d\x1e", "\r\n"):
        yield from (f"Ape{char}Sold: 9 ETH", f"{char}Ape", f"Ape{char}", f"{char * 3}Ape{char * 3}x", char)


def _corpus() -> Iterator[Hostile]:
    kinds = {
        "control": _controls,
        "format": _formats,
        "not a character": _not_characters,
        "sequence": _sequences,
        "markup": _markup,
        "bidi": _bidirectional,
        "invisible": _invisible,
        "emoji": _emoji,
        "marks": _marks,
        "width": _wide,
        "lookalike": _lookalikes,
        "flood": _floods,
        "line break": _line_breaks,
    }
    seen: set[str] = set()
    for kind, generate in kinds.items():
        for text in generate():
            if text not in seen:
                seen.add(text)
                yield Hostile(kind, text)


CORPUS: Final[tuple[Hostile, ...]] = tuple(_corpus())
"""Every hostile string once, in a fixed order."""

SAMPLE: Final[tuple[Hostile, ...]] = CORPUS[::12]
"""Some of each kind, for tests that draw."""
