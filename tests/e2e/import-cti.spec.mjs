// The columns of the CTI in a file: out and in, by name and by number, in every age, and taken back.
import { readFile } from "node:fs/promises";
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { button, field, heading, link, open, pathOf } from "./xivo.mjs";

test.use({ people: 30 });

const row = (page, line) =>
  page.getByRole("row").filter({ has: page.locator('td[data-column="line"]', { hasText: new RegExp(`^${line}$`) }) });
const cell = (page, line, column) => row(page, line).locator(`[data-column="${column}"]`);
const figure = (page, text) => page.locator(".tally").getByText(text, { exact: true });
const choose = (page, text) =>
  page.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
const people = async (pbx, system) => (await pbx.state(system)).users.sort((a, b) => a.id - b.id);
const puts = async (pbx, system) =>
  (await pbx.writes(system)).filter(({ method }) => method === "PUT").map(({ path }) => path.replace(/^\/1\.[01]\/users/, ""));

async function openImport(page, system) {
  await open(page, system);
  await expect(heading(page, "Users")).toBeVisible();
  await link(page, "Import users").click();
  await expect(heading(page, "Import users")).toBeVisible();
}

for (const [system, profile] of [
  ["xivo-2013", "3"],
  ["xivo-2016", "client"],
  ["xivo-2019", "Client"],
]) {
  test(`changes the CTI by a file, the username and the password first, and takes it back: ${system}`, async ({ page, pbx }) => {
    // Boris has neither yet, and Chloe has both.
    await pbx.act(system, "PUT", pathOf(system, 2), { username: "", password: "" });
    await pbx.act(system, "PUT", pathOf(system, 3), { username: "chloe", password: "madeup-1" });
    for (const id of [2, 4]) {
      // No server of 2016 takes a profile away again.
      if (system === "xivo-2013") await pbx.act(system, "PUT", pathOf(system, id), { enableclient: false, ctiprofileid: 2 });
      else await pbx.act(system, "PUT", `${pathOf(system, id)}/cti`, { enabled: false, cti_profile_id: 2 });
    }
    const before = await people(pbx, system);
    expect(before.find(({ id }) => id === 2)).toMatchObject({ cti_enabled: false, cti_profile_id: 2 });
    await openImport(page, system);
    const text = `id,username,password,cti_profile_enabled,cti_profile_name\n2,boris,madeup-2,1,${profile}\n3,,,oui,\n4,,,,${profile}\n5,,,on,Nobody\n`;
    await choose(page, text);
    await expect(figure(page, "3 to do")).toBeVisible();
    await expect(cell(page, 2, "enableclient")).toHaveText("Off → On");
    await expect(cell(page, 2, "cti_profile")).toContainText(system === "xivo-2013" ? " → " : " → Client");
    await expect(cell(page, 3, "enableclient")).toHaveText("Off → On");
    await expect(cell(page, 5, "cti_profile")).toContainText(
      system === "xivo-2013" ? "The server expects another kind of value here." : "“Nobody” does not exist on the server.",
    );
    await axeEverywhere(page, "the CTI in a file");
    await pbx.forget();
    await button(page, "Run 3 changes").click();
    await expect(figure(page, "3 done")).toBeVisible();
    const sent = (await puts(pbx, system)).filter((path) => path.startsWith("/2"));
    expect(sent).toEqual(system === "xivo-2013" ? ["/2"] : ["/2", "/2/cti"]);
    const now = await people(pbx, system);
    const of = (id) => now.find((user) => user.id === id);
    expect(of(2)).toMatchObject({ username: "boris", password: "madeup-2", cti_enabled: true, cti_profile_id: 3 });
    expect(of(3)).toMatchObject({ cti_enabled: true });
    expect(of(4)).toMatchObject({ cti_profile_id: 3 });

    // Back: the CTI is off before the username goes.
    await button(page, "Undo what was done").click();
    await expect(figure(page, "3 to do")).toBeVisible();
    await pbx.forget();
    await button(page, "Run 3 changes").click();
    await expect(figure(page, "3 done")).toBeVisible();
    const back = (await puts(pbx, system)).filter((path) => path.startsWith("/2"));
    expect(back).toEqual(system === "xivo-2013" ? ["/2"] : ["/2/cti", "/2"]);
    // Nobody can give the password back that there was.
    const without = (all) => all.map(({ password, ...user }) => ({ ...user, username: user.username || "" }));
    expect(without(await people(pbx, system))).toEqual(without(before));
  });
}

