"""Python that lies in the project: modules, settings of Python and of plugins, which must never be imported."""

from __future__ import annotations

from collections.abc import Callable

from .harness import Box, Family

FAMILY = Family("planted Python", template="released")
COMMANDS = ("update", "build", "preview", "check", "diff v1.0.0", "release 1.1.0 --dry-run", "verify")


def code(box: Box) -> str:
    return f"import pathlib\npathlib.Path({str(box.sentinel)!r}).touch()\n"


def modules(*names: str) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        for name in names:
            box.write(name, code(box))
        box.commit()
        for command in COMMANDS:
            box.run(*command.split())

    return carry_out


FAMILY.add(
    "modules with the names of libraries",
    modules(
        "yaml.py",
        "click.py",
        "genanki.py",
        "markdown.py",
        "nh3.py",
        "PIL.py",
        "pygments.py",
        "math_core.py",
        "rapidfuzz.py",
    ),
)
FAMILY.add("modules with the names of Anki's", modules("anki.py", "orjson.py", "google.py", "bs4.py", "requests.py"))
FAMILY.add(
    "modules with the names of Python's own",
    modules(
        "json.py", "sqlite3.py", "zipfile.py", "tempfile.py", "random.py", "tomllib.py", "subprocess.py", "logging.py"
    ),
)
FAMILY.add(
    "modules with the tool's own name",
    modules("deckwright.py", "deckwright/__init__.py", "deckwright_markers.py", "src/deckwright/__init__.py"),
)
FAMILY.add(
    "sitecustomize and usercustomize", modules("sitecustomize.py", "usercustomize.py", "conftest.py", "setup.py")
)


@FAMILY.attack("an installed package in the folder brings markers")
def entry_points(box: Box) -> None:
    box.write("evil.py", code(box))
    for folder in ("evil-1.dist-info", "evil.egg-info", "cards/evil-1.dist-info"):
        box.write(f"{folder}/METADATA", "Metadata-Version: 2.1\nName: evil\nVersion: 1\n")
        box.write(f"{folder}/PKG-INFO", "Metadata-Version: 2.1\nName: evil\nVersion: 1\n")
        groups = (
            "deckwright.markers",
            "deckwright.formats",
            "deckwright.rules",
            "deckwright",
            "markdown.extensions",
            "pygments.lexers",
            "console_scripts",
        )
        box.write(f"{folder}/entry_points.txt", "".join(f"[{group}]\nevil = evil:run\n" for group in groups))
    box.commit()
    for command in COMMANDS:
        box.run(*command.split())
    box.run("read", "seeds/a.md", cwd=box.project)


@FAMILY.attack("a Markdown fence that names an extension or a lexer of the folder")
def fences(box: Box) -> None:
    box.write("evil.py", code(box))
    text = "```evil:Lexer\nx\n```\n\n``` {.python file=evil.py cmd='../outside/pwn'}\nx\n```\n\n[[evil.py]] {{#include ../outside/private.md}}\n\n--8<-- \"../outside/private.md\"\n\n!include ../outside/private.md\n"
    box.append("seeds/a.md", f"\n# What is run?\n\n{text}\n")
    for command in COMMANDS[:4]:
        box.run(*command.split())


@FAMILY.attack("documents that include files", expect="either")
def includes(box: Box) -> None:
    box.write(
        "seeds/i.adoc",
        "== What is included?\n\ninclude::../../outside/private.md[]\n\n== What else?\n\nifeval::[1==1]\nx\nendif::[]\n",
    )
    box.write(
        "seeds/i.rst",
        "What is included?\n=================\n\n.. include:: ../../outside/private.md\n\n.. raw:: html\n   :file: ../../outside/private.md\n\n.. csv-table::\n   :file: ../../outside/precious.txt\n",
    )
    box.write(
        "seeds/i.tex",
        "\\section{What is included?}\n\n\\input{../../outside/private.md}\n\n\\write18{../outside/pwn}\n\\section{What else?}\n\nx\n",
    )
    box.write(
        "seeds/i.org",
        "* What is included?\n\n#+INCLUDE: ../../outside/private.md\n\n#+begin_src sh :results output\n../outside/pwn\n#+end_src\n",
    )
    box.write(
        "seeds/i.html",
        '<h2>What is included?</h2><p>x<!--#exec cmd="../outside/pwn" --><iframe src="../../outside/private.md"></iframe><object data="../../outside/private.md"></object></p><h2>What else?</h2><p>y</p>\n',
    )
    box.write("seeds/i.csv", "question,answer\n=cmd|'/C ../outside/pwn'!A0,@SUM(1)\n")
    for command in COMMANDS[:4]:
        box.run(*command.split())


@FAMILY.attack("the home of Python's settings in the folder", template="git")
def environment(box: Box) -> None:
    for name in ("pyvenv.cfg", ".env", "pip.conf", "setup.cfg", "deckwright.cfg", ".pth", "evil.pth"):
        box.write(name, f"import os; os.system('{box.pwn}')\n")
    for name in (".deckwright.toml", "pyproject.toml", ".deckwrightrc"):
        box.write(name, f'[tool.deckwright]\nmarkers = ["{box.pwn}"]\ncommand = "{box.pwn}"\n')
    for command in ("update", "build", "preview", "check"):
        box.run(command)
