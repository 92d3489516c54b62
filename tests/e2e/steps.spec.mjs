// Through a list, person by person, in the order and the search in which it was left.
import { DESK, signIn as signInApio } from "./apio.mjs";
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { signIn as signInIcws } from "./icws.mjs";
import { button, count, expectNotice, field, go, heading, link, names, notices, open, path10, rows, search, sent } from "./xivo.mjs";

test.use({ people: 100 });

const through = (page) => page.getByRole("navigation", { name: "Through the list" });
const grid = (page) => page.getByRole("grid");
/** Opens the person in a row, counted from 0; several may have the same name. */
const openRow = (page, row) => openRowIn(page, row, "Through the list");
const openRowIn = async (page, row, name) => {
  // A click just after rows have changed places is taken for one at who stood there before.
  await expect(async () => {
    await rows(page).nth(row).getByRole("rowheader").getByRole("link").click({ timeout: 1_000 });
    await expect(page.getByRole("navigation", { name })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 7_000 });
};

test("changes the next person of a search by one key", async ({ page, pbx }) => {
  await open(page, "xivo-2013", "users?sort=-name&q=sample");
  await expect(count(page)).toHaveText(/^\d+ of 100 users$/);
  const all = await names(page);
  expect(all.length).toBeGreaterThan(3);
  const isAt = (number) => expect(through(page)).toContainText(`${number} of ${all.length}`);
  await openRow(page, 1);
  await isAt(2);
  await expect(heading(page, all[1])).toBeVisible();
  await axeEverywhere(page, "a person of a search");

  await pbx.forget();
  await field(page, "User field").fill("first");
  await page.keyboard.press("Control+Enter");
  await isAt(3);
  await expect(heading(page, all[2])).toBeVisible();
  await expectNotice(page, `${all[1]} · Saved: User field.`);
  await expect(field(page, "User field")).toBeFocused();
  await page.keyboard.type("second");
  await button(page, "Save and next").click();
  await isAt(4);
  await expect(button(page, "Save, end of the list")).toBeFocused();
  const written = (await sent(pbx, "xivo-2013")).map((body) => (typeof body === "string" ? JSON.parse(body) : body));
  expect(written.map(({ userfield }) => userfield)).toEqual(["first", "second"]);

  // With nothing changed it goes on, and writes nothing; the keys of the links do the same.
  await pbx.forget();
  await page.keyboard.press("Alt+PageUp");
  await isAt(3);
  await expect(field(page, "User field")).toHaveValue("second");
  await page.keyboard.press("Alt+PageUp");
  await isAt(2);
  await expect(field(page, "User field")).toHaveValue("first");
  await page.keyboard.press("Control+Enter");
  await isAt(3);
  await link(page, "Previous").click();
  await isAt(2);
  await page.keyboard.press("Alt+PageDown");
  await isAt(3);
  expect(await sent(pbx, "xivo-2013")).toEqual([]);

  // Back in the list: the same search, and the focus on the person looked at last.
  await link(page, "Back to the users").click();
  await expect(search(page)).toHaveValue("sample");
  await expect(rows(page).nth(2).getByRole("rowheader").getByRole("link")).toBeFocused();
});

test("what was saved before going on is named, and undone from the next page", async ({ page, pbx }) => {
  await open(page, "xivo-2013", "users?sort=-name&q=sample");
  await expect(count(page)).toHaveText(/^\d+ of 100 users$/);
  const all = await names(page);
  await openRow(page, 1);
  await expect(field(page, "User field")).toBeVisible();
  const before = await field(page, "User field").inputValue();
  await field(page, "User field").fill("first");
  await page.keyboard.press("Control+Enter");
  await expect(heading(page, all[2])).toBeVisible();
  await expectNotice(page, `${all[1]} · Saved: User field.`);
  await field(page, "Description").fill("Being typed");
  await notices(page).getByRole("button", { name: "Undo", exact: true }).click();
  await expectNotice(page, "Undone.");
  await expect(heading(page, all[2])).toBeVisible();
  await expect(field(page, "Description")).toHaveValue("Being typed");
  await button(page, "Cancel").click();
  await link(page, "Previous").click();
  await expect(heading(page, all[1])).toBeVisible();
  await expect(field(page, "User field")).toHaveValue(before);

  await page.evaluate(() => localStorage.setItem("switchroom.language", "fr"));
  await page.goto("/xivo-2013/users?sort=-name&q=sample");
  await openRowIn(page, 1, "Dans la liste");
  await field(page, "Champ utilisateur").fill("deux");
  await page.keyboard.press("Control+Enter");
  await expect(heading(page, all[2])).toBeVisible();
  await expect(page.locator(".notice")).toContainText(`${all[1]} · Enregistré\u00a0: Champ utilisateur.`);
});

test("goes on only after what was read back is what was typed", async ({ page, pbx, watch }) => {
  watch.allow(/500/);
  await open(page, "xivo-2013", "users?sort=name");
  await expect(count(page)).toHaveText("100 users");
  const [, second] = await names(page);
  await openRow(page, 1);
  await expect(field(page, "User field")).toBeVisible();
  await pbx.faults({ method: "PUT", kind: "500-before", path: path10("*") });
  await field(page, "User field").fill("refused");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator("#problems")).toBeFocused();
  await expect(heading(page, second)).toBeVisible();
  await expect(field(page, "User field")).toHaveValue("refused");

  // What was typed is asked about before the next person comes.
  await link(page, "Next").click();
  await expect(page.getByRole("dialog", { name: "Leave without saving?" })).toBeVisible();
  await button(page, "Stay on this page").click();
  await expect(field(page, "User field")).toHaveValue("refused");
});

