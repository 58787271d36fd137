// What a browser makes of the page of `run --format html`, against the same answer as JSON.
//   node check.mjs PROGRAM FOLDER CHECK    CHECK: a name of the list at the end; screenshots and PDF go to FOLDER
import assert from "node:assert/strict";
import path from "node:path";
import { answer, browser, expected, folder, histogramOf, near, open, place, points, scenarios, wanted } from "./answers.mjs";

// ---- checks ----

const marksOf = ({ npv: { total } }) => [total.q05, total.q50, total.q95, total.cvar95];

// The page loads nothing and says nothing, whatever the scenario.
async function silence() {
  for (const name of Object.keys(scenarios)) {
    const { page, heard } = await open(answer(name).url);
    const [drawn, all] = await page.evaluate(() => [document.querySelectorAll("figure.drawn .uplot canvas").length, document.querySelectorAll("figure").length]);
    assert.ok(all > 2, `${name} has ${all} charts`);
    assert.equal(drawn, all);
    assert.deepEqual(heard, [], name);
  }
}

// A script or a style that is not named in the policy does not run.
async function policy() {
  const { page } = await open(answer("quickstart").url);
  const did = await page.evaluate(() => {
    const script = document.createElement("script"), style = document.createElement("style");
    script.textContent = "window.didRun = true";
    style.textContent = "body { margin-top: 77px; }";
    document.body.append(script, style);
    document.querySelector("h1").setAttribute("style", "margin-top: 77px");
    return [window.didRun, getComputedStyle(document.body).marginTop, getComputedStyle(document.querySelector("h1")).marginTop];
  });
  assert.equal(did[0], undefined);
  assert.notEqual(did[1], "77px");
  assert.notEqual(did[2], "77px");
  const asked = await page.evaluate(() => fetch("http://127.0.0.1:9/").then(() => "allowed", () => "refused"));
  assert.equal(asked, "refused");
}

// Every live chart holds the JSON's numbers at the JSON's places, and has drawn them there.
async function charts() {
  for (const name of ["scale", "break_even"]) {
    const { url, json } = answer(name), { page } = await open(url);
    const figures = await page.evaluate(() => [...document.querySelectorAll("figure")].map((figure) => ({
      id: figure.id, per: figure.dataset.per, data: figure.uplot.data.map((column) => [...column]), marks: figure.marks,
      labels: figure.uplot.series.slice(1).map(({ label }) => label),
    })));
    for (const figure of figures) compare(figure, json);
    await pixels(page, json);
    await page.screenshot({ path: path.join(folder, `light-${name}.png`), fullPage: true });
  }
}

function compare(figure, json) {
  const right = expected(figure, json), [places, ...columns] = figure.data;
  assert.deepEqual(figure.labels, right.map(([label]) => label), figure.id);
  right.forEach(([label, xs, ys], series) => xs.forEach((x, i) => {
    // The page takes edges from its table and halves them again: a rounding or two from the JSON's.
    const at = places.findIndex((place) => Math.abs(place - x) <= 1e-14 * Math.abs(x));
    assert.notEqual(at, -1, `${figure.id}, ${label}: nothing at ${x}`);
    near(columns[series][at], ys[i], 1e-9, `${figure.id}, ${label} at ${x}`);
  }));
  if (figure.marks) json.architectures.forEach((one, i) => assert.deepEqual(figure.marks[i].map(({ x }) => x), marksOf(one), figure.id));
}

