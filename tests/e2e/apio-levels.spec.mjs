// APIO: what each level sees and is not offered, and the searches of its lists.
import { axe, expect, test } from "./fixtures.mjs";
import { DEPARTMENT, DESK, MIRA, PIN, TENANT, change, field, fillPin, heading, pinOf, profileOf, puts, signIn } from "./apio.mjs";

test.beforeEach(({ secrets }) => secrets.add(PIN, "052973"));

const GROUP = "/tenants/brightwater/groups/north-quay/users";
const views = (page) => page.getByRole("navigation", { name: "Views" }).getByRole("list").getByRole("list").getByRole("link");
const crumbs = (page) => page.getByRole("navigation", { name: "Breadcrumb" });
const people = (page) => page.locator("table").getByRole("link");
const count = (page) => page.locator(".toolbar output");
const search = (page) => field(page, "Search");

/** Leads to an address within the page, as a link would. */
async function lead(page, path) {
  await page.evaluate((to) => history.pushState(null, "", to), path);
  await page.evaluate(() => dispatchEvent(new PopStateEvent("popstate")));
}

test("a department administrator: the department’s people, a reset, and no list above", async ({ page, pbx }) => {
  await page.goto("/apio/tenants");
  await signIn(page, DEPARTMENT);
  await expect(heading(page, "Users")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/apio${GROUP}$`));
  // Of the group only those of Pilots.
  await expect(people(page)).toHaveText(["Mira Holt"]);
  await expect(views(page)).toHaveText(["Users"]);
  await expect(crumbs(page).getByRole("link")).toHaveCount(0);
  for (const above of ["/apio/tenants", "/apio/tenants/brightwater/groups", "/apio/tenants?find=users"]) {
    await lead(page, above);
    await expect(page, above).toHaveURL(new RegExp(`/apio${GROUP}$`));
    await expect(heading(page, "Users")).toBeVisible();
  }
  await people(page).first().click();
  await expect(heading(page, "Mira Holt")).toBeVisible();
  await page.getByRole("link", { name: "PIN code", exact: true }).click();
  await expect(heading(page, "PIN code")).toBeVisible();
  await expect(field(page, "Current PIN")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Generate and set" })).toBeVisible();
  await fillPin(page, { next: "052973" });
  await change(page);
  await expect(page.getByText("The PIN was changed.")).toBeVisible();
  expect(await puts(pbx)).toEqual([{ pinCode: "052973" }]);
  // Somebody of another department: the server’s refusal is told.
  await lead(page, profileOf("tomas.ek"));
  await expect(page.getByRole("alert")).toContainText("do not have the right");
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
});

test("a tenant administrator: the groups of the tenant, everybody in it, and no tenants", async ({ page, pbx }) => {
  await page.goto("/apio/tenants");
  await signIn(page, TENANT);
  await expect(heading(page, "Groups")).toBeVisible();
  await expect(page).toHaveURL(/\/apio\/tenants\/brightwater\/groups$/);
  await expect(views(page)).toHaveText(["Groups"]);
  await expect(crumbs(page).getByRole("link")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Search all tenants" })).toHaveCount(0);
  // The list is searched as one types; the address keeps it.
  await expect(count(page)).toHaveText("3 groups");
  await search(page).fill("QUAY");
  await expect(count(page)).toHaveText("2 of 3 groups");
  await expect(people(page)).toHaveText(["North Quay", "South Quay"]);
  await expect(page).toHaveURL(/groups\?q=QUAY$/);
  await page.getByRole("columnheader", { name: "Group", exact: true }).getByRole("button").click();
  await page.getByRole("columnheader", { name: "Group", exact: true }).getByRole("button").click();
  await expect(people(page)).toHaveText(["South Quay", "North Quay"]);
  await search(page).fill("nowhere");
  await expect(page.getByText("No group matches this search.")).toBeVisible();
  await axe(page);
  await search(page).press("Escape");
  await expect(count(page)).toHaveText("3 groups");
  await expect(search(page)).toHaveValue("");
  // The whole tenant, searched by the server.
  await page.getByRole("link", { name: "Search the whole tenant" }).click();
  await expect(page.getByText("Type part of a name")).toBeVisible();
  await search(page).fill("ek");
  await expect(page.getByRole("link", { name: "Tomas Ek" })).toBeVisible();
  await search(page).fill("0000042");
  await expect(people(page)).toHaveText(["Mira Holt"]);
  await search(page).fill("ada@brightwater");
  await expect(people(page)).toHaveText(["Ada Quill"]);
  await search(page).fill("holt mira");
  await expect(people(page)).toHaveText(["Mira Holt"]);
  await expect(page).toHaveURL(/find=users/);
  await expect(page).toHaveURL(/q=holt%20mira/);
  const asked = (await pbx.log("apio")).filter(({ path }) => /\/search\/users\/$/.test(path));
  expect(new Set(asked.map(({ path }) => path))).toEqual(new Set(["/api/v1/tenants/brightwater/search/users/"]));
  await people(page).first().click();
  await expect(heading(page, "Mira Holt")).toBeVisible();
  await expect(page.getByRole("button", { name: "Delete" })).toBeVisible();
  await lead(page, pinOf("mira.holt"));
  await expect(heading(page, "PIN code")).toBeVisible();
  await expect(field(page, "Current PIN")).toHaveCount(0);
  // What is above, and what is another tenant’s.
  await lead(page, "/apio/tenants");
  await expect(page).toHaveURL(/\/apio\/tenants\/brightwater\/groups$/);
  await lead(page, "/apio/tenants/pinefold-sp/groups");
  await expect(page.getByRole("alert")).toContainText("do not have the right");
});

test("the system’s tenants are searched as one types, by name, id and kind", async ({ page }) => {
  await page.goto("/apio/tenants?q=awk");
  await signIn(page, "system.admin");
  await expect(search(page)).toHaveValue("awk");
  await expect(count(page)).toHaveText("1 of 3 tenants");
  await expect(people(page)).toHaveText(["Awkward & Söhne"]);
  // Accents and case aside.
  for (const [typed, found] of [
    ["SOHNE", ["Awkward & Söhne"]],
    ["pinefold", ["pinefold-sp"]],
    ["service provider", ["pinefold-sp"]],
    ["enterprise", ["Awkward & Söhne", "Brightwater Mutual"]],
  ]) {
    await search(page).fill(typed);
    await expect(people(page), typed).toHaveText(found);
  }
  await search(page).fill("nobody’s");
  await expect(page.getByText("No tenant matches this search.")).toBeVisible();
});

test("a group administrator and an end user are led to their own places", async ({ page }) => {
  await page.goto("/apio/tenants/brightwater/groups");
  await signIn(page, DESK);
  await expect(page).toHaveURL(new RegExp(`/apio${GROUP}$`));
  await expect(views(page)).toHaveText(["Users"]);
  await expect(page.getByRole("link", { name: "Search the whole tenant" })).toHaveCount(0);
  await page.goto(`/apio${GROUP}`);
  await signIn(page, MIRA);
  await expect(heading(page, "Mira Holt")).toBeVisible();
  await expect(views(page)).toHaveText(["My profile", "My PIN code"]);
  await expect(crumbs(page)).toHaveCount(0);
  await lead(page, pinOf("mira.holt"));
  await expect(field(page, "Current PIN")).toBeVisible();
  await expect(page.getByRole("button", { name: "Generate and set" })).toHaveCount(0);
});

test("at Core the level is found by what may be read", async ({ page }) => {
  await page.goto("/apio-core/tenants");
  await signIn(page, TENANT);
  await expect(heading(page, "Groups")).toBeVisible();
  await expect(views(page)).toHaveText(["Groups"]);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.goto("/apio-core/tenants");
  await signIn(page, DEPARTMENT);
  await expect(heading(page, "Users")).toBeVisible();
  await expect(people(page)).toHaveText(["Mira Holt"]);
  await expect(views(page)).toHaveText(["Users"]);
});
