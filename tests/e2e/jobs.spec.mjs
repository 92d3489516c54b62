// The jobs of a day, and what each may cost: keys and clicks are counted, a text that is typed is not.
import { DESK, pinOf, signIn as signInApio } from "./apio.mjs";
import { expect, test } from "./fixtures.mjs";
import { open as openIcws } from "./icws.mjs";
import { ADMIN, SYSTEMS, button, count, expectNotice, field, heading, link, names, open, rows, search, signIn } from "./xivo.mjs";

test.use({ people: 100 });

/** Counts what hands do: each key and each click is one. */
function handsOn(page) {
  const hands = { count: 0, typed: "" };
  hands.press = async (key) => {
    hands.count += 1;
    await page.keyboard.press(key);
  };
  hands.type = async (text) => {
    hands.typed += text;
    await page.keyboard.type(text);
  };
  hands.click = async (locator) => {
    hands.count += 1;
    await locator.click();
  };
  hands.select = async (locator, option) => {
    hands.count += 1;
    await locator.selectOption(option);
  };
  return hands;
}

const through = (page) => page.getByRole("navigation", { name: "Through the list" });

test("jumps to a person by an extension, from anywhere: Ctrl-K, typing, Enter", async ({ page, watch }) => {
  // The check asks for a file that is not there.
  watch.allow(/Failed to load resource/);
  await page.goto("/check");
  await expect(heading(page, "Check this installation")).toBeVisible();
  const hands = handsOn(page);
  await hands.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await hands.type("1007");
  await expect(page.getByRole("listbox").getByRole("option").first()).toContainText("Dora Desk");
  await hands.press("Enter");
  await expect(heading(page, "Dora Desk")).toBeVisible();
  expect(hands.count).toBeLessThanOrEqual(2);
});

test("finds by extension and changes the mobile number: 5 keys and the digits", async ({ page }) => {
  await open(page, "xivo-2016");
  await expect(count(page)).toHaveText("100 users");
  const hands = handsOn(page);
  await hands.press("/");
  await hands.type("1007");
  await hands.press("Enter");
  await expect(heading(page, "Dora Desk")).toBeVisible();
  await hands.press("m");
  await expect(field(page, "Mobile phone number")).toBeFocused();
  await hands.type("0612345678");
  await hands.press("Control+s");
  await expectNotice(page, "Saved: Mobile phone number");
  await expect(field(page, "Mobile phone number")).toHaveValue("0612345678");
  // No hand leaves the keyboard.
  expect(hands.count).toBe(4);
  expect(hands.typed).toMatch(/^\d+$/);
});

test("the same change of the next person: one key", async ({ page }) => {
  await open(page, "xivo-2016", "users?sort=name&q=sample");
  await expect(count(page)).toHaveText(/ of 100 users$/);
  await rows(page).first().getByRole("rowheader").getByRole("link").click();
  await expect(through(page)).toContainText(/1 of \d+/);
  await field(page, "Mobile phone number").fill("0612345678");
  const hands = handsOn(page);
  await hands.press("Control+Enter");
  await expect(through(page)).toContainText(/2 of \d+/);
  await expect(field(page, "Mobile phone number")).toBeFocused();
  expect(hands.count).toBe(1);
  await hands.type("0612345679");
  await expect(field(page, "Mobile phone number")).toHaveValue("0612345679");
});

test("comes back to the list, to the same row: one click", async ({ page }) => {
  await open(page, "xivo-2016", "users?sort=name");
  await expect(count(page)).toHaveText("100 users");
  const row = rows(page).nth(5).getByRole("rowheader").getByRole("link");
  await row.click();
  await expect(field(page, "Last name")).toBeVisible();
  const hands = handsOn(page);
  await hands.click(link(page, "Back to the users"));
  await expect(row).toBeFocused();
  expect(hands.count).toBe(1);
});

test("sees extension, line, voicemail, CTI and mobile of somebody on one page", async ({ page, pbx }) => {
  const { users } = await pbx.state("wazo-2026");
  await page.goto(`/wazo-2026/users/${Object.values(users)[2].uuid}`);
  await signIn(page, ADMIN);
  await expect(field(page, "Mobile phone number")).toBeVisible();
  const telephone = page.getByRole("region", { name: "Telephone" });
  await expect(telephone).toContainText(/Line.*\d{4}.*Voicemail/s);
  await expect(page.getByRole("main")).toContainText(/Extension: \d{4}/);

  await open(page, "xivo-2019", "users/4");
  await expect(page.getByRole("main")).toContainText(/Extension: \d{4}/);
  await expect(page.getByRole("region", { name: "Telephone" })).toContainText(/Line.*\d{4}.*Voicemail/s);
  await expect(page.getByRole("region", { name: "CTI" })).toContainText(/(On|Off), /);
});

