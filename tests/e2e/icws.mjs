// What the tests of the PureConnect pages share.
import { expect } from "./fixtures.mjs";

export const PASSWORD = "s3cret";
/** The first session after a reset. */
export const SESSION = "1730048211";

export async function typePassword(page, password = PASSWORD) {
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

export async function signIn(page, path, who = "admin") {
  await page.goto(path);
  await page.getByLabel("Username").fill(who);
  await typePassword(page);
}

/** Opens somebody's client configuration, and waits until it is there. */
export async function open(page, path, who) {
  await signIn(page, path, who);
  await expect(page.getByText(/\d+ properties, /)).toBeVisible();
}

export const property = (page, label) => page.locator("li.property", { has: page.getByLabel(label, { exact: true }) });
export const save = (page) => page.getByRole("button", { name: "Save", exact: true }).click();
/** The notice of a save that was looked up, with the labels of what was kept. */
export const saved = (page, ...labels) =>
  expect(page.locator(".notice").getByText(labels.length ? `Saved: ${labels.join(", ")}.` : /^Saved: [^.]+\.$/)).toBeVisible();
export const switches = (pbx, what) => pbx.act("icws", "POST", "/icws/__switch", what);
export const body = ({ body }) => (typeof body === "string" ? JSON.parse(body) : body);

export async function puts(pbx, system = "icws") {
  return (await pbx.writes(system)).filter((entry) => entry.method === "PUT");
}
