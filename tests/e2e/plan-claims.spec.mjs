// What a plan says of a row is what is there, and its way back gives back all of it and no more.
import { expect, test } from "./fixtures.mjs";
import { button, heading, link, open, signIn } from "./xivo.mjs";
import { ACCOUNTS, WAZO } from "./wazo.mjs";

test.use({ people: 12 });

const row = (page, line) =>
  page.getByRole("row").filter({ has: page.locator('td[data-column="line"]', { hasText: new RegExp(`^${line}$`) }) });
const outcome = (page, line) => row(page, line).locator('[data-column="outcome"]');
const figure = (page, text) => page.locator(".tally").getByText(text, { exact: true });
const people = async (pbx, system) => (await pbx.state(system)).users.sort((a, b) => a.id - b.id);
const choose = (page, text) =>
  page.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

async function chooseNew(page, system, text) {
  await open(page, system, "users/import");
  await choose(page, text);
  await page.getByRole("switch", { name: "Create those who are not there" }).click();
}

/** Takes one change back, and sees that everybody is as before. */
async function takeBack(page, pbx, system, before) {
  await button(page, "Undo what was done").click();
  await page.getByRole("button", { name: /^(Run 1 change|Delete 1 user)$/ }).click();
  await expect(figure(page, "1 done")).toBeVisible();
  expect(await people(pbx, system)).toEqual(before);
}

test("people of one name who are created together are told apart, and taken back", async ({ page, pbx }) => {
  const system = "xivo-2016";
  const before = await people(pbx, system);
  const rows = [1, 2, 3, 4].map((at) => `madeup.jean${at},Jean,Madeup`);
  await chooseNew(page, system, ["username,firstname,lastname", ...rows].join("\n"));
  await pbx.faults({ system, method: "POST", path: "/1.1/users", kind: "delay", ms: 200, times: 0 });
  await button(page, "Run 4 changes").click();
  await expect(figure(page, "4 done")).toBeVisible({ timeout: 15_000 });
  expect((await people(pbx, system)).length).toBe(before.length + 4);
  await button(page, "Undo what was done").click();
  await button(page, "Delete 4 users").click();
  await expect(figure(page, "4 done")).toBeVisible();
  expect(await people(pbx, system)).toEqual(before);
});

test("a creation that nobody answered is not called one that the server answered", async ({ page, pbx }) => {
  const system = "xivo-2016";
  await chooseNew(page, system, "username,firstname,lastname\nmadeup.eve,Eve,Madeup");
  await pbx.faults({ system, method: "POST", path: "/1.1/users", kind: "drop", times: 0 });
  await button(page, "Run 1 change").click();
  await expect(outcome(page, 2)).toHaveText(/^\? It is not known whether the user was created\. ./, { timeout: 20_000 });
  await expect(figure(page, "1 failed")).toBeVisible();
  // It is not tried again by a button: she would be made twice.
  await expect(button(page, "Try again only those not done (1)")).toHaveCount(0);
});

test("somebody new is looked for again where the first look fails, and can be taken back", async ({ page, pbx }) => {
  const system = "xivo-2016";
  const before = await people(pbx, system);
  await chooseNew(page, system, "username,firstname,lastname\nmadeup.eve,Eve,Madeup");
  await pbx.faults({ system, method: "GET", path: "/1.1/users", nth: 2, kind: "502" });
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible({ timeout: 15_000 });
  expect(await pbx.faultsLeft()).toBe(0);
  await takeBack(page, pbx, system, before);
});

test("a creation that reached the server twice is said to be there twice", async ({ page, pbx }) => {
  const system = "xivo-2016";
  await chooseNew(page, system, "username,firstname,lastname\nmadeup.eve,Eve,Madeup");
  const twin = { method: "POST", path: "/1.1/users", body: { firstname: "Eve", lastname: "Madeup" } };
  await pbx.faults({ system, method: "POST", path: "/1.1/users", kind: "act", when: "after", act: twin });
  await button(page, "Run 1 change").click();
  await expect(outcome(page, 2)).toHaveText(
    "? 2 new users with this name are there: the request may have reached the server twice",
    { timeout: 20_000 },
  );
});

