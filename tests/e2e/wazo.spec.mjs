// The Wazo of 2026: deleting, rights, tenants, and no CTI.
import { installClock } from "./clock.mjs";
import { expect, test } from "./fixtures.mjs";
import { ACCOUNTS, TENANTS, WAZO, setSwitches } from "./wazo.mjs";
import {
  button,
  count,
  expectNotice,
  expectProblem,
  field,
  go,
  heading,
  link,
  names,
  notices,
  rows,
  sent,
  signIn,
  summary,
} from "./xivo.mjs";

async function open(page, account, rest = "users") {
  await page.goto(`/${WAZO}/${rest}`);
  await signIn(page, account);
  await expect(heading(page, "Sign in")).toHaveCount(0);
}

const dialog = (page) => page.getByRole("dialog", { name: "Delete this user?" });
const askToDelete = (page) =>
  page.getByRole("main").getByRole("button", { name: "Delete", exact: true }).click();
const tenant = (page) => page.getByRole("combobox", { name: "Tenant" });
const everything = "Delete with line, extension, voicemail and account";

test("says what stays behind when somebody with a line is deleted alone", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.admin, "users/11");
  await expect(heading(page, "Nora North")).toBeVisible();
  await askToDelete(page);
  await expect(dialog(page)).toContainText("leaves the line and its extension behind");
  await expect(dialog(page)).toContainText(/belonging to nobody: line \w+, extension \d+\./);
  await expect(dialog(page)).not.toContainText("only after the line is dissociated");
  await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
  await expectNotice(page, /Nora North was deleted\. Still there: line \w+, extension \d+\./);
  const [deletion] = await pbx.writes(WAZO).then((all) => all.filter((entry) => entry.method === "DELETE"));
  expect(deletion.query ?? "").toBe("");
});

test("deletes somebody with all that belongs to them, and looks what went", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.admin, "users/7");
  await expect(heading(page, "Dora Desk")).toBeVisible();
  await askToDelete(page);
  await expect(dialog(page)).toContainText("does not delete the user until");
  await expect(dialog(page)).toContainText(/Belongs to the user now: .*account dora\./);
  // Nobody is deleted alone here, and nothing is said of it.
  await expect(dialog(page)).not.toContainText("Deleted alone");
  await expect(dialog(page).getByRole("button", { name: "Delete", exact: true })).toHaveCount(0);
  await button(dialog(page), everything).click();
  await expectNotice(page, /Dora Desk was deleted\. Gone as well: .*voicemail .*account dora\./);
  await expect(notices(page)).not.toContainText("Still there");
  const deletions = (await pbx.writes(WAZO)).filter((entry) => entry.method === "DELETE");
  expect(deletions.map((entry) => entry.query)).toEqual(["recursive=true"]);
  expect(await pbx.state(WAZO, 7)).toBeNull();
});

test("says what stayed behind also where the server reported a failure, and what is left to go where it was one", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.admin, "users/11");
  await expect(heading(page, "Nora North")).toBeVisible();
  await pbx.faults({ system: WAZO, method: "DELETE", kind: "500", when: "after" });
  await askToDelete(page);
  await expect(dialog(page)).toContainText(/belonging to nobody: line \w+, extension \d+\./);
  await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
  await expectNotice(page, /failure.* Still there: line \w+, extension \d+\./);
});

test("says what stayed behind although the deletion was quicker than the look", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.admin, "users/11");
  await expect(heading(page, "Nora North")).toBeVisible();
  await pbx.faults({ system: WAZO, method: "GET", path: "/0.1/users/*$", kind: "delay" });
  await askToDelete(page);
  await expect(dialog(page)).toContainText("Looking up what belongs to the user");
  await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
  await expectNotice(page, /Nora North was deleted\. Still there: line \w+, extension \d+\./);
  await pbx.release();
});

test("says that it is not known what stayed behind where it could not be looked up before", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.admin, "users/11");
  await expect(heading(page, "Nora North")).toBeVisible();
  await pbx.faults({ system: WAZO, method: "GET", path: "/1.1/users/11$", kind: "500", times: 2 });
  await askToDelete(page);
  await expect(dialog(page)).toContainText("could not be looked up");
  await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
  await expectNotice(page, /Nora North was deleted\. What else belonged to the user could not be looked up: see at the server/);
});

