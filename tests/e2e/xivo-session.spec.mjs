// Signing in to XiVO, losing the session in the middle of something, and out.
import { DESK, TENANT, profileOf, signIn as signInApio } from "./apio.mjs";
import { expect, test } from "./fixtures.mjs";
import { PASSWORD, open as openIcws, property } from "./icws.mjs";
import { ADMIN, button, count, expectNotice, field, go, heading, link, open, sent, signIn, summary } from "./xivo.mjs";

test.use({ people: 20 });

const lost = (page) => page.getByRole("dialog", { name: "Your session has ended" });

test("after signing in the focus is on the page that comes, with every vendor", async ({ page }) => {
  for (const [address, username, password] of [
    ["/xivo-2019/users", ADMIN.username, ADMIN.password],
    ["/xivo-2019/users/3", ADMIN.username, ADMIN.password],
    ["/icws/users", "admin", PASSWORD],
    ["/apio/tenants", TENANT, "Correct-Horse-9"],
  ]) {
    await page.goto(address);
    await expect(field(page, "Username")).toBeFocused();
    await signIn(page, { username, password });
    await expect(heading(page, "Sign in")).toHaveCount(0);
    await expect(page.getByRole("main")).toBeFocused();
  }
});

test("a service that must be told which accounts are meant is told, and a wrong password stays one", async ({ page, pbx }) => {
  await pbx.faults({ system: "xivo-2019", kind: "backends", path: "/0.1/", times: 0 });
  await page.goto("/xivo-2019/users/3");
  await signIn(page, { username: "madeup-admin", password: "wrong-one" });
  await expect(page.getByRole("alert")).toContainText("The username or the password is not right.");
  await signIn(page);
  await expect(heading(page, "Chloe Madeup")).toBeVisible();
});

test("a token: wrong, right, kept in memory only, ended", async ({ page, pbx }) => {
  await page.goto("/xivo-2019/users/3");
  await expect(heading(page, "Sign in")).toBeVisible();
  await expect(page).toHaveTitle("Sign in · Switchroom");
  await expect(page.getByText("Sign in to XiVO 2019 (1.1, token)")).toBeVisible();
  await expect(field(page, "Username")).toBeFocused();
  await expect(field(page, "Password")).toHaveAttribute("autocomplete", "current-password");
  // Nothing is asked of the server before.
  expect((await pbx.log("xivo-2019")).filter((entry) => entry.path.startsWith("/1."))).toEqual([]);

  await signIn(page, { username: "madeup-admin", password: "wrong-one" });
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The username or the password is not right.");
  await expect(field(page, "Username")).toHaveValue("madeup-admin");
  await expect(field(page, "Password")).toHaveValue("wrong-one");
  await expect(field(page, "Password")).toBeFocused();

  // The service itself fails, or is away.
  await pbx.faults({ kind: "503", path: "/auth" });
  await signIn(page);
  await expect(alert).toContainText("The server is busy and asks to wait 30 seconds.");
  await pbx.faults({ kind: "drop", path: "/auth", times: 1 });
  await signIn(page);
  await expect(alert).toContainText("The server cannot be reached.");

  // The address stays, and the view comes after.
  await signIn(page);
  await expect(heading(page, "Chloe Madeup")).toBeVisible();
  await expect(page).toHaveURL(/\/xivo-2019\/users\/3$/);
  await expect(page.getByRole("navigation", { name: "Views" })).toContainText("madeup-admin");

  // A reload forgets the token: it was in memory only.
  await page.reload();
  await expect(heading(page, "Sign in")).toBeVisible();
  await signIn(page);
  await expect(heading(page, "Chloe Madeup")).toBeVisible();

  // Signed out here and there; the screen holds nobody any more.
  await link(page, "Back to the users").click();
  await expect(count(page)).toHaveText("20 users");
  await pbx.forget();
  await button(page, "Sign out").click();
  await expect(heading(page, "Sign in")).toBeVisible();
  await expectNotice(page, "You are signed out.");
  await expect(link(page, "Chloe Madeup")).toHaveCount(0);
  await expect.poll(async () => (await pbx.writes("xivo-2019")).map((entry) => entry.method)).toEqual(["DELETE"]);

  // An address of its own leads on to the first view.
  await go(page, "/xivo-2019/sign-in");
  await signIn(page);
  await expect(heading(page, "Users")).toBeVisible();
  await expect(count(page)).toHaveText("20 users");
  await expect(page).toHaveURL(/\/xivo-2019\/users$/);
});

