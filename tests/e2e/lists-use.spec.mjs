// Lists as people use them all day: coming back, the keys, what a click does and does not.
// Keys and clicks are counted.
import { TENANT, signIn as signInApio } from "./apio.mjs";
import { expect, test } from "./fixtures.mjs";
import { signIn as signInIcws } from "./icws.mjs";
import { button, count, field, heading, link, names, path10, path11, rows, search } from "./xivo.mjs";

test.use({ people: 1000 });

const grid = (page) => page.getByRole("grid");
const scroller = (page) => page.locator(".scroller");
const inFocus = (page) =>
  page.evaluate(() => ({
    row: document.activeElement?.closest("tr")?.getAttribute("aria-rowindex"),
    text: document.activeElement?.textContent,
    scroll: document.querySelector(".scroller")?.scrollTop,
  }));
const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};

/** Opens the row in focus and comes back in two ways: the same row, scroll and focus. */
async function comesBack(page, leave, { least = 20, isScrolled = true } = {}) {
  const before = await inFocus(page);
  expect(Number(before.row)).toBeGreaterThan(least);
  if (isScrolled) expect(before.scroll).toBeGreaterThan(0);
  const address = page.url();
  await press(page, "Enter");
  await expect.poll(() => page.url()).not.toBe(address);
  await leave();
  await expect(grid(page)).toBeVisible();
  await expect.poll(() => inFocus(page)).toEqual(before);
}

test("comes back to the same row, with the focus on it", async ({ page }) => {
  await page.goto("/xivo-2013/users?sort=name");
  await expect(count(page)).toHaveText("1,000 users");
  await press(page, "/", "ArrowDown");
  for (let step = 0; step < 40; step += 1) await press(page, "ArrowDown");
  await comesBack(page, async () => {
    await expect(field(page, "Last name")).toBeVisible();
    await page.goBack();
  });
  await comesBack(page, async () => {
    await expect(field(page, "Last name")).toBeVisible();
    await link(page, "Back to the users").click();
  });
  // Another search begins at the top.
  await search(page).fill("a");
  await expect.poll(() => scroller(page).evaluate((list) => list.scrollTop)).toBe(0);
});

test("comes back to the same row of a PureConnect and of an APIO", async ({ page }) => {
  await signInIcws(page, "/icws/users");
  await expect(count(page)).toHaveText(/1,0\d\d users/);
  await press(page, "/", "ArrowDown", "PageDown", "PageDown");
  await comesBack(page, async () => {
    await expect(page.getByText(/\d+ properties, /)).toBeVisible();
    await page.goBack();
  });

  await page.goto("/apio/tenants/brightwater/groups/north-quay/users");
  await signInApio(page, TENANT);
  await expect(count(page)).toHaveText(/users/);
  await press(page, "/", "ArrowDown", "PageDown", "PageDown");
  await comesBack(page, async () => {
    await expect(button(page, "Save")).toBeVisible();
    await page.goBack();
  }, { least: 5, isScrolled: false });
});