test("names a missing right, keeps what was typed, and shows no token", async ({ page }) => {
  await open(page, ACCOUNTS.reader, "users/1");
  await field(page, "Last name").fill("Renamed");
  await button(page, "Save").click();
  await expect(summary(page)).toContainText("may not change users");
  await expect(summary(page)).not.toContainText("session");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(field(page, "Last name")).toHaveValue("Renamed");
  await expect(page.locator("body")).not.toContainText(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/);
});

test("leaves bounds to the server, and says its bounds at the field", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.admin, "users/1");
  await field(page, "Ring seconds").fill("600");
  await field(page, "Preprocess subroutine").fill("x".repeat(79));
  await button(page, "Save").click();
  await expectNotice(page, "Saved: ");
  expect(await sent(pbx, WAZO)).toEqual([
    { ring_seconds: 600, preprocess_subroutine: "x".repeat(79) },
  ]);
  await field(page, "Ring seconds").fill("10801");
  await button(page, "Save").click();
  await expectProblem(page, "Ring seconds", /From 0 to 10800/);
});

test("empties a mobile number once the fallback is off, and says so at the field", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.admin, "users/1");
  await expect(field(page, "Fall back to mobile")).toBeChecked();
  await field(page, "Mobile phone number").fill("");
  await button(page, "Save").click();
  await expectProblem(page, "Mobile phone number", /while calls fall back to it\. Switch “Fall back to mobile” off/);
  await field(page, "Fall back to mobile").uncheck();
  await button(page, "Save").click();
  await expectNotice(page, "Saved: ");
  const bodies = await sent(pbx, WAZO);
  expect(bodies.at(-1)).toEqual({ mobile_phone_number: null, mobile_fallback_enabled: false });
});

test("shows call recording as four switches", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.admin, "users/1");
  await expect(field(page, "Record outgoing external calls")).toBeChecked();
  await expect(field(page, "Record incoming external calls")).toBeChecked();
  await expect(field(page, "Record outgoing internal calls")).not.toBeChecked();
  await expect(field(page, "Call recording")).toHaveCount(0);
  await field(page, "Record incoming internal calls").check();
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Record incoming internal calls.");
  expect(await sent(pbx, WAZO)).toEqual([{ call_record_incoming_internal_enabled: true }]);
});

test("does not mention a CTI where there is none, and does not ask for it", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.admin);
  await expect(rows(page).first()).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("CTI");
  await rows(page).first().getByRole("checkbox").check();
  await expect(page.getByRole("group", { name: "Selected users" })).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("CTI");
  await expect(button(page, "Set profile")).toHaveCount(0);
  await go(page, `/${WAZO}/users/1`);
  await expect(field(page, "First name")).toBeVisible();
  await expect(link(page, "CTI configuration")).toHaveCount(0);
  // Username and password of the record were for its client.
  await expect(field(page, "Username")).toHaveAccessibleDescription(/Deprecated/);
  await expect(field(page, "Password")).toHaveAccessibleDescription(/Deprecated/);
  // An address that somebody kept says so, and asks nothing either.
  await go(page, `/${WAZO}/users/1/cti`);
  await expect(page.getByText("This server has no CTI configuration that can be changed from here.")).toBeVisible();
  const asked = (await pbx.log(WAZO)).filter((entry) => entry.path.includes("cti"));
  expect(asked).toEqual([]);
});

test("chooses a tenant in the rail and keeps it in the address", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.admin);
  await expect(count(page)).toContainText("10");
  await expect(tenant(page)).toHaveValue("");
  await tenant(page).selectOption({ label: TENANTS.north.name });
  await expect(page).toHaveURL(new RegExp(`tenant=${TENANTS.north.uuid}`));
  await expect(link(page, "Nora North")).toBeVisible();
  await expect(rows(page)).toHaveCount(3);
  const named = (await pbx.log(WAZO)).filter((entry) => entry.headers["wazo-tenant"]);
  expect(new Set(named.map((entry) => entry.headers["wazo-tenant"]))).toEqual(new Set([TENANTS.north.uuid]));
  // The same address leads to the same people.
  await page.reload();
  await signIn(page, ACCOUNTS.admin);
  await expect(link(page, "Nora North")).toBeVisible();
  await expect(rows(page)).toHaveCount(3);
  // Somebody new is of that tenant.
  await link(page, "New user").click();
  await expect(page.getByRole("main")).toContainText(`Tenant: ${TENANTS.north.name}`);
  await field(page, "First name").fill("Nadia");
  await button(page, "Save").click();
  await expect(heading(page, "Nadia")).toBeVisible();
  const { users } = await pbx.state(WAZO);
  const [nadia] = users.filter((user) => user.firstname === "Nadia");
  expect(JSON.stringify(nadia)).toContain(TENANTS.north.uuid);
});

