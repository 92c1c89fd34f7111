"""Tamperings with what the project itself records: deck.lock, the changelog, cards, git's commits and tags."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.decks.pictures import picture
from tests.releases.tamperings.catalogue import Catalogue
from tests.releases.tamperings.forge import WHOLE, Forger, edit_lines

RECORDED = Catalogue(released=True)
LOCK = "deck.lock"


def release(name: str, change: Callable[[dict[str, Any]], object], version: str = "1.1.0") -> None:
    """Change the lock's line of a release."""
    RECORDED.add(f"lock-{name}", lambda forger: forger.lock_release(change, version), LOCK)


def lines(name: str, change: Callable[[list[Any]], object]) -> None:
    """Change the lock's lines. Of a note, what does not go with its line any more may be named."""
    other = ("cards/anatomy.yaml", ".apkg") if name.startswith("note-") else ()
    RECORDED.add(f"lock-{name}", lambda forger: forger.lock_lines(change), LOCK, *other)


def versions(all_lines: list[Any]) -> list[Any]:
    return [line for line in all_lines if "release" in line]


def notes(all_lines: list[Any]) -> list[Any]:
    return [line for line in all_lines if "id" in line]


def note_type(all_lines: list[Any]) -> Any:
    return next(line for line in all_lines if "note_type" in line)


def without(all_lines: list[Any], *gone: Any) -> None:
    all_lines[:] = [line for line in all_lines if line not in gone]


def reordered(all_lines: list[Any]) -> None:
    first, last = (all_lines.index(line) for line in versions(all_lines))
    all_lines[first], all_lines[last] = all_lines[last], all_lines[first]


def never_released(all_lines: list[Any]) -> None:
    last = versions(all_lines)[-1]
    all_lines.insert(all_lines.index(last) + 1, {**last, "release": "2.0.0"})


release("sha256", lambda line: line["packages"][WHOLE].update(sha256="0" * 64))
release("sha256-none", lambda line: line["packages"][WHOLE].pop("sha256"))
release("content-digest", lambda line: line["packages"][WHOLE].update(content_digest="0" * 64))
release("package-removed", lambda line: line["packages"].pop(WHOLE))
release("package-added", lambda line: line["packages"].update({"x.apkg": line["packages"][WHOLE]}))
release("packages-none", lambda line: line["packages"].clear())
release("version", lambda line: line.update(release="1.2.0"))
release("version-digits", lambda line: line.update(release="１.１.0"))
release("modified", lambda line: line.update(modified=line["modified"] - 86400))
release("deck", lambda line: line.update(deck="Forged"))
release("slug", lambda line: line.update(slug="forged"))
release("levels", lambda line: line["levels"].pop("beginner"))
release("tools", lambda line: line.update(tools={"deckwright": "0.0.1", "python": "3.9.0", "zlib": "1"}))
release("tools-none", lambda line: line.pop("tools"))
release("unknown-key", lambda line: line.update(forged=1))
release("before-sha256", lambda line: line["packages"][WHOLE].update(sha256="0" * 64), "1.0.0")
release("before-content-digest", lambda line: line["packages"][WHOLE].update(content_digest="0" * 64), "1.0.0")
release("before-version", lambda line: line.update(release="0.9.0"), "1.0.0")
release("before-modified", lambda line: line.update(modified=line["modified"] - 86400), "1.0.0")
lines("release-removed", lambda found: without(found, versions(found)[-1]))
lines("release-before-removed", lambda found: without(found, versions(found)[0]))
lines("releases-removed", lambda found: without(found, *versions(found)))
lines("releases-reordered", reordered)
lines("release-doubled", lambda found: found.insert(1, dict(versions(found)[-1])))
lines("release-invented", never_released)
lines("note-digest", lambda found: notes(found)[0].update(digest="0" * 64))
lines("note-modified", lambda found: notes(found)[0].update(modified=notes(found)[0]["modified"] - 500))
lines("note-removed", lambda found: without(found, notes(found)[0]))
lines("note-never-released", lambda found: notes(found)[0].pop("released"))
lines("note-released-digest", lambda found: notes(found)[0]["released"].update(digest="0" * 64))
lines("note-released-modified", lambda found: notes(found)[0]["released"].update(modified=1))
lines("note-released-level", lambda found: notes(found)[0]["released"].update(level="advanced"))
lines("note-retired", lambda found: notes(found)[0].update(retired=notes(found)[0]["modified"]))
lines("note-type-digest", lambda found: note_type(found).update(digest="0" * 64))
lines("note-type-modified", lambda found: note_type(found).update(modified=1))
lines("note-type-field-id", lambda found: note_type(found)["released"]["fields"].update(Question=42))
lines("note-type-removed", lambda found: without(found, note_type(found)))
lines("key", lambda found: found[0].update(key="other-k3yk3yk3"))
lines("format", lambda found: found[0].update(format=99))


