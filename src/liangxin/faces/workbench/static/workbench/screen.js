// The big screen: turns its views, asks for new tiles each minute and changes only what is new, and says so when the
// server does not answer. Keys: space holds, arrows turn, F fills the screen. Nothing here builds HTML.

(() => {
  const body = document.body;
  const root = document.getElementById("screen");
  const lost = document.getElementById("screen-lost");
  const MINUTE = 60_000, SOONER = 15_000, PATIENCE = 20_000;
  let place = 0, held = false, turning = 0, texts = new Map(), seen = { time: "", on: "" };

  const views = () => [...root.querySelectorAll("[data-view]")];
  const holder = () => root.querySelector("[data-views]");
  const tilesOf = (within) => [...within.querySelectorAll("[data-tile]")];
  const shapeOf = (within) => [...within.querySelectorAll("[data-view]")].map((view) => tilesOf(view).map((tile) => `${tile.dataset.tile} ${tile.className}`).join(",")).join(";");

  function show(number) {
    const all = views();
    place = (number + all.length) % all.length;
    all.forEach((view, at) => { view.hidden = at !== place; });
    document.getElementById("screen-place").textContent = `${place + 1}/${all.length}`;
    drawCharts(root);
    clearTimeout(turning);
    if (!held && all.length > 1) turning = setTimeout(() => show(place + 1), Number(holder().dataset.seconds) * 1000);
  }

  function hold(still) {
    held = still;
    const button = document.querySelector("[data-screen='pause']");
    button.setAttribute("aria-pressed", String(held));
    button.textContent = held ? button.dataset.still : button.dataset.turning;
    show(place);
  }

  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }

  function remember() {
    const facts = holder().dataset;
    seen = { time: facts.made, on: facts.madeOn };
    document.getElementById("screen-made").textContent = seen.on;
    document.documentElement.dataset.bsTheme = facts.look;
  }

  const forget = (within) => within.querySelectorAll("[data-chart]").forEach((box) => window.echarts?.getInstanceByDom(box)?.dispose());

  // Tiles that say the same stay as they are, so that nothing flashes.
  function take(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-views]");
    if (!fresh) throw new Error("no tiles in the answer");
    const told = new Map(tilesOf(fresh).map((tile) => [tile.dataset.tile, tile.outerHTML]));
    if (shapeOf(fresh) === shapeOf(root)) {
      Object.assign(holder().dataset, fresh.dataset);
      for (const tile of tilesOf(fresh)) {
        if (texts.get(tile.dataset.tile) === told.get(tile.dataset.tile)) continue;
        const old = root.querySelector(`[data-tile="${tile.dataset.tile}"]`);
        forget(old);
        old.replaceWith(document.adoptNode(tile));
      }
    } else {
      forget(root);
      root.replaceChildren(document.adoptNode(fresh));
    }
    texts = told;
    remember();
    show(Math.min(place, views().length - 1));
  }

  function say(sentence, ended) {
    lost.querySelector("span").textContent = sentence.replace("{time}", seen.time);
    lost.querySelector("a").hidden = !ended;
    lost.hidden = false;
  }

  async function ask() {
    const stop = new AbortController();
    const patience = setTimeout(() => stop.abort(), PATIENCE);
    let next = MINUTE;
    try {
      const answer = await fetch(body.dataset.tiles, { redirect: "manual", cache: "no-store", signal: stop.signal });
      if (answer.type === "opaqueredirect" || answer.status === 404 || answer.status === 403) {
        say(lost.dataset.ended, true);
      } else if (!answer.ok) {
        throw new Error(String(answer.status));
      } else {
        take(await answer.text());
        lost.hidden = true;
      }
    } catch {
      say(lost.dataset.lost, false);
      next = SOONER;
    } finally {
      clearTimeout(patience);
    }
    setTimeout(ask, next);
  }

  const deeds = { previous: () => show(place - 1), next: () => show(place + 1), pause: () => hold(!held), full };
  const keys = { " ": "pause", ArrowLeft: "previous", ArrowRight: "next", f: "full", F: "full" };

  document.addEventListener("click", (event) => deeds[event.target.closest("[data-screen]")?.dataset.screen]?.());
  document.addEventListener("keydown", (event) => {
    const deed = keys[event.key];
    if (!deed || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    deeds[deed]();
  });
  window.addEventListener("beforeprint", () => {
    body.classList.add("paper");
    views().forEach((view) => { view.hidden = false; });
    root.querySelectorAll("[data-chart]").forEach((box) => window.echarts.getInstanceByDom(box)?.resize());
    drawCharts(root);
    root.querySelectorAll("[data-chart]").forEach((box) => window.echarts.getInstanceByDom(box)?.getZr().flush());
  });
  window.addEventListener("afterprint", () => {
    body.classList.remove("paper");
    show(place);
    root.querySelectorAll("[data-chart]").forEach((box) => window.echarts.getInstanceByDom(box)?.resize());
  });

  texts = new Map(tilesOf(root).map((tile) => [tile.dataset.tile, tile.outerHTML]));
  remember();
  show(0);
  setTimeout(ask, MINUTE);
})();
