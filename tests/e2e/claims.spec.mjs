// What the console says of a write is what is so: it was looked up, whatever was answered.
import { expect, test } from "./fixtures.mjs";
import { profileOf, signIn as signInToApio } from "./apio.mjs";
import {
  button, expectNotice, expectProblem, field, go, heading, link, notices, path10, path11, sent, summary,
} from "./xivo.mjs";

test.use({ people: 20 });

const bar = (page) => page.locator(".bar output");
const headline = (page) => summary(page).getByRole("heading");
const dialog = (page) => page.getByRole("dialog", { name: "Delete this user?" });
const remove = (page) => page.getByRole("main").getByRole("button", { name: "Delete", exact: true });
const system = "xivo-2014b";

test("what nobody touched is neither checked nor written, however odd", async ({ page, pbx }) => {
  await pbx.act("xivo-2013", "PUT", path10(3), { lastname: " Madeup  ", description: "Room 12\nBuilding B", userfield: "\tx " });
  await page.goto("/xivo-2013/users/3");
  await expect(field(page, "Last name")).toHaveValue(" Madeup  ");
  await pbx.forget();
  await button(page, "Save").click();
  await expectNotice(page, "Nothing has been changed.");
  await field(page, "Mobile phone number").fill("5551234");
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Mobile phone number.");
  expect(await sent(pbx, "xivo-2013")).toEqual([{ mobilephonenumber: "5551234" }]);
  // Line breaks outlive the first key.
  await field(page, "Description").press("End");
  await field(page, "Description").press("Control+End");
  await field(page, "Description").pressSequentially("!");
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Description.");
  expect((await sent(pbx, "xivo-2013")).at(-1)).toEqual({ description: "Room 12\nBuilding B!" });
});

test("an acknowledgement is not the effect: what did not hold stays typed and marked", async ({ page, pbx }) => {
  await page.goto(`/${system}/users/3`);
  await expect(heading(page, "Chloe Madeup")).toBeVisible();
  const NOT_KEPT = "The server accepted the changes, but did not keep them. What you typed is still here.";
  for (const [kind, claim] of [
    ["no-effect", NOT_KEPT],
    ["error-inside", NOT_KEPT],
    ["empty", NOT_KEPT],
    ["redirect", "Nothing was saved"],
  ]) {
    await field(page, "Description").fill(`Not kept: ${kind}`);
    await pbx.faults({ system, method: "PUT", kind });
    await button(page, "Save").click();
    await expect(headline(page), kind).toHaveText(claim);
    await expect(notices(page).locator(".notice"), kind).toHaveCount(0);
    await expect(field(page, "Description"), kind).toHaveValue(`Not kept: ${kind}`);
    await expect(bar(page), kind).toHaveText("1 field changed");
    if (claim === NOT_KEPT) await expectProblem(page, "Description", "The server did not keep this.");
  }
  await button(page, "Cancel").click();
  // One of two is kept: which, is said.
  await field(page, "Last name").fill("Half");
  await field(page, "Description").fill("The other half");
  await pbx.faults({ system, method: "PUT", kind: "half", fields: ["description"] });
  await button(page, "Save").click();
  await expect(headline(page)).toHaveText(
    "The server kept only a part of the changes. Kept: Last name. Not kept: Description.",
  );
  await expect(heading(page, "Chloe Half")).toBeVisible();
  await expect(field(page, "Description")).toHaveValue("The other half");
  await expectProblem(page, "Description", "The server did not keep this.");
  await expect(bar(page)).toHaveText("1 field changed");
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Description.");
  await expect(summary(page)).toHaveCount(0);
});

test("a lost answer is no answer: it is looked for until it is there", async ({ page, pbx }) => {
  await page.goto(`/${system}/users/3`);
  await field(page, "Description").fill("Late");
  await pbx.faults({ system, method: "PUT", kind: "drop" });
  await button(page, "Save").click();
  await expect(headline(page)).toContainText("no answer came, and the server does not have it so far");
  await expect(headline(page)).toContainText("We keep checking.");
  await expect(field(page, "Description")).toHaveValue("Late");
  // The change lands after all.
  await pbx.act(system, "PUT", path11(3), { description: "Late" });
  await expect(headline(page)).toHaveText("No answer came, but the server has kept all the changes.");
  await expect(bar(page)).toHaveText("Nothing changed");
});

