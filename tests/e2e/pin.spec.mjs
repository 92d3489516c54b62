// PIN codes: people themselves on a telephone screen, and the help desk.
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { PIN, change, fillPin as fill, pinOf, rule, signIn, summary } from "./apio.mjs";

// What is typed may stay in its masked field.
test.beforeEach(({ secrets }) => secrets.add(PIN, "052973", "111222"));

test.describe("on a telephone", () => {
  test.use({ viewport: { width: 320, height: 640 }, hasTouch: true });

  test("signs in, is told the rules, changes, done, signed out", async ({ page, pbx, secrets }) => {
    secrets.add("Correct-Horse-7");
    await page.goto("/pin/apio");
    await expect(page.getByRole("heading", { level: 1, name: "Change my PIN" })).toBeVisible();
    await axeEverywhere(page, "sign in");
    await signIn(page);
    await expect(page.getByText("The PIN lasts 24 more days.")).toBeVisible();
    for (const label of ["Current PIN", "New PIN", "Repeat new PIN"]) {
      const field = page.getByLabel(label, { exact: true });
      await expect(field).toHaveAttribute("inputmode", "numeric");
      await expect(field).toHaveAttribute("type", "password");
    }
    // The rules turn while one types.
    await fill(page, { current: PIN, next: "4711" });
    await expect(rule(page, "6 to 8 digits")).toContainText("Not met");
    await expect(rule(page, "Not your own extension")).toContainText("Not met");
    await expect(rule(page, "None of the last 5 PINs")).toContainText("Only the server knows");
    await fill(page, { next: "847119" });
    await expect(rule(page, "Not your own extension")).toContainText("The server may refuse this");
    await fill(page, { next: "052973", repeat: "052974" });
    await expect(rule(page, "6 to 8 digits").getByText("Met", { exact: true })).toBeVisible();
    await change(page);
    await expect(summary(page)).toContainText("The two new PINs are not the same");
    await axeEverywhere(page, "a refused form");
    await fill(page, { next: "052973" });
    await change(page);
    await expect(page.getByText("Your PIN was changed, and you are signed out.")).toBeVisible();
    await axeEverywhere(page, "done");
    const writes = (await pbx.writes("apio")).filter(({ method }) => method === "PUT");
    expect(writes.map(({ body }) => body)).toEqual([{ pinCode: "052973", oldPinCode: PIN }]);
  });

  test("goes by the keyboard alone, and the focus is never lost", async ({ page }) => {
    await page.goto("/pin/apio");
    await expect(page.getByLabel("Username")).toBeFocused();
    await page.keyboard.type("mira.holt@voice.example.test");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Correct-Horse-7");
    await page.keyboard.press("Enter");
    await expect(page.locator("#content")).toBeFocused();
    const type = async (label, text) => {
      await page.keyboard.press("Tab");
      await expect(page.getByLabel(label, { exact: true })).toBeFocused();
      await page.keyboard.type(text);
    };
    const toShow = async (label) => {
      await page.keyboard.press("Tab");
      await expect(page.getByRole("button", { name: `Show: ${label}` })).toBeFocused();
    };
    await expect(page.getByText("The PIN lasts 24 more days.")).toBeVisible();
    await type("Current PIN", PIN);
    await toShow("Current PIN");
    await type("New PIN", "052973");
    await type("Repeat new PIN", "052973");
    await toShow("New PIN");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: "Change PIN" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByText("Your PIN was changed, and you are signed out.")).toBeVisible();
    await expect(page.locator("#outcome")).toBeFocused();
  });

  test("refuses here what no keypad can enter, and sends nothing", async ({ page, pbx }) => {
    await page.goto("/pin/apio");
    await signIn(page);
    for (const [next, sentence] of [
      ["73a145", "There is a letter in it"],
      ["٧٣٩١٤٥", "digits of another script"],
      ["７３９１４５", "full-width digits"],
      ["739 145", "a space or an invisible sign"],
      ["7".repeat(40), "30 digits at most"],
      ["111111", "No digit more than 3 times in a row"],
      ["4711", "6 to 8 digits"],
    ]) {
      await fill(page, { current: PIN, next });
      await change(page);
      await expect(summary(page)).toContainText(sentence);
      await expect(page.getByLabel("New PIN", { exact: true })).toHaveAttribute("aria-invalid", "true");
      await expect(page.getByLabel("New PIN", { exact: true })).toHaveValue(next);
    }
    expect((await pbx.writes("apio")).map(({ method }) => method)).toEqual(["POST"]);
  });

  test("a wrong current PIN is not signed out, and a server's refusal keeps what was typed", async ({ page, pbx }) => {
    await page.goto("/pin/apio");
    await signIn(page);
    await fill(page, { current: "111222", next: "052973" });
    await page.getByRole("button", { name: "Show: New PIN" }).click();
    await change(page);
    await expect(summary(page)).toContainText("The PIN was not changed. The current PIN is still valid.");
    const hint = "Check the current PIN first: the server does not say whether it means the new or the current one.";
    await expect(summary(page).getByRole("listitem")).toHaveText([hint]);
    await expect(page.getByLabel("Current PIN", { exact: true })).toHaveAccessibleDescription(/The server refused this or the new PIN\.$/);
    await expect(page.getByLabel("New PIN", { exact: true })).toHaveAccessibleDescription(/The server refused this or the current PIN\.$/);
    // The server's words once.
    await expect(summary(page).locator("pre")).toContainText("the old pincode does not match");
    expect((await page.getByRole("main").textContent()).split("the old pincode does not match")).toHaveLength(2);
    await summary(page).getByRole("link").click();
    await expect(page.getByLabel("Current PIN", { exact: true })).toBeFocused();
    const field = page.getByLabel("New PIN", { exact: true });
    await expect(field).toHaveValue("052973");
    await expect(field).toHaveAttribute("type", "password");
    // From the network element it is known to be the current one.
    await pbx.act("apio", "POST", "/__switch", { oldPinWrongStatus: 401 });
    await change(page);
    await expect(page.getByLabel("Current PIN", { exact: true })).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel("New PIN", { exact: true })).not.toHaveAttribute("aria-invalid", "true");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    // The third wrong one disables the login, and the page knows it.
    await expect(page.getByText("The login is enabled.")).toBeVisible();
    await change(page);
    await expect(page.getByText("the login is disabled, and the PIN is used instead")).toBeVisible();
  });

  test("says that nobody can tell after a broken connection", async ({ page, pbx }) => {
    await page.goto("/pin/apio");
    await signIn(page);
    await fill(page, { current: PIN, next: "052973" });
    await pbx.faults({ system: "apio", method: "PUT", kind: "drop-after" });
    await change(page);
    await expect(page.getByText("We cannot tell whether the new PIN is valid")).toBeVisible();
    await expect(page.getByText("To find out, use the new PIN")).toBeVisible();
    await expect(page.getByLabel("New PIN", { exact: true })).toHaveValue("052973");
    await expect(page.getByText("you are signed out")).toHaveCount(0);
  });

  test("a session that ends while typing loses nothing", async ({ page, pbx }) => {
    await page.goto("/pin/apio");
    await signIn(page);
    await fill(page, { current: PIN, next: "052973" });
    await pbx.act("apio", "POST", "/__switch", { endSessions: true });
    await change(page);
    const dialog = page.getByRole("dialog", { name: "Your session has ended" });
    await expect(dialog).toBeVisible();
    await dialog.getByLabel("Password", { exact: true }).fill("Correct-Horse-7");
    await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("Your PIN was changed, and you are signed out.")).toBeVisible();
  });

  test("waits where the server asks to, and says 403 and 410 as they are", async ({ page, pbx }) => {
    await page.goto("/pin/apio");
    await signIn(page);
    await fill(page, { current: PIN, next: "052973" });
    for (const [kind, sentence] of [
      ["busy", "asks to wait 7 seconds"],
      ["gone", "This is no longer on the server"],
      ["unprocessable", "The PIN was not changed"],
      ["media", "could not read what was sent"],
    ]) {
      await pbx.faults({ system: "apio", method: "PUT", kind });
      await change(page);
      await expect(summary(page)).toContainText(sentence);
      await expect(page.getByLabel("New PIN", { exact: true })).toHaveValue("052973");
    }
    await pbx.faults({ system: "apio", method: "PUT", kind: "partly" });
    await change(page);
    await expect(page.getByText("Only a part was done")).toBeVisible();
    await expect(page.getByText("To find out, use the new PIN")).toBeVisible();
  });

  test("at Core the password must be changed first, as a step", async ({ page, secrets }) => {
    secrets.add("Correct-Horse-7", "Better-Horse-21");
    await page.goto("/pin/apio-core");
    await signIn(page, "must.change@voice.example.test");
    await expect(page.getByText("You must change your password before you can go on.")).toBeVisible();
    // Whose it is is said, and there is a way out.
    const main = page.getByRole("main");
    await expect(main).toContainText("must.change@voice.example.test");
    await main.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByLabel("Username")).toBeVisible();
    await signIn(page, "must.change@voice.example.test");
    await axeEverywhere(page, "the password first");
    await page.getByLabel("Old password", { exact: true }).fill("Correct-Horse-7");
    await page.getByLabel("New password", { exact: true }).fill("Better-Horse-21");
    await expect(rule(page, "At least 1 upper case letter").getByText("Met", { exact: true })).toBeVisible();
    await page.getByLabel("Repeat new password", { exact: true }).fill("Better-Horse-21");
    await page.getByRole("button", { name: "Change password" }).click();
    await expect(page.getByLabel("Current PIN", { exact: true })).toBeVisible();
  });

  test("chooses among several systems", async ({ page }) => {
    await page.goto("/pin");
    await page.getByRole("link", { name: "APIO Core" }).click();
    await expect(page.getByText("Sign in to APIO Core")).toBeVisible();
    await signIn(page, "system.admin", "Correct-Horse-10");
    await expect(page.getByText("This account has no PIN of its own.")).toBeVisible();
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByLabel("Username")).toBeVisible();
  });
});

