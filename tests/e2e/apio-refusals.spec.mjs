// APIO: two tabs, double clicks, going back, sessions that end, and one of each kind of refusal.
import { expect, test } from "./fixtures.mjs";
import {
  DESK,
  MIRA,
  PIN,
  change,
  field,
  fillPin,
  heading,
  pinOf,
  profileOf,
  puts,
  save,
  signIn,
  signInAgain,
  summary,
} from "./apio.mjs";

const NEW = "052973";

// What is typed may stay in its masked field.
test.beforeEach(({ secrets }) => secrets.add(PIN, NEW, "640285", "Correct-Horse-7", "Correct-Horse-8"));

const profile = async (page, user = "mira.holt") => {
  await page.goto(profileOf(user));
  await signIn(page, DESK);
  await expect(page.getByRole("button", { name: "Save" })).toBeVisible();
};

test("another tab changed the profile meanwhile: the conflict is shown, nothing is lost", async ({ page, context, pbx }) => {
  await profile(page);
  await field(page, "Extension").fill("4799");
  await field(page, "Email address").fill("mine@brightwater.example.test");
  const other = await context.newPage();
  await profile(other);
  await field(other, "Email address").fill("theirs@brightwater.example.test");
  await field(other, "Network class of service").fill("5");
  await save(other);
  await expect(other.getByText(/^Saved: /)).toBeVisible();
  await other.close();

  await save(page);
  const conflict = page.getByRole("alert").filter({ hasText: "Somebody else changed this user meanwhile" });
  await expect(conflict).toContainText("Nothing was saved yet");
  await expect(page.getByText("Somebody changed this to “theirs@brightwater.example.test” meanwhile.")).toBeVisible();
  await expect(field(page, "Extension")).toHaveValue("4799");
  await expect(field(page, "Email address")).toHaveValue("mine@brightwater.example.test");
  await expect(field(page, "Network class of service")).toHaveValue("5");
  await expect(conflict.getByRole("link")).toHaveText(["Email address"]);
  await conflict.getByRole("link", { name: "Email address" }).click();
  await expect(field(page, "Email address")).toBeFocused();
  expect(await puts(pbx)).toHaveLength(1);
  // As long as nobody has chosen, it is not saved either.
  await save(page);
  await expect(conflict).toBeVisible();
  expect(await puts(pbx)).toHaveLength(1);
  await page.getByRole("button", { name: "Keep mine" }).click();
  await expect(field(page, "Email address")).toBeFocused();
  await expect(conflict).toHaveCount(0);
  await save(page);
  await expect(page.getByText("Saved: Email address, Extension.")).toBeVisible();
  expect((await puts(pbx))[1]).toEqual({ emailAddress: "mine@brightwater.example.test", extension: "4799" });

  // The other way round: theirs is taken, and there is nothing left to save.
  await field(page, "Last name").fill("Holt-Mine");
  const third = await context.newPage();
  await profile(third);
  await field(third, "Last name").fill("Holt-Theirs");
  await save(third);
  await expect(third.getByText("Saved: Last name.")).toBeVisible();
  await third.close();
  await save(page);
  await page.getByRole("button", { name: "Take theirs" }).click();
  await expect(field(page, "Last name")).toHaveValue("Holt-Theirs");
  await expect(page.getByText("Nothing changed")).toBeVisible();
});

test("somebody else signed in in another tab, whose cookie the browser has now: nothing is done under their rights", async ({ page, context, pbx }) => {
  await profile(page);
  await field(page, "Email address").fill("mine@brightwater.example.test");
  const other = await context.newPage();
  await other.goto("/pin/apio");
  await signIn(other, MIRA);
  await expect(field(other, "Current PIN")).toBeVisible();
  await pbx.forget();

  await save(page);
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(dialog).toContainText("Somebody else has signed in in another tab of this browser.");
  expect(await pbx.writes("apio")).toEqual([]);
  await signInAgain(page, "Correct-Horse-8");
  await expect(page.getByText(/^Saved: Email address/)).toBeVisible();

  // And so it is with the other tab.
  await fillPin(other, { current: PIN, next: "052973" });
  await change(other);
  await expect(other.getByRole("dialog", { name: "Your session has ended" })).toContainText("Somebody else has signed in");
  expect((await puts(pbx)).length).toBe(1);
});

