// APIO's lists: with many people, and on a narrow screen.
import { expect, test } from "./fixtures.mjs";
import { signIn } from "./apio.mjs";

test.use({ people: 1000 });

test("a search that stops early says so", async ({ page }) => {
  await page.goto("/apio/tenants?find=users");
  await signIn(page, "system.admin");
  await page.getByLabel("Search", { exact: true }).fill("mira holt");
  await expect(page.getByRole("link", { name: "Mira Holt" })).toBeVisible();
  const cut = page.getByText("There may be more people than these: the search stops at 200.");
  await expect(cut).toHaveCount(0);
  await page.getByLabel("Search", { exact: true }).fill("voice");
  await expect(cut).toBeVisible();
  await expect(page.getByText(/^2\d\d users$/)).toBeVisible();
  await page.getByLabel("Search", { exact: true }).fill("");
  await expect(cut).toHaveCount(0);
});

test("at 320 px no list scrolls sideways", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/apio/tenants");
  await signIn(page, "system.admin");
  const fits = async (...columns) => {
    await expect(page.getByRole("columnheader")).toHaveText(columns);
    // The second line of each row has what tells people apart, after the name.
    const second = page.locator("tbody tr:not([aria-hidden]) td:not(:empty)").first();
    await expect(second).toBeInViewport({ ratio: 1 });
    const over = await page.locator(".scroller").evaluate((list) => list.scrollWidth - list.clientWidth);
    expect(over).toBeLessThanOrEqual(0);
    const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  };
  await expect(page.getByRole("link", { name: "Brightwater Mutual" })).toBeVisible();
  await fits("Tenant");
  await page.getByRole("link", { name: "Brightwater Mutual" }).click();
  await expect(page.getByRole("link", { name: "Everybody" })).toBeVisible();
  await fits("Group");
  await page.getByRole("link", { name: "Everybody" }).click();
  await expect(page.getByText("1,000 users")).toBeVisible();
  await fits("", "Name");
  await page.goto("/apio/tenants?find=users&q=holt");
  await signIn(page, "system.admin");
  await expect(page.getByRole("link", { name: "Mira Holt" })).toBeVisible();
  await fits("", "Name");
});

test("no heading of the people is cut, in either language", async ({ page }) => {
  await page.goto("/apio/tenants/brightwater/groups/north-quay/users");
  await signIn(page, "desk.admin@voice.example.test");
  const heading = (name) => page.getByRole("columnheader").getByRole("button", { name, exact: true });
  const expectWhole = async (...names) => {
    for (const name of names) {
      await expect(heading(name)).toBeVisible();
      expect(await heading(name).evaluate((button) => button.scrollWidth - button.clientWidth), name).toBeLessThanOrEqual(1);
    }
  };
  await expectWhole("Name", "User ID", "Extension", "Phone number", "Email address", "Department");
  await page.locator("details.preferences summary").click();
  await page.locator("#language").selectOption("fr");
  await expectWhole("Nom", "Identifiant", "Numéro interne", "Téléphone", "E-mail", "Département");
});
