// Figures of the console against the reference PBX, in a real browser.
//
//     node tests/bench/bench.mjs [--people 1000,10000] [--system xivo-2016] [--rounds 3]
//
// Every round is a fresh browser and profile. Cold is the first load of it,
// warm the third. Actions run from the trusted input event to the first frame
// painted that shows the outcome. Medians are printed, in milliseconds unless
// said otherwise; the machine is not alone in the world, so look at ratios.
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

const ROW = ".scroller tbody tr:not(.spacer)";
const SCROLLER = ".scroller";

async function round(pbx) {
  const folder = mkdtempSync(join(tmpdir(), "switchroom-bench-"));
  const context = await chromium.launchPersistentContext(folder, {
    ...config.use.launchOptions,
    headless: true,
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
  });
  try {
    return await measure(context, pbx);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measure(context, pbx) {
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
  // In ascending order the first row may well stay; the heading always changes.
  const heading = page.locator("button[data-column]").nth(1);
  await act("sort, first time", { changes: ".scroller thead" }, () => heading.click());
  await act("sort, turned", { changes: ROW }, () => heading.click());

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
      rounds.push(await round(pbx));
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
