// PureConnect: what the documents leave open, each way that a server may have it.
import { expect, test } from "./fixtures.mjs";
import { open, property, puts, save, saved, signIn, switches } from "./icws.mjs";

test.use({ people: 20 });

const refused = (page) => page.locator(".refused");

for (const errorIds of [false, true]) {
  test(`a refusal is the same sentence ${errorIds ? "with" : "without"} an error id`, async ({ page, pbx }) => {
    await switches(pbx, { errorIds });
    await signIn(page, "/icws/users/nobody%20here/client");
    await expect(refused(page)).toContainText("This person is no longer on the server. Go back to the list of users.");
    await refused(page).getByText("What the server said").click();
    await expect(refused(page).locator("pre")).toHaveText(errorIds ? /no such user.*\nerror\.request\.notFound$/ : /no such user\)$/);
    // And after saving: nothing typed is lost.
    await page.getByRole("link", { name: "Back to the users" }).click();
    await page.getByRole("link", { name: "Taro Okoro" }).click();
    await page.getByLabel("External call timeout").fill("77");
    const alert = page.getByRole("alert");
    await pbx.faults({ system: "icws", method: "PUT", kind: "not-allowed" });
    await save(page);
    await expect(alert).toContainText("You are signed in, but do not have the right to do this.");
    await alert.getByText("What the server said").click();
    await expect(alert.locator("pre")).toHaveText(errorIds ? /not allowed.*\nerror\.request\.accessDenied$/ : /not allowed\)$/);
    await expect(page.getByLabel("External call timeout")).toHaveValue("77");
    await save(page);
    await saved(page);
  });
}

for (const emptyStatus of [200, 204]) {
  test(`an empty answer is one with status ${emptyStatus}`, async ({ page, pbx }) => {
    // A minute lasts a quarter of a second here.
    await page.addInitScript(() => {
      const wait = window.setTimeout;
      window.setTimeout = (call, ms, ...more) => wait(call, ms === 60_000 ? 250 : ms, ...more);
    });
    await switches(pbx, { emptyStatus });
    await signIn(page, "/icws/users");
    const asked = async (end) => (await pbx.log("icws")).filter(({ path }) => path.endsWith(end));
    await expect.poll(async () => (await asked("/messaging/heartbeat")).length).toBeGreaterThan(1);
    expect((await asked("/messaging/heartbeat")).map(({ status }) => status)).toContain(emptyStatus);
    // Whoever takes it for a refusal asks for messages instead, and not only when the session began.
    expect(await asked("/messaging/messages")).toHaveLength(1);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByText("You are signed out.")).toBeVisible();
    await expect.poll(async () => (await pbx.writes("icws")).at(-1)).toMatchObject({ method: "DELETE", status: emptyStatus });
  });
}

test("the versions of features are read as texts as well", async ({ page, pbx }) => {
  await switches(pbx, { versionStrings: true, configuration: 6 });
  await open(page, "/icws/me/client", "mlind");
  await expect(page.getByText("This server is older than 2016 R2")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
  await page.getByRole("button", { name: "Sign out" }).click();
  await switches(pbx, { configuration: 10 });
  await open(page, "/icws/me/client", "mlind");
  await expect(page.getByText("This server is older than 2016 R2")).toHaveCount(0);
  await page.getByLabel("External call timeout").fill("77");
  await save(page);
  await saved(page);
});

test("somebody else's is changed as a part of the person, whatever the server takes besides", async ({ page, pbx }) => {
  for (const [othersClient, value] of [[true, "70"], [false, "71"]]) {
    await switches(pbx, { othersClient });
    // Past the sign-in everything is allowed; within it is what the switch says.
    await open(page, "/icws/users/tokoro/client");
    await page.getByLabel("External call timeout").fill(value);
    await save(page);
    await saved(page);
    await expect(property(page, "External call timeout")).toContainText("Set here");
    const put = (await puts(pbx)).at(-1);
    expect(put).toMatchObject({ status: 200, path: expect.stringMatching(/\/configuration\/users\/tokoro$/) });
    await page.getByRole("button", { name: "Sign out" }).click();
  }
});

// What is refused of a list's query is left out: a server of another age, or a proxy that knows no such Range.
const PLAIN = "The server refused a part of what was asked: the extensions are not shown";
const UNFILTERED = "The server refused a part of what was asked: people whom you may not administer may be missing.";
for (const [what, hint, change] of [
  ["the order", null, { refusedQuery: ["orderBy"] }],
  ["what is selected", PLAIN, { refusedQuery: ["select"] }],
  ["the right", UNFILTERED, { refusedQuery: ["rightsFilter"] }],
  ["the range", PLAIN, { range: "refused" }],
]) {
  test(`everybody is listed where ${what} of the query is refused`, async ({ page, pbx }) => {
    await switches(pbx, change);
    await signIn(page, "/icws/users");
    await expect(page.getByText("Taro Okoro")).toBeVisible();
    for (const known of [PLAIN, UNFILTERED]) await expect(page.getByText(known)).toHaveCount(known === hint ? 1 : 0);
    const row = page.getByRole("row", { name: "Taro Okoro" });
    await expect(row.getByText(/^\d+$/)).toHaveCount(hint === PLAIN ? 0 : 1);
    // What was learnt is not asked again.
    const asked = async () => (await pbx.log("icws")).filter(({ path }) => path.endsWith("/configuration/users"));
    const before = (await asked()).length;
    await page.getByRole("button", { name: "Reload" }).click();
    await expect.poll(async () => (await asked()).length).toBe(before + 1);
    expect((await asked()).at(-1).status).toBe(200);
  });
}
