// In a page shown in a frame: tells the page around it how high it is. Nothing else is told.
(() => {
  const main = document.getElementById("main");
  if (window.parent === window || !main) return;
  const tell = () => {
    const height = Math.ceil(main.getBoundingClientRect().bottom + window.scrollY);
    window.parent.postMessage({ btiHeight: height }, "*");
  };
  new ResizeObserver(tell).observe(main);
  window.addEventListener("load", tell);
})();
