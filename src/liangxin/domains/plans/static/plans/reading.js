// Ties the two sides together: a finding shows its words, the words show their finding; j and k walk through them.
// The address keeps the finding (#f-12), so that a place in a plan can be sent as a link.

const items = () => [...document.querySelectorAll("[data-finding]")].filter((item) => item.offsetParent !== null);
const marksOf = (id) => [...document.querySelectorAll(`mark[data-f~="${id}"]`)];

// Scrolls the source alone: the page around it stays where it is.
function bringToMiddle(mark) {
  const source = mark?.closest(".source");
  if (!source) return;
  const place = mark.getBoundingClientRect().top - source.getBoundingClientRect().top;
  source.scrollTop += place - source.clientHeight / 3;
}

function show(id, { scrollSource = true, scrollFound = true } = {}) {
  document.querySelectorAll("mark.now").forEach((mark) => mark.classList.remove("now"));
  document.querySelectorAll("[data-finding][aria-selected]").forEach((item) => item.removeAttribute("aria-selected"));
  const item = document.getElementById(`f-${id}`);
  const marks = marksOf(id);
  marks.forEach((mark) => mark.classList.add("now"));
  item?.setAttribute("aria-selected", "true");
  if (scrollFound) item?.scrollIntoView({ block: "nearest" });
  if (scrollSource) bringToMiddle(marks[0]);
  window.history.replaceState(window.history.state, "", `#f-${id}`);
}

function step(by) {
  const all = items();
  const now = all.findIndex((item) => item.hasAttribute("aria-selected"));
  const next = all[Math.min(all.length - 1, Math.max(0, now + by))];
  if (next) show(next.dataset.finding);
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest("mark[data-f]");
  if (mark) {
    const shown = mark.dataset.f.split(" ").find((id) => document.getElementById(`f-${id}`)?.offsetParent);
    if (shown) show(shown, { scrollSource: false });
    return;
  }
  const kind = event.target.closest("[data-kind]");
  if (kind) {
    const on = kind.getAttribute("aria-pressed") !== "true";
    kind.setAttribute("aria-pressed", String(on));
    document.querySelector(`[data-group="${kind.dataset.kind}"]`).hidden = !on;
    return;
  }
  const item = event.target.closest("[data-go]")?.closest("[data-finding]");
  if (item) show(item.dataset.finding, { scrollFound: false });
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog[open]")) return;
  if (event.key === "j") step(1);
  if (event.key === "k") step(-1);
});

if (window.location.hash.startsWith("#f-")) show(window.location.hash.slice(3));
