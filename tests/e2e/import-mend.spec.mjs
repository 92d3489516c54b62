// What is wrong in a row of an imported file is mended in the plan, before the run and after it.
import { readFile } from "node:fs/promises";
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { DESK, puts as apioPuts, signIn as signInToApio } from "./apio.mjs";
import { button, heading, open } from "./xivo.mjs";

test.use({ people: 30 });

const SYSTEM = "xivo-2016";
const AT = "@voice.example.test";

const row = (page, line) =>
  page.getByRole("row").filter({ has: page.locator('td[data-column="line"]', { hasText: new RegExp(`^${line}$`) }) });
const cell = (page, line, field) => row(page, line).locator(`[data-column="${field}"]`);
const figure = (page, text) => page.locator(".tally").getByText(text, { exact: true });
const choose = (page, lines) =>
  page.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\r\n")) });
const dialog = (page) => page.getByRole("dialog");
const box = (page, name) => dialog(page).getByRole("textbox", { name, exact: true });
const puts = async (pbx, system) => (await pbx.writes(system)).filter(({ method }) => method === "PUT");
const userOf = async (pbx, id) => (await pbx.state(SYSTEM)).users.find((user) => user.id === id);
const mend = (page, line) => row(page, line).getByRole("button", { name: "Mend" });

