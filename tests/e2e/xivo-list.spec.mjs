// The list of users: found, sorted, counted, walked, kept.
import { expect, test } from "./fixtures.mjs";
import { button, count, field, heading, link, names, open, path10, rows, search } from "./xivo.mjs";

test.use({ people: 1000 });

const table = (page) => page.getByRole("grid", { name: "Users" });
const address = (page) => new URL(page.url());

test("finds people as one types, and keeps it in the address", async ({ page, pbx }) => {
  await page.goto("/xivo-2013/users");
  await expect(heading(page, "Users")).toBeVisible();
  await expect(page).toHaveTitle("Users · Switchroom");
  await expect(count(page)).toHaveText("1,000 users");
  await expect(table(page)).toHaveAttribute("aria-rowcount", "1001");
  expect(await rows(page).count()).toBeLessThan(80);

  // Over all columns, without accents and case; every word counts.
  for (const [typed, name, cell] of [
    ["elodie facade", "Élodie Façade", "1004"],
    ["FAÇADE ÉLO 1004", "Élodie Façade", "1004"],
    ["chloe madeup", "Chloe Madeup", "chloe"],
    ["山田", "太郎 山田", "taro"],
    ["الأمين", "محمد الأمين", "1011"],
    ["alert(1)", "<script>alert(1)</script> O'Brien \"Q\" & Söhne", ""],
  ]) {
    await search(page).fill(typed);
    const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
    await expect(row, typed).toBeVisible();
    await expect(row, typed).toContainText(cell);
    await expect(count(page)).toHaveText(/^\d+ of 1,000 users$/);
  }
  await expect.poll(() => address(page).searchParams.get("q")).toBe("alert(1)");

  // Passwords are in the list that the server sends, and are never searched.
  await search(page).fill("s3cre");
  await expect(page.getByText("Nobody matches this search.")).toBeVisible();
  await expect(page.getByText("Try fewer letters, or clear the search.")).toBeVisible();
  await expect(count(page)).toHaveText("0 of 1,000 users");
  await search(page).press("Escape");
  await expect(search(page)).toHaveValue("");
  await expect(count(page)).toHaveText("1,000 users");
  await expect.poll(() => address(page).search).toBe("");

  // By the collation of the language: last name first, whatever the accents.
  await button(page, "Name").click();
  await expect(page.getByRole("columnheader", { name: "Name", exact: true })).toHaveAttribute("aria-sort", "ascending");
  await search(page).fill("elodie");
  await expect(count(page)).toHaveText(/^\d+ of/);
  const sorted = await names(page);
  expect(sorted.length).toBeGreaterThan(5);
  await button(page, "Name").click();
  await expect(page.getByRole("columnheader", { name: "Name", exact: true })).toHaveAttribute("aria-sort", "descending");
  expect(address(page).searchParams.get("sort")).toBe("-name");
  await expect.poll(async () => (await names(page))[0]).toBe(sorted.at(-1));

  await search(page).fill("");
  await button(page, "Username").click();
  const usernames = page.getByRole("grid").locator("tbody tr:not([aria-hidden]) td:nth-child(4)");
  await expect.poll(async () => (await usernames.allTextContents()).slice(0, 3)).toEqual(["ada", "chloe", "dora"]);

  // By the state of the CTI, and back through the address.
  const cti = page.getByRole("combobox", { name: "CTI" });
  await cti.selectOption({ label: "CTI on" });
  await expect(count(page)).toHaveText(/^\d+ of 1,000 users$/);
  expect(address(page).searchParams.get("cti")).toBe("on");
  await search(page).fill("dora desk");
  await expect(count(page)).toHaveText("1 of 1,000 users");
  await expect.poll(() => address(page).searchParams.get("q")).toBe("dora desk");

  // Another choice of columns, and all of it after a reload.
  await page.getByText("Columns", { exact: true }).click();
  await page.getByRole("checkbox", { name: "Username" }).uncheck();
  await expect(page.getByRole("columnheader", { name: "Username" })).toHaveCount(0);
  await page.reload();
  await expect(count(page)).toHaveText("1 of 1,000 users");
  await expect(search(page)).toHaveValue("dora desk");
  await expect(cti).toHaveValue("on");
  await expect(page.getByRole("columnheader", { name: "Username" })).toHaveCount(0);
  await expect(page.getByRole("columnheader", { name: "Caller ID" })).toBeVisible();

  // Opened and come back to: the same list, not asked for again.
  await pbx.forget();
  await link(page, "Dora Desk").click();
  await expect(heading(page, "Dora Desk")).toBeVisible();
  await link(page, "Back to the users").click();
  await expect(count(page)).toHaveText("1 of 1,000 users");
  await expect(search(page)).toHaveValue("dora desk");
  await page.goBack();
  await expect(heading(page, "Dora Desk")).toBeVisible();
  await page.goBack();
  await expect(search(page)).toHaveValue("dora desk");
  const lists = (await pbx.log("xivo-2013")).filter((entry) => entry.path === path10());
  expect(lists).toEqual([]);
});

