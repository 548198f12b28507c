// Shows the buttons that print: without script they would do nothing, so they are hidden until now.
for (const button of document.querySelectorAll("[data-bti-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
