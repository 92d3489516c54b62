// What is done with people who are selected is a plan: seen before it is sent, run, and taken back.
import { readFile } from "node:fs/promises";
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { button, field, heading, link, open, pathOf, search, signIn, staysWhenAsked } from "./xivo.mjs";

test.use({ people: 30 });

const select = (page, name) => page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
const row = (page, name) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
const cell = (page, name, field) => row(page, name).locator(`[data-column="${field}"]`);
const figure = (page, text) => page.locator(".tally").getByText(text, { exact: true });
const people = async (pbx, system) => (await pbx.state(system)).users.sort((a, b) => a.id - b.id);
const download = async (page, name) => {
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, name).click()]);
  return readFile(await download.path(), "utf8");
};

async function selectPeople(page, system, names) {
  await open(page, system);
  for (const name of names) {
    await search(page).fill(name.split(" ")[0]);
    await select(page, name).check();
  }
}

for (const system of ["xivo-2016", "wazo-2026"]) {
  test(`changes a field of several, with a failure, and takes it back: ${system}`, async ({ page, pbx }) => {
    const names = ["Boris", "Chloe Madeup", "Dora Desk"];
    const before = await people(pbx, system);
    await selectPeople(page, system, names);
    await button(page, "Change a field").click();
    await expect(page.getByText("Change a field: 3 users")).toBeVisible();
    await expect(page.getByText("Choose first what is to change.")).toBeVisible();
    await expect(button(page, "Run 0 changes")).toHaveAttribute("aria-disabled", "true");
    await axeEverywhere(page, "no field chosen yet");

    // What is typed is judged before anything is sent.
    await field(page, "Field").selectOption("Mobile phone number");
    await field(page, "New value").fill("12 34");
    await expect(figure(page, "3 with problems")).toBeVisible();
    await expect(cell(page, "Boris", "mobile_phone_number")).toContainText("Only digits");
    await field(page, "Change").selectOption("Clear the value");
    await expect(figure(page, "3 with problems")).toHaveCount(0);

    await field(page, "Field").selectOption("Description");
    await field(page, "New value").fill("Floor 2");
    await expect(cell(page, "Boris", "description")).toHaveText(/ → Floor 2$/);
    await expect(figure(page, "3 to do")).toBeVisible();
    // Only the rows of a file have lines.
    const headings = page.getByRole("grid").getByRole("columnheader");
    await expect(headings.filter({ hasText: "Outcome" })).toHaveCount(1);
    await expect(headings.filter({ hasText: "Row" })).toHaveCount(0);
    await row(page, "Dora Desk").getByRole("checkbox").uncheck();
    await expect(figure(page, "1 left out")).toBeVisible();
    await axeEverywhere(page, "a field for several");
    expect((await pbx.writes(system)).filter(({ method }) => method === "PUT")).toEqual([]);

    const chloe = before.find((user) => user.firstname === "Chloe").id;
    await pbx.faults({ system, method: "PUT", path: `${pathOf(system, chloe)}$`, kind: "500-before" });
    await button(page, "Run 2 changes").click();
    await expect(figure(page, "1 failed")).toBeVisible();
    await expect(page.getByRole("rowheader").first()).toHaveText("Chloe Madeup");
    expect(await cell(page, "Chloe Madeup", "outcome").evaluate((reason) => reason.scrollWidth - reason.clientWidth)).toBe(0);
    await button(page, "Try again only those not done (1)").click();
    await expect(figure(page, "2 done")).toBeVisible();
    const changed = (await people(pbx, system)).filter((user) => user.description === "Floor 2");
    expect(changed.map((user) => user.firstname).sort()).toEqual(["Boris", "Chloe"]);

    // Another one of the same people: a text in the place of another, and one behind it.
    await button(page, "Close").click();
    await expect(page.getByText("3 selected")).toBeVisible();
    await button(page, "Change a field").click();
    await field(page, "Field").selectOption("Description");
    await field(page, "Change").selectOption("Append a text");
    await field(page, "Text to append").fill(", left");
    await expect(cell(page, "Boris", "description")).toHaveText("Floor 2 → Floor 2, left");
    await field(page, "Change").selectOption("Replace a text");
    await field(page, "Text to find").fill("Floor");
    await field(page, "Replacement").fill("Level");
    await expect(cell(page, "Boris", "description")).toHaveText("Floor 2 → Level 2");
    await expect(cell(page, "Dora Desk", "outcome")).toHaveText("= Already so");
    await button(page, "Run 2 changes").click();
    await expect(figure(page, "2 done")).toBeVisible();
    await button(page, "Undo what was done").click();
    await expect(cell(page, "Boris", "description")).toHaveText("Level 2 → Floor 2");
    await button(page, "Run 2 changes").click();
    await expect(figure(page, "2 done")).toBeVisible();
    expect(await people(pbx, system)).toEqual(
      before.map((user) => (changed.some(({ id }) => id === user.id) ? { ...user, description: "Floor 2" } : user)),
    );
  });
}

