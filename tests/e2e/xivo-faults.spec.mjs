// What a server does wrong on a bad day: said in a sentence, nothing lost.
import { expect, test } from "./fixtures.mjs";
import {
  button, count, expectNotice, field, go, heading, link, names, notices, path10, path11, search, sent, summary,
} from "./xivo.mjs";

test.use({ people: 20 });

const dialog = (page) => page.getByRole("dialog", { name: "Delete this user?" });
const remove = (page) => page.getByRole("main").getByRole("button", { name: "Delete", exact: true });

test("a change that fails: which it was is said, what was typed stays", async ({ page, pbx }) => {
  const system = "xivo-2014b";
  await page.goto(`/${system}/users/3`);
  await expect(heading(page, "Chloe Madeup")).toBeVisible();
  let round = 0;
  /** Types a new value, arms the failure, saves. */
  const attempt = async (...faults) => {
    round += 1;
    const typed = `Typed ${round}`;
    await field(page, "Description").fill(typed);
    await pbx.faults(...faults.map((fault) => ({ system, ...fault })));
    await button(page, "Save").click();
    return typed;
  };
  const put = { method: "PUT" };
  const FAILED_NOT_SAVED = "The server failed and did not keep the changes. What you typed is still here.";
  const NOT_THERE_SO_FAR =
    "We cannot tell whether the change was made: no answer came, and the server does not have it so far. What you typed is still here.";
  const FAILED_BUT_SAVED = "The server reported a failure, but it has kept all the changes.";
  const SAVED_WITHOUT_ANSWER = "No answer came, but the server has kept all the changes.";
  const NOTHING_SAVED = "Nothing was saved";
  const headline = summary(page).getByRole("heading");

  const NOT_KEPT = [
    ["500-before", FAILED_NOT_SAVED, [{ kind: "500-before", ...put }], "The server failed while doing this (status 500)."],
    ["html", FAILED_NOT_SAVED, [{ kind: "html", ...put }], /status 502/],
    ["drop", NOT_THERE_SO_FAR, [{ kind: "drop", ...put }], "The server cannot be reached."],
  ];
  for (const [what, claim, faults, sentence] of NOT_KEPT) {
    const typed = await attempt(...faults);
    await expect(headline, what).toContainText(claim);
    await expect(notices(page).locator(".notice"), what).toHaveCount(0);
    await expect(summary(page), what).toContainText(sentence);
    await expect(summary(page), what).toBeFocused();
    await expect(field(page, "Description"), what).toHaveValue(typed);
    await expect(page.locator(".bar output"), what).toHaveText("1 field changed");
    await button(page, "Cancel").click();
    await expect(summary(page), what).toHaveCount(0);
  }

  const KEPT = [
    ["500-after", FAILED_BUT_SAVED, [{ kind: "500-after", ...put }]],
    ["drop-after", SAVED_WITHOUT_ANSWER, [{ kind: "drop-after", ...put }]],
    ["sysconfd", FAILED_BUT_SAVED, [{ kind: "sysconfd", ...put }]],
  ];
  for (const [what, claim, faults] of KEPT) {
    const typed = await attempt(...faults);
    // One claim, in one place.
    await expect(headline, what).toHaveText(claim);
    await expect(page.getByText(NOTHING_SAVED), what).toHaveCount(0);
    await expect(notices(page).locator(".notice"), what).toHaveCount(0);
    await expect(field(page, "Description"), what).toHaveValue(typed);
    await expect(page.locator(".bar output"), what).toHaveText("Nothing changed");
  }

  // Busy: not done, as reading again shows.
  let typed = await attempt({ kind: "503", ...put });
  await expect(summary(page)).toContainText("The server is busy and asks to wait 30 seconds. Then try again.");
  await expect(field(page, "Description")).toHaveValue(typed);
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Description.");
  await expect(summary(page)).toHaveCount(0);

  // Failed, and cannot be asked: nobody knows, and that is said.
  typed = await attempt({ kind: "drop", ...put }, { kind: "drop", method: "GET", path: path11(3), after: 1, times: 3 });
  await expect(headline).toContainText("We cannot tell whether the change was made");
  await expect(page.getByText(NOTHING_SAVED)).toHaveCount(0);
  await expect(field(page, "Description")).toHaveValue(typed);
  await pbx.noFaults();
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Description.");

  // Accepted, and cannot be read again: said to be unknown, looked for again, and then found.
  typed = await attempt({ kind: "cut", method: "GET", path: path11(3), after: 1, times: 0 });
  await expect(headline).toContainText("The server accepted the changes, but could not be asked whether it has them.");
  await expect(headline).toContainText("We keep checking.");
  await expect(field(page, "Description")).toHaveValue(typed);
  await expect(page.locator(".bar output")).toHaveText("1 field changed");
  await pbx.noFaults();
  await expectNotice(page, "Saved: Description.");
  await expect(summary(page)).toHaveCount(0);
  await expect(field(page, "Description")).toHaveValue(typed);
  await expect(page.locator(".bar output")).toHaveText("Nothing changed");

  // It cannot even be read before.
  typed = await attempt({ kind: "cut", method: "GET", path: path11(3) });
  await expect(summary(page)).toContainText("The answer broke off half way.");
  await expect(field(page, "Description")).toHaveValue(typed);
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Description.");
});

