// A day's work in one tab leaves nothing behind: some 2,000 navigations, searches,
// opens and saves over all vendors. For `make test-all`.
import { expect, test } from "./fixtures.mjs";
import * as apio from "./apio.mjs";
import * as icws from "./icws.mjs";
import { button, count, field, go, heading, link, notices, rows, search } from "./xivo.mjs";

// Both at the end of a round of eleven, so that the same page is there.
const NAVIGATIONS = 2_002;
const WARM = 110;
/** At the end at most so many times what was there after the first 110. */
const GROWTH = 1.3;

test.use({ people: 100 });
test.setTimeout(30 * 60_000);

/** Keeps the program's memory where the test finds it. */
function keepMemory() {
  const keep = (made) => {
    const memory = Object.values((made.instance ?? made).exports).find((each) => each instanceof WebAssembly.Memory);
    if (memory) globalThis.memoryOfTest = memory;
    return made;
  };
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const was = WebAssembly[name];
    WebAssembly[name] = (...all) => was.apply(WebAssembly, all).then(keep);
  }
}

async function figures(page, cdp) {
  // What the first collection frees is taken out of the program's memory afterwards, and frees more.
  for (let collection = 0; collection < 3; collection++) {
    await cdp.send("HeapProfiler.collectGarbage");
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 0)));
  }
  const { metrics } = await cdp.send("Performance.getMetrics");
  const metric = (name) => metrics.find((each) => each.name === name).value;
  return {
    nodes: metric("Nodes"),
    listeners: metric("JSEventListeners"),
    "JavaScript's memory, kB": Math.round(metric("JSHeapUsedSize") / 1000),
    "WebAssembly's memory, kB": await page.evaluate(() => Math.round(globalThis.memoryOfTest.buffer.byteLength / 1000)),
  };
}

/** The systems one after the other, as a person goes through them; tells of each navigation. */
async function* rounds(page) {
  for (let round = 0; ; round++) {
    const language = round % 2 ? "fr_FR" : "en_US";
    await go(page, "/xivo-2016/users?q=user1");
    await expect(count(page)).toContainText(" of 100 users");
    yield;
    const name = ["Ada Sample", "Chloe Madeup", "Dora Desk"][round % 3];
    await search(page).fill(name);
    await expect(rows(page).first()).toContainText(name);
    yield;
    await rows(page).first().getByRole("link").click();
    await expect(field(page, "First name")).not.toHaveValue("");
    yield;
    await field(page, "Language").fill(language);
    await field(page, "Description").fill(`round ${round}`);
    await button(page, "Save").click();
    await expect(notices(page)).toContainText("Saved");
    await link(page, "CTI configuration").click();
    await expect(heading(page, "CTI configuration")).toBeVisible();
    yield;
    await page.goBack();
    await expect(field(page, "First name")).not.toHaveValue("");
    yield;
    await go(page, "/icws/users");
    await expect(count(page)).toContainText("users");
    yield;
    await go(page, "/icws/users/tokoro/client");
    await expect(page.getByText(/\d+ properties, /)).toBeVisible();
    yield;
    await go(page, "/apio/tenants/brightwater/groups/north-quay/users");
    await expect(apio.heading(page, "Users")).toBeVisible();
    yield;
    await go(page, apio.profileOf("mira.holt"));
    await expect(page.getByLabel("First name", { exact: true })).not.toHaveValue("");
    yield;
    await go(page, apio.pinOf("mira.holt"));
    await expect(apio.heading(page, "PIN code")).toBeVisible();
    yield;
    await go(page, "/");
    await expect(heading(page, "Systems")).toBeVisible();
    yield;
  }
}

test("2,000 navigations, searches, opens and saves leave nothing behind @all", async ({ page }) => {
  await page.addInitScript(keepMemory);
  await icws.signIn(page, "/icws/users");
  await expect(count(page)).toContainText("users");
  await go(page, "/apio/tenants/brightwater/groups/north-quay/users");
  await apio.signIn(page, apio.DESK);
  await expect(apio.heading(page, "Users")).toBeVisible();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");

  const round = rounds(page);
  let warm;
  for (let navigation = 1; navigation <= NAVIGATIONS; navigation++) {
    await round.next();
    if (navigation === WARM) warm = await figures(page, cdp);
  }
  const last = await figures(page, cdp);
  for (const name of Object.keys(last)) {
    console.log(`${name}: ${warm[name]} after ${WARM} navigations, ${last[name]} after ${NAVIGATIONS} (${(last[name] / warm[name]).toFixed(2)})`);
    expect.soft(last[name], name).toBeLessThanOrEqual(GROWTH * warm[name]);
  }
});
