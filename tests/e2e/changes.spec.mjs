// What was changed in this session: every write with what became of it, and the way back.
import { readFile } from "node:fs/promises";
import * as apio from "./apio.mjs";
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import * as icws from "./icws.mjs";
import { button, count, expectNotice, field, go, heading, link, notices, open, search } from "./xivo.mjs";

const entries = (page) => page.getByRole("list", { name: "Changes" }).locator("> li");
const entry = (page, at) => entries(page).nth(at);
const undo = (page, at) => entry(page, at).getByRole("button", { name: /^Undo: / });
const state = (page, at) => entry(page, at).getByRole("status");
const system = "xivo-2016";
const person = async (pbx, id) => (await pbx.state(system)).users.find((user) => user.id === id);
const toChanges = (page) => link(page, "What I changed").click();

async function save(page, label, value) {
  await field(page, label).fill(value);
  await button(page, "Save").click();
  await expectNotice(page, `Saved: ${label}.`);
}

test("lists what was saved with what was before, and gives it back unless somebody was at it since", async ({ page, pbx }) => {
  const before = await person(pbx, 1);
  await open(page, system, "users/1");
  await expect(link(page, "What I changed")).toHaveCount(0);
  await field(page, "User field").fill("Floor 2");
  await field(page, "Supervision").click();
  await button(page, "Save").click();
  await expectNotice(page, "Saved: User field, Supervision.");
  await save(page, "Password", "geheim-4711");

  await toChanges(page);
  await expect(heading(page, "What I changed")).toBeVisible();
  await expect(page).toHaveTitle("What I changed · Switchroom");
  await expect(page).toHaveURL(/\/changes$/);
  // The newest first. A password is neither shown nor given back.
  await expect(entries(page)).toHaveCount(2);
  await expect(entry(page, 0)).toContainText("Password: sent, and never shown");
  await expect(entry(page, 0)).toContainText("There is no way back: nobody can read the password or PIN that was there before.");
  await expect(undo(page, 0)).toHaveCount(0);
  await expect(entry(page, 1)).toContainText("Changed · ✓ Done");
  await expect(entry(page, 1)).toContainText("User field: blue → Floor 2");
  await expect(entry(page, 1)).toContainText("Supervision: On → Off");
  await axeEverywhere(page, "the changes of this session");
  const download = page.waitForEvent("download");
  await button(page, "Save as CSV").click();
  const csv = await readFile(await (await download).path(), "utf8");
  expect(csv).toContain('"User field","blue","Floor 2","✓ Done",');
  expect(csv).toContain(`/${system}/users/1`);
  expect(csv).not.toContain("geheim");

  // Somebody else was at it: nothing is sent, and the field is named.
  await pbx.act(system, "PUT", "/1.1/users/1", { userfield: "Theirs" });
  await pbx.forget();
  await button(page, `Undo: ${before.firstname} ${before.lastname}`).click();
  await expect(state(page, 1)).toHaveText("✕ Nothing was undone, for this was changed since: User field.");
  expect(await pbx.writes(system)).toEqual([]);

  // Once it is what was left, it is given back; and that is a change, too.
  await pbx.act(system, "PUT", "/1.1/users/1", { userfield: "Floor 2" });
  await undo(page, 1).click();
  await expect(entries(page)).toHaveCount(3);
  await expect(state(page, 2)).toHaveText("✓ Undone.");
  await expect(entry(page, 0)).toContainText("User field: Floor 2 → blue");
  await expect(entry(page, 0)).toContainText("Supervision: Off → On");
  await expect(undo(page, 2)).toHaveCount(0);
  const { password, ...after } = await person(pbx, 1);
  expect(password).toBe("geheim-4711");
  expect(after).toEqual(Object.fromEntries(Object.entries(before).filter(([name]) => name !== "password")));

  // A reload forgets it.
  await page.reload();
  await expect(page.getByText("Nothing has been changed yet.")).toBeVisible();
});

