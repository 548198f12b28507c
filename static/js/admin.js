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
    starter(input.id, config);
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
