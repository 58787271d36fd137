// Draws each figure of the page anew with uPlot, from the numbers of its table, and hides the drawing it replaces.
// For tests each figure has its chart as `uplot`, and those with marks these as `marks`.
(() => {
  "use strict";

  // ---- numbers for people, as host/report/people.c puts them ----

  const sign = document.body.dataset.sign;

  function fixed(size, decimals) {
    const scale = 10 ** decimals, whole = Math.floor(size * scale + 0.5);
    const digits = String(whole).padStart(decimals + 1, "0"), at = digits.length - decimals;
    return decimals ? digits.slice(0, at) + "." + digits.slice(at) : digits;
  }

  function decimalsOf(size, digits) {
    let decimals = digits - 1;
    if (size + 0.5 / 10 ** digits < 1) {
      for (decimals = 2; decimals < 4 && size * 10 ** decimals < 10; ++decimals);
      return decimals;
    }
    for (let limit = 10; decimals > 0 && size + 0.5 / 10 ** decimals >= limit; limit *= 10) --decimals;
    return decimals;
  }

  function money(value, before = sign, digits = 3) {
    let size = Math.abs(value);
    if (size < 0.00005) size = 0;
    const units = [[1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "k"], [1, ""]];
    const [unit, word] = units.find(([least]) => size >= least * (1 - 0.5 / 10 ** digits)) || units[4];
    const shown = size / unit;
    return (value < 0 && size > 0 ? "-" : "") + before + fixed(shown, size === 0 ? 0 : decimalsOf(shown, digits)) + word;
  }

  function share(value) {
    if (value > 0 && value < 0.0005) return "<0.1 %";
    if (value < 1 && value >= 0.9995) return ">99.9 %";
    return (value < 0 ? "-" : "") + fixed(100 * Math.abs(value), value === 0 || value === 1 ? 0 : 1) + " %";
  }

  function number(value) {
    const size = Math.abs(value);
    if (size === 0) return "0";
    if (size >= 1e6) return money(value, "");
    const decimals = decimalsOf(size, 3);
    return (value < 0 && size * 10 ** decimals >= 0.5 ? "-" : "") + fixed(size, decimals);
  }

  const put = {
    money: (value) => money(value), total: (value) => money(value, sign, 4), share, number,
    whole: (value) => fixed(Math.abs(value), 0), month: (value) => String(value),
  };

  const tick = (text) => text.replace(/(\.\d*?)0+(?=\D*$)/, "$1").replace(/\.(?=\D*$)/, "");

  // ---- tables ----

  const numberOf = (cell) => cell.dataset.v === undefined ? null : Number(cell.dataset.v);

  // { name, key: [rows] of the row headings, columns: [[rows]...] }
  function readTable(table) {
    const rows = [...table.tBodies[0].rows], name = table.caption.querySelector("b");
    const columns = [...rows[0].cells].slice(1).map((_, i) => rows.map((row) => numberOf(row.cells[i + 1])));
    const key = rows.map((row) => numberOf(row.cells[0]) ?? Number(row.cells[0].textContent));
    const headings = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent);
    return { name: name ? name.textContent : "", key, columns, headings };
  }

  const tablesOf = (figure) => [...document.getElementById(figure.dataset.table).querySelectorAll("table")].map(readTable);

  // y at x of the line through the points; beyond its ends `outside` says: null, or flat.
  function along(xs, ys, x, isFlat) {
    const last = xs.length - 1;
    if (x < xs[0]) return isFlat ? ys[0] : null;
    if (x > xs[last]) return isFlat ? ys[last] : null;
    let i = xs.findIndex((at) => at >= x);
    if (xs[i] === x) return ys[i];
    return ys[i - 1] + (ys[i] - ys[i - 1]) * (x - xs[i - 1]) / (xs[i] - xs[i - 1]);
  }

  // ---- colours ----

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const seriesColour = (i) => colour("c" + (i % 8));
  const dashes = [undefined, [8, 4], [2, 3], [9, 3, 2, 3], [14, 4]];

  // ---- kinds of charts: data, series, bands, hooks ----

  const line = (label, i, more) => ({ label, stroke: seriesColour(i), width: 2, dash: dashes[i % 5], points: { show: false }, ...more });

  // One curve per table on the union of their places.
  function curves(figure, curveOf) {
    const names = tablesOf(figure), lines = names.map(curveOf);
    const places = [...new Set(lines.flatMap(([xs]) => xs))].sort((a, b) => a - b);
    return {
      data: [places, ...lines.map(([xs, ys]) => places.map((x) => along(xs, ys, x, false)))],
      series: names.map((table, i) => line(table.name, i, { spanGaps: true })),
      marks: marksOf(lines, Number(figure.dataset.box.split(" ")[3])),
      sync: "cost",
    };
  }

  // Of each architecture: 5, 50, 95 % and the mean of the worst 5 %, from the table of totals, on its curve.
  function marksOf(lines, top) {
    const rows = [...document.querySelector("#total-npv table").tBodies[0].rows];
    return lines.map(([xs, ys], i) => [4, 5, 6, 7].map((column) => {
      const x = numberOf(rows[i].cells[column]);
      return { x, y: along(xs, ys, x, true) ?? top };
    }));
  }

  function density(figure) {
    const per = Number(figure.dataset.per);
    return curves(figure, ({ key, columns }) => {
      const n = key.length - 1, width = (key[n] - key[0]) / n;
      const middles = key.slice(1).map((edge, i) => 0.5 * (key[i] + edge));
      return [middles, columns[0].slice(1).map((part) => width > 0 ? part / width * per : null)];
    });
  }

  const cumulative = (figure) => curves(figure, ({ key, columns }) => [key, columns[1]]);

  function fan(figure) {
    const [table] = tablesOf(figure), main = seriesColour(0);
    const thin = { stroke: main, width: 1, points: { show: false } };
    return {
      data: [table.key, ...table.columns],
      series: table.headings.map((label, i) => i === 4 ? line(label, 1) : i === 1 ? line(label, 0) : { label, ...thin }),
      bands: [{ series: [4, 1], fill: main + "33" }, { series: [3, 2], fill: main + "52" }],
    };
  }

  function reach(figure) {
    const [table] = tablesOf(figure), n = table.key.length - 1;
    const months = table.key.slice(0, n), never = n + 1;
    const bars = (i, label) => ({ label, fill: seriesColour(i), stroke: seriesColour(i), width: 0, points: { show: false },
      paths: uPlot.paths.bars({ size: [0.8, 60] }) });
    return {
      data: [[...months, never], [...table.columns[0].slice(0, n), null], [...table.columns[1].slice(0, n), null],
        [...months.map(() => null), table.columns[0][n]]],
      series: [bars(0, table.headings[0]), line(table.headings[1], 2, { dash: undefined }), bars(1, "never")],
      never,
    };
  }

  function units(figure) {
    const tables = tablesOf(figure);
    return { data: [tables[0].key, ...tables.map((table) => table.columns[0])], series: tables.map((table, i) => line(table.name, i)) };
  }

  const kinds = { density, cumulative, fan, reach, units };

  // ---- marks ----

  function drawMarks(chart, marks) {
    const context = chart.ctx, ratio = devicePixelRatio;
    context.save();
    marks.forEach((four, series) => four.forEach(({ x, y }, i) => {
      const cx = chart.valToPos(x, "x", true), cy = chart.valToPos(y, "y", true), size = (i === 3 ? 5.5 : i === 1 ? 4.5 : 3.5) * ratio;
      context.beginPath();
      if (i === 3) {
        context.moveTo(cx, cy - size); context.lineTo(cx + size, cy); context.lineTo(cx, cy + size); context.lineTo(cx - size, cy);
        context.closePath();
      } else {
        context.arc(cx, cy, size, 0, 2 * Math.PI);
      }
      const isRing = i === 0 || i === 2;
      context.setLineDash([]);
      context.lineWidth = (isRing ? 2 : 1) * ratio;
      context.fillStyle = isRing ? colour("paper") : seriesColour(series);
      context.strokeStyle = isRing ? seriesColour(series) : colour("paper");
      context.fill();
      context.stroke();
    }));
    context.restore();
  }

  // ---- a chart ----

  function ticksOf(from, to, never) {
    const step = [1, 2, 3, 6, 12, 24, 60].find((months) => (never ? never - 1 : to + 1) / months <= 10) || 60, ticks = [];
    const most = never ? never - 2 - 0.5 * step : to;
    for (let month = Math.ceil(from / step) * step; month <= most; month += step) ticks.push(month);
    return never ? [...ticks, never] : ticks;
  }

  function axes(figure, drawing, box) {
    const common = { stroke: colour("soft"), grid: { stroke: colour("line"), width: 1 }, ticks: { stroke: colour("line"), width: 1 },
      font: "12px system-ui, sans-serif" };
    const x = put[figure.dataset.x], y = put[figure.dataset.y];
    const months = figure.dataset.x === "month" && { splits: () => ticksOf(box[0], box[1], drawing.never) };
    return [{ ...common, ...months, space: 60, size: 36, grid: { show: false }, values: (_, ticks) => ticks.map((v) => v === drawing.never ? "never" : tick(x(v))) },
      { ...common, size: 62, values: (_, ticks) => ticks.map((v) => tick(y(v))) }];
  }

  function optionsOf(figure, drawing, width) {
    const box = figure.dataset.box.split(" ").map(Number), isMonth = figure.dataset.x === "month";
    const x = put[figure.dataset.x], y = put[figure.dataset.y];
    const value = (_, v) => v == null ? "–" : y(v);
    return {
      width, height: width < 480 ? 240 : 300, padding: [8, 12, 0, 0],
      scales: { x: { time: false, range: [box[0], box[1]] }, y: { range: [box[2], box[3]] } },
      axes: axes(figure, drawing, box),
      cursor: { drag: { x: false, y: false }, ...(drawing.sync && { sync: { key: drawing.sync } }) },
      legend: { markers: { width: 3, dash: (_, i) => drawing.series[i - 1].paths ? "solid" : ["solid", "dashed", "dotted", "dashed", "dashed"][dashes.indexOf(drawing.series[i - 1].dash)] } },
      series: [{ label: isMonth ? "month" : "cost", value: (_, v) => v == null ? "–" : v === drawing.never ? "never" : x(v) },
        ...drawing.series.map((series) => ({ ...series, value }))],
      bands: drawing.bands || [],
      hooks: drawing.marks ? { draw: [(chart) => drawMarks(chart, drawing.marks)] } : {},
    };
  }

  // With the arrow keys the cursor goes from place to place, and what it shows is said.
  function listen(figure, live, say) {
    live.addEventListener("keydown", (event) => {
      const chart = figure.uplot, last = chart.data[0].length - 1, now = chart.cursor.idx;
      const to = { ArrowLeft: (now ?? 1) - 1, ArrowRight: (now ?? -1) + 1, Home: 0, End: last }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const at = Math.min(Math.max(to, 0), last);
      chart.setCursor({ left: chart.valToPos(chart.data[0][at], "x"), top: 1 });
      say.textContent = [...live.querySelectorAll(".u-legend tr")].map((row) => row.textContent).join(", ");
    });
  }

  function draw(figure) {
    const drawing = kinds[figure.dataset.chart](figure), live = figure.querySelector(".live");
    if (figure.uplot) figure.uplot.destroy();
    figure.marks = drawing.marks;
    figure.uplot = new uPlot(optionsOf(figure, drawing, live.clientWidth), drawing.data, live);
  }

  function begin(figure) {
    const live = document.createElement("div"), say = document.createElement("output"), still = figure.querySelector(".still");
    live.className = "live";
    live.tabIndex = 0;
    live.setAttribute("role", "group");
    live.setAttribute("aria-label", still.querySelector("svg").getAttribute("aria-label") + " (arrow keys move along it)");
    say.className = "say";
    still.after(live, say);
    figure.classList.add("drawn");
    draw(figure);
    listen(figure, live, say);
    new ResizeObserver(() => {
      const width = live.clientWidth;
      if (width > 0 && width !== figure.uplot.width) figure.uplot.setSize({ width, height: width < 480 ? 240 : 300 });
    }).observe(live);
  }

  const figures = [...document.querySelectorAll("figure[data-chart]")];
  figures.forEach(begin);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => figures.forEach(draw));
})();
