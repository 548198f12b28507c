// For the municipality's main site: lets a frame with our list be as high as what it shows.
// <iframe data-bti-embed src="https://…/embed/nn/tenester/" title="…"></iframe>
// <script src="https://…/static/js/embed.js" defer></script>
// Without this script the frame works too, with a scroll bar.
(() => {
  const TALLEST = 20000;
  const frames = [...document.querySelectorAll("iframe[data-bti-embed]")];
  window.addEventListener("message", (event) => {
    const frame = frames.find((one) => one.contentWindow === event.source);
    if (!frame || event.origin !== new URL(frame.src).origin) return;
    const height = Number(event.data && event.data.btiHeight);
    if (height > 0 && height < TALLEST) frame.style.height = `${Math.ceil(height)}px`;
  });
  for (const frame of frames) {
    const address = new URL(frame.src);
    if (!address.pathname.endsWith("/skript/")) {
      address.pathname += "skript/";
      frame.src = address.href;
    }
  }
})();