test("a search that is followed by a click at once is found again by Back", async ({ page }) => {
  await page.goto("/xivo-2013/users?q=dora");
  await expect(link(page, "Dora Desk")).toBeVisible();
  await search(page).fill("");
  await search(page).pressSequentially("desk");
  // Before the typing has paused.
  await link(page, "Dora Desk").click();
  await expect(heading(page, "Dora Desk")).toBeVisible();
  await expect(page).toHaveURL(/\/users\/\d+$/);
  await page.goBack();
  await expect(page).toHaveURL(/q=desk/);
  await expect(search(page)).toHaveValue("desk");
});

test("is walked with the keys", async ({ page }) => {
  await page.goto("/xivo-2013/users?sort=name");
  await expect(count(page)).toHaveText("1,000 users");
  const focused = () => page.evaluate(() => document.activeElement?.closest("tr")?.getAttribute("aria-rowindex"));

  await page.keyboard.press("/");
  await expect(search(page)).toBeFocused();
  await page.keyboard.type("a/b");
  await expect(search(page)).toHaveValue("a/b");
  await page.keyboard.press("Escape");
  await expect(count(page)).toHaveText("1,000 users");

  // From the search box down into the rows.
  await page.keyboard.press("ArrowDown");
  await expect.poll(focused).toBe("2");
  for (let step = 0; step < 40; step += 1) await page.keyboard.press("ArrowDown");
  await expect.poll(focused).toBe("42");
  await expect(page.locator(":focus")).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("ArrowUp");
  await expect.poll(focused).toBe("41");
  await expect(page.locator(":focus")).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("End");
  await expect.poll(focused).toBe("1001");
  await expect(page.locator(":focus")).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("ArrowDown");
  await expect.poll(focused).toBe("1001");
  await page.keyboard.press("PageUp");
  await expect.poll(async () => Number(await focused())).toBeLessThan(995);
  await page.keyboard.press("Home");
  await expect.poll(focused).toBe("2");
  // The heading that stays never covers the row in focus.
  const covered = await page.evaluate(() => {
    const { left, top, height } = document.activeElement.getBoundingClientRect();
    return !document.activeElement.contains(document.elementFromPoint(left + 4, top + height / 2));
  });
  expect(covered).toBe(false);

  const name = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("Enter");
  await expect(heading(page, name)).toBeVisible();
  await page.goBack();
  await expect(count(page)).toHaveText("1,000 users");

  // Single keys can be switched off.
  await page.getByText("Preferences", { exact: true }).click();
  await page.getByRole("switch", { name: "Single-key shortcuts" }).uncheck();
  await heading(page, "Users").click();
  await page.keyboard.press("/");
  await expect(search(page)).not.toBeFocused();
});

test("keeps the old rows while new ones come, and when they do not", async ({ page, pbx }) => {
  await page.goto("/xivo-2013/users");
  await expect(count(page)).toHaveText("1,000 users");
  const before = (await names(page)).slice(0, 3);

  await pbx.act("xivo-2013", "DELETE", path10(2));
  await pbx.faults({ kind: "delay", ms: 1200, path: path10() });
  await button(page, "Reload").click();
  await expect(count(page)).toHaveText("1,000 users · More are arriving…");
  expect((await names(page)).slice(0, 3)).toEqual(before);
  await expect(count(page)).toHaveText("999 users");

  await pbx.faults({ kind: "500-before", path: path10() });
  await button(page, "Reload").click();
  const alert = page.getByRole("alert").filter({ hasText: "The server failed" });
  await expect(alert).toBeVisible();
  await expect(page.getByText("These are the users as they were read before.")).toBeVisible();
  await expect(page.getByText("The list is not complete")).toHaveCount(0);
  await expect(count(page)).toHaveText("999 users");
  await expect(table(page)).toBeVisible();
  await button(page, "Try again").click();
  await expect(alert).toHaveCount(0);
  await expect(count(page)).toHaveText("999 users");

  // A first reading that breaks off half way shows what came, and says so.
  await pbx.faults({ kind: "cut", path: path10() });
  await page.reload();
  await expect(page.getByText("The list is not complete")).toBeVisible();
  await expect(count(page)).toHaveText(/^[1-9]\d\d users$/);
});

