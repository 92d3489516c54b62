// A long list of a Wazo: the first paint, and whom a click opens while the rest arrives.
import { installClock } from "./clock.mjs";
import { expect, test } from "./fixtures.mjs";
import { ACCOUNTS, WAZO } from "./wazo.mjs";
import { count, heading, names, rows, search, signIn } from "./xivo.mjs";

test.use({ people: 450 });

test("opens nobody by a click in the moment in which rows change places", async ({ page, pbx }) => {
  await installClock(page);
  // The first 200 come, by the server's order; the others wait.
  const shorter = { system: WAZO, method: "GET", path: "/1.1/users$", query: "view=directory&order=" };
  await pbx.faults({ ...shorter, kind: "delay" });
  await page.goto(`/${WAZO}/users`);
  await signIn(page, ACCOUNTS.admin);
  // How many there are is not known yet.
  await expect(count(page)).toHaveText("More are arriving…");
  const before = await names(page);
  await page.clock.pauseAt(new Date(Date.now() + 1_000));
  await pbx.release();
  await expect(count(page)).toHaveText("450 users");
  const after = await names(page);
  const moved = after.findIndex((name, place) => name !== before[place]);
  expect(moved, "somebody else stands in one of the rows").toBeGreaterThanOrEqual(0);
  await rows(page).nth(moved).click();
  await rows(page).nth(moved).getByRole("link").click();
  expect(new URL(page.url()).pathname).toBe(`/${WAZO}/users`);
  // Whoever has seen who stands there opens them.
  await page.clock.runFor(600);
  await rows(page).nth(moved).click();
  await expect(heading(page, after[moved])).toBeVisible();
});

test("stands in its last order as soon as everybody's name is there", async ({ page, pbx }) => {
  await pbx.faults({ system: WAZO, method: "GET", path: "/1.1/users$", query: "limit=200&order=id", kind: "delay" });
  await page.goto(`/${WAZO}/users`);
  await signIn(page, ACCOUNTS.admin);
  await expect(count(page)).toHaveText("450 users · Their details are arriving…");
  const before = await names(page);
  await pbx.release();
  await expect(count(page)).toHaveText("450 users");
  expect(await names(page)).toEqual(before);
});

test("finds somebody by any of their extensions, and shows all of them", async ({ page, pbx }) => {
  await pbx.people("real", WAZO);
  await page.goto(`/${WAZO}/users`);
  await signIn(page, ACCOUNTS.admin);
  await expect(count(page)).toHaveText("450 users");
  const { users } = await pbx.state(WAZO);
  const holders = (...numbers) =>
    users.filter(({ lines }) => numbers.some((number) => JSON.stringify(lines).includes(`"${number}"`))).length;
  expect(holders("2503")).toBeGreaterThan(0);
  // Among several texts each number is the whole of one.
  for (const number of ["2501", "2502", "2503"]) {
    await search(page).fill(`${number}; nobody`);
    await expect(count(page)).toHaveText(`${holders(number)} of 450 users`);
    await expect(page.getByText("Not found: nobody")).toBeVisible();
    await expect(rows(page).first()).toContainText(/\d+, 2501, 2502, 2503/);
  }
  await search(page).fill("2503; 2301; 250");
  await expect(count(page)).toHaveText(`${holders("2503", "2301")} of 450 users`);
  await expect(page.getByText("Not found: 250")).toBeVisible();
  // What stands side by side is not one number.
  await search(page).fill("25012502");
  await expect(count(page)).toHaveText("0 of 450 users");

  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Name, extension or number" })).toBeFocused();
  await page.keyboard.type("2503");
  await expect(page.getByRole("listbox").getByRole("option").first()).toContainText(/\d+, 2501, 2502, 2503/);
});