test("another tab changed the PIN meanwhile: the old one is refused, nothing is lost", async ({ page, context, pbx }) => {
  await page.goto("/pin/apio");
  await signIn(page);
  await fillPin(page, { current: PIN, next: NEW });
  const other = await context.newPage();
  await other.goto("/pin/apio");
  await signIn(other);
  await fillPin(other, { current: PIN, next: "640285" });
  await change(other);
  await expect(other.getByText("Your PIN was changed, and you are signed out.")).toBeVisible();
  await other.close();
  await change(page);
  // A browser that sends a lost request again shows the same picture.
  await expect(summary(page)).toContainText("We cannot tell whether the new PIN is valid");
  for (const [label, value] of [["Current PIN", PIN], ["New PIN", NEW], ["Repeat new PIN", NEW]]) {
    await expect(field(page, label)).toHaveValue(value);
  }
  await field(page, "Current PIN").fill("640285");
  await change(page);
  await expect(page.getByText("Your PIN was changed, and you are signed out.")).toBeVisible();
  expect((await puts(pbx)).at(-1)).toEqual({ pinCode: NEW, oldPinCode: "640285" });
});

test("a double click sends once: signing in, saving, changing a PIN, deleting", async ({ page, pbx }) => {
  const slow = (method) => pbx.faults({ system: "apio", method, kind: "delay", ms: 400, times: 2 });
  await page.goto(profileOf("mira.holt"));
  await page.getByLabel("Username").fill(DESK);
  await field(page, "Password").fill("Correct-Horse-8");
  await slow("POST");
  await page.getByRole("button", { name: "Sign in", exact: true }).dblclick();
  await field(page, "Extension").fill("4799");
  await slow("PUT");
  await page.getByRole("button", { name: "Save" }).dblclick();
  // Impatience by the keyboard comes to nothing, too.
  await page.keyboard.press("Control+s");
  await expect(page.getByText("Saved: Extension.")).toBeVisible();
  await page.getByRole("link", { name: "PIN code" }).click();
  await fillPin(page, { next: NEW });
  const button = page.getByRole("button", { name: "Change PIN" });
  await button.click();
  await expect(page.getByRole("button", { name: "Saving…" })).toHaveAttribute("aria-disabled", "true");
  await field(page, "Repeat new PIN").press("Enter");
  await expect(page.getByText("The PIN was changed.")).toBeVisible();
  await page.getByRole("link", { name: "Profile" }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await slow("DELETE");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).dblclick();
  await expect(page.getByText("Mira Holt was deleted.")).toBeVisible();
  const sent = (await pbx.writes("apio")).map(({ method }) => method);
  expect(sent).toEqual(["POST", "PUT", "PUT", "DELETE"]);
});

test("going back after a success sends nothing again and brings no secret back", async ({ page, pbx }) => {
  await page.goto(pinOf("mira.holt"));
  await signIn(page, DESK);
  await fillPin(page, { next: NEW });
  await change(page);
  await expect(page.getByText("The PIN was changed.")).toBeVisible();
  await page.getByRole("link", { name: "Profile" }).click();
  await expect(heading(page, "Mira Holt")).toBeVisible();
  await page.goBack();
  await expect(heading(page, "PIN code")).toBeVisible();
  for (const label of ["New PIN", "Repeat new PIN"]) await expect(field(page, label)).toHaveValue("");
  await expect(page.getByText("The PIN was changed.")).toHaveCount(0);
  expect(await puts(pbx)).toHaveLength(1);

  // The page for people: there and back again, across documents.
  await page.goto("/pin/apio");
  await signIn(page);
  await fillPin(page, { current: NEW, next: "640285" });
  await change(page);
  await expect(page.getByText("you are signed out")).toBeVisible();
  await page.goBack();
  await page.goForward();
  await expect(page).toHaveURL(/\/pin\/apio$/);
  await expect(heading(page)).toBeVisible();
  const values = await page.locator("input").evaluateAll((inputs) => inputs.map(({ value }) => value));
  expect(values.filter((value) => /\d{4}/.test(value))).toEqual([]);
  expect(await puts(pbx)).toHaveLength(2);
});

