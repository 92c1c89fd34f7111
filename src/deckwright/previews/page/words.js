// Words that are searched: found whatever their case and form, and shown where they stand.
"use strict";

const words = (() => {
  const AROUND = 24; // characters shown before and behind a hit

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function folded(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  function marked(text, terms) {
    const lower = folded(text);
    const term = terms.find((one) => lower.includes(one));
    if (!term || lower.length !== text.length) return [text];
    const at = lower.indexOf(term);
    const hit = element("mark", { textContent: text.slice(at, at + term.length) });
    return [text.slice(0, at), hit, text.slice(at + term.length)];
  }

  // Words of an answer around each term that its question has not.
  function hitsElsewhere(question, written, terms) {
    const asked = folded(question);
    const text = folded(written);
    const shown = written.length === text.length ? written : text;
    return terms.filter((term) => !asked.includes(term) && text.includes(term)).map((term) => {
      const at = text.indexOf(term);
      const end = at + term.length;
      const before = `${at > AROUND ? "…" : ""}${shown.slice(Math.max(0, at - AROUND), at)}`;
      const behind = `${shown.slice(end, end + AROUND)}${end + AROUND < shown.length ? "…" : ""}`;
      const hit = element("mark", { textContent: shown.slice(at, end) });
      return element("span", { className: "page-row-hit" }, before, hit, behind);
    });
  }

  // The words that were searched, marked in the card without changing it.
  function markIn(card, terms) {
    if (!window.Highlight) return;
    const hits = [];
    const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    while (terms.length && walker.nextNode()) {
      const node = walker.currentNode;
      const text = folded(node.data);
      if (text.length !== node.data.length) continue;
      for (const term of terms) {
        for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + term.length);
          hits.push(range);
        }
      }
    }
    CSS.highlights.set("page-hits", new Highlight(...hits));
  }

  return { element, folded, marked, hitsElsewhere, markIn };
})();