test("whoever is quicker than the first painting types the whole password into its own field", async ({ page }) => {
  await page.addInitScript(() => {
    const held = [];
    window.requestAnimationFrame = (call) => held.push(call);
    window.paint = () => held.splice(0).forEach((call) => call(performance.now()));
  });
  await page.goto("/xivo-2019/users");
  await field(page, "Password").focus();
  await page.keyboard.type("made");
  await page.evaluate(() => window.paint());
  await page.keyboard.type("up");
  await expect(field(page, "Password")).toHaveValue("madeup");
  await expect(field(page, "Username")).toHaveValue("");
});

test("after a refusal the focus goes to the password, but not away from who types already", async ({ page, pbx }) => {
  await page.goto("/xivo-2019/users");
  await signIn(page, { username: "madeup-admn", password: "madeup-secret" });
  await expect(page.getByRole("alert").getByText(/./).first()).toBeVisible();
  await expect(field(page, "Password")).toBeFocused();
  await pbx.faults({ method: "POST", path: "/auth", kind: "delay" });
  await button(page, "Sign in").click();
  // Corrected while the answer is on its way.
  await expect(button(page, "Sign in")).toHaveAttribute("aria-disabled", "true");
  await field(page, "Username").fill("madeup-");
  await pbx.release();
  await expect(button(page, "Sign in")).not.toHaveAttribute("aria-disabled", "true");
  await page.keyboard.type("admin");
  await expect(field(page, "Username")).toHaveValue("madeup-admin");
  await expect(field(page, "Username")).toBeFocused();
});

test("signing in sends no cookie along", async ({ page, context, pbx }) => {
  await context.addCookies([{ name: "other", value: "application", url: pbx.url }]);
  await page.goto("/xivo-2019/users");
  const asked = page.waitForRequest(/\/0\.1\/token$/);
  await signIn(page);
  expect((await (await asked).allHeaders()).cookie).toBe(undefined);
  await expect(count(page)).toHaveText("20 users");
});

test("a token that may nothing", async ({ page }) => {
  await page.goto("/xivo-2019/users");
  await signIn(page, { username: "madeup-reader", password: "madeup-secret" });
  // The API answers as if the token had ended; the token service knows better.
  await expect(page.getByRole("alert")).toContainText("confd.users.read");
  await expect(lost(page)).toBeHidden();
});

