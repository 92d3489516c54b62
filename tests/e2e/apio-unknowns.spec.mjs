// APIO: what the documents leave open works either way (the switches of the reference PBX).
import { expect, test } from "./fixtures.mjs";
import { DESK, PIN, change, field, fillPin, heading, pinOf, profileOf, puts, rule, save, signIn, summary } from "./apio.mjs";

const NEW = "052973";

test.beforeEach(({ secrets }) => secrets.add(PIN, NEW, "847119", "428901", "111111", "052974", "Better-Horse-21", "Correct-Horse-7"));

const play = (pbx, switches) => pbx.act("apio", "POST", "/__switch", switches);
const open = async (page, path, user = DESK) => {
  await page.goto(path);
  await signIn(page, user);
};
/** The configuration of somebody whose APIO leaves PINs to the network element. */
const lax = { systems: [{ id: "apio", name: "Hosted voice", kind: "apio", base: "/api/apio", settings: { VALIDATE_PINCODE_LOCALLY: false } }] };

test("a DELETE whose body was dropped on the way: phones went that were to be kept, and that is said", async ({ page, pbx }) => {
  await play(pbx, { dropDeleteBody: true });
  await open(page, profileOf("mira.holt"));
  await page.getByRole("button", { name: "Delete" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete Mira Holt?" });
  await dialog.getByRole("switch", { name: "Delete the phones too" }).uncheck();
  await dialog.getByRole("button", { name: "Delete" }).click();
  const said = page.getByRole("status").filter({ hasText: "Mira Holt was deleted." });
  await expect(said).toContainText("The phones were to be kept, but the server says that some were deleted.");
  await expect(said).toContainText("Additional device deleted: lp-4711-b@sip.example.test");
  expect((await pbx.writes("apio")).at(-1).body).toEqual({ delete_devices: false });
});

test("a PUT that answers nothing: what holds is read again", async ({ page, pbx }) => {
  await play(pbx, { emptyPutAnswer: true });
  await open(page, profileOf("mira.holt"));
  await field(page, "Extension").fill("4799");
  await field(page, "CLI last name").fill("H.");
  await save(page);
  await expect(page.getByText("Saved: CLI last name, Extension.")).toBeVisible();
  await expect(page.getByText("Nothing changed")).toBeVisible();
  await expect(field(page, "Extension")).toHaveValue("4799");
  await expect(field(page, "Email address")).toHaveValue("mira@brightwater.example.test");
  await page.getByRole("link", { name: "PIN code", exact: true }).click();
  await expect(page.getByText("The PIN lasts 24 more days.")).toBeVisible();
  await fillPin(page, { next: NEW });
  await change(page);
  // A PIN cannot be read back, and the answer is not the documented one.
  await expect(page.getByText("We cannot tell whether the new PIN is valid")).toBeVisible();
  await expect(page.getByText("The PIN was changed.")).toHaveCount(0);
});

test("what is not set may be empty, missing or null: the form is the same, and sends only what changed", async ({ page, pbx }) => {
  for (const unset of ["empty", "missing", "null"]) {
    await pbx.reset("apio");
    await play(pbx, { unset });
    await open(page, profileOf("new.hire"));
    await expect(heading(page, "Ada Quill")).toBeVisible();
    for (const label of ["Phone number", "CLI phone number", "Extension", "Network class of service"]) {
      await expect(field(page, label), unset).toHaveValue("");
    }
    await expect(page.getByText("Neither a device nor a trunk."), unset).toBeVisible();
    await expect(field(page, "Department").locator("option:checked")).toHaveText("None");
    await expect(page.getByText("Nothing changed"), unset).toBeVisible();
    await field(page, "Phone number").fill("+3520000099");
    await save(page);
    await expect(page.getByText("Saved: Phone number."), unset).toBeVisible();
    // And back to nothing.
    await field(page, "Phone number").fill("");
    await save(page);
    await expect(page.getByText("Nothing changed"), unset).toBeVisible();
    await expect.poll(() => puts(pbx), unset).toEqual([{ phoneNumber: "+3520000099" }, { phoneNumber: "" }]);
    await pbx.forget();
  }
});

test("the network element’s errors as an object: its words stand at the field", async ({ page, pbx }) => {
  await play(pbx, { indexedErrors: true, settings: { VALIDATE_PINCODE_LOCALLY: false } });
  await pbx.config(lax);
  await open(page, pinOf("mira.holt"));
  await expect(page.getByText("These are the nearest rules")).toBeVisible();
  await fillPin(page, { next: "111111" });
  await change(page);
  await expect(summary(page)).toContainText(/New PIN: The server refused this PIN\. It said: “\[Error 99001\] made-up text: /);
  await expect(field(page, "New PIN")).toHaveAttribute("aria-invalid", "true");
  await expect(field(page, "New PIN")).toHaveValue("111111");
  await page.getByRole("link", { name: "Profile", exact: true }).click();
  await page.getByRole("button", { name: "Leave" }).click();
  await field(page, "Old password").fill("Wrong-Horse-1");
  await field(page, "New password").fill("Better-Horse-21");
  await field(page, "Repeat new password").fill("Better-Horse-21");
  await save(page);
  await expect(summary(page)).toContainText("[Error 4962] Invalid password");
  await expect(field(page, "Old password")).toHaveAttribute("aria-invalid", "true");
});

test("a step from 9 to 0 and one’s own number within: warned here, and the server decides", async ({ page, pbx }) => {
  for (const [pin, line, switches] of [
    ["428901", "No more than 3 digits in sequence", { around: true }],
    ["847119", "Not the person’s own extension or phone number", { refuseContained: true }],
  ]) {
    await pbx.reset("apio");
    await play(pbx, switches);
    await open(page, pinOf("mira.holt"));
    await fillPin(page, { next: pin });
    await expect(rule(page, line), pin).toContainText("The server may refuse this");
    await change(page);
    await expect(summary(page), pin).toContainText("New PIN: The server refused this PIN. It said: “made-up text: ");
    await expect(field(page, "New PIN"), pin).toHaveValue(pin);
    // Elsewhere the same is taken.
    await play(pbx, { around: false, refuseContained: false });
    await change(page);
    await expect(page.getByText("The PIN was changed."), pin).toBeVisible();
  }
});

test("a PIN is generated only when the rules and the person’s numbers have arrived", async ({ page, pbx, secrets }) => {
  const north = "/api/v1/tenants/brightwater/groups/north-quay";
  const button = page.getByRole("button", { name: "Generate and set" });
  const generated = page.getByRole("status", { name: "Generated PIN" });
  await page.goto("/apio/tenants");
  await signIn(page, DESK);
  await expect(page.getByRole("link", { name: "Mira Holt" })).toBeVisible();
  for (const path of [`${north}/active_passcode_rules/`, `${north}/users/mira.holt%40voice.example.test/`]) {
    // The state of the PIN stands below the profile’s path, and is asked for first.
    const after = path.includes("/users/") ? 1 : 0;
    await pbx.faults({ system: "apio", method: "GET", path, kind: "delay", ms: 3000, after });
    await page.evaluate((to) => history.pushState(null, "", to), pinOf("mira.holt"));
    await page.evaluate(() => dispatchEvent(new PopStateEvent("popstate")));
    await expect(page.getByText(/The PIN lasts \d+ more days\./)).toBeVisible();
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await button.dispatchEvent("click");
    await expect(generated).toHaveCount(0);
    await expect(field(page, "New PIN")).toHaveValue("");
    expect(await puts(pbx)).toHaveLength(after);
    await expect(button).not.toHaveAttribute("aria-disabled", "true");
    await button.click();
    const shown = await generated.innerText();
    expect(shown).toMatch(/^\d{3} \d{3}$/);
    const pin = shown.replaceAll(" ", "");
    secrets.add(shown, pin);
    expect((await puts(pbx)).at(-1)).toEqual({ pinCode: pin });
    await page.getByRole("link", { name: "Back to the users" }).click();
    await expect(page.getByRole("link", { name: "Mira Holt" })).toBeVisible();
  }
});

test("a person who is gone (410) is said as that, when read and when deleted", async ({ page, pbx }) => {
  await open(page, profileOf("mira.holt"));
  await page.getByRole("button", { name: "Delete" }).click();
  // Gone when it is deleted, and when the page looks afterwards.
  await pbx.faults({ system: "apio", method: "DELETE", kind: "gone" });
  await pbx.faults({ system: "apio", method: "GET", path: "/api/v1/tenants/brightwater/groups/north-quay/users/mira", kind: "gone" });
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("The user was already gone.")).toBeVisible();
  await expect(page.getByText("was deleted")).toHaveCount(0);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await pbx.faults({ system: "apio", method: "GET", path: "/api/v1/tenants/brightwater/groups/north-quay/users/tomas", kind: "gone" });
  await open(page, profileOf("tomas.ek"));
  await expect(page.getByRole("alert")).toContainText("This is no longer on the server.");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(heading(page, "Tomas Ek")).toBeVisible();
});

test("a wait until a date is told in seconds", async ({ page, pbx }) => {
  await open(page, pinOf("mira.holt"));
  await fillPin(page, { next: NEW });
  await pbx.faults({ system: "apio", method: "PUT", kind: "busy-until" });
  await change(page);
  await expect(summary(page)).toContainText("asks to wait 90 seconds");
  await expect(field(page, "New PIN")).toHaveValue(NEW);
});

test("each part of the state of a PIN may be absent, and no more is said than the server does", async ({ page, pbx }) => {
  const path = `/api/v1/tenants/brightwater/groups/north-quay/users/mira.holt%40voice.example.test/pincode/`;
  const state = page.getByRole("region", { name: "State" });
  for (const [body, ...sentences] of [
    ["{}", "The server says nothing about the state of the PIN."],
    ['{"doesNotExpire": true}', "The PIN does not expire."],
    ['{"doesNotExpire": false}', "The PIN expires; the server does not say when."],
    ['{"expirationDays": 1}', "The PIN lasts 1 more day."],
    ['{"expirationDays": 0}', "The PIN has expired and must be changed."],
    ['{"loginDisabled": true}', "On some systems this means that the PIN is locked"],
    ['{"loginDisabled": false, "pinCode": null}', "The login is enabled."],
    ['{"loginDisabled": false, "expirationDays": 3, "doesNotExpire": true}', "The login is enabled.", "The PIN does not expire."],
  ]) {
    await pbx.faults({ system: "apio", method: "GET", path, kind: "body", status: 200, type: "application/json", body });
    await open(page, pinOf("mira.holt"));
    await expect(state.getByRole("listitem"), body).toHaveCount(sentences.length);
    for (const sentence of sentences) await expect(state, body).toContainText(sentence);
  }
});

test("PINs are pasted as they are, and one button reveals both fields of the new one", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "/pin/apio", "mira.holt@voice.example.test");
  const paste = async (label, text) => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await field(page, label).focus();
    await page.keyboard.press("Control+v");
  };
  await paste("New PIN", NEW);
  await paste("Repeat new PIN", ` ${NEW}`);
  await expect(field(page, "New PIN")).toHaveValue(NEW);
  // Nothing is trimmed behind somebody’s back.
  await expect(field(page, "Repeat new PIN")).toHaveValue(` ${NEW}`);
  await page.getByRole("button", { name: "Show: New PIN" }).click();
  await expect(field(page, "New PIN")).toHaveAttribute("type", "text");
  await expect(field(page, "Repeat new PIN")).toHaveAttribute("type", "text");
  await expect(field(page, "Current PIN")).toHaveAttribute("type", "password");
  await expect(page.getByRole("button", { name: /^Show|^Hide/ })).toHaveCount(2);
  await change(page);
  await expect(field(page, "New PIN")).toHaveAttribute("type", "password");
  await expect(field(page, "Repeat new PIN")).toHaveAttribute("type", "password");
  await expect(summary(page)).toContainText("The two new PINs are not the same");
  await paste("Current PIN", PIN);
  await field(page, "Repeat new PIN").fill("");
  await paste("Repeat new PIN", NEW);
  await change(page);
  await expect(page.getByText("Your PIN was changed, and you are signed out.")).toBeVisible();
});

