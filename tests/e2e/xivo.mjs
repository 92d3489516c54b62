// What the tests of the XiVO pages share: the ways of a person through them,
// by accessible names.
import { expect } from "./fixtures.mjs";

/** The seven dialects, by the id of their system. */
export const SYSTEMS = ["wazo-2026", "xivo-2013", "xivo-2014a", "xivo-2014b", "xivo-2016", "xivo-2019", "xivo-doc"];

export const ADMIN = { username: "madeup-admin", password: "madeup-secret" };

/** The resource of a user behind the API that a system speaks. */
export const path10 = (id = "") => `/1.0/users/${id}`;
export const path11 = (id = "") => `/1.1/users${id === "" ? "" : `/${id}`}`;
export const pathOf = (system, id) => (system === "xivo-2013" ? path10(id) : path11(id));

export const heading = (page, name) => page.getByRole("heading", { level: 1, name, exact: true });
export const button = (page, name) => page.getByRole("button", { name, exact: true });
export const link = (page, name) => page.getByRole("link", { name, exact: true });
export const field = (page, label) => page.getByLabel(label, { exact: true });
export const search = (page) => page.getByRole("searchbox", { name: "Search" });
export const rows = (page) => page.getByRole("grid").locator("tbody tr:not([aria-hidden])");
export const summary = (page) => page.locator("#problems");
export const notices = (page) => page.getByRole("region", { name: "What happened" });
export const count = (page) => page.locator(".toolbar output");

/** The text of the first cell of each row in sight, from above. */
export const names = (page) => page.getByRole("grid").getByRole("rowheader").allTextContents();

/** Fills the form of signing in that is on the screen and sends it. */
export async function signIn(page, { username, password } = ADMIN) {
  await field(page, "Username").fill(username);
  await field(page, "Password").fill(password);
  await button(page, "Sign in").click();
}

/** Opens a view by its address, and signs in where that is asked for. */
export async function open(page, system, rest = "users") {
  await page.goto(`/${system}/${rest}`);
  if (["wazo-2026", "xivo-2019"].includes(system)) await signIn(page);
  await expect(heading(page, "Sign in")).toHaveCount(0);
}

/** Goes to another view without loading the page anew, as a link would. */
export async function go(page, url) {
  await page.evaluate((url) => {
    history.pushState(null, "", url);
    dispatchEvent(new PopStateEvent("popstate"));
  }, url);
}

/** The sentence at a field, by way of its description, and that it is marked as wrong. */
export async function expectProblem(page, label, sentence) {
  const control = field(page, label);
  await expect(control).toHaveAttribute("aria-invalid", "true");
  await expect(control).toHaveAccessibleDescription(sentence);
}

/** The bodies of the writes that a system got. */
export async function sent(pbx, system, method = "PUT") {
  const all = await pbx.writes(system);
  return all.filter((entry) => entry.method === method).map((entry) => entry.body);
}

/** A notice with this text is on the screen. */
export const expectNotice = (page, text) => expect(notices(page)).toContainText(text);

/** Something leads away, the question comes, and one stays. */
export async function staysWhenAsked(page, away) {
  await away();
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  await question.getByRole("button", { name: "Stay on this page" }).click();
  await expect(question).toBeHidden();
}
