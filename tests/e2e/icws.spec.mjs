// PureConnect: people, and a person's client configuration.
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { SESSION, body, open, property, puts, save, saved, signIn, switches } from "./icws.mjs";

test.use({ people: 250 });

test("keeps what has the focus in sight", async ({ page }) => {
  await open(page, "/icws/users/tokoro/client");
  for (const [width, height] of [[1280, 700], [320, 700]]) {
    await page.setViewportSize({ width, height });
    for (const key of ["Tab", "Shift+Tab"]) {
      await page.locator(".counts").focus();
      await page.evaluate(() => {
        // What the form's bar or the rail lies over, wholly or in part.
        window.covered = [];
        document.addEventListener("focusin", ({ target }) => {
          if (!target.closest("form.client") || target.closest(".bar")) return;
          const box = target.getBoundingClientRect();
          for (const y of [box.top + 2, box.bottom - 2]) {
            const found = document.elementFromPoint(box.left + box.width / 2, y);
            if (!found || found.closest(".bar, .rail")) window.covered.push(target.id || target.textContent);
          }
        });
      });
      for (let press = 0; press < 60; press += 1) await page.keyboard.press(key);
      expect(await page.evaluate(() => window.covered), `${key} at ${width} px`).toEqual([]);
    }
  }
});

test("a wide screen lists the groups that are shown", async ({ page }) => {
  await page.setViewportSize({ width: 1600, height: 800 });
  await open(page, "/icws/users/tokoro/client");
  const sections = page.getByRole("navigation", { name: "Sections" }).getByRole("link");
  await expect(sections.first()).toHaveText("Calls");
  await expect(sections).toHaveCount(6);
  await page.getByRole("searchbox", { name: "Search", exact: true }).fill("pictures");
  await expect(sections.filter({ hasText: "Follow-me" })).toHaveCount(0);
});

test("lists everybody, and finds them here and on the server", async ({ page, pbx }) => {
  await pbx.faults({ system: "icws", path: `/icws/${SESSION}/configuration/users`, after: 1, times: 1, kind: "internal" });
  await signIn(page, "/icws/users");
  // The second page failed: what is there can be searched, and the server for the rest.
  await expect(page.getByText("The list is incomplete")).toBeVisible();
  await expect(page.getByText("200 users")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search" }).fill("Яна");
  await expect(page.getByRole("link", { name: "Яна Петрова" })).toBeVisible();
  await page.getByRole("button", { name: "Reload" }).click();
  await page.getByRole("searchbox", { name: "Search" }).fill("4107");
  await expect(page.getByText("1 of 250 users")).toBeVisible();
  await expect(page).toHaveURL(/\?q=4107/);
  await expect(page.getByText("One user has an id that no address can carry")).toBeVisible();
  await page.getByRole("link", { name: "Taro Okoro" }).click();
  await expect(page).toHaveURL(/users\/tokoro\/client$/);
  await expect(page.getByRole("heading", { level: 1, name: "Client configuration" })).toBeVisible();
  await expect(page.getByText("Taro Okoro")).toBeVisible();
  await page.getByRole("link", { name: "Back to the users" }).click();
  await expect(page.getByRole("searchbox", { name: "Search" })).toHaveValue("4107");
  for (const [name, path] of [
    ["Encoded Slash", "a%252Fb"],
    ["Eva Domain", "DOM%5Ceva"],
    ["Slash Between", "a%2Fb"],
    ["Front Desk", "front%20desk"],
    ["Question Mark", "x%3F%23"],
  ]) {
    await page.getByRole("searchbox", { name: "Search" }).fill(name);
    await page.getByRole("link", { name }).click();
    await expect(page).toHaveURL(new RegExp(`/users/${path}/client$`));
    await expect(page.locator(".subject")).toContainText(name);
    await page.goBack();
  }
  // A link to the whole list empties the box, and Back fills it again.
  const box = page.getByRole("searchbox", { name: "Search" });
  await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
  await box.fill("");
  await expect(page).toHaveURL(/users$/);
  await box.fill("4107");
  await expect(page).toHaveURL(/\?q=4107/);
  await page.getByRole("navigation").getByRole("link", { name: "Users", exact: true }).click();
  await expect(box).toHaveValue("");
  await expect(page.getByText("250 users")).toBeVisible();
  await page.goBack();
  await expect(box).toHaveValue("4107");
  await expect(page.getByText("1 of 250 users")).toBeVisible();
  // Also at once after typing: the link was the last word.
  await box.fill("Front");
  await page.getByRole("navigation").getByRole("link", { name: "Users", exact: true }).click();
  await expect(box).toHaveValue("");
  await page.waitForTimeout(400);
  await expect(box).toHaveValue("");
  await expect(page).toHaveURL(/users$/);
  // A list that is shorter than its Content-Range says so.
  await switches(pbx, { promised: 7, range: "1" });
  await page.getByRole("searchbox", { name: "Search" }).fill("");
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByText("The server announced 7 more than it sent.")).toBeVisible();
  await expect(page.getByText("250 users")).toBeVisible();
});