test("somebody new is deleted again unless they were changed since; a deletion has no way back", async ({ page, pbx }) => {
  const before = (await pbx.state(system)).users;
  await open(page, system, "users/new");
  await field(page, "First name").fill("Eve");
  await field(page, "Last name").fill("Sample");
  await button(page, "Save").click();
  await expectNotice(page, "Eve Sample was created.");
  const { id } = (await pbx.state(system)).users.find((user) => user.firstname === "Eve");
  await toChanges(page);
  await expect(entry(page, 0)).toContainText("Created · ✓ Done");
  await expect(entry(page, 0)).toContainText("First name: Eve");
  await pbx.act(system, "PUT", `/1.1/users/${id}`, { description: "Has been at work" });
  await pbx.forget();
  await button(page, "Undo: Eve Sample").click();
  await expect(state(page, 0)).toHaveText("✕ Nothing was undone, for this was changed since: Description.");
  expect(await pbx.writes(system)).toEqual([]);
  await pbx.act(system, "PUT", `/1.1/users/${id}`, { description: null });
  await button(page, "Undo: Eve Sample").click();
  await expect(entries(page)).toHaveCount(2);
  await expect(entry(page, 0)).toContainText("Deleted · ✓ Done");
  await expect(entry(page, 0)).toContainText("There is no way back: somebody created again would get another id.");
  await expect(state(page, 1)).toHaveText("✓ Undone.");
  expect((await pbx.state(system)).users).toEqual(before);
});

test("says of each write what was seen: not kept, in part, not known; and of Undo as well", async ({ page, pbx }) => {
  await open(page, system, "users/2");
  await field(page, "Description").fill("Not kept");
  await pbx.faults({ system, method: "PUT", kind: "no-effect" });
  await button(page, "Save").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await toChanges(page);
  await button(page, "Leave without saving").click();
  await expect(entry(page, 0)).toContainText("Changed · ✕ Not kept");
  await expect(entry(page, 0)).toContainText("Description: (empty) → Not kept (not kept)");
  await expect(entry(page, 0)).toContainText("There is nothing to give back.");

  await entry(page, 0).getByRole("link").click();
  await save(page, "Description", "Kept");
  await toChanges(page);
  // Refused: nothing was undone, and that is said with the reason; the way back stays.
  await pbx.faults({ system, method: "PUT", kind: "400" });
  await undo(page, 0).click();
  await expect(state(page, 1)).toContainText("✕ Not undone. ");
  await expect(entry(page, 0)).toContainText("Changed · ✕ Not kept");
  expect((await person(pbx, 2)).description).toBe("Kept");
  // No answer, and no look afterwards.
  await pbx.faults({ system, method: "PUT", kind: "drop", when: "after" }, { system, method: "GET", path: "/1.1/users/2", nth: 2, kind: "500" });
  await undo(page, 1).click();
  await expect(state(page, 2)).toContainText("? It is not known whether it was undone.");
  await expect(entry(page, 0)).toContainText("Changed · ? Not known");
  // A moment later it is looked up, and said.
  await expect(state(page, 2)).toHaveText("✓ Undone.", { timeout: 20_000 });
});

test("Undo is done once, however often it is pressed, and to its end when the page is left", async ({ page, pbx }) => {
  await open(page, system, "users/3");
  const { description } = await person(pbx, 3);
  await save(page, "Description", "Twice");
  await toChanges(page);
  await pbx.forget();
  await pbx.faults({ system, method: "PUT", kind: "delay" });
  await undo(page, 0).dblclick();
  await expect(entry(page, 1).getByRole("button")).toHaveAttribute("aria-disabled", "true");
  await expect(entry(page, 0)).toContainText("Changed · … Under way");
  await go(page, `/${system}/users`);
  await expect(heading(page, "Users")).toBeVisible();
  await pbx.release();
  await toChanges(page);
  await expect(state(page, 1)).toHaveText("✓ Undone.");
  await expect(entries(page)).toHaveCount(2);
  expect(await pbx.writes(system)).toHaveLength(1);
  expect((await person(pbx, 3)).description ?? "").toBe(description ?? "");
});

test("the notice of a save offers Undo, and the form shows what was given back", async ({ page, pbx }) => {
  await open(page, system, "users/4");
  const firstname = await field(page, "First name").inputValue();
  await save(page, "First name", "Renamed");
  await field(page, "Description").fill("Being typed");
  await notices(page).getByRole("button", { name: "Undo", exact: true }).press("Enter");
  await expectNotice(page, "Undone.");
  await expect(notices(page).getByRole("button", { name: "Close" })).toBeFocused();
  await expect(notices(page)).not.toContainText("Saved");
  await expect(field(page, "First name")).toHaveValue(firstname);
  // What is typed meanwhile is neither sent nor lost.
  await expect(field(page, "Description")).toHaveValue("Being typed");
  expect((await person(pbx, 4)).firstname).toBe(firstname);
  await button(page, "Cancel").click();

  // Somebody else's later change is not trampled.
  await save(page, "First name", "Renamed");
  await pbx.act(system, "PUT", "/1.1/users/4", { firstname: "Theirs" });
  await notices(page).getByRole("button", { name: "Undo", exact: true }).click();
  await expectNotice(page, "Nothing was undone, for this was changed since: First name.");
  await expect(field(page, "First name")).toHaveValue("Theirs");
});