test("a session that ends while somebody types a profile loses nothing", async ({ page, pbx }) => {
  await profile(page);
  await field(page, "Extension").fill("4799");
  await field(page, "New password").fill("Better-Horse-21");
  await field(page, "Repeat new password").fill("Better-Horse-21");
  await pbx.act("apio", "POST", "/__switch", { endSessions: true });
  await save(page);
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(dialog.getByLabel("Username")).toHaveValue(DESK);
  await expect(field(dialog, "Password")).toBeFocused();
  // Declined: what was typed stays, and the refusal is said.
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(summary(page)).toContainText("Sign in and try again");
  await expect(field(page, "Extension")).toHaveValue("4799");
  await expect(field(page, "New password")).toHaveValue("Better-Horse-21");
  // Nothing of it is kept outside of the page's memory.
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]))).not.toMatch(
    /Better-Horse/,
  );
  await save(page);
  await signInAgain(page, "Correct-Horse-8");
  await expect(page.getByText("Saved: Extension. Accepted, but not shown by the server: New password.")).toBeVisible();
  expect(await puts(pbx)).toEqual([{ extension: "4799", newPassword: "Better-Horse-21" }]);
});

const page502 = "502 Bad Gateway";

test("each kind of refusal of a PIN is said as it is, and keeps what was typed", async ({ page, pbx }) => {
  await page.goto("/pin/apio");
  await signIn(page);
  await fillPin(page, { current: PIN, next: NEW });
  const refused = "The PIN was not changed. The current PIN is still valid.";
  const unknown = "We cannot tell whether the new PIN is valid";
  for (const [fault, place, ...sentences] of [
    [{ kind: "details" }, summary(page), refused, "made-up text: bad parameter"],
    [{ kind: "network-refuses" }, summary(page), refused, "do not have the right"],
    [{ kind: "status", status: 404, type: "text/html", body: "<h1>404</h1>" }, summary(page), refused, "does not offer that function"],
    [{ kind: "status", status: 429, type: "text/html", body: "<p>later</p>" }, summary(page), "Wait a moment"],
    [{ kind: "status", status: 413, type: "text/html", body: "<p>too large</p>" }, summary(page), refused],
    [{ kind: "html" }, summary(page), unknown, page502],
    [{ kind: "status", status: 504, type: "text/html", body: "<p>gateway</p>" }, summary(page), unknown],
    [{ kind: "503" }, summary(page), unknown],
    [{ kind: "fault" }, summary(page), unknown, "made-up text: unexpected fault"],
    [{ kind: "body", status: 200, type: "text/html", body: "<h1>Welcome to the hotel</h1>" }, summary(page), unknown],
  ]) {
    await pbx.faults({ system: "apio", method: "PUT", ...fault });
    await change(page);
    for (const sentence of sentences) await expect(place, JSON.stringify(fault)).toContainText(sentence);
    await expect(field(page, "New PIN")).toHaveValue(NEW);
    await expect(page.getByRole("dialog")).toHaveCount(0);
    if (fault.kind === "body") break; // That one did reach the server.
  }
});

test("each kind of refusal of a profile is told, and what holds is found out", async ({ page, pbx }) => {
  await profile(page);
  await field(page, "Extension").fill("4799");
  for (const [fault, sentence] of [
    [{ kind: "html" }, "The server failed and did not keep the changes."],
    [{ kind: "fault" }, "The server failed and did not keep the changes."],
    [{ kind: "busy" }, "asks to wait 7 seconds"],
    [{ kind: "gone" }, "This is no longer on the server."],
    [{ kind: "media" }, "could not read what was sent"],
    [{ kind: "network-refuses" }, "do not have the right"],
  ]) {
    await pbx.faults({ system: "apio", method: "PUT", ...fault });
    await save(page);
    await expect(page.getByText(sentence).first(), fault.kind).toBeVisible();
    await expect(field(page, "Extension"), fault.kind).toHaveValue("4799");
  }
  // Whatever was said, it was kept: that is found by reading again.
  await pbx.faults({ system: "apio", method: "PUT", kind: "fault-after" });
  await save(page);
  await expect(page.getByText("The server reported a failure, but it has kept all the changes.")).toBeVisible();
  await expect(page.getByText("Nothing changed")).toBeVisible();
  await field(page, "Extension").fill("4798");
  await pbx.faults({ system: "apio", method: "PUT", kind: "partly" });
  await save(page);
  await expect(summary(page)).toContainText("Only a part was done");
  await expect(summary(page)).toContainText("the phone record could not be removed");
  await expect(field(page, "Extension")).toHaveValue("4798");
});