test("which rows are shown and in what order is there for whoever looks at somebody and comes back", async ({ page, pbx }) => {
  const system = "xivo-2016";
  const show = page.getByRole("combobox", { name: /^Show/ });
  await selectPeople(page, system, ["Boris", "Chloe Madeup", "Dora Desk"]);
  await button(page, "Change a field").click();
  await field(page, "Field").selectOption("Description");
  await field(page, "New value").fill("Floor 2");
  await expect(figure(page, "3 to do")).toBeVisible();
  await pbx.faults({ system, method: "PUT", path: `${pathOf(system, "*")}$`, times: 2, kind: "500-before" });
  await button(page, "Run 3 changes").click();
  await expect(figure(page, "2 failed")).toBeVisible();
  await show.selectOption("Rows with problems");
  await page.getByRole("columnheader", { name: "User" }).getByRole("button").click();
  await page.getByRole("columnheader", { name: "User" }).getByRole("button").click();
  const shown = page.getByRole("rowheader");
  await expect(shown).toHaveCount(2);
  const names = await shown.allTextContents();
  await link(page, names[1]).click();
  await expect(heading(page, names[1])).toBeVisible();
  await page.goBack();
  await expect(heading(page, "Plan")).toBeVisible();
  await expect(shown).toHaveText(names);
  await expect(show).toHaveValue("problems");
  await expect(page.getByRole("columnheader", { name: "User" })).toHaveAttribute("aria-sort", "descending");
  await expect(link(page, names[1])).toBeFocused();

  // What is run again takes no focus from its buttons, and another plan shows all its rows.
  await button(page, "Try again only those not done (2)").click();
  await expect(figure(page, "3 done")).toBeVisible();
  await expect(page.getByRole("grid").locator(":focus")).toHaveCount(0);
  await button(page, "Close").click();
  await button(page, "Change a field").click();
  await expect(show).toHaveValue("all");
  await field(page, "Field").selectOption("Description");
  await field(page, "New value").fill("Floor 3");
  await expect(shown).toHaveCount(3);
});

