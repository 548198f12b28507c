// Completes what is written in a search box, from words fetched once for all: what is typed goes nowhere.
(() => {
  const MOST = 8;
  const plain = (text) =>
    text.toLowerCase().replaceAll("ø", "o").replaceAll("æ", "a").normalize("NFD").replace(/\p{M}/gu, "");

  const begins = (text, typed) =>
    text.startsWith(typed) || text.includes(` ${typed}`) || text.includes(`-${typed}`);

  for (const [number, row] of document.querySelectorAll("[data-bti-complete]").entries()) {
    const input = row.querySelector("input[type=search]");
    const list = document.createElement("ul");
    list.id = `completions-${number}`;
    list.className = "bti-complete";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", document.querySelector(`label[for="${input.id}"]`)?.textContent ?? "");
    list.hidden = true;
    row.append(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    let known = null;
    let at = -1;

    const close = () => {
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const choose = (words) => {
      input.value = words;
      close();
      input.form.requestSubmit();
    };

    const point = (place) => {
      const options = [...list.children];
      at = (place + options.length) % options.length;
      for (const [i, option] of options.entries()) option.setAttribute("aria-selected", String(i === at));
      input.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest" });
    };

    const show = () => {
      const typed = plain(input.value.trim());
      const fitting = typed.length < 2 || !known ? [] : known.filter(([folded]) => begins(folded, typed));
      list.replaceChildren(
        ...fitting.slice(0, MOST).map(([, words], i) => {
          const option = document.createElement("li");
          option.id = `${list.id}-${i}`;
          option.setAttribute("role", "option");
          option.setAttribute("aria-selected", "false");
          option.textContent = words;
          // Before the field loses the focus.
          option.addEventListener("pointerdown", (event) => event.preventDefault());
          option.addEventListener("click", () => choose(words));
          return option;
        }),
      );
      at = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = !list.children.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
    };

    input.addEventListener(
      "focus",
      async () => {
        try {
          const answer = await fetch(row.dataset.btiComplete, { credentials: "omit" });
          if (answer.ok) known = (await answer.json()).words.map((words) => [plain(words), words]);
        } catch {
          // Without the words the box works as any other.
          return;
        }
        show();
      },
      { once: true },
    );
    input.addEventListener("input", show);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (list.hidden) {
        if (event.key === "ArrowDown") show();
        return;
      }
      if (event.key === "ArrowDown") point(at + 1);
      else if (event.key === "ArrowUp") point(at < 0 ? -1 : at - 1);
      else if (event.key === "Enter" && at >= 0) choose(list.children[at].textContent);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
  }
})();
