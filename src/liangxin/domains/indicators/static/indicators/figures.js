// Draws the months of each series. Lines differ by dash and mark as well as by ink, so that a grey print can be read.
"use strict";

(() => {
  const DASHES = { computed: "solid", reported: "dashed", estimated: "dotted" };
  const INKS = { computed: "--accent", reported: "--act", estimated: "--ink-3" };
  const MARKS = ["circle", "rect", "triangle", "diamond", "pin"];

  const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const hollow = (mark) => `empty${mark[0].toUpperCase()}${mark.slice(1)}`;

  // A line is cut where what is counted has changed: nothing leads from one side to the other.
  const pieces = (one, place, told) => {
    const starts = [0, ...told.cuts], ends = [...told.cuts, told.periods.length];
    return starts.map((start, piece) => line(one, place, told, start, ends[piece]));
  };

  const line = (one, place, told, start, end) => {
    const mark = MARKS[place % MARKS.length];
    return {
      name: one.name,
      type: "line",
      connectNulls: false,
      symbol: mark,
      symbolSize: 7,
      lineStyle: { type: DASHES[one.origin], width: 2 },
      itemStyle: { color: ink(INKS[one.origin]) },
      // A hollow mark has the figures of some of its parts only.
      data: one.values.map((value, at) => ({ value: at >= start && at < end ? value : null, symbol: one.partial[at] ? hollow(mark) : mark })),
      markLine: place || start ? undefined : {
        symbol: "none",
        silent: true,
        label: { formatter: told.broken, color: ink("--ink-2") },
        lineStyle: { type: "dotted", color: ink("--ink-2") },
        data: told.breaks.map((month) => ({ xAxis: month })),
      },
    };
  };

  const draw = (box) => {
    const told = JSON.parse(document.getElementById(box.dataset.chart).textContent);
    const chart = echarts.init(box, null, { renderer: "svg" });
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: ink("--sans"), color: ink("--ink") },
      grid: { left: 8, right: 16, top: 48, bottom: 8, containLabel: true },
      legend: { type: "scroll", top: 0, left: 0, textStyle: { color: ink("--ink-2") } },
      tooltip: { trigger: "axis", valueFormatter: (value) => (value === null || value === undefined ? "—" : `${value} ${told.unit}`) },
      xAxis: { type: "category", data: told.periods, axisLabel: { color: ink("--ink-2") }, axisLine: { lineStyle: { color: ink("--line-strong") } } },
      yAxis: { type: "value", axisLabel: { color: ink("--ink-2") }, splitLine: { lineStyle: { color: ink("--line") } } },
      series: told.lines.flatMap((one, place) => pieces(one, place, told)),
    });
    addEventListener("resize", () => chart.resize());
    addEventListener("beforeprint", () => chart.resize());
  };

  const start = () => document.querySelectorAll("[data-chart]").forEach(draw);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