# The lock agrees with the forged package, in the tree or in git as well


def learnt(forger: Forger) -> None:
    with forger.package() as package, package.collection() as database:
        database.execute("update cards set type = 2, queue = 2, ivl = 99")


def described(forger: Forger) -> None:
    with forger.package() as package, package.collection() as database:
        database.execute("""update col set decks = replace(decks, '"desc": ""', '"desc": "forged"')""")


def reworded(forger: Forger) -> None:
    with forger.package() as package, package.collection() as database:
        database.execute("update notes set flds = replace(flds, 'signals', 'nothing')")


def packed_anew(forger: Forger) -> None:
    with forger.package() as package:
        package.level = 1


def with_lock(what: Callable[[Forger], None], *, git: bool) -> Callable[[Forger], None]:
    def do(forger: Forger) -> None:
        what(forger)
        forger.agree()
        forger.lock_agrees()
        if git:
            forger.git("commit", "-q", "-a", "--amend", "-m", "deck 1.1.0")
            forger.git("tag", "-f", "-a", "v1.1.0", "-m", "deck 1.1.0")

    return do


for label, what in {"learnt": learnt, "described": described, "reworded": reworded, "packed-anew": packed_anew}.items():
    RECORDED.add(f"lock-agrees-{label}", with_lock(what, git=False), WHOLE, LOCK)
    RECORDED.add(f"git-agrees-{label}", with_lock(what, git=True), WHOLE, LOCK)


# git, the changelog, cards


def committed(change: Callable[[Forger], object]) -> Callable[[Forger], None]:
    """A commit on top, which leaves the tag of the release where it is."""

    def do(forger: Forger) -> None:
        change(forger)
        forger.git("commit", "-q", "-a", "-m", "Edits")

    return do


def retagged(change: Callable[[Forger], object]) -> Callable[[Forger], None]:
    """The release's tag stands at a commit that is on no branch; the tree is as it was."""

    def do(forger: Forger) -> None:
        committed(change)(forger)
        forger.git("tag", "-f", "-a", "v1.1.0", "-m", "deck 1.1.0")
        forger.git("reset", "-q", "--hard", "HEAD~1")

    return do


def forged_sum(forger: Forger) -> None:
    forger.lock_release(lambda line: line["packages"][WHOLE].update(sha256="0" * 64))


def no_release(forger: Forger) -> None:
    forger.lock_lines(lambda found: without(found, versions(found)[-1]))


def no_releases(forger: Forger) -> None:
    forger.lock_lines(lambda found: without(found, *versions(found)))


def card(forger: Forger) -> None:
    edit_lines(forger.root / "cards" / "anatomy.yaml", lambda all: [one.replace("signals", "rests") for one in all])


def changelog(forger: Forger) -> None:
    edit_lines(forger.root / "CHANGELOG.md", lambda all: [one.replace("1 corrected", "2 corrected") for one in all])


TAG = ("v1.1.0", "1.1.0")
RECORDED.add("lock-sha256-committed", committed(forged_sum), LOCK)
RECORDED.add("lock-release-removed-committed", committed(no_release), LOCK, *TAG)
RECORDED.add("lock-releases-removed-committed", committed(no_releases), LOCK, *TAG)
RECORDED.add(
    "tag-at-the-release-before", lambda forger: forger.git("tag", "-f", "v1.1.0", "v1.0.0"), LOCK, *TAG, plain=False
)
RECORDED.add("tag-at-another-lock", retagged(forged_sum), LOCK, *TAG, plain=False)
RECORDED.add("tag-at-a-lock-without-it", retagged(no_release), LOCK, *TAG, plain=False)
RECORDED.add("tag-at-other-cards", retagged(card), "cards", *TAG, plain=False)
RECORDED.add("changelog", changelog, "CHANGELOG.md", "NOTES.md", plain=False)
RECORDED.add(
    "changelog-removed", lambda forger: (forger.root / "CHANGELOG.md").unlink(), "CHANGELOG.md", "NOTES.md", plain=False
)
RECORDED.add("card-edited", card, "cards/anatomy.yaml")
RECORDED.add(
    "picture-edited",
    lambda forger: (forger.root / "cards" / "media" / "p.png").write_bytes(picture("blue")),
    "cards/media/p.png", "cards/more.yaml", WHOLE,
)  # fmt: skip
