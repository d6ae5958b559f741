// A person's records: keys to go through them, and rows that are dragged onto whoever they belong to. Without this script
// the boxes and the field below do the same.
"use strict";
(() => {
  const form = () => document.getElementById("move");
  const rows = () => [...document.querySelectorAll("tr[data-pick]")];
  const box = (row) => row.querySelector("input[type=checkbox]");
  const send = (to) => {
    form().elements.to.value = to;
    form().requestSubmit();
  };

  addEventListener("keydown", (event) => {
    if (!form() || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest?.("input[type=text], textarea, select")) return;
    const all = rows();
    const at = all.indexOf(document.activeElement?.closest("tr[data-pick]"));
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      const next = all[Math.min(all.length - 1, Math.max(0, at + (key === "j" ? 1 : -1)))];
      event.preventDefault();
      box(next)?.focus();
    } else if (key === "x" && at >= 0) {
      event.preventDefault();
      box(all[at]).checked = !box(all[at]).checked;
    } else if (key === "c" && all.some((row) => box(row).checked)) {
      event.preventDefault();
      send("");
    }
  });

  document.addEventListener("dragstart", (event) => {
    const row = event.target.closest?.("tr[data-pick]");
    if (!row) return;
    event.dataTransfer.setData("text/plain", row.dataset.pick);
    event.dataTransfer.effectAllowed = "move";
    document.body.classList.add("dragging");
  });
  document.addEventListener("dragend", () => document.body.classList.remove("dragging"));

  const target = (event) => event.target.closest?.("[data-drop]");
  document.addEventListener("dragover", (event) => {
    if (!target(event)) return;
    event.preventDefault();
    target(event).classList.add("over");
  });
  document.addEventListener("dragleave", (event) => target(event)?.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    const place = target(event);
    if (!place) return;
    event.preventDefault();
    const all = rows();
    const row = all.find((one) => one.dataset.pick === event.dataTransfer.getData("text/plain"));
    if (!row) return;
    // a row that is ticked takes the other ticked ones along
    if (!box(row).checked) for (const other of all) box(other).checked = other === row;
    send(place.dataset.drop);
  });

  // the page may come anew when somebody has judged
  const ready = () => {
    for (const row of rows()) row.draggable = true;
  };
  addEventListener("renewed", ready);
  ready();
})();