/** Undoes from the notice while something else is typed into the same field. */
async function undoWhileTyping(page, control, typed) {
  await control.fill(typed);
  await notices(page).getByRole("button", { name: "Undo", exact: true }).click();
  await expectNotice(page, "Undone.");
  await expect(page.getByRole("button", { name: "Undo", exact: true })).toHaveCount(0);
}

const conflict = (page) => page.getByText(/^Somebody /);

test("what one undid oneself is no conflict with what one types meanwhile", async ({ page, pbx }) => {
  const control = field(page, "User field");
  await open(page, system, "users/1");
  const before = (await person(pbx, 1)).userfield;
  await save(page, "User field", "one");
  await undoWhileTyping(page, control, "two");
  await expect(conflict(page)).toHaveCount(0);
  await expect(control).toHaveValue("two");
  expect((await person(pbx, 1)).userfield).toBe(before);
  // What is typed is unsaved, and what was given back is what Cancel leads to.
  await button(page, "Cancel").click();
  await expect(control).toHaveValue(before);
  await control.fill("two");
  await button(page, "Save").click();
  await expectNotice(page, "Saved: User field.");
  expect((await person(pbx, 1)).userfield).toBe("two");

  // A second writer is one all the same: after the undo, and in another field.
  await save(page, "User field", "three");
  await undoWhileTyping(page, control, "four");
  await pbx.act(system, "PUT", "/1.1/users/1", { userfield: "Theirs" });
  await button(page, "Save").click();
  await expect(page.getByText("Somebody changed this to “Theirs” meanwhile.")).toBeVisible();
  await button(page, "Take theirs").click();
  await save(page, "User field", "five");
  await pbx.act(system, "PUT", "/1.1/users/1", { description: "Theirs" });
  await field(page, "Description").fill("Mine");
  await undoWhileTyping(page, control, "six");
  await expect(page.getByText("Somebody changed this to “Theirs” meanwhile.")).toHaveCount(1);
  await expect(control).toHaveValue("six");
  await button(page, "Cancel").click();

  // Saved before the undo has come back: the reading before the save meets what was undone.
  await save(page, "User field", "seven");
  await control.fill("eight");
  await pbx.faults({ system, method: "PUT", kind: "delay", when: "after" });
  await notices(page).getByRole("button", { name: "Undo", exact: true }).click();
  await expect.poll(async () => (await person(pbx, 1)).userfield).toBe("Theirs");
  await button(page, "Save").click();
  await pbx.release();
  await page.waitForTimeout(500);
  await expect(conflict(page)).toHaveCount(0);
  await expect(control).toHaveValue("eight");
});

test("the same with APIO and PureConnect", async ({ page }) => {
  await page.goto(apio.profileOf("tomas.ek"));
  await apio.signIn(page, apio.DESK);
  await save(page, "Time zone", "Europe/Malta");
  await undoWhileTyping(page, field(page, "Time zone"), "Europe/Oslo");
  await expect(conflict(page)).toHaveCount(0);
  await expect(field(page, "Time zone")).toHaveValue("Europe/Oslo");
  await button(page, "Cancel").click();

  await icws.open(page, "/icws/users/tokoro/client");
  const timeout = page.getByLabel("External call timeout", { exact: true });
  const own = icws.property(page, "External call timeout").getByRole("button", { name: "Set own value" });
  if (await own.count()) await own.click();
  await timeout.fill("41");
  await icws.save(page);
  await icws.saved(page, "External call timeout");
  await undoWhileTyping(page, timeout, "42");
  await expect(conflict(page)).toHaveCount(0);
  await expect(timeout).toHaveValue("42");
});

