// A place on a small map: this record's point among the others of its register, on a grid of degrees. There is no base
// map unless the office has one. In a form a click chooses the place; typing it moves the point.
"use strict";

(() => {
  const STEPS = [10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001];
  const WIDE = { zoom: 4, centre: [36, 104] }; // all of China, where nothing is known yet
  const CLOSE = 15;

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const read = (text) => {
    const parts = text.normalize("NFKC").split(/[,;\s]+/).filter(Boolean).map(Number);
    return parts.length === 2 && parts.every(Number.isFinite) ? [parts[1], parts[0]] : null;
  };

  const written = (place) => `${place.lng.toFixed(6)}, ${place.lat.toFixed(6)}`;

  // Lines of longitude and latitude at round degrees, about six across the map, with their figures at the edge.
  const grid = (map) => {
    const lines = L.layerGroup().addTo(map);
    const draw = () => {
      lines.clearLayers();
      const seen = map.getBounds();
      const wide = seen.getEast() - seen.getWest();
      const step = STEPS.find((each) => wide / each >= 4) || STEPS[STEPS.length - 1];
      const places = Math.max(0, -Math.floor(Math.log10(step)));
      const style = { color: colour("--line-strong"), weight: 1, interactive: false };
      const name = (at, text, side) =>
        L.marker(at, {
          interactive: false,
          keyboard: false,
          icon: L.divIcon({ className: `place-degree ${side}`, html: text, iconSize: null }),
        }).addTo(lines);
      for (let east = Math.ceil(seen.getWest() / step) * step; east <= seen.getEast(); east += step) {
        L.polyline([[seen.getSouth(), east], [seen.getNorth(), east]], style).addTo(lines);
        name([seen.getSouth(), east], `${east.toFixed(places)}°`, "place-east");
      }
      for (let north = Math.ceil(seen.getSouth() / step) * step; north <= seen.getNorth(); north += step) {
        L.polyline([[north, seen.getWest()], [north, seen.getEast()]], style).addTo(lines);
        name([north, seen.getWest()], `${north.toFixed(places)}°`, "place-north");
      }
    };
    map.on("moveend", draw);
    draw();
  };

  const show = (box) => {
    const input = box.dataset.input ? document.getElementById(box.dataset.input) : null;
    const others = JSON.parse(box.dataset.others || "[]");
    const map = L.map(box, { attributionControl: Boolean(box.dataset.tiles), zoomControl: false, scrollWheelZoom: false, maxZoom: 19 });
    L.control.zoom({ position: "topright" }).addTo(map); // the figures of the grid stand on the left
    map.setView(WIDE.centre, WIDE.zoom);
    if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { maxZoom: 19 }).addTo(map);
    grid(map);
    for (const [east, north, label] of others) {
      const dot = L.circleMarker([north, east], { radius: 4, weight: 1, color: colour("--ink-3"), fillOpacity: 0.5 });
      const words = document.createElement("span");
      words.textContent = label;
      dot.bindTooltip(words).addTo(map);
    }
    const own = L.circleMarker([0, 0], { radius: 7, weight: 3, color: colour("--accent"), fillOpacity: 0.3 });
    const put = (at, move) => {
      if (!at) return void own.remove();
      own.setLatLng(at).addTo(map);
      if (move) map.setView(at, Math.max(map.getZoom(), CLOSE));
    };
    const begin = read(input ? input.value : box.dataset.place || "");
    put(begin, false);
    const all = others.map(([east, north]) => [north, east]).concat(begin ? [begin] : []);
    if (all.length) map.fitBounds(all, { maxZoom: CLOSE, padding: [24, 24] });
    if (!input) return;
    map.on("click", ({ latlng }) => {
      input.value = written(latlng);
      put(latlng, false);
    });
    input.addEventListener("input", () => put(read(input.value), true));
  };

  for (const box of document.querySelectorAll(".place-map")) show(box);
})();
