// What a row of a plan would send is what it sends, but for what is secret.
import { readFile } from "node:fs/promises";
import * as apio from "./apio.mjs";
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import * as icws from "./icws.mjs";
import { openDora, system } from "./leaver.mjs";
import { button, link, open, search } from "./xivo.mjs";

test.use({ people: 30 });

const row = (page, name) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
const sheet = (page) => page.getByRole("dialog").locator(".request-sheet");
const close = (page) => page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
const figure = (page, text) => page.locator(".tally").getByText(text, { exact: true });
const download = async (page, name) => {
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, name).click()]);
  return readFile(await download.path(), "utf8");
};

/** The requests that the sheet of a row shows, as the server's log would have them. */
async function requestsOf(page, name) {
  await row(page, name).getByRole("button", { name: "Show" }).click();
  await expect(sheet(page).locator("code").or(sheet(page).getByText("Nothing is sent")).first()).toBeVisible();
  const shown = await sheet(page).evaluate((node) =>
    [...node.querySelectorAll("p:has(> code)")].map((line) => {
      const [method, url] = line.textContent.split(" ");
      const { pathname, search } = new URL(url);
      const body = line.nextElementSibling.nextElementSibling;
      return { method, path: pathname + search, body: body?.tagName === "PRE" ? JSON.parse(body.textContent) : null };
    }),
  );
  await close(page);
  return shown;
}

/** What a system got, as the sheets show it. */
async function got(pbx, system, prefix) {
  const entries = (await pbx.writes(system)).filter(({ path }) => !/token|connection/.test(path));
  const body = ({ body }) => (typeof body === "string" && body ? JSON.parse(body) : (body ?? null)) || null;
  return entries.map((entry) => ({ method: entry.method, path: prefix + entry.path + (entry.query ? `?${entry.query}` : ""), body: body(entry) }));
}

