// The table of persons: search in any script, filters, sorting, pages. Reads the data of persons-data.js.
"use strict";
(() => {
  const data = globalThis.TIZIM;
  const find = (id) => document.getElementById(id);
  if (!data || !find("register")) return;
  const PAGE = 100;
  const words = data.words;
  const fill = (text, ...values) => values.reduce((out, value) => out.replace("{}", value.toLocaleString("en")), text);
  const lines = (text) => (data.count === 0 ? [] : text.split("\n"));
  const ids = lines(data.ids), names = lines(data.names), others = lines(data.others), keys = lines(data.keys);
  const ages = lines(data.ages), dates = lines(data.dates);
  const sexWord = new Map(words.sex);
  const listsOf = data.on.values.map((text) => (text === "" ? [] : text.split(",").map(Number)));

  // The folding of typed Latin letters: the rules are those of tizim_names::search_fold_ascii, in its order.
  const GROUPS = [
    ["shch", "s"], ["tsch", "c"], ["dsch", "j"], ["sch", "s"], ["tch", "c"], ["dzh", "j"], ["sh", "s"], ["sz", "s"],
    ["ch", "c"], ["cz", "c"], ["ts", "c"], ["tz", "c"], ["zh", "j"], ["dj", "j"], ["kh", "h"], ["gh", "g"], ["ph", "f"],
    ["th", "t"], ["dh", "d"], ["ck", "k"], ["qu", "k"], ["c", "k"], ["q", "k"], ["w", "v"], ["x", "h"],
    ["e", "a"], ["i", "a"], ["o", "a"], ["u", "a"], ["y", "a"],
  ];
  const fold = (typed) => {
    let rest = typed.toLowerCase().replace(/[^a-z]/g, "");
    let out = "", last = " ";
    while (rest) {
      const group = GROUPS.find(([from]) => rest.startsWith(from)) || [rest[0], rest[0]];
      rest = rest.slice(group[0].length);
      if (group[1] !== last && (group[1] !== "a" || out === "")) out += group[1];
      last = group[1];
    }
    return out;
  };
  // Cyrillic as it is usually written in Latin letters, so that it finds names that lists have in Latin only.
  const CYRILLIC = {
    а: "a", ә: "a", б: "b", в: "v", г: "g", ґ: "g", ғ: "g", д: "d", е: "e", ё: "yo", є: "ye", ж: "zh", з: "z", и: "i", і: "i",
    ї: "yi", й: "y", к: "k", қ: "k", л: "l", м: "m", н: "n", ң: "n", о: "o", ө: "o", п: "p", р: "r", с: "s", т: "t", у: "u",
    ұ: "u", ү: "u", ў: "u", ф: "f", х: "kh", һ: "h", ҳ: "h", ц: "ts", ч: "ch", ш: "sh", щ: "shch", ъ: "", ы: "y", ь: "",
    э: "e", ю: "yu", я: "ya", ҷ: "j", ӣ: "i", ӯ: "u",
  };
  const plain = (text) => text.normalize("NFC").toLowerCase();
  const latin = (text) =>
    [...plain(text)].map((c) => CYRILLIC[c] ?? c).join("").normalize("NFKD").replace(/\p{M}/gu, "").replace(/ı/g, "i");

  let raw = null; // made when first needed: the names, other names and places as written
  const rawOf = () => {
    raw ??= names.map((name, i) => plain(`${name} ${others[i]} ${data.places.values[data.places.codes[i]]} ${ids[i]}`));
    return raw;
  };

  const state = { order: [...ids.keys()], sort: null, down: false, page: 0, shown: [], on: null };

  const fits = () => {
    const tests = [];
    const list = find("list").value, sex = find("sex").value;
    if (list !== "") {
      const codes = listsOf.map((lists) => lists.includes(Number(list)));
      tests.push((i) => codes[data.on.codes[i]]);
    }
    if (sex !== "") tests.push((i) => data.sex[i] === sex);
    if (find("disputed").checked) tests.push((i) => data.disputed[i] === "1");
    if (state.on !== null) {
      const code = data.patterns.values.indexOf(state.on);
      tests.push((i) => data.patterns.codes[i] === code);
    }
    for (const word of plain(find("q").value).split(/\s+/).filter(Boolean)) {
      const all = rawOf();
      const form = fold(latin(word)), key = " " + form;
      // a bare vowel folds to almost nothing: then only the letters as typed count
      const useForm = form.length > 1 || (form.length === 1 && form !== "a");
      tests.push((i) => all[i].includes(word) || (useForm && (keys[i].startsWith(form) || keys[i].includes(key))));
    }
    return (i) => tests.every((test) => test(i));
  };

  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const columnOf = {
    name: (i) => names[i],
    sex: (i) => sexWord.get(data.sex[i]),
    age: (i) => ages[i],
    date: (i) => dates[i],
    place: (i) => data.places.values[data.places.codes[i]],
    lists: (i) => listsOf[data.on.codes[i]].length,
  };
  const sortBy = (column) => {
    state.down = state.sort === column ? !state.down : false;
    state.sort = column;
    const of = columnOf[column];
    const values = [...ids.keys()].map(of);
    const sign = state.down ? -1 : 1;
    const compare = (a, b) => {
      const x = values[a], y = values[b];
      // what is not known stands last, up or down
      if (x === "" || y === "") return (x === "") - (y === "") || a - b;
      return sign * (typeof x === "number" ? x - y : collator.compare(x, y)) || a - b;
    };
    state.order = [...ids.keys()].sort(compare);
    for (const button of document.querySelectorAll("[data-sort]")) {
      const on = button.dataset.sort === column;
      button.closest("th").setAttribute("aria-sort", on ? (state.down ? "descending" : "ascending") : "none");
    }
  };

  const cell = (text, tag = "td", isolated = true) => {
    const made = document.createElement(tag);
    const inner = isolated ? document.createElement("bdi") : made;
    inner.textContent = text;
    if (isolated) {
      inner.dir = "auto";
      made.append(inner);
    }
    return made;
  };
  const rowOf = (i) => {
    const row = document.createElement("tr");
    const link = document.createElement("a");
    link.href = `persons/${String(Math.floor(i / data.chunk) + 1).padStart(4, "0")}.html#${ids[i]}`;
    link.append(cell(names[i] || words.no_name, "bdi", false));
    link.firstChild.dir = "auto";
    const name = document.createElement("th");
    name.scope = "row";
    name.append(link);
    if (data.disputed[i] === "1") {
      const mark = cell("≠", "span", false);
      mark.className = "differ";
      mark.title = words.differ;
      mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", words.differ);
      name.append(" ", mark);
    }
    const lists = listsOf[data.on.codes[i]].map((list) => data.lists[list]);
    row.append(
      name, cell(columnOf.sex(i), "td", false), cell(ages[i], "td", false), cell(dates[i], "td", false),
      cell(columnOf.place(i)), cell(lists.join(", ")),
    );
    return row;
  };

  const draw = () => {
    const from = state.page * PAGE;
    find("rows").replaceChildren(...state.shown.slice(from, from + PAGE).map(rowOf));
    const pages = Math.max(1, Math.ceil(state.shown.length / PAGE));
    find("place").textContent = fill(words.page, state.page + 1, pages);
    find("back").disabled = state.page === 0;
    find("forward").disabled = state.page + 1 >= pages;
    const found = state.shown.length === 0 ? words.none : fill(words.found, state.shown.length, data.count);
    find("found").textContent = state.on === null ? found : `${found}, ${words.combination}`;
  };
  const update = () => {
    state.shown = state.order.filter(fits());
    state.page = 0;
    draw();
  };
  const turn = (by) => {
    state.page += by;
    draw();
    find("found").scrollIntoView();
  };

  // Links from the summary: persons.html#list=2, #sex=w, #on=5, #q=name
  const readAddress = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    if (![...asked.keys()].some((key) => ["q", "list", "sex", "on"].includes(key))) return;
    find("q").value = asked.get("q") ?? "";
    find("list").value = asked.get("list") ?? "";
    find("sex").value = asked.get("sex") ?? "";
    state.on = asked.get("on");
  };

  let waiting = 0;
  find("search").addEventListener("submit", (event) => event.preventDefault());
  find("q").addEventListener("input", () => {
    state.on = null;
    clearTimeout(waiting);
    waiting = setTimeout(update, 60);
  });
  for (const id of ["list", "sex", "disputed"]) {
    find(id).addEventListener("change", () => {
      state.on = null;
      update();
    });
  }
  for (const button of document.querySelectorAll("[data-sort]")) {
    button.addEventListener("click", () => {
      sortBy(button.dataset.sort);
      update();
    });
  }
  find("back").addEventListener("click", () => turn(-1));
  find("forward").addEventListener("click", () => turn(1));
  addEventListener("hashchange", () => {
    readAddress();
    update();
  });
  find("register").hidden = false;
  find("browse").hidden = true;
  readAddress();
  update();
})();
