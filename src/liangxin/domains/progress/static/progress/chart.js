// The chart of a target: what was due, what is there (computed and reported each with its own line and mark), the
// target, the forecast with its interval, changes of method. Told apart without colour: by dash and mark.

const box = document.getElementById("chart");

function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  return { ink: of("--ink"), quiet: of("--ink-3"), line: of("--line"), accent: of("--accent"), wait: of("--wait"), soft: of("--accent-soft"), surface: of("--surface"), sans: of("--sans") };
}

function paths(facts, tone) {
  const looks = {
    computed: { color: tone.accent, symbol: "circle", dash: "solid" },
    reported: { color: tone.wait, symbol: "emptyTriangle", dash: "dashed" },
    estimated: { color: tone.quiet, symbol: "emptyRect", dash: "dotted" },
  };
  return Object.entries(facts.paths).filter(([, points]) => points.length).map(([origin, points]) => ({
    name: facts.words[origin], type: "line", data: points, symbol: looks[origin].symbol, symbolSize: 6,
    showSymbol: points.length <= 40, lineStyle: { color: looks[origin].color, type: looks[origin].dash, width: 2 },
    itemStyle: { color: looks[origin].color }, z: 5,
  }));
}

function forecast(facts, tone) {
  const found = facts.forecast;
  if (!found) return [];
  const [day, value] = found.from;
  const band = { type: "line", symbol: "none", lineStyle: { opacity: 0 }, stack: "interval", silent: true };
  return [
    { ...band, name: "low", data: [[day, value], [found.day, found.low]] },
    { ...band, name: facts.words.interval, data: [[day, 0], [found.day, found.high - found.low]],
      areaStyle: { color: tone.soft, opacity: 0.9, decal: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, color: tone.line } },
      itemStyle: { color: tone.soft } },
    { name: facts.words.forecast, type: "line", symbol: "emptyDiamond", symbolSize: 8, data: [[day, value], [found.day, found.middle]],
      lineStyle: { color: tone.accent, type: [2, 3], width: 1.5 }, itemStyle: { color: tone.accent } },
  ];
}

function marks(facts, tone) {
  const lines = facts.breaks.map((day) => ({ xAxis: day, label: { formatter: facts.words.break, color: tone.quiet }, lineStyle: { color: tone.quiet, type: "dotted" } }));
  if (facts.aim !== null) lines.push({ yAxis: facts.aim, label: { formatter: facts.words.aim, position: "insideEndTop", color: tone.ink }, lineStyle: { color: tone.ink, type: "solid", width: 1 } });
  return { symbol: "none", silent: true, animation: false, data: lines };
}

function options(facts, tone) {
  const narrow = box.clientWidth < 520;
  const drawn = paths(facts, tone);
  const course = facts.course.length
    ? [{ name: facts.words.course, type: "line", data: facts.course, symbol: "none", lineStyle: { color: tone.quiet, type: "dashed", width: 1.5 }, itemStyle: { color: tone.quiet } }]
    : [];
  const series = [...course, ...forecast(facts, tone), ...drawn];
  if (series.length) series[series.length - 1].markLine = marks(facts, tone);
  const seen = series.map((one) => one.name).filter((name) => name !== "low");
  const number = (value) => (value === null || value === undefined ? "" : Number(value).toLocaleString("en").replaceAll(",", "\u00a0"));
  const values = series.flatMap((one) => (one.stack ? [] : one.data.map(([, value]) => value)));
  if (facts.aim !== null) values.push(facts.aim);
  if (facts.forecast) values.push(facts.forecast.low, facts.forecast.high);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  return {
    animation: false,
    textStyle: { fontFamily: tone.sans, color: tone.ink },
    aria: { enabled: true, decal: { show: false } },
    grid: { left: 8, right: narrow ? 12 : 28, top: narrow ? 64 : 40, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, data: seen, textStyle: { color: tone.ink }, itemWidth: 26, selectedMode: false },
    tooltip: {
      trigger: "axis", renderMode: "richText", backgroundColor: tone.surface, borderColor: tone.line, textStyle: { color: tone.ink },
      formatter: (points) => [points[0].axisValueLabel, ...points.filter((one) => seen.includes(one.seriesName) && one.seriesName !== facts.words.interval).map((one) => `${one.seriesName} ${number(one.value[1])} ${facts.unit}`)].join("\n"),
    },
    xAxis: { type: "time", axisLine: { lineStyle: { color: tone.line } }, axisLabel: { color: tone.quiet, formatter: "{yyyy}-{MM}", hideOverlap: true }, splitLine: { show: false } },
    yAxis: { type: "value", min: low >= 0 && low < high / 2 ? 0 : low - room, max: high + room,
      axisLabel: { color: tone.quiet, formatter: number, showMaxLabel: false, showMinLabel: low >= 0 && low < high / 2 }, splitLine: { lineStyle: { color: tone.line, opacity: 0.6 } } },
    series,
  };
}

if (box && window.echarts) {
  const facts = JSON.parse(box.dataset.facts);
  const chart = window.echarts.init(box, null, { renderer: "canvas" });
  const draw = () => chart.setOption(options(facts, colours()), true);
  draw();
  window.addEventListener("resize", () => { chart.resize(); draw(); });
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  window.addEventListener("beforeprint", () => chart.resize());
}