test("a list or a user that cannot be read: a sentence, and the way on", async ({ page, pbx }) => {
  const list = path10();
  const CASES = [
    [{ kind: "500-before" }, "The server failed while doing this (status 500)."],
    [{ kind: "503" }, "The server is busy and asks to wait 30 seconds. Then try again."],
    [{ kind: "html" }, /status 502/],
    [{ kind: "html", status: 200 }, "Something else may be answering at this address."],
    [{ kind: "status", status: 403 }, "You are signed in, but do not have the right to do this."],
    [{ kind: "status", status: 404 }, "This server does not offer that function"],
    [{ kind: "body", body: "" }, "Something else may be answering at this address."],
    [{ kind: "body", body: "[1, 2" }, "Something else may be answering at this address."],
    [{ kind: "body", body: '{"items": 7}' }, "Something else may be answering at this address."],
  ];
  /** Lets the time pass in which the dropped attempts of one request count as one. */
  const dropped = async (path) => {
    await pbx.faults({ kind: "drop", path });
    await button(page, "Try again").click();
    await expect(alert).toContainText("The server cannot be reached. Check the network, then try again.");
    await page.waitForTimeout(500);
  };
  await pbx.faults({ kind: "500-before", path: list });
  await page.goto("/xivo-2013/users");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("status 500");
  for (const [fault, sentence] of CASES) {
    await pbx.faults({ ...fault, path: list });
    await button(page, "Try again").click();
    await expect(alert, JSON.stringify(fault)).toContainText(sentence);
    await expect(page.getByText("There is nobody on this system yet.")).toHaveCount(0);
  }
  await dropped(list);
  await button(page, "Try again").click();
  await expect(count(page)).toHaveText("20 users");

  await pbx.faults({ kind: "500-before", path: path10(3) });
  await link(page, "Chloe Madeup").click();
  for (const [fault, sentence] of CASES.slice(0, 5)) {
    await expect(alert).toBeVisible();
    await pbx.faults({ ...fault, path: path10(3) });
    await button(page, "Try again").click();
    await expect(alert, JSON.stringify(fault)).toContainText(sentence);
  }
  await dropped(path10(3));
  await button(page, "Try again").click();
  await expect(heading(page, "Chloe Madeup")).toBeVisible();

  await go(page, "/xivo-2013/users/4711");
  await expect(alert).toContainText("This user does not exist (any more).");
  await link(page, "Back to the users").click();
  await expect(count(page)).toHaveText("20 users");

  // Nobody at all.
  await pbx.faults({ kind: "body", body: '{"items": []}', path: list });
  await button(page, "Reload").click();
  await expect(page.getByText("There is nobody on this system yet.")).toBeVisible();
  await expect(page.getByText("Create the first user.")).toBeVisible();
  await expect(count(page)).toHaveText("0 users");
});

