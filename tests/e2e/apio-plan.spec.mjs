// What is done with people who are selected in APIO's lists is a plan, as with other systems.
import { readFile } from "node:fs/promises";
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { DESK, TENANT, field, puts, signIn } from "./apio.mjs";

const SYSTEM = "apio";
const LIST = "/apio/tenants/brightwater/groups/north-quay/users";
const USERS = `/api/v1${LIST.replace("/apio", "")}`;
const button = (page, name) => page.getByRole("button", { name, exact: true });
const select = (page, name) => page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
const row = (page, name) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
const cell = (page, name, column) => row(page, name).locator(`[data-column="${column}"]`);
const figure = (page, text) => page.locator(".tally").getByText(text, { exact: true });
const profiles = async (pbx, ...names) => Promise.all(names.map(async (name) => (await pbx.state(SYSTEM, `${name}@voice.example.test`))?.profile));

async function selectPeople(page, names) {
  await page.goto(LIST);
  await signIn(page, DESK);
  for (const name of names) await select(page, name).check();
}

/** In the dialog above a page whose session has ended. */
async function signInInstead(page, username) {
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await dialog.getByLabel("Username").fill(username);
  await dialog.getByLabel("Password", { exact: true }).fill("Correct-Horse-9");
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

test("changes a field of several, with a failure, and takes it back", async ({ page, pbx }) => {
  const names = ["mira.holt", "tomas.ek", "trunk.user"];
  const before = await profiles(pbx, ...names);
  await selectPeople(page, ["Mira Holt", "Tomas Ek", "Otto Shore"]);
  await expect(page.getByText("3 selected")).toBeVisible();
  await axeEverywhere(page, "people selected in APIO");
  await button(page, "Change a field").click();
  await expect(page.getByText("Change a field: 3 users")).toBeVisible();
  await expect(page.getByText("Choose first what is to change.")).toBeVisible();
  // Neither passwords nor devices, which are one person's.
  const fields = await field(page, "Field").getByRole("option").allTextContents();
  expect(fields).toContain("Time zone");
  for (const own of ["New password", "Line port"]) expect(fields).not.toContain(own);

  // What is typed is judged before anything is sent.
  await field(page, "Field").selectOption("Extension");
  await field(page, "New value").fill("12a");
  await expect(figure(page, "3 with problems")).toBeVisible();
  await expect(cell(page, "Mira Holt", "extension")).toContainText("Only the digits");

  await field(page, "Field").selectOption("Time zone");
  await field(page, "New value").fill("Europe/Malta");
  await expect(cell(page, "Mira Holt", "timeZone")).toHaveText(/ → Europe\/Malta$/);
  await expect(figure(page, "3 to do")).toBeVisible();
  await axeEverywhere(page, "a field for several in APIO");
  // The file that undoes it is one that the import of their group takes.
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Save a file that undoes this").click()]);
  const [headings, ...people] = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
  expect(headings).toBe('"id","timeZone"');
  expect(people.length).toBe(3);
  expect(people).toContain('"mira.holt@voice.example.test","Europe/Luxembourg"');
  expect(await puts(pbx)).toEqual([]);

  await pbx.faults({ system: SYSTEM, method: "PUT", path: `${USERS}/tomas`, kind: "fault" });
  await button(page, "Run 3 changes").click();
  await expect(figure(page, "1 failed")).toBeVisible();
  await expect(page.getByRole("rowheader").first()).toHaveText("Tomas Ek");
  await button(page, "Try again only those not done (1)").click();
  await expect(figure(page, "3 done")).toBeVisible();
  for (const profile of await profiles(pbx, ...names)) expect(profile.timeZone).toBe("Europe/Malta");

  await button(page, "Undo what was done").click();
  await expect(cell(page, "Mira Holt", "timeZone")).toHaveText(/^Europe\/Malta → /);
  await button(page, "Run 3 changes").click();
  await expect(figure(page, "3 done")).toBeVisible();
  expect(await profiles(pbx, ...names)).toEqual(before);

  // Back in the list, with who was selected.
  await button(page, "Close").click();
  await expect(page.getByText("3 selected")).toBeVisible();
});

test("a department is one of the group's, and who has it already is left alone", async ({ page, pbx }) => {
  await selectPeople(page, ["Mira Holt", "Tomas Ek"]);
  await button(page, "Change a field").click();
  await field(page, "Field").selectOption("Department");
  await field(page, "New value").selectOption("Harbour \\ Pilots");
  await expect(cell(page, "Mira Holt", "outcome")).toHaveText("= Already so");
  await expect(cell(page, "Tomas Ek", "department")).toHaveText("(empty) → Pilots");
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
  const [tomas] = await profiles(pbx, "tomas.ek");
  expect(tomas.department.departmentName).toBe("Pilots");
  await button(page, "Undo what was done").click();
  await expect(cell(page, "Tomas Ek", "department")).toHaveText("Pilots → (empty)");
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
  expect((await profiles(pbx, "tomas.ek"))[0].department ?? null).toBeNull();
});

test("what a directory owns is left to it", async ({ page }) => {
  await selectPeople(page, ["Ada Quill", "Mira Holt"]);
  await button(page, "Change a field").click();
  await field(page, "Field").selectOption("Last name");
  await field(page, "New value").fill("Harbour");
  await expect(cell(page, "Ada Quill", "lastName")).toHaveText("✕ Harbour: From a directory, where this is changed");
  await expect(figure(page, "1 to do")).toBeVisible();
  await field(page, "Field").selectOption("Time zone");
  await field(page, "New value").fill("Europe/Malta");
  await expect(figure(page, "2 to do")).toBeVisible();
  await button(page, "Close").click();
  await button(page, "Delete the selected").click();
  await expect(cell(page, "Ada Quill", "outcome")).toHaveText("✕ From a directory, where this is changed");
  await expect(button(page, "Delete 1 user")).toBeVisible();
});

test("deletes several, says first that there is no way back, and what went afterwards", async ({ page, pbx }) => {
  await selectPeople(page, ["Mira Holt", "Otto Shore"]);
  await button(page, "Delete the selected").click();
  await expect(page.getByText("Whoever is deleted cannot be restored")).toBeVisible();
  await expect(button(page, "Save a file that undoes this")).toHaveCount(0);
  await page.getByLabel("Delete the phones too").check();
  await expect(page.getByText("The person’s phones are deleted as well.")).toBeVisible();
  await axeEverywhere(page, "a deletion of several in APIO");
  await button(page, "Delete 2 users").click();
  await expect(figure(page, "2 done")).toBeVisible();
  await expect(cell(page, "Mira Holt", "outcome")).toContainText("lp-4711-b@sip.example.test");
  const deletions = (await pbx.writes(SYSTEM)).filter(({ method }) => method === "DELETE");
  expect(deletions.map(({ body }) => body.delete_devices)).toEqual([true, true]);
  await expect(button(page, "Undo what was done")).toHaveCount(0);
  await button(page, "Close").click();
  await expect(page.getByRole("link", { name: "Tomas Ek" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Mira Holt" })).toHaveCount(0);
  await expect(page.getByText(/selected/)).toHaveCount(0);
});

test("sets new PINs by the rules of the group, and hands them over once as a file", async ({ page, pbx, secrets }) => {
  const USER = { "Mira Holt": "mira.holt", "Tomas Ek": "tomas.ek", "Otto Shore": "trunk.user" };
  const pins = async () =>
    Object.fromEntries(
      await Promise.all(Object.entries(USER).map(async ([name, user]) => [name, (await pbx.state(SYSTEM, `${user}@voice.example.test`)).pin])),
    );
  const saved = async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Save the new PINs").click()]);
    const [headings, ...lines] = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
    expect(headings).toBe('"User ID","User","New PIN","Outcome"');
    const cells = lines.map((line) => line.match(/"[^"]*"/g).map((text) => text.slice(1, -1)));
    for (const [user, name, pin] of cells) {
      secrets.add(pin);
      expect(user).toBe(`${USER[name]}@voice.example.test`);
    }
    return cells;
  };
  const before = await pins();
  await selectPeople(page, Object.keys(USER));
  await button(page, "Set new PINs").click();
  await expect(page.getByText("Set new PINs: 3 users")).toBeVisible();
  await expect(page.getByText("Passwords and PINs cannot be restored: nobody can read the old ones.")).toBeVisible();
  await expect(button(page, "Save a file that undoes this")).toHaveCount(0);
  await axeEverywhere(page, "new PINs for several");
  expect(await puts(pbx)).toEqual([]);

  await pbx.faults({ system: SYSTEM, method: "PUT", path: `${USERS}/tomas`, kind: "fault" });
  await button(page, "Run 3 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  await expect(figure(page, "1 failed")).toBeVisible();
  // Nothing takes their place before somebody has them.
  await expect(button(page, "Close")).toHaveCount(0);
  await expect(button(page, "Undo what was done")).toHaveCount(0);
  // After a failure nobody knows which PIN somebody has.
  const first = await saved();
  expect(first.find(([, name]) => name === "Tomas Ek").at(-1)).toMatch(/^It is not known whether /);
  const set = first.filter(([, name]) => name !== "Tomas Ek").map(([, name, pin, outcome]) => [name, [pin, outcome]]);
  const { "Tomas Ek": ofTomas, ...ofOthers } = await pins();
  expect(Object.fromEntries(set)).toEqual(Object.fromEntries(Object.entries(ofOthers).map(([name, pin]) => [name, [pin, "Done"]])));
  expect(ofTomas).toBe(before["Tomas Ek"]);
  for (const [name, pin] of Object.entries(ofOthers)) expect(pin).not.toBe(before[name]);
  await expect(button(page, "Save the new PINs")).toHaveCount(0);

  // Whoever has a new one keeps it.
  await button(page, "Check again").click();
  await expect(figure(page, "2 unchanged")).toBeVisible();
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
  const second = await saved();
  expect(second.map(([, name, pin, outcome]) => [name, pin, outcome])).toEqual([["Tomas Ek", (await pins())["Tomas Ek"], "Done"]]);
  await page.getByRole("link", { name: "What I changed" }).click();
  // Three that were set, and the one of which nobody knows.
  await expect(page.getByRole("list", { name: "Changes" }).getByText("New PIN")).toHaveCount(4);
});

for (const [what, fault] of [
  ["it was", { kind: "500", when: "after" }],
  ["it was not, until another try", { kind: "fault" }],
]) {
  test(`a PIN of which nobody knows whether it was set is handed over: ${what}`, async ({ page, pbx, secrets }) => {
    const saved = async () => {
      const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Save the new PINs").click()]);
      const [, line] = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
      const [, name, pin, outcome] = line.match(/"[^"]*"/g).map((text) => text.slice(1, -1));
      secrets.add(pin);
      return { name, pin, outcome };
    };
    const pin = async () => (await pbx.state(SYSTEM, "mira.holt@voice.example.test")).pin;
    await selectPeople(page, ["Mira Holt"]);
    await button(page, "Set new PINs").click();
    await pbx.faults({ system: SYSTEM, method: "PUT", path: `${USERS}/mira`, ...fault });
    await button(page, "Run 1 change").click();
    await expect(figure(page, "1 failed")).toBeVisible();
    // If it was set, nobody else knows it: nothing takes its place before somebody has it.
    await expect(button(page, "Close")).toHaveCount(0);
    const perhaps = await saved();
    expect(perhaps).toMatchObject({ name: "Mira Holt", outcome: expect.stringMatching(/^It is not known whether /) });
    expect((await pin()) === perhaps.pin).toBe(fault.when === "after");
    await expect(button(page, "Save the new PINs")).toHaveCount(0);
    await expect(page.getByRole("main").getByRole("button", { name: "Close" })).toBeVisible();
    await button(page, "Try again only those not done (1)").click();
    if (fault.when) {
      // The server takes no PIN twice; that it refuses it now does not say that it has another one.
      await expect(cell(page, "Mira Holt", "outcome")).toContainText("The server refused this value.");
      const again = await saved();
      expect(again).toMatchObject({ pin: perhaps.pin, outcome: expect.stringMatching(/^It is not known whether the server has this one\. .*refused/) });
      return;
    }
    // Another try sets the same one.
    await expect(figure(page, "1 done")).toBeVisible();
    expect(await saved()).toEqual({ name: "Mira Holt", pin: perhaps.pin, outcome: "Done" });
    expect(await pin()).toBe(perhaps.pin);
  });
}

test("people of several groups have a file each that undoes it, which the import of their group takes", async ({ page, pbx }) => {
  const before = await profiles(pbx, "mira.holt", "p2");
  await page.setViewportSize({ width: 1280, height: 1200 });
  await page.goto("/apio/tenants/brightwater/groups?find=users");
  await signIn(page, TENANT);
  await page.getByLabel("Search", { exact: true }).fill("voice");
  for (const name of ["Mira Holt", "Boris"]) {
    await expect(async () => {
      await select(page, name).check({ timeout: 1000 });
    }).toPass();
  }
  await button(page, "Change a field").click();
  await expect(page.getByText("Change a field: 2 users")).toBeVisible();
  await field(page, "Field").selectOption("Time zone");
  await field(page, "New value").fill("Europe/Malta");
  await expect(figure(page, "2 to do")).toBeVisible();
  await expect(button(page, "Save a file that undoes this")).toHaveCount(0);
  await page.getByText("Save files that undo this, one a group").click();
  await axeEverywhere(page, "a file a group that undoes a plan");
  const files = [];
  for (const group of ["everybody", "north-quay"]) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      button(page, `${group} (brightwater): 1 user`).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`undo-${group}.csv`);
    files.push([group, await readFile(await download.path())]);
  }
  expect(await puts(pbx)).toEqual([]);
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  expect(await profiles(pbx, "mira.holt", "p2")).not.toEqual(before);
  for (const [group, buffer] of files) {
    await page.goto(`/apio/tenants/brightwater/groups/${group}/import`);
    await signIn(page, TENANT);
    await page.getByLabel("CSV file").setInputFiles({ name: "undo.csv", mimeType: "text/csv", buffer });
    await button(page, "Run 1 change").click();
    await expect(figure(page, "1 done")).toBeVisible();
  }
  expect(await profiles(pbx, "mira.holt", "p2")).toEqual(before);
});

test("after a reload a run that nothing takes back offers what became of it alone", async ({ page }) => {
  await selectPeople(page, ["Mira Holt"]);
  await button(page, "Set new PINs").click();
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
  await Promise.all([page.waitForEvent("download"), button(page, "Save the new PINs").click()]);
  await page.reload();
  await signIn(page, DESK);
  await expect(button(page, "Save the outcome as CSV")).toBeVisible();
  await expect(button(page, "Make the plan that undoes this")).toHaveCount(0);
});

test("people found in several groups are changed by one plan, and each row shows its request", async ({ page, pbx }) => {
  await page.goto("/apio/tenants/brightwater/groups?find=users&q=holt");
  await signIn(page, TENANT);
  await select(page, "Mira Holt").check();
  await button(page, "Change a field").click();
  await field(page, "Field").selectOption("Language");
  await field(page, "New value").fill("Français");
  await row(page, "Mira Holt").getByRole("button", { name: "Show" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(/PUT .*mira\.holt/)).toBeVisible();
  await expect(dialog.getByText(/"language": ?"Français"/)).toBeVisible();
  await page.keyboard.press("Escape");
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
  expect((await profiles(pbx, "mira.holt"))[0].language).toBe("Français");
  await button(page, "Close").click();
  await expect(page.getByLabel("Search", { exact: true })).toHaveValue("holt");
});

test("what was done before a reload can be taken back", async ({ page, pbx }) => {
  const before = await profiles(pbx, "mira.holt", "tomas.ek");
  await selectPeople(page, ["Mira Holt", "Tomas Ek"]);
  await button(page, "Change a field").click();
  await field(page, "Field").selectOption("Time zone");
  await field(page, "New value").fill("Europe/Malta");
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  await page.reload();
  await signIn(page, DESK);
  await button(page, "Make the plan that undoes this").click();
  await expect(cell(page, "Mira Holt", "timeZone")).toHaveText(/^Europe\/Malta → /);
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  expect(await profiles(pbx, "mira.holt", "tomas.ek")).toEqual(before);
  await button(page, "Check again").click();
  await expect(cell(page, "Mira Holt", "outcome")).toHaveText("= Already so");
});

test("what one person runs is not written under the rights of another who signs in while it is read", async ({ page, pbx }) => {
  await selectPeople(page, ["Mira Holt", "Tomas Ek"]);
  await button(page, "Change a field").click();
  await field(page, "Field").selectOption("Time zone");
  await field(page, "New value").fill("Europe/Malta");
  await expect(figure(page, "2 to do")).toBeVisible();
  // The session ends for one, while the other's answer is on its way.
  await pbx.faults({ system: SYSTEM, method: "GET", path: `${USERS}/mira`, kind: "delay", when: "after", ms: 6000 });
  await pbx.faults({ system: SYSTEM, method: "GET", path: `${USERS}/tomas`, kind: "session-over" });
  await button(page, "Run 2 changes").click();
  await signInInstead(page, TENANT);
  await expect(page.getByText("Somebody else is signed in now, so the plan was closed.")).toBeVisible();
  // Time enough for what would follow.
  await page.waitForTimeout(7000);
  expect(await puts(pbx)).toEqual([]);
});