test("whoever signs in after somebody else works on the people of their own tenant", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.admin, `users?tenant=${TENANTS.south.uuid}`);
  await link(page, "Sol South").click();
  await expect(heading(page, "Sol South")).toBeVisible();
  await button(page, "Sign out").click();
  await pbx.forget();
  await signIn(page, ACCOUNTS.north);
  await expect(heading(page, "Sign in")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  const lists = async () => (await pbx.log(WAZO)).filter(({ method, path }) => method === "GET" && path === "/1.1/users");
  await expect.poll(async () => (await lists()).length).toBeGreaterThan(0);
  expect((await lists()).filter(({ headers }) => headers["wazo-tenant"] === TENANTS.south.uuid)).toEqual([]);
});

test("signing in again above the list of a tenant leads back to it, whoever does", async ({ page, pbx }) => {
  const lost = page.getByRole("dialog", { name: "Your session has ended" });
  await open(page, ACCOUNTS.admin, `users?tenant=${TENANTS.north.uuid}`);
  await expect(rows(page)).toHaveCount(3);
  for (const { username, password } of [ACCOUNTS.admin, ACCOUNTS.reader]) {
    await pbx.faults({ system: WAZO, kind: "expired", method: "GET", path: "/1.1/users$" });
    await button(page, "Reload").click();
    await expect(lost).toBeVisible();
    await pbx.forget();
    await lost.getByLabel("Username").fill(username);
    await lost.getByLabel("Password", { exact: true }).fill(password);
    await button(lost, "Sign in").click();
    await expect(lost).toHaveCount(0);
    await expect(rows(page)).toHaveCount(3);
    await expect(link(page, "Nora North")).toBeVisible();
    const lists = (await pbx.log(WAZO)).filter(({ method, path }) => method === "GET" && path === "/1.1/users");
    expect(new Set(lists.map(({ headers }) => headers["wazo-tenant"]))).toEqual(new Set([TENANTS.north.uuid]));
  }
});

test("shows all tenants with the tenant of each", async ({ page }) => {
  await open(page, ACCOUNTS.admin, "users?tenant=all");
  await expect(count(page)).toContainText("15");
  await expect(page.getByRole("columnheader", { name: "Tenant" })).toBeVisible();
  await expect(page.getByRole("row", { name: /Nora North/ })).toContainText(TENANTS.north.name);
  await expect(page.getByRole("row", { name: /Sol South/ })).toContainText(TENANTS.south.name);
});

test("shows somebody of another tenant with it, and keeps them out of the list", async ({ page }) => {
  await open(page, ACCOUNTS.admin, "users/11");
  await expect(heading(page, "Nora North")).toBeVisible();
  await expect(page.getByRole("main")).toContainText(`Tenant: ${TENANTS.north.name}`);
  await link(page, "Back to the users").click();
  await expect(count(page)).toContainText("10");
  expect(await names(page)).not.toContain("Nora North");
});

test("sorts all tenants by their names", async ({ page }) => {
  // By UUID South Office would stand before North Office.
  await open(page, ACCOUNTS.admin, "users?tenant=all&sort=tenant");
  await expect(count(page)).toContainText("15");
  const cells = page.getByRole("grid").locator('tbody td[data-column="tenant"]');
  const { master, north, south } = TENANTS;
  const tenants = [...Array(10).fill(master.name), ...Array(3).fill(north.name), ...Array(2).fill(south.name)];
  await expect(cells).toHaveText(tenants);
});

