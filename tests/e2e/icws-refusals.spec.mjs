// PureConnect says no: each kind of refusal after saving, in a sentence, with what was typed kept.
import { expect, test } from "./fixtures.mjs";
import { SESSION, open, property, puts, save, saved, switches } from "./icws.mjs";

test.use({ people: 20 });

const alert = (page) => page.getByRole("alert");

/** Types a number, a text, a yes or no, and a follow-me entry. */
async function type(page) {
  await page.getByLabel("External call timeout").fill("77");
  await page.getByLabel("Call forward all mode", { exact: true }).fill("Internal");
  await property(page, "Screen calls").getByRole("switch").click();
  await page.getByLabel("Phone number").first().fill("4321");
}

async function isKept(page, why) {
  await expect(page.getByText("4 fields changed"), why).toBeVisible();
  await expect(page.getByLabel("External call timeout"), why).toHaveValue("77");
  await expect(page.getByLabel("Call forward all mode", { exact: true }), why).toHaveValue("Internal");
  await expect(property(page, "Screen calls").getByRole("switch"), why).toBeChecked();
  await expect(page.getByLabel("Phone number").first(), why).toHaveValue("4321");
}

test("each kind of refusal has its sentence and loses nothing", async ({ page, pbx }) => {
  await open(page, "/icws/me/client", "mlind");
  await type(page);
  for (const [fault, heading, sentence, said] of [
    ["malformed", "Nothing was saved", "The server could not read what was sent.", "error.request.invalidRepresentation.malformed"],
    ["not-allowed", "Nothing was saved", "You are signed in, but do not have the right to do this.", "not allowed"],
    ["gone", "Nothing was saved", "The server no longer has this part of its interface.", "removed from the API"],
    ["internal", "The server failed and did not keep the changes. What you typed is still here.", "The server failed while doing this (status 500).", "error.request.internalServerError"],
    ["502", "The server failed and did not keep the changes. What you typed is still here.", "The server cannot be reached.", "502"],
    ["timeout", /^We cannot tell whether the change was made: no answer came, and the server does not have it so far\. What you typed is still here\./, "The server itself gave up waiting. A change may have been made all the same: look again in a moment.", "error.request.timeout"],
    ["unavailable", "Nothing was saved", "The server is busy", "error.server.unavailable"],
  ]) {
    await pbx.faults({ system: "icws", method: "PUT", kind: fault });
    await save(page);
    await expect(alert(page).getByText(sentence), fault).toBeVisible({ timeout: 12_000 });
    await expect(alert(page).getByRole("heading"), fault).toHaveText(heading);
    await expect(alert(page), fault).toBeFocused();
    // The server's own words can be opened.
    await alert(page).getByText("What the server said").click();
    await expect(alert(page).locator("pre"), fault).toContainText(said);
    await isKept(page, fault);
  }
  // Whoever is gone cannot be saved, and is still on the screen.
  const path = `/icws/${SESSION}/configuration/users/mlind`;
  await pbx.faults({ system: "icws", path, kind: "no-such-user", times: 2 });
  await save(page);
  await expect(alert(page).getByText("This person is no longer on the server.")).toBeVisible();
  await pbx.noFaults();
  await isKept(page, "no-such-user");
  // Where the server fails and then cannot be asked, nobody knows.
  await pbx.faults(
    { system: "icws", method: "PUT", kind: "internal" },
    { system: "icws", method: "GET", path, after: 1, times: 0, kind: "503" },
  );
  await save(page);
  await expect(alert(page).getByRole("heading")).toHaveText(/^We cannot tell whether the change was made: the server failed, and cannot be asked\./);
  await isKept(page, "in doubt");
  await pbx.noFaults();
  await save(page);
  await saved(page);
  await expect(alert(page)).toHaveCount(0);
});

test("a server that said to be new enough is not called too old, in every way it may answer", async ({ page, pbx }) => {
  await open(page, "/icws/me/client", "mlind");
  await type(page);
  for (const missingPath of ["405", "404", "unsupported", "html"]) {
    await switches(pbx, { configuration: 5, missingPath });
    await save(page);
    await expect(alert(page).getByText("is not one that this phone system gives"), missingPath).toBeVisible();
    await expect(page.getByText("too old"), missingPath).toHaveCount(0);
    await expect(alert(page), missingPath).toBeFocused();
    await isKept(page, missingPath);
    await switches(pbx, { configuration: 10 });
  }
  await save(page);
  await saved(page);
});

test("licences: refused alone, with a value, and as a warning", async ({ page, pbx }) => {
  await open(page, "/icws/users/tokoro/client");
  const fault = (kind) => pbx.faults({ system: "icws", method: "PUT", kind });
  // A value was refused as well: nothing is saved, and each stands at its place.
  await type(page);
  await fault("license-and-validation");
  await save(page);
  await expect(alert(page).getByRole("heading")).toHaveText("Nothing was saved");
  await expect(alert(page)).toContainText("Example Add-On: This dynamic licence would exceed");
  await expect(property(page, "Call forward all mode")).toContainText("This property does not apply with the current configuration.");
  await isKept(page, "a licence and a value");
  // A licence alone: the rest is saved, and the page says so.
  await fault("license-2");
  await save(page);
  await expect(alert(page).getByRole("heading")).toHaveText("The server reported a failure, but it has kept all the changes.");
  await expect(alert(page)).toContainText("The server refused because of licences. What became of the rest stands above.");
  await expect(alert(page)).toContainText("It was not set.");
  await expect(page.getByText("Nothing changed")).toBeVisible();
  await expect(page.getByLabel("External call timeout")).toHaveValue("77");
  // The same where the server forgets to say of what kind it is.
  await fault("license-unnumbered");
  await page.getByLabel("External call timeout").fill("76");
  await save(page);
  await expect(alert(page).getByRole("heading")).toHaveText("The server reported a failure, but it has kept all the changes.");
  await expect(alert(page)).toContainText("Example Add-On: The server reported a licence problem that this console does not know.");
  await expect(page.getByText("Nothing changed")).toBeVisible();
  await fault("license-2");
  await page.getByLabel("External call timeout").fill("77");
  await save(page);
  await expect(page.getByText("Nothing changed")).toBeVisible();
  // Only some of the rest: what is missing is still marked.
  await fault("license-2");
  await switches(pbx, { visibleAfter: 9 });
  await page.getByLabel("External call timeout").fill("78");
  await save(page);
  await expect(property(page, "External call timeout")).toContainText("The server did not keep this. The server now has: 77", { timeout: 12_000 });
  await expect(page.getByLabel("External call timeout")).toHaveValue("78");
  await expect(page.getByText("1 field changed")).toBeVisible();
  await switches(pbx, { visibleAfter: 0 });
  await page.getByRole("button", { name: "Cancel" }).click();
  // 200 with a warning.
  await fault("license-warning");
  await page.getByLabel("External call timeout").fill("79");
  await save(page);
  await expect(page.getByText("Warning: Example Add-On: This dynamic licence has more assignments")).toBeVisible();
  await saved(page, "External call timeout");
  await expect(page.getByText("Nothing changed")).toBeVisible();
  await expect(alert(page)).toHaveCount(0);
  expect(await puts(pbx)).toHaveLength(6);
});
