// Searches as people make them: names, numbers and what they paste.
import { DESK, TENANT, signIn as signInApio } from "./apio.mjs";
import { expect, test } from "./fixtures.mjs";
import { count, heading, link, path10, rows, search } from "./xivo.mjs";

test.use({ people: 1000 });

test("finds a number however it is written, in the country of config.json", async ({ page, pbx }) => {
  await pbx.act("xivo-2013", "PUT", path10(3), { mobilephonenumber: "+33 6 99 12 34 56" });
  await pbx.config({ country_code: "33", systems: (await pbx.systems()).filter(({ id }) => id === "xivo-2013") });
  await page.goto("/xivo-2013/users");
  await expect(count(page)).toHaveText("1,000 users");
  for (const written of ["06 99 12 34 56", "0699123456", "+33 (0)6.99.12-34/56", "0033 699 123 456", "(+33) 6 99"]) {
    await search(page).fill(written);
    await expect(count(page), written).toHaveText("1 of 1,000 users");
    await expect(link(page, "Chloe Madeup")).toBeVisible();
  }
});

test("says which country code is wrong", async ({ page, pbx }) => {
  await pbx.config({ country_code: "0033", systems: [] });
  await page.goto("/");
  await expect(page.getByText("the country code of telephone numbers, such as 33 for France")).toBeVisible();
});

test("finds what is pasted: a column of a spreadsheet, an address of a mail", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/xivo-2013/users");
  await expect(count(page)).toHaveText("1,000 users");
  const paste = async (text) => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await search(page).fill("");
    await search(page).press("Control+V");
  };
  await paste("1001\r\n1007\r\n99999\r\n");
  await expect(search(page)).toHaveValue("1001; 1007; 99999");
  await expect(count(page)).toHaveText("2 of 1,000 users");
  await expect(rows(page).first()).toBeVisible();
  await expect(page.getByText("Not found: 99999")).toBeVisible();
  await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("1001; 1007; 99999");

  for (const text of ["Madeup, Chloe", "Chloe Madeup <chloe@nowhere.example>"]) {
    await paste(text);
    await expect(link(page, "Chloe Madeup")).toBeVisible();
    await expect(page.getByText("Not found")).toHaveCount(0);
  }
});

test("opens the only match by Enter: five keys from the list to somebody's page", async ({ page }) => {
  await page.goto("/xivo-2013/users");
  await expect(count(page)).toHaveText("1,000 users");
  for (const key of ["/", "1", "0", "0", "7", "Enter"]) await page.keyboard.press(key);
  await expect(heading(page, "Dora Desk")).toBeVisible();
  await page.goBack();

  // Of several nobody is opened.
  await search(page).fill("sample");
  await expect(count(page)).toHaveText(/^\d+ of/);
  await search(page).press("Enter");
  await expect(search(page)).toBeFocused();

  // While rows arrive the only match is opened when all are there, for it may not stay the only one.
  await page.route("**/1.1/users?*offset*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  await page.goto("/xivo-2016/users");
  await expect(rows(page).first()).toBeVisible();
  await search(page).fill("dora desk");
  await search(page).press("Enter");
  await expect(heading(page, "Dora Desk")).toBeVisible();
});

/** Puts a text into the search box from the clipboard. */
async function pasteIntoSearch(page, text) {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await search(page).fill("");
  await search(page).press("Control+V");
}

const GROUP = "/apio/tenants/brightwater/groups/north-quay/users";

test("APIO: a column of extensions is found, the only match opens by Enter", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(GROUP);
  await signInApio(page, DESK);
  await expect(count(page)).toHaveText(/users$/);
  const extension = async (name) =>
    (await rows(page).filter({ hasText: name }).first().innerText()).match(/\b\d{4}\b/)[0];
  const [mira, tomas] = [await extension("Mira Holt"), await extension("Tomas Ek")];
  await pasteIntoSearch(page, `${mira}\r\n${tomas}\r\n99999\r\n`);
  await expect(count(page)).toHaveText(/^2 of \d+ users$/);
  await expect(page.getByText("Not found: 99999")).toBeVisible();
  await search(page).fill(mira);
  await search(page).press("Enter");
  await expect(heading(page, "Mira Holt")).toBeVisible();
});

test("APIO’s own search: several pasted numbers, and Enter before and after the pause", async ({ page, context, pbx }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/apio/tenants/brightwater/groups?find=users");
  await signInApio(page, TENANT);
  await expect(search(page)).toBeVisible();
  // At once, before anything was asked for.
  await search(page).fill("mira holt");
  await search(page).press("Enter");
  await expect(heading(page, "Mira Holt")).toBeVisible();
  await page.goBack();
  // While the answer is on its way, as after the pause in the typing.
  await pbx.faults({ system: "apio", method: "GET", path: "/api/v1/tenants/brightwater/search/users/$", kind: "delay" });
  await search(page).fill("tomas ek");
  await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("tomas ek");
  await search(page).press("Enter");
  await pbx.release();
  await expect(heading(page, "Tomas Ek")).toBeVisible();
  await page.goBack();

  await pasteIntoSearch(page, "mira.holt\r\ntomas.ek\r\nno.body\r\n");
  await expect(search(page)).toHaveValue("mira.holt; tomas.ek; no.body");
  await expect(page.getByText("Not found: no.body")).toBeVisible();
  await expect(count(page)).toHaveText("2 users");

  // Of numbers, those that are the whole of somebody's are asked for once.
  const asked = async () => (await pbx.log("apio")).filter(({ path }) => /\/search\/users\/$/.test(path)).map(({ query }) => query);
  const before = (await asked()).length;
  await pasteIntoSearch(page, "+3520000042\r\n+3520000043\r\n+3520009999\r\n");
  await expect(page.getByText("Not found: +3520009999")).toBeVisible();
  await expect(count(page)).toHaveText("2 users");
  expect((await asked()).slice(before)).toHaveLength(4);
});
