// What the staff screens do in the browser beside htmx: keys, menus, the rail on a phone, dropped files, printing.
// Everything works without it but the keys; nothing here builds HTML.

const listAddress = window.location.href;
const $ = (selector, within = document) => within.querySelector(selector);
const rows = () => [...document.querySelectorAll("[data-rows] > tr")];
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

function choose(step) {
  const all = rows();
  if (!all.length) return;
  const now = all.findIndex((row) => row.getAttribute("aria-selected") === "true");
  const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, now + step));
  all.forEach((row, place) => row.setAttribute("aria-selected", String(place === next)));
  all[next].scrollIntoView({ block: "center" });
  $("a", all[next])?.focus({ preventScroll: true });
}

const chosen = () => $("[data-rows] > tr[aria-selected='true']");

const keys = {
  j: () => choose(1),
  k: () => choose(-1),
  Enter: () => $("a", chosen() ?? document.createElement("i"))?.click(),
  e: () => ($("[data-edit]", chosen() ?? document) ?? $("[data-edit]"))?.click(),
  "/": () => ($("[data-search]") ?? $("#search"))?.select(),
  "?": () => $("#keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    delete document.body.dataset.nav;
    document.querySelectorAll("details.menu[open]").forEach((menu) => { menu.open = false; });
    if (typing(event.target)) event.target.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (event.key === "Enter" && (event.target.closest("a, button, summary") || !chosen())) return;
  const deed = keys[event.key];
  if (!deed || $("dialog[open]")) return;
  event.preventDefault();
  deed();
});

document.addEventListener("click", (event) => {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  const row = event.target.closest("[data-rows] > tr");
  if (row) rows().forEach((other) => other.setAttribute("aria-selected", String(other === row)));
  const button = event.target.closest("[data-does]");
  const does = {
    rail: () => {
      const open = document.body.dataset.nav !== "open";
      document.body.dataset.nav = open ? "open" : "";
      button.setAttribute("aria-expanded", String(open));
    },
    print: () => window.print(),
    keys: () => $("#keys").showModal(),
    "close-beside": () => {
      $("#beside").replaceChildren();
      window.history.pushState({ htmx: true }, "", listAddress);
    },
  };
  does[button?.dataset.does]?.();
});

// A dropped file goes into the file field of its form, so that the form is the same with and without a mouse.
for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    const place = event.target.closest?.("[data-drop]");
    if (!place) return;
    event.preventDefault();
    place.classList.toggle("drop-over", name === "dragover");
    const field = $("input[type=file]", place);
    if (name === "drop" && event.dataTransfer.files.length) {
      field.files = event.dataTransfer.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
}

// A file that was copied in the file manager, or a picture of a page, can be pasted where files are dropped.
document.addEventListener("paste", (event) => {
  const field = $("[data-drop] input[type=file]");
  if (!field || !event.clipboardData?.files.length) return;
  event.preventDefault();
  field.files = event.clipboardData.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
});

// Filters left empty are not part of the address.
document.addEventListener("htmx:configRequest", (event) => {
  const { verb, formData } = event.detail;
  if (verb === "get") [...formData].forEach(([name, value]) => value === "" && formData.delete(name));
});

// Where there is no answer at all, it is said: a list that silently stays as it was would be taken for the truth.
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => { $("#offline").hidden = false; });
}
document.addEventListener("htmx:afterOnLoad", () => { $("#offline").hidden = true; });

// Groups of the rail stay as they were left in this browser; the one with the open page is always open, and in view.
const folded = new Set(JSON.parse(localStorage.getItem("rail-folded") || "[]"));
for (const group of document.querySelectorAll(".rail details")) {
  const { group: name } = group.dataset;
  group.open = !folded.has(name) || $("[aria-current]", group) !== null;
  $("summary", group).addEventListener("click", () => {
    folded[group.open ? "add" : "delete"](name);
    localStorage.setItem("rail-folded", JSON.stringify([...folded]));
  });
}
const [rail, here] = [$(".rail"), $(".rail [aria-current]")];
if (rail && here) rail.scrollTop = here.offsetTop - rail.clientHeight / 2;
