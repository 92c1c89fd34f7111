"""What a question is about and what it asks of that: `如何解决梯度消失？` is about 梯度消失, and asks how to solve it.

Two questions are alike where they are about the same and ask the same of it; word order, politeness and the words for
asking do not matter. Another name for a thing is known from the project's glossary and from the words of its tags.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deckwright.text.characters import as_word

_ASPECTS: dict[str, tuple[str, ...]] = {
    "what": (
        r"什么是|什麽是|什麼是|何为|何謂|何谓|是什么|是什麽|的?定义|的?概念|请?解释|介绍一?下?|简述|(?:如何|怎么|怎样)?理解",
        r"\bwhat(?: is| are|'s)\b|\bdefine\b|\bexplain\b|\bdescribe\b|\bdefinition of\b",
    ),
    "difference": (
        r"区别|差别|不同之?处?|异同|比较|对比|联系",
        r"\bdifferences?\b|\bcompare\b|\bdiffer\b|\bversus\b|\bvs\b",
    ),
    "merits": (r"优缺点|利弊", r"\bpros and cons\b|\badvantages and disadvantages\b"),
    "use": (
        r"为什么(?:要|需要|要使用|使用|有用)|(?:有什么|有啥|有何)?(?:作用|用处|用途|意义|好处|优势|优点|运用|应用|影响|帮助)",
        r"好的地方|常用于?",
        r"\badvantages?\b|\bbenefits?\b|\bpurpose\b|\bwhy (?:do we |should we )?(?:use|need)\b|\bused for\b",
    ),
    "solve": (
        r"(?:怎么|如何)?解决(?:方案|办法|方法)?|避免|减轻|缓解|防止|处理|应对",
        r"\bsolve\b|\bprevent\b|\bavoid\b|\bfix\b|\bhandle\b|\breduce\b|\bcure\b",
    ),
    "judge": (
        r"判断|判定|确定|检测|发现|检验",
        r"\bdetect\b|\btell whether\b|\bdiagnose\b|\brecogni[sz]e\b",
    ),
    "choose": (r"选择|选用|选取|设置", r"\bchoose\b|\bselect\b|\bset\b"),
    "when": (r"什么时候|何时|什么情况", r"\bwhen\b"),
    "where": (r"哪里|何处", r"\bwhere\b"),
    "who": (r"谁", r"\bwho(?:m|se)?\b"),
    "derive": (r"推导|证明", r"\bderive\b|\bprove\b"),
    "how": (r"怎么(?:做|实现|工作)?|如何(?:实现|工作)?|怎样|怎被", r"\bhow\b"),
    "why": (r"为什么|为何|為何|原因|造成|导致|引发", r"\bwhy\b|\bcauses?\b|\breasons?\b"),
    "which": (r"有?哪些|哪几种|哪个|哪种|还有其他", r"\bwhich\b|\blist\b|\bname\b"),
}
_ASPECT = re.compile("|".join(f"(?P<{name}>{'|'.join(patterns)})" for name, patterns in _ASPECTS.items()))
_FILLERS = re.compile(
    r"是否|有没有|可不可以|可以|能否|可否|可能|可用于|如果|存在|出现|发生|问题|之间|主要|请问|我们|你们|它们?|其中|以及|来说|"
    r"一下|一些|什么|什麽|时候?|[若你我会有吗呢的地得了在和与及或对于中里上下是这那些个种们为被把用要让从到跟啥]"
)
_ENGLISH = re.compile(
    "a|an|the|is|are|was|were|be|of|in|on|at|to|for|from|by|with|and|or|not|do|does|did|can|could|should|would|will|it|"
    "its|this|that|these|those|you|your|we|our|there|between|as|than|into|about|some|any|other|please|if|then"
)
_LETTERS = "a-zà-öø-ÿа-яё0-9"
_WORD = re.compile(rf"[{_LETTERS}]+(?:[-*'’+.][{_LETTERS}]+)*[+#]*|[\u3400-\u9fff]+|[\u3040-\u30ff]+|[\uac00-\ud7af]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """Pieces of what a question is about, and what it asks: a set of names such as "what", "solve"."""

    about: frozenset[str]
    aspects: frozenset[str]

    def asks_alike(self, other: Asked) -> float:
        """How much of what the two ask, both ask: 0 to 1. A bare topic asks anything."""
        if not self.aspects or not other.aspects:
            return 1.0
        return len(self.aspects & other.aspects) / len(self.aspects | other.aspects)


class Asking:
    """Takes questions apart.

    `names` gives one name for each way of writing a thing; `terms` are things that have a name of several words or
    characters; `noise` are words that say nothing here, such as the name of the deck.
    """

    def __init__(self, names: Mapping[str, str], terms: Iterable[str] = (), noise: Iterable[str] = ()) -> None:
        self._names = {_folded(written): _folded(name) for written, name in names.items()}
        self._noise = {_folded(word) for word in noise}
        known = {*self._names, *self._names.values(), *map(_folded, terms), *self._noise} - {""}
        longest = sorted(known, key=lambda term: (-len(term), term))
        self._known = re.compile("|".join(map(as_word, longest))) if longest else None

    def of(self, question: str) -> Asked:
        text = _folded(question)
        about: set[str] = set()

        def term(match: re.Match[str]) -> str:
            name = self._names.get(match[0], match[0])
            if name not in self._noise:
                about.add(_stem(name))
            return " "

        aspects = {match.lastgroup for match in _ASPECT.finditer(text)}
        if "how" in aspects and aspects & {"solve", "judge", "choose", "what"}:
            aspects.discard("how")
        if self._known:
            text = self._known.sub(term, text)
        about.update(pieces(_FILLERS.sub(" ", _ASPECT.sub(" ", text))))
        return Asked(frozenset(about), frozenset(name for name in aspects if name))


def pieces(text: str) -> list[str]:
    """Words of scripts with spaces; overlapping pairs of characters of those without; single ones say too little."""
    found: list[str] = []
    for word in _WORD.findall(text):
        if word[0] < "\u2e80" or "\uac00" <= word[0] <= "\ud7af":
            if not _ENGLISH.fullmatch(word):
                found.append(_stem(word))
        else:
            found += [word[at : at + 2] for at in range(len(word) - 1)]
    return found


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"(?<=\d)[*×](?=\d)", "x", folded)
