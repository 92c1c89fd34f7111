// Dark or light, as the person chose or the system says; on paper always light.
"use strict";

(() => {
  const root = document.documentElement;
  const button = document.getElementById("theme");
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const paper = window.matchMedia("print");
  let chosen = null; // "dark", "light", or null: as the system

  try {
    chosen = localStorage.getItem("deckwright-theme");
  } catch {
    /* some browsers give pages from a file no storage */
  }

  function show() {
    const dark = chosen ? chosen === "dark" : system.matches;
    for (const name of ["page-dark", "nightMode"]) root.classList.toggle(name, dark && !paper.matches);
    button.setAttribute("aria-pressed", String(dark));
  }

  button.addEventListener("click", () => {
    chosen = root.classList.contains("page-dark") ? "light" : "dark";
    try {
      localStorage.setItem("deckwright-theme", chosen);
    } catch {
      /* then it is forgotten */
    }
    show();
  });
  system.addEventListener("change", show);
  paper.addEventListener("change", show);
  button.hidden = false; // without this script it does nothing
  show();
})();