test("finds rows of a long plan, and leaves out those alone that were found", async ({ page, pbx }) => {
  const system = "xivo-2016";
  await open(page, system);
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await button(page, "Change a field").click();
  await field(page, "Field").selectOption("Description");
  await field(page, "New value").fill("Été 2");
  await expect(figure(page, "30 to do")).toBeVisible();
  const shown = page.getByRole("rowheader");
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("/");
  await page.keyboard.type("desk ete");
  await expect(page).toHaveURL(/\?q=desk%20ete$/);
  await expect(shown.first()).toHaveText(/Desk/);
  const found = await shown.count();
  expect(found).toBeLessThan(30);
  await expect(page.locator(".toolbar output")).toHaveText(`${found} of 30`);
  await axeEverywhere(page, "rows of a plan that were searched for");
  await page.getByRole("checkbox", { name: "Select all" }).uncheck();
  await expect(figure(page, `${found} left out`)).toBeVisible();
  // Whose name is too long for the server.
  await search(page).fill("longbottom");
  await expect(shown).toHaveText([/Longbottom/]);
  await page.getByRole("checkbox", { name: "Select all" }).uncheck();
  const left = 30 - found - 1;
  await expect(figure(page, `${left} to do`)).toBeVisible();
  await search(page).fill("nobody at all");
  await expect(page.getByText("Nobody matches this search.")).toBeVisible();
  await search(page).press("Escape");
  await button(page, `Run ${left} changes`).click();
  await expect(figure(page, `${left} done`)).toBeVisible();
  const changed = (await people(pbx, system)).filter((user) => user.description === "Été 2");
  expect(changed).toHaveLength(left);
  expect(changed.some((user) => /Desk|Longbottom/.test(user.lastname))).toBe(false);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test("switches on and off, and takes it back, wherever a server keeps the CTI", async ({ page, pbx }) => {
  for (const system of ["xivo-2013", "xivo-2014b", "xivo-2016"]) {
    const before = await people(pbx, system);
    await page.goto(`/${system}/users?sort=name`);
    await select(page, "Chloe Madeup").check();
    await button(page, "CTI on").click();
    await expect(cell(page, "Chloe Madeup", "enableclient")).toHaveText("Off → On");
    await button(page, "Run 1 change").click();
    await expect(figure(page, "1 done")).toBeVisible();
    expect(await people(pbx, system), system).not.toEqual(before);
    await button(page, "Undo what was done").click();
    await expect(cell(page, "Chloe Madeup", "enableclient")).toHaveText("On → Off");
    await button(page, "Run 1 change").click();
    await expect(figure(page, "1 done")).toBeVisible();
    expect(await people(pbx, system), system).toEqual(before);
  }
});

// What of Dora's goes with her, and what is said of it before and afterwards.
for (const { system, way, alone, along, gone } of [
  { system: "xivo-2013", way: "Delete with voicemail", alone: "Goes as well: line 1007. Left behind: agent", along: "Goes as well: line 1007, voicemail", gone: "Could not be looked up: line 1007, voicemail" },
  { system: "xivo-2016", alone: "Belongs to the user now: line 1007" },
  { system: "wazo-2026", way: "Delete with line, extension, voicemail and account", alone: "Left behind: line", along: "Goes as well: line", gone: "Gone as well: line" },
]) {
  test(`deletes several, says first that there is no way back, and who is left: ${system}`, async ({ page, pbx }) => {
    await selectPeople(page, system, ["Boris", "Chloe Madeup", "Dora Desk"]);
    await pbx.act(system, "DELETE", pathOf(system, 2));
    await pbx.forget();
    await button(page, "Delete the selected").click();
    await expect(page.getByText("This cannot be undone.")).toBeVisible();
    await expect(page.getByText("Whoever is deleted cannot be restored")).toBeVisible();
    await expect(cell(page, "Boris", "outcome")).toHaveText("✕ Not there any more");
    await expect(cell(page, "Chloe Madeup", "outcome")).toHaveText("→ Will be deleted");
    await expect(cell(page, "Dora Desk", "outcome")).toContainText(`→ Will be deleted. ${alone}`);
    await expect(button(page, "Save a file that undoes this")).toHaveCount(0);
    await axeEverywhere(page, "before a deletion of several");
    expect((await pbx.writes(system)).filter(({ method }) => method === "DELETE")).toEqual([]);

    await pbx.faults({ system, method: "DELETE", path: `${pathOf(system, 3)}$`, kind: "500", when: "after" });
    await button(page, "Delete 2 users").click();
    await expect(cell(page, "Chloe Madeup", "outcome")).toHaveText("✓ Done, although the server reported a failure");
    // She has a voicemail.
    await expect(cell(page, "Dora Desk", "outcome")).toContainText(/^✕ .*voicemail/i);
    await expect(page.getByRole("rowheader").first()).toHaveText("Dora Desk");
    await expect(button(page, "Undo what was done")).toHaveCount(0);
    const ids = (await people(pbx, system)).map(({ id }) => id);
    expect([2, 3, 7].filter((id) => ids.includes(id))).toEqual([7]);
    if (!way) return;
    await button(page, "Check again").click();
    await field(page, "Deletion").selectOption(way);
    await expect(cell(page, "Dora Desk", "outcome")).toContainText(`→ Will be deleted. ${along}`);
    await button(page, "Delete 1 user").click();
    await expect(cell(page, "Dora Desk", "outcome")).toContainText(`✓ Done. ${gone}`);
    expect((await people(pbx, system)).some(({ id }) => id === 7)).toBe(false);
  });
}

test("says after a deletion by a plan that what belonged to somebody could not be looked up", async ({ page, pbx }) => {
  const system = "wazo-2026";
  await selectPeople(page, system, ["Boris"]);
  await button(page, "Delete the selected").click();
  await expect(cell(page, "Boris", "outcome")).toContainText("→ Will be deleted");
  await pbx.faults({ system, method: "GET", path: `${pathOf(system, 2)}$`, kind: "500" });
  await button(page, "Delete 1 user").click();
  await expect(cell(page, "Boris", "outcome")).toContainText("✓ Done. What else belonged to the user could not be looked up: see at the server");
});

test("makes a username and a password for whoever has none, and hands them over once", async ({ page, pbx }) => {
  const system = "xivo-2014b";
  await selectPeople(page, system, ["Boris", "Dora Desk"]);
  await button(page, "Make usernames and passwords").click();
  await expect(cell(page, "Boris", "username")).toHaveText("(empty) → boris");
  await expect(cell(page, "Boris", "password")).toHaveText("→ •••");
  await expect(cell(page, "Dora Desk", "outcome")).toHaveText("= Already so");
  await expect(page.getByText("the passwords are shown nowhere and kept nowhere else.")).toBeVisible();
  await axeEverywhere(page, "credentials to be made");
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
  // Nobody closes it, or puts another plan in its place, before they are handed over.
  for (const name of ["Close", "Check again", "Undo what was done"]) {
    await expect(page.getByRole("main").getByRole("button", { name })).toHaveCount(0);
  }
  const text = await download(page, "Save the usernames and passwords");
  const { password, username } = await pbx.state(system, 2);
  expect(username).toBe("boris");
  expect(password).toMatch(/^[a-z2-9-]{14}$/);
  expect(text).toBe(`\uFEFF"User number","User","Username","Password","Outcome"\r\n"2","Boris","boris","${password}","Done"\r\n`);
  await expect(button(page, "Save the usernames and passwords")).toHaveCount(0);
  expect(await page.content()).not.toContain(password);
  expect(await download(page, "Save the outcome as CSV")).not.toContain(password);
  expect(await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))).not.toContain(password);
  // Now the CTI can be switched on.
  await page.getByRole("main").getByRole("button", { name: "Close" }).click();
  await expect(heading(page, "Users")).toBeVisible();
  await button(page, "CTI on").click();
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
});

