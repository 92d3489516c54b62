// A plan of two thousand rows: the page answers while it runs.
import { expect, test } from "./fixtures.mjs";
import { button, open } from "./xivo.mjs";

test.use({ people: 2000 });

const cell = (page, line, field) =>
  page
    .getByRole("row")
    .filter({ has: page.locator('td[data-column="line"]', { hasText: new RegExp(`^${line}$`) }) })
    .locator(`[data-column="${field}"]`);
const figure = (page, text) => page.locator(".tally").getByText(text, { exact: true });
const people = async (pbx, system) => (await pbx.state(system)).users;

test("a long run goes on while somebody looks around in it, and stops where it is told to", async ({ page, pbx }) => {
  const system = "xivo-2016";
  // The one with the longest name is refused.
  const ids = (await people(pbx, system)).map(({ id }) => id).filter((id) => id !== 10);
  const count = (number) => number.toLocaleString("en-GB");
  await open(page, system, "users/import");
  const text = ["id,userfield", ...ids.map((id) => `${id},Floor 2`)].join("\n");
  await page.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await expect(figure(page, `${count(ids.length)} to do`)).toBeVisible();
  await button(page, `Run ${count(ids.length)} changes`).click();
  await expect(cell(page, 2, "outcome")).toHaveText("✓ Done");
  await expect(page.getByText(/minutes? left$/)).toBeVisible();
  // The last row comes into sight, still waiting, and the first one again.
  const grid = page.getByRole("grid", { name: "Rows of the plan" });
  await cell(page, 2, "outcome").focus();
  await page.keyboard.press("End");
  await expect(cell(page, ids.length + 1, "outcome")).toHaveText("Waiting");
  await page.keyboard.press("Home");
  await expect(cell(page, 2, "outcome")).toHaveText("✓ Done");
  await expect(grid).toHaveAttribute("aria-rowcount", String(ids.length + 1));
  await button(page, "Stop").click();
  await expect(page.getByText("Stopped. This is what was done:")).toBeVisible();
  const done = (await people(pbx, system)).filter((user) => user.userfield === "Floor 2").length;
  expect(done).toBeLessThan(ids.length);
  await expect(figure(page, `${count(done)} done`)).toBeVisible();
  await expect(figure(page, `${count(ids.length - done)} not tried`)).toBeVisible();
});
