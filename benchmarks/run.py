"""Speed and memory, as ratios against a peer or a floor measured in the same run.

    make bench                 all of them
    python benchmarks/run.py update

Each line says what is compared and the ratio; seconds are only there to show the scale. Figures of one run stand in
benchmarks/README.md.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import genanki
import markdown

from deckwright.cards.update import update
from deckwright.decks.build import build
from deckwright.decks.markdown import Renderer
from deckwright.previews.write import preview
from deckwright.project import load
from deckwright.seeds.read import read_text

ROOT = Path(__file__).parent.parent
SETTINGS = "key: bench-k\ndeck: B\nslug: b\nlevels: [{key: easy, name: Easy}]\ndefault_level: easy\n"


def best(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of some runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def say(what: str, ratio: float, seconds: float, than: float) -> None:
    print(f"{what:<84} {ratio:6.2f}   ({seconds:.3f} s : {than:.3f} s)")


def reading() -> None:
    """Time per byte of a large document against a small one, for each seed's way of writing and for hostile text."""
    units = {path.stem[:3]: path.read_text("utf-8") + "\n" for path in sorted((ROOT / "seeds").iterdir())}
    units |= {"brackets": "[", "stars": "# *a **b\n", "fences": "```\n", "comments": "<!-- \n", "dollars": "$$\n"}
    for name, unit in units.items():
        small, large = (read(unit, size) for size in (250_000, 2_500_000))
        say(f"read {name}: time per character, 2.5 million : 0.25 million", large / small / 10, large, small)


def dialects() -> None:
    """Time per byte of 0.4 MB against 0.05 MB, for every way of writing that the suite has a document of."""
    grow(ways(), 50_000, 400_000)


TYPICAL = (
    "lettered-headings.md", "number-outside-bold.md", "bold-number-inside-para.md", "di-ti.md", "two-dialects.md",
    "mixed-same-level.md", "table.md", "org.org", "asciidoc.adoc", "bare-question-lines.md", "faq.txt", "quiz",
    "html-headings.md", "details-bold-summary-numbers.md", "double-colon.md", "definition-list.md", "a.csv",
    "nested-bullets.md", "dt-dd.md", "tabs-txt.txt", "cn-一、.md",
)  # fmt: skip


def megabytes() -> None:
    """Time per byte of 10 MB against 1 MB, for a document of every family of marks. Twenty minutes."""
    found = ways()
    grow({name: found[name] for name in TYPICAL}, 1_000_000, 10_000_000)


def ways() -> dict[str, str]:
    """The suite's documents, by name."""
    sys.path.insert(0, str(ROOT))
    from tests.seeds import test_dialects, test_ways

    found = {name: text for some in (test_dialects.DIALECTS, test_ways.DIALECTS) for name, (text, _) in some.items()}
    return found | {"quiz": test_ways.QUIZ, "faq.txt": test_ways.FAQ, **test_ways.SEPARATED}