test("PureConnect: a value set here is given back, also in French and at 320 px", async ({ page, pbx }) => {
  await icws.open(page, "/icws/users/tokoro/client");
  await icws.property(page, "Screen calls").getByRole("button", { name: "Set own value" }).click();
  await icws.save(page);
  await icws.saved(page);
  await toChanges(page);
  await expect(entries(page)).toHaveCount(1);
  await expect(entry(page, 0)).toContainText("✓ Done");
  await expect(entry(page, 0)).toContainText("Screen calls: Inherited → No");
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByText("Preferences", { exact: true }).click();
  await page.getByLabel("Display language").selectOption("fr");
  await expect(heading(page, "Mes modifications")).toBeVisible();
  const french = page.getByRole("list", { name: "Modifications" }).locator("> li");
  await french.getByRole("button", { name: /^Défaire/ }).press("Enter");
  await expect(french.nth(1).getByRole("status")).toHaveText("✓ Défait.");
  const [set, back] = await icws.puts(pbx);
  expect(icws.body(set)).toEqual({ clientConfigurationProperties: { screenCalls: { actualValue: false } } });
  expect(icws.body(back)).toEqual({ clientConfigurationProperties: { screenCalls: { actualValue: null } } });
});

test("APIO: a profile is given back; a PIN is said to have been sent, and signing out forgets it all", async ({ page, pbx }) => {
  await page.goto(apio.profileOf("mira.holt"));
  await apio.signIn(page, apio.DESK);
  const firstName = await field(page, "First name").inputValue();
  await save(page, "First name", "Mirabel");
  await go(page, apio.pinOf("mira.holt"));
  await apio.fillPin(page, { next: "582064" });
  await apio.change(page);
  await expectNotice(page, "PIN");
  await toChanges(page);
  await expect(entry(page, 0)).toContainText("New PIN: sent, and never shown");
  await expect(entry(page, 0)).toContainText("There is no way back: nobody can read the password or PIN that was there before.");
  await undo(page, 1).click();
  await expect(state(page, 2)).toHaveText("✓ Undone.");
  await expect(entry(page, 0)).toContainText(`First name: Mirabel → ${firstName}`);
  expect((await apio.puts(pbx)).at(-1)).toEqual({ firstName });

  await go(page, apio.profileOf("mira.holt"));
  await button(page, "Sign out").click();
  await expect(link(page, "What I changed")).toHaveCount(0);
});

test("where the configuration allows it, what somebody changed is there after a reload, and for nobody else", async ({ page, pbx }) => {
  const systems = (await pbx.systems()).filter(({ id }) => ["apio", "xivo-2016"].includes(id));
  await pbx.config({ keep_changes: true, systems });
  const before = (await person(pbx, 2)).description ?? "";
  await open(page, system, "users/2");
  await save(page, "Description", "Kept");
  await save(page, "Password", "geheim-4711");
  await page.goto(apio.profileOf("mira.holt"));
  await apio.signIn(page, apio.DESK);
  await save(page, "First name", "Mirabel");

  await page.goto("/changes");
  await expect(page.getByText("This browser keeps it, without passwords and PINs")).toBeVisible();
  // Of APIO nobody is signed in.
  await expect(entries(page)).toHaveCount(2);
  await expect(entry(page, 0)).toContainText("Password: sent, and never shown");
  await expect(entry(page, 1)).toContainText("→ Kept");
  await undo(page, 1).click();
  await expect(state(page, 2)).toHaveText("✓ Undone.");
  expect((await person(pbx, 2)).description ?? "").toBe(before);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("geheim");

  await go(page, apio.profileOf("mira.holt"));
  await apio.signIn(page, apio.TENANT);
  await expect(heading(page, /Mira/)).toBeVisible();
  await toChanges(page);
  await expect(entries(page)).toHaveCount(3);
  await go(page, apio.profileOf("mira.holt"));
  await button(page, "Sign out").click();
  await apio.signIn(page, apio.DESK);
  await expect(heading(page, /Mira/)).toBeVisible();
  await toChanges(page);
  await expect(entries(page)).toHaveCount(4);
  await expect(entries(page).filter({ hasText: "First name: Mira → Mirabel" })).toHaveCount(1);
});

test("says where the browser could not keep what was changed", async ({ page, pbx }) => {
  const systems = (await pbx.systems()).filter(({ id }) => id === system);
  await pbx.config({ keep_changes: true, systems });
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await open(page, system, "users/2");
  await save(page, "Description", "Not kept here");
  await toChanges(page);
  await expect(page.getByText("This browser could not keep all of it")).toBeVisible();
  await expect(entries(page)).toHaveCount(1);
});

