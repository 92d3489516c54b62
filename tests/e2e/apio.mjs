// Steps that the tests of APIO share.
import { expect } from "./fixtures.mjs";

/** The accounts of the reference PBX (tests/reference/src/apio/sessions.rs). */
export const MIRA = "mira.holt@voice.example.test";
export const DESK = "desk.admin@voice.example.test";
const PASSWORDS = {
  [DESK]: "Correct-Horse-8",
  "dept.admin@voice.example.test": "Correct-Horse-6",
  "tenant.admin@voice.example.test": "Correct-Horse-9",
  "system.admin": "Correct-Horse-10",
};

export const DEPARTMENT = "dept.admin@voice.example.test";
export const TENANT = "tenant.admin@voice.example.test";

/** The PIN that everybody has. */
export const PIN = "739146";

export const profileOf = (user, system = "apio") =>
  `/${system}/tenants/brightwater/groups/north-quay/users/${encodeURIComponent(`${user}@voice.example.test`)}`;
export const pinOf = (user, system) => `${profileOf(user, system)}/pin`;

export async function signIn(page, username = MIRA, password = PASSWORDS[username] ?? "Correct-Horse-7") {
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** The same in the dialog above a page whose session has ended. */
export async function signInAgain(page, password) {
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel("Password", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

export const heading = (page, name) => page.getByRole("heading", { level: 1, name });
export const field = (page, label) => page.getByLabel(label, { exact: true });
export const save = (page) => page.getByRole("button", { name: "Save", exact: true }).click();
export const change = (page) => page.getByRole("button", { name: "Change PIN" }).click();
export const summary = (page) => page.getByRole("alert").filter({ has: page.getByRole("heading") });
export const rule = (page, text) => page.getByRole("listitem").filter({ hasText: text });

/** Fills the form for a new PIN. */
export async function fillPin(page, { current, next, repeat = next }) {
  if (current !== undefined) await field(page, "Current PIN").fill(current);
  await field(page, "New PIN").fill(next);
  await field(page, "Repeat new PIN").fill(repeat);
}

/** What was sent by PUT, as bodies. */
export const puts = async (pbx, system = "apio") =>
  (await pbx.writes(system)).filter(({ method }) => method === "PUT").map(({ body }) => body);