test("a write that finds nobody keeps the form, and the read after it is not taken for the answer", async ({ page, pbx }) => {
  await page.goto(`/${system}/users/3`);
  await field(page, "Description").fill("Still here");
  await pbx.faults({ system, method: "GET", path: path11(3), kind: "404", nth: 2, times: 0 });
  await button(page, "Save").click();
  await expect(headline(page)).toContainText("The server accepted the changes, but could not be asked whether it has them.");
  await expect(field(page, "Description")).toHaveValue("Still here");
  await pbx.noFaults();
  await expectNotice(page, "Saved: Description.");
});

test("creating looks who is there: nobody is made twice, nobody is made up", async ({ page, pbx }) => {
  const create = async (first, fault) => {
    await go(page, `/${system}/users/new`);
    await field(page, "First name").fill(first);
    await field(page, "Last name").fill("Maker");
    await pbx.faults({ system, method: "POST", ...fault });
    await button(page, "Save").click();
  };
  const count = async (first) => (await pbx.state(system)).users.filter((user) => user.firstname === first).length;
  await page.goto(`/${system}/users`);
  await create("Late", { kind: "500", when: "after" });
  await expectNotice(page, "The server reported a failure, but Late Maker was created all the same.");
  await expect(heading(page, "Late Maker")).toBeVisible();
  expect(await count("Late")).toBe(1);
  // An acknowledgement without a person.
  await create("Nobody", { kind: "empty" });
  await expect(headline(page)).toContainText("nobody new with this name is in its list");
  await expect(field(page, "First name")).toHaveValue("Nobody");
  await expect(page.getByText("the new numbers are")).toHaveCount(0);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Leave without saving" }).click();
  // No answer: looked for, found, and not made again.
  await create("Slow", { kind: "drop" });
  await expect(headline(page)).toContainText("We cannot tell whether the user was created");
  await expect(page.getByText("Nothing was saved")).toHaveCount(0);
  await pbx.act(system, "POST", path11(), { firstname: "Slow", lastname: "Maker" });
  await expect(page.getByText("The user was created after all:")).toBeVisible();
  await button(page, "Save").click();
  await expect(page.getByText("The user was created after all:")).toBeVisible();
  expect(await count("Slow")).toBe(1);
  await link(page, "Open user 22").click();
  await expect(heading(page, "Slow Maker")).toBeVisible();
  // Tried once more before that is found: looked for first, and not made again.
  await create("Again", { kind: "drop" });
  await expect(headline(page)).toContainText("We cannot tell whether the user was created");
  await pbx.faults({ system, method: "GET", path: `${path11()}$`, kind: "500", times: 0 });
  await button(page, "Save").click();
  await expect(headline(page)).toHaveText(
    "We cannot tell whether the user was created: the list of users cannot be read.",
  );
  await pbx.act(system, "POST", path11(), { firstname: "Again", lastname: "Maker" });
  await pbx.noFaults();
  await button(page, "Save").click();
  await expect(page.getByText("The user was created after all:")).toBeVisible();
  expect(await count("Again")).toBe(1);
});

test("whoever a colleague created with the id of a creation without effect is not who was typed", async ({ page, pbx }) => {
  // API 1.0 gives no id: the colleague's is the only one that is new there.
  for (const [name, path] of [["xivo-2013", path10()], [system, path11()]]) {
    await page.goto(`/${name}/users/new`);
    await field(page, "First name").fill("Eve");
    await field(page, "Last name").fill("Maker");
    await pbx.faults(
      { system: name, method: "POST", kind: "act", when: "after", act: { method: "POST", path, body: { firstname: "Jean", lastname: "Maker" } } },
      { system: name, method: "POST", kind: "no-effect" },
    );
    await button(page, "Save").click();
    await expect(headline(page)).toHaveText(/nobody new with this name is in its list/);
    await expect(page.getByText("Jean"), name).toHaveCount(0);
    // Neither does anything lead to them, nor is what was typed lost, nor is it not sent again.
    await expect(field(page, "First name")).toHaveValue("Eve");
    await button(page, "Save").click();
    await expectNotice(page, "Eve Maker was created.");
    const made = (await pbx.state(name)).users.filter(({ lastname }) => lastname === "Maker");
    expect(made.map(({ firstname }) => firstname).sort(), name).toEqual(["Eve", "Jean"]);
  }
});

