// APIO: rules from the configuration, what is heard, trunks, locked people, codes by email.
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { DESK, PIN, change, field, fillPin, heading, pinOf, profileOf, puts, rule, save, signIn, signInAgain, summary } from "./apio.mjs";

// What is typed may stay in its masked field.
test.beforeEach(({ secrets }) => secrets.add(PIN, "052973", "Correct-Horse-7", "Better-Horse-21"));

const only = (more) => ({ systems: [{ id: "apio", name: "Hosted voice", kind: "apio", base: "/api/apio", ...more }] });

test("the configured rules stand in where none can be read, and refuse nothing", async ({ page, pbx }) => {
  await pbx.act("apio", "POST", "/__switch", { activeRulesLevel: 16, groupRulesLevel: 16 });
  await pbx.config(only({ pin_rules: { minCodeLength: 8, disallowRepeatedDigits: true, numberOfRepeatedDigits: 2 } }));
  await page.goto("/pin");
  await signIn(page);
  await expect(page.getByText("These rules were configured for this console")).toBeVisible();
  await fillPin(page, { current: PIN, next: "052973" });
  await expect(rule(page, "At least 8 digits")).toContainText("Not met");
  await expect(rule(page, "No digit more than 2 times in a row")).toContainText("Met");
  await expect(page.getByRole("list", { name: "Rules" }).getByRole("listitem")).toHaveCount(3);
  // They may be out of date: the server decides.
  await change(page);
  await expect(page.getByText("Your PIN was changed, and you are signed out.")).toBeVisible();
  expect(await puts(pbx)).toEqual([{ pinCode: "052973", oldPinCode: PIN }]);

  await pbx.config(only({}));
  await page.goto("/pin");
  await signIn(page);
  await expect(page.getByText("The rules cannot be read. The server will decide.")).toBeVisible();
  await expect(page.getByRole("list", { name: "Rules" })).toHaveCount(0);
  await fillPin(page, { current: "052973", next: "1" });
  await change(page);
  await expect(summary(page)).toContainText("made-up text: too short");
});

test("the nearest rules are shown where those in force may not be read", async ({ page, pbx }) => {
  await pbx.act("apio", "POST", "/__switch", { activeRulesLevel: 16 });
  await page.goto("/pin/apio");
  await signIn(page);
  await expect(page.getByText("These are the nearest rules that can be read. Others may apply; the server decides.")).toBeVisible();
  await expect(rule(page, "4 to 8 digits")).toBeVisible();
  // They refuse nothing; those in force, which only the server knows, do.
  await fillPin(page, { current: PIN, next: "123" });
  await expect(rule(page, "4 to 8 digits")).toContainText("Not met");
  await change(page);
  await expect(summary(page)).toContainText("made-up text: too short");
});

test("what APIO does not check itself is not refused here either", async ({ page, pbx }) => {
  await pbx.act("apio", "POST", "/__switch", { settings: { VALIDATE_PINCODE_LOCALLY: false } });
  await pbx.config(only({ settings: { VALIDATE_PINCODE_LOCALLY: false } }));
  await page.goto("/pin");
  await signIn(page);
  await fillPin(page, { current: PIN, next: "4711" });
  await expect(rule(page, "6 to 8 digits")).toContainText("Not met");
  await change(page);
  await expect(summary(page)).toContainText("The PIN was not changed.");
  expect(await puts(pbx)).toHaveLength(1);
});