// What is painted where a number belongs: at least one pixel within 2 of it has the colour of its series, and 12 pixels above the
// highest line of a fan none has.
async function pixels(page, json) {
  const painted = await page.evaluate(() => {
    const hex = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const rgb = (name) => [1, 3, 5].map((at) => parseInt(hex(name).slice(at, at + 2), 16));
    const nearest = (figure, x, y, colour, lift = 0) => {
      const chart = figure.uplot, cx = Math.round(chart.valToPos(x, "x", true)), cy = Math.round(chart.valToPos(y, "y", true)) - lift;
      const { data } = chart.ctx.getImageData(cx - 2, cy - 2, 5, 5);
      let least = Infinity;
      for (let i = 0; i < data.length; i += 4)
        least = Math.min(least, Math.hypot(...[0, 1, 2].map((k) => data[i + k] * data[i + 3] / 255 + 255 - data[i + 3] - colour[k])));
      return least;
    };
    const out = [];
    for (const figure of document.querySelectorAll("figure[data-chart=fan]")) {
      const [months, , , , q95] = figure.uplot.data, at = months.length >> 1;
      out.push([figure.id + ", 95 %", nearest(figure, months[at], q95[at], rgb("--c0")), true]);
      out.push([figure.id + ", above 95 %", nearest(figure, months[at], q95[at], rgb("--c0"), 12), false]);
    }
    for (const figure of document.querySelectorAll("figure[data-chart=density], figure[data-chart=cumulative]")) {
      const last = figure.marks.length - 1, diamond = figure.marks[last][3], dot = figure.marks[last][1];
      out.push([figure.id + ", diamond", nearest(figure, diamond.x, diamond.y, rgb("--c" + last % 8)), true]);
      out.push([figure.id + ", dot", nearest(figure, dot.x, dot.y, rgb("--c" + last % 8)), true]);
    }
    for (const figure of document.querySelectorAll("figure[data-chart=reach]")) {
      const [places, months] = figure.uplot.data, most = months.indexOf(Math.max(...months.filter((v) => v !== null)));
      out.push([figure.id + ", highest bar", nearest(figure, places[most], 0.5 * months[most], rgb("--c0")), months[most] > 0.1]);
    }
    return out;
  });
  assert.ok(painted.length >= 2 * json.architectures.length);
  // Half-transparent edges of a line of one pixel: 90 of 441 is near enough to be it, the wash of a fan is not.
  for (const [what, distance, isThere] of painted) {
    if (isThere) assert.ok(distance < 90, `${what} is ${distance} away from its colour`);
    else if (what.includes("above")) assert.ok(distance > 90, `${what} is painted`);
  }
}

// The pointer and the arrow keys show a value, the one of the table, as the table puts it, at every place of every chart.
async function hover() {
  const { url } = answer("scale"), { page } = await open(url);
  const over = page.locator("#spend-1 .u-over");
  await over.scrollIntoViewIfNeeded();
  const box = await over.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const shown = await page.locator("#spend-1 .u-legend .u-value").allTextContents();
  assert.ok(Number(shown[0]) > 20 && Number(shown[0]) < 40, "the middle of 60 months is not " + shown[0]);
  assert.equal(shown.length, 6);
  assert.match(shown[1], /^\$[0-9.]+M$/);
  await page.locator("#spend-1 .live").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  const said = await page.locator("#spend-1 output").textContent();
  assert.match(said, /^month.*1, 5 %.*\$[0-9.]+M, 50 %/);
  const apart = await page.evaluate(() => {
    const apart = [];
    for (const figure of document.querySelectorAll("figure[data-chart=fan], figure[data-chart=units], figure[data-chart=reach]")) {
      const tables = [...document.getElementById(figure.dataset.table).querySelectorAll("table")], chart = figure.uplot;
      chart.data[0].forEach((x, at) => {
        if (at >= tables[0].tBodies[0].rows.length) return;
        chart.setCursor({ left: chart.valToPos(x, "x"), top: 5 });
        const shown = [...figure.querySelectorAll(".u-legend .u-value")].slice(1).map((cell) => cell.textContent).filter((text) => text !== "–");
        const cells = tables.flatMap((table) => [...table.tBodies[0].rows[at].cells].slice(1)).map((cell) => cell.textContent.trim()).filter((text) => text !== "");
        if (shown.join() !== cells.join()) apart.push(`${figure.id} at ${x}: ${shown} is not ${cells}`);
      });
    }
    return apart;
  });
  assert.deepEqual(apart, []);
}