def grow(units: dict[str, str], size: int, larger: int) -> None:
    """Say by how much the time for each byte grows with the size of a document: the five worst, and the middle one."""
    ratios = {}
    for name, unit in units.items():
        small, large = timed(name, unit, size), timed(name, unit, larger)
        ratios[name] = (large / small * size / larger, large, small)
    worst = sorted(ratios, key=lambda name: -ratios[name][0])
    what = f"time per byte, {larger / 1e6:g} MB : {size / 1e6:g} MB"
    for name in worst[:5]:
        say(f"read {name}: {what}", *ratios[name])
    say(f"read {len(ratios)} dialects, the middle one: {what}", *ratios[worst[len(worst) // 2]])


def timed(name: str, unit: str, size: int) -> float:
    """Seconds to read a document of `size` bytes made of one unit; the head of a table stands once."""
    head, _, rows = unit.partition("\n") if name.endswith((".csv", ".tsv")) else ("", "", unit + "\n")
    text = f"{head}\n" * bool(head) + rows * (size // len(rows.encode()) + 1)
    return best(lambda: read_text(text, name=name), 1 if size > 5_000_000 else 3)


def read(unit: str, size: int) -> float:
    text = (unit * (size // len(unit) + 1))[:size]
    return best(lambda: read_text(text), 2)


HOSTILE = (
    "[", "![", "](", "`a``b", "*a ", "**a*b", "_a ", "$1 ", "<b ", "<", "- ", "> ", "> a\nb\n", "\\(", "a\n", "| a ",
    "1.x\n", "&", "{{", "-", "?", "<br>", "</b>", " ", "<b> ", "_ -", "=", "1.", "1.1", "(", "** ", "`", "<summary>",
    "第", "a :: ", "|", "#", "# ", "Q: a A: b ", "##1", "a\n---\n", "a\n~~~~~\n", "一、a\n", "a\n: b\n", "<dt>a",
    "- [x] a\n- [ ] b\n",
    "a\tb\n", "a::b\n", "?\n", "a?\n\n", "Question 1\n", "# FAQ\n", "1.1 a\n", "⭐", "[a](b)",
)  # fmt: skip


def hostile() -> None:
    """Openers that are never closed, and their like: time for eight times the text, in which 8 is in step."""
    renderer = Renderer()
    works = {"read": lambda text: read_text(f"# q?\n{text}x\n# r?\n{text}x\n"), "render": renderer.render}
    for name, work in works.items():
        worst, seconds, unit = max((*grown(work, unit), unit) for unit in HOSTILE)
        what = f"{name} {len(HOSTILE)} hostile texts of up to 16,000 pieces, the worst ({unit!r}) : in step"
        say(what, worst / 8, *seconds)


def grown(work: Callable[[str], object], unit: str) -> tuple[float, tuple[float, float]]:
    small, large = (best(lambda times=times: work(unit * times)) for times in (2_000, 16_000))
    return large / max(small, 0.002), (large, small)


def rendering() -> None:
    """Our normaliser, Python-Markdown and the allow-list together, against Python-Markdown alone."""
    answers = [
        found.note.answer
        for path in sorted((ROOT / "seeds").iterdir())
        for found in read_text(path.read_text("utf-8")).notes
    ]
    texts = [text for text in answers if text] * 5
    plain = markdown.Markdown(extensions=["tables", "fenced_code"])
    renderer = Renderer()
    ours = best(lambda: [renderer.render(text) for text in texts])
    theirs = best(lambda: [plain.reset().convert(text) for text in texts])
    say(f"render {len(texts)} answers of the seeds : Python-Markdown alone", ours / theirs, ours, theirs)


def project(folder: Path, files: int, notes: int) -> Path:
    """A project of many seeds, not yet read."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "deckwright.yaml").write_text(SETTINGS, "utf-8")
    for file in range(files):
        parts = (
            f"# What is the matter of number {file}.{n}?\n\nThe answer to {file}.{n}, at *some* length: $x_{n}$.\n\n"
            for n in range(notes)
        )
        (folder / "seeds" / f"s{file:03}.md").write_text("".join(parts), "utf-8")
    return folder


def updating() -> None:
    """10,000 notes in 100 card files: `update` after one changed seed, against reading everything again."""
    with tempfile.TemporaryDirectory() as name:
        root = project(Path(name), 100, 100)
        update(load(root))
        seed = root / "seeds" / "s050.md"
        text = seed.read_text("utf-8")
        every = best(lambda: update(load(root), reread=True))
        nothing = best(lambda: update(load(root)))
        turns = iter(range(100))

        def one() -> None:
            seed.write_text(text.replace("at *some* length", f"at length {next(turns)}"), "utf-8")
            report = update(load(root))
            assert [item.was_read for item in report.seeds].count(True) == 1

        changed = best(one)
        say("update 10,000 notes, one seed of 100 changed : all seeds read", changed / every, changed, every)
        say("update 10,000 notes, nothing changed : all seeds read", nothing / every, nothing, every)


def rewording() -> None:
    """CPU time of an update after all questions were reworded, for each of 20,000 against each of 2,000."""
    times, told = [], 0
    for number in (2_000, 20_000):
        with tempfile.TemporaryDirectory() as name:
            took, told = reworded(Path(name), number)
            times.append(took)
    small, large = times
    what = "update, all questions reworded: CPU time for a question, of 20,000 : of 2,000"
    say(what, large / small / 10, large, small)
    print(f"{'the same: lines of progress while 20,000 are compared':<84} {told:6}")


def reworded(root: Path, number: int) -> tuple[float, int]:
    """CPU seconds of an update after one word of every question gave way to another and all changed their form.

    And how often it told of its progress in comparing them.
    """
    rng = random.Random(number)
    words = ["".join(rng.choice("abcdefghijklmnoprstuvw") for _ in range(rng.randint(4, 9))) for _ in range(6000)]
    notes = [([rng.choice(words) for _ in range(5)], " ".join(rng.choices(words, k=20))) for _ in range(number)]
    (root / "deckwright.yaml").write_text(SETTINGS, "utf-8")
    (root / "seeds").mkdir()

    def write(asked: str) -> None:
        for first in range(0, number, 500):
            parts = [
                f"## {asked} {' '.join(question)}?\n\n{answer}.\n\n" for question, answer in notes[first : first + 500]
            ]
            (root / "seeds" / f"s{first}.md").write_text("".join(parts), "utf-8")

    write("What is")
    update(load(root))
    for question, _ in notes:
        question[rng.randrange(5)] = rng.choice(words)
    write("How does one make")
    told: list[str] = []
    start = time.process_time()
    report = update(load(root), progress=told.append)
    assert sum(len(seed.changed) for seed in report.seeds) == number
    return time.process_time() - start, sum(what.startswith("comparing") for what in told)


def building() -> None:
    """Building a package of 10,000 notes against genanki alone, and memory against the size of the cards."""
    with tempfile.TemporaryDirectory() as name:
        root = project(Path(name), 100, 100)
        update(load(root))
        build(load(root))
        ours = best(lambda: build(load(root)), 2)
        theirs = best(lambda: plain_genanki(Path(name) / "plain.apkg"), 2)
        say(
            "build 10,000 notes, two packages, rendered and checked : genanki writing 10,000",
            ours / theirs,
            ours,
            theirs,
        )
        tracemalloc.start()
        build(load(root))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        size = sum(path.stat().st_size for path in (root / "cards").iterdir())
        what = "build 10,000 notes: peak memory : bytes in cards/"
        print(f"{what:<84} {peak / size:6.2f}   ({peak >> 20} MB : {size >> 20} MB)")


def plain_genanki(path: Path) -> None:
    model = genanki.Model(
        1 << 30, "m", [{"name": "Q"}, {"name": "A"}], [{"name": "c", "qfmt": "{{Q}}", "afmt": "{{A}}"}]
    )
    deck = genanki.Deck(1 << 31, "d")
    for n in range(10_000):
        deck.add_note(genanki.Note(model, [f"What is the matter of number {n}?", f"The answer to {n}"]))
    genanki.Package(deck).write_to_file(str(path))


def checking() -> None:
    """The rules over 100,000 notes against 10,000, and the memory of the process that does it."""
    figures = []
    for files in (100, 1000):
        with tempfile.TemporaryDirectory() as folder:
            questions(Path(folder), files)
            out = subprocess.run([sys.executable, "-c", CHECK, folder], capture_output=True, text=True, check=True)
            figures.append(json.loads(out.stdout))
    (near, _, few), (far, peak, many) = figures
    say("check: CPU time of the rules for a note, 100,000 : 10,000", far / many / (near / few), far, near)
    print(f"{'check 100,000 notes: peak memory of the process':<84} {peak:6.0f}   MB")


def questions(folder: Path, files: int) -> None:
    """Card files of 100 notes each, about things that have names of two or three words, out of 8,000 words."""
    chance = random.Random(1)
    words = ["".join(chance.choices([chr(0x4E00 + n) for n in range(1500)], k=2 + n % 2)) for n in range(8000)]
    asks = ("什么是{}？", "如何解决{}？", "为什么要用{}？", "请解释{}的原理", "{}有哪些优缺点？")
    (folder / "deckwright.yaml").write_text(SETTINGS, "utf-8")
    (folder / "cards").mkdir()
    for file in range(files):
        notes = []
        for number in range(100):
            about = "".join(chance.choices(words, k=chance.choice((2, 3, 4))))
            answer = "，".join("".join(chance.choices(words, k=6)) for _ in range(12))
            question = chance.choice(asks).format(about)
            notes.append(f"  - question: {question}\n    answer: {answer}。\n    level: easy\n    tags: [t{number}]\n")
        (folder / "cards" / f"f{file:04}.yaml").write_text("format: 1\nnotes:\n" + "".join(notes), "utf-8")


CHECK = """
import json, resource, sys, time
from pathlib import Path
from deckwright.cards import store
from deckwright.cards.lock import Lock
from deckwright.decks.deck import Deck, pictures_of
from deckwright.decks.setting import Settings
from deckwright.checks.rules import RULES
from deckwright.project import load
project = load(Path(sys.argv[1]))
files = store.load_all(project.cards_dir, to_change=False)
deck = Deck(project, files, Lock(project.key), Settings.load(project), pictures_of(project))
for card in deck.live():
    deck.made(card)
start = time.process_time()
for rule in RULES.values():
    for _ in rule.find(deck):
        pass
took = time.process_time() - start
print(json.dumps([took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(deck.cards)]))
"""


def previewing() -> None:
    """The page of 10,000 notes in Chromium: to first paint against an empty page, a search against a bare loop."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("preview: left out, as there is no Chromium here")
        return
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = project(Path(folder) / "p", 100, 100)
        update(load(root))
        took = best(lambda: preview(load(root)), 1)
        packing = best(lambda: build(load(root)), 1)
        say("preview, 10,000 notes rendered to a page : built into packages", took / packing, took, packing)
        (root / "empty.html").write_text("<!doctype html><p>empty", "utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        paints = []
        for path in (root / "build" / "preview" / "index.html", root / "empty.html"):
            page = browser.new_page()
            page.goto(path.as_uri())
            page.wait_for_timeout(2000)
            paints.append(page.evaluate("performance.getEntriesByType('paint')[0].startTime") / 1000)
            if path.name == "index.html":
                search, loop = page.evaluate(SEARCH)
        say("preview: first paint of the page with 10,000 notes : of an empty page", paints[0] / paints[1], *paints)
        say(
            "preview: a search typed, the list shown : a loop over all texts", search / loop, search / 1000, loop / 1000
        )
        browser.close()


def showing() -> None:
    """The pages of 5,000 notes in Chromium: until they are loaded, against laying all of them out at once."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("pages: left out, as there is no Chromium here")
        return
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(ROOT))
    from tests.preview.test_reading import of_5000_notes

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = project(Path(folder) / "p", 50, 100)
        update(load(root))
        made = preview(load(root)).page.parent
        (made / "read.html").write_text(of_5000_notes(), "utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, style in (("all.html", "all.css"), ("read.html", "read.html")):
            lazy = loaded(browser, made / name)
            text = (made / style).read_text("utf-8")
            (made / style).write_text(text.replace("content-visibility: auto", "content-visibility: visible"), "utf-8")
            at_once = loaded(browser, made / name)
            say(f"pages: {name} of 5,000 notes loaded : the same, laid out at once", lazy / at_once, lazy, at_once)
        browser.close()


def loaded(browser: Any, path: Path) -> float:
    """Seconds until a page is loaded and painted, the least of three."""
    found = []
    for _ in range(3):
        page = browser.new_page()
        page.goto(path.as_uri(), timeout=120_000)
        found.append(page.evaluate(PAINTED) / 1000)
        page.close()
    return float(min(found))


PAINTED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"


SEARCH = """async () => {
  const field = document.getElementById("words");
  const start = performance.now();
  field.value = "number 77";
  field.dispatchEvent(new Event("input"));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const shown = performance.now() - start;
  const many = Array.from({ length: 10000 }, (_, at) => `answer number ${at} `.repeat(12));
  const again = performance.now();
  let hits = 0;
  for (const text of many) hits += text.includes("number 77");
  return [shown, Math.max(performance.now() - again, 0.1)];
}"""


def starting() -> None:
    """`deckwright --help` against a Python that does nothing but import click."""
    ours = best(lambda: subprocess.run([sys.executable, "-m", "deckwright", "--help"], capture_output=True), 5)
    floor = best(lambda: subprocess.run([sys.executable, "-c", "import click"], capture_output=True), 5)
    say("deckwright --help : python -c 'import click'", ours / floor, ours, floor)


ALL = {
    "start": starting,
    "read": reading,
    "dialects": dialects,
    "megabytes": megabytes,
    "hostile": hostile,
    "render": rendering,
    "update": updating,
    "reword": rewording,
    "build": building,
    "check": checking,
    "preview": previewing,
    "pages": showing,
}

if __name__ == "__main__":
    for asked in sys.argv[1:] or ALL:
        ALL[asked]()
