// Answers without measure: they are bounded, that is said, and the page goes on.
import * as apio from "./apio.mjs";
import { installClock } from "./clock.mjs";
import { expect, test } from "./fixtures.mjs";
import { button, count, field, heading, link, names, open, path10, path11, rows, search } from "./xivo.mjs";

test.use({ people: 20 });

const FAR_TOO_LONG = "The answer is far too long, and was not read to its end. Tell whoever looks after the server.";
const keepsItsWidth = (page) => page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth);

/** A person of the list is opened and can be typed into: the page is alive. */
async function expectAlive(page) {
  await search(page).fill("chloe");
  await expect(rows(page)).toHaveCount(1);
  await link(page, "Chloe Madeup").click();
  await field(page, "Description").fill("typed");
  await expect(page.getByText("1 field changed")).toBeVisible();
}

test("a name of 50,000 characters is cut wherever it stands, and widens no page", async ({ page, pbx }) => {
  const lastname = "Ünbroken".repeat(6_250);
  await pbx.faults([
    { system: "xivo-2014b", method: "GET", path: "/1.1/users/3$", kind: "huge", fields: ["lastname"], length: 50_000, times: 0 },
    { system: "xivo-2014b", method: "GET", path: "/1.1/users$", kind: "body", body: JSON.stringify({ items: [{ id: 3, firstname: "Chloe", lastname }], total: 1 }), times: 0 },
  ]);
  await open(page, "xivo-2014b");
  await expect(count(page)).toHaveText("1 user");
  expect(await names(page)).toEqual([`${`Chloe ${lastname}`.slice(0, 200)}…`]);
  expect(await keepsItsWidth(page)).toBe(true);
  for (const path of ["/xivo-2014b/users/3", "/xivo-2014b/users/3/cti"]) {
    await page.goto(path);
    await expect(page.getByRole("main").getByText(/^Chloe x{100,}/).first()).toBeVisible();
    expect(await keepsItsWidth(page)).toBe(true);
  }
  await page.goto("/xivo-2014b/users/3");
  await expect(heading(page, `Chloe ${"x".repeat(194)}…`)).toBeVisible();
  // What stands in its control is whole.
  await expect(field(page, "Last name")).toHaveValue("x".repeat(50_000));
  await button(page, "Delete").click();
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(await keepsItsWidth(page)).toBe(true);
});

test("a name of 50,000 characters in a profile of APIO", async ({ page, pbx }) => {
  await pbx.faults({ system: "apio", method: "GET", path: "/api/v1/tenants/brightwater/groups/north-quay/users/*/$", kind: "huge", fields: ["lastName"], length: 50_000, times: 0 });
  await page.goto(apio.profileOf("mira.holt"));
  await apio.signIn(page, apio.DESK);
  await expect(page.getByRole("heading", { level: 1, name: /^Mira x{100,}…$/ })).toBeVisible();
  expect(await keepsItsWidth(page)).toBe(true);
});

test("50 MB in one field of a person are not read, which is said", async ({ page, pbx }) => {
  await pbx.faults({ system: "xivo-2014b", method: "GET", path: "/1.1/users/3$", kind: "huge", fields: ["lastname"], length: 50_000_000 });
  await page.goto("/xivo-2014b/users/3");
  await expect(page.getByText(FAR_TOO_LONG)).toBeVisible();
  await button(page, "Try again").click();
  await expect(heading(page, "Chloe Madeup")).toBeVisible();
});

test("50 MB in one field of a list hide nobody else", async ({ page, pbx }) => {
  await pbx.faults({ system: "xivo-2013", method: "GET", path: "/1.0/users/$", kind: "huge", fields: ["lastname"], length: 50_000_000 });
  await open(page, "xivo-2013");
  await expect(count(page)).toHaveText("20 users");
  expect((await names(page)).filter((name) => name.length > 201)).toEqual([]);
  await expectAlive(page);
});

test("10,000 levels are no list, no person, and one person of a list that cannot be read", async ({ page, pbx }) => {
  const deep = "[".repeat(10_000) + "]".repeat(10_000);
  await pbx.faults({ system: "xivo-2014b", method: "GET", path: "/1.1/users/3$", kind: "body", body: `{"id": 3, "firstname": ${deep}}` });
  await page.goto("/xivo-2014b/users/3");
  await expect(page.getByText("The answer (status 200) is not one that this phone system gives.")).toBeVisible();
  const items = `[{"id": 1, "firstname": ${deep}}, {"id": 3, "firstname": "Chloe", "lastname": "Madeup"}]`;
  await pbx.faults({ system: "xivo-2014b", method: "GET", path: "/1.1/users$", kind: "body", body: `{"items": ${items}, "total": 2}`, times: 0 });
  await open(page, "xivo-2014b");
  await expect(count(page)).toHaveText("2 users");
  await expectAlive(page);
});

test("of a million people as many are kept as there is room for, which is said", async ({ page, pbx }) => {
  test.slow();
  const items = Array.from({ length: 1_000_000 }, (_, at) => `{"id":${at + 1},"firstname":"P"}`);
  items[2] = `{"id":3,"firstname":"Chloe","lastname":"Madeup"}`;
  await pbx.faults({ system: "xivo-2014b", method: "GET", path: `${path11()}$`, kind: "body", body: `{"items":[${items.join(",")}],"total":1000000}`, times: 0 });
  await open(page, "xivo-2014b");
  await expect(
    page.getByText("The list is too long to be shown whole: these are 250,000 of its rows, and others are missing."),
  ).toBeVisible({ timeout: 60_000 });
  await expectAlive(page);
});

test("a body that drips for ever is given up", async ({ page, pbx }) => {
  await installClock(page);
  await pbx.faults({ system: "xivo-2014b", method: "GET", path: "/1.1/users/3$", kind: "drip", ms: 20 });
  const sentence = page.getByText("The server did not answer in time. Try again in a moment.");
  await page.goto("/xivo-2014b/users/3");
  // Time passes for the program alone once it has asked.
  await expect.poll(async () => (await pbx.log("xivo-2014b")).length).toBeGreaterThan(0);
  // Never silent for as long as the limit of silence: each step is shorter, and bytes come in between.
  for (let seconds = 0; seconds < 180 && (await sentence.count()) === 0; seconds += 10) {
    expect(seconds).toBeLessThan(140);
    await page.clock.fastForward(10_000);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await expect(sentence).toBeVisible();
  await button(page, "Try again").click();
  await expect(heading(page, "Chloe Madeup")).toBeVisible();
});
