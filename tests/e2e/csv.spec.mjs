// What a list shows as a file for spreadsheets: the columns and rows on the screen, in the separator
// of the language, and nothing that a spreadsheet would calculate.
import { readFile } from "node:fs/promises";
import { DESK, signIn as signInApio } from "./apio.mjs";
import { expect, test } from "./fixtures.mjs";
import * as icws from "./icws.mjs";
import { button, count, open, path10, search } from "./xivo.mjs";

test.use({ people: 30 });

/** The file that the button offers: its name and its lines. */
async function exported(page, name = "Export CSV") {
  const download = page.waitForEvent("download");
  await button(page, name).click();
  const file = await download;
  const bytes = await readFile(await file.path());
  expect([...bytes.subarray(0, 3)], "the mark by which spreadsheets know UTF-8").toEqual([0xef, 0xbb, 0xbf]);
  const text = bytes.subarray(3).toString("utf8");
  expect(text.endsWith("\r\n")).toBe(true);
  return { name: file.suggestedFilename(), lines: text.slice(0, -2).split("\r\n") };
}

const hide = async (page, column) => {
  await page.getByText("Columns", { exact: true }).click();
  await page.getByRole("checkbox", { name: column }).uncheck();
  await page.keyboard.press("Escape");
};

test("XiVO: the rows and columns on the screen, and no formula", async ({ page, pbx }) => {
  await pbx.act("xivo-2013", "PUT", path10(3), {
    firstname: "=1+1", lastname: 'Dora "Desk", jr.', mobilephonenumber: "+33699123456", callerid: '"@SUM(A1)"',
  });
  await open(page, "xivo-2013", "users?sort=name");
  await expect(count(page)).toHaveText("30 users");
  const whole = await exported(page);
  expect(whole.name).toBe("xivo-2013-users.csv");
  expect(whole.lines[0]).toBe('"Name","Caller ID","Username","Extension","Mobile","CTI client enabled","CTI profile","id"');
  expect(whole.lines).toHaveLength(31);

  await search(page).fill("699123456");
  await expect(count(page)).toHaveText("1 of 30 users");
  await hide(page, "Username");
  const { lines } = await exported(page);
  expect(lines[0]).toBe('"Name","Caller ID","Extension","Mobile","CTI client enabled","CTI profile","id"');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(`"'=1+1 Dora ""Desk"", jr."`);
  expect(lines[1]).toContain(`"'+33699123456"`);
  expect(lines[1].endsWith(',"3"')).toBe(true);
});

test("PureConnect: the same", async ({ page }) => {
  await icws.signIn(page, "/icws/users");
  await expect(count(page)).toHaveText(/^\d+ users$/);
  const shown = Number.parseInt(await count(page).textContent(), 10);
  const { name, lines } = await exported(page);
  expect(name).toBe("icws-users.csv");
  expect(lines[0]).toBe('"Name","Extension","User ID","id"');
  expect(lines).toHaveLength(shown + 1);
  await hide(page, "User ID");
  await search(page).fill("maria lind");
  await expect(count(page)).toHaveText(/^1 of/);
  const found = await exported(page);
  expect(found.lines).toHaveLength(2);
  expect(found.lines[1]).toMatch(/^"Maria Lind","\d*","mlind"$/);
});

test("APIO: the same, of people and of places", async ({ page }) => {
  await page.goto("/apio/tenants");
  await signInApio(page, "system.admin");
  await expect(page.getByRole("link", { name: "Brightwater Mutual" })).toBeVisible();
  const places = await exported(page);
  expect(places.name).toBe("apio-tenants.csv");
  expect(places.lines[0]).toBe('"Tenant","Tenant ID","Type","id"');
  await page.goto("/apio/tenants/brightwater/groups/north-quay/users");
  await signInApio(page, DESK);
  await search(page).fill("mira holt");
  await expect(count(page)).toHaveText(/^1 of/);
  const { lines } = await exported(page);
  expect(lines[0]).toBe('"Name","User ID","Extension","Phone number","Email address","Department","id"');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/^"Mira Holt","mira.holt@voice.example.test","\d+","'\+\d+",/);
});

test.describe("in French", () => {
  test.use({ locale: "fr-FR" });

  test("with semicolons, and French headings", async ({ page }) => {
    await page.goto("/xivo-2013/users");
    await expect(count(page)).toHaveText("30 utilisateurs");
    const { lines } = await exported(page, "Exporter en CSV");
    expect(lines[0]).toMatch(/^"Nom";".+";"Identifiant";"Numéro interne";".+";"Client CTI activé";"Profil CTI";"id"$/);
    expect(lines).toHaveLength(31);
    for (const line of lines) expect(line).toMatch(/^"(?:[^"]|"")*"(?:;"(?:[^"]|"")*"){7}$/);
  });
});
