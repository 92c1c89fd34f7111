"""Documents with hostile content: huge, nested, costly to match, and with HTML and formulas that do things."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from .harness import Box, Family

FAMILY = Family("documents")
DEEP = 20_000


def document(content: str | bytes | Callable[[], str], name: str = "t.md") -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        box.write(name, content() if callable(content) else content)
        box.run("read", name)
        box.write(f"seeds/{name}", (box.project / name).read_bytes())
        for command in ("update", "build", "preview"):
            box.run(command)
        page = box.project / "build/preview"
        found = [path.name for path in page.rglob("*.html") if "<script>alert(1)" in path.read_text("utf-8")]
        box.problems += [f"a script of the document stands in {name}" for name in found]

    return carry_out


def answer(text: str) -> str:
    return f"# What is done?\n\n{text}\n\n# What else?\n\nThat.\n"


CONTENTS: dict[str, tuple[str | bytes | Callable[[], str], str]] = {
    "empty": ("", "t.md"),
    "one NUL": ("\0", "t.md"),
    "10,000 NULs and a question": ("\0" * 10_000 + "# What?\n\nThat.\n", "t.md"),
    "rubbish": (bytes(range(256)) * 100, "t.md"),
    "a question of control characters": ("Q: \x01\x02\nA: x\n\nQ: \nA: y\n\nQ: z\nA: \x03\n", "t.md"),
    "an empty label and a question": ("Q:\nQ:how\nA:\nA:x\n", "t.md"),
    "a heading with a delete": ("# Part\x7f one\n\n## What?\n\nThis.\n\n## Which?\n\nThat.\n", "t.md"),
    "quotations 20,000 deep": (answer(">" * DEEP + " x"), "t.md"),
    "lists 2,000 deep": (lambda: answer("".join("  " * n + "- x\n" for n in range(2000))), "t.md"),
    "emphasis 20,000 deep": (answer("*" * DEEP + "x" + "*" * DEEP), "t.md"),
    "brackets 20,000 deep": (answer("[" * DEEP + "x" + "](y)" * DEEP), "t.md"),
    "HTML 20,000 deep": (answer("<b>" * DEEP + "x" + "</b>" * DEEP), "t.md"),
    "details 5,000 deep": (answer("<details><summary>a?</summary>\n\n" * 5000 + "x"), "t.md"),
    "formulas 20,000 deep": (answer("$" + "{" * DEEP + "x" + "}" * DEEP + "$ and $" + "\\frac{" * 5000 + "$"), "t.md"),
    "formulas that define themselves": (
        answer("$\\def\\x{\\x\\x}\\x$ $\\newcommand{\\y}{\\y\\y}\\y$ $\\require{x}\\href{javascript:alert(1)}{y}$"),
        "t.md",
    ),
    "back-ticks of every length": (lambda: answer(" ".join("`" * n for n in range(1, 1500))), "t.md"),
    "a table of 2,000 columns": (answer("|" + "a|" * 2000 + "\n|" + "-|" * 2000 + "\n|" + "b|" * 2000), "t.md"),
    "a line of 5 MB": ("# What?\n\n" + "x" * 5_000_000, "t.md"),
    "a question of 1 MB": ("# " + "x" * 1_000_000 + "?\n\nThat.\n", "t.md"),
    "30,000 question marks": ("?\n" * 30_000, "t.md"),
    "one question 3,000 times": ("# What?\n\nThat.\n\n" * 3000, "t.md"),
    "scripts and handlers": (
        answer(
            "<script>alert(1)</script><img src=x onerror=alert(1)><a href=javascript:alert(1)>x</a><iframe src=file:///etc/passwd></iframe><svg onload=alert(1)><style>@import 'x'</style>"
        ),
        "t.md",
    ),
    "an end of a script": (
        answer("</script><script>alert(1)</script> <!--<script> --!> ]]> `</script><script>alert(1)</script>`"),
        "t.md",
    ),
    "Anki's own signs": (
        answer(
            "[sound:../../x.mp3] [anki:play:q:0] [latex]\\input{/etc/passwd}[/latex] [$]x[/$] {{Front}} {{cloze:Text}} {{c1::x}}"
        ),
        "t.md",
    ),
    "a name for code that is a path": (
        answer("```../../../outside/precious.txt\nx\n```\n\n```" + "x" * 100_000 + "\ny\n```"),
        "t.md",
    ),
    "entities without an end": (
        answer("&#x110000; &#0; &#xd800; &" + "a" * 50_000 + "; &#" + "9" * 5000 + ";"),
        "t.md",
    ),
    "references in a circle": (answer("[a][b] [b][a]\n\n[a]: b\n[b]: a\n[^1] [^1]: [^1]\n\n*[x]: y"), "t.md"),
    "front matter that is a bomb": ("---\na: &a [x, x]\nb: " + "[" * 50_000 + "\n---\n# What?\n\nThat.\n", "t.md"),
    "marks of combination": ("# What is a" + "\u0301" * 50_000 + "?\n\nThat.\n", "t.md"),
    "every sign of Unicode": (
        lambda: answer("".join(chr(n) for n in range(0x20, 0x30000, 7) if not 0xD800 <= n < 0xE000)),
        "t.md",
    ),
    "UTF-16 cut in half": (codecs.BOM_UTF16_LE + "# What?\n\nThat.\n".encode("utf-16-le")[:-1], "t.md"),
    "UTF-32": (codecs.BOM_UTF32_BE + "# What?\n\nThat.\n".encode("utf-32-be"), "t.md"),
    "halves of surrogates": ("# What \ud800 is?\n\nThat \udfff.\n", "t.md"),
    "a table with 100,000 quotation marks": ("question,answer\n" + '"' * 100_000 + "\n", "t.csv"),
    "a table with a field of 1 MB": ("question,answer\nx," + "y" * 1_000_000 + "\n", "t.csv"),
    "a table with NUL and 5,000 columns": ("question,answer\nx\0,y\n" + "z," * 5000 + "\n", "t.csv"),
    "HTML that is 20,000 deep": ("<div>" * DEEP + "<h2>What?</h2><p>That.</p>", "t.html"),
    "HTML with declarations": (
        "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><h2>&a;?</h2><p>x</p><![CDATA[<![",
        "t.html",
    ),
    "HTML of one bracket, often": ("<" * 200_000 + "!--" * 1000, "t.html"),
    "Org 2,000 deep": ("".join("*" * n + " What?\nx\n" for n in range(1, 2000, 7)), "t.org"),
    "reStructuredText of every underline": (
        "".join(f"What {n}?\n{chr(33 + n % 15) * 20}\n\nx\n\n" for n in range(500)),
        "t.rst",
    ),
    "TeX 20,000 deep": ("\\section{" * DEEP + "What?" + "}" * DEEP, "t.tex"),
    "AsciiDoc of attributes": (":a: {b}\n:b: {a}\n== {a}?\n\n{a}\n\n" + "=" * 5000 + " x?\n\ny\n", "t.adoc"),
    "1,000 numbers that count backwards": (
        "".join(f"{n}. What is {n}?\n\nIt is {n}.\n\n" for n in range(1000, 0, -1)),
        "t.txt",
    ),
    "numbers of 5,000 digits": ("9" * 5000 + ". What?\n\nThat.\n\n" + "1." * 5000 + " What?\n\nThat.\n", "t.txt"),
    "spaces of every kind": (
        "#\u00a0What?\u2028\u2029\x85\x0b\x0cThat.\u3000\n\n# Which?\u200b\n\nThis.\r\r\n",
        "t.txt",
    ),
    "words that cost a matcher": (answer("a" * 30_000 + "!" + " " * 30_000 + "b" + "\t" * 30_000 + "?" * 3000), "t.md"),
    "underlines that cost a matcher": (answer("_" * 5000 + " " + "*_" * 5000 + "~" * 5000 + "![" * 5000), "t.md"),
}
for title, (content_, name_) in CONTENTS.items():
    FAMILY.add(title, document(content_, name_))


@FAMILY.attack("UTF-7, which passes for UTF-8", expect="refused")
def seven_bits(box: Box) -> None:
    box.write("t.md", "# What is +ADw-script+AD4-?\n\nA tag.\n")
    box.run("read", "t.md")
    box.run("build", "t.md", "-o", "x.apkg")
    box.run("init", "new", "t.md")


@FAMILY.attack("in Turkish, where I and i are no pair", expect="harmless")
def turkish(box: Box) -> None:
    for place in ("tr_TR.UTF-8", "tr_TR", "C", "POSIX"):
        env = {"LANG": place, "LC_ALL": place, "LANGUAGE": "tr"}
        for command in ("read seeds/a.md", "update", "check", "build", "preview"):
            box.run(*command.split(), env=env)


@FAMILY.attack("a document that turns into another, with every question of one frame")
def reworded(box: Box) -> None:
    box.write("seeds/t.md", "".join(f"# What is a {n:05b}?\n\nIt is {n}.\n\n" for n in range(300)))
    box.run("update")
    box.write("seeds/t.md", "".join(f"# What is the {n:05b}?\n\nThat is {n}.\n\n" for n in range(300, 0, -1)))
    box.run("update")
    box.run("build")


@FAMILY.attack("400 documents of one question")
def crowd(box: Box) -> None:
    for number in range(400):
        box.write(f"seeds/t{number}.md", "# What is the same?\n\nThis.\n")
    box.run("update")
    box.run("build")
    box.run("check")


@FAMILY.attack("of many documents one cannot be read", expect="either")
def mixed(box: Box) -> None:
    box.write("in/a.md", "# What is good?\n\nThis.\n")
    box.write("in/b.md", b"\xff\xfe\0\xd8" * 10)
    box.write("in/c.txt", b"\x00\x01" * 1000)
    done = box.run("read", "in")
    if "What is good?" not in done.out:
        box.problems.append("the readable document was not reported")
