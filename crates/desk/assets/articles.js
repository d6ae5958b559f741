// Keys and selected words for the page of an article. Without this script every form works by itself.
"use strict";
(() => {
  const text = () => document.querySelector("article.text");
  if (!text()) return;
  let chosen = null; // the words that were selected last, and the place of their paragraph

  // the words alone: the numbers of the marks stand between them
  const wordsOf = (range) => {
    const copy = range.cloneContents();
    for (const mark of copy.querySelectorAll("a.ref")) mark.remove();
    return copy.textContent.trim();
  };

  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!text()?.contains(range.commonAncestorContainer)) return;
    const start = range.startContainer;
    const paragraph = (start.nodeType === 1 ? start : start.parentElement).closest(".paragraph");
    chosen = { words: wordsOf(range), at: paragraph?.dataset.at ?? "" };
    for (const button of document.querySelectorAll("button.take")) button.hidden = !chosen.words;
  });

  const take = (form, name) => {
    if (!chosen?.words) return;
    const field = form.elements[name];
    const isList = name === "victims" || name === "actors";
    field.value = isList && field.value.trim() ? `${field.value.trim()}; ${chosen.words}` : chosen.words;
    if (name === "quote") form.elements.near.value = chosen.at;
    field.focus();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button.take");
    if (button) take(button.form, button.dataset.take);
  });

  const claims = () => [...document.querySelectorAll("ol.claims > li")];
  const open = () => claims().filter((claim) => claim.dataset.open !== undefined);
  const current = () => document.activeElement?.closest?.("ol.claims > li");

  const go = (claim) => {
    if (!claim) return;
    claim.focus();
    claim.scrollIntoView({ block: "nearest" });
    document.getElementById(claim.id.replace("claim-", "at-"))?.scrollIntoView({ block: "nearest" });
  };

  const step = (by) => {
    const all = claims();
    const at = all.indexOf(current());
    go(at < 0 ? (open()[0] ?? all[0]) : all[Math.min(Math.max(at + by, 0), all.length - 1)]);
  };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select");
    if (typing) {
      if (event.key === "Escape") typing.blur();
      return;
    }
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
    else if (key === "m") document.getElementById("read")?.form.requestSubmit();
    else if (key === "n") {
      const add = document.getElementById("add");
      if (!add) return;
      add.open = true;
      if (chosen?.words) take(add.querySelector("form"), "quote");
      else add.querySelector("textarea").focus();
    } else if (key === "z") document.querySelector("div.done form")?.requestSubmit();
    else if (key === "a" || key === "x" || key === "e") {
      const claim = current() ?? open()[0];
      if (!claim) return;
      if (key === "e") {
        const correct = claim.querySelector("details.correct");
        if (!correct) return;
        correct.open = true;
        correct.querySelector("textarea").focus();
      } else {
        const button = claim.querySelector(`button[data-key="${key}"]`);
        button?.form.requestSubmit(button);
      }
    } else return;
    event.preventDefault();
  });

  // after a decision the page comes again with the next claim named
  if (location.hash.startsWith("#claim-")) go(document.querySelector(location.hash));
})();
