// Starts the admin's date pickers and choosers. Wagtail starts them with inline script, which the
// portal's content security policy does not let run.
(() => {
  const PICKERS = {
    date: "initDateChooser",
    datetime: "initDateTimeChooser",
    time: "initTimeChooser",
  };
  // What Wagtail writes after a chooser: new SnippetChooser("id_provider", {…});
  const CHOOSER = /^new (\w+Chooser)\((.*)\);$/s;

  const startPicker = (marker) => {
    const starter = window[PICKERS[marker.dataset.btiPicker]];
    const input = document.getElementById(marker.dataset.for);
    if (!starter || !input) return;
    const config = JSON.parse(marker.dataset.config);
    marker.remove();
    // What it does not understand, the picker would change to now without a word; the server says so.
    starter(input.id, { ...config, validateOnBlur: false });
  };

  const startChooser = (script) => {
    const [, name, list] = CHOOSER.exec(script.textContent.trim()) ?? [];
    if (!name || typeof window[name] !== "function") return;
    script.remove();
    new window[name](...JSON.parse(`[${list}]`));
  };

  const startAll = (root) => {
    root.querySelectorAll("[data-bti-picker]").forEach(startPicker);
    root.querySelectorAll("script:not([src]):not([type])").forEach(startChooser);
  };

  document.addEventListener("DOMContentLoaded", () => {
    startAll(document);
    new MutationObserver((changes) => {
      for (const change of changes) {
        for (const node of change.addedNodes) {
          if (node instanceof Element) startAll(node.parentElement ?? document);
        }
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
})();

// Follows a link from preflight to the field or block it is about. Wagtail follows such an address
// only when the page is loaded, and then begins to scroll before the editor has found its size.
(() => {
  const fieldInAddress = () => {
    const path = new URLSearchParams(location.hash.split(":w:")[1]).get("contentpath");
    const parts = path?.split(".").filter(Boolean) ?? [];
    return parts.length
      ? document.querySelector(parts.map((part) => `[data-contentpath="${part}"]`).join(" "))
      : null;
  };

  const goThere = () => {
    const field = fieldInAddress();
    field?.scrollIntoView({ behavior: "instant", block: "center" });
    field?.querySelector("input:not([type=hidden]), textarea, select, [contenteditable], button")?.focus();
  };

  addEventListener("load", () => setTimeout(goThere, 1000));
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href*=":w:contentpath="]');
    if (link?.pathname === location.pathname) setTimeout(goThere);
  });
})();

// Shows the site with unsaved settings. The buttons work without this; with it, the frame follows
// the form, and the editor is still warned about leaving with unsaved changes.
(() => {
  const PATIENCE = 700;

  const start = (panel) => {
    const editor = panel.closest("form");
    const buttons = [...panel.querySelectorAll("button[formaction]")];
    if (!editor || !buttons.length) return;
    let timer;

    const show = (button) => {
      const sent = document.createElement("form");
      sent.method = "post";
      sent.action = button.formAction;
      sent.target = button.formTarget;
      sent.hidden = true;
      for (const [name, value] of new FormData(editor)) {
        if (typeof value !== "string") continue;
        const field = document.createElement("textarea");
        field.name = name;
        field.value = value;
        sent.append(field);
      }
      document.body.append(sent);
      sent.submit();
      sent.remove();
    };

    for (const button of buttons) {
      // So that Enter in a field saves.
      button.type = "button";
      button.addEventListener("click", () => show(button));
    }
    const follow = () => {
      clearTimeout(timer);
      timer = setTimeout(() => show(buttons[0]), PATIENCE);
    };
    editor.addEventListener("input", follow);
    editor.addEventListener("change", follow);
    new IntersectionObserver((seen, observer) => {
      if (!seen.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      show(buttons[0]);
    }).observe(panel);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-look-preview]").forEach(start);
  });
})();
