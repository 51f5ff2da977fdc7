// Ties the two sides together: a finding shows its words, the words show their finding; keys walk through them and decide.
// The address keeps the finding (#f-12), so that a place in a plan can be sent as a link.

const review = document.getElementById("review");
const source = document.getElementById("source");
const selectBar = document.getElementById("select-bar");
let current = null; // id of the selected finding; it outlives the swaps of its line
let held = false; // something newer came while a form stood open: asked for again when the form is gone

const items = () => [...document.querySelectorAll("[data-finding]")].filter((item) => item.offsetParent !== null);
const lineOf = (id) => document.getElementById(`f-${id}`);
const marksOf = (id) => [...document.querySelectorAll(`mark[data-f~="${id}"]`)];
const editing = () => document.querySelector("[data-editing]");

// Scrolls the source alone: the page around it stays where it is.
function bringToMiddle(mark) {
  if (!mark || !source.contains(mark)) return;
  const place = mark.getBoundingClientRect().top - source.getBoundingClientRect().top;
  source.scrollTop += place - source.clientHeight / 3;
}

function paint() {
  document.querySelectorAll("mark.now").forEach((mark) => mark.classList.remove("now"));
  document.querySelectorAll("[data-finding][aria-selected]").forEach((item) => item.removeAttribute("aria-selected"));
  if (!current) return;
  lineOf(current)?.setAttribute("aria-selected", "true");
  marksOf(current).forEach((mark) => mark.classList.add("now"));
}

function show(id, { scrollSource = true, scrollFound = true } = {}) {
  current = id;
  paint();
  if (scrollFound) lineOf(id)?.scrollIntoView({ block: "nearest" });
  if (scrollSource) bringToMiddle(marksOf(id)[0]);
  window.history.replaceState(window.history.state, "", `#f-${id}`);
}

function step(by, wanted = () => true) {
  const all = items();
  let at = all.findIndex((item) => item.dataset.finding === current);
  if (at < 0 && by < 0) at = all.length;
  for (at += by; at >= 0 && at < all.length; at += by) {
    if (wanted(all[at])) return show(all[at].dataset.finding);
  }
  return undefined;
}

const isOpen = (item) => item.dataset.state === "open";

// A decision by key, and on to the next that waits; the answer comes in its own time.
function decide(key) {
  const line = current && lineOf(current);
  const button = line?.querySelector(`[data-key="${key}"]`);
  if (!button) return;
  if (key === "s") splitAt(line, selectedRange());
  button.click();
  if (key !== "a" && key !== "x") return;
  line.dataset.state = "sent";
  step(1, isOpen);
}

const reviewKeys = {
  j: () => step(1),
  k: () => step(-1),
  n: () => step(1, isOpen) ?? undefined,
  A: () => (lineOf(current)?.closest(".group") ?? document).querySelector('[data-key="A"]')?.click(),
};

document.addEventListener("keydown", (event) => {
  const form = event.target.closest("[data-editing] form");
  if (form && event.key === "Escape") return form.querySelector("[data-cancel]").click();
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) return form.requestSubmit();
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return undefined;
  if (event.target.closest("input, textarea, select, dialog[open]") || document.querySelector("dialog[open]")) return undefined;
  if (reviewKeys[event.key]) return reviewKeys[event.key]();
  if ("axuesm".includes(event.key) && event.key.length === 1) {
    event.preventDefault();
    event.stopImmediatePropagation(); // e belongs to lists elsewhere
    decide(event.key);
  }
  return undefined;
}, { capture: true });

