"""Texts that try to run something, load something, or leave the page; made from a few seeds."""

from collections.abc import Callable
from functools import partial
from itertools import product
from urllib.parse import quote

SEEDS = [
    "<script>window.ran=1;alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=https://evil.example/p.png>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<body onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<form action=https://evil.example><button>x</button></form>",
    "<style>@import 'https://evil.example/a.css';</style>",
    "<link rel=stylesheet href=https://evil.example/a.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<math><mtext></p><script>alert(1)</script></mtext></math>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<input autofocus onfocus=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\u0000script:alert(1))",
    "[x](\u0001javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox(1))",
    "[x](https://evil.example/)",
    "[x](//evil.example/)",
    "[x](https:evil.example)",
    "[x](/\\evil.example/)",
    "[x](\\\\evil.example/)",
    "[x](http://127.0.0.1@evil.example/)",
    '[x](/ "onmouseover=alert(1)")',
    "![x](https://evil.example/p.png)",
    "![x](x onerror=alert(1))",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "<https://evil.example/>",
    "[<img src=x onerror=alert(1)>](/tickets/K2602-0001)",
    "[K2602-0001](javascript:alert(1))",
    "[K2602-0001'\"onclick=alert(1)]",
    "```html\n<script>alert(1)</script>\n```",
    "`<img src=x onerror=alert(1)>`",
    "a\u2028<script>alert(1)</script>",
]
FRAMES = [
    "{}",
    "**{}**",
    "- item\n  - {}",
    "> {}",
    "| a | b |\n|---|---|\n| {} | x |",
    "# {}",
    "1. {}\n2. x",
    "~~{}~~ `{}`",
]
BREAKERS = [
    *('"{}"', "'{}'", '">{}', "'>{}", "`>{}", "-->{}<!--", "]]>{}", "*/{}/*", "//\n{}", "${{}}"),
    *("</textarea>{}", "</title>{}", "</script>{}", "</style>{}", "</noscript>{}", "</svg>{}"),
    *(
        "</template>{}",
        "{{{}}}",
        "%3C{}",
        "\u202e{}\u202c",
        "\u200b{}\ufeff",
        "\u2028{}\u2029",
        "<!--{}",
    ),
]


def _entities(text: str) -> str:
    return "".join(f"&#{ord(each)};" if each in "<>\"'():/" else each for each in text)


def _wide(text: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if each in "<>" else each for each in text)


def _mixed(text: str) -> str:
    return "".join(each.upper() if at % 2 else each for at, each in enumerate(text))


ENCODINGS: list[Callable[[str], str]] = [
    str.upper,
    _mixed,
    _entities,
    _wide,
    lambda text: quote(text, safe=""),
    lambda text: quote(quote(text, safe=""), safe=""),
    lambda text: text.replace("<", "<\u0000"),
    lambda text: text.replace("script", "scr\u0000ipt").replace("on", "o\u0009n"),
    lambda text: text.replace(" ", "/"),
    lambda text: text.replace(">", ""),
    lambda text: text * 2,
    lambda text: f"<{text}",
]


def texts() -> list[str]:
    """Every seed in every frame, after every breaker, in every encoding; those framed too."""
    disguises: list[Callable[[str], str]] = [
        *(partial(_filled, each) for each in FRAMES + BREAKERS),
        *ENCODINGS,
        *(lambda text, frame=frame: frame.replace("{}", _entities(text)) for frame in FRAMES),
    ]
    return list(dict.fromkeys(each(seed) for each, seed in product(disguises, SEEDS)))


def _filled(frame: str, text: str) -> str:
    return frame.replace("{}", text)