test("says where the list begins and ends", async ({ page, pbx }) => {
  await open(page, "xivo-2013", "users?sort=name&q=sample");
  await expect(count(page)).toHaveText(/^\d+ of 100 users$/);
  const all = await names(page);
  await openRow(page, 0);
  await expect(through(page)).toHaveText(`Start of the list1 of ${all.length}Next`);
  await page.keyboard.press("Alt+PageUp");
  await expect(heading(page, all[0])).toBeVisible();

  // At the end it saves, and stays.
  await link(page, "Back to the users").click();
  await openRow(page, all.length - 1);
  await expect(through(page)).toHaveText(`Previous${all.length} of ${all.length}End of the list`);
  await pbx.forget();
  await field(page, "User field").fill("last");
  await button(page, "Save, end of the list").click();
  await expectNotice(page, "Saved");
  await expect(heading(page, all.at(-1))).toBeVisible();
  expect(await sent(pbx, "xivo-2013")).toHaveLength(1);
  await page.keyboard.press("Alt+PageDown");
  await expect(heading(page, all.at(-1))).toBeVisible();
});

test("shows nothing after a deep link, nor for somebody whom the list does not show", async ({ page }) => {
  await open(page, "xivo-2013", "users/3");
  await expect(field(page, "Last name")).toBeVisible();
  await expect(through(page)).toHaveCount(0);
  await expect(button(page, "Save and next")).toHaveCount(0);
  await page.keyboard.press("Control+Enter");
  await expect(field(page, "Last name")).toBeVisible();

  await page.goto("/xivo-2013/users?q=dora");
  await expect(count(page)).toHaveText(/ of 100 users$/);
  await go(page, "/xivo-2013/users/3");
  await expect(field(page, "Last name")).toBeVisible();
  await expect(through(page)).toHaveCount(0);
});

test("goes through the people of a PureConnect and of an APIO", async ({ page }) => {
  await signInIcws(page, "/icws/users");
  await expect(count(page)).toHaveText(/^\d+ users$/);
  const [, ...people] = await names(page);
  await openRow(page, 1);
  await expect(through(page)).toContainText("2 of ");
  await expect(button(page, "Save and next")).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("main")).toContainText(people[1]);
  await expect(through(page)).toContainText("3 of ");
  await link(page, "My client configuration").click();
  await expect(heading(page, "Client configuration")).toBeVisible();
  await expect(through(page)).toHaveCount(0);

  await page.goto("/apio/tenants/brightwater/groups/north-quay/users?sort=name");
  await signInApio(page, DESK);
  await expect(grid(page)).toBeVisible();
  const group = await names(page);
  await openRow(page, 0);
  await expect(through(page)).toContainText(`1 of ${group.length}`);
  await expect(through(page)).toContainText("Start of the list");
  await field(page, "CLI first name").fill("Stepped");
  await page.keyboard.press("Control+Enter");
  await expect(heading(page, group[1])).toBeVisible();
  await expectNotice(page, `${group[0]} · Saved: CLI first name.`);
  // The PIN beside it goes through the PINs.
  await link(page, "PIN code").click();
  await expect(through(page)).toContainText(`2 of ${group.length}`);
  await link(page, "Next").click();
  await expect(page).toHaveURL(/\/pin$/);
  await expect(through(page)).toContainText(`3 of ${group.length}`);
});

test("what a client configuration is narrowed to, and whom it is compared with, stays from one person to the next", async ({ page }) => {
  await signInIcws(page, "/icws/users");
  await expect(count(page)).toHaveText(/^\d+ users$/);
  await openRow(page, 1);
  await expect(through(page)).toContainText("2 of ");
  const setHere = page.getByRole("radio", { name: "Set here" });
  await setHere.check();
  await search(page).fill("timeout");
  await page.getByText("Compare with somebody else").click();
  await page.getByLabel("Compare with").fill("mlind");
  await button(page, "Compare").click();
  await expect(page.getByText(/propert(y|ies) differs? from/)).toBeVisible();
  const isAt = async (number) => {
    await expect(through(page)).toContainText(`${number} of `);
    await expect(page).toHaveURL((url) => url.search === "?show=set-here&q=timeout&with=mlind");
    await expect(setHere).toBeChecked();
    await expect(search(page)).toHaveValue("timeout");
    await expect(page.getByText(/propert(y|ies) differs? from/)).toBeVisible();
  };
  await page.keyboard.press("Alt+PageDown");
  await isAt(3);
  await link(page, "Previous").click();
  await isAt(2);
  await page.keyboard.press("Control+Enter");
  await isAt(3);
  // The list is not narrowed by it.
  await link(page, "Back to the users").click();
  await expect(count(page)).toHaveText(/^\d+ users$/);
});

test("at 320 px all of the bar is in sight in two lines, in French too", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await open(page, "xivo-2013", "users?sort=name");
  await expect(grid(page)).toBeVisible();
  await openRow(page, 1);
  const isInSight = async () => {
    const boxes = await page.locator(".bar :is(button, output)").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
    for (const { left, right } of boxes) {
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(320);
    }
    const { height } = await page.locator(".bar").boundingBox();
    expect(height).toBeLessThanOrEqual(96);
  };
  await isInSight();
  await page.evaluate(() => localStorage.setItem("switchroom.language", "fr"));
  await page.reload();
  await page.goto("/xivo-2013/users?sort=name");
  await rows(page).nth(1).getByRole("rowheader").getByRole("link").click();
  await expect(button(page, "Enregistrer et suivant")).toBeVisible();
  await isInSight();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