test("finds somebody of a tenant above the chosen one, and changes them", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.admin, `users?tenant=${TENANTS.north.uuid}`);
  await expect(rows(page)).toHaveCount(3);
  await go(page, `/${WAZO}/users/1`);
  await expect(heading(page, "Ada Sample")).toBeVisible();
  await expect(page.getByRole("main")).toContainText(`Tenant: ${TENANTS.master.name}`);
  await field(page, "Description").fill("Of the tenant above");
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Description.");
  expect((await pbx.state(WAZO, 1)).description).toBe("Of the tenant above");
  await link(page, "Back to the users").click();
  await expect(rows(page)).toHaveCount(3);
  expect((await names(page)).toSorted()).toEqual(["Ada Sample", "Nils Nordic", "Nora North"]);
});

test("finds the age before it shows the form of somebody new", async ({ page, pbx }) => {
  // Neither the list nor anybody's record was read before.
  await pbx.faults(
    { system: WAZO, method: "GET", path: "/1.1/users$", query: "limit=1&", kind: "delay" },
    { system: WAZO, method: "GET", path: "/1.1/users$", query: "limit=200", kind: "delay", times: 0 },
  );
  await open(page, ACCOUNTS.admin, "users/new");
  await expect(heading(page, "New user")).toBeVisible();
  await expect(page.getByText("Loading…")).toBeVisible();
  await expect(field(page, "First name")).toHaveCount(0);
  await pbx.release();
  for (const label of ["First name", "Email", "Ring seconds", "Fall back to mobile", "Record incoming internal calls"]) {
    await expect(field(page, label), label).toBeVisible();
  }
  await expect(field(page, "CTI profile")).toHaveCount(0);
});

test("says why the form of somebody new is not there, and tries again", async ({ page, pbx }) => {
  await pbx.faults({ system: WAZO, method: "GET", path: "/1.1/users$", times: 2, kind: "500" });
  await open(page, ACCOUNTS.admin, "users/new");
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  await expect(field(page, "First name")).toHaveCount(0);
  await pbx.noFaults();
  await button(page, "Try again").click();
  await expect(field(page, "Ring seconds")).toBeVisible();
});

test("says that a chosen tenant is gone, and that tenants may not be listed", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.reader);
  await expect(page.getByText("This account may not list the tenants")).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await setSwitches(pbx, { deleteTenant: TENANTS.south.uuid });
  await open(page, ACCOUNTS.admin, `users?tenant=${TENANTS.south.uuid}`);
  await expect(page.getByText("may not see users in this tenant")).toBeVisible();
  await expect(page.getByText("The chosen tenant is not there")).toBeVisible();
  await expect(page.getByText("Your session has ended")).toHaveCount(0);
});

test("forgets the selection when somebody else signs in", async ({ page }) => {
  await open(page, ACCOUNTS.admin);
  await rows(page).first().getByRole("checkbox").check();
  await expect(page.getByRole("group", { name: "Selected users" })).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await signIn(page, ACCOUNTS.reader);
  await expect(rows(page).first()).toBeVisible();
  await expect(page.getByRole("group", { name: "Selected users" })).toHaveCount(0);
});

test("shows what somebody new will be, and creates a disabled person", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.admin, "users/new");
  await expect(field(page, "Enabled")).toBeChecked();
  await expect(field(page, "Supervision")).toBeChecked();
  await expect(field(page, "Call transfer")).not.toBeChecked();
  await field(page, "First name").fill("Dis");
  await field(page, "Enabled").uncheck();
  await button(page, "Save").click();
  await expect(heading(page, "Dis")).toBeVisible();
  await expect(field(page, "Enabled")).not.toBeChecked();
  expect(await sent(pbx, WAZO, "POST")).toContainEqual({ firstname: "Dis", enabled: false });
});

test("says that an account has too many sessions open", async ({ page, pbx }) => {
  await setSwitches(pbx, { tooManySessions: true });
  await page.goto(`/${WAZO}/users`);
  await signIn(page, ACCOUNTS.admin);
  await expect(page.getByText("as many sessions open as the server allows")).toBeVisible();
});

const alert = (page) => page.getByRole("alert");
const signIns = async (pbx) => (await pbx.writes(WAZO)).filter((entry) => entry.path === "/0.1/token");

