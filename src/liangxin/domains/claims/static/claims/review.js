// The reviewer's keys. The next case is fetched while one looks at this one; after the deed it stands there at once.
(() => {
  "use strict";
  const list = document.querySelector(".desk-list");
  const place = document.getElementById("case");
  if (!list || !place) return;
  const kept = new Map();

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
  const put = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    place.replaceChildren(...page.body.childNodes);
    place.scrollIntoView({ block: "nearest" });
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

  place.addEventListener("submit", async (event) => {
    const form = event.target;
    const deed = form.elements.deed?.value;
    if (!["pass", "refuse", "ask"].includes(deed) || !current()) return;
    event.preventDefault();
    const button = form.querySelector("button");
    if (button.disabled) return;
    button.disabled = true;
    const done = current();
    const following = beside(1) || beside(-1);
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Ahead": "1" } });
      if (answer.status === 204) {
        done.parentElement.classList.add("is-done");
        kept.delete(done);
        const count = document.getElementById("desk-count");
        count.textContent = String(Math.max(0, Number(count.textContent) - 1));
        await show(following);
        return;
      }
      put(await answer.text());
    } catch {
      button.disabled = false;
      document.getElementById("offline")?.removeAttribute("hidden");
    }
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing) {
      if (event.key === "Escape") typing.blur();
      return;
    }
    if (event.key === "a") place.querySelector('form[data-key="a"]')?.requestSubmit();
    else if (event.key === "q" || event.key === "r") {
      const fold = place.querySelector(`details[data-key="${event.key}"]`);
      if (!fold) return;
      fold.open = true;
      fold.querySelector("select, input:not([type=hidden])").focus();
    } else if (event.key === "j") show(beside(1) || current());
    else if (event.key === "k") show(beside(-1) || current());
    else if (event.key === "o") place.querySelector("a[data-paper]")?.click();
    else return;
    event.preventDefault();
  });

  load(beside(1));
})();
