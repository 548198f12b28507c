// Works out a deadline in the reader's browser. Nothing is sent, and nothing is kept.
(() => {
  const language = document.documentElement.lang === "nn" ? "nn-NO" : "nb-NO";
  const words = new Intl.DateTimeFormat([language, "nb-NO"], { dateStyle: "full", timeZone: "UTC" });
  const compact = (date) => date.toISOString().slice(0, 10).replaceAll("-", "");
  // A line of a calendar file holds 75 bytes; what is longer goes on, indented.
  const folded = (line) => line.match(/.{1,36}/gu).join("\r\n ");
  const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");

  // A browser without a date field gives what was typed: day, month, year.
  const read = (input) => {
    const typed = input.value.trim();
    const [, day, month, year] = /^(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})$/.exec(typed) ?? [];
    const [y, m, d] = (day ? [year, month, day] : typed.split("-")).map(Number);
    const date = new Date(Date.UTC(y, m - 1, d));
    return date.getUTCDate() === d && date.getUTCMonth() === m - 1 && y > 1900 && y < 2200 ? date : null;
  };

  const calendar = (date, title) => {
    const next = new Date(date.getTime() + 86_400_000);
    return [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//BTI//Frist//NO",
      "BEGIN:VEVENT",
      `UID:${crypto.getRandomValues(new Uint32Array(4)).join("-")}@bti`,
      `DTSTAMP:${compact(new Date())}T000000Z`,
      `DTSTART;VALUE=DATE:${compact(date)}`,
      `DTEND;VALUE=DATE:${compact(next)}`,
      `SUMMARY:${escaped(title)}`,
      "END:VEVENT",
      "END:VCALENDAR",
    ]
      .map((line) => `${folded(line)}\r\n`)
      .join("");
  };

  for (const clock of document.querySelectorAll("[data-bti-clock]")) {
    const input = clock.querySelector("input");
    const answer = clock.querySelector("[role=status]");
    const ways = clock.querySelector(".bti-clock__ways");
    let due = null;

    const show = () => {
      const start = read(input);
      due = start && new Date(start.getTime() + Number(clock.dataset.days) * 86_400_000);
      const isWrong = !start && (input.value !== "" || input.validity.badInput);
      input.setAttribute("aria-invalid", String(isWrong));
      ways.hidden = !due;
      answer.textContent = "";
      if (isWrong) answer.textContent = clock.dataset.missing;
      if (!due) return;
      const strong = document.createElement("strong");
      strong.textContent = words.format(due);
      answer.append(`${clock.dataset.due} `, strong, ` (${clock.dataset.counted} ${words.format(start)}).`);
    };

    const forget = () => {
      input.value = "";
      show();
    };

    clock.querySelector("[data-bti-calendar]").addEventListener("click", () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([calendar(due, clock.dataset.title)], { type: "text/calendar" }));
      link.download = "frist.ics";
      link.click();
      URL.revokeObjectURL(link.href);
    });
    input.addEventListener("input", show);
    input.addEventListener("blur", show);
    addEventListener("pagehide", forget);
    addEventListener("pageshow", forget);
    clock.hidden = false;
  }
})();