test("somebody new whom one read denies is looked for again, as the list has them", async ({ page, pbx }) => {
  await page.goto(`/${system}/users/new`);
  await field(page, "First name").fill("Seen");
  await pbx.faults({ system, method: "GET", path: `${path11(21)}$`, kind: "404" });
  await button(page, "Save").click();
  await expectNotice(page, "Seen was created.");
  await expect(heading(page, "Seen")).toBeVisible();
});

test("what a server did not keep of somebody new is named on their page, and still typed there", async ({ page, pbx }) => {
  await page.goto(`/${system}/users/new`);
  await field(page, "First name").fill("Half");
  await field(page, "Last name").fill("Maker");
  await field(page, "Description").fill("The other half");
  await pbx.faults({ system, method: "POST", kind: "half", fields: ["description"] });
  await button(page, "Save").click();
  await expect(heading(page, "Half Maker")).toBeVisible();
  await expectNotice(page, "Half Maker was created, but the server did not keep: Description.");
  // It is still typed, and can be sent once more.
  await expect(field(page, "Description")).toHaveValue("The other half");
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Description.");
  await expect(field(page, "Description")).toHaveValue("The other half");
});

test("a creation that the browser sent twice made two people: both are named, and can be opened", async ({ page, pbx }) => {
  for (const [name, server, path] of [["xivo-2013", "xivo-2013", path10()], ["xivo-2014b", system, path11()]]) {
    await page.goto(`/${name}/users/new`);
    await field(page, "First name").fill("Twice");
    await field(page, "Last name").fill("Maker");
    await pbx.faults({ system: server, method: "POST", path, kind: "resend" });
    await button(page, "Save").click();
    const said = page.getByRole("alert").filter({ hasText: "More than one new user has the name Twice Maker: the numbers are 21, 22." });
    await expect(said, name).toBeVisible();
    await expect(said).toContainText("The request may have reached the server twice");
    await expect(page.getByText("was created"), name).toHaveCount(0);
    await expect(field(page, "Last name")).toHaveValue("Maker");
    // Nobody is made a third time.
    await button(page, "Save").click();
    await expect(said, name).toBeFocused();
    const made = (await pbx.state(server)).users.filter(({ lastname }) => lastname === "Maker");
    expect(made.length, name).toBe(2);
    await said.getByRole("link", { name: "Open user 22" }).click();
    await expect(heading(page, "Twice Maker"), name).toBeVisible();
    await expect(page).toHaveURL(/users\/22$/);
  }
});

test("a deletion is what is gone, and a refused one remembers why", async ({ page, pbx }) => {
  await page.goto(`/${system}/users/3`);
  await remove(page).click();
  await pbx.faults({ system, method: "DELETE", kind: "no-effect" });
  await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
  await expect(dialog(page)).toContainText("The server accepted the deletion, but Chloe Madeup is still there.");
  await dialog(page).getByRole("button", { name: "Cancel" }).click();

  // 412: a voicemail that came while the page was open.
  await go(page, "/xivo-2013/users/2");
  await expect(heading(page, "Boris")).toBeVisible();
  await pbx.act("xivo-2013", "PUT", path10(2), { voicemailid: 77 });
  await remove(page).click();
  await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
  await expect(dialog(page).getByRole("alert")).toContainText("The user owns a voicemail.");
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await remove(page).click();
  await expect(dialog(page).getByRole("alert")).toContainText("The user owns a voicemail.");
  await dialog(page).getByRole("button", { name: "Delete with voicemail" }).click();
  await expectNotice(page, "Boris was deleted, and the voicemail with them.");
});