test("deletions of API 1.0 that end half way", async ({ page, pbx }) => {
  // 2013: gone all the same. 2014: the user is still there, the line or the voicemail is not.
  await page.goto("/xivo-2013/users/1");
  await remove(page).click();
  await pbx.faults({ kind: "provd", method: "DELETE" });
  await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
  await expectNotice(page, "Ada Sample was deleted, but the device could not be reconfigured. Reconfigure the phone by hand.");
  await expect(heading(page, "Users")).toBeVisible();
  await expect(count(page)).toHaveText("19 users");

  await go(page, "/xivo-2013/users/5");
  await remove(page).click();
  await pbx.faults({ kind: "sysconfd", method: "DELETE" });
  await dialog(page).getByRole("button", { name: "Delete with voicemail" }).click();
  await expectNotice(page, "Milo Voicer was deleted, but the content of the voicemail could not be removed.");

  // The dropped connection: gone, or still there.
  await go(page, "/xivo-2013/users/2");
  await remove(page).click();
  await pbx.faults({ kind: "drop", method: "DELETE" });
  await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
  await expect(dialog(page)).toContainText(
    "We cannot tell whether Boris will be deleted: no answer came, and the user is still there so far.",
  );
  await expect(dialog(page).getByRole("alert")).toContainText("The server cannot be reached.");
  await pbx.faults({ kind: "drop-after", method: "DELETE" });
  await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
  await expectNotice(page, "No answer came, but Boris is gone.");
  await expect(heading(page, "Users")).toBeVisible();

  // Somebody else was quicker.
  await go(page, "/xivo-2013/users/9");
  await expect(heading(page, "Ada Sample")).toBeVisible();
  await pbx.act("xivo-2013", "DELETE", path10(9));
  await remove(page).click();
  await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
  await expectNotice(
    page,
    "Ada Sample was gone already: somebody else had deleted them, or the deletion reached the server twice.",
  );
  await expect(heading(page, "Users")).toBeVisible();
});

test("deletions of January 2014 over API 1.0", async ({ page, pbx }) => {
  // The same server by its older API, as an installer may have configured it.
  const systems = await pbx.systems();
  const own = { ...systems.find((system) => system.id === "xivo-2014a"), api: "1.0" };
  await pbx.config({ systems: [own] });
  await page.goto("/xivo-2014a/users/7");
  await expect(heading(page, "Dora Desk")).toBeVisible();
  await remove(page).click();
  await pbx.faults({ kind: "provd", method: "DELETE" });
  await dialog(page).getByRole("button", { name: "Delete with voicemail" }).click();
  await expect(dialog(page)).toContainText("The server failed while deleting, and Dora Desk is still there. Try again.");
  await expect(dialog(page).getByRole("alert")).toContainText("Only a part was done. See what the server said.");
  await dialog(page).getByText("What the server said", { exact: true }).click();
  await expect(dialog(page)).toContainText("The user was deleted but the device could not be reconfigured");
  // What went is said no more: the line is gone.
  await expect(dialog(page)).not.toContainText("The SIP line of the user goes too.");
  await dialog(page).getByRole("button", { name: "Delete with voicemail" }).click();
  await expectNotice(page, "Dora Desk was deleted, and the voicemail with them.");

  await go(page, "/xivo-2014a/users/5");
  await remove(page).click();
  await pbx.faults({ kind: "sysconfd", method: "DELETE" });
  await dialog(page).getByRole("button", { name: "Delete with voicemail" }).click();
  await expect(dialog(page)).toContainText("Milo Voicer is still there");
  await expect(dialog(page)).not.toContainText("only together with it");
  await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
  await expectNotice(page, "Milo Voicer was deleted.");

  // 412: a voicemail that came while the page was open.
  await go(page, "/xivo-2014a/users/2");
  await expect(heading(page, "Boris")).toBeVisible();
  await pbx.act("xivo-2014a", "PUT", path10(2), { voicemailid: 77 });
  await remove(page).click();
  await pbx.forget();
  await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
  await expect(dialog(page).getByRole("alert")).toContainText("The user owns a voicemail.");
  await dialog(page).getByRole("button", { name: "Delete with voicemail" }).click();
  await expectNotice(page, "Boris was deleted, and the voicemail with them.");
  expect((await pbx.writes("xivo-2014a")).map((entry) => entry.query)).toEqual(["", "deleteVoicemail"]);
});