/** The digits of the generated PIN that is on the screen, which stand there in groups. */
async function generatedPin(page, secrets) {
  const shown = await page.getByRole("status", { name: "Generated PIN" }).innerText();
  expect(shown).toMatch(/^\d{3} \d{3}$/);
  const pin = shown.replaceAll(" ", "");
  secrets.add(shown, pin);
  return pin;
}

test("the help desk generates a PIN and sets it by one click; it is gone on leaving", async ({ page, context, pbx, secrets }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(pinOf("mira.holt"));
  await signIn(page, "desk.admin@voice.example.test", "Correct-Horse-8");
  await expect(page.getByRole("heading", { level: 1, name: "PIN code" })).toBeVisible();
  await expect(page.getByLabel("Current PIN", { exact: true })).toHaveCount(0);
  await expect(page.getByText("These rules apply to this person’s group.")).toBeVisible();
  await expect(rule(page, "Not the person’s own extension or phone number")).toBeVisible();
  await page.getByRole("button", { name: "Generate and set" }).click();
  const generated = page.locator("#generated");
  await expect(generated).toContainText("The PIN was changed. The new PIN is valid from now on.");
  await expect(generated).toBeFocused();
  const pin = await generatedPin(page, secrets);
  expect(pin).not.toMatch(/(\d)\1\1/);
  const put = (await pbx.writes("apio")).find(({ method }) => method === "PUT");
  expect(put.body).toEqual({ pinCode: pin });
  for (const label of ["New PIN", "Repeat new PIN"]) {
    await expect(page.getByLabel(label, { exact: true })).toHaveValue("");
  }
  await page.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByText("Copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(pin);
  await axeEverywhere(page);
  await page.getByRole("link", { name: "Profile" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mira Holt" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "PIN code" })).toBeVisible();
  await expect(page.getByText("The PIN was changed.")).toHaveCount(0);
});

test("a generated PIN that was not set is not shown as one that was", async ({ page, pbx, secrets }) => {
  await page.goto(pinOf("mira.holt"));
  await signIn(page, "desk.admin@voice.example.test", "Correct-Horse-8");
  await pbx.faults({ system: "apio", method: "PUT", kind: "gone" });
  await page.getByRole("button", { name: "Generate and set" }).click();
  await expect(summary(page)).toContainText("The PIN was not changed. The current PIN is still valid.");
  await expect(page.getByRole("status", { name: "Generated PIN" })).toHaveCount(0);
  const pin = await page.getByLabel("New PIN", { exact: true }).inputValue();
  expect(pin).toMatch(/^\d{6}$/);
  // The same is set by the next try, and shown then.
  await change(page);
  expect(await generatedPin(page, secrets)).toBe(pin);
  // It holds, and can be read, until another one is set: neither typing nor what is refused changes that.
  await page.getByLabel("New PIN", { exact: true }).fill("0529");
  expect(await generatedPin(page, secrets)).toBe(pin);
  await pbx.faults({ system: "apio", method: "PUT", kind: "gone" });
  await page.getByRole("button", { name: "Generate and set" }).click();
  await expect(summary(page)).toContainText("The PIN was not changed. The current PIN is still valid.");
  expect(await generatedPin(page, secrets)).toBe(pin);
  await fill(page, { next: "052973" });
  await change(page);
  await expect(page.getByRole("status", { name: "Generated PIN" })).toHaveCount(0);
  await expect(page.getByText("The PIN was changed.")).toBeVisible();
});

test("where the browser gives no clipboard, as over plain HTTP, that is said", async ({ page, secrets }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined }));
  await page.goto(pinOf("mira.holt"));
  await signIn(page, "desk.admin@voice.example.test", "Correct-Horse-8");
  await page.getByRole("button", { name: "Generate and set" }).click();
  await generatedPin(page, secrets);
  await page.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByText("This browser does not let the page copy. Select the PIN and copy it yourself.")).toBeVisible();
  await page.getByRole("link", { name: "Profile" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mira Holt" })).toBeVisible();
});

test("the browser is told whose secret each field holds", async ({ page, pbx }) => {
  const hints = async () => {
    const fields = page.locator("main input").or(page.locator("form input"));
    return fields.evaluateAll((inputs) => Object.fromEntries(inputs.map(({ id, autocomplete }) => [id, autocomplete])));
  };
  await page.goto("/pin/apio");
  await signIn(page);
  await expect(page.getByLabel("Current PIN", { exact: true })).toBeVisible();
  expect(await hints()).toEqual({ "current-pin": "current-password", "new-pin": "new-password", "repeat-pin": "new-password" });
  // The current PIN of somebody else is no secret of who is signed in.
  await pbx.act("apio", "POST", "/__switch", { adminNeedsOldPin: true });
  await page.goto(pinOf("mira.holt"));
  await signIn(page, "desk.admin@voice.example.test", "Correct-Horse-8");
  await fill(page, { next: "052973" });
  await change(page);
  await expect(page.getByLabel("Current PIN", { exact: true })).toBeVisible();
  expect(await hints()).toEqual({ "current-pin": "new-password", "new-pin": "new-password", "repeat-pin": "new-password" });
  // Nothing of it is kept outside of the page.
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]))).not.toContain("052973");
});