// Without scripts the drawings show the JSON's numbers, and the tables hold them to the last digit.
async function still() {
  for (const name of ["scale", "break_even"]) {
    const { url, json } = answer(name), { page, heard } = await open(url, { javaScriptEnabled: false });
    const figures = await page.evaluate(() => [...document.querySelectorAll("figure")].map((figure) => ({
      id: figure.id, per: figure.dataset.per, box: figure.dataset.box.split(" ").map(Number), isSeen: figure.querySelector(".plot svg").getBoundingClientRect().height > 100,
      lines: [...figure.querySelectorAll(".plot path.l")].map((line) => line.getAttribute("d")),
      bands: [...figure.querySelectorAll(".plot path.h")].map((band) => band.getAttribute("d")),
      bars: [...figure.querySelectorAll(".plot rect")].map((bar) => ["x", "y", "width", "height"].map((word) => Number(bar.getAttribute(word)))),
      marks: [...figure.querySelectorAll(".plot circle")].map((mark) => ["cx", "cy"].map((word) => Number(mark.getAttribute(word)))),
      columns: [...document.getElementById(figure.dataset.table).querySelectorAll("table")].map((table) =>
        [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v)))),
    })));
    for (const figure of figures) compareStill(figure, json);
    await compareTables(page, json);
    assert.deepEqual(heard, []);
    await page.screenshot({ path: path.join(folder, `still-${name}.png`), fullPage: true });
  }
}

function compareStill(figure, json) {
  assert.ok(figure.isSeen, figure.id);
  const right = expected(figure, json), is = (found, x, y, what) => place(figure.box, x, y).forEach((value, i) =>
    assert.ok(Math.abs(found[i] - value) <= 0.051, `${figure.id}, ${what}: drawn at ${found}, not at ${value}`));
  const line = (d, xs, ys, what) => {
    const found = points(d);
    assert.equal(found.length, xs.length, figure.id + what);
    found.forEach((point, i) => is(point, xs[i], ys[i], `${what} at ${xs[i]}`));
  };
  const group = figure.id.replace(/-\d+$/, ""), [table] = figure.columns;
  if (group === "spend" || group === "sum") {
    const [q05, q50, q80, q95, mean] = right.map(([, , ys]) => ys), months = right[0][1], back = [...months].reverse();
    line(figure.lines[0], months, q50, "50 %");
    line(figure.lines[1], months, mean, "mean");
    line(figure.bands[0], [...months, ...back], [...q95, ...[...q05].reverse()], "5 to 95 %");
    line(figure.bands[1], [...months, ...back], [...q80, ...[...q50].reverse()], "50 to 80 %");
    right.forEach(([, , ys], column) => assert.deepEqual(table.map((row) => row[column + 1]), ys));
  } else if (group === "reach") {
    line(figure.lines[0], right[1][1], right[1][2], "by the month");
    const bars = [...right[0][2], right[2][2][0]].map((y, i) => [i === right[0][2].length ? right[2][1][0] : i, y]).filter(([, y]) => y > 0);
    assert.equal(figure.bars.length, bars.length);
    bars.forEach(([x, y], i) => is([figure.bars[i][0] + figure.bars[i][2] / 2, figure.bars[i][1]], x, y, "bar"));
    assert.deepEqual(table.slice(0, -1).map((row) => row[1]), right[0][2]);
    assert.equal(table.at(-1)[1], right[2][2][0]);
  } else {
    right.forEach(([label, xs, ys], i) => line(figure.lines[i], xs, ys, label));
  }
  if (group === "units") right.forEach(([, , ys], i) => assert.deepEqual(figure.columns[i].map((row) => row[1]), ys));
  if (group === "density") {
    json.architectures.forEach((one, i) => {
      assert.deepEqual(figure.columns[i].map((row) => row[1]), [histogramOf(one).below, ...histogramOf(one).shares]);
      near(figure.columns[i].at(-1)[2], 1 - histogramOf(one).above, 1e-12, "what is not above");
      marksOf(one).slice(0, 3).forEach((x, k) => assert.ok(Math.abs(figure.marks[3 * i + k][0] - place(figure.box, x, 0)[0]) <= 0.051, "mark"));
    });
  }
}

