"""A plan, carried out: edits spliced into card files, the lock beside them."""

from __future__ import annotations

from deckwright.cards.edits import Insert, Remove, SetFields, SetId, SetSeed
from deckwright.cards.plan import Plan
from deckwright.cards.splice import new_file
from deckwright.cards.workspace import Workspace


def apply(plan: Plan, space: Workspace) -> None:
    """Take a plan over into a workspace, which writes it."""
    fresh: dict[str, list[Insert]] = {}
    for edit in plan.edits:
        if isinstance(edit, SetFields):
            space.set_fields(edit.id, edit.fields)
        elif isinstance(edit, SetId):
            space.splices[edit.file].set_id(edit.index, edit.id)
        elif isinstance(edit, SetSeed):
            space.splices[edit.file].set_seed(edit.seed)
        elif isinstance(edit, Remove):
            file, index = space.where[edit.id]
            space.splices[file.shown].remove(index)
        elif edit.file is None:
            fresh.setdefault(edit.seed, []).append(edit)
        else:
            after = space.where[edit.after][1] if edit.after else None
            space.splices[edit.file].insert(after, edit.id, edit.note)
    for seed, inserts in fresh.items():
        notes = [(one.id, one.note) for one in inserts]
        path = space.free_path(space.project.seed(seed))
        space.new_files[path] = new_file(seed, notes)
    space.lock.notes, space.lock.seeds = plan.notes, plan.seeds
    space.findings += plan.findings
