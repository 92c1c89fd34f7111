"""A release: refused where it would harm, built, made again from git, proved in Anki, written down."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from deckwright.cards import lock as locks
from deckwright.cards.history import History
from deckwright.cards.lock import Lock, LockedRelease, ReleasedPackage
from deckwright.checks.run import look
from deckwright.decks import notes
from deckwright.decks.build import Built, make
from deckwright.decks.contents import content_digest, difference, read
from deckwright.decks.deck import Deck, Progress
from deckwright.decks.describe import Package, tools
from deckwright.decks.notes import SinceRelease
from deckwright.decks.stamp import notes_as_released
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import PACKAGE, Tree, put_file, scratch, sole
from deckwright.project import Project, load
from deckwright.releases import git, github
from deckwright.releases.compare import Difference, compare
from deckwright.releases.editions import Edition, edition, of_built
from deckwright.releases.ids import changed_ids
from deckwright.releases.prove import Packages, Proof, prove
from deckwright.releases.refusals import Refused, number, other_decks, reasons
from deckwright.releases.show import as_markdown, phrases


@dataclass(slots=True)
class ReleaseReport:
    """What `release` made, or with a dry run would make. `redrawn` are the notes with other HTML than learners have."""

    version: str
    dry_run: bool
    previous: str | None = None
    packages: list[Package] = field(default_factory=list)
    difference: Difference | None = None
    redrawn: list[str] = field(default_factory=list)
    rerender: bool = False
    proof: Proof = field(default_factory=Proof)
    findings: list[Finding] = field(default_factory=list)
    changes: str = ""
    written: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Former:
    """The release before: its edition, and its packages as far as they can be had."""

    edition: Edition
    packages: Packages


def release(
    project: Project,
    version: str,
    *,
    dry_run: bool = False,
    rerender: bool = False,
    over: str | Path | None = None,
    keep_ids: Collection[str] = (),
    move_decks: bool = False,
    progress: Progress = lambda note: None,
) -> ReleaseReport:
    """Build, prove and write down a release.

    `over` is a folder with the packages of the release before; without it they are made again from git. With
    `rerender`, notes whose HTML differs from what learners have are sent to them as well. `keep_ids` are ids
    that are right, though another note said what theirs says. With `move_decks`, notes may come in another deck than
    learners have them in: the notes of the release tell them what to move. Raises Refused with every reason against
    the release, DeckwrightError where it cannot be made; then nothing has been written.
    """
    number(version)
    git.check_repository(project.root)
    notes.changelog(project)  # one that is no text is refused before any work is done
    with sole(project.tree) as told:
        history = History(project.root, project.key)
        deck = Deck.load(project, progress)
        lock = deck.lock
        _check(deck, version, history)
        report = ReleaseReport(version, dry_run, rerender=rerender, findings=told)
        if other := github.other_install(project.tree):
            report.findings.append(other)
        former = _former(project, lock, history, Path(over) if over else None, report, progress)
        before = replace(lock, notes={**lock.notes}, releases={**lock.releases})
        built = _built(deck, version, rerender=rerender, move_decks=move_decks)
        _check_ids(built, former, keep_ids)
        _write_down(built, version)
        report.packages, report.redrawn = built.report.packages, built.stamps.redrawn
        report.findings += built.report.findings
        progress("making the packages again from git")
        _check_again(built)
        progress("importing into Anki")
        report.proof = prove(built.packages, former.packages if former else None)
        if report.proof.wrong:
            raise Refused([DeckwrightError(f"Anki: {wrong}") for wrong in report.proof.wrong])
        nothing = Edition("", {})
        report.difference = compare(former.edition if former else nothing, of_built(built, version))
        by_hand = None if former else SinceRelease.of(before, built.notes)
        report.changes = _changes(built, report.difference if former else None, version, by_hand)
        _finish(built, report)
        return report


def _built(deck: Deck, version: str, *, rerender: bool, move_decks: bool) -> Built:
    """The release in memory. Raises Refused where notes would come in another deck, unless `move_decks` says so."""
    had = {card_id: name for card_id in deck.lock.notes if (name := deck.lock.released_deck(card_id))}
    built = make(deck.project, deck=deck, version=version, rerender=rerender, frozen=True)
    moved = [] if move_decks else list(other_decks(had, built.decks, built.cards))
    if moved:
        raise Refused(moved)
    return built


def _check(deck: Deck, version: str, history: History) -> None:
    """Raise Refused with all that speaks against a release."""
    cards = {str(card.id): card for card in deck.cards}
    found = list(reasons(deck.project, version, deck.lock, cards, history))
    for finding in look(deck).findings:
        if finding.severity == "error" and finding.code not in ("unsure", "conflict"):  # told by `reasons`
            problem = f"{finding.message} [{finding.code}]"
            found.append(DeckwrightError(problem, file=finding.file, line=finding.line, remedy=finding.remedy))
    if found:
        raise Refused(found)


def _check_ids(built: Built, former: Former | None, keep_ids: Collection[str]) -> None:
    """Raise Refused where an id stands at another note than it did, but for those to be kept."""
    sent = former.edition.notes if former else {}
    texts = {one.id: one.markdown or {} for one in sent.values()}
    read = {note.id for note in built.lock.notes.values() if note.seed}
    if changed := changed_ids(texts, built.cards, keep_ids, read):
        raise Refused(changed)


def _former(
    project: Project, lock: Lock, history: History, over: Path | None, report: ReleaseReport, progress: Progress
) -> Former | None:
    """The release before this one, made again from git; its packages from `over`, where that is given."""
    last = lock.last_release
    if last is None:
        return None
    report.previous = last.version
    progress(f"making {last.version} again")
    former = _from_git(project, history, last, progress)
    if over:
        tree = Tree(over, project.follow_links)
        packages = {file: tree.read_bytes(over / file, str(over / file), PACKAGE) for file in last.packages}
        former = Former(former.edition if former else edition(over, None), packages)
    if former is None:
        raise DeckwrightError(
            f"no commit of this clone holds the deck as {last.version} released it",
            expected="its history, to import the new packages over the old ones",
            remedy="name the folder of the packages that were published with --over",
        )
    for file, sent in last.packages.items():
        if file in former.packages and _is_as_sent(former.packages[file], file, sent):
            continue
        if over:
            raise DeckwrightError(
                f"is not the package that {last.version} released",
                file=over / file,
                expected="the very packages that learners have",
                remedy="name their folder with --over",
            )
        report.findings.append(_differs(file, last))
    return former


def _is_as_sent(data: bytes, file: str, sent: ReleasedPackage) -> bool:
    return content_digest(read(data, file), sent.content_digest_number) == sent.content_digest


def _from_git(project: Project, history: History, last: LockedRelease, progress: Progress) -> Former | None:
    """A release made again from the commit that wrote it down; None where there is none that holds its notes.

    Who committed cards that they had edited since together with its line has those of the release in the commit before.
    """
    wrote = history.commit_of(last.version)
    if wrote is None:
        return None
    for revision in (wrote.commit, f"{wrote.commit}^"):
        if not git.is_revision(project.root, revision):
            break
        with scratch() as place:
            git.export(project.root, revision, place.folder, wrote.folder)
            put_file(place.folder, locks.FILE, history.text(wrote).encode())
            built = make(load(place.folder), frozen=True, progress=progress)
            if notes_as_released(built.lock, built.decks):
                return Former(of_built(built, last.version), built.packages)
    return None


def _differs(file: str, last: LockedRelease) -> Finding:
    return Finding(
        "warning",
        "other-package",
        f"{file} of {last.version} cannot be made again as it was, other versions of libraries being here; "
        "it was tried as they make it",
        remedy="to try it over the very packages, name their folder with --over",
    )


def _write_down(built: Built, version: str) -> None:
    """Put the release into the lock."""
    project = built.project
    built.lock.releases[version] = LockedRelease(
        version,
        built.stamps.now,
        project.deck,
        project.slug,
        {level.key: level.name for level in project.levels},
        {
            one.file: ReleasedPackage(one.sha256, one.content_digest, one.content_digest_number)
            for one in built.report.packages
        },
        tools(built.number),
        before=" ".join(one.digest for one in locks.heads(built.lock)) or None,
    )


def _check_again(built: Built) -> None:
    """Raise Refused where what git holds, with the new lock, does not give the same packages."""
    with scratch() as place:
        git.export(built.project.root, "HEAD", place.folder)
        place.write("deck.lock", built.lock_text)
        again = make(load(place.folder), frozen=True)
    for file, data in built.packages.items():
        if again.packages.get(file) == data:
            continue
        wrong = difference(read(data, file), read(again.packages[file], file)) if file in again.packages else None
        raise Refused(
            [
                DeckwrightError(
                    f"what git holds does not give {file}: {wrong or 'it is missing'}",
                    expected="all that the deck is made of in git",
                    remedy="see with `git status --ignored` what git leaves out",
                )
            ]
        )


def _changes(built: Built, changed: Difference | None, version: str, by_hand: SinceRelease | None) -> str:
    """The changelog's entry; a first release has nothing before it but a deck that was adopted, to be set right by
    hand."""
    project = built.project
    day = datetime.fromtimestamp(built.stamps.now, UTC).date().isoformat()
    said = phrases(project.language)
    if changed:
        body = as_markdown(changed, project.language, words=False)
    else:
        more = by_hand.told(project.language) if by_hand else ""
        body = said["first"].format(notes=len(built.notes)) + "\n" + (f"\n{more}" if more else "")
    return f"{notes.heading(project, version)}({day})\n\n{body}"


def _finish(built: Built, report: ReleaseReport) -> None:
    project = built.project
    outputs = built.described(report.version, report.changes)
    tree = project.tree
    before = notes.changelog(project) or "# Changelog\n"
    renewed, gone = github.renewed(tree)
    others = {project.root / notes.CHANGELOG: _with_entry(before, report.changes).encode(), **renewed}
    beside = {name: hashlib.sha256(outputs[name]).hexdigest() for name in ("NOTES.md", "SHA256SUMS")}
    built.lock.releases[report.version] = replace(built.lock.releases[report.version], files=beside)
    tag = f"v{report.version}"
    report.commands = [
        f"git add deck.lock {' '.join(project.shown(path) for path in (*others, *gone))}",
        f"git commit -m '{project.slug} {report.version}'",
        f"git tag -a {tag} -m '{project.slug} {report.version}'",
        f"git push origin HEAD {tag}",
    ]
    if not report.dry_run:
        report.written = built.write(outputs, others, "release", gone)


def _with_entry(changelog: str, entry: str) -> str:
    """The changelog with a new entry before the others, but after what is not yet released."""
    entries = re.split(r"^(?=## )", changelog, flags=re.M)
    at = 1
    while at < len(entries) and re.match(r"## \[?unreleased", entries[at], re.I):
        at += 1
    head = "".join(entries[:at]).rstrip("\n")
    rest = "".join(entries[at:])
    return f"{head}\n\n{entry.rstrip()}\n" + (f"\n{rest}" if rest else "")