test("the configured settings and the department’s path are shown", async ({ page, pbx }) => {
  const settings = {
    DELETE_USER_DEVICES: false,
    MINIMUM_PASSWORD_RULES: { END_USER: { PASSWORD_MIN_LENGTH: 20, PASSWORD_MIN_DIGITS: 4 } },
  };
  await pbx.config({ systems: [{ ...lax.systems[0], settings }] });
  await open(page, profileOf("mira.holt"));
  await expect(field(page, "Department").locator("option:checked")).toHaveText("Harbour \\ Pilots");
  // One of the whole enterprise belongs to no group, to be sent or to be shown.
  await field(page, "Department").selectOption({ label: "Finance" });
  await save(page);
  await expect(page.getByText("Saved: Department.")).toBeVisible();
  await expect(field(page, "Department").locator("option:checked")).toHaveText("Finance");
  await field(page, "Department").selectOption({ label: "None" });
  await save(page);
  await expect.poll(() => puts(pbx)).toEqual([
    { department: { tenantId: "brightwater", departmentName: "Finance" } },
    { department: null },
  ]);
  await expect(rule(page, "At least 4 digits")).toBeVisible();
  await expect(rule(page, "20 to 60 characters")).toBeVisible();
  await page.getByRole("button", { name: "Delete" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete Mira Holt?" });
  await expect(dialog.getByRole("switch", { name: "Delete the phones too" })).not.toBeChecked();
  await expect(dialog).toContainText("The person’s phones stay.");
});
