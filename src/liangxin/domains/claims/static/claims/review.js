// The reviewer's keys. The next case is fetched while one looks at this one; after the deed it stands there at once.
(() => {
  "use strict";
  const list = document.querySelector(".desk-list");
  const place = document.getElementById("case");
  if (!list || !place) return;
  const kept = new Map();
  const zoom = document.getElementById("paper-zoom");
  const help = document.getElementById("desk-help");

  const rows = () => [...list.querySelectorAll("li:not(.is-done) > a[data-part]")];
  const current = () => rows().find((row) => row.getAttribute("aria-current"));
  const beside = (step) => {
    const all = rows();
    const at = all.indexOf(current());
    return all[at < 0 ? 0 : at + step];
  };
  const load = (row) => {
    if (!row) return null;
    if (!kept.has(row)) {
      const asked = fetch(row.dataset.part, { headers: { "X-Requested-With": "fetch" } }).then((answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.text();
      });
      asked.catch(() => kept.delete(row));
      kept.set(row, asked);
    }
    return kept.get(row);
  };

  const papers = () => [...place.querySelectorAll("[data-papers] figure")];
  const turnTo = (number) => {
    const all = papers();
    if (!all[number - 1]) return;
    all.forEach((paper, at) => paper.classList.toggle("is-shown", at === number - 1));
    place.querySelectorAll("a[data-paper]").forEach((tab) => {
      if (Number(tab.dataset.paper) === number) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    });
  };
  const shownPaper = () => papers().find((paper) => paper.classList.contains("is-shown"));
  const enlarge = () => {
    const picture = shownPaper()?.querySelector("img[data-zoom]");
    if (!picture) return;
    zoom.querySelector("img").src = picture.src;
    zoom.querySelector("img").alt = picture.alt;
    zoom.showModal();
  };
  const settle = () => {
    place.querySelector("[data-papers]")?.setAttribute("data-one", "");
    turnTo(1);
  };
  const put = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    place.replaceChildren(...page.body.childNodes);
    settle();
    window.scrollTo({ top: 0 });
    place.querySelector(".case")?.focus({ preventScroll: true });
  };
  const show = async (row) => {
    if (!row) {
      window.location.reload();
      return;
    }
    try {
      const html = await load(row);
      current()?.removeAttribute("aria-current");
      row.setAttribute("aria-current", "true");
      put(html);
      history.replaceState(null, "", row.href);
      row.scrollIntoView({ block: "nearest" });
      load(beside(1));
    } catch {
      window.location.assign(row.href);
    }
  };

  list.addEventListener("click", (event) => {
    const row = event.target.closest("a[data-part]");
    if (!row || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show(row);
  });

  place.addEventListener("click", (event) => {
    const tab = event.target.closest("a[data-paper]");
    if (tab) {
      event.preventDefault();
      turnTo(Number(tab.dataset.paper));
    } else if (event.target.closest("img[data-zoom]")) enlarge();
  });

  place.addEventListener("submit", async (event) => {
    const form = event.target;
    const deed = form.elements.deed?.value;
    const moves = ["pass", "refuse", "ask"].includes(deed);
    if (!moves && !("stay" in form.dataset)) return;
    if (moves && !current()) return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "yes";
    const done = current();
    const following = beside(1) || beside(-1);
    const body = new FormData(form, event.submitter);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Ahead": "1" } });
      if (done) kept.delete(done);
      if (answer.status === 204) {
        done.parentElement.classList.add("is-done");
        const count = document.getElementById("desk-count");
        count.textContent = String(Math.max(0, Number(count.textContent) - 1));
        await show(following);
        return;
      }
      put(await answer.text());
    } catch {
      delete form.dataset.sent;
      document.getElementById("offline")?.removeAttribute("hidden");
    }
  });

  // A case that passed all checks is passed by one key; any other says first what is left to look at.
  const pass = () => {
    const form = place.querySelector('form[data-key="a"]');
    const twice = place.querySelector("[data-twice]");
    if (!form) return;
    if (twice?.hidden) twice.hidden = false;
    else form.requestSubmit();
  };
  const unfold = (key) => {
    const fold = place.querySelector(`details[data-key="${key}"]`);
    if (!fold) return;
    fold.open = true;
    fold.querySelector("select, input:not([type=hidden])").focus();
  };
  const keys = {
    a: pass,
    q: () => unfold("q"),
    r: () => unfold("r"),
    y: () => place.querySelector('button[data-key="y"]')?.click(),
    n: () => place.querySelector('button[data-key="n"]')?.click(),
    j: () => show(beside(1) || current()),
    k: () => show(beside(-1) || current()),
    o: () => shownPaper()?.querySelector("a[data-open]")?.click(),
    z: enlarge,
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea")) {
      if (event.key === "Escape") {
        event.target.closest("details[data-key]")?.removeAttribute("open");
        event.target.blur();
      }
      return;
    }
    if (zoom.open && event.key === "z") zoom.close();
    else if (zoom.open || help.open) return;
    else if (/^[1-9]$/.test(event.key)) turnTo(Number(event.key));
    else if (!keys[event.key] || event.repeat) return;
    else keys[event.key]();
    event.preventDefault();
    event.stopPropagation();
  }, true);

  settle();
  load(beside(1));
})();
