// APIO for a help desk: signing in, finding people, profiles, deleting.
import { axe, axeEverywhere, expect, test } from "./fixtures.mjs";

const PASSWORDS = {
  "mira.holt@voice.example.test": "Correct-Horse-7",
  "desk.admin@voice.example.test": "Correct-Horse-8",
  "tenant.admin@voice.example.test": "Correct-Horse-9",
  "system.admin": "Correct-Horse-10",
};

async function signIn(page, username, password = PASSWORDS[username]) {
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

const heading = (page, name) => page.getByRole("heading", { level: 1, name });

test("signs in at the gateway, wrong and right, and shows what the level reaches", async ({ page }) => {
  await page.goto("/apio/tenants");
  await expect(heading(page, "Sign in")).toBeVisible();
  await signIn(page, "desk.admin@voice.example.test", "Wrong-Horse-1");
  await expect(page.getByRole("alert")).toContainText("username or the password is not right");
  await expect(page.getByLabel("Username")).toHaveValue("desk.admin@voice.example.test");
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  await signIn(page, "desk.admin@voice.example.test");
  // A group administrator begins at the users of the group.
  await expect(heading(page, "Users")).toBeVisible();
  await expect(page).toHaveURL(/\/apio\/tenants\/brightwater\/groups\/north-quay\/users$/);
  await expect(page.getByRole("link", { name: "Mira Holt" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Tenants" })).toHaveCount(0);
  await page.getByLabel("Search").fill("ek 4720");
  await expect(page.getByRole("link", { name: "Tomas Ek" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Mira Holt" })).toHaveCount(0);
  await expect(page).toHaveURL(/q=ek%204720/);
  await axe(page);
});

test("walks from tenants to people with awkward ids, and survives a reload", async ({ page }) => {
  await page.goto("/apio/tenants");
  await signIn(page, "system.admin");
  await page.getByRole("link", { name: "Awkward & Söhne" }).click();
  await expect(heading(page, "Groups")).toBeVisible();
  await page.getByRole("link", { name: "Query" }).click();
  await expect(heading(page, "Users")).toBeVisible();
  await page.getByRole("link", { name: "Sally Slash" }).click();
  await expect(heading(page, "Sally Slash")).toBeVisible();
  await page.getByRole("link", { name: "PIN code" }).click();
  await expect(page).toHaveURL(/\/apio\/tenants\/a%2Fb%2050%25%20%40%20%231\/groups\/x%3Fy%3D1%26z\/users\/a%2Fb%20c%40x\/pin$/);
  await page.reload();
  await signIn(page, "system.admin");
  await expect(heading(page, "PIN code")).toBeVisible();
  await expect(page.getByText("Sally Slash")).toBeVisible();
  await page.goBack();
  await expect(heading(page, "Sally Slash")).toBeVisible();
});

test("finds people in all tenants", async ({ page, pbx }) => {
  await page.goto("/apio/tenants?find=users");
  await signIn(page, "system.admin");
  await expect(page.getByText("Type a part of a name")).toBeVisible();
  await page.getByLabel("Search").fill("mira holt");
  await page.getByRole("link", { name: "Mira Holt" }).click();
  await expect(page).toHaveURL(/users\/mira\.holt%40voice\.example\.test$/);
  await expect(heading(page, "Mira Holt")).toBeVisible();
  expect(await pbx.writes("apio")).toHaveLength(1);
});
