// From anywhere to anybody: Ctrl-K, what one knows of the person, Enter.
import { DESK, signIn as signInApio } from "./apio.mjs";
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { inFrench } from "./french.mjs";
import { PASSWORD, signIn as signInIcws } from "./icws.mjs";
import { button, count, field, go, heading, link, names, open, search } from "./xivo.mjs";

test.use({ people: 100 });

const dialog = (page) => page.getByRole("dialog", { name: "Find somebody" });
const box = (page) => page.getByRole("combobox", { name: "Name, extension or number" });
const found = (page) => page.getByRole("listbox").getByRole("option");

test("finds people of all systems that one is signed in to", async ({ page, pbx }) => {
  const ids = ["xivo-2013", "icws", "apio"];
  await pbx.config({ country_code: "33", systems: (await pbx.systems()).filter(({ id }) => ids.includes(id)) });
  await pbx.act("xivo-2013", "PUT", "/1.0/users/3", { mobilephonenumber: "+33 6 99 12 34 56" });

  // Four keys that find, and Enter; the list of the system was never opened.
  await page.goto("/");
  await expect(button(page, "Find somebody")).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(box(page)).toBeFocused();
  await page.keyboard.type("1007");
  await expect(found(page).first()).toContainText("Dora Desk");
  await expect(dialog(page).getByText(/you are not signed in/)).toHaveCount(2);
  await axeEverywhere(page, "finding somebody");
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeHidden();
  await expect(heading(page, "Dora Desk")).toBeVisible();

  // By a number in another form; the arrows choose.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("06 99 12 34 56");
  await expect(found(page)).toHaveText([/Chloe Madeup/]);
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(heading(page, "Dora Desk")).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(box(page)).toHaveValue("");
  await page.keyboard.type("a");
  await expect(found(page)).toHaveCount(8);
  await expect(dialog(page).getByText(/^8 of \d+ people\. Type more to narrow them down\.$/)).toBeVisible();
  await expect(found(page).first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await expect(found(page).nth(1)).toHaveAttribute("aria-selected", "true");
  expect(await box(page).getAttribute("aria-activedescendant")).toBe(await found(page).nth(1).getAttribute("id"));
  const second = await found(page).nth(1).locator("b").textContent();
  await page.keyboard.press("Enter");
  await expect(heading(page, second)).toBeVisible();

  // With PureConnect: from XiVO's page to its person, with the mouse alone.
  await signInIcws(page, "/icws/users");
  await expect(count(page)).toHaveText(/users/);
  const [first] = await names(page);
  await page.goto("/xivo-2013/users");
  await signInIcws(page, "/icws/users");
  await expect(count(page)).toHaveText(/users/);
  await link(page, "xivo-2013").or(page.getByRole("link", { name: /2013/ })).first().click();
  await expect(heading(page, "Users")).toBeVisible();
  await button(page, "Find somebody").click();
  await box(page).fill(first);
  await found(page).filter({ hasText: first }).filter({ hasText: "PureConnect" }).first().click();
  await expect(page).toHaveURL(/\/icws\/users\//);
});

test("opens what becomes of somebody who leaves, by the keyboard and with the mouse", async ({ page }) => {
  await page.goto("/");
  await expect(button(page, "Find somebody")).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(box(page)).toHaveAccessibleDescription(/^Enter opens the page of the person, Shift \+ Enter “This person leaves…”\. /);
  await page.keyboard.type("dora desk");
  await expect(found(page).first()).toContainText("Dora Desk");
  await page.keyboard.press("Shift+Enter");
  await expect(dialog(page)).toBeHidden();
  await expect(page).toHaveURL(/\/plan\/person\?leaver=/);
  await expect(page.getByRole("group", { name: /^Dora Desk · / })).toBeVisible();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("ada sample");
  await expect(found(page).first()).toContainText("Ada Sample");
  await found(page).first().click({ modifiers: ["Shift"] });
  await expect(page.getByRole("group", { name: /^Ada Sample · / })).toBeVisible();
});

test("a last word opens the CTI, the PIN or what becomes of a leaver at once", async ({ page, pbx }) => {
  const ids = ["xivo-2016", "apio"];
  await pbx.config({ systems: (await pbx.systems()).filter(({ id }) => ids.includes(id)) });
  await open(page, "xivo-2016");
  await expect(count(page)).toHaveText("100 users");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("1007 CTI");
  await expect(found(page)).toHaveText([/Dora Desk.*CTI configuration$/]);
  await axeEverywhere(page, "finding somebody’s CTI");
  await page.keyboard.press("Enter");
  await expect(heading(page, "CTI configuration")).toBeVisible();
  await expect(page).toHaveURL(/\/users\/\d+\/cti$/);

  // No XiVO has PINs; whoever is called so comes first.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("1007 pin");
  await expect(dialog(page).getByText("Nobody matches.")).toBeVisible();
  await box(page).fill("dora leaves");
  await expect(found(page)).toHaveText([/Dora Desk.*This person leaves…$/]);
  await box(page).fill("dora part");
  await expect(found(page)).toHaveText([/Dora Desk.*This person leaves…$/]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/plan\/person\?leaver=/);

  await page.goto("/apio/tenants/brightwater/groups/north-quay/users");
  await signInApio(page, DESK);
  await expect(count(page)).toHaveText(/users$/);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("holt pin");
  await expect(found(page).first()).toContainText("PIN code");
  await page.keyboard.press("Enter");
  await expect(heading(page, "PIN code")).toBeVisible();
  await expect(page).toHaveURL(/\/pin$/);
});

test("where only a part of a system is searched here, leads to the server’s own search of all of it", async ({ page, pbx }) => {
  await pbx.config({ systems: (await pbx.systems()).filter(({ id }) => id === "apio") });
  await page.goto("/apio/tenants");
  await signInApio(page, "system.admin");
  await expect(heading(page, "Tenants")).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(dialog(page).getByText(/only the groups that were opened are searched/)).toBeVisible();
  await expect(dialog(page).getByRole("link", { name: /^Search all of / })).toHaveCount(0);
  await page.keyboard.type("holt");
  await expect(found(page)).toHaveCount(0);
  await axeEverywhere(page, "the way to the server’s own search");
  await dialog(page).getByRole("link", { name: /^Search all of / }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(page).toHaveURL(/\/apio\/tenants\?q=holt&find=users$/);
  await expect(search(page)).toHaveValue("holt");
  await expect(page.getByRole("rowheader", { name: /Holt/ }).first()).toBeVisible();

  await go(page, "/find?q=holt");
  await page.getByRole("link", { name: /^Search all of / }).click();
  await expect(page).toHaveURL(/\/apio\/tenants\?q=holt&find=users$/);
});

test("with nothing typed, whom one looked at last: there and back by two keys", async ({ page }) => {
  await page.goto("/xivo-2013/users/3");
  await expect(heading(page, "Chloe Madeup")).toBeVisible();
  await go(page, "/xivo-2013/users/4");
  await expect(heading(page, "Chloe Madeup")).toHaveCount(0);
  await expect(field(page, "Last name")).toBeVisible();
  const second = await page.getByRole("heading", { level: 1 }).textContent();
  await page.keyboard.press("Control+k");
  await expect(dialog(page).getByText("Opened last")).toBeVisible();
  // Not the one at hand.
  await expect(found(page)).toHaveText([/^Chloe Madeup/]);
  await axeEverywhere(page, "whom one looked at last");
  await page.keyboard.press("Enter");
  await expect(heading(page, "Chloe Madeup")).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Enter");
  await expect(heading(page, second)).toBeVisible();
});

test("finds views by their names, after people", async ({ page, pbx }) => {
  const ids = ["xivo-2016", "xivo-2019", "icws"];
  await pbx.config({ systems: (await pbx.systems()).filter(({ id }) => ids.includes(id)) });
  await open(page, "xivo-2016");
  await expect(count(page)).toHaveText("100 users");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("import");
  // Nobody is signed in to the others.
  await expect(found(page)).toHaveText(["Import usersXiVO 2016 (1.1)View"]);
  await expect(dialog(page).getByText("1 view", { exact: true })).toBeVisible();
  await axeEverywhere(page, "finding a view");
  await page.keyboard.press("Enter");
  await expect(heading(page, "Import users")).toBeVisible();
  await expect(page).toHaveURL(/\/xivo-2016\/users\/import$/);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("new 2016");
  await expect(found(page)).toHaveText(["New userXiVO 2016 (1.1)View"]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/xivo-2016\/users\/new$/);
  // The name of a system alone is no name of a view, and a letter none either.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("u");
  await expect(dialog(page).getByText(/^\d+ of \d+ people/)).toBeVisible();
  await box(page).fill("xivo");
  await expect(dialog(page).getByText("Nobody matches.")).toBeVisible();
});

test("asks before it leaves what was typed", async ({ page }) => {
  await page.goto("/xivo-2013/users/3");
  await field(page, "Last name").fill("Changed");
  await page.keyboard.press("Control+k");
  await expect(box(page)).toBeFocused();
  await page.keyboard.type("dora desk");
  await expect(found(page).first()).toContainText("Dora Desk");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Leave without saving?" })).toBeVisible();
  await button(page, "Stay on this page").click();
  await expect(field(page, "Last name")).toHaveValue("Changed");
});

const listed = (page) => page.getByRole("table").getByRole("rowheader").getByRole("link");

test("lists at an address whoever matches in all systems, and lets one sign in to the others there", async ({ page, pbx }) => {
  const ids = ["xivo-2013", "icws", "apio"];
  await pbx.config({ systems: (await pbx.systems()).filter(({ id }) => ids.includes(id)) });
  await page.goto("/find?q=dora+desk");
  await expect(heading(page, "Find somebody")).toBeVisible();
  await expect(search(page)).toHaveValue("dora desk");
  await expect(listed(page)).toHaveText(["Dora Desk"]);
  await expect(page.getByRole("row", { name: /Dora Desk 1007/ })).toBeVisible();
  await expect(count(page)).toHaveText("1 person");
  const others = page.getByRole("list", { name: "Not searched" }).getByRole("listitem");
  await expect(others).toHaveCount(2);
  await axeEverywhere(page, "the page that finds somebody");
  await inFrench(page, ["Dora Desk", "Menu", "XiVO 2013 (1.0)"]);
  await page.locator("#language").selectOption("en");

  // Enter opens the only one, at their own address; going back finds them again by what was typed last.
  await search(page).fill("dora des");
  await search(page).press("Enter");
  await expect(heading(page, "Dora Desk")).toBeVisible();
  await expect(page).toHaveURL(/\/users\/\d+$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/find\?q=dora(\+|%20)des$/);
  await expect(listed(page)).toHaveText(["Dora Desk"]);

  // What is typed stands in the address; the arrow leads to the first who was found.
  await search(page).fill("a");
  await expect(page).toHaveURL(/\/find\?q=a$/);
  await expect(listed(page).nth(20)).toBeVisible();
  const before = await listed(page).count();
  await search(page).press("ArrowDown");
  await expect(listed(page).first()).toBeFocused();

  // Somebody signs in above the page, which stays and finds more.
  const signInTo = page.getByRole("button", { name: /^Sign in to PureConnect/ });
  await signInTo.click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await signInTo.click();
  await page.getByLabel("Username").fill("admin");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await button(page, "Sign in").click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page).toHaveURL(/\/find\?q=a$/);
  await expect(others).toHaveCount(1);
  await expect.poll(() => listed(page).count()).toBeGreaterThan(before);
  await expect(page.getByRole("cell", { name: /^PureConnect/ }).first()).toBeVisible();

  await search(page).fill("nobody is called so");
  await expect(count(page)).toHaveText("Nobody matches.");
  await expect(listed(page)).toHaveCount(0);
});

test("shows all whom the dialog has no room for", async ({ page }) => {
  await page.goto("/xivo-2013/users/3");
  await expect(heading(page, "Chloe Madeup")).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(box(page)).toBeFocused();
  await page.keyboard.type("a");
  await expect(dialog(page).getByText(/^\d+ of \d+ people/)).toBeVisible();
  await link(page, "Show all").click();
  await expect(dialog(page)).toBeHidden();
  await expect(page).toHaveURL(/\/find\?q=a$/);
  await expect(listed(page).nth(20)).toBeVisible();
});

test("asks for what to look for where nothing is typed", async ({ page }) => {
  await page.goto("/");
  await expect(button(page, "Find somebody")).toBeVisible();
  await go(page, "/find");
  await expect(search(page)).toBeFocused();
  await expect(count(page)).toHaveText("Name, extension or number");
  await expect(listed(page)).toHaveCount(0);
});