for (const system of ["xivo-2013", "xivo-2016", "wazo-2026"]) {
  test(`somebody new begins like somebody who is there: ${system}`, async ({ page, pbx }) => {
    const before = await people(pbx, system);
    const like = before.find((user) => user.firstname === "Ada");
    await pbx.act(system, "PUT", pathOf(system, like.id), { userfield: "Floor 7" });
    await open(page, system, `users/${like.id}`);
    await link(page, "New user like this one").click();
    await expect(heading(page, "New user")).toBeVisible();
    await expect(page.getByText("Begins with the values of Ada Sample")).toBeVisible();
    await expect(field(page, "First name")).toBeFocused();
    await expect(field(page, "User field")).toHaveValue("Floor 7");
    for (const own of ["First name", "Last name", "Username", "Mobile phone number"]) {
      if (await field(page, own).count()) await expect(field(page, own), own).toHaveValue("");
    }
    await axeEverywhere(page, "a new user like another");
    // What was copied makes nobody without a name.
    await button(page, "Save").click();
    await expect(field(page, "First name")).toHaveAttribute("aria-invalid", "true");
    await field(page, "First name").fill("Nora");
    await field(page, "Last name").fill("Sample");
    await button(page, "Save").click();
    await expect(heading(page, "Nora Sample")).toBeVisible();
    const ids = new Set(before.map(({ id }) => id));
    const [nora, ...more] = (await people(pbx, system)).filter(({ id }) => !ids.has(id));
    expect(more).toEqual([]);
    expect(nora).toMatchObject({ firstname: "Nora", lastname: "Sample", userfield: "Floor 7" });
    expect(nora.username || "").toBe("");
    expect(nora.password || "").toBe("");
    expect(nora.email || "").toBe("");
  });
}

for (const system of ["xivo-2016", "wazo-2026"]) {
  test(`several begin like somebody who is there, from a list of names: ${system}`, async ({ page, pbx }) => {
    const before = await people(pbx, system);
    const like = before.find((user) => user.firstname === "Ada");
    await pbx.act(system, "PUT", pathOf(system, like.id), { userfield: "Floor 7" });
    const start = await people(pbx, system);
    await open(page, system, `users/new?like=${like.id}`);
    await page.getByText("Several at once").click();
    await expect(button(page, "Make a plan")).toHaveAttribute("aria-disabled", "true");
    await field(page, "Names, one on each line").fill("Nora Sample\nMadeup, Otto\n\nNora Sample\nPia");
    await axeEverywhere(page, "a list of names");
    await staysWhenAsked(page, () => link(page, "Back to the users").click());
    await expect(field(page, "Names, one on each line")).toHaveValue(/^Nora Sample\n/);
    await button(page, "Make a plan").click();
    await expect(page.getByText("4 new users like Ada Sample")).toBeVisible();
    await expect(figure(page, "3 to do")).toBeVisible();
    await expect(page.getByText("✕ Line 1 is about the same user")).toBeVisible();
    await expect(cell(page, "Otto Madeup", "lastname")).toHaveText("Madeup");
    await expect(cell(page, "Pia", "userfield")).toHaveText("Floor 7");
    await axeEverywhere(page, "several new users");
    // A name that is not right is mended here.
    const listed = field(page, "Names, one on each line");
    const typed = await listed.inputValue();
    await listed.fill(typed.replace(/Nora Sample(?=\nPia)/, "Rita Sample"));
    await expect(figure(page, "4 to do")).toBeVisible();
    await expect(cell(page, "Rita Sample", "firstname")).toHaveText("Rita");
    await expect(page.getByText("4 new users like Ada Sample")).toBeVisible();
    await expect(listed).toBeFocused();
    await listed.fill(typed);
    await expect(figure(page, "3 to do")).toBeVisible();
    await button(page, "Run 3 changes").click();
    await expect(figure(page, "3 done")).toBeVisible();
    const ids = new Set(before.map(({ id }) => id));
    const created = (await people(pbx, system)).filter(({ id }) => !ids.has(id));
    expect(created.map(({ firstname }) => firstname).sort()).toEqual(["Nora", "Otto", "Pia"]);
    for (const user of created) expect(user.userfield).toBe("Floor 7");
    await button(page, "Undo what was done").click();
    await button(page, "Delete 3 users").click();
    await expect(figure(page, "3 done")).toBeVisible();
    expect(await people(pbx, system)).toEqual(start);
  });
}