test("asks for a domain name where accounts are checked by LDAP", async ({ page, pbx }) => {
  await setSwitches(pbx, { authenticationMethod: { tenant: "north", method: "ldap", domain: "north.example" } });
  await page.goto(`/${WAZO}/users`);
  await expect(field(page, "Domain name")).toHaveCount(0);
  await signIn(page, ACCOUNTS.north);
  // The recorded service says no more than to a wrong password.
  await expect(alert(page)).toContainText("The username or the password is not right.");
  await expect(field(page, "Domain name")).toHaveAccessibleDescription(/LDAP.*SAML.*cannot sign in here with a password/);
  await field(page, "Domain name").fill(" north.example ");
  await button(page, "Sign in").click();
  await expect(link(page, "Nora North")).toBeVisible();
  const bodies = (await signIns(pbx)).map((entry) => entry.body);
  expect(bodies).toEqual([{}, { backend: "ldap_user", domain_name: "north.example" }]);
});

test("names the tenant where a service checks accounts by LDAP and knows no domains", async ({ page, pbx }) => {
  const method = { tenant: "north", method: "ldap", domain: "north.example" };
  await setSwitches(pbx, { age: "2022-04", authenticationMethod: method });
  await page.goto(`/${WAZO}/users`);
  await signIn(page, ACCOUNTS.north);
  await expect(field(page, "Domain name")).toHaveAccessibleDescription(/22\.03 to 22\.06 the UUID or the short name of its tenant/);
  await field(page, "Domain name").fill("north");
  await button(page, "Sign in").click();
  await expect(link(page, "Nora North")).toBeVisible();
  const bodies = (await signIns(pbx)).map((entry) => entry.body);
  expect(bodies.slice(1)).toEqual([{ backend: "ldap_user", domain_name: "north" }, { backend: "ldap_user", tenant_id: "north" }]);
});

test("says the reason of the answer where it tells one, and that a password cannot serve for SAML", async ({ page, pbx }) => {
  await setSwitches(pbx, { tellsMethod: true, authenticationMethod: { tenant: "north", method: "ldap", domain: "north.example" } });
  await page.goto(`/${WAZO}/users`);
  await signIn(page, ACCOUNTS.north);
  await expect(alert(page)).toContainText("signs in through LDAP: the domain name of its organisation is needed");
  await expect(field(page, "Domain name")).toBeVisible();
  await setSwitches(pbx, { authenticationMethod: { tenant: "north", method: "saml" } });
  await button(page, "Sign in").click();
  await expect(alert(page)).toContainText("signs in through SAML (single sign-on): a password cannot serve here.");
  await expect(page.getByText("authentication method should use saml")).toHaveCount(1);
});

test("renews the session while the page is used, keeps what was typed, and stores nothing", async ({ page, pbx }) => {
  await installClock(page);
  await open(page, ACCOUNTS.admin, "users/1");
  await expect(heading(page, "Ada Sample")).toBeVisible();
  await page.clock.fastForward("01:50:00");
  await field(page, "Description").click();
  await field(page, "Description").fill("Typed before the renewal");
  await page.clock.fastForward("00:05:01");
  // A new token instead of the old one, which ends.
  await expect.poll(async () => (await signIns(pbx)).length).toBe(2);
  await expect
    .poll(async () => (await pbx.writes(WAZO)).filter((entry) => entry.method === "DELETE").length)
    .toBe(1);
  const bodies = (await signIns(pbx)).map((entry) => entry.body);
  expect(bodies).toEqual([{}, {}]);
  await expect(page.getByText("Your session ends")).toHaveCount(0);
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Description.");
  await expect(page.getByText("Your session has ended")).toHaveCount(0);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  expect(kept).not.toMatch(/madeup-secret|refresh|[0-9a-f]{8}-[0-9a-f]{4}-/);
});

test("says how long the session lasts where nobody uses the page, and a key keeps it open", async ({ page, pbx }) => {
  await installClock(page);
  await open(page, ACCOUNTS.admin);
  await expect(rows(page).first()).toBeVisible();
  await page.clock.fastForward("01:55:01");
  await expect(page.getByText("Your session ends in 5 minutes. Any key or click keeps it open.")).toBeVisible();
  await page.clock.fastForward("00:02:00");
  await expect(page.getByText("Your session ends in 3 minutes.")).toBeVisible();
  expect((await signIns(pbx)).length).toBe(1);
  await page.keyboard.press("Shift");
  await page.clock.fastForward("00:00:05");
  await expect(page.getByText("Your session ends")).toHaveCount(0);
  await expect.poll(async () => (await signIns(pbx)).length).toBe(2);
});

