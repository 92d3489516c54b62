// PureConnect: one property is changed for all who are selected in the list, as a plan.
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { SESSION, body, puts, signIn } from "./icws.mjs";
import { button, heading } from "./xivo.mjs";

test.use({ people: 30 });

const row = (page, name) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
const cell = (page, name, property) => row(page, name).locator(`[data-column="${property}"]`);
const figure = (page, text) => page.locator(".tally").getByText(text, { exact: true });
const field = (page, name) => page.getByLabel(name, { exact: true });
const ownValues = async (pbx) => Object.fromEntries((await pbx.state("icws")).users.map(({ id, own }) => [id, own]));

/** Selects people in the list, and begins to change a field of theirs. */
async function change(page, names) {
  await page.setViewportSize({ width: 1280, height: 1000 });
  await signIn(page, "/icws/users");
  for (const name of names) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  await page.getByRole("group", { name: "Selected users" }).getByRole("button", { name: "Change a field" }).click();
  await expect(heading(page, "Plan")).toBeVisible();
}

test("sets one property of several, own and inherited told apart, and takes it back", async ({ page, pbx }) => {
  const before = await ownValues(pbx);
  await change(page, ["Taro Okoro", "Maria Lind", "Anna Petrov"]);
  await expect(page.getByText("Change a field: 3 users")).toBeVisible();
  await expect(page.getByText("Choose first what is to change.")).toBeVisible();

  // What is typed is judged as the form of a person judges it, before anything is sent.
  await field(page, "Field").selectOption("External call timeout");
  await expect(field(page, "Change").getByRole("option")).toHaveText(["Set a value", "Use inherited value"]);
  await field(page, "New value").fill("soon");
  await expect(figure(page, "3 with problems")).toBeVisible();
  await expect(cell(page, "Maria Lind", "externalCallTimeout")).toContainText("Enter a whole number.");
  await expect(cell(page, "Maria Lind", "externalCallTimeout")).toContainText("soon");
  await field(page, "New value").fill("030");
  // Whoever has the value already has it, but not whoever only inherits one.
  await expect(cell(page, "Taro Okoro", "outcome")).toContainText("Already so");
  await expect(cell(page, "Maria Lind", "externalCallTimeout")).toHaveText("45 → 30");
  await expect(cell(page, "Anna Petrov", "externalCallTimeout")).toHaveText("Inherited: 45 (AgentBase) → 30");
  await axeEverywhere(page, "a property for several");
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1280, height: 1000 });
  await field(page, "New value").fill("45");
  await expect(cell(page, "Maria Lind", "outcome")).toContainText("Already so");
  await expect(cell(page, "Anna Petrov", "externalCallTimeout")).toHaveText("Inherited: 45 (AgentBase) → 45");
  await expect(figure(page, "2 to do")).toBeVisible();
  expect(await puts(pbx)).toEqual([]);

  await pbx.faults({ system: "icws", method: "PUT", path: `/icws/${SESSION}/configuration/users/apetrov`, kind: "internal" });
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "1 done")).toBeVisible({ timeout: 20_000 });
  await expect(figure(page, "1 failed")).toBeVisible();
  await button(page, "Try again only those not done (1)").click();
  await expect(figure(page, "2 done")).toBeVisible();
  const now = await ownValues(pbx);
  for (const id of ["tokoro", "mlind", "apetrov"]) expect(now[id]).toEqual({ ...before[id], externalCallTimeout: 45 });
  expect((await puts(pbx)).map(({ path }) => path.split("/").pop())).not.toContain("mlind");
  expect(body((await puts(pbx)).find(({ path }) => path.endsWith("/tokoro")))).toEqual({
    clientConfigurationProperties: { externalCallTimeout: { actualValue: 45 } },
  });

  await button(page, "Undo what was done").click();
  await expect(cell(page, "Taro Okoro", "externalCallTimeout")).toHaveText("45 → 30");
  await expect(cell(page, "Anna Petrov", "externalCallTimeout")).toHaveText("45 → Inherited: 45 (AgentBase)");
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  expect(await ownValues(pbx)).toEqual(before);
  await button(page, "Close").click();
  await expect(heading(page, "Users")).toBeVisible();
});

test("chooses yes or no, a way to search, no numbers, or what is inherited", async ({ page, pbx }) => {
  const before = await ownValues(pbx);
  await change(page, ["Taro Okoro", "Maria Lind"]);
  await field(page, "Field").selectOption("Mute on transfer");
  await field(page, "New value").selectOption("Yes");
  await expect(cell(page, "Taro Okoro", "muteOnTransfer")).toContainText(/→ Yes$/);
  await field(page, "Field").selectOption("E-FAQ search option");
  // There is always one: it is not inherited and cannot be taken away.
  await expect(field(page, "Change")).toHaveCount(0);
  await field(page, "New value").selectOption("Strict");
  await expect(cell(page, "Maria Lind", "eFaqSearchOption")).toContainText(/→ Strict$/);
  await field(page, "Field").selectOption("Follow me");
  await expect(field(page, "Change")).toHaveValue("clear");
  await expect(field(page, "New value")).toHaveCount(0);
  await expect(cell(page, "Maria Lind", "followMe")).toContainText("→ (empty)");

  await field(page, "Field").selectOption("External call timeout");
  await field(page, "Change").selectOption("Use inherited value");
  await expect(cell(page, "Taro Okoro", "externalCallTimeout")).toContainText("30 → Inherited: ");
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  const now = await ownValues(pbx);
  for (const id of ["tokoro", "mlind"]) {
    const { externalCallTimeout, ...others } = before[id];
    expect(externalCallTimeout).toBeDefined();
    expect(now[id]).toEqual(others);
  }
  await button(page, "Undo what was done").click();
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  expect(await ownValues(pbx)).toEqual(before);
});
