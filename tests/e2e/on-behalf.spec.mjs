// What one person has begun is not written under the rights of another who signs in instead while it goes
// on: what takes several requests stops where the session has ended, whichever of them met that.
import * as apio from "./apio.mjs";
import { expect, test } from "./fixtures.mjs";
import { ACCOUNTS, WAZO } from "./wazo.mjs";
import { button, expectNotice, field, go, heading, notices, open, path11, signIn, summary } from "./xivo.mjs";

test.use({ people: 20 });

const system = "xivo-2019";
/** Has the same rights as the administrator. */
const DEPUTY = { username: "madeup-deputy", password: "madeup-secret" };

const lost = (page) => page.getByRole("dialog", { name: "Your session has ended" });
const of = async (pbx, id, server = system) => (await pbx.state(server)).users.find((user) => user.id === id);

/** What changes somebody and was not refused. */
const written = async (pbx, server = system) => {
  const done = (await pbx.writes(server)).filter(({ path, status }) => !/token|sign-?in|login/i.test(path) && status < 300);
  return done.map(({ method, path }) => `${method} ${path}`);
};

/** In the dialog above a page whose session has ended, another than who has begun. */
async function signInInstead(page, { username, password } = DEPUTY) {
  await expect(lost(page)).toBeVisible();
  await lost(page).getByLabel("Username").fill(username);
  await lost(page).getByLabel("Password", { exact: true }).fill(password);
  await lost(page).getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(lost(page)).toHaveCount(0);
}

/** Time enough for what would follow. */
const settle = (page, ms = 1500) => page.waitForTimeout(ms);

test("a save whose reading met the end of the session writes nothing for somebody else", async ({ page, pbx }) => {
  await open(page, system, "users/3");
  await field(page, "Description").fill("Mine");
  await pbx.faults({ system, kind: "expired", method: "GET", path: `${path11(3)}$` });
  await pbx.forget();
  await button(page, "Save").click();
  await signInInstead(page);
  await expect(summary(page)).toContainText("Sign in and try again");
  await settle(page);
  expect(await written(pbx)).toEqual([]);
  // What was typed is there, and what was not done is none of their changes.
  await expect(field(page, "Description")).toHaveValue("Mine");
  await expect(page.getByRole("link", { name: "What I changed" })).toHaveCount(0);
  // They may save it themselves.
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Description.");
  expect(await written(pbx)).toEqual([`PUT ${path11(3)}`]);
});

test("of a save in two steps the second is not written for somebody else who signed in during the first", async ({ page, pbx }) => {
  await open(page, system, "users/14/cti");
  await expect(heading(page, "CTI configuration")).toBeVisible();
  await page.getByRole("switch", { name: "CTI client enabled" }).click();
  await field(page, "Username").fill("plus");
  await field(page, "Password").fill("plus-4711");
  await pbx.faults(
    { system, kind: "delay", when: "after", method: "PUT", path: `${path11(14)}$`, ms: 6000 },
    { system, kind: "expired", method: "GET", path: `${path11()}$` },
  );
  await pbx.forget();
  await button(page, "Save").click();
  await expect.poll(async () => (await of(pbx, 14)).username).toBe("plus");
  // The list of everybody is what meets the end of the session.
  await page.keyboard.press("Control+k");
  await signInInstead(page);
  await settle(page, 8000);
  expect(await written(pbx)).toEqual([`PUT ${path11(14)}`]);
});

