"""deck.lock: whatever its lines hold is either read or an error that names the line and the fact."""

from __future__ import annotations

import json

import pytest

from deckwright.cards import lock as locks
from deckwright.errors import DeckwrightError

HEAD = '{"format": 1, "key": "k"}\n'
NOTE = {"id": "a", "seed": "s.md", "question": "q", "digest": "d", "modified": 5}
RELEASED = {"digest": "d", "modified": 5}
RELEASE = {"release": "1.0.0", "modified": 5, "deck": "D", "slug": "d", "levels": {}, "packages": {}}
TYPE = {"note_type": "qa", "digest": "d", "modified": 5}
SEED = {"seed": "s.md", "sha256": "0", "options": {}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "<<<<<<< HEAD\n", r"deck.lock:2: is no line of a lock \(is no JSON\)"),
        ("[]\n", r"deck.lock:1: is no line of a lock"),
        ('{"format": 9, "key": "k", "new": 1}\n', r"deck.lock:1: has format 9; expected format 1 or 2; upgrade"),
        ('{"format": 1, "key": "other"}\n', r"deck.lock:1: belongs to the project 'other'"),
        (HEAD + '{"strange": 1}\n', r"deck.lock:2: is no line of a lock; expected one JSON object with format, id"),
        (HEAD + "[" * 100_000, r"deck.lock:2: is no line of a lock \(is nested too deeply\)"),
        (HEAD + '{"id": ' + "[" * 100 + "]" * 100 + "}", r"deck.lock:2: .*nested too deeply"),
        (HEAD + '{"id": "a", "id": "b"}', r"deck.lock:2: .*has 'id' twice"),
        (HEAD + '{"id": "a", "modified": NaN}', r"deck.lock:2: .*NaN is no number"),
        (HEAD + '{"id": "a", "modified": 1' + "0" * 5000 + "}", r"deck.lock:2: .*a number of too many digits"),
        (HEAD + '{"id": "\\ud800"}', r"deck.lock:2: .*half a character"),
        ("", r"deck.lock:1: does not begin as a lock does; .*restore"),
        ("\n" + json.dumps(NOTE) + "\n" + HEAD, r"deck.lock:2: does not begin as a lock does"),
    ],
)
def test_what_is_no_line(text: str, said: str) -> None:
    with pytest.raises(DeckwrightError, match=said):
        locks.parse(text, "k")