test("XiVO: each row shows what it sends, by mouse and by keyboard, and all are saved as a file", async ({ page, pbx, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const system = "xivo-2014b";
  await pbx.act(system, "PUT", "/1.1/users/2", { lastname: "B\n: $(id)" });
  await open(page, system);
  for (const name of ["Boris B", "Dora"]) {
    await search(page).fill(name.split(" ")[0]);
    await page.getByRole("checkbox", { name: new RegExp(`^Select ${name}`) }).check();
  }
  await button(page, "Make usernames and passwords").click();
  await expect(figure(page, "1 to do")).toBeVisible();
  expect(await requestsOf(page, "Dora Desk")).toEqual([]);
  const boris = /^Boris B/;
  const shown = await requestsOf(page, boris);
  expect(shown).toHaveLength(1);
  expect(shown[0].body).toEqual({ username: expect.stringContaining("boris"), password: "•••" });

  // With the keyboard, from the row itself.
  await row(page, boris).getByRole("rowheader").getByRole("link").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(row(page, boris).getByRole("button", { name: "Show" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toContainText("PUT http");
  await axeEverywhere(page, "the requests of a row");
  await button(page, "Copy as curl").click();
  await expect(sheet(page).getByRole("status")).toHaveText("Copied.");
  const curl = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press("Escape");
  await expect(sheet(page)).toHaveCount(0);
  await expect(row(page, boris).getByRole("button", { name: "Show" })).toBeFocused();

  // A name is a comment, whatever is in it.
  const file = await download(page, "Save all requests as curl");
  expect(file).toContain(curl);
  expect(file.split("\n").filter((line) => line.includes("$(id)"))).toEqual([expect.stringMatching(/^# Boris /)]);
  expect(file).not.toContain("Dora");

  await pbx.forget();
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
  const prefix = shown[0].path.slice(0, shown[0].path.indexOf("/1.1/"));
  const sent = await got(pbx, system, prefix);
  expect(sent.map((entry) => ({ ...entry, body: { ...entry.body, password: "•••" } }))).toEqual(shown);
  const { password } = sent[0].body;
  expect(password.length).toBeGreaterThan(8);
  expect(curl + file).not.toContain(password);
  // For a ticket it can be seen afterwards as well.
  expect(await requestsOf(page, boris)).toEqual(shown);
});

for (const system of ["xivo-2016", "wazo-2026", "xivo-2013"]) {
  test(`XiVO: somebody new and the way back: ${system}`, async ({ page, pbx }) => {
    await open(page, system);
    await link(page, "Import users").click();
    const text = "username,firstname,lastname,description\nnora,Nora,Sample,x\n";
    await page.getByLabel("CSV file").setInputFiles({ name: "p.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await page.getByLabel("Create those who are not there").check();
    await expect(figure(page, "1 to do")).toBeVisible();
    const created = await requestsOf(page, /^nora|^Nora/);
    expect(created).toHaveLength(1);
    await pbx.forget();
    await button(page, "Run 1 change").click();
    await expect(figure(page, "1 done")).toBeVisible();
    const prefix = created[0].path.slice(0, created[0].path.search(/\/1\.[01]\//));
    expect(await got(pbx, system, prefix)).toEqual(created);
    await button(page, "Undo what was done").click();
    const deleted = await requestsOf(page, /^nora|^Nora/);
    expect(deleted).toEqual([{ method: "DELETE", path: expect.stringMatching(/users\/\d+$/), body: null }]);
    await pbx.forget();
    await button(page, "Delete 1 user").click();
    await expect(figure(page, "1 done")).toBeVisible();
    expect(await got(pbx, system, prefix)).toEqual(deleted);
  });
}

for (const system of ["xivo-2013", "xivo-2014b", "xivo-2016"]) {
  test(`XiVO: the CTI of several is sent as it is shown, and so is taking it back: ${system}`, async ({ page, pbx }) => {
    await page.goto(`/${system}/users?sort=name`);
    await page.getByRole("checkbox", { name: "Select Chloe Madeup", exact: true }).check();
    await button(page, "CTI on").click();
    for (const label of ["Run 1 change", "Undo what was done"]) {
      if (label === "Undo what was done") await button(page, label).click();
      await expect(figure(page, "1 to do")).toBeVisible();
      const shown = await requestsOf(page, "Chloe Madeup");
      expect(shown).toHaveLength(1);
      await pbx.forget();
      await button(page, "Run 1 change").click();
      await expect(figure(page, "1 done")).toBeVisible();
      const prefix = shown[0].path.slice(0, shown[0].path.search(/\/1\.[01]\//));
      expect(await got(pbx, system, prefix), label).toEqual(shown);
    }
  });
}

test("PureConnect: what is copied and given back, in French and at 320 px", async ({ page, pbx }) => {
  await icws.open(page, "/icws/users/tokoro/client");
  await link(page, "Copy own values to others").click();
  await page.getByRole("checkbox", { name: "External call timeout: 30" }).check();
  await page.getByLabel("Add somebody").fill("Anna Petrov");
  await page.keyboard.press("Enter");
  await button(page, "Make a plan").click();
  await expect(figure(page, "1 to do")).toBeVisible();
  for (const label of ["Run 1 change", "Undo what was done"]) {
    if (label === "Undo what was done") await button(page, label).click();
    await expect(figure(page, "1 to do")).toBeVisible();
    const [shown, ...more] = await requestsOf(page, "Anna Petrov");
    expect(more).toEqual([]);
    await pbx.forget();
    await button(page, "Run 1 change").click();
    await expect(figure(page, "1 done")).toBeVisible();
    const [put, ...others] = await icws.puts(pbx);
    expect(others).toEqual([]);
    expect(shown.path.endsWith(put.path), `${shown.path} ${put.path}`).toBe(true);
    expect(icws.body(put), label).toEqual(shown.body);
  }
  await page.setViewportSize({ width: 320, height: 700 });
  await row(page, "Anna Petrov").getByRole("button", { name: "Show" }).click();
  await expect(sheet(page)).toContainText("is sent once more in another spelling");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await close(page);
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByText("Preferences", { exact: true }).click();
  await page.getByLabel("Display language").selectOption("fr");
  await row(page, "Anna Petrov").getByRole("button", { name: "Afficher" }).click();
  await expect(page.getByRole("dialog")).toContainText("Ce qui sera envoyé");
  await expect(sheet(page)).toContainText("Seul ce qui écrit est indiqué.");
});

test("somebody who leaves: what each system is sent", async ({ page, pbx }) => {
  await openDora(page, pbx);
  await system(page, /Wazo/).getByLabel("The user").selectOption("Delete with line, voicemail, agent and account");
  await system(page, /APIO/).getByLabel("The user").selectOption("Delete with devices");
  const wazo = await requestsOf(page, /^Dora Desk · .*Wazo/);
  const gateway = await requestsOf(page, /^Dora Desk · .*APIO/);
  expect(wazo).toEqual([{ method: "DELETE", path: expect.stringContaining("?recursive=true"), body: null }]);
  const file = await download(page, "Save all requests as curl");
  for (const { method, path } of [...wazo, ...gateway]) {
    const line = file.split("\n").find((line) => line.startsWith(`curl --request ${method} '`) && line.includes(path));
    expect(line, path).toBeTruthy();
  }
  await pbx.forget();
  await button(page, "Run 2 steps, with the deletion").click();
  await page.getByRole("dialog").getByRole("button", { name: "Run 2 steps, with the deletion" }).click();
  await expect(page.getByRole("grid").getByText("✓ Done", { exact: true })).toHaveCount(2);
  const sent = [...(await pbx.writes("wazo-2026")), ...(await pbx.writes("apio"))].filter(({ method }) => method === "DELETE");
  expect(sent).toHaveLength(2);
  [...wazo, ...gateway].forEach((shown, at) => expect(shown.path).toContain(sent[at].path));
});