const users = { system: WAZO, method: "GET", path: "/1.1/users$" };

test("paints names and numbers from the cheapest list, and completes it where it stands", async ({ page, pbx }) => {
  await pbx.faults({ ...users, query: "limit=200&order=id", kind: "delay" });
  await open(page, ACCOUNTS.admin);
  await expect(count(page)).toHaveText("10 users · Their details are arriving…");
  const ada = page.getByRole("row").filter({ has: page.locator('a[href$="/users/1"]') });
  const cell = (column) => ada.locator(`td[data-column="${column}"]`);
  await expect(cell("extension")).not.toBeEmpty();
  await expect(cell("mobile")).not.toBeEmpty();
  // What is not known yet is not shown as nothing.
  await expect(cell("callerid")).toHaveText("…");
  const before = await names(page);
  await pbx.release();
  await expect(count(page)).toHaveText("10 users");
  await expect(cell("callerid")).toHaveText('"Ada Sample"');
  expect(await names(page)).toEqual(before);
  const asked = (await pbx.log(WAZO)).filter(({ path }) => path === "/1.1/users").map(({ query }) => query);
  expect(asked).toEqual(["view=directory&limit=200&order=lastname&direction=asc", "limit=200&order=id"]);
});

test("says that everybody is there where only their details broke off", async ({ page, pbx }) => {
  await pbx.faults({ ...users, query: "limit=200&order=id", kind: "500" });
  await open(page, ACCOUNTS.admin);
  await expect(page.getByText("Everybody is there, but not all that belongs to them")).toBeVisible();
  await expect(rows(page)).toHaveCount(10);
  await button(page, "Try again").click();
  await expect(count(page)).toHaveText("10 users");
  await expect(page.getByText("Everybody is there, but not all")).toHaveCount(0);
});

test("tells of the telephone of a person by names, beside the name and in a section", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.admin, "users/1");
  await expect(page.getByText("Extension: 1001 · Enabled")).toBeVisible();
  const telephone = page.getByRole("region", { name: "Telephone" });
  await expect(telephone.getByRole("term")).toHaveText([/^Line \w+$/, "Voicemail"]);
  await expect(telephone.getByRole("definition").first()).toHaveText(/^1001 \(Internal\) · SIP · no device, provisioning code \d+$/);
  for (const field of ["Line", "Voicemail", "Agent"]) await expect(page.getByRole("textbox", { name: field })).toHaveCount(0);
  // Somebody without any of it.
  const bare = (await pbx.state(WAZO)).users.find((user) => !user.lines?.length && !user.voicemail);
  await go(page, `/${WAZO}/users/${bare.id}`);
  await expect(telephone.getByRole("definition")).toHaveText(["None", "None"]);
});

test("a wide screen lists the sections of a person beside them, the telephone before what is seldom changed", async ({ page }) => {
  await open(page, ACCOUNTS.admin, "users/7");
  await expect(heading(page, "Dora Desk")).toBeVisible();
  const sections = page.getByRole("navigation", { name: "Sections" });
  await expect(sections).toHaveCount(0);
  await page.setViewportSize({ width: 1600, height: 700 });
  await expect(sections.getByRole("link")).toHaveText(["Person", "Telephone", "Account", "Calls"]);
  const calls = page.getByText("Calls", { exact: true }).and(page.locator("legend"));
  await expect(calls).not.toBeInViewport();
  await sections.getByRole("link", { name: "Calls" }).click();
  await expect(calls).toBeFocused();
  await expect(calls).toBeInViewport();
  await expect(page).toHaveURL(/users\/7$/);
});

test("chooses music on hold by its label, and shows the label of a context", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.admin, "users/1");
  const music = page.getByRole("combobox", { name: "Music on hold" });
  await expect(music.locator("option:checked")).toHaveText("Piano");
  await expect(music.locator("option")).toHaveText(["None", "Piano", "Announcements", "default"]);
  await expect(page.getByRole("region", { name: "Telephone" })).toContainText("1001 (Internal)");
  await music.selectOption({ label: "Announcements" });
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Music on hold.");
  const [{ music_on_hold: name }] = await sent(pbx, WAZO);
  expect(name).toMatch(/^moh-master-/);
  await music.selectOption({ label: "None" });
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Music on hold.");
  expect((await sent(pbx, WAZO)).at(-1)).toEqual({ music_on_hold: null });

  // Somebody of another tenant has the music of theirs.
  await go(page, `/${WAZO}/users/11`);
  await expect(heading(page, "Nora North")).toBeVisible();
  await music.selectOption({ label: "Piano" });
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Music on hold.");
  expect((await sent(pbx, WAZO)).at(-1).music_on_hold).toMatch(/^moh-north-/);
});

