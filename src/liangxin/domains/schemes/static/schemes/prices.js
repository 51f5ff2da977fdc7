// Draws a list price over time as steps, with the first days of promotion events as upright lines.
"use strict";

(() => {
  const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const draw = (box) => {
    const told = JSON.parse(document.getElementById(box.dataset.prices).textContent);
    const chart = echarts.getInstanceByDom(box) ?? echarts.init(box, null, { renderer: "svg" });
    const prices = told.line.map(([, price]) => price);
    const room = Math.max((Math.max(...prices) - Math.min(...prices)) * 0.4, Math.max(...prices) * 0.04);
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: ink("--sans"), color: ink("--ink") },
      grid: { left: 8, right: 24, top: 28, bottom: 8, containLabel: true },
      tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: (value) => `${value} ${told.unit}` },
      xAxis: { type: "time", axisLabel: { color: ink("--ink-2"), hideOverlap: true, formatter: "{yyyy}-{MM}" }, axisLine: { lineStyle: { color: ink("--line-strong") } } },
      yAxis: { type: "value", min: Math.floor(Math.min(...prices) - room), max: Math.ceil(Math.max(...prices) + room), axisLabel: { color: ink("--ink-2") }, splitLine: { lineStyle: { color: ink("--line") } } },
      series: [{
        name: told.name, type: "line", step: "end", symbol: "circle", symbolSize: 6, data: told.line,
        lineStyle: { width: 2 }, itemStyle: { color: ink("--accent") },
        markLine: { symbol: "none", silent: true, label: { color: ink("--ink-2"), formatter: ({ name }) => name }, lineStyle: { type: "dotted", color: ink("--ink-2") },
          data: told.marks.map(([day, name]) => ({ xAxis: day, name })) },
      }],
    }, true);
  };

  const start = () => document.querySelectorAll("[data-prices]").forEach(draw);
  start();
  addEventListener("resize", () => document.querySelectorAll("[data-prices]").forEach((box) => echarts.getInstanceByDom(box)?.resize()));
  new MutationObserver(start).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
})();
