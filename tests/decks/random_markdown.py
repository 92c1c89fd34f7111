"""Random Markdown as people write it, from a number; it keeps clear of the constructs that docs/markdown.md names."""

from __future__ import annotations

import random

WORDS = ["a", "bb", "w0", "字", "code", "x1", "Q", "é"]
MARKERS = ["- ", "* ", "+ ", "1. ", "2. ", "3. ", "10. ", "1) ", "-   "]
CODE = ["x = 1", "  - a", "", "# c", "| a |"]


def random_markdown(seed: int) -> str:
    """The text of a number: always the same."""
    return "\n".join(_Writer(random.Random(seed)).blocks(0, 4))


class _Writer:
    def __init__(self, dice: random.Random) -> None:
        self.dice = dice

    def words(self) -> str:
        return " ".join(self.dice.choice(WORDS) for _ in range(self.dice.randint(1, 3)))

    def line(self, depth: int = 0) -> str:
        words, dice = self.words(), self.dice
        if depth > 2 or dice.random() < 0.55:
            return words
        inner = self.line(depth + 1)
        marked = inner.replace("字", "z").replace("*", "").replace("_", "")  # emphasis beside Chinese is ours
        return dice.choice(
            [
                *(f"{sign}{marked}{sign}" for sign in ("*", "**", "_")),
                f"`{words}`",
                f"[{inner}](http://a.b/c)",
                f"~~{words}~~",
                f"{words} \\* {words}",
                "<http://x.y>",
                f"{words} &amp; {words}",
                "``a ` b``",
                "![p](q.png)",
                f"{inner} {words}",
                f"{words} * {words}",
                f"{words}_{words}",
                "[x]",
                "a < b",
                "http://u.v/w",
            ]
        )

    def blocks(self, depth: int, most: int) -> list[str]:
        lines: list[str] = []
        for number in range(self.dice.randint(1, most)):
            if number and self.dice.random() < 0.6:
                lines.append("")
            block = self.block(depth)
            first = block[0].lstrip()
            if lines and (first[:1].isdigit() or first[:1] in ("-", "|")):
                lines.append("")
            lines += [*block, ""] if first.startswith("|") else block
        return lines

    def block(self, depth: int) -> list[str]:
        dice = self.dice
        chosen = dice.random()
        if depth > 2 or chosen < 0.35:
            return [self.line() for _ in range(dice.randint(1, 3))]
        if chosen < 0.5:
            return self.list(depth)
        if chosen < 0.6:
            inner = self.blocks(depth + 1, 2)
            return [("> " if dice.random() < 0.8 or not line[:1].isalpha() else "") + line for line in inner]
        if chosen < 0.68:
            return ["```" + dice.choice(["", "py"]), *(dice.choice(CODE) for _ in range(dice.randint(0, 3))), "```"]
        if chosen < 0.75:
            return ["#" * dice.randint(1, 6) + " " + self.line()]
        if chosen < 0.8:
            return [dice.choice(["---", "***", "* * *"])]
        if chosen < 0.87:
            rows = [f"| {self.line(1)} | {self.line(1)} |" for _ in range(dice.randint(0, 3))]
            return ["| a | b |", "|---|:-:|", *rows]
        if chosen < 0.92:
            return [self.line(), dice.choice(["===", "---"])]
        return ["    " + dice.choice(["x = 1", "y", "  z"]) for _ in range(dice.randint(1, 3))]

    def list(self, depth: int) -> list[str]:
        dice, lines = self.dice, []
        for _ in range(dice.randint(1, 4)):
            marker = dice.choice(MARKERS)
            if depth:
                marker = marker.strip() + " "
            inner = self.blocks(depth + 1, 2)
            while inner[0][:1] in ("", "#", "*", "|", "-", "+", " ") or "[x]" in inner[0][:4]:
                inner = self.blocks(depth + 1, 2)
            flat = not depth and all(line[:1].isalpha() for line in inner)
            indent = dice.choice([len(marker), 2, 3, 1, 0]) if flat else len(marker)
            if inner[0].startswith("```"):
                marker, indent = "- ", 2
            lines.append(marker + inner[0])
            lines += [" " * indent + line if line else "" for line in inner[1:]]
            if dice.random() < 0.2:
                lines.append("")
        return lines