test("a refusal of which the state of the PIN tells otherwise is none to rely on", async ({ page, pbx }) => {
  for (const [path, who, password, current] of [
    [pinOf("mira.holt"), "desk.admin@voice.example.test", "Correct-Horse-8", undefined],
    ["/pin/apio", undefined, undefined, PIN],
  ]) {
    await pbx.reset("apio");
    await page.goto(path);
    await signIn(page, who, password);
    await expect(page.getByText("The PIN lasts 24 more days.")).toBeVisible();
    await fill(page, { current, next: "052973" });
    await pbx.faults({ system: "apio", method: "PUT", kind: "403", when: "after" });
    await change(page);
    await expect(summary(page)).toContainText("We cannot tell whether the new PIN is valid");
    await expect(page.getByText("To find out, use the new PIN")).toBeVisible();
    await expect(page.getByText("The PIN was not changed")).toHaveCount(0);
    await expect(page.getByLabel("New PIN", { exact: true })).toHaveValue("052973");
  }
});

test("the help desk is asked for the current PIN only where the server wants it", async ({ page, pbx }) => {
  await pbx.act("apio", "POST", "/__switch", { adminNeedsOldPin: true });
  await page.goto(pinOf("mira.holt"));
  await signIn(page, "desk.admin@voice.example.test", "Correct-Horse-8");
  await fill(page, { next: "052973" });
  await change(page);
  await expect(summary(page)).toContainText("the old pincode is needed");
  await page.getByLabel("Current PIN", { exact: true }).fill(PIN);
  await change(page);
  await expect(page.getByText("The PIN was changed.")).toBeVisible();
});