test("is one stop of the Tab key, and walked with the arrows", async ({ page }) => {
  await page.goto("/xivo-2013/users?sort=name");
  await expect(count(page)).toHaveText("1,000 users");
  const stops = page.locator(".scroller :is(a, button, input, [tabindex]):not([tabindex='-1'])");
  await expect(stops).toHaveCount(1);
  await press(page, "/", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight");
  const extension = await inFocus(page);
  expect(extension.row).toBe("3");
  expect(extension.text).not.toBe((await names(page))[1]);
  await expect(stops).toHaveCount(1);

  // Out of the list and back to the very cell.
  await press(page, "Tab");
  expect(await page.evaluate(() => document.activeElement.closest(".scroller"))).toBe(null);
  await press(page, "Shift+Tab");
  expect(await inFocus(page)).toEqual(extension);

  // To the headings, and back.
  await press(page, "ArrowUp", "ArrowUp");
  expect((await inFocus(page)).row).toBe("1");
  await press(page, "ArrowRight", "ArrowLeft", "ArrowDown");
  expect((await inFocus(page)).row).toBe("2");

  // Space ticks, Shift extends, and the actions are the next stop.
  await press(page, "Space");
  const selected = page.getByRole("group", { name: "Selected users" });
  await expect(selected).toContainText("1 selected");
  await press(page, "Shift+ArrowDown", "Shift+ArrowDown");
  await expect(selected).toContainText("3 selected");
  await press(page, "ArrowDown", "ArrowDown", "Shift+Space");
  await expect(selected).toContainText("5 selected");
  await press(page, "Tab");
  expect(await page.evaluate(() => document.activeElement.closest(".selection") !== null)).toBe(true);
  await button(page, "Clear selection").click();
  await expect(selected).toHaveCount(0);
});

test("whoever is not there any more is not selected any more", async ({ page, pbx }) => {
  await page.goto("/xivo-2013/users?sort=name");
  await expect(count(page)).toHaveText("1,000 users");
  // Rows that have just changed places take no click.
  await page.waitForTimeout(600);
  const selected = page.getByRole("group", { name: "Selected users" });
  for (const row of [0, 1]) await rows(page).nth(row).getByRole("checkbox").click();
  await expect(selected).toContainText("2 selected");
  const link = await rows(page).first().getByRole("link").first().getAttribute("href");
  await pbx.act("xivo-2013", "DELETE", `/1.0/users/${link.match(/users\/(\d+)/)[1]}`);
  await button(page, "Reload").click();
  await expect(selected).toContainText("1 selected");
  await expect(selected).not.toContainText("not shown");
});

test("selecting moves no row", async ({ page }) => {
  await page.goto("/xivo-2013/users?sort=name");
  await expect(count(page)).toHaveText("1,000 users");
  // Rows that have just changed places take no click.
  await page.waitForTimeout(600);
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 700 });
    const places = () => rows(page).evaluateAll((all) => all.slice(0, 5).map((row) => row.getBoundingClientRect().top));
    const before = await places();
    await rows(page).first().getByRole("checkbox").click();
    await expect(page.getByRole("group", { name: "Selected users" })).toContainText("1 selected");
    expect(await places()).toEqual(before);
    await rows(page).first().getByRole("checkbox").click();
    await expect(page.getByRole("group", { name: "Selected users" })).toHaveCount(0);
    expect(await places()).toEqual(before);
  }
});

test("all that can be done with selected people is in sight, or in a menu where there is no room", async ({ page }) => {
  await page.goto("/xivo-2013/users?sort=name");
  await expect(count(page)).toHaveText("1,000 users");
  await page.waitForTimeout(600);
  await rows(page).first().getByRole("checkbox").click();
  const selected = page.getByRole("group", { name: "Selected users" });
  for (const width of [1280, 900, 320]) {
    await page.setViewportSize({ width, height: 700 });
    const menu = selected.getByText("Actions", { exact: true });
    if (await menu.isVisible()) await menu.click();
    expect(await selected.evaluate((bar) => bar.scrollWidth - bar.clientWidth)).toBeLessThanOrEqual(0);
    for (const name of ["Clear selection", "Change a field", "CTI on", "Set profile", "Delete the selected"]) {
      await expect(button(page, name), `${name} at ${width}`).toBeInViewport({ ratio: 1 });
    }
    if (await menu.isVisible()) {
      await press(page, "Escape");
      await expect(button(page, "Delete the selected")).toBeHidden();
      await expect(selected.locator("summary")).toBeFocused();
    }
  }
  await selected.getByText("Actions", { exact: true }).click();
  await button(page, "Delete the selected").click();
  await expect(page).toHaveURL(/\/plan$/);
});