test("a creation without effect, whose id the next one got, is no creation, and can be tried again", async ({ page, pbx }) => {
  const system = "xivo-2016";
  const before = await people(pbx, system);
  const emails = async () => (await people(pbx, system)).slice(before.length).map(({ email }) => email).sort();
  // One family: a name in common makes nobody the same person.
  const rows = ["Eve", "Jean", "Nora"].map((name) => `madeup.${name},${name},Madeup,${name}@madeup.example`);
  await chooseNew(page, system, ["username,firstname,lastname,email", ...rows].join("\n"));
  // Its answer comes after the others have their ids.
  await pbx.faults(
    { system, method: "POST", path: "/1.1/users", kind: "delay", when: "after", ms: 1500 },
    { system, method: "POST", path: "/1.1/users", kind: "no-effect" },
  );
  await button(page, "Run 3 changes").click();
  await expect(figure(page, "2 done")).toBeVisible({ timeout: 15_000 });
  expect(await pbx.faultsLeft()).toBe(0);
  await expect(figure(page, "1 failed")).toBeVisible();
  await expect(page.getByText("✕ The server said yes, but nobody new with this name is in its list", { exact: true })).toHaveCount(1);
  expect(await emails()).toHaveLength(2);
  // Only who was created is taken back.
  await expect(button(page, "Undo what was done")).toBeVisible();
  await button(page, "Try again only those not done (1)").click();
  await expect(figure(page, "3 done")).toBeVisible({ timeout: 15_000 });
  expect(await emails()).toEqual(["Eve@madeup.example", "Jean@madeup.example", "Nora@madeup.example"]);
  await button(page, "Undo what was done").click();
  await button(page, "Delete 3 users").click();
  await expect(figure(page, "3 done")).toBeVisible({ timeout: 15_000 });
  expect(await people(pbx, system)).toEqual(before);
});

test("somebody whom a colleague created with the id of a creation without effect is not taken back", async ({ page, pbx }) => {
  const system = "xivo-2016";
  const before = await people(pbx, system);
  await chooseNew(page, system, "username,firstname,lastname\nmadeup.eve,Eve,Madeup");
  const theirs = { method: "POST", path: "/1.1/users", body: { firstname: "Jean", lastname: "Madeup" } };
  await pbx.faults(
    { system, method: "POST", path: "/1.1/users", kind: "act", when: "after", act: theirs },
    { system, method: "POST", path: "/1.1/users", kind: "no-effect" },
  );
  await button(page, "Run 1 change").click();
  await expect(outcome(page, 2)).toHaveText(
    "? The server said that the user was created, but nobody new with this name is in its list. Somebody new with another name is.",
  );
  await expect(figure(page, "1 failed")).toBeVisible();
  // Neither is there anything to take back, nor is she made twice, should it be she.
  await expect(button(page, "Undo what was done")).toHaveCount(0);
  await expect(button(page, "Try again only those not done (1)")).toHaveCount(0);
  expect((await people(pbx, system)).length).toBe(before.length + 1);
});

test("whoever was created and changed by somebody else since is not deleted again", async ({ page, pbx }) => {
  const system = "xivo-2016";
  await chooseNew(page, system, "username,firstname,lastname\nmadeup.eve,Eve,Madeup");
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
  const eve = (await people(pbx, system)).find((user) => user.firstname === "Eve");
  await pbx.act(system, "PUT", `/1.1/users/${eve.id}`, { description: "Theirs" });
  await button(page, "Undo what was done").click();
  await button(page, "Delete 1 user").click();
  await expect(page.locator('[data-column="outcome"]').last()).toHaveText(
    "✕ Not sent: changed meanwhile by somebody else: Description",
  );
  expect((await people(pbx, system)).some(({ id }) => id === eve.id)).toBe(true);
});