/** Closes the question to sign in again. */
async function giveUp(page) {
  await expect(lost(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(lost(page)).toBeHidden();
}

async function expectNothingSaved(page) {
  await expect(summary(page).getByRole("heading")).toHaveText("Nothing was saved");
  await expect(summary(page)).toContainText(/The server asks for a sign-in\.|Your session has ended\./);
}

test("a save that meets the end of the session was not begun, and Undo neither", async ({ page, pbx }) => {
  await open(page, "xivo-2019", "users/3");
  await field(page, "User field").fill("Typed");
  await pbx.faults({ system: "xivo-2019", method: "PUT", kind: "401", times: 1 });
  await button(page, "Save").click();
  await giveUp(page);
  await expectNothingSaved(page);
  await expect(field(page, "User field")).toHaveValue("Typed");
  await link(page, "What I changed").click();
  await button(page, "Leave without saving").click();
  await expect(page.getByRole("list", { name: "Changes" })).toContainText("✕ Not kept");

  await page.goto("/xivo-2019/users/new");
  await signIn(page);
  await field(page, "First name").fill("Eve");
  await pbx.faults({ system: "xivo-2019", method: "POST", path: "/1.1/users", kind: "401", times: 1 });
  await button(page, "Save").click();
  await giveUp(page);
  await expectNothingSaved(page);
  await expect(field(page, "First name")).toHaveValue("Eve");

  // One's own change is there, and so not undone.
  await page.goto("/xivo-2019/users/3");
  await signIn(page);
  await field(page, "User field").fill("Saved");
  await button(page, "Save").click();
  await expectNotice(page, "Saved: User field.");
  await pbx.faults({ system: "xivo-2019", method: "PUT", kind: "401", times: 1 });
  await button(page, "Undo").click();
  await giveUp(page);
  await expectNotice(page, "Not undone. The server asks for a sign-in.");
});

/** Types what a CTI client needs, which is sent in two requests. */
async function typeCti(page) {
  await page.getByRole("switch", { name: "CTI client enabled" }).check();
  await field(page, "Username").fill("boris");
  await field(page, "Password").fill("madeup4711");
}

test("of a save in two requests that meets the end of the session it is said how far it came", async ({ page, pbx, secrets }) => {
  secrets.add("madeup4711");
  await page.goto("/xivo-2019/users/2/cti");
  await signIn(page);
  await typeCti(page);
  await pbx.faults({ system: "xivo-2019", method: "PUT", path: "/1.1/users/2$", kind: "401", times: 1 });
  await button(page, "Save").click();
  await giveUp(page);
  await expectNothingSaved(page);
  await expect(field(page, "Username")).toHaveValue("boris");
  // Of the two, the first may be done.
  await page.reload();
  await signIn(page);
  await typeCti(page);
  await pbx.faults({ system: "xivo-2019", method: "PUT", path: "/1.1/users/2/cti", kind: "401", times: 1 });
  await button(page, "Save").click();
  await giveUp(page);
  await expect(summary(page).getByRole("heading")).toHaveText(
    "The session ended before all of it was sent. Accepted, but not read since: Username, Password. Not sent: CTI client enabled. What you typed is still here.",
  );
  await expect(page.getByText("Username and password: unknown")).toBeVisible();
  await expect(page.getByText("CTI configuration: not tried")).toBeVisible();
  expect((await pbx.state("xivo-2019")).users.find(({ id }) => id === 2).username).toBe("boris");
});

test("a save that meets the end of the session was not begun, with APIO and PureConnect", async ({ page, pbx }) => {
  await page.goto(profileOf("mira.holt"));
  await signInApio(page, DESK);
  await field(page, "Time zone").fill("Europe/Malta");
  await pbx.faults({ system: "apio", method: "PUT", kind: "session-over", times: 1 });
  await button(page, "Save").click();
  await giveUp(page);
  await expectNothingSaved(page);
  await expect(field(page, "Time zone")).toHaveValue("Europe/Malta");

  await openIcws(page, "/icws/users/tokoro/client");
  await property(page, "Screen calls").getByRole("button", { name: "Set own value" }).click();
  await pbx.faults({ system: "icws", method: "PUT", kind: "status", status: 401, times: 1 });
  await button(page, "Save").click();
  await giveUp(page);
  await expectNothingSaved(page);
});

test("what one person has sent is not sent again under the rights of another who signs in instead", async ({ page, pbx }) => {
  await open(page, "xivo-2019", "users/3");
  await field(page, "Last name").fill("Kept");
  await pbx.faults({ kind: "expired", system: "xivo-2019", method: "PUT", path: "/1.1" });
  await pbx.forget();
  await button(page, "Save").click();
  await expect(lost(page)).toBeVisible();
  await lost(page).getByLabel("Username").fill("madeup-reader");
  await lost(page).getByLabel("Password", { exact: true }).fill("madeup-secret");
  await lost(page).getByRole("button", { name: "Sign in" }).click();
  await expect(lost(page)).toBeHidden();
  await expect(summary(page)).toContainText("Sign in and try again");
  await expect(field(page, "Last name")).toHaveValue("Kept");
  expect(await sent(pbx, "xivo-2019")).toHaveLength(1);
});

test("a session lost in the middle of a form: nothing typed is lost", async ({ page, pbx }) => {
  await open(page, "xivo-2019", "users/3");
  await expect(heading(page, "Chloe Madeup")).toBeVisible();
  await field(page, "Last name").fill("Kept");
  await field(page, "Description").fill("Through the loss");
  await pbx.forget();
  await pbx.faults({ kind: "expired", system: "xivo-2019", path: "/1.1" });
  await button(page, "Save").click();
  await expect(lost(page)).toBeVisible();
  await expect(lost(page)).toContainText("Nothing that you typed is lost.");
  await expect(lost(page).getByLabel("Username")).toHaveValue("madeup-admin");
  await expect(lost(page).getByLabel("Password", { exact: true })).toBeFocused();
  // The page below is still there.
  await expect(page.locator("#user-lastname")).toHaveValue("Kept");

  await lost(page).getByLabel("Password", { exact: true }).fill("not-it");
  await lost(page).getByRole("button", { name: "Sign in" }).click();
  await expect(lost(page).getByRole("alert")).toContainText("is not right");
  await lost(page).getByLabel("Password", { exact: true }).fill(ADMIN.password);
  await page.keyboard.press("Enter");
  await expect(lost(page)).toBeHidden();
  await expectNotice(page, "Saved: Last name, Description.");
  await expect(heading(page, "Chloe Kept")).toBeVisible();
  expect(await sent(pbx, "xivo-2019")).toEqual([{ lastname: "Kept", description: "Through the loss" }]);
  await expect(button(page, "Save")).toBeFocused();

  // Lost between the reading and the writing.
  await field(page, "Last name").fill("Again");
  await pbx.faults({ kind: "expired", system: "xivo-2019", method: "PUT" });
  await button(page, "Save").click();
  await signIn(lost(page));
  await expectNotice(page, "Saved: Last name.");
  await expect(heading(page, "Chloe Again")).toBeVisible();

  // Thought better of it: what was typed is still there, with a sentence.
  await field(page, "Last name").fill("Later");
  await pbx.faults({ kind: "401", system: "xivo-2019", method: "PUT" });
  await button(page, "Save").click();
  await expect(lost(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(lost(page)).toBeHidden();
  await expect(summary(page)).toContainText("Sign in and try again.");
  await expect(field(page, "Last name")).toHaveValue("Later");
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Last name.");
  await expect(heading(page, "Chloe Later")).toBeVisible();
});

test.describe("a challenge that only the browser can answer", () => {
  // A person who gives the browser the wrong name, and then no other.
  test.use({ httpCredentials: { username: "nobody", password: "not-the-one" } });

  test("is left to the browser, and said", async ({ page, pbx }) => {
    const sentence = "only the browser can give them. Reload the page and answer the browser’s question";
    for (const system of ["xivo-2014b", "xivo-2016"]) {
      await pbx.faults({ kind: "digest", system, times: 0 });
      await page.goto(`/${system}/users`);
      await expect(page.getByRole("alert").filter({ hasText: sentence })).toBeVisible();
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await pbx.noFaults();
      await button(page, "Try again").click();
      await expect(count(page)).toHaveText("20 users");
    }
  });
});

test("the systems page says how each is", async ({ page, pbx }) => {
  await pbx.faults({ kind: "drop", system: "xivo-2014a", times: 0 });
  await page.goto("/");
  await expect(heading(page, "Systems")).toBeVisible();
  const state = (name) => page.getByRole("main").getByRole("listitem").filter({ has: link(page, name) });
  await expect(state("XiVO 2013 (1.0)")).toContainText("In order");
  await expect(state("XiVO January 2014 (1.1)")).toContainText("Out of reach");
  await expect(state("XiVO May 2014 (1.1)")).toContainText("In order");
  await expect(state("XiVO 2019 (1.1, token)")).toContainText("Sign in needed");
  await expect(state("XiVO by the documents")).toContainText("In order");
  // No list of thousands is asked for to know that.
  const lists = (await pbx.log()).filter((entry) => /\/users\/?$/.test(entry.path));
  expect(lists).toEqual([]);
});
