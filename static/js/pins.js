// What a reader puts aside of the catalogue. It is kept by this tab alone (sessionStorage) and never sent: the list is
// drawn from what stood on the page when it was put aside. Without script, or where nothing can be kept, there are no
// buttons.
(() => {
  const KEY = "bti-pins";
  const MOST = 50;
  const FACTS = ["key", "name", "language", "address", "phone", "dial", "place"];
  const LONGEST = 400;

  const page = document.querySelector("[data-bti-pins]");
  const said = document.querySelector("[data-bti-pins-said]");

  const isPin = (pin) =>
    FACTS.every((name) => typeof pin?.[name] === "string" && pin[name].length <= LONGEST) &&
    /^\d+$/.test(pin.key) &&
    /^\/(?!\/)[^\s\\]*$/.test(pin.address) &&
    /^\+?\d*$/.test(pin.dial);

  const read = () => {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
      return Array.isArray(kept) ? kept.filter(isPin).slice(0, MOST) : [];
    } catch {
      return [];
    }
  };

  const write = (pins) => {
    try {
      if (pins.length) sessionStorage.setItem(KEY, JSON.stringify(pins));
      else sessionStorage.removeItem(KEY);
      return true;
    } catch {
      return false;
    }
  };

  const canKeep = () => {
    try {
      sessionStorage.setItem(`${KEY}-try`, "1");
      sessionStorage.removeItem(`${KEY}-try`);
      return true;
    } catch {
      return false;
    }
  };

  const say = (what) => {
    if (said) said.textContent = said.dataset[what] ?? "";
  };

  const without = (key) => read().filter((pin) => pin.key !== key);

  // --- The buttons in the catalogue.

  const buttons = [...document.querySelectorAll("[data-bti-pin]")];
  const link = document.querySelector("[data-bti-pins-link]");

  const showButtons = () => {
    const pins = read();
    for (const button of buttons) {
      const isKept = pins.some((pin) => pin.key === button.dataset.btiPin);
      button.querySelector("[data-bti-pin-off]").hidden = isKept;
      button.querySelector("[data-bti-pin-on]").hidden = !isKept;
      button.classList.toggle("bti-pin--kept", isKept);
      button.nextElementSibling.hidden = !isKept;
      button.hidden = false;
    }
    if (link) {
      link.hidden = !pins.length;
      link.querySelector("[data-bti-pins-number]").textContent = pins.length;
    }
  };

  const press = (button) => {
    const { btiPin: key, name, language, address, phone, dial, place } = button.dataset;
    const others = without(key);
    const isKept = others.length < read().length;
    if (!isKept && others.length >= MOST) return say("full");
    const short = (text) => text.slice(0, LONGEST);
    const pin = { key, name: short(name), language, address, phone: short(phone), dial, place: short(place) };
    if (write(isKept ? others : [...others, pin])) say(isKept ? "taken" : "kept");
    showButtons();
  };

  for (const button of buttons) button.addEventListener("click", () => press(button));

  // --- The list itself.

  const part = (name) => page.querySelector(`[data-bti-pins-${name}]`);

  const rowOf = (pin) => {
    const row = part("row").content.cloneNode(true);
    const at = (name) => row.querySelector(`[data-bti-part="${name}"]`);
    at("name").textContent = pin.name;
    at("name").lang = pin.language;
    at("name").href = pin.address;
    for (const name of ["phone", "place"]) {
      at(name).hidden = !pin[name];
      at(name).querySelector("span").textContent = pin[name];
    }
    if (pin.dial) {
      const call = document.createElement("a");
      call.className = "bti-number";
      call.href = `tel:${pin.dial}`;
      call.textContent = pin.phone;
      at("phone").querySelector("span").replaceChildren(call);
    }
    at("take").querySelector("span").textContent = `: ${pin.name}`;
    at("take").addEventListener("click", () => {
      write(without(pin.key));
      showList();
      say("taken");
      document.getElementById("pins").focus();
    });
    return row;
  };

  const showList = () => {
    const pins = read();
    part("list").replaceChildren(...pins.map(rowOf));
    part("some").hidden = !pins.length;
    part("none").hidden = Boolean(pins.length);
  };

  const empty = () => {
    write([]);
    showList();
    say("emptied");
    document.getElementById("pins").focus();
  };

  // --- Begin.

  const show = () => (page ? showList() : showButtons());

  if (canKeep()) {
    show();
    page?.querySelector("[data-bti-pins-empty]").addEventListener("click", empty);
    // Who leaves in a hurry leaves nothing behind.
    document.querySelector(".bti-leave")?.addEventListener("click", () => write([]));
    addEventListener("pageshow", (event) => event.persisted && show());
  } else if (page) {
    part("cannot").hidden = false;
  }
})();
