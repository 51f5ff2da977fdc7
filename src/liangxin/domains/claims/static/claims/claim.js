// Helps with the form of a claim; without it the form works all the same. Asks for the decision while one types, sends
// a file as soon as it is chosen, shows what was read of it, and leads to what was refused.
(() => {
  "use strict";
  const get = (id) => document.getElementById(id);
  const form = get("claim-form");
  const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

  const offerFilling = () => document.querySelectorAll("[data-fill][hidden]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    if (!button) return;
    const field = get(button.dataset.fill);
    field.value = button.dataset.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    button.closest(".met").replaceChildren();
    field.focus();
  });

  // What is read by a job comes onto the page by itself, for as long as somebody may still wait for it.
  const look = async (times) => {
    if (!get("paper-list")?.hasAttribute("data-reading") || times <= 0) return;
    await new Promise((done) => setTimeout(done, 1500));
    const page = await parsed(await fetch(window.location.pathname, { headers: { "X-Requested-With": "fetch" } }));
    page.querySelectorAll(".met").forEach((met) => {
      const field = get(met.id.slice(4));
      if (!field || field.value === field.defaultValue) get(met.id)?.replaceWith(met);
    });
    const lists = page.getElementById("paper-list");
    const isChosen = [...document.querySelectorAll("input[type=file]")].some((one) => one.value);
    if (lists && !isChosen) get("paper-list").replaceWith(lists);
    offerFilling();
    await look(times - 1);
  };
  offerFilling();
  look(40).catch(() => {});
  const refused = document.querySelector("[data-go]");
  if (refused) {
    const place = document.querySelector(refused.getAttribute("href"));
    place?.scrollIntoView({ block: "center" });
    place?.querySelector("input")?.focus({ preventScroll: true });
  }
  document.querySelectorAll("form").forEach((one) => one.addEventListener("submit", (event) => {
    if (one.dataset.sent) event.preventDefault();
    one.dataset.sent = "yes";
  }));
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((one) => { delete one.dataset.sent; }));
  if (!form) return;

  const upload = get("upload");
  upload.hidden = true;
  form.addEventListener("change", (event) => {
    if (event.target.type !== "file" || !event.target.value) return;
    event.target.closest("label").setAttribute("aria-busy", "true");
    form.requestSubmit(upload);
  });

  let asked = 0;
  const decide = async () => {
    const mine = ++asked;
    const body = new FormData(form);
    [...body.keys()].filter((name) => name.startsWith("file-")).forEach((name) => body.delete(name));
    const answer = await fetch(form.dataset.decide, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok || mine !== asked) return;
    const box = (await parsed(answer)).getElementById("decision");
    if (!box) return;
    get("decision").replaceWith(box);
    const needless = new Set(box.dataset.needless.split(" "));
    form.querySelectorAll(".field").forEach((field) => { field.hidden = needless.has(field.id.slice(6)); });
  };
  let waiting;
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    clearTimeout(waiting);
    waiting = setTimeout(() => decide().catch(() => {}), 350);
  });
})();