test("sets an own value, and sends nothing else", async ({ page, pbx }) => {
  await open(page, "/icws/users/tokoro/client");
  await expect(page.getByText("25 properties, 4 set here, 0 make no difference")).toBeVisible();
  const calls = property(page, "Screen calls");
  await expect(calls).toContainText("Inherited from Workgroup Sales: No");
  await expect(calls).toContainText("Inherited from Workgroup Help Desk: Yes");
  await calls.getByRole("button", { name: "Set own value" }).click();
  await expect(calls.getByRole("switch")).toBeFocused();
  await expect(calls).toContainText("Set here");
  await expect(calls).toContainText("Makes no difference");
  await page.keyboard.press("Space");
  await expect(calls).not.toContainText("Makes no difference");
  await expect(page.getByText("1 field changed")).toBeVisible();
  await page.keyboard.press("Control+s");
  await saved(page, "Screen calls");
  await expect(page.getByText("25 properties, 5 set here, 0 make no difference")).toBeVisible();
  const [put, ...more] = await puts(pbx);
  expect(more).toEqual([]);
  expect(put.path).toContain("/configuration/users/tokoro");
  expect(body(put)).toEqual({ clientConfigurationProperties: { screenCalls: { actualValue: true } } });
});

test("gives a value back, however the server takes that, and says where it did not", async ({ page, pbx }) => {
  await open(page, "/icws/users/tokoro/client");
  const timeout = property(page, "External call timeout");
  await expect(timeout).toContainText(/Use inherited value.{0,3}: 45/);
  await timeout.getByRole("button", { name: "Use inherited value" }).click();
  await expect(timeout.getByRole("textbox")).toHaveValue("45");
  await expect(timeout).toContainText("Inherited from Client Configuration Template AgentBase");
  await switches(pbx, { visibleAfter: 2 });
  await save(page);
  await saved(page);
  expect(body((await puts(pbx))[0])).toEqual({ clientConfigurationProperties: { externalCallTimeout: { actualValue: null } } });
  // Another server takes a null member only.
  await switches(pbx, { visibleAfter: 0, nullValueResets: false });
  const tray = property(page, "Show status in system tray");
  await tray.getByRole("button", { name: "Use inherited value" }).click();
  await save(page);
  await expect(tray).toContainText("Inherited from Role Agent");
  await expect(page.getByText("Nothing changed")).toBeVisible({ timeout: 12_000 });
  // And one takes none at all.
  await switches(pbx, { nullMemberResets: false });
  await tray.getByRole("switch").click();
  await save(page);
  await expect(page.getByText("Nothing changed")).toBeVisible();
  await tray.getByRole("button", { name: "Use inherited value" }).click();
  await save(page);
  await expect(tray).toContainText("The value set here is still there, although it was given back. The server now has: No", { timeout: 12_000 });
  await expect(page.getByText("1 field changed")).toBeVisible();
});

