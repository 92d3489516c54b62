// PureConnect: sessions, from signing in to signing out, and servers of another age.
import { expect, test } from "./fixtures.mjs";
import { SESSION, body, open, property, puts, save, saved, signIn, switches, typePassword } from "./icws.mjs";

test.use({ people: 20 });

test("signs in, after a wrong password and without one", async ({ page, pbx }) => {
  await page.goto("/icws/users");
  await page.getByLabel("Username").fill("admin");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Enter a value.")).toBeVisible();
  await typePassword(page, "wrong");
  await expect(page.getByText("The username or the password is not right.")).toBeVisible();
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  await switches(pbx, { passwordDays: 3 });
  await typePassword(page);
  await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
  await expect(page.getByRole("status").getByText("Your password expires in 3 days.")).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await expect.poll(async () => (await pbx.writes("icws")).at(-1).method).toBe("DELETE");
  // Also where the server is gone: nothing is left of the session here.
  await signIn(page, "/icws/users");
  await expect(page.getByText("Adele Admin")).toBeVisible();
  await pbx.faults({ system: "icws", method: "DELETE", kind: "drop" });
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await expect(page.getByText("Adele Admin")).toHaveCount(0);
});

test("keeps the session alive while the page is used", async ({ page, pbx }) => {
  // A minute lasts a quarter of a second here, and later it can be later.
  await page.addInitScript(() => {
    const [wait, now] = [window.setTimeout, Date.now];
    window.setTimeout = (call, ms, ...more) => wait(call, ms === 60_000 ? 250 : ms, ...more);
    Date.now = () => now() + (window.later ?? 0);
  });
  await signIn(page, "/icws/users");
  const beats = async () => (await pbx.writes("icws")).filter((entry) => entry.path.endsWith("/messaging/heartbeat")).length;
  await expect.poll(beats).toBeGreaterThan(1);
  // Nobody was there for half an hour: the server may end the session.
  await page.evaluate(() => (window.later = 31 * 60_000));
  await page.waitForTimeout(500);
  const before = await beats();
  await page.waitForTimeout(800);
  expect(await beats()).toBe(before);
  await page.keyboard.press("Shift");
  await expect.poll(beats).toBeGreaterThan(before);
  // A server that takes no heartbeat, however it says so, is kept awake by asking for messages.
  const polls = async () => (await pbx.log("icws")).filter((entry) => entry.path.endsWith("/messaging/messages")).length;
  // One, when the session began, saw that its cookie comes back.
  expect(await polls()).toBe(1);
  await pbx.faults({ system: "icws", path: `/icws/${SESSION}/messaging/heartbeat`, kind: "status", status: 400, times: 0 });
  await expect.poll(polls).toBeGreaterThan(2);
  const last = await beats();
  await page.waitForTimeout(600);
  expect(await beats()).toBe(last);
});

