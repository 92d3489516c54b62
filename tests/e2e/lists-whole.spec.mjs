// Nobody is missing from a list, whatever happens between two of its pages; and
// where somebody may be, it is said.
import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.mjs";
import * as apio from "./apio.mjs";
import * as icws from "./icws.mjs";
import { button, count, go, open, path11, search } from "./xivo.mjs";

test.use({ people: 450 });

/** The cells of each row of a file of comma-separated values, the headings first. */
const read = (text) =>
  text
    .replace(/^\uFEFF/, "")
    .split("\r\n")
    .filter(Boolean)
    .map((line) => [...line.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell]) => cell.replaceAll('""', '"').replace(/^'/, "")));

/** The rows that the page offers as a file, in the order of the list. */
async function exported(page) {
  const file = page.waitForEvent("download");
  await button(page, "Export CSV").click();
  return read(await readFile(await (await file).path(), "utf8"));
}

const listed = async (page) => (await exported(page)).slice(1).map(([name]) => name).toSorted();
const nameOf = ({ firstname, lastname }) => [firstname, lastname].map((part) => (part ?? "").trim()).filter(Boolean).join(" ");
const peopleOf = async (pbx, system) => (await pbx.state(system)).users.map(nameOf).toSorted();
const lists = async (pbx, system) =>
  (await pbx.log(system)).filter(({ method, path }) => method === "GET" && path === path11()).map(({ query }) => query);

test("a server has time to make the whole list before it sends any of it, and less for one person", async ({ page, pbx }) => {
  await page.goto("/");
  await expect(button(page, "Find somebody")).toBeVisible();
  // Half a minute lasts a third of a second here.
  await page.evaluate(() => {
    const wait = window.setTimeout;
    window.setTimeout = (call, ms, ...more) => wait(call, ms === 30_000 ? 300 : ms, ...more);
  });
  await pbx.faults({ system: "xivo-2013", method: "GET", path: "/1.0/users/", kind: "delay", ms: 1500, times: 0 });
  await go(page, "/xivo-2013/users");
  await expect(count(page)).toHaveText("450 users");
  await go(page, "/xivo-2013/users/3");
  await expect(page.getByText("The server did not answer in time.")).toBeVisible();
});

for (const system of ["xivo-2016", "xivo-2019"]) {
  test(`${system}: who has two extensions is counted twice by the server, and nobody is missing`, async ({ page, pbx }) => {
    await pbx.faults({ system, method: "GET", path: `${path11()}$`, kind: "extensions" });
    await open(page, system);
    const people = await peopleOf(pbx, system);
    await expect(count(page)).toHaveText(`${people.length} users`);
    expect(await listed(page)).toEqual(people);
    await expect(page.getByText("Load the list again")).toHaveCount(0);
    // Nobody is taken for missing by a file that creates people either.
    await go(page, `/${system}/users/import`);
    const text = "username,firstname,lastname\r\nsomebody.new,Somebody,New\r\n";
    await page.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await page.getByRole("switch", { name: "Create those who are not there" }).click();
    await expect(page.getByText("→ Will be created")).toBeVisible();
  });
}

for (const system of ["xivo-2016", "xivo-2019"]) {
  test(`${system}: everybody is there, although one last name stands in another order in each page`, async ({ page, pbx }) => {
    await pbx.mixEquals(system);
    await open(page, system);
    await expect(count(page)).toHaveText("450 users");
    expect(await listed(page)).toEqual(await peopleOf(pbx, system));
    // By the one column in which no two are equal, and each page from the last row of the page before.
    const asked = (await lists(pbx, system)).filter((query) => !/view=/.test(query));
    expect(asked[0]).toBe("limit=200&order=id");
    expect(asked[1]).toBe("limit=2000&offset=199&order=id");
    await expect(page.getByText("Load the list again")).toHaveCount(0);
  });

  test(`${system}: who is deleted or created between two pages makes nobody else vanish`, async ({ page, pbx }) => {
    const free = (await pbx.state(system)).users.find(({ line, lines, voicemail }) => !line && !lines?.length && !voicemail);
    const between = (act) => ({ system, method: "GET", path: `${path11()}$`, query: "offset=199", kind: "act", act });
    await pbx.faults(between({ method: "DELETE", path: path11(free.id) }));
    await open(page, system);
    await expect(count(page)).toHaveText("449 users");
    expect((await pbx.state(system)).users.length).toBe(449);
    expect(await listed(page)).toEqual(await peopleOf(pbx, system));

    await pbx.faults(between({ method: "POST", path: path11(), body: { firstname: "Between", lastname: "Pages" } }));
    await button(page, "Reload").click();
    await expect(count(page)).toHaveText("450 users");
    expect(await listed(page)).toEqual(await peopleOf(pbx, system));
    await search(page).fill("between pages");
    await expect(count(page)).toHaveText("1 of 450 users");
  });
}

test("a server that orders by no id gives the list in one piece", async ({ page, pbx }) => {
  const body = JSON.stringify(["Input Error - order: column 'id' was not found"]);
  const refusal = { kind: "status", status: 400, type: "application/json", body };
  await pbx.faults({ system: "xivo-2016", method: "GET", query: "order=id", times: 0, ...refusal });
  await page.goto("/xivo-2016/users");
  await expect(count(page)).toHaveText("450 users");
  expect(await listed(page)).toEqual(await peopleOf(pbx, "xivo-2016"));
  expect((await lists(pbx, "xivo-2016")).filter((query) => !/view=|order=id/.test(query))).toEqual([""]);
});

test("a list that changes before each page is read in one piece at last", async ({ page, pbx }) => {
  const free = (await pbx.state("xivo-2016")).users.filter(({ line, lines, voicemail }) => !line && !lines?.length && !voicemail);
  const fault = (user, nth) => ({
    system: "xivo-2016", method: "GET", path: `${path11()}$`, query: "offset=", nth, kind: "act",
    act: { method: "DELETE", path: path11(user.id) },
  });
  await pbx.faults(fault(free[0], 1), fault(free[1], 2));
  await page.goto("/xivo-2016/users");
  await expect(count(page)).toHaveText("448 users");
  expect(await listed(page)).toEqual(await peopleOf(pbx, "xivo-2016"));
  expect((await lists(pbx, "xivo-2016")).filter((query) => !/view=/.test(query)).at(-1)).toBe("");
});

test("rows that a server counts and does not list are said to be missing", async ({ page, pbx }) => {
  const items = [{ id: 1, firstname: "Only", lastname: "One" }];
  const body = JSON.stringify({ items, total: 3 });
  await pbx.faults({ system: "xivo-2016", kind: "body", path: `${path11()}$`, times: 0, body });
  await page.goto("/xivo-2016/users");
  await expect(page.getByText("The server announced 2 more than it sent. Load the list again.")).toBeVisible();
  await expect(count(page)).toHaveText("1 user");
  await pbx.noFaults();
  await button(page, "Reload").click();
  await expect(count(page)).toHaveText("450 users");
  await expect(page.getByText("Load the list again")).toHaveCount(0);
});

test("PureConnect: everybody is there, although equal names stand in another order in each range", async ({ page, pbx }) => {
  await pbx.mixEquals("icws");
  await icws.signIn(page, "/icws/users");
  await expect(page.getByText("450 users")).toBeVisible();
  const ids = (await exported(page)).slice(1).map(([, , id]) => id);
  const people = (await pbx.state("icws")).users.map(({ id }) => id);
  expect(ids.toSorted()).toEqual(people.toSorted());
  await expect(page.getByText("Load the list again")).toHaveCount(0);
});

test("APIO: a group is read in one answer, and everybody is there", async ({ page, pbx }) => {
  await pbx.mixEquals("apio");
  await page.goto("/apio/tenants/brightwater/groups/everybody/users");
  await apio.signIn(page, "system.admin");
  await expect(page.getByText("450 users")).toBeVisible();
  const ids = (await exported(page)).slice(1).map(([, id]) => id);
  expect(new Set(ids).size).toBe(450);
});