async function compareTables(page, json) {
  const rows = (selector) => page.evaluate((which) => [...document.querySelector(which).querySelectorAll("tbody tr")].map((row) =>
    [...row.cells].map((cell) => cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v))), selector);
  const half = ({ low, high }) => 0.5 * (high.mean - low.mean);
  assert.deepEqual(await rows("#total-npv"), json.architectures.map(({ name, npv: { total }, p_cheapest }) =>
    [name, "", total.mean, half(total), total.q05, total.q50, total.q95, total.cvar95, p_cheapest]));
  assert.deepEqual(await rows("#total-nominal"), json.architectures.map(({ name, nominal: { total }, cheapest_nominal }) =>
    [name, total.mean, half(total), total.q05, total.q50, total.q95, total.cvar95, cheapest_nominal.p_cheapest]));
  assert.deepEqual((await rows("#regret")).slice(0, json.architectures.length).map((row) => row.slice(-3)),
    json.architectures.map(({ regret }) => [regret.mean, regret.q50, regret.q95]));
  const matrix = await rows("#matrix-npv"), names = json.architectures.map(({ name }) => name);
  for (const pair of json.pairs.filter(({ money }) => money === "npv")) {
    assert.equal(matrix[names.indexOf(pair.a)][names.indexOf(pair.b) + 1], pair.p_a_cheaper);
    near(matrix[names.indexOf(pair.b)][names.indexOf(pair.a) + 1], 1 - pair.p_a_cheaper - pair.p_tie, 1e-12, "the pair the other way round");
  }
  const capsule = await page.locator("#capsule").textContent();
  for (const text of [json.scenario.sha256, json.scenario.fingerprint, json.seed, json.run.version, json.run.backend, json.run.time]) assert.ok(capsule.includes(text), text);
  assert.equal(await page.locator("#scenario").textContent(), json.scenario.text);
  assert.ok((await rows("#commitments")).length >= json.architectures.reduce((n, one) => n + one.contracts.length, 0));
}

// Names are text: in headings, tables, keys of charts. They start nothing and lead nowhere.
async function names() {
  const { url, json } = answer("hostile"), { page, heard } = await open(url);
  await page.mouse.move(300, 300);
  const found = await page.evaluate(() => ({
    rows: [...document.querySelectorAll("#total-npv tbody th")].map((cell) => cell.textContent),
    labels: [...document.querySelectorAll("#density-0 .u-legend .u-label")].slice(1).map((cell) => cell.textContent),
    links: [...document.querySelectorAll("a")].map((a) => a.getAttribute("href")).filter((href) => !href.startsWith("#")),
    strange: document.querySelectorAll("img, iframe, object, form, [onerror], [onload], [onmouseover], main script, b[onmouseover]").length,
    scripts: document.scripts.length,
    drivers: [...document.querySelectorAll("#drivers tbody th")].map((cell) => cell.textContent),
  }));
  const right = json.architectures.map(({ name }) => name);
  assert.ok(right.includes("</script><script>alert(4)</script>") && right.some((name) => name.startsWith("=HYPERLINK(")));
  assert.deepEqual(found.rows, right);
  assert.deepEqual(found.labels, right);
  assert.deepEqual(found.links, []);
  assert.deepEqual([found.strange, found.scripts], [0, 2]);
  assert.ok(found.drivers.includes("</script><script>alert(1)</script>"));
  assert.deepEqual(heard, []);
  await page.screenshot({ path: path.join(folder, "names.png"), fullPage: true });
}