test("a list or a person that cannot be read says why, and can be asked for again", async ({ page, pbx }) => {
  await pbx.faults({ system: "apio", path: "/api/v1/tenants/", kind: "html" });
  await page.goto("/apio/tenants/brightwater/groups/north-quay/users");
  await signIn(page, DESK);
  await expect(page.getByRole("alert")).toContainText("The server failed while doing this (status 502).");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("link", { name: "Mira Holt" })).toBeVisible();
  await page.goto(profileOf("nobody"));
  await signIn(page, DESK);
  await expect(page.getByRole("alert")).toContainText("Somebody may have deleted it");
  await expect(page.getByRole("link", { name: "Back to the users" })).toBeVisible();
});

test("a password that must be changed first is a step on the way, and the PIN is changed after it", async ({ page, pbx, secrets }) => {
  secrets.add("Better-Horse-21");
  await page.goto("/pin/apio");
  await signIn(page);
  await fillPin(page, { current: PIN, next: NEW });
  await pbx.faults({ system: "apio", method: "PUT", kind: "must-change", times: 2 });
  const dialog = page.getByRole("dialog", { name: "Change password" });
  await change(page);
  await expect(dialog).toContainText("You must change your password before you can go on.");
  // Declined: the refusal is said, and what was typed stays.
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(summary(page)).toContainText("The password must be changed before anything else.");
  await expect(field(page, "New PIN")).toHaveValue(NEW);
  await change(page);
  await field(dialog, "Old password").fill("Wrong-Horse-1");
  await field(dialog, "New password").fill("Better-Horse-21");
  await field(dialog, "Repeat new password").fill("Better-Horse-21");
  await dialog.getByRole("button", { name: "Change password" }).click();
  await expect(dialog.getByRole("alert")).toContainText("refused");
  await field(dialog, "Old password").fill("Correct-Horse-7");
  await dialog.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your PIN was changed, and you are signed out.")).toBeVisible();
  expect((await puts(pbx)).at(-1)).toEqual({ pinCode: NEW, oldPinCode: PIN });
});

test("what one person was about to do is not done by another who signs in in place", async ({ page, pbx }) => {
  await page.goto("/pin/apio");
  await signIn(page);
  await fillPin(page, { current: PIN, next: NEW });
  await pbx.act("apio", "POST", "/__switch", { endSessions: true });
  await change(page);
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await dialog.getByLabel("Username").fill("vec.tor@voice.example.test");
  await field(dialog, "Password").fill("Correct-Horse-7");
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("vec.tor@voice.example.test")).toBeVisible();
  await expect(field(page, "New PIN")).toHaveValue("");
  await expect(page.getByText("PIN was changed")).toHaveCount(0);
  // The one that was refused for its session, and no other.
  expect((await pbx.log("apio")).filter(({ method }) => method === "PUT").map(({ status }) => status)).toEqual([401]);
});

test("deleting: phones can be kept, and a person who was not there is said as that", async ({ page, pbx }) => {
  await profile(page);
  await page.getByRole("button", { name: "Delete" }).click();
  const dialog = page.getByRole("dialog", { name: /^Delete / });
  await expect(dialog.getByRole("switch", { name: "Delete the phones too" })).toBeChecked();
  await dialog.getByRole("switch", { name: "Delete the phones too" }).uncheck();
  await expect(dialog).toContainText("The person’s phones stay.");
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("The server named nothing that was deleted with the user.")).toBeVisible();
  await expect(page.getByText("was detached")).toHaveCount(0);
  expect((await pbx.writes("apio")).at(-1).body).toEqual({ delete_devices: false });

  await profile(page, "tomas.ek");
  await page.evaluate(
    (path) => fetch(path, { method: "DELETE" }),
    "/api/apio/api/v1/tenants/brightwater/groups/north-quay/users/tomas.ek%40voice.example.test/",
  );
  await page.getByRole("button", { name: "Delete" }).click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("It answers the same if the user was already gone.")).toBeVisible();
  await expect(page.getByText("is not there any more.")).toBeVisible();
  await expect(page.getByText("was deleted.")).toHaveCount(0);

  // A directory’s person, or one’s level: the refusal is told in the question.
  await page.goto(profileOf("vec.tor"));
  await signIn(page, DESK);
  await page.getByRole("button", { name: "Delete" }).click();
  await pbx.faults({ system: "apio", method: "DELETE", kind: "network-refuses" });
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(dialog.getByRole("alert")).toContainText("do not have the right");
  await pbx.faults({ system: "apio", method: "DELETE", kind: "html" });
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("Vec Tor is still there")).toBeVisible();
});