for (const way of ["by the plan", "by What I changed"]) {
  test(`the account that was made with somebody new goes with them: ${way}`, async ({ page, pbx }) => {
    await page.goto(`/${WAZO}/users/import`);
    await signIn(page, ACCOUNTS.admin);
    await choose(page, "uuid,firstname,lastname,Account username,Account password\nx,Newt,Madeup,newt,s3cret-newt");
    await page.getByRole("switch", { name: "Create those who are not there" }).click();
    await button(page, "Run 1 change").click();
    await expect(figure(page, "1 done")).toBeVisible();
    const newt = (await pbx.state(WAZO)).users.find((user) => user.firstname === "Newt");
    expect((await pbx.state(WAZO, newt.id)).account).toBe("newt");
    if (way === "by the plan") {
      await button(page, "Undo what was done").click();
      await button(page, "Delete 1 user").click();
      await expect(figure(page, "1 done")).toBeVisible();
    } else {
      await link(page, "What I changed").click();
      await button(page, "Undo: Newt Madeup").click();
      await expect(page.getByText("✓ Undone.")).toBeVisible();
    }
    const deleted = (await pbx.writes(WAZO)).filter(({ method }) => method === "DELETE");
    expect(deleted.map(({ query }) => query)).toEqual(["recursive=true"]);
  });
}

test("what a first try has kept is taken back as well after a second one", async ({ page, pbx }) => {
  const system = "xivo-2016";
  const before = await people(pbx, system);
  await open(page, system, "users/import");
  await choose(page, `id,description,userfield\n${before[1].id},Floor 2,Desk 2`);
  await pbx.faults({ system, method: "PUT", path: `/1.1/users/${before[1].id}$`, kind: "half", fields: ["userfield"] });
  await button(page, "Run 1 change").click();
  await expect(outcome(page, 2)).toHaveText("✕ The server said yes, but did not keep: User field");
  await button(page, "Try again only those not done (1)").click();
  await expect(figure(page, "1 done")).toBeVisible();
  expect((await people(pbx, system))[1]).toMatchObject({ description: "Floor 2", userfield: "Desk 2" });
  await takeBack(page, pbx, system, before);
});

test("what a first try did without being seen is taken back once the second one finds it", async ({ page, pbx }) => {
  const system = "xivo-2016";
  const before = await people(pbx, system);
  await open(page, system, "users/import");
  await choose(page, `id,description,userfield\n${before[1].id},Floor 2,Desk 2`);
  // One of the two is kept, and nobody can look.
  const path = `/1.1/users/${before[1].id}$`;
  await pbx.faults(
    { system, method: "PUT", path, kind: "half", fields: ["userfield"] },
    { system, method: "GET", path, nth: 2, kind: "500" },
  );
  await button(page, "Run 1 change").click();
  await expect(outcome(page, 2)).toHaveText(/^\? It is not known whether it was changed\./);
  await button(page, "Try again only those not done (1)").click();
  await expect(figure(page, "1 done")).toBeVisible();
  expect((await people(pbx, system))[1]).toMatchObject({ description: "Floor 2", userfield: "Desk 2" });
  await takeBack(page, pbx, system, before);

  // The same where nothing was left to write.
  await button(page, "Choose another file").click();
  await choose(page, `id,description\n${before[1].id},Floor 3`);
  await pbx.faults({ system, method: "GET", path, nth: 2, kind: "500" });
  await button(page, "Run 1 change").click();
  await expect(outcome(page, 2)).toHaveText(/^\? It is not known whether it was changed\./);
  await button(page, "Try again only those not done (1)").click();
  await expect(outcome(page, 2)).toHaveText("✓ Done, although the server reported a failure");
  await takeBack(page, pbx, system, before);
});

