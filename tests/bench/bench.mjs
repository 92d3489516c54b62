// Figures of the console against the reference PBX, in a real browser.
//
//     node tests/bench/bench.mjs [--people 1000,10000] [--system xivo-2016] [--rounds 3]
//
// Every round is a fresh browser and profile. Cold is the first load of it,
// warm the third. Actions run from the trusted input event to the first frame
// painted that shows the outcome. Medians are printed, in milliseconds unless
// said otherwise; the machine is not alone in the world, so look at ratios.
// A file of 20,000 rows is read as a plan, scrolled, and 1,000 rows are run.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import config from "../e2e/playwright.config.mjs";
import { Pbx } from "../e2e/pbx.mjs";

const { values: given } = parseArgs({
  options: {
    people: { type: "string", default: "1000,10000" },
    system: { type: "string", default: "xivo-2016" },
    rounds: { type: "string", default: "3" },
  },
});
const probe = readFileSync(join(import.meta.dirname, "probe.js"), "utf8");
const MEGA = 2 ** 20;
// What is read as a file, and how many of its rows are run.
const FILE_ROWS = 20_000;
const RUN_ROWS = 1_000;

const ROW = ".scroller tbody tr:not(.spacer)";
const SCROLLER = ".scroller";

async function round(pbx, people) {
  const folder = mkdtempSync(join(tmpdir(), "switchroom-bench-"));
  const context = await chromium.launchPersistentContext(folder, {
    ...config.use.launchOptions,
    headless: true,
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
  });
  try {
    return await measure(context, pbx, people);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measure(context, pbx, people) {
  const found = {};
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(60_000);
  await page.addInitScript(probe);
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  let bytes = { app: 0, api: 0 };
  const urls = new Map();
  cdp.on("Network.requestWillBeSent", (event) => urls.set(event.requestId, event.request.url));
  cdp.on("Network.loadingFinished", (event) => {
    const kind = /\/api\//.test(urls.get(event.requestId) ?? "") ? "api" : "app";
    bytes[kind] += event.encodedDataLength;
  });
  const address = new URL(`${given.system}/users`, pbx.url).href;
  const cpu = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    return metrics.find((metric) => metric.name === "TaskDuration").value * 1000;
  };
  const load = async () => {
    await page.goto("about:blank");
    bytes = { app: 0, api: 0 };
    const before = await cpu();
    await page.goto(address, { waitUntil: "commit" });
    const first = await page.evaluate((selector) => globalThis.__bench.until({ selector }), ROW);
    const used = (await cpu()) - before;
    await page.waitForLoadState("networkidle");
    // A long answer in one piece is read at the pace of the page.
    await page.getByText(/(More|Their details) are arriving/).waitFor({ state: "hidden" });
    return { first, used };
  };

  const cold = await load();
  found["app, cold (kB)"] = bytes.app / 1000;
  found["API (kB)"] = bytes.api / 1000;
  found["first row, cold"] = cold.first;
  found["main thread to first row, cold"] = cold.used;
  await load();
  await page.waitForTimeout(300);
  const warm = await load();
  found["app, warm (kB)"] = bytes.app / 1000;
  found["first row, warm"] = warm.first;
  found["main thread to first row, warm"] = warm.used;

  await cdp.send("HeapProfiler.collectGarbage");
  const heap = await cdp.send("Runtime.getHeapUsage");
  const memory = await page.evaluate(() => globalThis.__bench.memory?.buffer.byteLength ?? 0);
  found["heap, JavaScript (MiB)"] = heap.usedSize / MEGA;
  found["heap, WebAssembly (MiB)"] = memory / MEGA;

  // From the input to the frame that shows what it brought.
  const act = async (name, wanted, input) => {
    await page.evaluate((wanted) => globalThis.__bench.arm(wanted), wanted);
    await input();
    found[name] = await page.evaluate(() => globalThis.__bench.coming);
    await page.waitForTimeout(150);
  };
  // A letter or digit that the first row has not: typing it changes the first row.
  const letter = await page.evaluate((selector) => {
    const first = document.querySelector(selector).textContent.toLowerCase();
    return [..."bcdfghjklmnpqrstvwxzyaeiou0123456789"].find((letter) => !first.includes(letter));
  }, ROW);
  const search = page.getByRole("searchbox", { name: "Search" });
  await search.click();
  await act("search, a letter", { changes: ROW }, () => page.keyboard.press(letter));
  await act("search, cleared", { changes: ROW }, () => page.keyboard.press("Backspace"));
  // The first row may well stay; the order that the heading tells always changes.
  const heading = page.locator("button[data-column]").nth(1);
  const column = await heading.getAttribute("data-column");
  const sorted = (order) => ({ selector: `[aria-sort=${order}]:has(button[data-column="${column}"])` });
  await act("sort, first time", sorted("ascending"), () => heading.click());
  await act("sort, turned", sorted("descending"), () => heading.click());

  for (const [name, frames, step] of [["fling", 180, 0], ["scroll", 120, 40]]) {
    const smooth = await page.evaluate((given) => globalThis.__bench.scroll(...given), [SCROLLER, ROW, frames, step]);
    found[`${name}, frames dropped`] = smooth.dropped;
    found[`${name}, frames blank`] = smooth.blank;
  }
  await page.waitForTimeout(200);

  const name = page.getByLabel("Description", { exact: true });
  await act("open a user", { selector: "form input", value: true }, () => page.locator(ROW).nth(3).click());
  await name.fill(`Desk ${Date.now()}`);
  await act("save", { selector: ".notice.done" }, () => page.getByRole("button", { name: "Save", exact: true }).click());
  Object.assign(found, await plan(page, people));
  return found;
}

/** A CSV file that gives each of so many people another description; beyond those there are, they are unknown. */
function file(people, rows) {
  const lines = Array.from({ length: rows }, (_, row) => `${(row % people) + 1 + (row < people ? 0 : 1_000_000 + row)},Floor ${row}`);
  return { name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(["id,description", ...lines].join("\n")) };
}

async function plan(page, people) {
  const found = {};
  const address = new URL(`/${given.system}/users/import`, page.url()).href;
  const open = async (rows) => {
    await page.goto("about:blank");
    await page.goto(address);
    await page.evaluate(() => (globalThis.__bench.long.length = 0));
    const begin = await page.evaluate(() => performance.now());
    await page.getByLabel("CSV file").setInputFiles(file(people, rows));
    const end = await page.evaluate((selector) => globalThis.__bench.until({ selector }), ROW);
    return end - begin;
  };
  found[`plan, ${FILE_ROWS.toLocaleString("en")} rows read`] = await open(FILE_ROWS);
  const smooth = await page.evaluate((given) => globalThis.__bench.scroll(...given), [SCROLLER, ROW, 120, 40]);
  found["plan, scroll, frames dropped"] = smooth.dropped;
  found["plan, scroll, frames blank"] = smooth.blank;
  await open(RUN_ROWS);
  await page.evaluate(() => (globalThis.__bench.long.length = 0));
  const begin = await page.evaluate(() => performance.now());
  await page.getByRole("button", { name: /^Run / }).click();
  await page.getByText("Done. This is what became of it:").waitFor();
  found[`plan, ${RUN_ROWS.toLocaleString("en")} rows run`] = (await page.evaluate(() => performance.now())) - begin;
  found["plan, longest task while it runs"] = await page.evaluate(() => Math.max(0, ...globalThis.__bench.long));
  return found;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const columns = [];
for (const people of given.people.split(",").map(Number)) {
  const pbx = await Pbx.start({ people });
  try {
    const rounds = [];
    for (let n = 1; n <= Number(given.rounds); n++) {
      console.error(`${people} people, round ${n} of ${given.rounds}`);
      await pbx.reset();
      rounds.push(await round(pbx, people));
    }
    columns.push([people, rounds]);
  } finally {
    await pbx.stop();
  }
}
const names = Object.keys(columns[0][1][0]);
console.log(`| ${given.system} | ${columns.map(([people]) => `${people.toLocaleString("en")} people`).join(" | ")} |`);
console.log(`| --- | ${columns.map(() => "---:").join(" | ")} |`);
for (const name of names) {
  const cells = columns.map(([, rounds]) => median(rounds.map((found) => found[name])));
  console.log(`| ${name} | ${cells.map((cell) => (Number.isInteger(cell) ? cell : cell.toFixed(1))).join(" | ")} |`);
}
