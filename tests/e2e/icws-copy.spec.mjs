// PureConnect: one person's own values for several others, as a plan.
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { SESSION, body, open, puts, signIn } from "./icws.mjs";
import { button, heading, link, staysWhenAsked } from "./xivo.mjs";

test.use({ people: 30 });

const cell = (page, name, property) =>
  page
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name, exact: true }) })
    .locator(`[data-column="${property}"]`);
const figure = (page, text) => page.locator(".tally").getByText(text, { exact: true });
const ownValues = async (pbx) => Object.fromEntries((await pbx.state("icws")).users.map(({ id, own }) => [id, own]));

async function add(page, name) {
  await page.getByLabel("Add somebody").fill(name);
  await page.keyboard.press("Enter");
  await expect(button(page, `Remove ${name}`)).toBeVisible();
}

test("copies chosen values from a person's page to others found by name, and takes them back", async ({ page, pbx }) => {
  const before = await ownValues(pbx);
  await open(page, "/icws/users/tokoro/client");
  await link(page, "Copy own values to others").click();
  await expect(heading(page, "Copy own values")).toBeVisible();
  await expect(page).toHaveURL(/\/icws\/copy\?from=tokoro$/);
  await expect(page.getByRole("heading", { name: "Taro Okoro" })).toBeVisible();
  await expect(button(page, "Make a plan")).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("checkbox", { name: "External call timeout: 30" }).check();
  await page.getByRole("checkbox", { name: /^Follow me: / }).check();
  await page.getByLabel("Add somebody").fill("Nobody Here");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Nobody in the list is called so.")).toBeVisible();
  for (const name of ["Maria Lind", "Anna Petrov", "Front Desk", "Slash Between"]) await add(page, name);
  await button(page, "Remove Slash Between").click();
  await expect(page.getByText("3 users", { exact: true })).toBeVisible();
  await staysWhenAsked(page, () => page.goBack());
  await expect(page.getByText("3 users", { exact: true })).toBeVisible();
  await axeEverywhere(page, "own values to be copied");
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1280, height: 800 });

  await button(page, "Make a plan").click();
  await expect(page.getByText("Own values of Taro Okoro to 3 users")).toBeVisible();
  await expect(cell(page, "Maria Lind", "externalCallTimeout")).toHaveText("45 → 30");
  await expect(cell(page, "Anna Petrov", "externalCallTimeout")).toHaveText("Inherited: 45 (AgentBase) → 30");
  await expect(cell(page, "Maria Lind", "followMe")).toContainText("+15550100199 (25) → +15550100123 (20");
  await expect(cell(page, "Front Desk", "followMe")).toContainText("(empty) → +15550100123");
  await expect(figure(page, "3 to do")).toBeVisible();
  expect(await puts(pbx)).toEqual([]);

  // One is refused, and of another the server says more than that it was done.
  await pbx.faults(
    { system: "icws", method: "PUT", path: `/icws/${SESSION}/configuration/users/apetrov`, kind: "internal" },
    { system: "icws", method: "PUT", path: `/icws/${SESSION}/configuration/users/mlind`, kind: "license-warning" },
  );
  await button(page, "Run 3 changes").click();
  await expect(figure(page, "2 done")).toBeVisible({ timeout: 20_000 });
  await expect(figure(page, "1 failed")).toBeVisible();
  await expect(cell(page, "Maria Lind", "outcome")).toHaveText(/^✓ Done\. Warning: Example Add-On: This dynamic licence has more assignments/);
  await expect(cell(page, "Front Desk", "outcome")).toHaveText("✓ Done");
  await button(page, "Try again only those not done (1)").click();
  await expect(figure(page, "3 done")).toBeVisible();
  const now = await ownValues(pbx);
  for (const id of ["mlind", "apetrov", "front desk"]) {
    expect(now[id]).toEqual({ ...before[id], externalCallTimeout: 30, followMe: before.tokoro.followMe });
  }
  expect(body((await puts(pbx)).find(({ path }) => path.endsWith("/mlind")))).toEqual({
    clientConfigurationProperties: { externalCallTimeout: { actualValue: 30 }, followMe: before.tokoro.followMe },
  });

  await button(page, "Undo what was done").click();
  await expect(cell(page, "Anna Petrov", "externalCallTimeout")).toHaveText("30 → Inherited: 45 (AgentBase)");
  await button(page, "Run 3 changes").click();
  await expect(figure(page, "3 done")).toBeVisible();
  // An empty list of numbers is none.
  const left = Object.fromEntries(
    Object.entries(await ownValues(pbx)).map(([id, own]) => [id, Object.fromEntries(Object.entries(own).filter(([, value]) => value?.length !== 0))]),
  );
  expect(left).toEqual(before);
  await button(page, "Close").click();
  await expect(page.getByRole("heading", { name: "Taro Okoro" })).toBeVisible();
});

test("copies to those selected in the list, the person themselves left out, and says what cannot be undone", async ({ page, pbx }) => {
  await page.setViewportSize({ width: 1280, height: 1000 });
  await signIn(page, "/icws/users");
  for (const name of ["Taro Okoro", "Maria Lind", "Anna Petrov"]) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  await page.getByRole("group", { name: "Selected users" }).getByRole("link", { name: "Copy own values" }).click();
  await expect(heading(page, "Copy own values")).toBeVisible();
  await axeEverywhere(page, "nobody chosen to copy from");
  await page.getByLabel("Copy from").fill("okoro");
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 users", { exact: true })).toBeVisible();
  await page.getByRole("checkbox", { name: "All values" }).check();
  await button(page, "Make a plan").click();
  await expect(page.getByText("Own values of Taro Okoro to 2 users")).toBeVisible();
  await expect(cell(page, "Anna Petrov", "eFaqSearchOption")).toHaveText("(empty) → Best");
  await expect(page.getByText("A way to search for answers cannot be taken away from those who had none")).toBeVisible();
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  const { apetrov, mlind, tokoro } = await ownValues(pbx);
  expect(apetrov).toEqual(tokoro);
  expect(mlind).toEqual({ ...mlind, ...tokoro });
});

test("says whose values cannot be read", async ({ page }) => {
  await signIn(page, "/icws/copy?from=nobody-at-all");
  await expect(page.getByRole("alert").filter({ hasText: /.+/ })).toBeVisible();
  await axeEverywhere(page, "nobody of this id");
  await page.goto("/icws/copy?from=apetrov");
  await signIn(page, "/icws/copy?from=apetrov");
  await expect(page.getByText("This person sets nothing themselves.")).toBeVisible();
});