test("a file by what a server does not keep creates nobody twice, once it is checked again", async ({ page, pbx }) => {
  // API 1.0 knows no email.
  const system = "xivo-2013";
  const count = async () => (await people(pbx, system)).length;
  const before = await count();
  await open(page, system, "users/import");
  const file = "email,firstname,lastname\nann@new.example,Ann,Zed\nbea@new.example,Bea,Zed";
  const createOf = async (file) => {
    await choose(page, file);
    await page.getByRole("switch", { name: "Create those who are not there" }).click();
  };
  await createOf(file);
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  await button(page, "Check again").click();
  await expect(figure(page, "2 unchanged")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Run/ })).toHaveCount(0);
  // Another plan does not know whom that one has created.
  await button(page, "Choose another file").click();
  await createOf(file);
  await expect(figure(page, "2 with problems")).toBeVisible();
  await expect(outcome(page, 2)).toHaveText("✕ Somebody of this name is there; another one is created by “New user”");
  await expect(page.getByRole("button", { name: /^Run/ })).toHaveCount(0);
  expect(await count()).toBe(before + 2);
});

for (const [system, path, makes] of [
  ["xivo-2013", "/1.0/users/", "its list alone tells whom a request has made"],
  ["xivo-2016", "/1.1/users", "its answer names whom a request has made"],
]) {
  test(`whoever a server kept in part is changed, not created again, once it is checked again: ${makes}`, async ({ page, pbx }) => {
    const before = await people(pbx, system);
    await chooseNew(page, system, "description,firstname,lastname\none,Nora,Madeup\ntwo,Otto,Madeup\nthree,Pia,Madeup");
    await pbx.faults({ system, method: "POST", path, kind: "half", fields: ["lastname"], nth: 2 });
    await button(page, "Run 3 changes").click();
    await expect(figure(page, "2 done")).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText(/^✕ The server said yes, but did not keep: /)).toBeVisible();
    await button(page, "Check again").click();
    await expect(figure(page, "1 to do")).toBeVisible();
    await expect(figure(page, "2 unchanged")).toBeVisible();
    await button(page, "Run 1 change").click();
    await expect(figure(page, "1 done")).toBeVisible();
    const names = (await people(pbx, system)).slice(before.length).map(({ firstname, lastname }) => `${firstname} ${lastname}`);
    expect(names.sort()).toEqual(["Nora Madeup", "Otto Madeup", "Pia Madeup"]);
    // All that the two runs did is taken back together.
    await button(page, "Undo what was done").click();
    await button(page, "Delete 3 users").click();
    await expect(figure(page, "3 done")).toBeVisible();
    expect(await people(pbx, system)).toEqual(before);
  });
}

test("a run pauses where the server is out of reach, and goes on when it is back", async ({ page, pbx }) => {
  const system = "xivo-2016";
  const before = await people(pbx, system);
  // Of one of them the names are longer than may be sent.
  const written = before.filter(({ id }) => id !== 10);
  await open(page, system, "users/import");
  await choose(page, ["id,description", ...written.map(({ id }) => `${id},Floor 2`)].join("\n"));
  const html = "<h1>502 Bad Gateway</h1>";
  // Three on end are no outage.
  await pbx.faults({ system, path: "/1.1/users/*$", times: 3, kind: "status", status: 502, body: html, type: "text/html" });
  await button(page, "Run 11 changes").click();
  await expect(figure(page, "8 done")).toBeVisible();
  await button(page, "Try again only those not done (3)").click();
  await expect(figure(page, "11 done")).toBeVisible();
  await button(page, "Undo what was done").click();
  await pbx.faults({ system, path: "/1.1/users/*$", times: 0, kind: "429" });
  await button(page, "Run 11 changes").click();
  await expect(page.getByText("Paused: the server did not answer for several rows on end")).toBeVisible();
  await expect(page.getByText("… Under way")).toHaveCount(0);
  const asked = (await pbx.log(system)).length;
  await pbx.noFaults();
  expect((await pbx.log(system)).length).toBe(asked);
  await button(page, "Resume").click();
  await button(page, /^Try again only those not done/).click();
  await expect(figure(page, "11 done")).toBeVisible();
  expect(await people(pbx, system)).toEqual(before);
});