test("the rules are spoken when the typing pauses, without what was typed", async ({ page, secrets }) => {
  secrets.add("4711");
  await page.goto("/pin/apio");
  await signIn(page);
  const region = page.locator("[aria-live=polite]").filter({ hasText: /rules? (are|is) met/ });
  await expect(page.getByText("These rules apply to your group.")).toBeVisible();
  await expect(page.getByText("After 3 attempts with a wrong PIN the login is disabled. A PIN lasts 90 days.")).toBeVisible();
  await expect(region).toHaveCount(0);
  const heard = () => page.evaluate(() => globalThis.heard);
  await page.evaluate(() => {
    globalThis.heard = [];
    const region = document.querySelector(".heard");
    new MutationObserver(() => globalThis.heard.push(region.textContent)).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await field(page, "New PIN").pressSequentially("4711", { delay: 60 });
  await expect(region).toHaveText(/^\d of 9 rules are met\. Not met: 6 to 8 digits; .*Only the server can tell: \d\.$/);
  // Once, not at every key.
  expect(await heard()).toHaveLength(1);
  await field(page, "New PIN").pressSequentially("05", { delay: 60 });
  await expect(region).not.toContainText("Not met: 6 to 8 digits");
  await field(page, "New PIN").fill("");
  await expect(region).toHaveCount(0);
  for (const said of await heard()) expect(said).not.toMatch(/4711/);
});

test("whoever must change the password first is named, and may sign out, in the system's own pages and in French too", async ({ page }) => {
  const main = page.getByRole("main");
  await page.goto("/apio-core/tenants");
  await signIn(page, "must.change@voice.example.test");
  await expect(main.getByText("You must change your password before you can go on.")).toBeVisible();
  await expect(main).toContainText("must.change@voice.example.test");
  await axeEverywhere(page, "the password first");
  await page.evaluate(() => localStorage.setItem("switchroom.language", "fr"));
  await page.goto("/pin/apio-core");
  await page.getByLabel("Identifiant").fill("must.change@voice.example.test");
  await page.getByLabel("Mot de passe", { exact: true }).fill("Correct-Horse-7");
  await page.getByRole("button", { name: "Se connecter", exact: true }).click();
  await expect(main).toContainText("must.change@voice.example.test");
  await main.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(page.getByLabel("Identifiant")).toBeVisible();
});

test("after a first sign-in a new password is offered, not forced", async ({ page, pbx }) => {
  await page.goto("/pin/apio");
  await signIn(page, "must.change@voice.example.test");
  const offer = page.getByRole("status").filter({ hasText: "this is your first sign-in" });
  await expect(offer).toBeVisible();
  await axeEverywhere(page, "the offer");
  await fillPin(page, { current: PIN, next: "052973" });
  await offer.getByRole("button", { name: "Change password" }).click();
  const dialog = page.getByRole("dialog", { name: "Change password" });
  // Here the rules of the server are known as well.
  await expect(rule(dialog, "12 to 60 characters")).toBeVisible();
  // What is missing is said where it is missing, and nothing is sent.
  await dialog.getByRole("button", { name: "Change password" }).click();
  for (const label of ["Old password", "New password"]) {
    await expect(field(dialog, label)).toHaveAttribute("aria-invalid", "true");
    await expect(field(dialog, label)).toHaveAccessibleDescription(/Enter a value\./);
  }
  await expect(field(dialog, "Old password")).toBeFocused();
  await field(dialog, "Old password").fill("Correct-Horse-7");
  await field(dialog, "New password").fill("Better-Horse-21");
  await field(dialog, "Repeat new password").fill("Better-Horse-2");
  await dialog.getByRole("button", { name: "Change password" }).click();
  await expect(field(dialog, "Repeat new password")).toBeFocused();
  await expect(field(dialog, "Repeat new password")).toHaveAttribute("aria-invalid", "true");
  expect(await puts(pbx)).toEqual([]);
  await field(dialog, "Repeat new password").fill("Better-Horse-21");
  await dialog.getByRole("button", { name: "Show: New password" }).click();
  await expect(field(dialog, "New password")).toHaveAttribute("type", "text");
  await expect(field(dialog, "Repeat new password")).toHaveAttribute("type", "text");
  await expect(field(dialog, "Old password")).toHaveAttribute("type", "password");
  await dialog.getByRole("button", { name: "Change password" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(offer).toHaveCount(0);
  await expect(page.locator("#content")).toBeFocused();
  await expect(field(page, "New PIN")).toHaveValue("052973");
  expect(await puts(pbx)).toEqual([{ oldPassword: "Correct-Horse-7", newPassword: "Better-Horse-21" }]);

  await pbx.reset("apio");
  await page.goto("/apio/tenants");
  await signIn(page, "must.change@voice.example.test");
  await expect(heading(page, "Maya Change")).toBeVisible();
  // Where both have no room in one line, its word stands below the other's edge.
  await page.locator("details.preferences summary").first().click();
  await page.locator("#language").selectOption("fr");
  await page.setViewportSize({ width: 320, height: 800 });
  const edges = await page.locator(".offer button").evaluateAll((buttons) =>
    buttons.map((button) => {
      const word = document.createRange();
      word.selectNodeContents(button);
      const { left, top } = button.getBoundingClientRect();
      return { top, left: button.classList.contains("quiet") ? word.getBoundingClientRect().left : left };
    }),
  );
  expect(edges[1].top).toBeGreaterThan(edges[0].top);
  expect(Math.abs(edges[1].left - edges[0].left)).toBeLessThanOrEqual(0.5);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.locator("#language").selectOption("en");
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(offer).toHaveCount(0);
  await expect(page.locator("#content")).toBeFocused();
});

test("an administrator at Core is offered a new password, too, by no rules of end users", async ({ page, pbx, secrets }) => {
  secrets.add("Correct-Horse-8", "plain-words");
  await pbx.act("apio-core", "POST", "/__switch", { idsInLogin: true });
  await page.goto("/apio-core/tenants");
  await signIn(page, "desk.admin", "Correct-Horse-8");
  await field(page, "Code").fill("413902");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: "Change password" }).click();
  const dialog = page.getByRole("dialog", { name: "Change password" });
  await expect(dialog.getByRole("listitem")).toHaveText([/At most 60 characters/]);
  await field(dialog, "Old password").fill("Correct-Horse-8");
  await field(dialog, "New password").fill("plain-words");
  await field(dialog, "Repeat new password").fill("plain-words");
  await dialog.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("The password was changed.")).toBeVisible();
  expect(await puts(pbx, "apio-core")).toEqual([{ old_password: "Correct-Horse-8", password: "plain-words" }]);
});

test("a person with a trunk: the trunk is shown, no device, and only its line port is sent", async ({ page, pbx }) => {
  await page.goto(profileOf("trunk.user"));
  await signIn(page, DESK);
  const trunk = page.getByRole("group", { name: "Trunk endpoint" });
  await expect(trunk).toContainText("quay-trunk");
  await expect(page.getByRole("group", { name: "Access device endpoint" })).toHaveCount(0);
  await expect(field(trunk, "Line port")).toHaveAccessibleDescription(/161 characters at most/);
  await field(trunk, "Line port").fill("x".repeat(162));
  await save(page);
  await expect(summary(page)).toContainText("Line port: At most 161 characters.");
  await field(trunk, "Line port").fill("shore@sip.example.test");
  await save(page);
  await expect(page.getByText("Saved: Line port.")).toBeVisible();
  expect(await puts(pbx)).toEqual([
    {
      trunkEndpoint: {
        trunkGroupDeviceEndpoint: {
          name: "quay-trunk",
          linePort: "shore@sip.example.test",
          staticRegistrationCapable: false,
          useDomain: true,
          isPilotUser: false,
        },
      },
    },
  ]);
  // A line port that the server does not take is told at its field.
  await field(trunk, "Line port").fill("shore");
  await save(page);
  await expect(field(trunk, "Line port")).toHaveAttribute("aria-invalid", "true");
  await expect(summary(page)).toContainText("line port not valid");
  await page.goto(profileOf("new.hire"));
  await signIn(page, DESK);
  await expect(page.getByText("Neither a device nor a trunk.")).toBeVisible();
});

test("a locked person: what the flag says, the refusal, and the help desk’s reset", async ({ page }) => {
  await page.goto("/pin/apio");
  await signIn(page, "tomas.ek@voice.example.test");
  await expect(page.getByText("the login is disabled, and the PIN is used instead")).toBeVisible();
  await expect(page.getByText("The PIN has expired and must be changed.")).toBeVisible();
  await fillPin(page, { current: PIN, next: "052973" });
  await change(page);
  await expect(summary(page)).toContainText("made-up text: the pincode is locked");
  await page.goto(pinOf("tomas.ek"));
  await signIn(page, DESK);
  await expect(page.getByText("On some systems this means that the PIN is locked")).toBeVisible();
  await fillPin(page, { next: "052973" });
  await change(page);
  await expect(page.getByText("The PIN was changed.")).toBeVisible();
  await expect(page.getByText("The login is enabled.")).toBeVisible();
  await expect(page.getByText("The PIN lasts 90 more days.")).toBeVisible();
});

test("at Core: a code by email", async ({ page }) => {
  await page.goto("/apio-core/tenants");
  await signIn(page, "mail.admin@voice.example.test", "Correct-Horse-8");
  await expect(page.getByText("A code was sent to your email address.")).toBeVisible();
  await expect(field(page, "Code")).toHaveAttribute("autocomplete", "one-time-code");
  await field(page, "Code").fill("413902");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("The code was refused.");
  await page.getByRole("button", { name: "Use another account" }).click();
  await signIn(page, "mail.admin@voice.example.test", "Correct-Horse-8");
  await field(page, "Code").fill("271828");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(heading(page, "Users")).toBeVisible();
});

test("at Core: both tokens end while somebody types, nothing is lost, and done means signed out", async ({ page, pbx }) => {
  await page.goto("/pin/apio-core");
  await signIn(page);
  await fillPin(page, { current: PIN, next: "052973" });
  await pbx.act("apio-core", "POST", "/__switch", { endSessions: "all" });
  await change(page);
  await signInAgain(page, "Correct-Horse-7");
  await expect(page.getByText("Your PIN was changed, and you are signed out.")).toBeVisible();
  await expect(page.getByText("close the browser")).toHaveCount(0);
  expect(await puts(pbx, "apio-core")).toContainEqual({ pinCode: "052973", oldPinCode: PIN });
  const asked = async () => (await pbx.log("apio-core")).map(({ path, status }) => `${status} ${path}`);
  await expect.poll(asked).toContain("200 /api/v01/auth/logout");
  expect((await asked()).filter((line) => line === "401 /api/v01/auth/access_token")).toHaveLength(1);
});

test("signing out says what becomes of the server’s session", async ({ page }) => {
  await page.goto("/apio/tenants");
  await signIn(page);
  await expect(heading(page, "Mira Holt")).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("The server’s own session ends by itself")).toBeVisible();
});