test("somebody else at the same user", async ({ page, pbx, context }) => {
  const system = "xivo-2014b";
  await page.goto(`/${system}/users/3`);
  const other = await context.newPage();
  await other.goto(`/${system}/users/3`);
  await expect(heading(other, "Chloe Madeup")).toBeVisible();

  // Other fields are taken over, and said.
  await field(other, "Description").fill("From the other tab");
  await button(other, "Save").click();
  await expectNotice(other, "Saved: Description.");
  await field(page, "Last name").fill("Here");
  await button(page, "Save").click();
  await expectNotice(page, "Somebody else changed other fields meanwhile");
  await expectNotice(page, "Saved: Last name.");
  await expect(field(page, "Description")).toHaveValue("From the other tab");
  expect((await sent(pbx, system)).at(-1)).toEqual({ lastname: "Here" });

  // The same field: nothing is saved until somebody has chosen.
  await field(other, "Last name").fill("There");
  await field(other, "User field").fill("Theirs");
  await button(other, "Save").click();
  const advice = other.getByRole("alert").filter({ hasText: "Somebody else changed this user meanwhile" });
  await expect(advice).toBeVisible();
  await expect(advice).toBeFocused();
  await expect(other.getByText("Somebody changed this to “Here” meanwhile.")).toBeVisible();
  await expect(field(other, "Last name")).toHaveValue("There");
  const writes = (await pbx.writes(system)).length;
  await button(other, "Keep mine").click();
  await expect(advice).toHaveCount(0);
  await button(other, "Save").click();
  await expectNotice(other, "Saved: Last name, User field.");
  expect((await pbx.writes(system)).length).toBe(writes + 1);

  await field(page, "Last name").fill("Once more");
  await button(page, "Save").click();
  await button(page, "Take theirs").click();
  await expect(field(page, "Last name")).toHaveValue("There");
  await expect(page.locator(".bar output")).toHaveText("Nothing changed");

  // Deleted while being edited: a sentence, and what was typed is still there to copy.
  await field(page, "Description").fill("Too late");
  await pbx.act(system, "DELETE", path11(3));
  await button(page, "Save").click();
  await expect(summary(page)).toContainText("Somebody may have deleted it.");
  await expect(field(page, "Description")).toHaveValue("Too late");
  await expect(heading(page, "Chloe There")).toBeVisible();
});

test("no network", async ({ page, context }) => {
  await page.goto("/xivo-2013/users");
  await expect(count(page)).toHaveText("20 users");
  await link(page, "Chloe Madeup").click();
  await field(page, "Last name").fill("Offline");
  await context.setOffline(true);
  await button(page, "Save").click();
  await expect(summary(page)).toContainText("The server cannot be reached. Check the network, then try again.");
  await expect(field(page, "Last name")).toHaveValue("Offline");
  // The list is still there, as it was.
  await link(page, "Back to the users").click();
  await page.getByRole("dialog").getByRole("button", { name: "Leave without saving" }).click();
  await expect(count(page)).toHaveText("20 users");
  await search(page).fill("ada");
  expect(await names(page)).toContain("Ada Sample");
  await button(page, "Reload").click();
  await expect(page.getByRole("alert")).toContainText("The server cannot be reached.");
  await expect(count(page)).toHaveText(/of 20 users$/);
  await context.setOffline(false);
  await button(page, "Try again").click();
  await expect(page.getByRole("alert")).toHaveCount(0);
});