test("a menu closes by Escape, and by a click that does nothing else", async ({ page }) => {
  await page.goto("/xivo-2013/users");
  await expect(count(page)).toHaveText("1,000 users");
  const menu = page.getByText("Columns", { exact: true });
  const box = page.getByRole("checkbox", { name: "Username" });
  await menu.click();
  await expect(box).toBeVisible();
  await box.focus();
  await press(page, "Escape");
  await expect(box).toBeHidden();
  await expect(menu).toBeFocused();

  await menu.click();
  await expect(box).toBeVisible();
  const row = await rows(page).nth(3).boundingBox();
  await page.mouse.click(row.x + 300, row.y + 10);
  await expect(box).toBeHidden();
  await expect(heading(page, "Users")).toBeVisible();
  await expect(page.getByRole("group", { name: "Selected users" })).toHaveCount(0);
});

test("marking a number or a text opens nobody, a click does", async ({ page }) => {
  await page.goto("/xivo-2013/users?q=dora+desk");
  await expect(count(page)).toHaveText(/of 1,000 users/);
  const cell = page.getByRole("gridcell", { name: "1007", exact: true });
  await cell.dblclick({ position: { x: 20, y: 18 } });
  expect(await page.evaluate(() => getSelection().toString().trim())).toBe("1007");
  await page.waitForTimeout(600);
  await expect(heading(page, "Users")).toBeVisible();

  // Marked by dragging over it.
  const name = page.getByRole("gridcell", { name: "dora", exact: true });
  const { x, y, height } = await name.boundingBox();
  await page.mouse.move(x + 13, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + 45, y + height / 2, { steps: 4 });
  await page.mouse.up();
  expect(await page.evaluate(() => getSelection().isCollapsed)).toBe(false);
  await page.waitForTimeout(600);
  await expect(heading(page, "Users")).toBeVisible();

  await cell.click();
  await expect(heading(page, "Dora Desk")).toBeVisible();
});

test("a text that is cut off can be read, with the pointer and with the keys", async ({ page, pbx }) => {
  const long = '"Somebody whose caller ID is much longer than its column on a screen"';
  await pbx.act("xivo-2013", "PUT", path10(3), { callerid: long });
  await page.goto("/xivo-2013/users?q=chloe+madeup");
  const whole = page.locator(".whole-text");
  await expect(whole).toBeHidden();
  await page.getByRole("gridcell", { name: long }).hover();
  await expect(whole).toHaveText(long);
  await expect(whole).toBeInViewport({ ratio: 1 });
  await search(page).hover();
  await expect(whole).toBeHidden();
  await press(page, "/", "ArrowDown", "ArrowRight");
  await expect(whole).toHaveText(long);
  await press(page, "Escape");
  await expect(whole).toBeHidden();
  await press(page, "ArrowRight");
  await expect(whole).toBeHidden();
});

test("at 320 px each person has two lines, and nothing scrolls sideways", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const [address, signIn] of [
    ["/xivo-2013/users?q=chloe", async () => {}],
    ["/icws/users", async () => signInIcws(page, "/icws/users")],
  ]) {
    await page.goto(address);
    await signIn();
    await expect(rows(page).first()).toBeVisible();
    expect(await scroller(page).evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0);
    const { height } = await rows(page).first().boundingBox();
    expect(height).toBe(56);
    // The heading stands above the names.
    const left = (element) => element.getBoundingClientRect().left + parseFloat(getComputedStyle(element).paddingLeft);
    const name = await rows(page).first().getByRole("rowheader").getByRole("link").evaluate(left);
    expect(await grid(page).locator("thead .sort").first().evaluate(left)).toBe(name);
    // So does whatever is there first below each of them, also where the first column is empty.
    const below = await rows(page).evaluateAll((all) =>
      all.flatMap((row) => {
        const first = [...row.querySelectorAll("td:not(.check)")].find((cell) => cell.getClientRects().length > 0);
        return first ? [first.getBoundingClientRect().left + parseFloat(getComputedStyle(first).paddingLeft)] : [];
      }),
    );
    expect(below.length).toBeGreaterThan(0);
    expect([...new Set(below)]).toEqual([name]);
  }
  await page.goto("/xivo-2013/users?sort=name");
  await expect(count(page)).toHaveText("1,000 users");
  const last = rows(page).filter({ hasText: "1007" });
  await search(page).fill("1007");
  await expect(last.getByRole("gridcell", { name: "1007" })).toBeInViewport({ ratio: 1 });
  // The keys bring the last one into sight all the same.
  await search(page).fill("");
  await press(page, "ArrowDown", "End");
  expect((await inFocus(page)).row).toBe("1001");
  await expect(page.locator(":focus")).toBeInViewport({ ratio: 1 });
});

