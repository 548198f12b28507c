// A worksheet that is filled in on this screen only. The script sends nothing and keeps nothing: it lets fields grow,
// copies what is written to where print can see all of it, asks about words that look like conclusions, and empties
// the sheet when one asks for it or leaves the page. Without it the fields and the browser's own print still work.
(() => {
  const sheet = document.querySelector("[data-worksheet]");
  if (!sheet) return;

  const part = (name) => sheet.querySelector(`[data-worksheet-${name}]`);
  const isTick = (field) => field.type === "checkbox" || field.type === "radio";
  const isFilled = (field) => (isTick(field) ? field.checked : field.value !== "");
  const fields = () => [...sheet.querySelectorAll("input, textarea")];
  const ARROWS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const LINE_ON_PAPER = 7;
  const PAUSE = 700;
  const MOST_HINTS = 3;

  // --- Growing, and the copy that is printed: a field cuts off what does not fit in it.

  const papers = new WeakMap();

  const makePaper = (field) => {
    const paper = document.createElement("div");
    paper.className = "bti-field__paper";
    paper.setAttribute("aria-hidden", "true");
    paper.style.minBlockSize = `${LINE_ON_PAPER * (field.rows || 1)}mm`;
    field.after(paper);
    papers.set(field, paper);
  };

  const show = (field) => {
    if (isTick(field)) return;
    const isDay = field.type === "date";
    papers.get(field).textContent = isDay ? field.value.split("-").reverse().join(".") : field.value;
    if (field.localName === "textarea") {
      field.style.blockSize = "auto";
      if (field.scrollHeight > field.clientHeight) {
        field.style.blockSize = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
      }
    }
  };

  // --- One of several. Radio buttons belong together by a name, and no field here has one.

  const settle = (group) => {
    const options = [...group.querySelectorAll("input")];
    const first = options.find((option) => option.checked) ?? options[0];
    for (const option of options) option.tabIndex = option === first ? 0 : -1;
  };

  const choose = (group, chosen) => {
    for (const option of group.querySelectorAll("input")) option.checked = option === chosen;
    group.chosen = chosen;
    settle(group);
  };

  const makeGroup = (group) => {
    const options = [...group.querySelectorAll("input")];
    group.setAttribute("role", "radiogroup");
    options.forEach((option, index) => {
      option.type = "radio";
      option.setAttribute("aria-posinset", index + 1);
      option.setAttribute("aria-setsize", options.length);
    });
    group.addEventListener("click", (event) => {
      if (event.target.localName !== "input") return;
      // Pressed once more, a choice is taken back.
      choose(group, group.chosen === event.target ? null : event.target);
    });
    group.addEventListener("keydown", (event) => {
      if (event.key === "Delete" || event.key === "Backspace") choose(group, null);
      const step = ARROWS[event.key];
      const place = options.indexOf(event.target);
      if (!step || place < 0) return;
      event.preventDefault();
      const next = options[(place + step + options.length) % options.length];
      choose(group, next);
      next.focus();
    });
    settle(group);
  };

  // --- Hints: a question about a word, never a hindrance. The words are in conclusions-nn.js and -nb.js.

  const { asks = {}, words = {}, somebody = [] } = window.btiConclusions ?? {};
  const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const asPattern = (phrase) =>
    escape(phrase).replace(/\s+/g, "\\s+").replace(/…/g, `(?:${somebody.map(escape).join("|")})`);
  const patterns = Object.entries(words).map(([kind, phrases]) => {
    const longestFirst = [...phrases].sort((a, b) => b.length - a.length).map(asPattern);
    return [kind, new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join("|")})(?![\\p{L}\\p{N}])`, "giu")];
  });
  // What somebody said is what was heard, whatever the words.
  const QUOTED = /«[^»]*»|"[^"]*"|“[^”]*”|”[^”]*”/g;

  const conclusions = (text) => {
    const own = text.replace(QUOTED, (quote) => " ".repeat(quote.length));
    const hits = patterns.flatMap(([kind, pattern]) =>
      [...own.matchAll(pattern)].map((hit) => ({ kind, word: hit[0].replace(/\s+/g, " "), at: hit.index })),
    );
    hits.sort((a, b) => a.at - b.at || b.word.length - a.word.length);
    const told = new Map();
    let end = -1;
    for (const { kind, word, at } of hits) {
      if (at >= end) {
        end = at + word.length;
        told.set(word.toLowerCase(), asks[kind].replace("{word}", word));
      }
    }
    return [...told.values()].slice(0, MOST_HINTS);
  };

  const hintsOf = (field) => field.parentElement.querySelector("[data-hints]");

  const hint = (field) => {
    const list = hintsOf(field);
    const wanted = conclusions(field.value);
    for (const shown of [...list.children]) {
      if (!wanted.includes(shown.textContent)) shown.remove();
    }
    // Those that stand there stay there, so that a screen reader says only what is new.
    const standing = [...list.children].map((shown) => shown.textContent);
    for (const text of wanted.filter((text) => !standing.includes(text))) {
      const line = document.createElement("p");
      line.className = "bti-hints__hint";
      line.textContent = text;
      list.append(line);
    }
  };

  const waiting = new WeakMap();

  // --- Emptying.

  const prepare = (field) => {
    if (isTick(field)) return;
    makePaper(field);
  };

  const empty = () => {
    for (const field of fields()) {
      clearTimeout(waiting.get(field));
      if (isTick(field)) {
        field.checked = false;
        continue;
      }
      papers.get(field).remove();
      hintsOf(field)?.replaceChildren();
      // A new field in its place: the old one remembers what can be undone.
      const fresh = field.cloneNode(false);
      fresh.value = "";
      fresh.removeAttribute("style");
      field.replaceWith(fresh);
      prepare(fresh);
    }
    for (const group of sheet.querySelectorAll("[data-one]")) choose(group, null);
  };

  const askBeforeEmptying = (isAsked) => {
    part("ask").hidden = !isAsked;
    part("buttons").hidden = isAsked;
    if (isAsked) document.getElementById("sheet-ask").focus();
    else part("clear").focus();
  };

  // --- Leaving by a link with something written: told once, in the page. Closing and the way out are never held up.

  const leave = part("leave");
  let onTheWay = null;

  const stay = () => {
    leave.close();
    onTheWay.focus();
  };

  const mayBeLost = (link) =>
    link.protocol.startsWith("http") &&
    link.target !== "_blank" &&
    link.relList.contains("noreferrer") === false &&
    !/\.(pdf|docx)$/.test(link.pathname) &&
    !(link.hash && link.pathname === location.pathname);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.defaultPrevented);
    if (!link || !isPlain || !mayBeLost(link) || !fields().some(isFilled)) return;
    event.preventDefault();
    onTheWay = link;
    leave.show();
    part("stay").focus();
  });

  part("stay").addEventListener("click", stay);
  leave.addEventListener("keydown", (event) => {
    if (event.key === "Escape") stay();
  });
  part("go").addEventListener("click", () => {
    empty();
    location.assign(onTheWay.href);
  });

  // --- Begin.

  sheet.querySelectorAll("[data-one]").forEach(makeGroup);
  fields().forEach(prepare);
  sheet.addEventListener("input", ({ target }) => {
    show(target);
    if (!hintsOf(target)) return;
    clearTimeout(waiting.get(target));
    waiting.set(target, setTimeout(hint, PAUSE, target));
  });
  part("print").addEventListener("click", () => window.print());
  part("clear").addEventListener("click", () => askBeforeEmptying(true));
  part("no").addEventListener("click", () => askBeforeEmptying(false));
  part("yes").addEventListener("click", () => {
    empty();
    askBeforeEmptying(false);
    part("said").textContent = part("said").dataset.empty;
    document.getElementById("sheet-title").focus();
  });
  part("buttons").hidden = false;
  sheet.dataset.live = "";

  // What a browser brings back by itself is taken away again; what it keeps for the back button is empty.
  if (fields().some(isFilled)) empty();
  window.addEventListener("pagehide", empty);
  window.addEventListener("pageshow", (event) => {
    const [visit] = performance.getEntriesByType("navigation");
    if (event.persisted || (visit && visit.type !== "navigate")) empty();
  });
})();