test("follows a switchover to a host that is configured, and to no other", async ({ page, pbx }) => {
  await switches(pbx, { closedHosts: ["pbx1.example.test"], alternateHosts: ["elsewhere.example.test"] });
  await signIn(page, "/icws/users/mlind/client");
  await expect(page.getByText("names other hosts that this console may not use: elsewhere.example.test")).toBeVisible();
  await switches(pbx, { alternateHosts: ["PBX2.example.test", "elsewhere.example.test"] });
  await typePassword(page);
  await expect(page.getByText("You are signed in to pbx2.example.test.")).toBeVisible();
  // All that follows goes to that host.
  await property(page, "Screen calls").getByRole("switch").click();
  await page.getByText("What will be sent").click();
  await expect(page.locator("details.request-sheet")).toContainText(/PUT .*\/api\/pbx2\.example\.test\/icws\//);
  await save(page);
  await saved(page);
  expect(await puts(pbx, "icws-2")).toHaveLength(1);
  expect(await puts(pbx, "icws")).toHaveLength(0);
});

test("a host that is down is left for the other one that is configured", async ({ page, pbx }) => {
  await pbx.faults({ system: "icws", method: "POST", kind: "status", status: 502, times: 0 });
  await signIn(page, "/icws/users");
  await expect(page.getByText("You are signed in to pbx2.example.test.")).toBeVisible();
  await expect(page.getByText("Adele Admin")).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  // With neither of them it is said how the first one is.
  await pbx.faults({ system: "icws-2", method: "POST", kind: "status", status: 502, times: 0 });
  await signIn(page, "/icws/users");
  await expect(page.getByText("The server cannot be reached.")).toBeVisible();
});

test("a switchover within a session leads to the other host, and nothing typed is lost", async ({ page, pbx }) => {
  await open(page, "/icws/me/client", "mlind");
  await page.getByLabel("External call timeout").fill("77");
  await switches(pbx, { closedHosts: ["pbx1.example.test"] });
  await save(page);
  await expect(page.getByRole("dialog", { name: "Your session has ended" })).toBeVisible();
  await typePassword(page);
  await expect(page.getByText("You are signed in to pbx2.example.test.")).toBeVisible();
  await saved(page);
  expect((await puts(pbx, "icws-2")).map(({ status }) => status)).toEqual([200]);
});

for (const [how, fault] of [
  ["answers nobody any more", { kind: "drop" }],
  ["is not reached by the proxy any more", { kind: "status", status: 502, type: "text/html", body: "<h1>502 Bad Gateway</h1>" }],
]) {
  test(`a host that ${how} within a session is left for the other one, and nothing typed is lost`, async ({ page, pbx }) => {
    await open(page, "/icws/me/client", "mlind");
    await page.getByLabel("External call timeout").fill("77");
    await pbx.faults({ system: "icws", times: 0, ...fault });
    await save(page);
    const dialog = page.getByRole("dialog", { name: "Your session has ended" });
    await expect(dialog).toBeVisible();
    await typePassword(page);
    await expect(page.getByText("You are signed in to pbx2.example.test.")).toBeVisible();
    await saved(page);
    await expect(page.getByLabel("External call timeout")).toHaveValue("77");
    expect((await puts(pbx, "icws-2")).map(({ status }) => status)).toEqual([200]);
    // Where neither of them answers, that is said, and nobody is asked for a password.
    await pbx.faults({ system: "icws-2", times: 0, ...fault });
    await page.goto("/icws/users");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
}

test("keeps a half-filled form while the session is renewed", async ({ page, pbx }) => {
  await open(page, "/icws/me/client", "mlind");
  await page.getByLabel("External call timeout").fill("77");
  await switches(pbx, { endSessions: true });
  await save(page);
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(dialog.getByLabel("Username")).toHaveValue("mlind");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("alert")).toContainText("Sign in again: what you typed is kept.");
  await expect(page.getByLabel("External call timeout")).toHaveValue("77");
  await save(page);
  await typePassword(page);
  await saved(page);
  await expect(property(page, "External call timeout")).toContainText("Set here");
  expect(body((await puts(pbx)).at(-1))).toEqual({ externalCallTimeout: { actualValue: 77 } });
});

test("what one person was about to do is not done by another who signs in in place", async ({ page, pbx }) => {
  await open(page, "/icws/me/client", "mlind");
  await page.getByLabel("External call timeout").fill("77");
  await switches(pbx, { endSessions: true });
  await save(page);
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await dialog.getByLabel("Username").fill("admin");
  await typePassword(page);
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel("External call timeout")).not.toHaveValue("77");
  // The session was over before anything could be written, and nothing was after.
  expect((await puts(pbx)).filter(({ status }) => status < 400)).toEqual([]);
});

test("knows an old server", async ({ page, pbx }) => {
  await open(page, "/icws-old/me/client", "mlind");
  await expect(page.getByText("24 properties,")).toBeVisible();
  await expect(page.getByText("This server is older than 2016 R2")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
  await page.getByRole("button", { name: "Sign out" }).click();
  await open(page, "/icws-old/me/client", "admin");
  await property(page, "Mute on transfer").getByRole("switch").click();
  await save(page);
  await saved(page);
  expect((await puts(pbx, "icws-old"))[0].path).not.toContain("/client");
});