test("a run that was stopped is over, whatever the rows under way come to", async ({ page, pbx }) => {
  const system = "xivo-2016";
  const before = await people(pbx, system);
  await open(page, system, "users/import");
  await choose(page, ["id,description", ...before.map(({ id }) => `${id},Floor 2`)].join("\n"));
  await pbx.faults(
    { system, method: "PUT", path: "/1.1/users/*$", times: 4, kind: "delay" },
    { system, method: "PUT", path: "/1.1/users/*$", times: 4, kind: "401" },
  );
  await button(page, "Run 12 changes").click();
  await expect(figure(page, "12 to do")).toBeVisible();
  await expect.poll(async () => (await pbx.log(system)).filter(({ method }) => method === "GET").length).toBeGreaterThan(4);
  await button(page, "Stop").click();
  await pbx.release();
  await expect(page.getByText("Stopped. This is what was done:")).toBeVisible();
  await expect(figure(page, "8 not tried")).toBeVisible();
  await expect(figure(page, "4 failed")).toBeVisible();
  expect(await people(pbx, system)).toEqual(before);
});

test("a list of names that is checked again after its run creates nobody twice", async ({ page, pbx }) => {
  const system = "xivo-2016";
  await open(page, system, "users/new?like=1");
  await page.getByText("Several at once").click();
  await page.getByLabel("Names, one on each line").fill("Nora Sample\nOtto Sample");
  await button(page, "Make a plan").click();
  await pbx.faults({ system, method: "POST", path: "/1.1/users", kind: "500" });
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "1 done")).toBeVisible();
  await expect(figure(page, "1 failed")).toBeVisible();
  await button(page, "Check again").click();
  await expect(figure(page, "1 unchanged")).toBeVisible();
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
  const names = (await people(pbx, system)).map(({ firstname, lastname }) => `${firstname} ${lastname}`);
  expect(names.filter((name) => /^(Nora|Otto) Sample$/.test(name)).sort()).toEqual(["Nora Sample", "Otto Sample"]);
});

test("what a run was kept as for a reload is whole, or its way back alone, where the storage is full", async ({ page, pbx }) => {
  const system = "xivo-2016";
  const before = await people(pbx, system);
  await page.addInitScript(() => {
    const setItem = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, text) {
      if (key.startsWith("switchroom.kept") && text.includes("Outcome")) throw new DOMException("full", "QuotaExceededError");
      setItem.call(this, key, text);
    };
  });
  await open(page, system, "users/import");
  await choose(page, `id,description\n${before[1].id},Floor 2`);
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
  await page.reload();
  await expect(page.getByText("a plan was run here: 1 user changed")).toBeVisible();
  await expect(button(page, "Save a file that undoes this")).toBeVisible();
  await expect(button(page, "Save the outcome as CSV")).toHaveCount(0);
  await expect(heading(page, "Plan")).toBeVisible();
});

test("the way back of a run outlives a reload after which the storage takes nothing", async ({ page, pbx }) => {
  const system = "xivo-2016";
  const before = await people(pbx, system);
  await page.addInitScript(() => {
    const { type } = performance.getEntriesByType("navigation")[0];
    if (type === "reload") Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  });
  await open(page, system, "users/import");
  await choose(page, `id,description\n${before[1].id},Floor 2`);
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
  for (const _ of ["first", "second"]) {
    await page.reload();
    await expect(page.getByText("a plan was run here: 1 user changed")).toBeVisible();
    await expect(button(page, "Save a file that undoes this")).toBeVisible();
  }
});