test("names each source, and shows what else it gives", async ({ page, pbx }) => {
  await open(page, "/icws/users/tokoro/client");
  const timeout = property(page, "External call timeout");
  const calls = property(page, "Screen calls");
  // A person has one verb at a time, and sees what pressing it would bring.
  await expect(timeout).toContainText("Set here After “Use inherited value”: 45Client Configuration Template AgentBase: 45");
  await expect(timeout.getByRole("button", { name: "Set own value" })).toBeHidden();
  await expect(calls.getByRole("button", { name: "Use inherited value" })).toBeHidden();
  await expect(calls.getByRole("button", { name: "Set own value" })).toHaveAccessibleDescription("Screen calls");
  await timeout.getByRole("button", { name: "Use inherited value" }).press("Enter");
  await expect(timeout.getByRole("button", { name: "Set own value" })).toBeFocused();
  await expect(timeout).toContainText("Inherited from Client Configuration Template AgentBase");
  // The link to a source is a view of what it gives, which can be linked and left.
  await calls.getByRole("link", { name: "Workgroup Sales" }).click();
  await expect(page).toHaveURL(/\?from=%2Fconfiguration%2Fworkgroups%2FSales$/);
  const shown = page.locator("li.property:visible");
  await expect(shown).toHaveCount(2);
  await expect(shown.getByRole("link", { name: "Workgroup Sales" })).toHaveCount(2);
  await expect(page.getByText("Only the values from: Workgroup Sales /configuration/workgroups/Sales")).toBeVisible();
  // What is not saved stays, and nobody asks about leaving.
  await expect(page.getByText("1 field changed")).toBeVisible();
  await page.getByRole("button", { name: "Show all", exact: true }).click();
  await expect(page.getByText("25 properties, ")).toBeFocused();
  await expect(shown).toHaveCount(25);
  await expect(page).toHaveURL(/\/client$/);
  // The Default User has no address, and so no link.
  const forward = property(page, "Call forward all mode");
  await expect(forward).toContainText("Inherited from Default User");
  await expect(forward.getByRole("link")).toHaveCount(0);
  // A person among the sources has a page here.
  await page.getByRole("button", { name: "Cancel" }).click();
  const from = [{ from: { id: "mlind", displayName: "Maria Lind", uri: `/icws/${SESSION}/configuration/users/mlind` }, objectType: 9, values: "All" }];
  const odd = { configurationId: { id: "apetrov" }, clientConfigurationProperties: { callForwardAllMode: { effectiveValue: "All", inheritedValue: "All", inheritedFrom: from } } };
  await pbx.faults({ system: "icws", path: `/icws/${SESSION}/configuration/users/apetrov`, times: 0, kind: "body", body: JSON.stringify(odd) });
  await page.getByRole("link", { name: "Back to the users" }).click();
  // Rows take their places when all have come.
  await expect(page.locator(".toolbar output")).toHaveText(/^\d+ users$/);
  await page.getByRole("link", { name: "Anna Petrov" }).click();
  await property(page, "Call forward all mode").getByRole("link", { name: "Unknown (9) Maria Lind" }).click();
  await expect(page).toHaveURL(/users\/mlind\/client$/);
  await expect(page.locator(".subject")).toContainText("Maria Lind");
});

test("edits the follow-me list by keyboard", async ({ page, pbx }) => {
  await open(page, "/icws/me/client", "mlind");
  await expect(page.getByText("Maria Lind")).toBeVisible();
  await page.getByRole("button", { name: "Add number" }).press("Enter");
  await expect(page.getByLabel("Phone number").nth(1)).toBeFocused();
  await page.keyboard.type("4102");
  const second = page.getByRole("group", { name: "Number 2" });
  await second.getByLabel("Timeout").fill("1000000000000");
  await second.getByLabel("Ask for password").check();
  await save(page);
  await expect(page.getByRole("alert").getByText("Follow me, Number 2, Timeout: From 0 to 2147483647.")).toBeVisible();
  await page.getByRole("alert").getByRole("link").click();
  await expect(second.getByLabel("Timeout")).toBeFocused();
  await second.getByLabel("Timeout").fill("30");
  await second.getByRole("button", { name: "Move up" }).press("Enter");
  await expect(page.getByLabel("Phone number").first()).toHaveValue("4102");
  await expect(page.getByRole("group", { name: "Number 1" }).getByRole("button", { name: "Move down" })).toBeFocused();
  // The server refuses one entry, at its place.
  await page.getByLabel("Phone number").nth(1).fill("12a");
  await save(page);
  await expect(page.getByRole("group", { name: "Number 2" })).toContainText("Refused value: 12a");
  await page.getByRole("group", { name: "Number 2" }).getByRole("button", { name: "Remove" }).press("Enter");
  await save(page);
  await saved(page);
  const put = (await puts(pbx)).at(-1);
  expect(put.path).toMatch(/users\/mlind\/client$/);
  expect(body(put)).toEqual({ followMe: [{ phoneNumber: "4102", timeout: 30, usePin: true }] });
});