test("reads a server that pages by pages", async ({ page, pbx }) => {
  await open(page, "xivo-2016", "users?sort=extension");
  await expect(count(page)).toHaveText("1,000 users");
  const asked = (await pbx.log("xivo-2016")).filter((entry) => entry.path === "/1.1/users").map((entry) => entry.query);
  // The names first, from the list that costs the server least: those on the first screen, then all.
  const shorter = "view=directory&order=lastname&direction=asc";
  expect(asked.slice(0, 2)).toEqual(["view=directory&limit=200&order=lastname&direction=asc", shorter]);
  expect(asked[2]).toBe("limit=200&order=id");
  expect(asked[3]).toBe("limit=2000&offset=199&order=id");
  // The extension is told in the shorter list only.
  await expect.poll(async () => (await rows(page).first().allTextContents())[0]).toContain("1001");
  await search(page).fill("1007");
  await expect(link(page, "Dora Desk")).toBeVisible();
  // Every view is an honest link.
  await expect(link(page, "Dora Desk")).toHaveAttribute("href", "/xivo-2016/users/7");
  await page.getByRole("gridcell", { name: "1007" }).click();
  await expect(heading(page, "Dora Desk")).toBeVisible();
  await expect(field(page, "Ring seconds")).toHaveValue("30");
});

test("opens a person, and says so where that takes long", async ({ page, pbx }) => {
  await page.goto("/xivo-2013/users?q=chloe+madeup");
  await expect(rows(page)).toHaveCount(1);
  await pbx.forget();
  const asked = async () => (await pbx.log("xivo-2013")).filter(({ method }) => method === "GET").map(({ path }) => path);

  // Read once, and not a second time by the page.
  await link(page, "Chloe Madeup").click();
  await expect(field(page, "Last name")).toHaveValue("Madeup");
  expect(await asked()).toEqual([path10(3)]);
  await page.goBack();
  await expect(rows(page)).toHaveCount(1);

  // Read anew by whoever comes later: somebody changed it meanwhile.
  await pbx.act("xivo-2013", "PUT", path10(3), { lastname: "Changed" });
  await page.goForward();
  await expect(field(page, "Last name")).toHaveValue("Changed");
  await page.goBack();

  // A slow server: the page opens, and says that it is loading.
  await pbx.faults({ kind: "delay", ms: 1500, path: path10(3) });
  await link(page, "Chloe Madeup").click();
  await expect(page).toHaveURL(/users\/3$/);
  await expect(page.getByRole("main").getByText("Loading")).toBeVisible();
  await expect(field(page, "Last name")).toHaveValue("Changed");
  await page.goBack();

  // Two clicks upon one another: once asked, one entry in the history.
  await pbx.forget();
  await page.getByRole("gridcell", { name: "chloe", exact: true }).dblclick();
  await expect(field(page, "Last name")).toHaveValue("Changed");
  expect(await asked()).toEqual([path10(3)]);
  await page.goBack();
  await expect(rows(page)).toHaveCount(1);

  // Whoever has gone elsewhere before the answer is left there.
  await pbx.faults({ kind: "delay", ms: 400, path: path10(3) });
  await link(page, "Chloe Madeup").click();
  await expect(page).toHaveURL(/users\/3$/);
  await page.goBack();
  await expect(rows(page)).toHaveCount(1);
  await page.waitForTimeout(800);
  await expect(rows(page)).toHaveCount(1);

  // And a refusal is told on the person's own page.
  await pbx.act("xivo-2013", "DELETE", path10(3));
  await link(page, "Chloe Madeup").click();
  await expect(page).toHaveURL(/users\/3$/);
  await expect(page.getByRole("alert")).toContainText("This user does not exist");
});
