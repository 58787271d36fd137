// Answers of the program, the browser that opens them, and what the JSON says each chart shows.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = path.dirname(fileURLToPath(import.meta.url)), root = path.join(here, "../..");
export const [program, folder, wanted] = process.argv.slice(2);

// ---- answers ----

export const scenarios = {
  scale: [path.join(root, "configs/hybrid_at_scale.cfg"), "20000"],
  break_even: [path.join(root, "configs/self_host_break_even.cfg"), "3000"],
  quickstart: [path.join(root, "configs/quickstart.cfg"), "3000"],
  one_path: [path.join(root, "tests/golden/tiny.cfg"), "1"],
  hostile: [path.join(here, "hostile.cfg"), "2000"],
};

// One run, written as page and as JSON.
export function answer(name) {
  const stem = path.join(folder, `${wanted}-${name}`), [file, paths] = scenarios[name];
  execFileSync(program, ["run", file, "-q", "--paths", paths, "--format", "json,html", "-o", stem]);
  return { url: pathToFileURL(stem + ".html").href, json: JSON.parse(fs.readFileSync(stem + ".json", "utf8")) };
}

// ---- the browser ----

const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
export const browser = await chromium.launch({ executablePath, args: process.getuid() === 0 ? ["--no-sandbox"] : [] });

// Opens the page; everything it says, asks for or pops up is kept.
export async function open(url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage(), heard = [];
  page.on("console", (message) => heard.push("console: " + message.text()));
  page.on("pageerror", (error) => heard.push("error: " + error.message));
  page.on("dialog", (dialog) => { heard.push("dialog: " + dialog.message()); dialog.dismiss(); });
  page.on("request", (request) => { if (request.url() !== url) heard.push("request: " + request.url()); });
  await page.goto(url);
  await page.waitForTimeout(200);
  return { page, heard };
}

// ---- what the JSON says each chart shows: [label, [x...], [y...]] of every series ----

export const histogramOf = (architecture) => architecture.histogram.npv;
const edges = ({ from, to, shares: { length: n } }) => Array.from({ length: n + 1 }, (_, i) => from + (to - from) * (i / n));
const sums = (start, parts) => parts.reduce((all, part) => [...all, all.at(-1) + part], [start]);

export function expected(figure, json) {
  const [, group, number] = figure.id.match(/^(.*)-(\d+)$/), months = json.architectures[0].months.map(({ month }) => month);
  switch (group) {
    case "density": return json.architectures.map((one) => {
      const h = histogramOf(one), e = edges(h), per = Number(figure.per), width = (h.to - h.from) / h.shares.length;
      return [one.name, h.shares.map((_, i) => 0.5 * (e[i] + e[i + 1])), h.shares.map((part) => part / width * per)];
    });
    case "cumulative": return json.architectures.map((one) =>
      [one.name, edges(histogramOf(one)), sums(histogramOf(one).below, histogramOf(one).shares)]);
    case "spend": case "sum": return [["5 %", "q05"], ["50 %", "q50"], ["80 %", "q80"], ["95 %", "q95"], ["mean", "mean"]].map(([label, word]) =>
      [label, months, json.architectures[number].months.map((month) => month[group === "spend" ? "spend" : "cumulative"][word])]);
    case "reach": {
      const row = json.break_even[number], n = row.months.length;
      return [["in the month", months, row.months], ["by the month", months, sums(0, row.months).slice(1)], ["never", [n + 1], [row.p_never]]];
    }
    case "units": return json.architectures[number].channels.map((channel) => [channel.name, months, channel.units]);
  }
  throw new Error("a chart that nobody knows: " + figure.id);
}

export function near(found, right, share, what) {
  assert.ok(Math.abs(found - right) <= share * Math.max(Math.abs(right), 1e-300) || found === right, `${what}: ${found} is not ${right}`);
}

// The corner points of a path as html_svg.c writes it: M x y l dx dy dx dy ...
export function points(d) {
  const numbers = (text) => (text.match(/-?(\d+\.?\d*|\.\d+)/g) || []).map(Number), [start, steps = ""] = d.slice(1).split("l");
  const all = [numbers(start)], deltas = numbers(steps);
  for (let i = 0; i < deltas.length; i += 2) all.push([all.at(-1)[0] + deltas[i], all.at(-1)[1] + deltas[i + 1]]);
  return all;
}

// The frame of html_svg.c: 58 to 592 across, 250 up to 10. Places are written in tenths, so they are right within half of one.
export function place([x0, x1, y0, y1], x, y) {
  return [58 + 534 * ((x - x0) / (x1 - x0)), 250 - 240 * ((y - y0) / (y1 - y0))];
}