@pytest.mark.parametrize("bracket", ["[]", "{}"])
def test_how_deep_a_line_may_be_nested(bracket: str) -> None:
    """64 levels, the line's own among them: more than that is refused before anything looks at it."""
    start, end = ("[", "]") if bracket == "[]" else ('{"a": ', "}")
    for levels, said in ((62, "'strange' is no fact"), (63, "is nested too deeply")):
        inner = start * levels + bracket + end * levels
        with pytest.raises(DeckwrightError, match=said):
            locks.parse(HEAD + f'{{"id": "a", "strange": {inner}}}', "k")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (NOTE | {"modified": "5"}, "'modified' is '5'; expected a time in Unix seconds; restore it from git"),
        (NOTE | {"modified": True}, "'modified' is true; expected a time"),
        (NOTE | {"modified": -1}, "'modified' is -1; expected a time"),
        (NOTE | {"modified": 5.5}, "'modified' is 5.5; expected a time"),
        (NOTE | {"modified": 253_402_300_800}, "'modified' is 253402300800; expected a time"),
        (NOTE | {"id": 5}, "'id' is 5; expected a text of one line"),
        (NOTE | {"id": "a\nb"}, r"'id' is 'a\\nb'; expected a text of one line"),
        (NOTE | {"id": None}, "'id' is null; expected a text of one line"),
        (NOTE | {"question": ["q"]}, "'question' is a list; expected a text"),
        (NOTE | {"question": " "}, "'question' is ' '; expected a text"),
        (NOTE | {"question": None}, "'question' is missing"),
        (NOTE | {"tags": "one"}, "'tags' is 'one'; expected a list"),
        (NOTE | {"tags": ["one", 2]}, r"'tags\[1\]' is 2; expected a text"),
        (NOTE | {"label": ["1"]}, r"'label\[0\]' is '1'; expected a whole number"),
        (NOTE | {"conflicts": ["answr"]}, r"'conflicts\[0\]' is 'answr'; expected one of question, answer"),
        (NOTE | {"choices": [["a"]]}, r"'choices\[0\]' is a list; expected a list of 2"),
        (NOTE | {"choices": [["a", 1]]}, r"'choices\[0\]\[1\]' is 1; expected true or false"),
        (NOTE | {"choices": {"a": True}}, "'choices' is an object; expected a list"),
        (NOTE | {"seed": "../a.md"}, "'seed' is '../a.md'; expected the path of a document in seeds/"),
        (NOTE | {"seed": "/etc/a.md"}, "'seed' is '/etc/a.md'; expected the path"),
        (NOTE | {"released": []}, "'released' is a list; expected an object"),
        (NOTE | {"released": {"digest": "d"}}, "'released.modified' is missing"),
        (NOTE | {"released": RELEASED | {"hmtl": "x"}}, "'released.hmtl' is no fact of such a line; expected 'html'"),
        (NOTE | {"released": RELEASED | {"level": 1}}, "'released.level' is 1"),
        (NOTE | {"qestion": "q"}, "'qestion' is no fact of such a line; expected 'question'"),
        (NOTE | {"x" * 1000: "q"}, "'xxxx.*… is no fact of such a line; expected one of id, seed, .*"),
        (NOTE | {"level": "x" * 100_000, "tags": 1}, "'tags' is 1"),
        (RELEASE | {"release": "１.２"}, "'release' is '１.２'; expected a version such as 1.0.0"),
        (RELEASE | {"packages": []}, "'packages' is a list; expected an object"),
        (
            RELEASE | {"packages": {"../x.apkg": {"content_digest": "c"}}},
            "'packages' has the key '../x.apkg'; expected the name of a file",
        ),
        (RELEASE | {"packages": {"x.apkg": "c"}}, "'packages.x.apkg' is 'c'; expected an object"),
        (RELEASE | {"packages": {"x.apkg": {"sha256": "c"}}}, "'packages.x.apkg.content_digest' is missing"),
        (RELEASE | {"levels": {"a": None}}, "'levels.a' is null; expected a text"),
        (RELEASE | {"deck": "a\x1b[2J"}, r"'deck' is 'a\\x1b\[2J'; expected a text of one line"),
        (TYPE | {"modified": None}, "'modified' is null; expected a time"),
        (TYPE | {"released": RELEASED | {"fields": {"Q": "1"}}}, "'released.fields.Q' is '1'; expected a whole number"),
        (SEED | {"options": None}, "'options' is null; expected an object"),
        (SEED | {"options": {"marcer": "x"}}, "'options.marcer' is no fact of such a line; expected 'marker'"),
        ({"format": 1, "key": 5}, "'key' is 5; expected a text"),
    ],
)
def test_a_fact_of_another_shape_is_named_with_its_line(line: dict[str, object], said: str) -> None:
    with pytest.raises(DeckwrightError, match=rf"^deck.lock:2: {said}") as caught:
        locks.parse(HEAD + json.dumps(line), "k")
    assert len(str(caught.value)) < 600 and "\n" not in str(caught.value)


def test_a_fact_of_null_is_a_fact_that_is_not_there() -> None:
    nulls = dict.fromkeys(("answer", "level", "tags", "choices", "released", "retired", "conflicts"))
    lines = [NOTE | nulls, RELEASE | {"tools": None}, TYPE | {"released": None}]
    lock = locks.parse(HEAD + "".join(json.dumps(line) + "\n" for line in lines), "k")
    assert (lock.notes["a"].tags, lock.notes["a"].released) == ((), None)
    assert lock.releases["1.0.0"].tools == {}