test("a deletion whose reading met the end of the session deletes nobody for somebody else", async ({ page, pbx }) => {
  await page.goto(`/${WAZO}/users/3`);
  await signIn(page, ACCOUNTS.admin);
  await expect(heading(page, "Chloe Madeup")).toBeVisible();
  // What goes along is still being looked up when the button is pressed, and so once more.
  await pbx.faults(
    { system: WAZO, kind: "delay", method: "GET", path: `${path11(3)}$` },
    { system: WAZO, kind: "expired", method: "GET", path: `${path11(3)}$`, nth: 2 },
  );
  await button(page, "Delete").click();
  const dialog = page.getByRole("dialog", { name: "Delete this user?" });
  await dialog.getByRole("button", { name: /^Delete with/ }).click();
  await signInInstead(page);
  await pbx.release();
  await settle(page);
  expect(await written(pbx, WAZO)).toEqual([]);
  expect(await of(pbx, 3, WAZO)).toBeTruthy();
  await expect(dialog).toContainText("Chloe Madeup was not deleted: the deletion was not begun.");
  await expect(page.getByRole("link", { name: "What I changed" })).toHaveCount(0);
});

test("a deletion that met the end of the session is not sent again for somebody else", async ({ page, pbx }) => {
  await open(page, system, "users/3");
  await pbx.faults({ system, kind: "expired", method: "DELETE" });
  await button(page, "Delete").click();
  await page.getByRole("dialog", { name: "Delete this user?" }).getByRole("button", { name: "Delete", exact: true }).click();
  await signInInstead(page);
  await settle(page);
  await expect(page.getByRole("dialog")).toContainText("Chloe Madeup was not deleted: the deletion was not begun.");
  expect(await written(pbx)).toEqual([]);
  expect(await of(pbx, 3)).toBeTruthy();
});

test("an Undo whose reading met the end of the session gives nothing back for somebody else", async ({ page, pbx }) => {
  await open(page, system, "users/3");
  await field(page, "Description").fill("Mine");
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Description.");
  await pbx.forget();
  await pbx.faults({ system, kind: "expired", method: "GET", path: `${path11(3)}$` });
  await notices(page).getByRole("button", { name: /^Undo/ }).click();
  await signInInstead(page);
  await settle(page);
  expect(await written(pbx)).toEqual([]);
  expect((await of(pbx, 3)).description).toBe("Mine");
  // Neither the save nor the try to give it back is theirs.
  await go(page, "/changes");
  await expect(page.getByText("Nothing has been changed yet.")).toBeVisible();
});

test("whoever one person has created is not deleted again for somebody else", async ({ page, pbx }) => {
  await open(page, system, "users/new");
  await field(page, "First name").fill("Eve");
  await field(page, "Last name").fill("Sample");
  await button(page, "Save").click();
  await expectNotice(page, "Eve Sample was created.");
  // Their page has been read by then, so that only the Undo meets the end of the session.
  await expect(heading(page, "Eve Sample")).toBeVisible();
  await expect(field(page, "First name")).toHaveValue("Eve");
  const { id } = (await pbx.state(system)).users.find(({ firstname }) => firstname === "Eve");
  await pbx.forget();
  await pbx.faults({ system, kind: "expired", method: "GET", path: `${path11(id)}$` });
  await notices(page).getByRole("button", { name: /^Undo/ }).click();
  await signInInstead(page);
  await settle(page);
  expect(await written(pbx)).toEqual([]);
  expect(await of(pbx, id)).toBeTruthy();
  await go(page, "/changes");
  await expect(page.getByText("Nothing has been changed yet.")).toBeVisible();
});