test("what a run has done outlives a reload as files, and is nobody else's", async ({ page, pbx }) => {
  const system = "xivo-2019";
  await selectPeople(page, system, ["Boris", "Dora Desk"]);
  await button(page, "Change a field").click();
  await field(page, "Field").selectOption("Description");
  await field(page, "New value").fill("Floor 2");
  const held = (await people(pbx, system)).find((user) => user.firstname === "Dora").id;
  await pbx.faults({ system, method: "PUT", path: `${pathOf(system, held)}$`, kind: "delay" });
  await button(page, "Run 2 changes").click();
  await expect(cell(page, "Boris", "outcome")).toHaveText("✓ Done");
  await expect(cell(page, "Dora Desk", "outcome")).toHaveText("… Under way");
  page.on("dialog", (dialog) => dialog.accept());
  await page.reload();
  await pbx.release();
  await signIn(page);
  await expect(page.getByText("a plan was run here: 1 user changed")).toBeVisible();
  await axeEverywhere(page, "what a run has done before a reload");
  const outcome = await download(page, "Save the outcome as CSV");
  expect(outcome).toMatch(/"Boris".*"Done"/);
  expect(outcome).toMatch(/"Dora Desk".*"Under way"/);
  // What was under way may be done, and was: the file gives that back as well.
  expect((await people(pbx, system)).find(({ id }) => id === held).description).toBe("Floor 2");
  expect(await download(page, "Save a file that undoes this")).toMatch(
    new RegExp(`^\\uFEFF"id","description"\r\n"2","[^"]*"\r\n"${held}","[^"]*"\r\n$`),
  );
  // It is offered again, until it is not wanted any more.
  await page.reload();
  await signIn(page);
  await expect(page.getByText("a plan was run here: 1 user changed")).toBeVisible();
  await button(page, "Forget it").click();
  await expect(page.getByText("a plan was run here")).toHaveCount(0);
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain("Floor 2");
});

test("says that whom somebody new was to be like is not there", async ({ page }) => {
  await open(page, "xivo-2016", "users/new?like=99999");
  await expect(heading(page, "New user")).toBeVisible();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expect(link(page, "Back to the users")).toBeVisible();
});

test.describe("in French", () => {
  test.use({ locale: "fr-FR" });
  test("is in French, and made and run with the keyboard", async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 1000 });
    await page.goto("/xivo-2016/users?sort=name");
    await page.getByRole("checkbox", { name: "Sélectionner Boris", exact: true }).check();
    // The French words do not fit beside each other here: they are in a menu.
    await page.getByRole("group", { name: "Utilisateurs sélectionnés" }).locator("summary").focus();
    await page.keyboard.press("Enter");
    await button(page, "Modifier un champ").focus();
    await page.keyboard.press("Enter");
    await expect(page.getByText("Modifier un champ : 1 utilisateur")).toBeVisible();
    await expect(page.getByText("Choisissez d’abord ce qui doit changer.")).toBeVisible();
    await field(page, "Champ").focus();
    await field(page, "Champ").selectOption("Description");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Étage 2");
    await expect(cell(page, "Boris", "description")).toHaveText(/ → Étage 2$/);
    await button(page, "Exécuter 1 modification").focus();
    await page.keyboard.press("Enter");
    await expect(page.getByText("1 faite", { exact: true })).toBeVisible();
  });
});
