// Views of lists that are kept in this browser: a link each in the rail.
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { button, count, expectNotice, field, heading, link, open, search } from "./xivo.mjs";

test.use({ people: 100 });

const rail = (page) => page.getByRole("banner");
const save = (page) => page.getByRole("dialog").getByRole("button", { name: "Save", exact: true });

test("keeps a search with its order and filter, renames and deletes it", async ({ page }) => {
  await open(page, "xivo-2013", "users?sort=-name&without=username&q=sample");
  await expect(count(page)).toHaveText(/ of 100 users$/);
  const found = await count(page).textContent();
  await button(page, "Save this view").click();
  await expect(field(page, "Name of the view")).toBeFocused();
  await expect(field(page, "Name of the view")).toHaveValue("sample");
  await axeEverywhere(page, "naming a view");
  await field(page, "Name of the view").fill(" ");
  await page.keyboard.press("Enter");
  await expect(field(page, "Name of the view")).toHaveAccessibleDescription("Enter a name.");
  await field(page, "Name of the view").fill("Samples without a username");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(link(page, "Samples without a username")).toHaveAttribute("aria-current", "page");

  // It is there after a reload, and leads to the same list from any page of the system.
  await page.goto("/xivo-2013/users/3");
  await expect(field(page, "Last name")).toBeVisible();
  await expect(button(page, "Save this view")).toHaveCount(0);
  await link(page, "Samples without a username").click();
  await expect(search(page)).toHaveValue("sample");
  await expect(count(page)).toHaveText(found);
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ sort: "-name", without: "username", q: "sample" });

  // No other system shows it.
  await page.goto("/xivo-2016/users");
  await expect(heading(page, "Users")).toBeVisible();
  await expect(button(page, "Save this view")).toBeVisible();
  await expect(link(page, "Samples without a username")).toHaveCount(0);

  await page.goto("/xivo-2013/users");
  await button(page, "Edit the view Samples without a username").click();
  await field(page, "Name of the view").fill("Every morning");
  await save(page).click();
  await expect(link(page, "Every morning")).toBeVisible();
  await expect(link(page, "Samples without a username")).toHaveCount(0);
  await button(page, "Edit the view Every morning").click();
  await button(page, "Delete the view").click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(link(page, "Every morning")).toHaveCount(0);
  expect(await page.evaluate(() => localStorage.getItem("switchroom.views"))).toBe("");
});

test("another tab loses no view, and what is broken in the browser’s storage does no harm", async ({ page, context }) => {
  await page.addInitScript(() => {
    if (!localStorage.getItem("switchroom.views")) localStorage.setItem("switchroom.views", "%zz\nx https%3A%2F%2Felsewhere.example");
  });
  await open(page, "xivo-2013", "users?q=ada");
  const other = await context.newPage();
  await open(other, "xivo-2013", "users?q=dora");
  for (const [tab, name] of [[page, "First"], [other, "Second"]]) {
    await button(tab, "Save this view").click();
    await field(tab, "Name of the view").fill(name);
    await tab.keyboard.press("Enter");
    await expect(link(tab, name)).toBeVisible();
    // Browsers tell other tabs of what is stored a moment later.
    await other.waitForFunction((name) => localStorage.getItem("switchroom.views").includes(name), name);
  }
  await page.reload();
  await expect(link(page, "First")).toBeVisible();
  await expect(link(page, "Second")).toBeVisible();
  await expect(rail(page).getByRole("link", { name: "x", exact: true })).toHaveCount(0);
});

test("says where the browser does not keep a view, which is there until the reload", async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await open(page, "xivo-2013", "users?q=ada");
  for (const name of ["First", "Second"]) {
    await button(page, "Save this view").click();
    await field(page, "Name of the view").fill(name);
    await page.keyboard.press("Enter");
    await expect(link(page, name)).toBeVisible();
    await expectNotice(page, "This browser did not keep the views: its storage is full or switched off");
  }
  await expect(link(page, "First")).toBeVisible();
});

test("in French and at 320 px", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("switchroom.language", "fr"));
  await page.setViewportSize({ width: 320, height: 700 });
  await open(page, "xivo-2013", "users?q=ada");
  await button(page, "Menu").click();
  await button(page, "Enregistrer cette vue").click();
  await field(page, "Nom de la vue").fill("Chaque matin");
  await page.keyboard.press("Enter");
  await expect(link(page, "Chaque matin")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