test("gives back at once what makes no difference, after a preview", async ({ page, pbx }) => {
  await open(page, "/icws/me/client", "mlind");
  await expect(page.getByText("25 properties, 5 set here, 2 make no difference")).toBeVisible();
  await page.getByRole("button", { name: "Give back values that make no difference" }).click();
  const preview = page.getByRole("dialog");
  await expect(preview.getByRole("listitem")).toHaveText([/External call timeout: 45/, /Ring when on phone: Yes/]);
  await expect(preview).toContainText("Ring when on phone: Yes (Workgroup Sales, Client Configuration Template AgentBase)");
  await preview.getByRole("button", { name: "Give back" }).click();
  await expect(page.getByText("25 properties, 5 set here")).toBeFocused();
  await expect(page.getByText("2 fields changed")).toBeVisible();
  await save(page);
  await saved(page);
  await expect(page.getByText("25 properties, 3 set here, 0 make no difference")).toBeVisible();
  await expect(page.getByRole("button", { name: "Give back values" })).toHaveCount(0);
  expect(body((await puts(pbx))[0])).toEqual({
    externalCallTimeout: { actualValue: null },
    ringWhenOnPhone: { actualValue: null },
  });
});

test("is read-only with the reason where changing is not allowed", async ({ page }) => {
  await open(page, "/icws/me/client", "apetrov");
  await expect(page.getByText("the right to customize the client is missing")).toBeVisible();
  await expect(page.getByRole("switch").first()).toBeDisabled();
  await expect(page.getByLabel("External call timeout")).not.toBeEditable();
  await expect(property(page, "External call timeout")).not.toContainText("Use inherited value");
  for (const name of ["Save", "Set own value", "Use inherited value", "Add number"]) {
    await expect(page.getByRole("button", { name })).toHaveCount(0);
  }
  await page.getByRole("link", { name: "Users", exact: true }).click();
  await page.getByRole("link", { name: "Adele Admin" }).click();
  await expect(page.getByText("You may see this person's client configuration, but not administer it.")).toBeVisible();
});

