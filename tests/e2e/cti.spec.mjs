// The CTI configuration of a XiVO user, in every age, and of several at once.
import { readFile } from "node:fs/promises";
import { axeEverywhere, expect, test } from "./fixtures.mjs";

test.use({ people: 30 });

const state = (page) => page.getByRole("definition").last();
const on = (page) => page.getByRole("switch", { name: "CTI client enabled" });
const profile = (page) => page.getByLabel("CTI profile");
const save = (page) => page.getByRole("button", { name: "Save", exact: true }).click();
const notice = (page, text) => expect(page.getByRole("region", { name: "What happened" }).getByText(text)).toBeVisible();

async function open(page, system, user) {
  await page.goto(`/${system}/users/${user}/cti`);
  await expect(page.getByRole("heading", { level: 1, name: "CTI configuration" })).toBeVisible();
  await expect(profile(page)).toBeVisible();
}

async function signIn(page) {
  await page.getByLabel("Username").fill("madeup-admin");
  await page.getByLabel("Password", { exact: true }).fill("madeup-secret");
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** The list names a profile that the server does not have. */
async function ghostProfile(page, system) {
  const items = [2, 3, 999].map((id) => ({ id, name: { 2: "Agent", 3: "Client", 999: "Ghost" }[id] }));
  await page.route(`**/api/${system}/1.1/cti_profiles`, (route) => route.fulfill({ json: { items, total: 3 } }));
}

/** The documents' server without `/cti`, so that `/cti_profile` is what there is. */
const withoutCti = (page) =>
  page.route(/\/api\/xivo-doc\/1\.1\/users\/\d+\/cti$/, (route) =>
    route.fulfill({ status: 404, contentType: "text/html", body: "<h1>Not Found</h1><p>The requested URL was not found on the server.</p>" }),
  );

const writes = async (pbx, system) => (await pbx.writes(system)).map(({ method, path, status }) => `${method} ${path.split("/").slice(3).join("/")} ${status}`);

test("switches on and off and changes the profile, wherever a server keeps it", async ({ page, pbx }) => {
  for (const [system, wrote] of [
    ["xivo-2013", ["PUT 3 200"]],
    ["xivo-2014b", ["PUT 3/cti 204"]],
    ["xivo-2016", ["PUT 3/cti 204"]],
    ["xivo-doc", ["PUT 3/cti 204"]],
    ["xivo-2019", ["PUT 3/cti 204"]],
  ]) {
    await page.goto(`/${system}/users/3/cti`);
    if (system === "xivo-2019") await signIn(page);
    await expect(profile(page)).toBeVisible();
    await expect(on(page)).not.toBeChecked();
    await on(page).check();
    if (system === "xivo-2013") await profile(page).fill("3");
    else await profile(page).selectOption("Client");
    await pbx.forget();
    await page.keyboard.press("Control+s");
    await expect(state(page)).toContainText(system === "xivo-2013" ? "On, profile 3" : "On, Client");
    await notice(page, /CTI configuration saved: On, /);
    expect(await writes(pbx, system), system).toEqual(wrote);
    const [{ body }] = await pbx.writes(system);
    const sent = typeof body === "string" ? JSON.parse(body) : body;
    const wanted = system === "xivo-2013" ? { enableclient: 1, ctiprofileid: 3 } : { cti_profile_id: 3, enabled: true };
    expect(sent, system).toEqual(wanted);
    await expect(page.getByText("Nothing changed")).toBeVisible();
  }
});

test("changes a profile by PUT as documented, and by DELETE and POST where PUT is not there", async ({ page, pbx }) => {
  await open(page, "xivo-2014a", 3);
  await expect(on(page)).toHaveCount(0);
  await expect(state(page)).toHaveText(/Agent/);
  await profile(page).selectOption("Client");
  await save(page);
  await notice(page, "CTI configuration saved: Client.");
  expect(await writes(pbx, "xivo-2014a")).toEqual(["PUT 3/cti_profile 405", "DELETE 3/cti_profile 204", "POST 3/cti_profile 201"]);

  // Nobody has one: POST; and none again: DELETE.
  await open(page, "xivo-2014a", 2);
  await expect(state(page)).toHaveText(/No profile/);
  await pbx.forget();
  await profile(page).selectOption("Agent");
  await save(page);
  await notice(page, "CTI configuration saved: Agent.");
  await profile(page).selectOption("No profile");
  await save(page);
  await notice(page, "CTI configuration saved: No profile.");
  expect(await writes(pbx, "xivo-2014a")).toEqual(["POST 2/cti_profile 201", "DELETE 2/cti_profile 204"]);

  // The document's PUT.
  await withoutCti(page);
  await open(page, "xivo-doc", 3);
  await profile(page).selectOption("Client");
  await save(page);
  await notice(page, "CTI configuration saved: Client.");
  expect(await writes(pbx, "xivo-doc")).toEqual(["PUT 3/cti_profile 200"]);
});

test("puts the old profile back where no clear answer came to the new one, and does not call that a refusal", async ({ page, pbx }) => {
  await open(page, "xivo-2014a", 3);
  await pbx.faults({ system: "xivo-2014a", method: "POST", kind: "500-before" });
  await profile(page).selectOption("Client");
  await save(page);
  await notice(page, /No clear answer came to the new profile.*for now the old one stands again: Agent/);
  await expect(page.getByText("was refused")).toHaveCount(0);
  await expect(profile(page)).toHaveValue("3");
  const held = await pbx.act("xivo-2014a", "GET", "/1.1/users/3/cti_profile");
  expect(held.body).toMatchObject({ cti_profile_id: 2 });
});

test("puts the old profile back if the new one is refused", async ({ page, pbx }) => {
  await ghostProfile(page, "xivo-2014a");
  await open(page, "xivo-2014a", 3);
  await profile(page).selectOption("Ghost");
  await save(page);
  await notice(page, /it was put back: Agent/);
  await expect(profile(page)).toHaveAccessibleDescription(/“999” does not exist/);
  expect(await writes(pbx, "xivo-2014a")).toEqual([
    "PUT 3/cti_profile 405",
    "DELETE 3/cti_profile 204",
    "POST 3/cti_profile 400",
    "POST 3/cti_profile 201",
  ]);
  const held = await pbx.act("xivo-2014a", "GET", "/1.1/users/3/cti_profile");
  expect(held.body.cti_profile_id).toBe(2);
});

test("somebody gave a profile meanwhile: a conflict before, a change after", async ({ page, pbx }) => {
  await open(page, "xivo-2014a", 2);
  await profile(page).selectOption("Client");
  await pbx.act("xivo-2014a", "POST", "/1.1/users/2/cti_profile", { cti_profile_id: 1 });
  await save(page);
  await expect(page.getByText("Somebody changed this to “Supervisor” meanwhile.")).toBeVisible();
  await page.getByRole("button", { name: "Take theirs" }).click();
  await expect(profile(page)).toHaveValue("1");
  await pbx.act("xivo-2014a", "DELETE", "/1.1/users/2/cti_profile");

  // Between our reading and our writing.
  await open(page, "xivo-2014a", 2);
  await pbx.faults({ system: "xivo-2014a", method: "POST", kind: "delay", ms: 700 });
  await profile(page).selectOption("Client");
  const sent = page.waitForRequest((request) => request.method() === "POST");
  await save(page);
  await sent;
  await pbx.act("xivo-2014a", "POST", "/1.1/users/2/cti_profile", { cti_profile_id: 1 });
  await notice(page, /Somebody had given this user Supervisor meanwhile; it was changed. Now: Client/);
});

test.describe("each documented error is read at its field", () => {
  const said = (status, text, method, user) => ({ method, path: `/1.1/users/${user}/cti`, kind: "status", status, body: JSON.stringify([text]) });
  const gone = /Somebody may have deleted it/;
  const missing = /username and a password/;
  const rows = [
    // /cti
    ["xivo-doc", 1, "Ghost", null, "CTI profile", /“999” does not exist/],
    ["xivo-2014b", 1, "Ghost", null, "CTI profile", /“999” does not exist/],
    ["xivo-2016", 1, "Ghost", null, "CTI profile", /does not exist/],
    ["xivo-doc", 1, "Agent", said(404, "User with id=1 does not exist", "PUT", 1), null, gone],
    ["xivo-doc", 1, "Agent", said(400, "The user must have a username and password to enable the CTI", "PUT", 1), "Username", missing],
    ["xivo-2014b", 1, "Agent", said(400, "Error while editing 1: the user must have a username and password to enable the CTI", "PUT", 1), "Username", missing],
    ["xivo-2016", 1, "Agent", said(400, "Resource Error - User must have a username and password to enable a CtiProfile ('user_id': 1)", "PUT", 1), "Username", missing],
    // /cti_profile
    ["xivo-2014a", 2, "Ghost", null, "CTI profile", /“999” does not exist/],
    ["xivo-doc profile", 2, "Ghost", null, "CTI profile", /“999” does not exist/],
    ["xivo-doc profile", 1, "Ghost", null, "CTI profile", /“999” does not exist/],
    ["xivo-doc profile", 2, "Agent", said(404, "User with id=2 does not exist", "POST", 2), null, gone],
    ["xivo-doc profile", 1, "Agent", said(404, "User with id=1 does not exist", "PUT", 1), null, gone],
    ["xivo-doc profile", 1, "No profile", said(404, "User with id=1 does not exist", "DELETE", 1), null, gone],
    ["xivo-doc profile", 2, "Agent", said(400, "Invalid parameters: user with id 2 already has a CTI profile", "POST", 2), null, /already has a CTI profile/],
  ];
  test("in every row", async ({ page, pbx }) => {
    test.slow();
    for (const [name, user, choice, fault, field, words] of rows) {
      const [system, resource] = name.split(" ");
      const where = `${name} ${user} ${choice} ${fault?.body ?? ""}`;
      await pbx.noFaults();
      await page.unrouteAll();
      await ghostProfile(page, system);
      if (resource) await withoutCti(page);
      await open(page, system, user);
      if (fault) await pbx.faults({ system, ...fault });
      await profile(page).selectOption(choice);
      await save(page);
      if (field && words === missing) {
        // A step in place.
        await expect(page.getByText("The server demands a username and a password"), where).toBeVisible();
        await expect(page.getByLabel(field), where).toBeVisible();
        await expect(page.getByLabel("Password", { exact: true }), where).toBeVisible();
      } else if (field) {
        await expect(page.getByLabel(field), where).toHaveAccessibleDescription(words);
        await expect(page.getByLabel(field), where).toHaveAttribute("aria-invalid", "true");
        await expect(page.getByRole("alert").first(), where).toBeFocused();
      } else {
        await expect(page.getByRole("alert").getByText(words).first(), where).toBeVisible();
        // The form and the chosen value are still there.
        await expect(profile(page).locator("option:checked"), where).toHaveText(choice);
      }
    }
  });

  test("and a profile that vanished, none to take away and none to change are no errors", async ({ page, pbx }) => {
    await withoutCti(page);
    // The document's two "does not have a CTI profile": taken away, or changed, between reading and writing.
    for (const [choice, method, saved] of [
      ["No profile", "DELETE", /saved: No profile/],
      ["Agent", "PUT", /saved: Agent/],
    ]) {
      await pbx.act("xivo-doc", "POST", "/1.1/users/2/cti_profile", { cti_profile_id: 1 });
      await open(page, "xivo-doc", 2);
      await expect(state(page)).toHaveText(/Supervisor/);
      await pbx.faults({ system: "xivo-doc", method, path: "/1.1/users/2/cti_profile", kind: "delay", ms: 700 });
      const sent = page.waitForRequest((request) => request.method() === method);
      await profile(page).selectOption(choice);
      await save(page);
      await sent;
      await pbx.act("xivo-doc", "DELETE", "/1.1/users/2/cti_profile");
      await notice(page, saved);
      await pbx.act("xivo-doc", "DELETE", "/1.1/users/2/cti_profile");
    }
    await page.route("**/api/xivo-2014b/1.1/cti_profiles", (route) =>
      route.fulfill({ json: { items: [{ id: "2", name: "Twin" }, { id: 4, name: "Twin" }, { id: 5 }] } }),
    );
    await open(page, "xivo-2014b", 1);
    await expect(state(page)).toHaveText(/On, profile 3 \(no longer exists\)/);
    await expect(profile(page).locator("option")).toHaveText(["No profile", "Twin (2)", "Twin (4)", "profile 5", "profile 3 (no longer exists)"]);
  });
});

test("says who is not there, and goes back to the list with its search", async ({ page, pbx }) => {
  await page.goto("/xivo-2014b/users?q=chloe");
  await page.getByRole("link", { name: "Chloe Madeup" }).click();
  await page.getByRole("link", { name: "CTI configuration", exact: true }).click();
  await on(page).check();
  await pbx.act("xivo-2014b", "DELETE", "/1.1/users/3");
  await save(page);
  // The sentence stands above the form, which stays with what was chosen.
  await expect(page.locator("#problems")).toContainText("Somebody may have deleted it");
  await expect(on(page)).toBeChecked();
  await page.getByRole("link", { name: "Back to the users" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Leave without saving" }).click();
  await expect(page).toHaveURL(/\/xivo-2014b\/users\?q=chloe$/);
  for (const system of ["xivo-2013", "xivo-2014a", "xivo-2016", "xivo-doc"]) {
    await page.goto(`/${system}/users/99999/cti`);
    await expect(page.getByText("This user does not exist"), system).toBeVisible();
  }
});

test("says when a server keeps a profile that was to be taken away", async ({ page, pbx }) => {
  for (const system of ["xivo-2014b", "xivo-2016"]) {
    await open(page, system, 1);
    await profile(page).selectOption("No profile");
    await expect(profile(page)).toHaveAccessibleDescription(/may keep the old profile/);
    await save(page);
    await expect(page.getByText(/accepted the change, but has kept the profile \(Client\)/)).toBeVisible();
    // What did not hold stays chosen and is marked.
    await expect(profile(page)).toHaveValue("");
    await expect(profile(page)).toHaveAttribute("aria-invalid", "true");
    await expect(profile(page)).toHaveAccessibleDescription(/The server did not keep this/);
    await page.getByRole("button", { name: "Switch the CTI client off" }).click();
    await expect(profile(page)).toHaveValue("3");
    await save(page);
    await expect(state(page)).toHaveText(/Off, Client/);
  }
  await page.goto("/xivo-2019/users/1/cti");
  await signIn(page);
  await profile(page).selectOption("No profile");
  await save(page);
  await expect(state(page)).toHaveText(/On, no profile/);
  expect((await pbx.act("xivo-2019", "GET", "/1.1/users/1/cti")).body.cti_profile_id).toBe(null);
});

test("the username and the password come first, and each step is told", async ({ page, pbx, secrets }) => {
  secrets.add("abcd-1234");
  const account = async () => {
    await page.getByLabel("Username").fill("boris");
    await page.getByLabel("Password", { exact: true }).fill("abcd-1234");
  };
  await open(page, "xivo-2014b", 2);
  await expect(on(page)).toHaveAccessibleDescription(/no username and no password yet/);
  await on(page).check();
  await save(page);
  await expect(page.getByLabel("Username")).toHaveAccessibleDescription(/Enter a value/);
  await expect(page.getByLabel("Password", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await axeEverywhere(page, "the step");
  // The first fails: the second is not tried.
  await account();
  await pbx.faults({ system: "xivo-2014b", method: "PUT", kind: "status", status: 400, body: '["Invalid parameters: username"]' });
  await save(page);
  await expect(page.getByText("Username and password: not saved")).toBeVisible();
  await expect(page.getByText("CTI configuration: not tried")).toBeVisible();
  // The first stands, the second fails.
  await pbx.faults({ system: "xivo-2014b", method: "PUT", path: "/1.1/users/2/cti", kind: "500-before" });
  await save(page);
  await expect(page.getByText("Username and password: saved")).toBeVisible();
  await expect(page.getByText("CTI configuration: not saved")).toBeVisible();
  await expect(
    page.getByRole("heading", {
      name: "The server kept only a part of the changes. Kept: Username, Password. Not kept: CTI client enabled.",
    }),
  ).toBeVisible();
  await expect(on(page)).toBeChecked();
  await save(page);
  await expect(state(page)).toHaveText(/On, no profile/);
  expect(await writes(pbx, "xivo-2014b")).toEqual(["PUT 2 400", "PUT 2 204", "PUT 2/cti 500", "PUT 2/cti 204"]);
});

test("after a failure it is read again, and said which it was", async ({ page, pbx, watch }) => {
  watch.allow(/Failed to load resource/);
  const failed = "The server failed and did not keep the changes";
  const soFar = "no answer came, and the server does not have it so far";
  const kept = "The server reported a failure, but it has kept all the changes.";
  const keptSilently = "No answer came, but the server has kept all the changes.";
  const claim = page.locator("#problems").getByRole("heading");
  for (const [kind, words, now] of [
    ["500-before", failed, /Off, Agent/],
    ["drop", soFar, /Off, Agent/],
    ["500-after", kept, /On, Agent/],
    ["drop-after", keptSilently, /On, Agent/],
  ]) {
    await pbx.reset("xivo-2016");
    await open(page, "xivo-2016", 3);
    await pbx.faults({ system: "xivo-2016", method: "PUT", kind });
    await on(page).check();
    await save(page);
    await expect(claim, kind).toContainText(words);
    await expect(state(page), kind).toHaveText(now);
    await expect(on(page), kind).toBeChecked();
    await pbx.noFaults();
  }
  // And with nobody to ask.
  await pbx.reset("xivo-2016");
  await open(page, "xivo-2016", 3);
  await pbx.faults({ system: "xivo-2016", method: "PUT", kind: "500-after" }, { system: "xivo-2016", path: "/1.1/users/3", after: 2, times: 0, kind: "500-before" });
  await on(page).check();
  await save(page);
  await expect(claim).toContainText("We cannot tell whether the change was made");
});

test("asks before leaving, and forgets nothing on Cancel", async ({ page }) => {
  await open(page, "xivo-2016", 3);
  await on(page).check();
  await page.getByRole("link", { name: "Back to the users" }).click();
  await page.getByRole("button", { name: "Stay on this page" }).click();
  await expect(on(page)).toBeChecked();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(on(page)).not.toBeChecked();
  await axeEverywhere(page, "the CTI configuration");
  await page.getByRole("link", { name: "Back to the users" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
});

test("a server without either says so; one without a list of profiles takes a number", async ({ page }) => {
  await page.route(/\/api\/xivo-2016\/1\.1\/users\/\d+\/cti$/, (route) => route.fulfill({ status: 404, contentType: "text/html", body: "<p>The requested URL was not found</p>" }));
  await page.goto("/xivo-2016/users/3/cti");
  await expect(page.getByText("This server has no CTI configuration that can be changed from here.")).toBeVisible();
  // One that does not tell whether the client is on says what saving sends.
  await open(page, "xivo-doc", 1);
  await expect(state(page)).toHaveText(/On or off not known, Client/);
  await profile(page).selectOption("Agent");
  await expect(page.getByText("Saving also switches the CTI client off")).toBeVisible();
  await on(page).check();
  await expect(page.getByText("Saving also switches the CTI client off")).toHaveCount(0);
  // No list, an empty one, and one that comes at the second try.
  await page.route("**/api/xivo-2014b/1.1/cti_profiles", (route) => route.fulfill({ status: 500, body: "[]" }), { times: 1 });
  await open(page, "xivo-2014b", 1);
  await expect(profile(page)).toHaveAccessibleDescription(/names of the profiles could not be read/);
  await expect(profile(page)).toHaveValue("3");
  await page.getByRole("button", { name: "Read the profiles again" }).click();
  await expect(state(page)).toHaveText(/On, Client/);
  await page.route("**/api/xivo-2014b/1.1/cti_profiles", (route) => route.fulfill({ json: { items: [], total: 0 } }));
  await open(page, "xivo-2014b", 2);
  await expect(profile(page)).toHaveAccessibleDescription("There is no CTI profile on this server yet.");
  await open(page, "xivo-2013", 1);
  await profile(page).fill("x");
  await expect(profile(page)).toHaveAttribute("aria-invalid", "true");
  await profile(page).fill("999");
  await save(page);
  await expect(profile(page)).toHaveAccessibleDescription(/“999” does not exist/);
});

test("a range with Shift, and back", async ({ page }) => {
  await page.goto("/xivo-2014b/users?q=madeup&sort=name");
  const boxes = page.getByRole("row").getByRole("checkbox");
  await expect(boxes.nth(2)).toBeVisible();
  const all = (await boxes.count()) - 1;
  await boxes.nth(1).check();
  await boxes.nth(all).click({ modifiers: ["Shift"] });
  await expect(page.getByText(`${all} selected`)).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Select all" })).toBeChecked();
  await page.getByRole("button", { name: "Clear selection" }).click();
  await expect(boxes.nth(1)).not.toBeChecked();
});

const row = (page, name) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
const select = (page, name) => page.getByRole("checkbox", { name: `Select ${name}`, exact: true });

test("several at once: who changes is said before, and what became of it after", async ({ page, pbx }) => {
  await page.setViewportSize({ width: 1280, height: 1000 });
  await page.goto("/xivo-2014b/users?sort=name&q=o");
  await select(page, "Boris").check();
  await page.getByLabel("Search").fill("");
  await select(page, "Chloe Madeup").check();
  await select(page, "Dora Desk").check();
  await select(page, "太郎 山田").check();
  await expect(page.getByText("4 selected")).toBeVisible();
  // Few rows, so that none is cut by the edge of the list.
  await page.getByLabel("Search").fill("desk");
  await expect(page.getByText("4 selected (3 not in this search)")).toBeVisible();
  await axeEverywhere(page, "a selection");
  await page.getByRole("button", { name: "CTI on" }).click();
  await expect(page).toHaveURL(/\/xivo-2014b\/plan$/);
  await expect(page.getByText("CTI on: 4 users")).toBeVisible();
  await expect(page.getByText("2 to do")).toBeVisible();
  await expect(page.getByText("1 unchanged")).toBeVisible();
  await expect(page.getByText("1 with problems")).toBeVisible();
  await expect(row(page, "Boris")).toContainText("No username and no password");
  await expect(row(page, "Dora Desk")).toContainText("Already so");
  await expect(row(page, "Chloe Madeup")).toContainText("Will change");
  await expect(row(page, "Chloe Madeup")).toContainText("Off → On");
  await axeEverywhere(page, "before the run");

  await pbx.faults({ system: "xivo-2014b", method: "PUT", path: "/1.1/users/12/cti", kind: "500-before" });
  await page.getByRole("button", { name: "Run 2 changes" }).click();
  await expect(page.getByText("1 failed")).toBeVisible();
  await expect(row(page, "Chloe Madeup")).toContainText("✓ Done");
  await expect(row(page, "太郎 山田")).toContainText("The server failed while doing this (status 500).");
  // Whoever failed stands first.
  await expect(page.getByRole("rowheader").first()).toHaveText("太郎 山田");
  await axeEverywhere(page, "after the run");

  // Only the failed one again.
  await pbx.forget();
  await page.getByRole("button", { name: "Try again only those not done (1)" }).click();
  await expect(row(page, "太郎 山田")).toContainText("✓ Done");
  await expect(page.getByText("0 failed")).toBeVisible();
  expect(await writes(pbx, "xivo-2014b")).toEqual(["PUT 12/cti 204"]);
  await page.getByRole("main").getByRole("button", { name: "Close" }).click();
  await expect(page.getByText("4 selected")).toBeVisible();
});

test("the table of outcomes holds no formula", async ({ page, pbx }) => {
  // API 1.1 of that age takes no plus; 1.0 looks at nothing.
  await pbx.act("xivo-2014b", "PUT", "/1.0/users/13", { mobilephonenumber: "+15551234" });
  await page.goto("/xivo-2014b/users?q=1%2B1");
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await page.getByRole("button", { name: "Set profile" }).click();
  await profile(page).selectOption("Agent");
  await page.getByRole("button", { name: "Run 1 change" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save the outcome as CSV" }).click()]);
  const text = await readFile(await download.path(), "utf8");
  const [head, line] = text.replace("\uFEFF", "").split("\r\n");
  expect(head).toBe('"Row","User number","User","Username","Line","Mobile phone number","CTI profile","Outcome","What the server said"');
  expect(line).toBe(`"","13","'=1+1 Formula","","","'+15551234","No profile → Agent","Done",""`);
});

test("at most four at a time; can be paused, stopped and left", async ({ page, pbx }) => {
  await page.goto("/xivo-2014b/users?sort=name");
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await expect(page.getByText("30 selected")).toBeVisible();
  await page.getByRole("button", { name: "Set profile" }).click();
  // Nothing is chosen at first, and nothing can be run.
  await expect(profile(page)).toHaveValue("");
  await expect(page.getByText("Choose first what is to change.")).toBeVisible();
  const dead = page.getByRole("button", { name: "Run 0 changes" });
  await expect(dead).toHaveAttribute("aria-disabled", "true");
  await dead.click({ force: true });
  await axeEverywhere(page, "no profile chosen yet");
  await profile(page).selectOption("Switchboard");
  let now = 0;
  let most = 0;
  // A browser tells the end of a request only after the next one has begun; between two PUTs lies a GET.
  const ours = (request) => request.method() === "PUT" && request.url().includes("/api/xivo-2014b/");
  page.on("request", (request) => ours(request) && (most = Math.max(most, ++now)));
  page.on("requestfinished", (request) => ours(request) && now--);
  page.on("requestfailed", (request) => ours(request) && now--);
  await pbx.faults({ system: "xivo-2014b", method: "PUT", kind: "delay", ms: 400, times: 0 });
  await page.getByRole("button", { name: /^Run \d+ changes$/ }).click();
  await expect(page.getByRole("progressbar", { name: "Progress" })).toBeVisible();
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("Paused. Nothing new is begun.")).toBeVisible();
  await page.waitForTimeout(900);
  const paused = (await pbx.writes("xivo-2014b")).length;
  await page.waitForTimeout(500);
  expect((await pbx.writes("xivo-2014b")).length).toBe(paused);
  await axeEverywhere(page, "a paused run");
  // It stays paused while somebody is elsewhere, and is stopped by whoever comes back.
  await page.getByRole("link", { name: "Switchroom" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Systems" })).toBeVisible();
  await page.getByRole("link", { name: "XiVO May 2014 (1.1)" }).first().click();
  await page.getByRole("link", { name: "Plan", exact: true }).click();
  await expect(page.getByText("Paused. Nothing new is begun.")).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  const done = (await pbx.writes("xivo-2014b")).length;
  expect(done).toBe(paused);
  expect(most).toBe(4);
  expect(done).toBeLessThan(29);
  await expect(page.getByText("Stopped. This is what was done:")).toBeVisible();
  await expect(page.getByText(`${done} done`, { exact: true })).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Close" }).click();

  // Another one, that is stopped; and one that goes on after a pause.
  const begin = async () => {
    await page.getByRole("button", { name: "Set profile" }).click();
    await profile(page).selectOption("Client");
    await page.getByRole("button", { name: /^Run \d+ changes$/ }).click();
    await page.getByRole("button", { name: "Pause" }).click();
  };
  await begin();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText("Stopped. This is what was done:")).toBeVisible();
  await expect(page.getByText(/^\d+ not tried$/)).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Close" }).click();
  await pbx.noFaults();
  await pbx.faults({ system: "xivo-2014b", method: "PUT", kind: "delay", ms: 400, times: 0 });
  await begin();
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByText("Done. This is what became of it:")).toBeVisible();
  await expect(page.getByText(/not tried$/)).toHaveCount(0);
});

test("a session that ends half way is renewed in place", async ({ page, pbx }) => {
  await page.setViewportSize({ width: 1280, height: 1000 });
  await page.goto("/xivo-2019/users?sort=name");
  await signIn(page);
  for (const name of ["Chloe Madeup", "Dora Desk", "太郎 山田"]) await select(page, name).check();
  await page.getByRole("button", { name: "Set profile" }).click();
  await profile(page).selectOption("Switchboard");
  await pbx.faults({ system: "xivo-2019", method: "PUT", kind: "expired", after: 1 });
  await page.getByRole("button", { name: "Run 3 changes" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await signIn(page);
  await expect(page.getByText("3 done")).toBeVisible();
  await expect(page.getByText("0 failed")).toBeVisible();
  for (const user of [3, 7, 12]) {
    const { body } = await pbx.act("xivo-2019", "GET", `/1.1/users/${user}/cti`);
    expect(body.cti_profile_id, `user ${user}`).toBe(4);
  }
});

test("the page of a person says how their CTI stands, asked after the person, and leads to changing it", async ({ page, pbx }) => {
  const cti = page.getByRole("region", { name: "CTI" });
  await pbx.act("xivo-2016", "PUT", "/1.1/users/3/cti", { enabled: false, cti_profile_id: 3 });
  await pbx.faults({ system: "xivo-2016", method: "GET", path: "/1.1/users/3/cti$", kind: "delay" });
  await page.goto("/xivo-2016/users/3");
  // The form does not wait for it, and nothing is said before it is known.
  await page.getByLabel("Last name").fill("Elsewhere");
  await expect(cti).not.toContainText(/On|Off/);
  await pbx.release();
  await expect(cti).toContainText("Off, Client");
  await axeEverywhere(page, "a person with the state of the CTI");
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await cti.getByRole("link", { name: "Change the CTI configuration" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "CTI configuration" })).toBeVisible();
  await profile(page).selectOption("Agent");
  await save(page);
  await notice(page, /CTI configuration saved: /);
  await page.getByRole("navigation", { name: "User" }).getByRole("link", { name: "User", exact: true }).click();
  await expect(cti).toContainText("Off, Agent");
});

test("where the CTI cannot be read, the page of a person says so, and asks again", async ({ page, pbx }) => {
  await pbx.faults({ system: "xivo-2016", method: "GET", path: "/1.1/users/3/cti$", kind: "500", times: 9 });
  await page.goto("/xivo-2016/users/3");
  const cti = page.getByRole("region", { name: "CTI" });
  await expect(cti.getByRole("alert")).toBeVisible();
  await expect(cti).not.toContainText(/On|Off/);
  await pbx.noFaults();
  await cti.getByRole("button", { name: "Try again" }).click();
  await expect(cti).toContainText(/(On|Off), /);
});

test("API 1.0 tells the CTI in the record: the page of a person asks for nothing else", async ({ page, pbx }) => {
  await page.goto("/xivo-2013/users/3");
  await expect(page.getByLabel("Last name")).toBeVisible();
  await pbx.forget();
  await page.reload();
  await expect(page.getByRole("region", { name: "CTI" })).toContainText(/^CTI(On|Off), /);
  const asked = (await pbx.log("xivo-2013")).map(({ path }) => path);
  expect(asked.filter((path) => path === "/1.0/users/3")).toHaveLength(1);
});
