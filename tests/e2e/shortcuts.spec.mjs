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

test("what is typed right after the key of a field is all in it", async ({ page }) => {
  await page.goto("/xivo-2016/users/3");
  const mobile = field(page, "Mobile phone number");
  await expect(mobile).toBeVisible();
  await mobile.fill("5550000");
  for (const typed of ["5551234", "0612345678", "4711", "98765"]) {
    await link(page, "Back to the users").focus();
    await page.keyboard.press("m");
    await page.keyboard.type(typed);
    await expect(mobile).toHaveValue(typed);
  }
  // However late the page is painted.
  await page.evaluate(() => {
    const held = [];
    window.requestAnimationFrame = (call) => held.push(call);
    window.paint = () => held.splice(0).forEach((call) => call(performance.now()));
  });
  await link(page, "Back to the users").focus();
  await page.keyboard.press("m");
  await page.keyboard.type("555");
  await page.evaluate(() => window.paint());
  await page.evaluate(() => window.paint());
  await page.keyboard.type("1234");
  await expect(mobile).toHaveValue("5551234");
});

// On a French keyboard the same signs lie on other keys, some of them with Shift.
const FRENCH_KEYS = {
  "/": { code: "Period", windowsVirtualKeyCode: 191, modifiers: 8 },
  "?": { code: "KeyM", windowsVirtualKeyCode: 188, modifiers: 8 },
  m: { code: "Semicolon", windowsVirtualKeyCode: 77 },
  ",": { code: "KeyM", windowsVirtualKeyCode: 188 },
  "!": { code: "Slash", windowsVirtualKeyCode: 223 },
  a: { code: "KeyQ", windowsVirtualKeyCode: 65 },
};

test("the keys of every day are those of a French keyboard, too", async ({ page, pbx }) => {
  const system = "xivo-2016";
  const cdp = await page.context().newCDPSession(page);
  /** What a French keyboard sends for a sign. */
  const type = async (key) => {
    const { modifiers = 0, ...rest } = FRENCH_KEYS[key];
    await cdp.send("Input.dispatchKeyEvent", { type: "keyDown", key, text: key, modifiers, ...rest });
    await cdp.send("Input.dispatchKeyEvent", { type: "keyUp", key, modifiers, ...rest });
  };
  const shortcuts = page.getByRole("dialog", { name: "Raccourcis clavier" });
  const box = page.getByRole("searchbox", { name: "Rechercher" });
  const rowInFocus = () => page.evaluate(() => document.activeElement?.closest("tr")?.getAttribute("aria-rowindex"));

  await page.goto(`/${system}/users?sort=name`);
  await page.locator("details.preferences summary").click();
  await page.locator("#language").selectOption("fr");
  await page.locator("details.preferences summary").click();
  await expect(page.getByRole("link", { name: "Chloe Madeup" })).toBeVisible();

  // The keys where an English keyboard has these signs do nothing here.
  await type("!");
  await type(",");
  await expect(box).not.toBeFocused();
  await expect(shortcuts).toHaveCount(0);
  await type("/");
  await expect(box).toBeFocused();
  await expect(box).toHaveValue("");
  await type("a");
  await expect(box).toHaveValue("a");
  await page.keyboard.press("Escape");
  await expect(box).toHaveValue("");

  // Into the list, from row to row, tick, extend, open.
  await page.keyboard.press("ArrowDown");
  const first = Number(await rowInFocus());
  await page.keyboard.press("ArrowDown");
  expect(Number(await rowInFocus())).toBe(first + 1);
  await page.keyboard.press("Space");
  await expect(page.getByText("1 sélectionné", { exact: true })).toBeVisible();
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByText("2 sélectionnés", { exact: true })).toBeVisible();
  expect(Number(await rowInFocus())).toBe(first + 2);
  const all = await page.getByRole("grid").getByRole("rowheader").allTextContents();
  await page.keyboard.press("Enter");
  const title = (name) => expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await title(all[2]);

  // Through the list: to the next one after a save, and back.
  await type("m");
  await expect(page.locator("#user-mobile_phone_number")).toBeFocused();
  await page.keyboard.type("5551234");
  await page.keyboard.press("Control+Enter");
  await title(all[3]);
  await expect(page.locator("#user-mobile_phone_number")).toBeFocused();
  await page.keyboard.press("Alt+PageUp");
  await title(all[2]);
  await expect(page.locator("#user-mobile_phone_number")).toHaveValue("5551234");
  await page.keyboard.press("Alt+PageDown");
  await title(all[3]);
  expect((await pbx.writes(system)).map(({ body }) => body)).toEqual([{ mobile_phone_number: "5551234" }]);

  // In a field a sign is a sign.
  await expect(page.locator("#user-mobile_phone_number")).toBeFocused();
  await page.locator("#user-lastname").focus();
  await page.keyboard.press("End");
  await type("?");
  await type("/");
  await expect(page.locator("#user-lastname")).toHaveValue(/\?\/$/);
  await expect(shortcuts).toHaveCount(0);
  await page.getByRole("button", { name: "Annuler", exact: true }).click();

  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("heading", { level: 1 }).click();
  await type("?");
  await expect(shortcuts).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(shortcuts).toHaveCount(0);
});
