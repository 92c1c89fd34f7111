"""Pictures that are bombs, programs or no pictures, and addresses of pictures of every kind."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from .archives import members, zeros
from .harness import SECRET, Box, Family

FAMILY = Family("pictures")
RUNS = ("onload", "<script", "javascript:", "foreignObject", "file:", 'xlink:href="http', "@import", "<!ENTITY")


def shown(box: Box, *names: str) -> None:
    """A note with these pictures: packed, shown, checked; nothing that runs may be in a package or a page."""
    pictures = " ".join(f"![x](media/{name})" for name in names)
    box.write("cards/z.yaml", f"format: 1\nnotes:\n  - question: What is drawn?\n    answer: '{pictures}'\n")
    for command in ("build", "preview"):
        box.run(command)
    written = [*(box.project / "build").glob("*.apkg"), *(box.project / "build/preview").rglob("*.svg")]
    for path in written:
        parts = members(path).values() if path.suffix == ".apkg" else [path.read_bytes()]
        drawn = b"".join(part for part in parts if part.lstrip().startswith((b"<svg", b"<?xml")))
        box.problems += [f"{word} in {path.name}" for word in RUNS if word.encode() in drawn]


def file(name: str, content: str | bytes | Callable[[], bytes]) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        box.write(f"cards/media/{name}", content() if callable(content) else content)
        shown(box, name)

    return carry_out


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, data: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", data or zlib.compress(b"\0" * 4)) + chunk(b"IEND", b"")


def svg(inside: str, before: str = "", attributes: str = "") -> str:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9" {attributes}>{inside}</svg>\n'


LOL = (
    '<!DOCTYPE svg [<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)) + "]>"
)
GROUPS = f'<!DOCTYPE svg [<!ENTITY a "{"<g>" * 400}{"</g>" * 400}">]>'
FILES: dict[str, tuple[str, str | bytes | Callable[[], bytes]]] = {
    "SVG: a script": ("x.svg", svg("<script>alert(1)</script>", attributes='onload="alert(1)"')),
    "SVG: an entity of a file": (
        "x.svg",
        svg("<text>&x;</text>", '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:../../../outside/precious.txt">]>'),
    ),
    "SVG: a billion laughs": ("x.svg", svg("<text>&a9;</text>", LOL)),
    "SVG: HTML inside": (
        "x.svg",
        svg(
            "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><img src='x' onerror='alert(1)'/></body></foreignObject>"
        ),
    ),
    "SVG: links and styles from elsewhere": (
        "x.svg",
        svg(
            '<a xlink:href="javascript:alert(1)"><text>x</text></a><image xlink:href="http://evil.example/x"/><style>@import url(http://evil.example)</style>'
        ),
    ),
    "SVG: a use of a file": (
        "x.svg",
        svg('<use xlink:href="../../../outside/media/private.svg#x"/><image href="file:///etc/passwd"/>'),
    ),
    "SVG: groups 50,000 deep": ("x.svg", svg("<g>" * 50_000 + "</g>" * 50_000)),
    "SVG: groups 100,000 deep, and a comment that closes them": (
        "x.svg",
        svg("<!--" + "</g>" * 100_000 + "-->" + "<g>" * 100_000 + "</g>" * 100_000),
    ),
    "SVG: groups 100,000 deep, and CDATA that closes them": (
        "x.svg",
        svg("<![CDATA[" + "</g>" * 100_000 + "]]>" + "<g>" * 100_000 + "</g>" * 100_000),
    ),
    "SVG: groups 100,000 deep that look closed": ("x.svg", svg('<g a="/>">' * 100_000 + "</g>" * 100_000)),
    "SVG: 250,000 elements, 490 deep": ("x.svg", svg("<g>" * 490 + "<g/>" * 250_000 + "</g>" * 490)),
    "SVG: entities of groups": ("x.svg", svg("&a;" * 9000, GROUPS)),
    "SVG: an animation of a million spaces": ("x.svg", svg(f'<set attributeName="{" " * 1_000_000}x"/>')),
    "SVG: an attribute of 5 MB": ("x.svg", svg("", attributes=f'd="{"M0 0" * 1_250_000}"')),
    "SVG: 300,000 elements": ("x.svg", svg("<a/>" * 300_000)),
    "SVG: without an end": ("x.svg", "<svg xmlns='http://www.w3.org/2000/svg'><g"),
    "SVG: UTF-16 and UTF-7": (
        "x.svg",
        svg("<script>alert(1)</script>", '<?xml version="1.0" encoding="utf-16"?>').encode("utf-16"),
    ),
    "SVG: instructions": (
        "x.svg",
        svg("", '<?xml version="1.0"?><?xml-stylesheet href="http://evil.example/x.xsl" type="text/xsl"?>'),
    ),
    "SVG: animations that set a link": (
        "x.svg",
        svg(
            '<a><animate attributeName="href" values="javascript:alert(1)"/><set attributeName="onmouseover" to="alert(1)"/></a>'
        ),
    ),
    "SVG: compressed, 3 GB": ("x.svgz", lambda: b"\x1f\x8b\x08\0\0\0\0\0\0\3" + zeros(3 << 30)),
    "PNG: 60,000 by 60,000": ("x.png", png(60_000, 60_000)),
    "PNG: 2^31 by 2^31": ("x.png", png(2**31 - 1, 2**31 - 1)),
    "PNG: nothing by nothing": ("x.png", png(0, 0)),
    "PNG: 1 GB of pixels": ("x.png", lambda: png(18_000, 18_000, b"\x78\x9c" + zeros(1 << 30))),
    "PNG: a text of 1 GB": (
        "x.png",
        lambda: png(1, 1)[:-12] + chunk(b"zTXt", b"x\0\0\x78\x9c" + zeros(1 << 30)) + chunk(b"IEND", b""),
    ),
    "PNG: cut off": ("x.png", png(8, 8)[:40]),
    "PNG: HTML behind it": ("x.png", png(1, 1) + b"<script>alert(1)</script>"),
    "PNG: it is HTML": ("x.png", "<html><script>alert(1)</script></html>"),
    "PNG: it is an SVG": ("x.png", svg("<script>alert(1)</script>")),
    "PNG: it is empty": ("x.png", b""),
    "PNG: 40 MB": ("x.png", lambda: png(1, 1) + b"\0" * 40_000_000),
    "JPEG: lengths that lie": ("x.jpg", b"\xff\xd8\xff\xe0\xff\xff" + b"\xff" * 5000),
    "GIF: 65,535 by 65,535": (
        "x.gif",
        b"GIF89a\xff\xff\xff\xff\xf7\0\0" + b"\0" * 768 + b",\0\0\0\0\xff\xff\xff\xff\0\2\2\x44\1\0;",
    ),
    "GIF: 100,000 frames": (
        "x.gif",
        lambda: b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + b",\0\0\0\0\1\0\1\0\0\2\2\x44\1\0" * 100_000 + b";",
    ),
    "WebP: sizes that lie": ("x.webp", b"RIFF\xff\xff\xff\xffWEBPVP8X\x0a\0\0\0\x10\0\0\0\xff\xff\xff\xff\xff\xff"),
    "TIFF: a directory that names itself": ("x.tiff", b"II*\0\x08\0\0\0\1\0\0\1\3\0\1\0\0\0\1\0\0\0\x08\0\0\0"),
    "EPS: it is PostScript": ("x.eps", "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file\n"),
    "a program": ("x.png", b"\x7fELF" + b"\0" * 999),
}
for title, (name_, content_) in FILES.items():
    FAMILY.add(title, file(name_, content_))

ADDRESSES: dict[str, str] = {
    "one of 300 bytes": "media/" + "x" * 300 + ".png",
    "one of 300 bytes in Chinese": "media/" + "图" * 100 + ".png",
    "one of 100,000 bytes": "media/" + "x/" * 50_000 + "y.png",
    "one that goes up": "../../outside/media/private.svg",
    "one that goes up, in percents": "..%2f..%2foutside%2fmedia%2fprivate.svg",
    "one that goes up twice in percents": "%252e%252e/outside/media/private.svg",
    "one that goes up by back slashes": "..\\..\\outside\\media\\private.svg",
    "an absolute one": "@OUTSIDE@/media/private.svg",
    "one of file:": "file://@OUTSIDE@/media/private.svg",
    "one of data:": "data:image/svg+xml,<svg onload=alert(1)>",
    "one of javascript:": "javascript:alert(1)",
    "one with NUL in percents": "media/two.svg%00.png",
    "one with a line break in percents": "media/two.svg%0a%1b[2J.png",
    "one that is not UTF-8 in percents": "media/%ff%fe.png",
    "one with half of a surrogate": "media/&#xd800;.png",
    "the lock": "../deck.lock",
    "the settings of git": "../.git/config",
    "a folder": "media/",
    "empty": "",
    "a share of Windows": "\\\\evil.example\\share\\x.png",
    "one without a scheme": "//evil.example/x.png",
    "a host of this machine": "https://127.0.0.1:9/x.png",
    "one with a name and a word": "https://user:word@localhost:9/x.png",
    "one with a port of 10^20": "https://evil.example:" + "9" * 20 + "/x.png",
    "one with brackets": "https://[::1%25lo/x.png",
}


def addressed(address: str) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        real = address.replace("@OUTSIDE@", str(box.outside))
        box.write(
            "t.md",
            f'# What is shown?\n\n![x]({real}) and ![y](<{real}>) and <img src="{real}" onerror=alert(1)>\n\n# What else?\n\nThat.\n',
        )
        box.write("seeds/t.md", (box.project / "t.md").read_bytes())
        for command in ("update", "build", "preview"):
            box.run(command)
        box.run("build", "t.md", "-o", "t.apkg")
        if "127.0.0.1" in real or "localhost" in real or "[" in real:
            box.run("build", "--fetch-media")

    return carry_out


for title, address_ in ADDRESSES.items():
    FAMILY.add(f"address: {title}", addressed(address_))


@FAMILY.attack("address: a private picture beside the document that is built")
def beside(box: Box) -> None:
    box.write(
        "vault/t.md",
        f"# What is shown?\n\n![x](../../outside/media/private.svg) ![y]({box.outside}/media/private.svg)\n",
    )
    box.run("build", "vault/t.md", "-o", "t.apkg")
    box.run("init", "new", "vault/t.md")
    box.run("build", cwd=box.project / "new")


@FAMILY.attack("address: a picture of 2,000 in one note")
def crowd(box: Box) -> None:
    names = [f"p{number}.svg" for number in range(2000)]
    for name in names[:200]:
        box.write(f"cards/media/{name}", svg(f"<text>{name}</text>"))
    shown(box, *names)


@FAMILY.attack("address: media that only differ by case")
def case(box: Box) -> None:
    for name in ("A.svg", "a.svg", "a.SVG"):
        box.write(f"cards/media/{name}", svg(f"<text>{name}{SECRET[:2]}</text>"))
    shown(box, "A.svg", "a.svg", "a.SVG")