test("what was changed on another day has its date, in the language of the screen", async ({ page, pbx, watch }) => {
  watch.allow(/favicon/);
  const systems = (await pbx.systems()).filter(({ id }) => id === system);
  await pbx.config({ keep_changes: true, systems });
  await open(page, system, "users/2");
  await save(page, "Description", "Two days ago");
  await page.goto("/changes");
  const time = page.locator(".journal time");
  await expect(time).toHaveText(/^\d\d:\d\d:\d\d$/);
  // Where the console does not run, for it keeps its changes when it is left.
  await page.goto("/config.json");
  const days = await page.evaluate(() => {
    const now = Date.now();
    for (const key of Object.keys(localStorage)) {
      const kept = localStorage.getItem(key);
      if (!kept.includes('"at":')) continue;
      localStorage.setItem(key, kept.replace(/"at":[\d.]+/, `"at":${now - 2 * 24 * 3600 * 1000}`));
    }
    const day = new Date(now - 2 * 24 * 3600 * 1000);
    const written = (language) => day.toLocaleDateString(language, { dateStyle: "medium" });
    return { en: written("en-GB"), fr: written("fr") };
  });
  await page.goto("/changes");
  await expect(entries(page)).toHaveCount(1);
  await expect(time).toContainText(days.en);
  await page.locator(".preferences summary").click();
  await page.locator("#language").selectOption("fr");
  await expect(time).toContainText(days.fr);
});

test("finds changes by whom they are about, the field or the value, at an address", async ({ page }) => {
  await open(page, system, "users/2");
  await expect(field(page, "Description")).toBeVisible();
  const name = await page.getByRole("heading", { level: 1 }).textContent();
  await save(page, "Description", "Élan");
  await save(page, "User field", "Floor 7");
  await go(page, `/${system}/users/3`);
  await save(page, "User field", "Floor 8");
  await toChanges(page);
  await expect(count(page)).toHaveText("3 changes");
  await page.keyboard.press("/");
  await page.keyboard.type("elan");
  await expect(entries(page)).toHaveCount(1);
  await expect(count(page)).toHaveText("1 of 3 changes");
  await expect(page).toHaveURL(/\/changes\?q=elan$/);
  await axeEverywhere(page, "a change that was searched for");
  await search(page).fill(`${name} user field`);
  await expect(entries(page)).toHaveCount(1);
  await expect(entry(page, 0)).toContainText("→ Floor 7");
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Save as CSV").click()]);
  const file = await readFile(await download.path(), "utf8");
  expect(file).toContain("Floor 7");
  expect(file).not.toContain("Floor 8");
  await expect(page).toHaveURL(/user%20field$/);
  // Whoever looks at the person comes back to what was searched for.
  await entry(page, 0).getByRole("link", { name }).click();
  await expect(heading(page, name)).toBeVisible();
  await page.goBack();
  await expect(search(page)).toHaveValue(`${name} user field`);
  await expect(entries(page)).toHaveCount(1);
  await search(page).fill("nothing like it");
  await expect(page.getByText("No change matches this search.")).toBeVisible();
  await search(page).press("Escape");
  await expect(entries(page)).toHaveCount(3);
});

test("the rows of an import are listed one by one, and each is given back by itself", async ({ page, pbx }) => {
  // Old servers list in another order after a change.
  const people = async () => (await pbx.state(system)).users.sort((a, b) => a.id - b.id);
  const before = await people();
  await open(page, system, "users/import");
  const text = "username,First name,User field\nada,,Floor 3\nchloe,,Floor 4\nzoe,Zoe,Floor 5";
  await page.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("switch", { name: "Create those who are not there" }).click();
  await button(page, "Run 3 changes").click();
  await expect(page.locator(".tally").getByText("3 done", { exact: true })).toBeVisible();
  await toChanges(page);
  await expect(entries(page)).toHaveCount(3);
  await expect(entries(page).filter({ hasText: "→ Floor 3" })).toHaveCount(1);
  for (const user of before.filter(({ username }) => ["ada", "chloe"].includes(username))) {
    await button(page, `Undo: ${user.firstname} ${user.lastname}`).click();
  }
  await button(page, "Undo: Zoe").click();
  await expect(entries(page).filter({ hasText: "✓ Undone." })).toHaveCount(3);
  expect(await people()).toEqual(before);
});