document.addEventListener("click", (event) => {
  const mark = event.target.closest("mark[data-f]");
  if (mark) {
    const shown = mark.dataset.f.split(" ").find((id) => lineOf(id)?.offsetParent);
    if (shown && window.getSelection().isCollapsed) show(shown, { scrollSource: false });
    return;
  }
  const kind = event.target.closest("[data-kind]");
  if (kind) {
    const on = kind.getAttribute("aria-pressed") !== "true";
    kind.setAttribute("aria-pressed", String(on));
    document.querySelector(`[data-group="${kind.dataset.kind}"]`).hidden = !on;
    return;
  }
  const fill = event.target.closest("[data-fill]");
  if (fill) {
    fill.closest("form").elements[fill.dataset.fill].value = fill.textContent;
    return;
  }
  const item = event.target.closest("[data-finding]");
  if (item && event.target.closest("[data-go], .verbs")) show(item.dataset.finding, { scrollFound: false });
});

// Words marked in the source, as characters of the whole text; null where nothing in it is marked.
function offsetOf(node, within) {
  const line = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("p[data-start]");
  if (!line || !source.contains(line)) return null;
  const before = document.createRange();
  before.selectNodeContents(line);
  before.setEnd(node, within);
  return Number(line.dataset.start) + [...before.toString()].length;
}

function selectedRange() {
  const selection = window.getSelection();
  if (!selection.rangeCount || !source) return null;
  const range = selection.getRangeAt(0);
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  return start === null || end === null ? null : { start: Math.min(start, end), end: Math.max(start, end) };
}

function splitAt(line, range) {
  const form = line?.querySelector("form.verbs");
  if (!form) return;
  form.querySelector("[name=at]")?.remove();
  if (!range) return;
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "at", value: range.start });
  form.append(field);
  form.querySelector("[data-split]").setAttribute("hx-vals", JSON.stringify({ at: range.start }));
}

document.addEventListener("selectionchange", () => {
  if (!selectBar) return;
  const range = selectedRange();
  const isMarked = range && range.end > range.start;
  selectBar.hidden = !(isMarked || (range && current && document.activeElement === source));
  if (isMarked) selectBar.dataset.range = JSON.stringify(range);
});

selectBar?.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays while a button is pressed
selectBar?.addEventListener("click", (event) => {
  const range = selectedRange();
  const kind = event.target.closest("[data-add-kind]")?.dataset.addKind;
  if (kind && range) {
    const known = document.getElementById("known").value;
    window.htmx.ajax("POST", review.dataset.add, { source: selectBar, swap: "none", values: { kind, known, ...range } });
    window.getSelection().removeAllRanges();
    selectBar.hidden = true;
  }
  if (event.target.closest("[data-split-here]") && current) {
    splitAt(lineOf(current), range);
    lineOf(current)?.querySelector("[data-split]")?.click();
  }
});

// While a form is being filled in, nobody else's news may take it away: they wait, and are asked for afterwards.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const open = editing();
  if (!open) return;
  if (event.detail.target.contains(open) || (held && event.detail.target.id === "known")) {
    event.detail.shouldSwap = false;
    held = true;
  }
});

document.addEventListener("htmx:afterSettle", () => {
  paint();
  const open = editing();
  if (open && !open.contains(document.activeElement)) (open.querySelector("[data-first]") ?? open.querySelector("input")).focus();
  if (!open && held) {
    held = false;
    lookForNews();
  }
});

document.addEventListener("plans:edit", (event) => {
  const item = [...document.querySelectorAll("[data-key='e']")].find((button) => button.getAttribute("hx-get").includes(event.detail.value));
  if (!item) return;
  show(item.closest("[data-finding]").dataset.finding);
  item.click();
});

function lookForNews() {
  const known = document.getElementById("known")?.value;
  // Asked for in the name of the source: decisions queue up on the review, and a look at the news is none of them.
  window.htmx.ajax("GET", `${review.dataset.changes}?known=${known}`, { source, swap: "none" });
}

if (review?.hasAttribute("data-open")) {
  window.setInterval(() => {
    if (!document.hidden && !editing()) lookForNews();
  }, 4000);
}

if (window.location.hash.startsWith("#f-")) show(window.location.hash.slice(3));
