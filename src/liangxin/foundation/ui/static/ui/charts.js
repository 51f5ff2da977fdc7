// Draws every [data-chart] of a page: bars by category, stacked, told apart without colour by their pattern.
// Colours are those of the tokens; the size of letters is that of the box, so that a big screen has big ones.

function chartColours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  return {
    ink: of("--ink"), quiet: of("--ink-3"), line: of("--line"), surface: of("--surface"), sans: of("--sans"),
    act: of("--act"), wait: of("--wait"), good: of("--good"), going: of("--accent"), neutral: of("--accent"), off: of("--sunken"), strong: of("--line-strong"),
  };
}

function chartPattern(tone, colours) {
  const ink = colours.surface;
  return {
    act: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, color: ink },
    wait: { symbol: "circle", dashArrayX: [[5, 5], [0, 5, 5, 0]], dashArrayY: [5, 0], symbolSize: 0.55, color: ink },
    off: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [1, 5], rotation: Math.PI / 4, color: colours.strong },
  }[tone] ?? null;
}

function chartOption(box, facts) {
  const colours = chartColours();
  const size = parseFloat(getComputedStyle(box).fontSize);
  const letters = { color: colours.ink, fontFamily: colours.sans, fontSize: size };
  const many = facts.series.length > 1;
  const named = { type: "category", data: facts.categories, inverse: facts.lying, axisTick: { show: false },
    axisLine: { lineStyle: { color: colours.line } },
    axisLabel: { ...letters, color: colours.quiet, hideOverlap: !facts.lying, interval: facts.lying ? 0 : "auto", width: facts.lying ? box.clientWidth * 0.36 : undefined, overflow: "truncate" } };
  const counted = { type: "value", minInterval: 1, axisLabel: { ...letters, color: colours.quiet, hideOverlap: true }, splitLine: { lineStyle: { color: colours.line, opacity: 0.6 } } };
  return {
    animation: false,
    textStyle: letters,
    aria: { enabled: true, decal: { show: false } },
    grid: { left: 2, right: size, top: many ? size * 2.3 : size * 1.4, bottom: 2, containLabel: true },
    legend: { show: many, top: 0, left: 0, textStyle: letters, itemWidth: size * 1.4, itemHeight: size * 0.9, itemGap: size, selectedMode: false },
    tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" }, backgroundColor: colours.surface, borderColor: colours.line, textStyle: letters },
    xAxis: facts.lying ? counted : named,
    yAxis: facts.lying ? named : counted,
    series: facts.series.map((one) => ({
      name: one.name, type: "bar", stack: many ? "all" : undefined, data: one.values, barMaxWidth: size * 3, cursor: facts.urls.length ? "pointer" : "default",
      label: { show: true, ...letters, fontSize: size * 0.92, position: many ? "inside" : facts.lying ? "right" : "top",
        color: colours.ink, backgroundColor: many ? colours.surface : undefined, padding: many ? [0, 2] : 0, borderRadius: 2,
        formatter: ({ value }) => (value ? String(value) : many || value === null || value === undefined ? "" : "0") },
      labelLayout: { hideOverlap: true },
      itemStyle: { color: colours[one.tone], borderColor: one.tone === "off" ? colours.strong : colours.surface, borderWidth: 1, decal: chartPattern(one.tone, colours) },
    })),
  };
}

function drawChart(box) {
  const facts = JSON.parse(box.dataset.chart);
  const chart = window.echarts.getInstanceByDom(box) ?? window.echarts.init(box, null, { renderer: "canvas" });
  chart.setOption(chartOption(box, facts), true);
  chart.off("click");
  if (facts.urls.length) chart.on("click", ({ dataIndex }) => { if (facts.urls[dataIndex]) window.location.assign(facts.urls[dataIndex]); });
}

function drawCharts(within = document) {
  within.querySelectorAll("[data-chart]").forEach((box) => {
    if (box.clientWidth) drawChart(box);
  });
}

// What is printed is drawn again on white, at the width of the paper.
function printCharts(light) {
  const root = document.documentElement;
  if (light) { root.dataset.kept = root.dataset.bsTheme; root.dataset.bsTheme = "light"; } else if (root.dataset.kept) { root.dataset.bsTheme = root.dataset.kept; delete root.dataset.kept; }
  document.querySelectorAll("[data-chart]").forEach((box) => {
    const chart = window.echarts.getInstanceByDom(box);
    if (!chart) return;
    // A sheet is narrower than the window, and the script cannot ask how wide: A4 upright less its margins.
    if (!document.body.dataset.paper) chart.resize(light ? { width: 640, height: 220 } : { width: "auto", height: "auto" });
    drawChart(box);
    chart.getZr().flush();
  });
}

if (window.echarts) {
  drawCharts();
  let waiting = 0;
  window.addEventListener("resize", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => document.querySelectorAll("[data-chart]").forEach((box) => { window.echarts.getInstanceByDom(box)?.resize(); if (box.clientWidth) drawChart(box); }));
  });
  new MutationObserver(() => { if (!document.documentElement.dataset.kept) drawCharts(); }).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  window.addEventListener("beforeprint", () => printCharts(true));
  window.addEventListener("afterprint", () => printCharts(false));
}