test("says at the property why it was refused", async ({ page, pbx }) => {
  await open(page, "/icws/users/tokoro/client");
  const mode = page.getByLabel("Call forward all mode", { exact: true });
  await mode.fill("validator 12");
  await page.getByLabel("External call timeout").fill("soon");
  await save(page);
  // What is no number is not even sent.
  await expect(page.getByRole("alert").getByText("External call timeout: Enter a whole number.")).toBeVisible();
  expect(await puts(pbx)).toEqual([]);
  await page.getByLabel("External call timeout").fill("99999");
  for (const spelling of ["group", "pascal", "actual"]) {
    await switches(pbx, { propertyName: spelling });
    await save(page);
    await expect(page.getByRole("alert")).toBeFocused();
    await expect(property(page, "Call forward all mode")).toContainText("The value is not one of those allowed. Refused value: validator 12");
    await expect(property(page, "External call timeout")).toContainText("The value is outside of the allowed range. Refused value: 99999");
    await expect(mode).toHaveAttribute("aria-invalid", "true");
  }
  await page.getByRole("link", { name: /Call forward all mode: / }).click();
  await expect(mode).toBeFocused();
  await mode.fill("validator 37");
  await expect(property(page, "Call forward all mode")).not.toContainText("Refused value");
  await save(page);
  await expect(property(page, "Call forward all mode")).toContainText("(rule 37)");
  await expect(page.getByText("What the server said")).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(mode).toHaveValue("All");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("saves with a licence warning, and looks again after a licence error", async ({ page, pbx }) => {
  await open(page, "/icws/users/tokoro/client");
  const change = async (kind) => {
    await pbx.faults({ system: "icws", method: "PUT", kind });
    await property(page, "Screen calls").getByRole("switch").click();
    await save(page);
  };
  await change("license-warning");
  await expect(page.getByText("Warning: Example Add-On:")).toBeVisible();
  await saved(page, "Screen calls");
  await expect(page.getByText("Nothing changed")).toBeVisible();
  await change("license-2");
  await expect(page.getByRole("alert")).toContainText("refused because of licences");
  await expect(page.getByRole("alert")).toContainText("It was not set.");
  await expect(page.getByText("Nothing changed")).toBeVisible();
  await change("internal-after");
  await expect(page.getByRole("alert")).toContainText("The server reported a failure, but it has kept all the changes.");
  await change("internal");
  await expect(page.getByRole("alert")).toContainText("The server failed and did not keep the changes.", { timeout: 12_000 });
  await expect(page.getByText("1 field changed")).toBeVisible();
});

test("keeps filters and search in the address, asks before leaving, sees another tab", async ({ page, pbx }) => {
  await open(page, "/icws/users/mlind/client?show=set-here&q=ring+when");
  const shown = page.locator("li.property:visible");
  await expect(shown).toHaveCount(1);
  await expect(shown).toContainText("Ring when on phone");
  await page.getByRole("searchbox", { name: "Search" }).fill("");
  await expect(shown).toHaveCount(5);
  await page.getByLabel("Makes no difference", { exact: true }).check();
  await expect(page).toHaveURL(/show=no-difference/);
  await expect(shown).toHaveCount(2);
  await page.getByLabel("Inherited", { exact: true }).check();
  await property(page, "Screen calls").getByRole("switch").click();
  await page.getByLabel("Changed now", { exact: true }).check();
  await expect(shown).toHaveCount(1);
  await page.getByRole("link", { name: "Users", exact: true }).click();
  await page.getByRole("button", { name: "Stay on this page" }).click();
  // Somebody else changes the same property meanwhile.
  await pbx.act("icws", "PUT", "/icws/0/configuration/users/mlind", { clientConfigurationProperties: { screenCalls: { actualValue: false } } });
  await save(page);
  await expect(page.getByRole("alert")).toContainText("Somebody else changed this user meanwhile");
  await expect(property(page, "Screen calls")).toContainText("Somebody changed this to “No” meanwhile.");
  // A second Save settles nothing: whose value holds is chosen.
  await save(page);
  await expect(page.getByRole("alert")).toBeFocused();
  expect(await puts(pbx)).toEqual([]);
  await property(page, "Screen calls").getByRole("button", { name: "Keep mine" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await save(page);
  await saved(page, "Screen calls");
});

test("says when it was last changed in the time and the words of the reader", async ({ page }) => {
  await open(page, "/icws/users/tokoro/client");
  await expect(page.getByText(/Last changed: 24 Feb 2026, 11:15:00/)).toBeVisible();
  await page.locator(".preferences summary").click();
  await page.locator("#language").selectOption("fr");
  await expect(page.getByText(/Dernière modification\s: 24 févr\. 2026, 11:15:00/)).toBeVisible();
});

test("compares two people, and copies chosen own values", async ({ page, pbx }) => {
  await open(page, "/icws/users/tokoro/client");
  await page.getByText("Compare with somebody else").click();
  await page.getByLabel("Compare with").fill("mlind");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  const differences = page.locator(".differences > li");
  await expect(page.getByText("6 properties differ from")).toBeVisible();
  await expect(page).toHaveURL(/\?with=mlind/);
  const timeout = differences.filter({ hasText: "External call timeout" });
  await expect(timeout).toContainText("Taro Okoro30Set here");
  await expect(timeout.getByLabel("Copy the value set here")).toHaveAccessibleDescription("External call timeout");
  await expect(differences.filter({ hasText: "Follow me" })).toContainText("+15550100123 (20, Ask for password), 4199 (15)");
  await expect(differences.filter({ hasText: "Follow me" })).toContainText("+15550100199 (25)");
  await timeout.getByLabel("Copy the value set here").check();
  await page.getByRole("button", { name: "Copy chosen values" }).click();
  await expect(page.getByText("6 properties differ from")).toBeFocused();
  await expect(page.getByLabel("External call timeout", { exact: true })).toHaveValue("45");
  await save(page);
  await saved(page);
  await expect(differences).toHaveCount(5);
  expect(body((await puts(pbx))[0])).toEqual({ clientConfigurationProperties: { externalCallTimeout: { actualValue: 45 } } });
  await axeEverywhere(page, "two people compared");
});

test("shows what it does not know, and sources that come late", async ({ page, pbx }) => {
  await switches(pbx, { oddTypes: true, unknownMember: true, inheritedFrom: "single" });
  await open(page, "/icws/users/tokoro/client");
  await expect(page.getByText("Quantum ring mode")).toBeVisible();
  await expect(page.getByText("entangled")).toBeVisible();
  await expect(page.getByText("The server sent a value of an unexpected type.")).toHaveCount(3);
  await expect(property(page, "Call forward all")).toContainText("Set here");
  await expect(property(page, "Email download HTML pictures")).toContainText("Inherited from Client Configuration Template AgentBase");
});

test("does not guess what the server did not say", async ({ page, pbx }) => {
  await switches(pbx, { inheritedValues: false });
  await open(page, "/icws/users/tokoro/client");
  const timeout = property(page, "External call timeout");
  await expect(timeout).toContainText("After “Use inherited value”: Known after saving");
  await timeout.getByRole("button", { name: "Use inherited value" }).click();
  await expect(timeout.getByRole("textbox")).toHaveValue("");
  await expect(timeout).toContainText("Known after saving");
  await timeout.getByRole("button", { name: "Undo change" }).click();
  await expect(timeout.getByRole("textbox")).toHaveValue("30");
  await timeout.getByRole("button", { name: "Use inherited value" }).click();
  await save(page);
  await saved(page);
  await expect(timeout.getByRole("textbox")).toHaveValue("45");
});

test("ends every refusal in a sentence with a way on", async ({ page, pbx }) => {
  await open(page, "/icws/users/tokoro/client");
  const path = `/icws/${SESSION}/configuration/users/mlind`;
  for (const [kind, sentence] of [
    ["not-allowed", "do not have the right"],
    ["no-such-user", "This person is no longer on the server."],
    ["gone", "The server no longer has this part of its interface."],
    ["internal", "The server failed while doing this (status 500)."],
    ["timeout", "The server itself gave up waiting."],
    ["unavailable", "The server is busy"],
    ["malformed", "The server could not read what was sent."],
  ]) {
    await page.getByRole("link", { name: "Back to the users" }).click();
    await pbx.faults({ system: "icws", path, kind, times: 2 });
    await page.getByRole("searchbox", { name: "Search" }).fill("mlind");
    await page.getByRole("link", { name: "Maria Lind" }).click();
    await expect(page.locator(".refused").getByText(sentence), kind).toBeVisible();
    await pbx.noFaults();
  }
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("25 properties,")).toBeVisible();
});

test("can be read by everybody, narrow and wide, light and dark", async ({ page }) => {
  await page.goto("/icws/users");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await axeEverywhere(page, "signing in");
  await signIn(page, "/icws/me/client", "mlind");
  await page.getByLabel("Call forward all mode", { exact: true }).fill("no such mode");
  await save(page);
  await expect(page.getByRole("alert")).toBeVisible();
  await axeEverywhere(page, "client configuration");
  await page.getByRole("button", { name: "Give back values" }).click();
  await axeEverywhere(page, "the preview");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("link", { name: "Users", exact: true }).click();
  await expect(page.getByText("250 users")).toBeVisible();
  await axeEverywhere(page, "users");
});
