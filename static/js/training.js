// The training walk: one scene at a time, and which cases are finished. What is remembered is a list
// of cases in this browser, written only when the reader asks for it; nothing is ever sent.
const KEY = "bti-training";

const read = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return new Set(Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : []);
  } catch {
    return new Set();
  }
};

// False when the browser refuses to remember anything.
const write = (finished) => {
  try {
    if (finished.size) localStorage.setItem(KEY, JSON.stringify([...finished]));
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
};

const walk = (root) => {
  const scenes = [...root.querySelectorAll("[data-scene]")];
  const how = root.querySelector(".bti-scenes__how");
  const nexts = [...root.querySelectorAll(".bti-scene__next")];
  const show = (scene) => scene.classList.remove("bti-scene--later");
  const showAll = () => {
    scenes.forEach(show);
    for (const part of [how, ...nexts]) part.hidden = true;
  };
  if (scenes.length < 3) return;
  scenes.slice(1).forEach((scene) => scene.classList.add("bti-scene--later"));
  for (const part of [how, ...nexts]) part.hidden = false;
  how.addEventListener("click", () => {
    showAll();
    scenes[0].querySelector("h2").focus();
  });
  nexts.forEach((next, index) => {
    next.addEventListener("click", () => {
      next.hidden = true;
      show(scenes[index + 1]);
      if (index + 1 === nexts.length) showAll();
      scenes[index + 1].querySelector("h2").focus();
    });
  });
};

const finish = (root) => {
  const id = root.dataset.trainingCase;
  const section = root.querySelector("[data-finish]");
  if (!section || !write(read())) return;
  const [mark, unmark, done] = ["mark", "unmark", "done"].map((name) =>
    section.querySelector(`[data-${name}]`),
  );
  const draw = () => {
    const isDone = read().has(id);
    mark.hidden = isDone;
    unmark.hidden = !isDone;
    done.hidden = !isDone;
  };
  mark.addEventListener("click", () => {
    write(read().add(id));
    draw();
    unmark.focus();
  });
  unmark.addEventListener("click", () => {
    const finished = read();
    finished.delete(id);
    write(finished);
    draw();
    mark.focus();
  });
  section.hidden = false;
  draw();
};

const overview = (root) => {
  const progress = root.querySelector("[data-progress]");
  if (!progress) return;
  const cases = [...root.querySelectorAll("[data-case]")];
  const draw = () => {
    const finished = read();
    const known = new Set(cases.map((it) => it.dataset.case).filter((id) => finished.has(id)));
    for (const it of cases) {
      it.toggleAttribute("data-finished", known.has(it.dataset.case));
      it.querySelector("[data-done]").hidden = !known.has(it.dataset.case);
    }
    progress.querySelector("[data-number]").textContent = known.size;
    progress.hidden = finished.size === 0;
  };
  root.querySelector("[data-forget]").addEventListener("click", () => {
    write(new Set());
    draw();
    root.querySelector("[data-forgotten]").hidden = false;
    root.querySelector("#cases").focus();
  });
  addEventListener("pageshow", draw);
  draw();
};

const sheet = (root) => {
  const field = root.querySelector("[data-name-field]");
  if (!field) return;
  const input = field.querySelector("input");
  const name = root.querySelector("[data-name]");
  const button = root.querySelector("[data-print-sheet]");
  const clear = () => {
    input.value = "";
    name.textContent = "";
  };
  input.addEventListener("input", () => {
    name.textContent = input.value;
  });
  button.addEventListener("click", () => {
    root.dataset.printing = "sheet";
    window.print();
  });
  addEventListener("afterprint", () => delete root.dataset.printing);
  addEventListener("pagehide", clear);
  clear();
  const today = new Date();
  const parts = [today.getDate(), today.getMonth() + 1, today.getFullYear()];
  root.querySelector("[data-date]").textContent = parts.join(".");
  field.hidden = false;
  button.hidden = false;
};

for (const root of document.querySelectorAll("[data-training-case]")) {
  walk(root);
  finish(root);
}
for (const root of document.querySelectorAll("[data-training]")) {
  overview(root);
  sheet(root);
}