test.describe("APIO", () => {
  const path = `/api/v1${apio.profileOf("tomas").replace("/apio", "")}`.replace(/tomas.*/, "tomas");
  const other = { username: apio.TENANT, password: "Correct-Horse-9" };
  const openTomas = async (page) => {
    await page.goto(apio.profileOf("tomas.ek"));
    await apio.signIn(page, apio.DESK);
    await expect(apio.heading(page, "Tomas Ek")).toBeVisible();
  };

  test("a save whose reading met the end of the session writes nothing for somebody else", async ({ page, pbx }) => {
    await openTomas(page);
    await apio.field(page, "Time zone").fill("Europe/Malta");
    await pbx.faults({ system: "apio", kind: "session-over", method: "GET", path });
    await pbx.forget();
    await apio.save(page);
    await signInInstead(page, other);
    await settle(page);
    expect(await apio.puts(pbx)).toEqual([]);
    // What was typed is there, and what was not done is none of their changes.
    await expect(apio.field(page, "Time zone")).toHaveValue("Europe/Malta");
    await expect(page.getByRole("link", { name: "What I changed" })).toHaveCount(0);
    // They may save it themselves.
    await apio.save(page);
    await expectNotice(page, "Saved: Time zone.");
    expect((await apio.puts(pbx)).map(({ timeZone }) => timeZone)).toEqual(["Europe/Malta"]);
  });

  test("a deletion that met the end of the session is not sent again for somebody else", async ({ page, pbx }) => {
    await openTomas(page);
    await pbx.faults({ system: "apio", kind: "session-over", method: "DELETE" });
    await button(page, "Delete").click();
    await page.getByRole("dialog", { name: /Delete Tomas Ek/ }).getByRole("button", { name: "Delete", exact: true }).click();
    await signInInstead(page, other);
    await settle(page);
    await expect(page.getByRole("dialog")).toContainText("Tomas Ek was not deleted: the deletion was not begun.");
    expect((await pbx.writes("apio")).filter(({ method, status }) => method === "DELETE" && status < 300)).toEqual([]);
  });

  test("an Undo whose reading met the end of the session gives nothing back for somebody else", async ({ page, pbx }) => {
    await openTomas(page);
    await apio.field(page, "Time zone").fill("Europe/Malta");
    await apio.save(page);
    await expectNotice(page, "Saved: Time zone.");
    await pbx.forget();
    await pbx.faults({ system: "apio", kind: "session-over", method: "GET", path });
    await notices(page).getByRole("button", { name: /^Undo/ }).click();
    await signInInstead(page, other);
    await settle(page);
    expect(await apio.puts(pbx)).toEqual([]);
    await go(page, "/changes");
    await expect(page.getByText("Nothing has been changed yet.")).toBeVisible();
  });

  test("a new password that somebody typed for themselves is not set for somebody else", async ({ page, pbx, secrets }) => {
    secrets.add("Correct-Horse-7", "Better-Horse-21");
    await page.goto("/apio-core/tenants");
    await apio.signIn(page, "must.change@voice.example.test");
    await apio.field(page, "Old password").fill("Correct-Horse-7");
    await apio.field(page, "New password").fill("Better-Horse-21");
    await apio.field(page, "Repeat new password").fill("Better-Horse-21");
    await pbx.act("apio-core", "POST", "/__switch", { endSessions: "all" });
    await pbx.forget();
    await button(page, "Change password").click();
    // Whose password was the same before.
    await signInInstead(page, { username: apio.MIRA, password: "Correct-Horse-7" });
    await settle(page);
    expect(await apio.puts(pbx, "apio-core")).toEqual([]);
  });

  test("who sees less is led to their own place, and a PIN that somebody typed is not another’s to set", async ({ page, pbx }) => {
    const kept = async () => (await pbx.writes("apio")).filter(({ method, status }) => method === "PUT" && status < 300);
    await openTomas(page);
    await apio.field(page, "Time zone").fill("Europe/Malta");
    await pbx.faults({ system: "apio", kind: "session-over", method: "GET", path });
    await apio.save(page);
    await signInInstead(page, { username: apio.MIRA, password: "Correct-Horse-7" });
    await expect(apio.heading(page, "Mira Holt")).toBeVisible();
    await expect(page).toHaveURL(/mira\.holt/);
    await settle(page);
    expect(await kept()).toEqual([]);

    await page.goto(apio.pinOf("tomas.ek"));
    await apio.signIn(page, apio.DESK);
    await apio.fillPin(page, { next: "739164" });
    await pbx.faults({ system: "apio", kind: "session-over", method: "PUT" });
    await apio.change(page);
    await signInInstead(page, other);
    await expect(apio.heading(page, "PIN code")).toBeVisible();
    await expect(apio.field(page, "New PIN")).toHaveValue("");
    await settle(page);
    expect(await kept()).toEqual([]);
  });
});
