// APIO for a help desk: signing in, finding people, profiles, deleting.
import { axe, axeEverywhere, expect, test } from "./fixtures.mjs";
import { heading, profileOf, save, signIn, summary } from "./apio.mjs";

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
  await expect(page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Tenants", exact: true })).toHaveCount(0);
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
  await expect(page.getByText("Type part of a name")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search" }).fill("mira holt");
  await page.getByRole("link", { name: "Mira Holt" }).click();
  await expect(page).toHaveURL(/users\/mira\.holt%40voice\.example\.test$/);
  await expect(heading(page, "Mira Holt")).toBeVisible();
  expect(await pbx.writes("apio")).toHaveLength(1);
});

const MIRA = profileOf("mira.holt");

test("changes a profile: only what changed is sent, a refusal goes to its field", async ({ page, pbx, secrets }) => {
  secrets.add("Better-Horse-21", "weak");
  await page.goto(MIRA);
  await signIn(page, "desk.admin@voice.example.test");
  await expect(heading(page, "Mira Holt")).toBeVisible();
  await expect(page.getByText("desk-4711")).toBeVisible();
  await axeEverywhere(page);
  // Refused here, by the documented signs.
  await page.getByLabel("CLI first name").fill("Mira + Co");
  await save(page);
  await expect(summary(page)).toContainText("CLI first name");
  await page.getByLabel("CLI first name").fill("Mira");
  await page.getByLabel("Email address").fill("mira.holt@brightwater.example.test");
  await page.getByLabel("Department").selectOption({ label: "Harbour" });
  await expect(page.getByText("2 fields changed")).toBeVisible();
  await page.keyboard.press("Control+s");
  await expect(page.getByText("Saved: Email address, Department.")).toBeVisible();
  await expect(page.getByText("Nothing changed")).toBeVisible();
  let puts = (await pbx.writes("apio")).filter(({ method }) => method === "PUT");
  expect(puts[0].body).toEqual({
    emailAddress: "mira.holt@brightwater.example.test",
    department: { tenantId: "brightwater", groupId: "north-quay", departmentName: "Harbour" },
  });
  // Refused by the server, which names no field: at the one that was sent.
  await pbx.faults({ system: "apio", method: "PUT", kind: "unprocessable" });
  await page.getByLabel("Extension").fill("4799");
  await save(page);
  await expect(page.getByLabel("Extension")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Extension")).toHaveValue("4799");
  // Leaving asks first.
  await page.getByRole("link", { name: "PIN code" }).click();
  await expect(page.getByRole("dialog", { name: "Leave without saving?" })).toBeVisible();
  await page.getByRole("button", { name: "Stay on this page" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  // A new password, with its rules shown.
  await page.getByLabel("New password", { exact: true }).fill("weak");
  await expect(page.getByRole("listitem").filter({ hasText: "At least 1 digit" })).toContainText("Not met");
  await page.getByLabel("New password", { exact: true }).fill("Better-Horse-21");
  // One button shows it and its repetition; the old one has its own.
  const both = ["New password", "Repeat new password"].map((label) => page.getByLabel(label, { exact: true }));
  await expect(page.getByRole("button", { name: /^Show: / })).toHaveCount(2);
  await page.getByRole("button", { name: "Show: New password" }).click();
  for (const one of both) await expect(one).toHaveAttribute("type", "text");
  await expect(page.getByLabel("Old password", { exact: true })).toHaveAttribute("type", "password");
  await save(page);
  for (const one of both) await expect(one).toHaveAttribute("type", "password");
  await expect(summary(page)).toContainText("The two new passwords are not the same");
  await page.getByLabel("Repeat new password", { exact: true }).fill("Better-Horse-21");
  await save(page);
  await expect(page.getByText("Accepted, but not shown by the server: New password.")).toBeVisible();
  await expect(page.getByLabel("New password", { exact: true })).toHaveValue("");
});

test("locks what a directory owns", async ({ page }) => {
  await page.goto(profileOf("new.hire"));
  await signIn(page, "desk.admin@voice.example.test");
  await expect(heading(page, "Ada Quill")).toBeVisible();
  await expect(page.getByText("This person comes from a directory")).toBeVisible();
  for (const label of ["First name", "Last name", "Email address"]) {
    await expect(page.getByLabel(label, { exact: true })).toHaveAttribute("readonly");
  }
  await expect(page.getByLabel("New password", { exact: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Delete" })).toHaveCount(0);
  await page.getByLabel("Extension").fill("4790");
  await save(page);
  await expect(page.getByText("Saved: Extension.")).toBeVisible();
});

test("deletes: first what goes along, then what went", async ({ page, pbx }) => {
  await page.goto(MIRA);
  await signIn(page, "desk.admin@voice.example.test");
  await page.getByRole("button", { name: "Delete" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete Mira Holt?" });
  await expect(dialog).toContainText("The person’s phones are deleted as well");
  await dialog.getByLabel("Keep the data of these applications").fill("fax\n");
  await axe(page);
  await dialog.getByRole("button", { name: "Delete" }).click();
  const said = page.getByRole("status").filter({ hasText: "Mira Holt was deleted." });
  await expect(said).toContainText("Main device deleted or unlinked: lp-4711@sip.example.test");
  await expect(said).toContainText("Additional device deleted: lp-4711-b@sip.example.test");
  await expect(said).toContainText("tomas.ek@voice.example.test was detached from the phone");
  await axe(page);
  const sent = (await pbx.writes("apio")).find(({ method }) => method === "DELETE");
  expect(sent.body).toEqual({ delete_devices: true, _excludedAppIds: ["fax"] });
  await page.getByRole("link", { name: "Back to the users" }).click();
  await expect(page.getByRole("link", { name: "Tomas Ek" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Mira Holt" })).toHaveCount(0);
});

test("an end user sees their own profile and PIN only", async ({ page }) => {
  await page.goto("/apio/tenants");
  await signIn(page, "mira.holt@voice.example.test");
  await expect(heading(page, "Mira Holt")).toBeVisible();
  const views = page.getByRole("navigation", { name: "Views" });
  await expect(views.getByRole("link", { name: "My profile" })).toBeVisible();
  await expect(views.getByRole("link", { name: "My PIN code" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Back to the users" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Delete" })).toHaveCount(0);
  // Somebody else's address leads to one's own.
  const own = page.url();
  await page.evaluate((to) => history.pushState(null, "", to), own.replace("mira.holt", "tomas.ek"));
  await page.evaluate(() => dispatchEvent(new PopStateEvent("popstate")));
  await expect(page).toHaveURL(own);
  await expect(heading(page, "Mira Holt")).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(heading(page, "Sign in")).toBeVisible();
  await expect(page.getByText("You are signed out.")).toBeVisible();
});

test("at Core: a code as well, a token renewed once, and the level found", async ({ page, pbx, secrets }) => {
  secrets.add("Correct-Horse-8");
  await page.goto("/apio-core/tenants");
  await signIn(page, "desk.admin", "Correct-Horse-8");
  await expect(page.getByText("Type the code that your authenticator app shows.")).toBeVisible();
  await page.getByLabel("Code").fill("000000");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("The code was refused.");
  await page.getByLabel("Code").fill("413902");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(heading(page, "Users")).toBeVisible();
  // The access token ends; the refresh token brings another, unasked.
  await pbx.act("apio-core", "POST", "/__switch", { endSessions: true });
  await pbx.forget();
  await page.getByRole("link", { name: "Tomas Ek" }).click();
  await expect(heading(page, "Tomas Ek")).toBeVisible();
  const asked = (await pbx.log("apio-core")).map(({ path, status }) => `${status} ${path}`);
  expect(asked.filter((line) => line === "200 /api/v01/auth/access_token")).toHaveLength(1);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("at Core: nobody is asked to sign in because the renewal of a token met an outage", async ({ page, pbx, secrets }) => {
  secrets.add("Correct-Horse-8");
  await page.goto("/apio-core/tenants");
  await signIn(page, "desk.admin", "Correct-Horse-8");
  await page.getByLabel("Code").fill("413902");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(heading(page, "Users")).toBeVisible();
  await pbx.act("apio-core", "POST", "/__switch", { endSessions: true });
  await pbx.faults({ system: "apio-core", path: "/api/v01/auth/access_token", kind: "status", status: 502, times: 0 });
  await page.getByRole("link", { name: "Tomas Ek" }).click();
  await expect(page.locator(".refused").first()).toContainText("The server failed while doing this (status 502).");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await pbx.noFaults();
  await page.getByRole("button", { name: "Try again" }).first().click();
  await expect(heading(page, "Tomas Ek")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