// Dark, on a telephone, and on paper.
async function variants() {
  const { url } = answer("scale"), brightness = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).reduce((sum, part) => sum + Number(part), 0));
  const light = await open(url), dark = await open(url, { colorScheme: "dark" });
  assert.ok(await brightness(light.page) > 700 && await brightness(dark.page) < 150);
  assert.notEqual(await light.page.evaluate(() => document.querySelector("#density-0").uplot.series[1].stroke()), await dark.page.evaluate(() => document.querySelector("#density-0").uplot.series[1].stroke()));
  await dark.page.screenshot({ path: path.join(folder, "dark.png"), fullPage: true });
  for (const javaScriptEnabled of [true, false]) {
    const narrow = await open(url, { viewport: { width: 390, height: 844 }, javaScriptEnabled });
    const [width, charts] = await narrow.page.evaluate(() => [document.documentElement.scrollWidth, [...document.querySelectorAll("figure")].map((figure) => figure.getBoundingClientRect().right)]);
    assert.ok(width <= 390, `the page is ${width} wide`);
    assert.ok(Math.max(...charts) <= 390);
    await narrow.page.screenshot({ path: path.join(folder, `narrow-${javaScriptEnabled ? "live" : "still"}.png`), fullPage: true });
  }
  await light.page.emulateMedia({ media: "print" });
  // A4 at 96 dpi less the margins of @page, 186 by 269 mm, is 703 by 1016 pixels.
  await light.page.setViewportSize({ width: 703, height: 1016 });
  const paper = await light.page.evaluate(() => [...document.querySelectorAll("figure")].map((figure) => {
    const { width, height } = figure.querySelector(".plot > svg").getBoundingClientRect();
    return [figure.id, width, height, figure.querySelector(".live").getBoundingClientRect().height, getComputedStyle(figure).breakInside];
  }));
  for (const [id, width, height, live, inside] of paper) {
    assert.ok(width > 300 && width <= 703 && height > 100 && height < 1016, `${id} is ${width} by ${height} on paper`);
    assert.deepEqual([live, inside], [0, "avoid"], id);
  }
  await light.page.pdf({ path: path.join(folder, "paper.pdf"), preferCSSPageSize: true });
  assert.deepEqual([...light.heard, ...dark.heard], []);
}

// The reader of a screen and the keyboard: landmarks, headings, names of regions and drawings, the way past the contents.
async function reading() {
  const { url } = answer("scale"), { page } = await open(url);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "answer");
  for (const role of ["banner", "navigation", "main"]) assert.equal(await page.getByRole(role).count(), 1, role);
  const unnamed = await page.evaluate(() => [...document.querySelectorAll("[role=img], [role=region], [role=group]")].filter((one) => !one.getAttribute("aria-label")).length);
  assert.equal(unnamed, 0);
  const levels = await page.evaluate(() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((one) => Number(one.tagName[1])));
  levels.forEach((level, i) => assert.ok(i === 0 ? level === 1 : level <= levels[i - 1] + 1 && level > 1));
  // Text against what it stands on, WCAG 2's 4.5 to 1, in both schemes.
  for (const colorScheme of ["light", "dark"]) {
    const { page: one } = await open(url, { colorScheme });
    const contrast = await one.evaluate(() => {
      const rgb = (name) => { const hex = getComputedStyle(document.documentElement).getPropertyValue(name).trim(); return [1, 3, 5].map((at) => parseInt(hex.length === 4 ? hex[(at + 1) / 2].repeat(2) : hex.slice(at, at + 2), 16) / 255); };
      const light = (name) => rgb(name).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
      const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
      return { text: ["--ink", "--soft", "--link"].map((name) => ratio(name, "--paper")), lines: [0, 1, 2, 3, 4, 5, 6, 7].map((i) => ratio("--c" + i, "--paper")) };
    });
    assert.ok(Math.min(...contrast.text) >= 4.5, `${colorScheme}: text ${contrast.text}`);
    assert.ok(Math.min(...contrast.lines) >= 3, `${colorScheme}: lines ${contrast.lines}`);
  }
}

const checks = { silence, policy, charts, hover, still, names, variants, reading };
try {
  if (!checks[wanted]) throw new Error(`no check '${wanted}'; there are: ${Object.keys(checks).join(" ")}`);
  await checks[wanted]();
} finally {
  await browser.close();
}