test("a deletion that was refused says what is so, and begins with Cancel", async ({ page, pbx }) => {
  await page.goto(`/${system}/users/3`);
  await remove(page).click();
  const cancel = dialog(page).getByRole("button", { name: "Cancel" });
  const confirm = dialog(page).getByRole("button", { name: "Delete", exact: true });
  await expect(cancel).toBeFocused();
  const background = (button) => button.evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(await background(confirm)).toBe("rgb(179, 25, 31)");
  expect(await background(cancel)).not.toBe("rgb(179, 25, 31)");
  const REFUSED = "Chloe Madeup was not deleted, and is still there.";
  for (const [kind, claim, why] of [
    ["401", REFUSED, "nobody signs in to this system"],
    ["403", REFUSED, "a proxy or a firewall, refused this (status 403), not the phone system itself"],
    ["404", REFUSED, "Somebody may have deleted it."],
    ["500", "The server failed while deleting, and Chloe Madeup is still there. Try again.", "status 500"],
    ["drop", "We cannot tell whether Chloe Madeup will be deleted", "cannot be reached"],
  ]) {
    await pbx.faults({ system, method: "DELETE", kind });
    await confirm.click();
    await expect(dialog(page), kind).toContainText(claim);
    await expect(dialog(page).getByRole("alert"), kind).toContainText(why);
  }
  // Answered with a refusal, and done: a list that still had the person would be wrong.
  for (const [id, kind, claim] of [
    [8, "403", "The server reported a failure, but .* is gone."],
    [9, "404", "was gone already"],
    [10, "401", "The server reported a failure, but .* is gone."],
  ]) {
    await page.goto(`/${system}/users/${id}`);
    await remove(page).click();
    await pbx.faults({ system, method: "DELETE", kind, when: "after" });
    await confirm.click();
    await expectNotice(page, new RegExp(claim));
  }

  await page.goto(profileOf("mira.holt"));
  await signInToApio(page, "desk.admin@voice.example.test");
  await button(page, "Delete").click();
  const question = page.getByRole("dialog", { name: "Delete Mira Holt?" });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await pbx.faults({ system: "apio", method: "DELETE", kind: "403" });
  await question.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(question).toContainText("Mira Holt was not deleted, and is still there.");
  await pbx.faults({ system: "apio", method: "DELETE", kind: "403", when: "after" });
  await question.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByText("The server reported a failure, but Mira Holt is gone.")).toBeVisible();
});

test("a server that wants a sign-in where there is none is told as that, and what it kept", async ({ page, pbx }) => {
  await page.goto(`/${system}/users/3`);
  await field(page, "Description").fill("Mine");
  await pbx.faults({ system, method: "PUT", kind: "401" });
  await button(page, "Save").click();
  await expect(headline(page)).toHaveText("Nothing was saved");
  await expect(summary(page)).toContainText("nobody signs in to this system: config.json says that it needs no sign-in");
  await expect(field(page, "Description")).toHaveValue("Mine");
  await pbx.faults({ system, method: "PUT", kind: "401", when: "after" });
  await button(page, "Save").click();
  await expect(headline(page)).toHaveText("The server reported a failure, but it has kept all the changes.");
  await expect(bar(page)).toHaveText("Nothing changed");
});

test("what was said of one person does not stand on the page of the next", async ({ page }) => {
  await page.goto(`/${system}/users/3`);
  await field(page, "Description").fill("Mine");
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Description.");
  await go(page, `/${system}/users/2`);
  await expect(heading(page, "Boris")).toBeVisible();
  await expect(notices(page).locator(".notice")).toHaveCount(0);
});

test("the browser does not put its owner's password into somebody else's profile", async ({ page }) => {
  await page.goto(profileOf("mira.holt"));
  await signInToApio(page, "desk.admin@voice.example.test");
  await expect(field(page, "Old password")).toHaveAttribute("autocomplete", "new-password");
  await expect(link(page, "Profile")).toBeVisible();
});