test("leaves music on hold to be typed where its list may not be read", async ({ page }) => {
  await open(page, ACCOUNTS.reader, "users/1");
  const music = page.locator("input#user-music_on_hold");
  await expect(music).toHaveValue(/^moh-master-/);
  await expect(music).toBeEditable();
  await expect(page.getByText("Context:")).toHaveCount(0);
  await expect(page.getByText("Your session has ended")).toHaveCount(0);
});

// What goes wrong around tenants.

test("a tenant that is deleted while it is chosen", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.admin, `users?tenant=${TENANTS.south.uuid}`);
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByText("The chosen tenant is not there")).toHaveCount(0);
  await go(page, `/${WAZO}/users/14`);
  await field(page, "Description").fill("Typed before");
  await setSwitches(pbx, { deleteTenant: TENANTS.south.uuid });
  await button(page, "Save").click();
  await expect(summary(page)).toContainText("Somebody may have deleted");
  await expect(field(page, "Description")).toHaveValue("Typed before");
  await link(page, "Back to the users").click();
  await button(page.getByRole("dialog"), "Leave without saving").click();
  await button(page, "Reload").click();
  await expect(page.getByText("may not see users in this tenant")).toBeVisible();
  await expect(page.getByText("The chosen tenant is not there (any more). Choose another one.")).toBeVisible();
  await tenant(page).selectOption({ label: TENANTS.master.name });
  await expect(count(page)).toHaveText("10 users");
});

test("a token of another tenant", async ({ page }) => {
  await open(page, ACCOUNTS.north, `users?tenant=${TENANTS.south.uuid}`);
  await expect(page.getByText("may not see users in this tenant: the right confd.users.read is missing")).toBeVisible();
  await expect(page.getByText("The chosen tenant is not there")).toBeVisible();
  await expect(page.getByText("Your session has ended")).toHaveCount(0);
  await expect(page.locator("body")).not.toContainText(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/);
});

test("an authentication service that is down shows no token, and loses nothing typed", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.admin, "users/1");
  await field(page, "Description").fill("Typed before");
  await pbx.faults({ system: WAZO, path: "/1.1/users/1", kind: "auth-down", times: 0 });
  await button(page, "Save").click();
  await expect(summary(page)).toContainText("cannot reach its own authentication service");
  await expect(field(page, "Description")).toHaveValue("Typed before");
  await summary(page).getByText("What the server said").first().click();
  await expect(page.locator("body")).not.toContainText(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/);
  await pbx.noFaults();
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Description.");
});

test("a tenant list that may not be read", async ({ page, pbx }) => {
  await pbx.faults({ system: WAZO, method: "GET", path: "/0.1/tenants$", kind: "403" });
  await open(page, ACCOUNTS.admin);
  await expect(page.getByText("This account may not list the tenants: the users of its own are shown.")).toBeVisible();
  await expect(count(page)).toHaveText("10 users");
});

test("300 tenants", async ({ page, pbx }) => {
  await setSwitches(pbx, { moreTenants: 297 });
  await open(page, ACCOUNTS.admin);
  await expect(tenant(page).locator("option")).toHaveCount(301);
  await tenant(page).selectOption({ label: "Tenant 250" });
  await expect(page.getByText("There is nobody on this system yet.")).toBeVisible();
  await tenant(page).selectOption({ label: TENANTS.north.name });
  await expect(rows(page)).toHaveCount(3);
});

test("a tenant list that was cut short says so", async ({ page, pbx }) => {
  const body = JSON.stringify({ total: 300, filtered: 300, items: Object.values(TENANTS) });
  await pbx.faults({ system: WAZO, method: "GET", path: "/0.1/tenants$", kind: "body", body });
  await open(page, ACCOUNTS.admin);
  await expect(page.getByText("The server did not list all tenants")).toBeVisible();
  await expect(tenant(page).locator("option")).toHaveCount(4);
});