test("says at the cell what is in the way: no password, no switch, no CTI at all, a name of several", async ({ page, pbx }) => {
  await pbx.act("xivo-2016", "PUT", pathOf("xivo-2016", 2), { username: "boris", password: "" });
  await page.route("**/api/xivo-2016/1.1/cti_profiles", (route) =>
    route.fulfill({ json: { items: [{ id: 2, name: "Agent" }, { id: 3, name: "Agent" }, { id: 4, name: "Switchboard" }], total: 3 } }),
  );
  await openImport(page, "xivo-2016");
  await choose(page, "id,cti_profile_enabled,cti_profile_name\n2,1,\n3,,Agent\n4,,4\n5,#N/A,#N/A\n");
  await expect(cell(page, 2, "enableclient")).toHaveText("✕ On: No password");
  await expect(cell(page, 3, "cti_profile")).toContainText("Several have this name: enter the number.");
  await expect(cell(page, 4, "cti_profile")).toContainText("Switchboard");
  await expect(cell(page, 5, "enableclient")).toContainText("✕");

  await openImport(page, "xivo-2014a");
  await choose(page, "id,cti_profile_enabled,cti_profile_name\n3,1,Client\n4,,Client\n");
  await expect(cell(page, 2, "enableclient")).toHaveText("✕ On: This server cannot do this");
  await expect(cell(page, 3, "cti_profile")).toContainText("→ Client");
  await expect(figure(page, "1 to do")).toBeVisible();
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
  expect((await people(pbx, "xivo-2014a")).find(({ id }) => id === 4).cti_profile_id).toBe(3);

  await openImport(page, "wazo-2026");
  await choose(page, "id,cti_profile_enabled,cti_profile_name,description\n2,1,Client,x\n3,,,x\n");
  await expect(cell(page, 2, "enableclient")).toHaveText("✕ On: This server cannot do this");
  await expect(cell(page, 2, "cti_profile")).toHaveText("✕ Client: This server cannot do this");
  await expect(figure(page, "1 to do")).toBeVisible();
});

for (const system of ["xivo-2013", "xivo-2016", "xivo-2019"]) {
  test(`creates somebody with the CTI on, and deletes them again: ${system}`, async ({ page, pbx }) => {
    const before = await people(pbx, system);
    await openImport(page, system);
    const profile = system === "xivo-2013" ? "3" : "Client";
    await choose(
      page,
      `username,firstname,password,cti_profile_enabled,cti_profile_name\nnora,Nora,madeup-1,1,${profile}\notto,Otto,,1,${profile}\n`,
    );
    await page.getByRole("switch", { name: "Create those who are not there" }).click();
    await expect(cell(page, 3, "enableclient")).toHaveText("✕ On: No password");
    await expect(figure(page, "1 to do")).toBeVisible();
    if (system !== "xivo-2013") {
      await row(page, 2).getByRole("button", { name: "Show" }).click();
      await expect(page.getByRole("dialog")).toContainText("Then the CTI is sent, by the number that the server gives");
      await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    }
    await button(page, "Run 1 change").click();
    await expect(figure(page, "1 done")).toBeVisible();
    const ids = new Set(before.map(({ id }) => id));
    const [nora, ...more] = (await people(pbx, system)).filter(({ id }) => !ids.has(id));
    expect(more).toEqual([]);
    expect(nora).toMatchObject({ username: "nora", cti_enabled: true, cti_profile_id: 3 });
    await button(page, "Undo what was done").click();
    await button(page, "Delete 1 user").click();
    await expect(figure(page, "1 done")).toBeVisible();
    expect(await people(pbx, system)).toEqual(before);
  });
}

for (const system of ["xivo-2013", "xivo-2019"]) {
  test(`the exported list comes back without a change: ${system}`, async ({ page, pbx }) => {
    for (const id of [2, 3]) await pbx.act(system, "PUT", pathOf(system, id), { username: `u${id}`, password: "madeup-1" });
    if (system === "xivo-2013") await pbx.act(system, "PUT", pathOf(system, 3), { enableclient: true, ctiprofileid: 2 });
    else await pbx.act(system, "PUT", `${pathOf(system, 3)}/cti`, { enabled: true, cti_profile_id: 2 });
    await open(page, system);
    const [file] = await Promise.all([page.waitForEvent("download"), button(page, "Export CSV").click()]);
    const text = await readFile(await file.path(), "utf8");
    expect(text.split("\r\n")[0]).toContain('"CTI client enabled","CTI profile"');
    expect(text).toMatch(system === "xivo-2013" ? /"On","2",.*"3"\r\n/ : /"","Agent",.*"3"\r\n/);
    await link(page, "Import users").click();
    await choose(page, text);
    await expect(page.getByText("Nothing would change.")).toBeVisible();
    await expect(figure(page, "0 with problems")).toBeVisible();
  });
}

test("a column that is made one of the CTI by hand is compared with what the server has", async ({ page, pbx }) => {
  await pbx.act("xivo-2016", "PUT", pathOf("xivo-2016", 3), { username: "chloe", password: "madeup-1" });
  await openImport(page, "xivo-2016");
  await choose(page, "id,supervision\n3,on\n");
  await page.getByText("Columns of the file").click();
  await field(page, "Field of column supervision").selectOption({ label: "CTI client enabled" });
  await expect(cell(page, 2, "enableclient")).toHaveText("Off → On");
});
