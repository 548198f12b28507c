// Folds long lists on a narrow screen. Without script, and on paper, they stand open.
(() => {
  const folds = document.querySelectorAll("[data-bti-fold]");
  const narrow = matchMedia("(max-width: 43.99rem)");
  const settle = () => folds.forEach((fold) => (fold.open = !narrow.matches));

  settle();
  narrow.addEventListener("change", settle);
  addEventListener("beforeprint", () => folds.forEach((fold) => (fold.open = true)));
  addEventListener("afterprint", settle);
})();
