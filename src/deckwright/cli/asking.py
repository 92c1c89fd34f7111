"""`deckwright update --settle`: every open doubt and conflict, one by one."""

from __future__ import annotations

import click

from deckwright.cards import told
from deckwright.cards.settle import open_things, settle
from deckwright.cli.common import counted
from deckwright.cli.terminal import echo
from deckwright.project import Project


def ask(project: Project) -> None:
    """Show both texts of each, and carry out what is answered before the next is shown. Enter leaves one open.

    Who stops, or comes to the end of what a pipe says, leaves the rest open; what was answered stays.
    """
    settled: list[str] = []
    try:
        _ask_doubts(project, settled)
        _ask_conflicts(project, settled)
    except click.Abort:
        echo("", err=True)
    echo(f"{counted(len(settled), 'answer')} carried out{': ' if settled else ''}{', '.join(settled)}", err=True)


def _ask_doubts(project: Project, settled: list[str]) -> None:
    passed: set[str] = set()
    while True:
        notes, _ = open_things(project)
        doubt = next((one for one in told.asked_together(notes) if one[0].new.id not in passed), None)
        if doubt is None:
            return
        passed.add(doubt[0].new.id)
        for one in doubt:
            _show("was", one.old.question, one.old.answer)
            _show("now", one.new.question, one.new.answer)
        pairs = [(one.old.id, one.new.id) for one in doubt]
        said = _answer("the same note", {"s": "same", "d": "different"})
        if said == "s":
            settle(project, same=pairs)
        elif said == "d":
            settle(project, different=pairs)
        settled += [new for _, new in pairs] if said else []


def _ask_conflicts(project: Project, settled: list[str]) -> None:
    passed: set[str] = set()
    while True:
        notes, cards = open_things(project)
        conflict = next((one for one in told.conflicts(notes, cards) if one[0].id not in passed), None)
        if conflict is None:
            return
        note, card, _ = conflict
        passed.add(note.id)
        for name in note.conflicts:
            echo(f"\n{told.conflict_message(note, card, name)}")
            echo(f"  here: {told.short(getattr(card.note, name), 400)}")
            echo(f"  seed: {told.short(getattr(note, name), 400)}")
        said = _answer("which one", {"k": "keep mine", "t": "take the seed's"})
        if said == "k":
            settle(project, keep_mine=[note.id])
        elif said == "t":
            settle(project, take_seed=[note.id])
        settled += [note.id] if said else []


def _show(when: str, question: str | None, answer: str | None) -> None:
    echo(f"\n{when}: {told.short(question, 400)}")
    echo(f"     {told.short(answer, 400)}")


def _answer(what: str, choices: dict[str, str]) -> str:
    said = ", ".join(f"{key} = {meaning}" for key, meaning in choices.items())
    found: str = click.prompt(
        f"{what}? ({said}, Enter = later)", default="", show_default=False, type=click.Choice(["", *choices]),
        show_choices=False, err=True,
    )  # fmt: skip
    return found
