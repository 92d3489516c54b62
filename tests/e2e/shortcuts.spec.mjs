// The list of all keys, by a key and from the preferences.
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { button, field, link } from "./xivo.mjs";

const list = (page) => page.getByRole("dialog", { name: "Keyboard shortcuts" });

test("lists all keys, and can be switched off where it is a single one", async ({ page }) => {
  await page.goto("/xivo-2013/users/3");
  await expect(field(page, "Last name")).toBeVisible();
  await page.keyboard.press("?");
  await expect(list(page)).toContainText("Ctrl EnterSave and next");
  await expect(list(page)).toContainText("Alt Page UpPrevious person of the list");
  await expect(list(page)).toContainText("Alt Page DownNext person of the list");
  await axeEverywhere(page, "the list of all keys");
  await page.keyboard.press("Escape");
  await expect(list(page)).toHaveCount(0);

  // Whoever types a question mark, or an m, means it.
  await field(page, "Last name").press("?");
  await expect(list(page)).toHaveCount(0);
  await field(page, "Last name").press("m");
  await expect(field(page, "Last name")).toBeFocused();
  await button(page, "Cancel").click();

  await page.getByText("Preferences", { exact: true }).click();
  await button(page, "Keyboard shortcuts").click();
  await expect(list(page)).toBeVisible();
  await list(page).getByRole("button", { name: "Close" }).click();
  await page.getByRole("switch", { name: "Single-key shortcuts" }).uncheck();
  await link(page, "Back to the users").focus();
  await page.keyboard.press("?");
  await expect(list(page)).toHaveCount(0);
  await page.keyboard.press("m");
  await expect(link(page, "Back to the users")).toBeFocused();
});
