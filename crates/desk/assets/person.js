// A person's records: keys to go through them, and rows that are dragged onto whoever they belong to. Without this script
// the boxes and the field below do the same.
"use strict";
(() => {
  const form = document.getElementById("move");
  if (!form) return;
  const rows = [...document.querySelectorAll("tr[data-pick]")];
  const box = (row) => row.querySelector("input[type=checkbox]");
  const send = (to) => {
    form.elements.to.value = to;
    form.requestSubmit();
  };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest?.("input[type=text], textarea, select")) return;
    const at = rows.indexOf(document.activeElement?.closest("tr[data-pick]"));
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      const next = rows[Math.min(rows.length - 1, Math.max(0, at + (key === "j" ? 1 : -1)))];
      event.preventDefault();
      box(next)?.focus();
    } else if (key === "x" && at >= 0) {
      event.preventDefault();
      box(rows[at]).checked = !box(rows[at]).checked;
    } else if (key === "c" && rows.some((row) => box(row).checked)) {
      event.preventDefault();
      send("");
    }
  });

  for (const row of rows) {
    row.draggable = true;
    row.addEventListener("dragstart", (event) => {
      event.dataTransfer.setData("text/plain", row.dataset.pick);
      event.dataTransfer.effectAllowed = "move";
      document.body.classList.add("dragging");
    });
    row.addEventListener("dragend", () => document.body.classList.remove("dragging"));
  }
  for (const target of document.querySelectorAll("[data-drop]")) {
    target.addEventListener("dragover", (event) => {
      event.preventDefault();
      target.classList.add("over");
    });
    target.addEventListener("dragleave", () => target.classList.remove("over"));
    target.addEventListener("drop", (event) => {
      event.preventDefault();
      const row = rows.find((one) => one.dataset.pick === event.dataTransfer.getData("text/plain"));
      if (!row) return;
      // a row that is ticked takes the other ticked ones along
      if (!box(row).checked) for (const other of rows) box(other).checked = other === row;
      send(target.dataset.drop);
    });
  }
})();