test("everybody without something, on every age and with every vendor: one choice, in the address", async ({ page }) => {
  const chooses = async (label) => {
    await expect(count(page)).toHaveText(/users$/);
    const all = await count(page).textContent();
    const hands = handsOn(page);
    await hands.select(page.getByRole("combobox", { name: "Without" }), { label });
    await expect.poll(() => new URL(page.url()).searchParams.get("without")).not.toBe(null);
    await expect(count(page)).not.toHaveText(all);
    expect(hands.count).toBe(1);
  };
  for (const system of SYSTEMS) {
    await open(page, system);
    await expect(count(page)).toHaveText(/users$/);
    // The oldest servers know of no email address.
    const offered = await page.getByRole("combobox", { name: "Without" }).getByRole("option").allTextContents();
    await chooses(offered.find((label) => /email/.test(label)) ?? "Without a username");
  }
  await openIcws(page, "/icws/users/tokoro/client");
  await link(page, "Back to the users").click();
  await chooses("Without an extension");
  await page.goto("/apio/tenants/brightwater/groups/north-quay/users");
  await signInApio(page, DESK);
  await chooses("Without an extension");
});

test("a new employee like an existing one: that link, the name, Save", async ({ page }) => {
  await open(page, "xivo-2016", "users/3");
  await expect(heading(page, "Chloe Madeup")).toBeVisible();
  const hands = handsOn(page);
  await hands.click(link(page, "New user like this one"));
  await expect(field(page, "First name")).toBeFocused();
  await hands.type("Nora");
  await hands.press("Tab");
  await hands.type("Sample");
  await hands.press("Control+s");
  await expect(heading(page, "Nora Sample")).toBeVisible();
  expect(hands.count).toBeLessThanOrEqual(3);
});

test("resets a PIN and tells it by telephone: found, its page, one button", async ({ page, secrets, pbx }) => {
  await page.goto("/apio/tenants/brightwater/groups/north-quay/users");
  await signInApio(page, DESK);
  await expect(count(page)).toHaveText(/users$/);
  await pbx.forget();
  const hands = handsOn(page);
  await hands.press("/");
  await hands.type("mira holt");
  await hands.press("Enter");
  await expect(heading(page, "Mira Holt")).toBeVisible();
  await hands.click(link(page, "PIN code"));
  await hands.click(button(page, "Generate and set"));
  const shown = page.getByRole("status", { name: "Generated PIN" });
  await expect(shown).toHaveText(/^\d{2,3}( \d{2,3})+$/);
  secrets.add((await shown.textContent()).replaceAll(" ", ""));
  expect(hands.count).toBeLessThanOrEqual(4);
  expect(await pbx.writes("apio")).toHaveLength(1);
});

test("copies a setting from another person of PureConnect, found by name", async ({ page }) => {
  await openIcws(page, "/icws/users/tokoro/client");
  const hands = handsOn(page);
  await hands.click(page.getByText("Compare with somebody else"));
  await hands.click(field(page, "Compare with"));
  await hands.type("maria li");
  await expect(page.locator("#compare-people option")).toHaveCount(1);
  await hands.press("Enter");
  const timeout = page.locator(".differences > li").filter({ hasText: "External call timeout" });
  await hands.click(timeout.getByLabel("Copy the value set here"));
  await hands.click(button(page, "Copy chosen values"));
  await expect(field(page, "External call timeout")).toHaveValue("45");
  await hands.press("Control+s");
  await expectNotice(page, "Saved: External call timeout.");
  expect(hands.count).toBeLessThanOrEqual(6);
});

test("opens a view that is used every morning: one click", async ({ page }) => {
  await open(page, "xivo-2016", "users?sort=-name&q=sample");
  await button(page, "Save this view").click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(link(page, "sample")).toBeVisible();
  await page.goto("/xivo-2016/users");
  await expect(count(page)).toHaveText("100 users");
  const hands = handsOn(page);
  await hands.click(link(page, "sample"));
  await expect(search(page)).toHaveValue("sample");
  await expect.poll(async () => (await names(page)).length).toBeLessThan(100);
  expect(hands.count).toBe(1);
});

test("the title of each page of a person names them, so that two tabs differ", async ({ page }) => {
  await open(page, "xivo-2016", "users/3/cti");
  await expect(page).toHaveTitle("Chloe Madeup · CTI configuration · Switchroom");
  await openIcws(page, "/icws/users/mlind/client");
  await expect(page).toHaveTitle("Maria Lind · Client configuration · Switchroom");
  await page.goto(pinOf("mira.holt"));
  await signInApio(page, DESK);
  await expect(page).toHaveTitle("Mira Holt · PIN code · Switchroom");
});
