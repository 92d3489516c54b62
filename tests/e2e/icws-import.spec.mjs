// PureConnect: own values out of a plan into a file, and back from it.
import { readFile } from "node:fs/promises";
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { body, puts, signIn } from "./icws.mjs";
import { button, heading } from "./xivo.mjs";

test.use({ people: 30 });

const IMPORT = "/icws/users/import";
const row = (page, name) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
const cell = (page, name, property) => row(page, name).locator(`[data-column="${property}"]`);
const figure = (page, text) => page.locator(".tally").getByText(text, { exact: true });
const field = (page, name) => page.getByLabel(name, { exact: true });
const ownValues = async (pbx) => Object.fromEntries((await pbx.state("icws")).users.map(({ id, own }) => [id, own]));
const choose = (page, text, name = "own.csv") =>
  page.locator("#import-file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const lines = (...rows) => ["user,property,value", ...rows].join("\r\n");

async function openImport(page) {
  await page.setViewportSize({ width: 1280, height: 1000 });
  await signIn(page, "/icws/users");
  await page.getByRole("main").getByRole("link", { name: "Import users" }).click();
  await expect(heading(page, "Import users")).toBeVisible();
}

test("a run over three people is undone by its file after the tab was lost", async ({ page, pbx }) => {
  const before = await ownValues(pbx);
  await page.setViewportSize({ width: 1280, height: 1000 });
  await signIn(page, "/icws/users");
  for (const name of ["Taro Okoro", "Maria Lind", "Anna Petrov"]) {
    await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  }
  await page.getByRole("group", { name: "Selected users" }).getByRole("button", { name: "Change a field" }).click();
  await field(page, "Field").selectOption("External call timeout");
  await field(page, "New value").fill("77");
  await expect(figure(page, "3 to do")).toBeVisible();
  const saved = page.waitForEvent("download");
  await button(page, "Save a file that undoes this").click();
  const undo = await readFile(await (await saved).path(), "utf8");
  // Who has a value of their own is kept apart from who inherits one.
  expect(undo).toContain('"tokoro","Taro Okoro","externalCallTimeout","30"');
  expect(undo).toContain('"mlind","Maria Lind","externalCallTimeout","45"');
  expect(undo).toContain('"apetrov","Anna Petrov","externalCallTimeout","#N/A"');
  expect(await puts(pbx)).toEqual([]);
  await button(page, "Run 3 changes").click();
  await expect(figure(page, "3 done")).toBeVisible();
  expect(await ownValues(pbx)).not.toEqual(before);

  await page.evaluate(() => sessionStorage.clear());
  await signIn(page, IMPORT);
  await choose(page, undo, "undo.csv");
  await expect(page.getByText("undo.csv: 3 users")).toBeVisible();
  await expect(cell(page, "Taro Okoro", "externalCallTimeout")).toHaveText("77 → 30");
  await expect(cell(page, "Anna Petrov", "externalCallTimeout")).toHaveText("77 → Inherited: 45 (AgentBase)");
  const written = (await puts(pbx)).length;
  await axeEverywhere(page, "own values from a file");
  expect((await puts(pbx)).length).toBe(written);
  await button(page, "Run 3 changes").click();
  await expect(figure(page, "3 done")).toBeVisible();
  expect(await ownValues(pbx)).toEqual(before);
  await button(page, "Choose another file").click();
  await expect(heading(page, "Import users")).toBeVisible();
});

test("what a file says wrong is refused in its place, and an own empty text is sent as one", async ({ page, pbx }) => {
  const before = await ownValues(pbx);
  await openImport(page);
  await axeEverywhere(page, "import of own values");
  await choose(page, "name,mobile\r\nTaro,1\r\n");
  await expect(page.getByText("The first line must name the columns user, property and value.")).toBeVisible();
  await choose(
    page,
    lines(
      'tokoro,callForwardAllMode,""""""',
      "tokoro,externalCallTimeout,",
      "mlind,muteOnTransfer,perhaps",
      "apetrov,externalCallTimeout,soon",
      "apetrov,noSuchThing,1",
      "tokoro,callForwardAllMode,x",
      "nobody.here,muteOnTransfer,true",
    ),
  );
  await expect(cell(page, "tokoro", "callForwardAllMode")).toHaveText("Inherited: All (Default User) → (empty)");
  await expect(cell(page, "mlind", "muteOnTransfer")).toContainText("“perhaps” is no value of this property.");
  await expect(cell(page, "apetrov", "externalCallTimeout")).toContainText("soon");
  await expect(cell(page, "apetrov: noSuchThing", "outcome")).toContainText("There is no property of this name");
  await expect(cell(page, "tokoro: callForwardAllMode", "outcome")).toContainText(
    "Line 2 is about the same property of this user",
  );
  await expect(cell(page, "nobody.here", "outcome")).toContainText("Nobody here has this");
  expect(await puts(pbx)).toEqual([]);
  await button(page, "Run 1 change").click();
  // An own empty text is sent as one; the server, which has a choice of texts here, has the last word.
  await expect(figure(page, "1 failed")).toBeVisible();
  await expect(cell(page, "tokoro", "outcome")).toContainText("The value is not one of those allowed.");
  const sent = await puts(pbx);
  expect(sent.length).toBe(1);
  expect(body(sent[0])).toEqual({ clientConfigurationProperties: { callForwardAllMode: { actualValue: "" } } });
  expect(await ownValues(pbx)).toEqual(before);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
