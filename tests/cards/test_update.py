"""seeds/ -> cards/: what people wrote stays, what they did not touch follows, and a second run changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckwright.cards import store
from deckwright.cards.update import UpdateReport, update
from deckwright.errors import DeckwrightError
from deckwright.project import load
from tests.conftest import tree


def run(project: Path, **options: bool) -> UpdateReport:
    return update(load(project), **options)


def cards(project: Path) -> list[store.Card]:
    return list(store.cards_in(store.load_all(project / "cards")))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, text
    path.write_text(text.replace(old, new), "utf-8")


def codes(report: UpdateReport) -> list[str]:
    return [finding.code for finding in report.findings]


def test_one_file_for_a_seed(project: Path) -> None:
    report = run(project)
    assert report.written == ["cards/a.yaml", "deck.lock"]
    assert [(card.note.question, card.note.answer) for card in cards(project)] == [
        ("What is one?", "The first."),
        ("What is two?", "The second."),
    ]


def test_a_second_run_changes_no_byte(project: Path) -> None:
    run(project)
    before = tree(project)
    assert run(project).written == []
    assert run(project, reread=True).written == []
    assert tree(project) == before


def test_the_repository_is_up_to_date(committed: Path) -> None:
    before = tree(committed)
    assert run(committed).written == []
    report = run(committed, reread=True)
    assert report.written == [] and [seed.questions for seed in report.seeds] == [9, 21, 26, 16, 46]
    assert tree(committed) == before


def test_a_dry_run_writes_nothing_and_says_what_it_would(project: Path) -> None:
    before = tree(project)
    assert run(project, dry_run=True).written == ["cards/a.yaml", "deck.lock"]
    assert tree(project) == before


def test_an_unedited_note_follows_its_seed_and_keeps_its_id(project: Path) -> None:
    run(project)
    ids = [card.id for card in cards(project)]
    edit(project / "seeds" / "a.md", "The first.", "The very first.")
    edit(project / "seeds" / "a.md", "What is two?", "What, then, is two?")
    report = run(project)
    assert [card.id for card in cards(project)] == ids
    assert [(card.note.question, card.note.answer) for card in cards(project)] == [
        ("What is one?", "The very first."),
        ("What, then, is two?", "The second."),
    ]
    assert report.seeds[0].changed == ids and not report.needs_a_person


def test_an_edited_note_is_not_overwritten_and_the_conflict_is_told(project: Path) -> None:
    run(project)
    edit(project / "cards" / "a.yaml", "answer: The first.", "answer: Mine. # and a comment")
    edit(project / "seeds" / "a.md", "The first.", "The seed's.")
    report = run(project)
    assert "answer: Mine. # and a comment\n" in (project / "cards" / "a.yaml").read_text("utf-8")
    assert report.needs_a_person
    [told] = report.findings
    assert (told.code, told.file, told.line) == ("conflict", "cards/a.yaml", 4)
    assert "Mine." in told.message and "The seed's." in told.message


def test_fields_are_merged_one_by_one(project: Path) -> None:
    run(project)
    edit(
        project / "cards" / "a.yaml", "question: What is one?", "question: Mine?\n    extra: also mine\n    tags: [own]"
    )
    edit(project / "seeds" / "a.md", "The first.", "The seed's.")
    report = run(project)
    card = cards(project)[0]
    assert (card.note.question, card.note.answer, card.note.extra, card.note.tags) == (
        "Mine?",
        "The seed's.",
        "also mine",
        ("own",),
    )
    assert not report.needs_a_person


def test_a_new_question_comes_where_it_stands(project: Path) -> None:
    run(project)
    edit(project / "seeds" / "a.md", "# What is two?", "# What is between?\n\nThis.\n\n# What is two?")
    report = run(project)
    assert [card.note.question for card in cards(project)] == ["What is one?", "What is between?", "What is two?"]
    assert len(report.seeds[0].new) == 1


def test_a_question_gone_from_its_seed_is_kept_and_told_and_comes_back(project: Path) -> None:
    run(project)
    whole = (project / "seeds" / "a.md").read_text("utf-8")
    ids = [card.id for card in cards(project)]
    (project / "seeds" / "a.md").write_text(
        "# What is one?\n\nThe first.\n\n# Who discovered penicillin?\n\nFleming.\n", "utf-8"
    )
    report = run(project)
    assert codes(report) == ["gone-from-seed"]
    assert report.findings[0].file == "cards/a.yaml"
    assert "What is two?" in [card.note.question for card in cards(project)]
    (project / "seeds" / "a.md").write_text(whole, "utf-8")
    run(project)
    assert [card.id for card in cards(project) if card.note.question == "What is two?"] == ids[1:]
    assert '"retired"' not in next(line for line in lock_lines(project) if ids[1] in line)


def lock_lines(project: Path) -> list[str]:
    return (project / "deck.lock").read_text("utf-8").splitlines()


def test_a_note_deleted_from_cards_stays_deleted(project: Path) -> None:
    run(project)
    text = (project / "cards" / "a.yaml").read_text("utf-8")
    (project / "cards" / "a.yaml").write_text(text[: text.index("\n  - id", text.index("What is one"))] + "\n", "utf-8")
    assert codes(run(project)) == ["deleted"]
    assert run(project).findings == []
    edit(project / "seeds" / "a.md", "The first.", "The 1st.")
    run(project, reread=True)
    assert [card.note.question for card in cards(project)] == ["What is one?"]


def test_a_note_may_move_to_another_file(project: Path) -> None:
    run(project)
    text = (project / "cards" / "a.yaml").read_text("utf-8")
    cut = text.index("\n  - id", text.index("What is one"))
    (project / "cards" / "a.yaml").write_text(text[:cut] + "\n", "utf-8")
    (project / "cards" / "moved.yaml").write_text("format: 1\nnotes:" + text[cut:], "utf-8")
    edit(project / "seeds" / "a.md", "The second.", "The 2nd.")
    report = run(project)
    assert report.findings == []
    assert {card.file: card.note.answer for card in cards(project)} == {
        "cards/a.yaml": "The first.",
        "cards/moved.yaml": "The 2nd.",
    }


def test_a_note_written_by_hand_gets_an_id_and_is_left_alone(project: Path) -> None:
    run(project)
    (project / "cards" / "own.yaml").write_text(
        "format: 1\nnotes:\n  # mine\n  - question: Own?\n    answer: Yes.\n", "utf-8"
    )
    assert run(project).written == ["cards/own.yaml", "deck.lock"]
    text = (project / "cards" / "own.yaml").read_text("utf-8")
    [card] = [card for card in cards(project) if card.file == "cards/own.yaml"]
    assert text == f"format: 1\nnotes:\n  # mine\n  - id: {card.id}\n    question: Own?\n    answer: Yes.\n"
    assert run(project).written == []


def test_levels_and_tags_come_from_words(project: Path) -> None:
    edit(project / "deckwright.yaml", "default_level: easy\n", "default_level: easy\ntags:\n  counting: [one, 二]\n")
    (project / "seeds" / "a.md").write_text(
        "# Numbers\n\n## Hard\n\n### What is one?\n\nFirst.\n\n### 十二是什么？\n\n十二。\n\n## Easy\n\n### What is none?\n\nNone.\n",
        "utf-8",
    )
    run(project)
    assert [(card.note.level, card.note.tags) for card in cards(project)] == [
        ("hard", ("counting",)),
        ("hard", ("counting",)),
        ("easy", ()),
    ]


def test_a_level_that_the_project_lacks_is_told(project: Path) -> None:
    (project / "seeds" / "a.md").write_text(
        "# T\n\n## expert\n\n### What is one?\n\nFirst.\n\n### Why?\n\nSo.\n", "utf-8"
    )
    report = run(project)
    assert set(codes(report)) == {"unknown-level"}
    assert [card.note.level for card in cards(project)] == [None, None]


def test_a_missing_lock_is_an_error_until_it_is_rebuilt(project: Path) -> None:
    run(project)
    ids = [card.id for card in cards(project)]
    edit(project / "cards" / "a.yaml", "answer: The first.", "answer: Mine.")
    (project / "deck.lock").unlink()
    before = tree(project)
    with pytest.raises(DeckwrightError, match=r"deck.lock: is missing.*--rebuild-lock"):
        run(project)
    assert tree(project) == before
    run(project, rebuild_lock=True)
    assert [card.id for card in cards(project)] == ids
    assert "Mine." in [card.note.answer for card in cards(project)]  # nobody knows what was last read: no word is lost
    assert (project / "deck.lock").exists()
    edit(project / "seeds" / "a.md", "The first.", "The very first.")
    assert run(project).needs_a_person  # from now on it is known again who changed what
    assert "Mine." in [card.note.answer for card in cards(project)]


def test_an_unreadable_seed_leaves_everything_as_it_was(project: Path) -> None:
    run(project)
    edit(project / "seeds" / "a.md", "The first.", "Changed.")
    (project / "seeds" / "b.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1")
    before = tree(project)
    with pytest.raises(DeckwrightError, match=r"seeds/b.md: is a binary file"):
        run(project)
    assert tree(project) == before


def test_an_encoding_is_told_from_the_bytes_and_can_be_pinned(project: Path) -> None:
    (project / "seeds" / "b.md").write_bytes("# 什么是过拟合？\n\n模型记住了训练集的噪声。\n".encode("gb18030"))
    report = run(project)
    assert "什么是过拟合？" in [card.note.question for card in cards(project)]
    (told,) = [finding for finding in report.findings if finding.code == "encoding"]
    assert told.file == "seeds/b.md" and "`seeds: {b.md: {encoding: gb18030}}`" in told.message
    edit(
        project / "deckwright.yaml",
        "default_level: easy\n",
        "default_level: easy\nseeds: {b.md: {encoding: gb18030}}\n",
    )
    report = run(project)
    assert report.findings == [] and report.changes == []


def test_two_seeds_of_one_name_are_told_apart_by_a_key(project: Path) -> None:
    (project / "seeds" / "a.txt").write_text("1. Why?\nSo.\n2. How?\nThus.\n", "utf-8")
    with pytest.raises(DeckwrightError, match=r"the seeds a.md and a.txt both have the key 'a'"):
        run(project)
    edit(project / "deckwright.yaml", "default_level: easy\n", "default_level: easy\nseeds: {a.txt: {key: a2}}\n")
    run(project)
    assert sorted(path.name for path in (project / "cards").iterdir()) == ["a.yaml", "a2.yaml"]


def test_the_same_question_in_two_seeds_is_two_notes(project: Path) -> None:
    (project / "seeds" / "b.md").write_bytes((project / "seeds" / "a.md").read_bytes())
    run(project)
    assert len({card.id for card in cards(project)}) == 4


def test_questions_that_are_the_same_word_for_word_keep_their_order(project: Path) -> None:
    (project / "seeds" / "a.md").write_text(
        "".join(f"# What's the output?\n\nIt is {n}.\n\n" for n in range(5)), "utf-8"
    )
    run(project)
    ids = {card.note.answer: card.id for card in cards(project)}
    assert len(set(ids.values())) == 5
    edit(project / "seeds" / "a.md", "# What's the output?\n\nIt is 2.\n\n", "")
    run(project)
    assert {card.note.answer: card.id for card in cards(project)} == ids


def test_thirty_eight_notes_that_ask_the_same(project: Path) -> None:
    """They differ in their code alone; edited, moved, joined by another and thinned out, each keeps its id."""

    def document(numbers: list[int], changed: dict[int, str]) -> str:
        parts = []
        for n in numbers:
            code = f"let value{n} = {n * 7919 % 1000};\nconsole.log(value{n} + '{n}');"
            parts.append(f"## What's the output?\n\n```js\n{changed.get(n, code)}\n```\n\n")
        return "# Questions\n\n" + "".join(parts)

    def ids_by_code() -> dict[str, str]:
        return {card.note.answer or "": str(card.id) for card in cards(project)}

    seed = project / "seeds" / "a.md"
    seed.write_text(document(list(range(38)), {}), "utf-8")
    run(project)
    before = ids_by_code()
    assert len(set(before.values())) == 38
    order = [*range(5, 20), *range(5), *range(21, 38), 99]  # moved, one gone, one new
    changed = {
        11: "let value11 = 111; // changed\nconsole.log(value11 + '11!');",
        99: "for (const [k] of Object.entries(window)) alert(k)",
    }
    seed.write_text(document(order, changed), "utf-8")
    report = run(project)
    after = ids_by_code()
    assert len(report.seeds[0].new) == 1 and len(report.seeds[0].retired) == 1
    same = set(before) & set(after)
    assert len(same) == 37 and all(before[code] == after[code] for code in same)  # the one that is gone stays in cards/
    [edited] = [code for code in after if "changed" in code]
    [original] = [code for code in before if "value11 " in code]
    assert after[edited] == before[original]


def test_a_split_note_keeps_the_id_of_its_first_part(project: Path) -> None:
    run(project)
    first = str(cards(project)[0].id)
    path = project / "cards" / "a.yaml"
    edit(
        path,
        "    answer: The first.\n",
        f"    answer: The first half.\n\n  - question: And?\n    answer: The other.\n    split_from: {first}\n",
    )
    assert run(project).written == ["cards/a.yaml", "deck.lock"]
    one, other = cards(project)[:2]
    assert (one.id, other.split_from) == (first, first) and other.id not in (None, first)
    assert run(project, reread=True).written == []


def test_a_copied_id_names_both_places(project: Path) -> None:
    run(project)
    path = project / "cards" / "a.yaml"
    (project / "cards" / "b.yaml").write_text(path.read_text("utf-8").replace("seed: a.md\n", ""), "utf-8")
    before = tree(project)
    with pytest.raises(
        DeckwrightError, match=r"cards/b.yaml:3: the id \w+ is already that of the note at cards/a.yaml:4"
    ):
        run(project)
    assert tree(project) == before


def test_a_reordered_renumbered_and_rewrapped_document_changes_nothing_but_order(repository: Path) -> None:
    seed = repository / "seeds" / "001_05639a3bc28a7237.txt"
    before = {card.id: card.note for card in cards(repository)}
    parts = [part.split(". ", 1)[1] for part in seed.read_text("utf-8").strip().split("\n\n")]
    parts = parts[10:] + parts[:10]
    seed.write_text("\n\n".join(f"{number}. {part}" for number, part in enumerate(parts, 1)), "utf-8")
    report = run(repository)
    assert {card.id: card.note for card in cards(repository)} == before
    assert report.written == ["deck.lock"] and not report.changes


def test_an_empty_seeds_folder_retires_nothing(project: Path) -> None:
    run(project)
    (project / "seeds" / "a.md").rename(project / "a.md")
    before = tree(project)
    with pytest.raises(
        DeckwrightError, match=r"seeds: holds no document; expected the one that was read last; put them back"
    ):
        run(project)
    assert tree(project) == before
