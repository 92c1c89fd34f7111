// The page: a list of notes that can be searched and filtered, and one note whose cards can be turned.
// notes.js, search.js and cards-N.js call deckwright.notes, .search and .sides with what they hold.
"use strict";

const deckwright = (() => {
  const { element, folded, marked, hitsElsewhere, markIn } = words;
  const ROWS = 80; // put into the list at a time
  const SELECTS = ["level", "topic", "seed", "status", "credit", "finding"];
  const STATUS = {
    answered: "with an answer",
    unanswered: "without an answer",
    packed: "packed",
    "same-as": "asked elsewhere too",
    skipped: "skipped",
    retired: "retired",
    findings: "with findings",
    conflict: "in conflict",
    doubt: "in doubt",
  };
  const CREDIT = { document: "the document", edited: "the document, edited", editor: "the editors" };
  const $ = (id) => document.getElementById(id);
  let data = null; // what notes.js holds
  let texts = null; // what is searched, a text for each note, without case and compatible forms
  let plain = null; // the same as it is written
  let terms = [];
  let found = []; // indices of the notes that the filters let through
  let rows = 0; // how many of them are in the list
  let current = -1; // index of the note that is shown
  let card = 0;
  let turned = false;
  const sides = new Map(); // number of a file -> its notes
  const waiting = new Map(); // number of a file -> called when it is there

  // Data

  function notes(loaded) {
    data = loaded;
    const packed = data.notes.filter((note) => note.status === "packed").length;
    $("total").textContent = `${data.notes.length} notes, ${packed} packed`;
    fillSelects();
    takeAddress();
    const wanted = indexOfAddress();
    filter();
    if (wanted >= 0 || window.matchMedia("(min-width: 52rem)").matches) show(wanted >= 0 ? wanted : (found[0] ?? -1), wanted >= 0);
  }

  function search(loaded) {
    plain = loaded;
    texts = loaded.map(folded);
    if (terms.length) filter();
  }

  function loadSides(index, then) {
    const number = Math.floor(index / data.perFile);
    const ready = () => then(sides.get(number)[index % data.perFile]);
    if (sides.has(number)) return ready();
    if (!waiting.has(number)) document.head.append(element("script", { src: `cards-${number}.js` }));
    waiting.set(number, ready);
  }

  function takeSides(loaded) {
    sides.set(loaded.number, loaded.notes);
    waiting.get(loaded.number)?.();
    waiting.delete(loaded.number);
  }

  // Filters

  function counted(of) {
    const counts = new Map();
    for (const note of data.notes) {
      for (const key of of(note)) {
        const count = counts.get(key) ?? { packed: 0, open: 0 };
        count[note.status === "packed" ? "packed" : "open"] += 1;
        counts.set(key, count);
      }
    }
    return counts;
  }

  function bySize(counts) {
    const size = ([, count]) => count.packed + count.open;
    return [...counts].sort((a, b) => size(b) - size(a) || (a[0] < b[0] ? -1 : 1));
  }

  function fillSelects() {
    const option = (value, text) => element("option", { value, textContent: text });
    const levels = counted((note) => [note.level]);
    const topics = bySize(counted((note) => note.topics));
    const seeds = [...new Set(data.notes.map((note) => note.seed))].sort();
    $("level").parentElement.hidden = !data.levels.length;
    $("level").append(...data.levels.map((level) => option(level.key, level.name)));
    $("topic").append(...topics.map(([topic]) => option(topic, topic)), option("\u0000", "none"));
    $("seed").append(...seeds.map((seed) => option(seed || "\u0000", seed || "none")));
    const there = new Set(data.notes.map((note) => note.status));
    for (const key of data.notes.flatMap((note) => note.open)) there.add(key);
    const offered = ["answered", "unanswered", "packed", "same-as", "skipped", "retired", "findings", "conflict", "doubt"];
    $("status").append(
      ...offered
        .filter((key) => there.has(key) || key === "answered" || key === "findings")
        .map((key) => option(key, STATUS[key])),
    );
    const credits = new Set(data.notes.map((note) => note.credit));
    $("credit").append(...Object.keys(CREDIT).filter((key) => credits.has(key)).map((key) => option(key, CREDIT[key])));
    const codes = [...new Set(data.notes.flatMap((note) => note.findings))].sort();
    $("finding").append(...codes.map((code) => option(code, code)));
    bars("level", data.levels.map((level) => [level.key, levels.get(level.key) ?? { packed: 0, open: 0 }, level.name]));
    bars("topic", topics.slice(0, 12).map(([topic, count]) => [topic, count, topic]));
  }

  // What a link from another page has chosen: index.html?level=…&topic=…&words=…
  function takeAddress() {
    const asked = new URLSearchParams(location.search);
    for (const id of [...SELECTS, "words"]) if (asked.has(id)) $(id).value = asked.get(id);
  }

  function bars(select, entries) {
    const most = Math.max(1, ...entries.map(([, count]) => count.packed + count.open));
    const part = (name, count) => {
      const made = element("span", { className: name });
      made.style.width = `${(100 * count) / most}%`;
      return made;
    };
    $(`${select}-bars`).replaceChildren(
      ...entries.map(([key, count, name]) => {
        const open = count.open ? ` + ${count.open}` : "";
        const track = element("span", { className: "page-bar-track" });
        track.append(part("page-bar-packed", count.packed), part("page-bar-open", count.open));
        const button = element(
          "button",
          { className: "page-bar", type: "button" },
          element("span", { className: "page-bar-name", textContent: name }),
          track,
          element("span", { className: "page-bar-count", textContent: `${count.packed}${open}` }),
        );
        button.dataset.key = key;
        button.setAttribute("aria-pressed", "false");
        button.setAttribute("aria-label", `${name}: ${count.packed} packed, ${count.open} not packed`);
        button.addEventListener("click", () => {
          $(select).value = $(select).value === key ? "" : key;
          filter();
        });
        return element("li", {}, button);
      }),
    );
  }

  function isOf(note, status) {
    if (status === "answered") return note.status !== "unanswered";
    return status === "findings" ? note.wrong > 0 : note.status === status || note.open.includes(status);
  }

  function matches(note, index, chosen) {
    if (chosen.level && note.level !== chosen.level) return false;
    if (chosen.topic && !(chosen.topic === "\u0000" ? note.topics.length === 0 : note.topics.includes(chosen.topic))) return false;
    if (chosen.seed && note.seed !== (chosen.seed === "\u0000" ? "" : chosen.seed)) return false;
    if (chosen.credit && (note.credit !== chosen.credit || note.status === "unanswered")) return false;
    if (chosen.finding && !note.findings.includes(chosen.finding)) return false;
    if (chosen.status && !isOf(note, chosen.status)) return false;
    const text = texts ? texts[index] : folded(note.question);
    return terms.every((term) => text.includes(term));
  }

  function filter() {
    const chosen = Object.fromEntries(SELECTS.map((id) => [id, $(id).value]));
    terms = folded($("words").value).split(/\s+/).filter(Boolean);
    found = [];
    data.notes.forEach((note, index) => matches(note, index, chosen) && found.push(index));
    for (const id of ["level", "topic"]) {
      for (const bar of $(`${id}-bars`).querySelectorAll("button")) {
        bar.setAttribute("aria-pressed", String(bar.dataset.key === chosen[id]));
      }
    }
    $("found").textContent = found.length === data.notes.length ? "" : `${found.length} of ${data.notes.length} notes`;
    rows = 0;
    $("list").replaceChildren();
    more();
    showPosition();
  }

  // List

  function more() {
    const levels = Object.fromEntries(data.levels.map((level) => [level.key, level.name]));
    const next = found.slice(rows, rows + ROWS);
    rows += next.length;
    $("list").append(...next.map((index) => row(index, levels)));
    if (rows < found.length && $("list").lastChild) end.observe($("list").lastChild);
  }

  const end = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      end.unobserve(entry.target);
      more();
    }
  });

  function row(index, levels) {
    const note = data.notes[index];
    const about = [levels[note.level] ?? note.level, ...note.topics].filter(Boolean);
    if (note.status !== "packed") about.push(STATUS[note.status]);
    about.push(...note.open.map((key) => STATUS[key]));
    if (note.wrong) about.push(note.wrong === 1 ? "1 finding" : `${note.wrong} findings`);
    const link = element(
      "a",
      { className: "page-row", href: `#${encodeURIComponent(note.id)}` },
      element("span", { className: "page-row-question" }, ...marked(note.question, terms)),
      ...hitsElsewhere(note.question, plain?.[index] ?? "", terms),
      element("span", { className: "page-row-about", textContent: about.join(" · ") }),
    );
    link.dataset.index = index;
    if (index === current) link.setAttribute("aria-current", "true");
    return element("li", {}, link);
  }

  // One note

  function indexOfAddress() {
    const id = decodeURIComponent(location.hash.slice(1));
    return id ? data.notes.findIndex((note) => note.id === id) : -1;
  }

  function show(index, open = true) {
    if (index < 0) return;
    $("list").querySelector("[aria-current]")?.removeAttribute("aria-current");
    current = index;
    card = 0;
    turned = false;
    if (open) toNote();
    while (found.indexOf(index) >= rows) more();
    const inList = $("list").querySelector(`[data-index="${index}"]`);
    inList?.setAttribute("aria-current", "true");
    inList?.scrollIntoView({ block: "nearest" });
    showPosition();
    loadSides(index, (loaded) => {
      if (index !== current) return;
      showCards(loaded);
      showSide(loaded);
      showAbout(loaded);
      $("said").textContent = `Note ${$("position").textContent}`;
    });
  }

  function showPosition() {
    const at = found.indexOf(current);
    $("position").textContent = at >= 0 ? `${at + 1} / ${found.length}` : `– / ${found.length}`;
    $("previous").disabled = at <= 0;
    $("next").disabled = at === found.length - 1;
  }

  function showCards(loaded) {
    const buttons = loaded.sides.map((_, number) => {
      const button = element("button", { className: "page-button", type: "button", textContent: `Card ${number + 1}` });
      button.setAttribute("aria-pressed", String(number === card));
      button.addEventListener("click", () => {
        card = number;
        turned = false;
        showCards(loaded);
        showSide(loaded);
      });
      return button;
    });
    $("cards").replaceChildren(...(buttons.length > 1 ? buttons : []));
  }

  function showSide(loaded) {
    const note = data.notes[current];
    const both = loaded.sides[card];
    if (both) $("card").innerHTML = both[turned ? 1 : 0];
    else $("card").textContent = note.question;
    for (const wide of $("card").querySelectorAll("pre, table, math, .question, .answer, .text, .extra")) {
      if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0; // so that it can be scrolled by keyboard
    }
    $("flip").disabled = !both;
    $("flip").textContent = turned ? "Show question" : "Show answer";
    if (turned) $("card").querySelector("#answer")?.scrollIntoView({ block: "nearest" });
    else $("main").scrollTop = 0;
    markIn($("card"), terms);
  }

  function showAbout(loaded) {
    const note = data.notes[current];
    const answer = note.status === "unanswered" ? "" : `answer by ${CREDIT[note.credit]}`;
    const said = [note.kind === "qa" ? "" : note.kind, STATUS[note.status], answer, note.seed && `seed ${note.seed}`].filter(Boolean);
    const link = element("a", { href: `#${encodeURIComponent(note.id)}`, textContent: note.id });
    const list = (some) => {
      const item = (one) =>
        element("li", { className: `page-${one.severity}`, textContent: `${one.place}: ${one.message} [${one.code}]` });
      return element("ul", { className: "page-findings" }, ...some.map(item));
    };
    const wrong = loaded.findings.filter((one) => one.severity !== "info");
    const quiet = loaded.findings.filter((one) => one.severity === "info");
    const details = element("details", { open: quiet.some((one) => one.code === $("finding").value) });
    details.append(element("summary", { textContent: `${quiet.length} for information` }), list(quiet));
    $("about").replaceChildren(
      element("p", {}, element("code", { textContent: note.place }), " · ", link, ` · ${said.join(" · ")}`),
      ...(wrong.length ? [list(wrong)] : []),
      ...(quiet.length ? [details] : []),
    );
  }

  function step(by) {
    const at = found.indexOf(current);
    const next = found[at < 0 ? 0 : at + by];
    if (next === undefined) return;
    location.hash = encodeURIComponent(data.notes[next].id);
  }

  function flip() {
    if (current < 0) return;
    turned = !turned;
    loadSides(current, (loaded) => {
      showSide(loaded);
      $("said").textContent = turned ? "The answer is shown." : "The question is shown.";
    });
  }

  // Controls

  const narrow = window.matchMedia("(max-width: 52rem)");

  // On a phone the list gives way to the note: focus goes along, so that no key and no reader starts from the top.
  function toNote() {
    const listed = document.body.dataset.view === "list";
    document.body.dataset.view = "note";
    if (narrow.matches && listed) $("main").focus();
  }

  function toList() {
    document.body.dataset.view = "list";
    $("words").blur();
    ($("list").querySelector("[aria-current]") ?? $("list").querySelector("a"))?.focus();
  }

  // From the search one key leads to the first hit, and arrows from hit to hit.
  function inSearch(event) {
    const first = $("list").querySelector("a");
    if (!first || event.isComposing) return;
    if (event.key === "Enter") first.click();
    else if (event.key === "ArrowDown") first.focus();
    else return;
    event.preventDefault();
  }

  function inList(event) {
    const item = event.target.closest("li");
    if (!item || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    if (event.key === "ArrowDown") item.nextElementSibling?.firstChild.focus();
    else (item.previousElementSibling?.firstChild ?? $("words")).focus();
  }

  function key(event) {
    const typing = /^(input|select|textarea)$/i.test(event.target.tagName);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") toList();
    else if (typing || event.target.tagName === "AUDIO") return; // which has keys of its own
    else if (event.key === " " && !/^(button|summary)$/i.test(event.target.tagName)) flip();
    else if (event.key === "ArrowRight") step(1);
    else if (event.key === "ArrowLeft") step(-1);
    else if (event.key === "/") {
      document.body.dataset.view = "list";
      $("words").focus();
    } else return;
    event.preventDefault();
  }

  if (narrow.matches) $("chart").open = false;
  $("words").addEventListener("keydown", inSearch);
  $("list").addEventListener("keydown", inList);
  $("words").addEventListener("input", filter);
  for (const id of SELECTS) $(id).addEventListener("change", filter);
  $("previous").addEventListener("click", () => step(-1));
  $("next").addEventListener("click", () => step(1));
  $("flip").addEventListener("click", flip);
  $("back").addEventListener("click", toList);
  $("list").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && Number(link.dataset.index) === current) toNote();
  });
  window.addEventListener("hashchange", () => show(indexOfAddress()));
  document.addEventListener("keydown", key);

  return { notes, search, sides: takeSides };
})();
