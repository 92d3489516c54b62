// The Wazo of 2026: deleting, rights, tenants, and no CTI.
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
  await expect(dialog(page)).toContainText("does not delete the user alone");
  await expect(dialog(page)).toContainText("account dora");
  await expect(dialog(page).getByRole("button", { name: "Delete", exact: true })).toHaveCount(0);
  await button(dialog(page), everything).click();
  await expectNotice(page, /Dora Desk was deleted\. Gone as well: .*voicemail .*account dora\./);
  await expect(notices(page)).not.toContainText("Still there");
  const deletions = (await pbx.writes(WAZO)).filter((entry) => entry.method === "DELETE");
  expect(deletions.map((entry) => entry.query)).toEqual(["recursive=true"]);
  expect(await pbx.state(WAZO, 7)).toBeNull();
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
  await expect(field(page, "Mobile phone number").or(field(page, "Fall back to mobile")).locator("xpath=self::*[@aria-invalid='true']")).not.toHaveCount(0);
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
  const asked = (await pbx.log(WAZO)).filter((entry) => entry.path.includes("cti"));
  expect(asked).toEqual([]);
  // The words are of no use beside an account either.
  await expect(field(page, "Username")).toHaveAccessibleDescription(/Deprecated/);
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