test("what is wrong in a row is mended by the keyboard, checked at once and run", async ({ page, pbx }) => {
  await open(page, SYSTEM, "users/import");
  await choose(page, ["id,mobile_phone_number,userfield", "1,0612x,Floor 1", "2,0613,Floor 2", "999,0614,Floor 3"]);
  await expect(figure(page, "2 with problems")).toBeVisible();
  await row(page, 3).getByRole("checkbox").uncheck();
  await expect(figure(page, "1 left out")).toBeVisible();

  // F2 opens the field of the cell that has the focus; Escape gives back what was there, and then closes.
  await expect(async () => {
    await cell(page, 2, "mobile_phone_number").focus();
    await page.keyboard.press("F2");
    await expect(box(page, "Mobile phone number")).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await expect(box(page, "Mobile phone number")).toHaveValue("0612x");
  await expect(box(page, "Mobile phone number")).toHaveAccessibleDescription(/Only digits/);
  await axeEverywhere(page, "a row that is mended");
  await page.keyboard.type("06");
  await page.keyboard.press("Escape");
  await expect(box(page, "Mobile phone number")).toHaveValue("0612x");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("0699");
  await page.keyboard.press("Enter");
  await expect(box(page, "Mobile phone number")).toHaveAccessibleDescription(/→ 0699/);
  await expect(box(page, "Mobile phone number")).toBeFocused();
  await expect(dialog(page).getByRole("status").first()).toContainText("Will change");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await expect(cell(page, 2, "mobile_phone_number")).toBeFocused();
  await expect(cell(page, 2, "mobile_phone_number")).toHaveText(/→ 0699$/);
  await expect(figure(page, "1 with problems")).toBeVisible();
  // Who was left out stays so.
  await expect(figure(page, "1 left out")).toBeVisible();

  // Who it is can be mended as well; somebody whom another line names is told so.
  await mend(page, 4).click();
  await expect(box(page, "User number")).toBeFocused();
  await box(page, "User number").fill("1");
  await page.keyboard.press("Tab");
  await expect(box(page, "User number")).toHaveAccessibleDescription("Line 2 is about the same user");
  await box(page, "User number").fill("4");
  await page.keyboard.press("Enter");
  await expect(box(page, "User number")).toHaveAccessibleDescription("");
  await expect(box(page, "User field")).toHaveAccessibleDescription(/→ Floor 3/);
  await page.keyboard.press("Escape");
  await expect(figure(page, "2 to do")).toBeVisible();
  expect(await puts(pbx, SYSTEM)).toEqual([]);

  // Nothing that was mended is lost unasked.
  await button(page, "Choose another file").click();
  await expect(page.getByRole("dialog", { name: "Leave without saving?" })).toBeVisible();
  await button(page, "Stay on this page").click();
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  expect(await userOf(pbx, 1)).toMatchObject({ userfield: "Floor 1", mobile_phone_number: "0699" });
  expect(await userOf(pbx, 4)).toMatchObject({ userfield: "Floor 3", mobile_phone_number: "0614" });
  expect((await userOf(pbx, 2)).userfield).not.toBe("Floor 2");
  // What is done cannot be mended.
  await row(page, 2).getByRole("button", { name: "Show" }).click();
  await expect(dialog(page).getByRole("textbox")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await button(page, "Choose another file").click();
  await expect(heading(page, "Import users")).toBeVisible();
});

test("what the server refused is mended after the run and run again, and the saved rows have it", async ({ page, pbx }) => {
  await open(page, SYSTEM, "users/import");
  await choose(page, ["id,userfield", "1,One", "2,Two", "nobody,Three"]);
  await expect(figure(page, "2 to do")).toBeVisible();
  await pbx.faults({ system: SYSTEM, method: "PUT", path: "/1.1/users/2$", kind: "500-before" });
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "1 failed")).toBeVisible();
  await pbx.forget();
  await expect(async () => {
    await mend(page, 3).click();
    await expect(box(page, "User field")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await box(page, "User field").fill("Mended");
  await page.keyboard.press("Enter");
  await expect(box(page, "User field")).toHaveAccessibleDescription(/→ Mended/);
  await page.keyboard.press("Escape");
  const [file] = await Promise.all([page.waitForEvent("download"), button(page, "Save the rows that were not done").click()]);
  expect(await readFile(await file.path(), "utf8")).toContain("Mended");
  await button(page, /^Try again only those not done \(1\)/).click();
  await expect(figure(page, "2 done")).toBeVisible();
  expect((await puts(pbx, SYSTEM)).map(({ body }) => body.userfield)).toEqual(["Mended"]);
  expect((await userOf(pbx, 1)).userfield).toBe("One");
  expect((await userOf(pbx, 2)).userfield).toBe("Mended");
});

test("a password is mended without being shown", async ({ page }) => {
  await open(page, SYSTEM, "users/import");
  await choose(page, ["id,mobile_phone_number,password", "1,0612x,madeup-4711"]);
  await mend(page, 2).click();
  const password = dialog(page).getByLabel("Password", { exact: true });
  await expect(password).toHaveAttribute("type", "password");
  await expect(password).toHaveValue("");
  expect(await page.content()).not.toContain("madeup-4711");
});

test("a row of a group of an APIO is mended, and somebody else named, whose profile is read then", async ({ page, pbx }) => {
  await page.goto("/apio/tenants/brightwater/groups/north-quay/import");
  await signInToApio(page, DESK);
  await choose(page, ["User ID,Time zone,Last name", `mira.holt${AT},=A1,`, `nobody${AT},Europe/Malta,`]);
  await expect(figure(page, "2 with problems")).toBeVisible();
  await mend(page, 2).click();
  await box(page, "Time zone").fill("Europe/Malta");
  await page.keyboard.press("Enter");
  await expect(box(page, "Time zone")).toHaveAccessibleDescription(/→ Europe\/Malta/);
  await page.keyboard.press("Escape");
  await expect(figure(page, "1 to do")).toBeVisible();
  await mend(page, 3).click();
  await box(page, "User ID").fill(`tomas.ek${AT}`);
  await page.keyboard.press("Enter");
  await expect(figure(page, "2 to do")).toBeVisible();
  expect(await apioPuts(pbx)).toEqual([]);
  await page.keyboard.press("Escape");
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  for (const name of ["mira.holt", "tomas.ek"]) {
    expect((await pbx.state("apio", name + AT)).profile.timeZone).toBe("Europe/Malta");
  }
});