test("somebody who is moved to another tenant by somebody else", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.north);
  await expect(rows(page)).toHaveCount(3);
  await link(page, "Nora North").click();
  await field(page, "Description").fill("Typed before");
  await setSwitches(pbx, { moveUser: { user: 11, tenant: "south" } });
  await button(page, "Save").click();
  await expect(summary(page)).toContainText("Somebody may have deleted");
  await expect(field(page, "Description")).toHaveValue("Typed before");
  // Whoever sees both tenants sees whose the person is now, and not in this list.
  await page.reload();
  await signIn(page, ACCOUNTS.admin);
  await expect(page.getByRole("main")).toContainText(`Tenant: ${TENANTS.south.name}`);
  await go(page, `/${WAZO}/users?tenant=${TENANTS.north.uuid}`);
  await expect(rows(page)).toHaveCount(2);
  expect(await names(page)).not.toContain("Nora North");
});

test("records of 2028", async ({ page, pbx }) => {
  await setSwitches(pbx, { laterKeys: true });
  await open(page, ACCOUNTS.admin);
  await expect(count(page)).toHaveText("10 users");
  await expect(page.getByRole("columnheader", { name: "Username" })).toHaveCount(0);
  await link(page, "Ada Sample").first().click();
  await expect(field(page, "Ring seconds")).toBeVisible();
  await expect(field(page, "Username")).toHaveCount(0);
  await expect(field(page, "Call recording")).toHaveCount(0);
  await field(page, "Last name").fill("Later");
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Last name.");
  expect(await sent(pbx, WAZO)).toEqual([{ lastname: "Later" }]);
});

test("a Location with a prefix that is not ours", async ({ page, pbx }) => {
  await setSwitches(pbx, { scriptName: "/elsewhere/confd" });
  await open(page, ACCOUNTS.admin, "users/new");
  await field(page, "First name").fill("Newt");
  await button(page, "Save").click();
  await expect(heading(page, "Newt")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/${WAZO}/users/16$`));
  expect((await pbx.log()).filter(({ path }) => path.includes("elsewhere"))).toEqual([]);
});

test("makes the account to sign in with together with somebody new", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.admin, "users/new");
  await field(page, "First name").fill("Newt");
  await field(page, "Account username").fill("newt");
  await field(page, "Account password").fill("s3cret-newt");
  await field(page, "Account email").fill("newt@sample.example");
  await button(page, "Save").click();
  await expect(heading(page, "Newt")).toBeVisible();
  await expectNotice(page, "Newt was created.");
  await expect(notices(page)).not.toContainText("did not keep");
  const auth = { username: "newt", password: "s3cret-newt", email_address: "newt@sample.example" };
  const posts = (await pbx.writes(WAZO)).filter(({ method, path }) => method === "POST" && path === "/1.1/users");
  expect(posts.map(({ body }) => body)).toEqual([{ firstname: "Newt", auth }]);
  expect((await pbx.state(WAZO, 16)).account).toBe("newt");
  // It is looked up, not taken for granted; and it is not a field of somebody who is there.
  expect((await pbx.log(WAZO)).filter(({ path }) => path.startsWith("/0.1/users/")).length).toBeGreaterThan(0);
  await expect(field(page, "Account username")).toHaveCount(0);
});

test("says at its field that an account is somebody else's", async ({ page, pbx }) => {
  await open(page, ACCOUNTS.admin, "users/new");
  await field(page, "First name").fill("Newt");
  await field(page, "Account username").fill("dora");
  await field(page, "Account password").fill("s3cret-newt");
  await button(page, "Save").click();
  await expectProblem(page, "Account username", /Somebody else has this already/);
  await expect(field(page, "First name")).toHaveValue("Newt");
  await expect(field(page, "Account password")).toHaveValue("s3cret-newt");
  await field(page, "Account username").fill("newt");
  await button(page, "Save").click();
  await expect(heading(page, "Newt")).toBeVisible();
  expect((await pbx.state(WAZO, 16)).account).toBe("newt");
});

test("does not offer an account where the server would take no notice of it", async ({ page, pbx }) => {
  await setSwitches(pbx, { age: "2023-07" });
  await open(page, ACCOUNTS.admin, "users/new");
  await expect(field(page, "First name")).toBeVisible();
  await expect(field(page, "Account username")).toHaveCount(0);
});