test("a narrow list is sorted by any column, by one choice", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const order = page.getByRole("combobox", { name: "Order" });
  await page.goto("/xivo-2013/users?q=sample");
  await expect(order).toHaveValue("name");
  const all = await names(page);
  await order.selectOption({ label: "Extension, descending" });
  await expect.poll(() => new URL(page.url()).searchParams.get("sort")).toBe("-extension");
  const extensions = () => grid(page).locator("td[data-column=extension]").allTextContents();
  await expect.poll(async () => (await extensions()).filter(Boolean).length).toBeGreaterThan(1);
  const shown = await extensions();
  expect(shown).toEqual([...shown].sort().reverse());
  await order.selectOption({ label: "Name, descending" });
  await expect.poll(async () => (await names(page))[0]).not.toBe(all[0]);
  expect(new URL(page.url()).searchParams.get("sort")).toBe("-name");
  // Where the headings are there, they sort.
  await page.setViewportSize({ width: 1280, height: 640 });
  await expect(order).toBeHidden();
});

const showTextTwiceAsLarge = (page) =>
  page.addInitScript(() => {
    const large = new CSSStyleSheet();
    large.replaceSync("html { font-size: 32px }");
    document.adoptedStyleSheets = [large];
  });

test("with text twice as large the skip link stays out of sight, and the bar of the selected within the list", async ({ page }) => {
  await showTextTwiceAsLarge(page);
  await page.goto("/xivo-2013/users?sort=name");
  await expect(count(page)).toHaveText("1,000 users");
  // Rows that have just changed places take no click.
  await page.waitForTimeout(600);
  await rows(page).first().getByRole("checkbox").click();
  const selected = page.getByRole("group", { name: "Selected users" });
  await expect(selected).toContainText("1 selected");
  const box = async (locator) => locator.evaluate((element) => element.getBoundingClientRect().toJSON());
  expect((await box(page.locator(".skip"))).bottom).toBeLessThanOrEqual(0);
  const bar = await box(selected);
  for (const part of [selected.locator("p"), button(page, "Clear selection"), selected.locator(".selection-actions, .menu").filter({ visible: true }).first()]) {
    const { top, bottom, right } = await box(part);
    expect(top).toBeGreaterThanOrEqual(bar.top);
    expect(bottom).toBeLessThanOrEqual(bar.bottom);
    expect(right).toBeLessThanOrEqual(bar.right);
  }
  expect(await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.keyboard.press("Escape");
  await page.locator(".skip").focus();
  await expect(page.locator(".skip")).toBeInViewport({ ratio: 1 });
});

test("rows are as high as their text, where the browser shows text twice as large", async ({ page }) => {
  await showTextTwiceAsLarge(page);
  await page.goto("/xivo-2013/users?sort=name");
  await expect(count(page)).toHaveText("1,000 users");
  const { height } = await rows(page).first().boundingBox();
  expect(height).toBe(72);
  const link = rows(page).first().getByRole("link");
  expect(await link.evaluate((name) => name.scrollHeight - name.clientHeight)).toBeLessThanOrEqual(1);
  // The keys bring the last one into sight all the same.
  await press(page, "/", "ArrowDown", "End");
  expect((await inFocus(page)).row).toBe("1001");
  await expect(page.locator(":focus")).toBeInViewport({ ratio: 1 });
});

test("all that match are printed, and nothing around them", async ({ page }) => {
  await page.goto("/xivo-2013/users?sort=name");
  await expect(count(page)).toHaveText("1,000 users");
  expect(await rows(page).count()).toBeLessThan(80);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  expect(await rows(page).count()).toBe(1000);
  for (const hidden of [button(page, "Reload"), search(page), page.getByRole("navigation").first(), link(page, "New user")]) {
    await expect(hidden).toBeHidden();
  }
  await expect(heading(page, "Users")).toBeVisible();
  expect(await scroller(page).evaluate((list) => list.clientHeight - list.scrollHeight)).toBe(0);
  // No cell lies over the next one, each name is whole, and the headings go with each page.
  const cells = await rows(page).nth(5).locator("th, td:not(.check)").evaluateAll((all) => all.map((cell) => cell.getBoundingClientRect().toJSON()));
  for (const [at, cell] of cells.entries()) expect(cell.left).toBeGreaterThanOrEqual(cells[at - 1]?.right ?? 0);
  const cut = (all) => all.filter((name) => name.scrollHeight > name.clientHeight || name.scrollWidth > name.clientWidth).length;
  expect(await grid(page).locator("tbody th a").evaluateAll(cut)).toBe(0);
  await expect(grid(page).locator("thead")).toHaveCSS("break-inside", "avoid");
  await expect(grid(page).locator("thead .sort").first()).toHaveCSS("display", "contents");
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  expect(await rows(page).count()).toBeLessThan(80);
});

test("shows everybody who lacks something, and keeps that in the address", async ({ page, pbx }) => {
  const lacking = page.getByRole("combobox", { name: "Without" });
  for (const id of [3, 4]) await pbx.act("xivo-2013", "PUT", path10(id), { username: "" });
  await page.goto("/xivo-2013/users?without=username");
  await expect(lacking).toHaveValue("username");
  const state = await pbx.state("xivo-2013");
  const without = Object.values(state.users).filter((user) => !user.username).length;
  await expect(count(page)).toHaveText(`${without} of 1,000 users`);
  await search(page).fill("chloe madeup");
  await expect(link(page, "Chloe Madeup")).toBeVisible();
  await search(page).fill("");
  await lacking.selectOption({ label: "Without an extension" });
  await expect.poll(() => new URL(page.url()).searchParams.get("without")).toBe("extension");
  await expect(count(page)).toHaveText(/of 1,000 users$/);
  await expect(link(page, "Dora Desk")).toHaveCount(0);
  await lacking.selectOption({ label: "Everybody" });
  await expect(count(page)).toHaveText("1,000 users");
  expect(new URL(page.url()).searchParams.get("without")).toBe(null);
});

for (const [locale, { whole, arriving }] of Object.entries({
  en: { whole: "1,000 users", arriving: /arriving/ },
  fr: { whole: /^1.000 utilisateurs$/, arriving: /arriv/ },
})) {
  test.describe(locale, () => {
    test.use({ locale });

    test("the rows stay where they are while more of them arrive", async ({ page, pbx }) => {
      const top = () => scroller(page).evaluate((list) => list.getBoundingClientRect().top);
      for (const width of [1280, 1000, 720, 500, 320]) {
        await page.setViewportSize({ width, height: 720 });
        await pbx.faults({ system: "xivo-2016", method: "GET", path: `${path11()}$`, query: "offset=", kind: "delay", when: "before", ms: 1500 });
        await page.goto("/xivo-2016/users");
        await expect(rows(page).first()).toBeVisible();
        await expect(count(page)).toHaveText(arriving);
        const before = await top();
        await expect(count(page)).toHaveText(whole);
        expect(await top(), `${width} px`).toBe(before);
        // Where there is room, all that stands above the rows is one line.
        if (width === 1280) expect((await page.locator(".toolbar").boundingBox()).height).toBeLessThan(48);
        await pbx.noFaults();
      }
    });
  });
}