test("the notice of a creation offers Undo, says that it deletes, and leads away from who is gone", async ({ page, pbx }) => {
  const before = (await pbx.state(system)).users;
  await open(page, system, "users/new");
  await field(page, "First name").fill("Eve");
  await button(page, "Save").click();
  await expectNotice(page, "Eve was created. “Undo” deletes this user again.");
  await expect(heading(page, "Eve")).toBeVisible();
  await notices(page).getByRole("button", { name: "Undo", exact: true }).click();
  await expectNotice(page, "Undone.");
  await expect(heading(page, "Users")).toBeVisible();
  expect((await pbx.state(system)).users).toEqual(before);
});

test("what became of a form that was left while it was saved is looked up all the same", async ({ page, pbx }) => {
  await open(page, system, "users/2");
  await field(page, "Description").fill("Floor 2");
  await pbx.faults({ system, method: "PUT", kind: "delay" });
  await button(page, "Save").click();
  await expect.poll(async () => (await pbx.log(system)).filter(({ method }) => method === "GET").length).toBeGreaterThan(1);
  await link(page, "Users").click();
  await button(page, "Leave without saving").click();
  await expect(heading(page, "Users")).toBeVisible();
  await pbx.release();
  await toChanges(page);
  await expect(entry(page, 0)).toContainText("Changed · ✓ Done");
  await expect(entry(page, 0)).toContainText("Description: (empty) → Floor 2");
  // The same where no answer came, and the change only follows.
  await go(page, `/${system}/users/3`);
  await field(page, "Description").fill("Floor 3");
  await pbx.faults({ system, method: "PUT", kind: "drop", when: "after" }, { system, method: "GET", path: "/1.1/users/3", nth: 2, kind: "500" });
  await button(page, "Save").click();
  await link(page, "Users").click();
  await button(page, "Leave without saving").click();
  await toChanges(page);
  await expect(entry(page, 0)).toContainText("Changed · ✓ Done", { timeout: 15_000 });
});

test("a run of many rows is kept in the browser now and then, not after each row, and whole before a reload", async ({ page, pbx }) => {
  const systems = (await pbx.systems()).filter(({ id }) => id === system);
  await pbx.config({ keep_changes: true, systems });
  await page.addInitScript(() => {
    window.timesKept = 0;
    const setItem = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, text) {
      if (key.startsWith("switchroom.changes")) window.timesKept += 1;
      setItem.call(this, key, text);
    };
  });
  await open(page, system, "users/import");
  const ids = (await pbx.state(system)).users.map(({ id }) => id).filter((id) => id !== 10);
  const text = ["id,userfield", ...ids.map((id) => `${id},Floor 2`)].join("\n");
  await page.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await expect(button(page, `Run ${ids.length} changes`)).toBeVisible();
  // The time stands still.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await button(page, `Run ${ids.length} changes`).click();
  await expect(page.locator(".tally").getByText(`${ids.length} done`, { exact: true })).toBeVisible();
  expect(await page.evaluate(() => window.timesKept)).toBe(1);
  await page.reload();
  await page.goto("/changes");
  await expect(entries(page)).toHaveCount(ids.length);
  await expect(entries(page).filter({ hasText: "✓ Done" })).toHaveCount(ids.length);
});

test("an Undo says of a password that it stays as it is", async ({ page, pbx }) => {
  const before = await person(pbx, 1);
  await open(page, system, "users/1");
  await field(page, "User field").fill("Floor 2");
  await field(page, "Password").fill("geheim-4711");
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Password, User field.");
  await notices(page).getByRole("button", { name: /^Undo/ }).click();
  await expectNotice(page, "Undone. This stays as it is, for nobody can read what was there before: Password.");
  // The icon says so already.
  await expect(notices(page)).not.toContainText("✓");
  expect(await person(pbx, 1)).toEqual({ ...before, password: "geheim-4711" });
});

test("a deletion that no answer came to is looked for after its dialog and its page were left", async ({ page, pbx }) => {
  await open(page, system, "users/3");
  const ask = page.getByRole("main").getByRole("button", { name: "Delete", exact: true });
  const dialog = page.getByRole("dialog", { name: "Delete this user?" });
  await pbx.faults({ system, method: "DELETE", kind: "drop" });
  await ask.click();
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(dialog).toContainText("We cannot tell whether Chloe Madeup will be deleted");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await toChanges(page);
  await expect(entry(page, 0)).toContainText("Deleted · ? Not known");
  await pbx.act(system, "DELETE", "/1.1/users/3");
  await expect(entry(page, 0)).toContainText("Deleted · ✓ Done", { timeout: 30_000 });
});
