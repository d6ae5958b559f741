// Keys for the page of pairs, and the next pair fetched ahead. Without this script every page works by its forms.
"use strict";
(() => {
  const KEYS_OFF = "tizim-keys-off";
  let ahead = null; // the next pair: a promise of a parsed page
  let sending = Promise.resolve(); // decisions are sent one after the other, in the order in which they were made
  let isAsked = false; // whether the pair that is shown was decided already: the next one is on its way
  let written = null; // what the last decision became in the ledger, with the form that takes it back

  const root = () => document.querySelector("div.pairs");
  const decide = () => document.getElementById("decide");
  const parse = async (response) => new DOMParser().parseFromString(await response.text(), "text/html");

  const fetchAhead = () => {
    const next = root()?.dataset.next;
    // after the decision before it has arrived, or the server would offer the same pair again
    ahead = next
      ? sending
          .then(() => fetch(next, { credentials: "same-origin" }))
          .then((response) => (response.ok ? parse(response) : null))
          .catch(() => null)
      : null;
  };

  const say = (page, text) => {
    // what went wrong is shown above whatever pair is open now, with the server's own words
    const box = document.createElement("div");
    box.className = "alert";
    box.setAttribute("role", "alert");
    const main = page?.getElementById("main");
    if (main) box.append(...document.importNode(main, true).childNodes);
    else box.textContent = text;
    for (const heading of box.querySelectorAll("h1")) {
      const made = document.createElement("h2");
      made.append(...heading.childNodes);
      heading.replaceWith(made);
    }
    root()?.prepend(box);
    box.tabIndex = -1;
    box.focus();
  };

  const show = (page) => {
    const main = page.getElementById("main");
    if (!main) return false;
    document.getElementById("main").replaceWith(document.importNode(main, true));
    isAsked = false;
    document.title = page.title;
    scrollTo(0, 0);
    ready();
    tell();
    document.querySelector("#main h1")?.setAttribute("tabindex", "-1");
    document.querySelector("#main h1")?.focus({ preventScroll: true });
    return true;
  };

  const tell = () => {
    if (!written) return;
    for (const old of document.querySelectorAll("div.done[role=status]")) old.remove();
    const lead = root()?.querySelector(".lead") ?? root()?.firstElementChild;
    lead?.after(document.importNode(written, true));
  };

  // Sends a form and shows the next pair at once; what the server answers is looked at when it comes.
  const send = (form, button) => {
    const data = new FormData(form);
    data.set("verdict", button.value);
    const body = new URLSearchParams(data);
    const isSkip = button.value === "skip";
    const sent = sending.then(() =>
      fetch(button.formAction, { method: "POST", body, credentials: "same-origin", keepalive: true }),
    );
    sending = sent.then(
      async (response) => {
        const page = await parse(response);
        if (!response.ok) return say(page);
        written = isSkip ? written : page.querySelector("div.done[role=status]");
        return tell();
      },
      () => say(null, root()?.dataset.unreachable ?? ""),
    );
    const next = ahead;
    ahead = null;
    if (next === null) {
      sent.then(() => location.assign(data.get("back")));
      return;
    }
    next.then((page) => {
      if (!page || !show(page)) sent.then(() => location.assign(data.get("back")));
    });
  };

  const takeBack = () => {
    const form = document.querySelector("div.done form");
    if (form) form.requestSubmit();
  };

  const keysAreOff = () => {
    try {
      return localStorage.getItem(KEYS_OFF) === "1";
    } catch {
      return false;
    }
  };

  const ready = () => {
    const form = decide();
    if (!form) return;
    const box = document.getElementById("keys");
    if (box) {
      box.checked = !keysAreOff();
      box.addEventListener("change", () => {
        try {
          localStorage.setItem(KEYS_OFF, box.checked ? "0" : "1");
        } catch {
          // a browser that keeps nothing: the box holds for this page
        }
      });
    }
    if (!root().dataset.next) return;
    form.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (!button?.name) return;
      event.preventDefault();
      // a second key on the same pair would be an answer to a pair that nobody has seen yet
      if (isAsked) return;
      isAsked = true;
      send(form, button);
    });
    fetchAhead();
  };

  addEventListener("keydown", (event) => {
    const form = decide();
    const box = document.getElementById("keys");
    if (!form || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const typing = event.target.closest?.("input[type=text], input[type=search], textarea, select");
    if (typing) {
      if (event.key === "Escape") typing.blur();
      return;
    }
    if (box && !box.checked) return;
    const key = event.key.toLowerCase();
    if (key === "z") {
      event.preventDefault();
      sending.then(takeBack);
    } else if (key === "r") {
      event.preventDefault();
      form.querySelector("[name=reason]")?.focus();
    } else {
      const button = form.querySelector(`button[data-key="${CSS.escape(key)}"]`);
      if (!button) return;
      event.preventDefault();
      form.requestSubmit(button);
    }
  });

  // Live pages: when somebody has judged, the page is shown as it is now; where the reader is at work in it, only offered.
  const isAtWork = () => {
    const main = document.getElementById("main");
    const inside = document.activeElement && document.activeElement !== main && main.contains(document.activeElement);
    const typed = [...main.querySelectorAll("input:not([type=hidden]), textarea")].some((one) =>
      one.type === "checkbox" ? one.checked !== one.defaultChecked : one.value !== one.defaultValue,
    );
    const isDragging = document.body.classList.contains("dragging");
    return inside || typed || isDragging || getSelection()?.toString() !== "";
  };

  const offer = (main) => {
    if (main.querySelector(".newer")) return;
    const line = document.createElement("p");
    line.className = "done newer";
    line.setAttribute("role", "status");
    const link = document.createElement("a");
    link.href = location.href;
    link.textContent = main.dataset.newer;
    line.append(link);
    main.prepend(line);
  };

  const stayLive = async () => {
    for (;;) {
      const main = document.getElementById("main");
      if (!main?.dataset.live) return;
      const response = await fetch(`/live?since=${main.dataset.live}`, { credentials: "same-origin" });
      if (!response.ok || response.redirected) return;
      if (response.status === 204) continue;
      if (isAtWork()) return offer(main);
      const again = await fetch(location.href, { credentials: "same-origin", headers: { "x-renew": "1" } });
      if (!again.ok) return offer(main);
      const next = (await parse(again)).getElementById("main");
      if (!next || isAtWork()) return offer(main);
      const place = scrollY;
      main.replaceWith(document.importNode(next, true));
      scrollTo(0, place);
      // what a script of the page put on the old content is to be put on the new
      dispatchEvent(new Event("renewed"));
    }
  };
  // a desk that is gone needs no news
  stayLive().catch(() => {});

  document.querySelector("form.language select")?.addEventListener("change", (event) => event.target.form.requestSubmit());
  ready();
})();
