"""deckwright.yaml and card files as malice or a slip makes them: read, or refused with their line in a moment."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from deckwright.cards import store
from deckwright.errors import DeckwrightError
from deckwright.files import yamlnodes
from deckwright.files.yamlnodes import compose
from deckwright.project import Project, parse
from tests.conftest import SETTINGS, Result
from tests.safety.conftest import Clone
from tests.safety.test_reading import odd

LINES = SETTINGS.count("\n")


def settings(text: str) -> Project:
    return parse(text, Path("/nowhere"))


@pytest.mark.parametrize("unit", ["[", "{a: ", "- ", "? ", "[{", "{[", "- - ", "{? ", "&a [", "!x [", "a:\n", "a: b: "])
@pytest.mark.parametrize("begin", ["", "checks: ", "tags: {a: ", "x: |\n  ok\nchecks: "])
def test_nesting_ends_at_a_bound_however_deep_it_is(unit: str, begin: str) -> None:
    for times in (100_000, 300_000):
        started = time.monotonic()
        with pytest.raises(DeckwrightError, match=r"^f:\d+: "):
            compose(begin + unit * times if unit != "a:\n" else nested(3000), "f")
        assert time.monotonic() - started < 2


def nested(depth: int) -> str:
    return "".join(" " * at + "a:\n" for at in range(depth))


def test_the_bounds_are_where_they_are_said_to_be() -> None:
    compose("[" * 32 + "]" * 32, "f")
    compose(nested(32), "f")
    for text in ("[" * 33 + "]" * 33, nested(33)):
        with pytest.raises(DeckwrightError, match=f"f:{text.count(chr(10)) or 1}: holds more than 32 lists and"):
            compose(text, "f")


def test_brackets_in_a_text_are_no_nesting() -> None:
    for text in (f"k: '{'[' * 5000}'", f"k: |-\n  {'[{' * 5000}\n", f"k: a{'[' * 5000}", f"# {'[' * 5000}\nk: v"):
        assert compose(text, "f") is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: !!python/object/apply:os.system [id]", "f:2: holds the tag 'tag:yaml.org,2002:python/object/apply"),
        ("a: !!str 5", "f:1: holds the tag 'tag:yaml.org,2002:str', which is not read here; delete it"),
        ("a: ! b", "f:1: holds the tag '!'"),
        ("a: &x 1", "f:1: holds the anchor 'x', which is not read here; write out"),
        ("a: 1\n&k b: 2", "f:2: holds the anchor 'k'"),
        ("a: [&x [1], *x]", "f:1: holds the anchor 'x'"),
        ("a: *x", "f:1: holds the alias 'x'"),
        ("a: {? [a] : [b]}", "f:1: holds a key that is no text"),
        ("? - a\n: b", "f:1: holds a key that is no text"),
        ("{a: b}: c", "f:1: holds a key that is no text"),
        ("a: 1\n---\na: 2", "f:2: holds a second document"),
        ("a: 1\n<<: {b: 2}", "f:2: holds a merge key"),
        ("a: 'b", "f:1: is not YAML"),
        ("a: 1\nb: \x01", "f:2: holds a character that YAML does not allow"),
        ("a: 1\nb: \ud800", "f:2: holds half a character"),
    ],
)
def test_what_else_yaml_has_is_refused_by_its_name(text: str, said: str) -> None:
    with pytest.raises(DeckwrightError) as caught:
        compose(text, "f")
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize("odd", ["\x07", "\ufffe"])
def test_the_line_of_a_character_in_a_text_that_is_not_ascii(
    monkeypatch: pytest.MonkeyPatch, loader: str, odd: str
) -> None:
    """libyaml counts bytes, PyYAML characters."""
    if not hasattr(yaml, loader):
        pytest.skip("PyYAML is here without libyaml")
    monkeypatch.setattr(yamlnodes, "_LOADER", getattr(yaml, loader))
    with pytest.raises(DeckwrightError, match=r"^f:4: holds a character that YAML does not allow"):
        compose("问: 汉字汉字汉字\n" * 3 + f"c: 汉{odd}\n" + "d: e\n" * 20, "f")


def test_laughs_are_no_billion() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12))]
    with pytest.raises(DeckwrightError, match="f:1: holds the anchor"):
        compose("\n".join(lines), "f")


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("deck: Notes", r'deck: "a\nb"', 2, "'deck' holds the character U+000A; expected a name in one line"),
        ("deck: Notes", r'deck: "a\eb"', 2, "'deck' holds the character U+001B"),
        ("deck: Notes", r'deck: "a\0b"', 2, "'deck' holds the character U+0000"),
        ("deck: Notes", r'deck: "a\x1fb"', 2, "'deck' holds the character U+001F"),
        ("deck: Notes", r'deck: "a\u2028b"', 2, "'deck' holds the character U+2028"),
        ("deck: Notes", r'deck: "a\u202eb"', 2, "'deck' holds the character U+202E"),
        ("deck: Notes", "deck: a::::b", 2, "a part of the deck 'a::::b' is empty; expected Outer::Inner"),
        ("deck: Notes", "deck: '::a'", 2, "a part of the deck '::a' is empty"),
        ("deck: Notes", "deck: 'a:: b'", 2, "a part of the deck 'a:: b' begins or ends with a space"),
        ("deck: Notes", "deck: ' a'", 2, "'deck' begins or ends with a space"),
        ("deck: Notes", "deck: " + "x" * 201, 2, "'deck' has 201 characters, more than 200"),
        ("deck: Notes", "deck: " + "x" * 10_000_000, 2, "'deck' has 10,000,000 characters, more than 200"),
        ("slug: notes", "slug: " + "x" * 201, 3, "'slug' cannot be 'xxx"),
        ("key: hard", "key: " + "x" * 41, 6, "'key' cannot be 'xxx"),
        ("name: 2 Hard", "name: 1 EASY", 6, "two levels have the key or name of 'hard'; expected names that differ in"),
        ("name: 2 Hard", "name: １ ｅａｓｙ", 6, "two levels have the key or name of 'hard'"),
        ("name: 2 Hard", "name: '2::Hard'", 6, "the level's name '2::Hard' holds colons that Anki takes for a deck"),
        ("name: 2 Hard", "name: 'Hard:'", 6, "the level's name 'Hard:' holds colons"),
        ("name: 2 Hard", "name: ''", 6, "'name' has the wrong type; expected a text"),
        ("name: 2 Hard", r'name: "a\rb"', 6, "'name' holds the character U+000D"),
        ("name: 2 Hard", "name: " + "x" * 201, 6, "'name' has 201 characters"),
        ("slug: notes", "slug: notes\nlanguage: chinese", 4, "there is no language 'chinese'; did you mean 'zh'?"),
        *(
            ("slug: notes", f"slug: notes\nlanguage: {tag}", 4, f"there is no language '{tag}'; did you mean '")
            for tag in ("xx-nope", "xx", "no-pe-nope", "english", "zh-", "-zh", "en-a", "zh-Hant-Hans", "e", "zh-CN-TW", "123")
        ),
        ("slug: notes", "slug: notes\nlanguage: cn", 4, "there is no language 'cn'; did you mean 'zh'?"),
        ("slug: notes", "slug: notes\nlanguage: 'x\"><script>'", 4, "there is no language 'x\"><script>'"),
        ("slug: notes", "slug: notes\ntags: {\"a\\eb\": [x]}", 4, r"'a\x1bb' holds the character U+001B"),
        ("slug: notes", "slug: notes\ntags: {'': [x]}", 4, "tags has a key without a name"),
        ("slug: notes", "slug: notes\nseeds: {a.md: {key: 'x::y z'}}", 4, "'key' cannot be 'x::y z'; expected what a"),
        ("slug: notes", "slug: notes\nseeds: {a.md: {key: 'x::'}}", 4, "'key' cannot be 'x::'"),
        ("slug: notes", "slug: notes\nseeds: {a.md: {title: \"a\\nb\"}}", 4, "'title' holds the character U+000A"),
        ("slug: notes", "slug: notes\nseeds: {\"a\\n.md\": {}}", 4, r"the seed 'a\n.md' holds the character U+000A"),
        ("slug: notes", "slug: notes\nseeds: {a.md: {marker: headin-2}}", 4, "there is no marker 'headin-2'; did you me"),
        ("slug: notes", "slug: notes\nseeds: {a.md: {marker: buIlet-0}}", 4, "there is no marker 'buIlet-0'; did you m"),
        ("slug: notes", "slug: notes\nseeds: {a.md: {encoding: utf-9}}", 4, "there is no encoding 'utf-9'; expected a"),
        ("slug: notes", "slug: notes\nseeds: {a.md: {encoding: rot13}}", 4, "there is no encoding 'rot13'"),
        ("slug: notes", f"slug: notes\n{'y' * 1000}: x", 4, "deckwright.yaml has no key 'yyyy"),
    ],
)  # fmt: skip
def test_a_name_that_can_be_none_is_refused_with_its_line(old: str, new: str, line: int, said: str) -> None:
    assert SETTINGS.count(old) == 1
    with pytest.raises(DeckwrightError) as caught:
        settings(SETTINGS.replace(old, new))
    text = str(caught.value)
    assert text.startswith(f"deckwright.yaml:{line}: {said}")
    assert len(text) < 500 and text.isprintable()


@pytest.mark.parametrize(
    "more",
    [
        *(f"language: {tag}" for tag in ("zh", "zh-CN", "zh-Hant", "en", "pt-BR", "de", "gsw", "ZH", "zh_CN", "sr-Latn")),
        *(f"language: {tag}" for tag in ("zh-Hant-TW", "es-419", "de-1996", "zh-yue-HK", "en-x-deck", "de-DE-u-co-phonebk")),
        *(f"seeds: {{a.md: {{marker: {name}}}}}" for name in ("heading-2", "number-dot-0", "number-paren-4", "dotted-2")),
        *(f"seeds: {{a.md: {{marker: {name}}}}}" for name in ("bullet-0", "csv", "question-label", "html-heading-3")),
        *(f"seeds: {{a.md: {{encoding: {name}}}}}" for name in ("gb18030", "UTF-8", "latin-1", "shift_jis")),
        *(f"seeds: {{a.md: {{key: {name}}}}}" for name in ("s000", "c++", "章节-1", "a::b", "x.y")),
        "seeds: {a.md: {title: 'C:\\new\\table — «Ω» 🎉', origin: https://example.org/?a=b#c}}",
        "tags: {Teil::Eins: [x], 'two words': [y]}",
    ],
)  # fmt: skip
def test_a_name_that_is_one_is_read(more: str) -> None:
    assert settings(SETTINGS + more + "\n").deck == "Notes"


@pytest.mark.parametrize("name", ["A::B", "深度学习", "Ünïcode – Дека", "x" * 200, "<img src=x>", "a: b", "#1"])
def test_a_deck_may_have_any_name_that_can_be_seen(name: str) -> None:
    assert settings(SETTINGS.replace("deck: Notes", f"deck: '{name}'")).deck == name


def test_every_command_ends_at_deep_nesting_in_one_line(project: Path, cli: object) -> None:
    path = project / "deckwright.yaml"
    path.write_text(SETTINGS + "checks: " + "[" * 100_000, "utf-8")
    for command in ("update", "build", "check", "preview", "verify", "release", "diff"):
        arguments = ["1.0.0"] if command in ("release", "diff") else []
        result: Result = cli(command, "--project", project, *arguments)  # type: ignore[operator]
        assert (result.status, result.err.count("\n")) == (2, 1)
        assert f"deckwright.yaml:{LINES + 1}: holds more than 32 lists" in result.err


def test_a_card_file_is_bounded_too() -> None:
    with pytest.raises(DeckwrightError, match=r"^cards/a.yaml:4: holds more than 32"):
        text = "format: 1\nnotes:\n  - question: a\n    tags: " + "[" * 100_000
        store.parse(text, Path("a.yaml"), "cards/a.yaml")


@pytest.mark.parametrize("what", ["FIFO", "folder", "socket", "device"])
@pytest.mark.parametrize("below", [".", "cards"])
def test_settings_that_are_no_file_are_told_for_what_they_are(
    clone: Clone, monkeypatch: pytest.MonkeyPatch, what: str, below: str
) -> None:
    odd(clone.root / "deckwright.yaml", what)
    monkeypatch.chdir(clone.root / below)
    for command in ("build", "update", "check", "preview", "verify"):
        result = clone.run(command)
        assert result.status == 2 and f"deckwright.yaml: is a {what}; expected a regular file" in result.err
        assert len(result.err.splitlines()) == 1 and clone.unharmed()


def test_settings_that_are_a_link_leading_out(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    path = clone.root / "deckwright.yaml"
    for target in ("a.yaml", "gone"):
        path.unlink()
        path.symlink_to(clone.outside / target)
        monkeypatch.chdir(clone.root)
        result = clone.run("build")
        assert result.status == 2 and "deckwright.yaml: leads out of the folder by a link" in result.err
