// Starts the admin's date and time pickers. Wagtail starts them with inline script, which the
// portal's content security policy does not allow.
(() => {
  const starters = {
    date: "initDateChooser",
    datetime: "initDateTimeChooser",
    time: "initTimeChooser",
  };

  const start = (marker) => {
    const starter = window[starters[marker.dataset.btiPicker]];
    const input = document.getElementById(marker.dataset.for);
    if (!starter || !input) return;
    const config = JSON.parse(marker.dataset.config);
    marker.remove();
    starter(input.id, config);
  };

  const startAll = (root) => root.querySelectorAll("[data-bti-picker]").forEach(start);

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
