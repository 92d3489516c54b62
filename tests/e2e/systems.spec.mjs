// The page of all systems, where the day begins: what is known of each, and nothing that was not read.
import { DESK, MIRA, TENANT, pinOf, profileOf, signIn as signInApio } from "./apio.mjs";
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import * as icws from "./icws.mjs";
import { button, count, field, go, heading, link, names, open, rows } from "./xivo.mjs";

test.use({ people: 30 });

const systemOf = (page, name) =>
  page.getByRole("main").getByRole("listitem").filter({ has: page.getByRole("link", { name, exact: true }) });
const opened = (page) => page.getByRole("region", { name: "Opened last" });
const begin = (page) => link(page, "Switchroom").click();

test("tells who is signed in, of which generation the server is, and how many people were read", async ({ page }) => {
  await page.goto("/");
  await expect(systemOf(page, "PureConnect")).toContainText("Sign in needed");
  await expect(systemOf(page, "PureConnect")).not.toContainText("users");
  await expect(opened(page)).toHaveCount(0);

  await icws.signIn(page, "/icws/users");
  await expect(count(page)).toHaveText(/^\d+ users$/);
  const users = await count(page).textContent();
  await begin(page);
  await expect(heading(page, "Systems")).toBeVisible();
  await expect(systemOf(page, "PureConnect")).toContainText("Signed in as admin");
  await expect(systemOf(page, "PureConnect")).toContainText(users);
  await axeEverywhere(page, "the systems with what is known of them");

  await link(page, "XiVO 2016 (1.1)").first().click();
  await expect(count(page)).toHaveText("30 users");
  await begin(page);
  await expect(systemOf(page, "XiVO 2016 (1.1)")).toContainText("API 1.1, from 2016 to 2018 · 30 users");

  await link(page, "PureConnect").first().click();
  await button(page, "Sign out").click();
  await begin(page);
  await expect(systemOf(page, "PureConnect")).toContainText("Sign in needed");
  await expect(systemOf(page, "PureConnect")).not.toContainText("admin");
});

test("leads back to those who were opened last, as long as the same person is signed in", async ({ page }) => {
  await open(page, "xivo-2013", "users?sort=name");
  await expect(count(page)).toHaveText("30 users");
  const all = await names(page);
  for (const row of [3, 1]) {
    await rows(page).nth(row).getByRole("rowheader").getByRole("link").click();
    await expect(heading(page, all[row])).toBeVisible();
    await link(page, "Back to the users").click();
  }
  await begin(page);
  await expect(opened(page).getByRole("link")).toHaveText([all[1], all[3]]);
  await opened(page).getByRole("link").last().click();
  await expect(heading(page, all[3])).toBeVisible();
  await begin(page);
  await expect(opened(page).getByRole("link")).toHaveText([all[3], all[1]]);

  // Nobody learns whom another person has opened; and nothing of it is kept.
  await go(page, "/icws/users/mlind/client");
  await icws.typePassword(page);
  await field(page, "Username").fill("admin");
  await button(page, "Sign in").click();
  await expect(page.getByText(/\d+ properties, /)).toBeVisible();
  await begin(page);
  await expect(opened(page).getByRole("link").first()).toHaveText("Maria Lind");
  await link(page, "PureConnect").first().click();
  await button(page, "Sign out").click();
  await begin(page);
  await expect(opened(page).getByRole("link")).toHaveText([all[3], all[1]]);
  expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))).not.toContain("/users/");
  await page.reload();
  await expect(heading(page, "Systems")).toBeVisible();
  await expect(opened(page)).toHaveCount(0);
});

test("says that one’s own PIN is about to expire, once that was read", async ({ page }) => {
  await page.route("**/pincode/", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), expirationDays: 3, doesNotExpire: false } });
  });
  const apio = page.getByRole("main").getByRole("listitem").filter({ hasText: `Signed in as ${MIRA}` });
  await page.goto(profileOf("mira.holt"));
  await signInApio(page);
  await expect(field(page, "First name")).toBeVisible();
  await begin(page);
  await expect(apio).toContainText("APIO Gateway");
  await expect(apio).not.toContainText("PIN");
  await page.goBack();
  await page.getByRole("navigation", { name: "Profile and PIN" }).getByRole("link", { name: "PIN code" }).click();
  await expect(page.getByText("The PIN lasts 3 more days.")).toBeVisible();
  await begin(page);
  await expect(apio).toContainText("The PIN lasts 3 more days.");
});

test("APIO: counts the people of the groups that were opened, and names whose PIN expires", async ({ page }) => {
  await page.route("**/tomas.ek*/pincode/", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), expirationDays: 2, doesNotExpire: false } });
  });
  const apio = page.getByRole("main").getByRole("listitem").filter({ hasText: `Signed in as ${TENANT}` });
  await page.goto("/apio/tenants/brightwater/groups");
  await signInApio(page, TENANT);
  await expect(heading(page, "Groups")).toBeVisible();
  await begin(page);
  await expect(apio).toContainText("users not counted: no group was opened yet");
  await expect(apio).toContainText("PINs that expire: only those whose page was opened are named");
  await expect(apio).not.toContainText("The PIN lasts");

  await go(page, "/apio/tenants/brightwater/groups/north-quay/users");
  await expect(count(page)).toHaveText(/^\d+ users$/);
  const users = await count(page).textContent();
  await go(page, pinOf("tomas.ek"));
  await expect(page.getByText("The PIN lasts 2 more days.")).toBeVisible();
  await begin(page);
  await expect(apio).toContainText(`${users} in the group that was opened`);
  await expect(apio).toContainText("tomas.ek@voice.example.test: The PIN lasts 2 more days.");
  await axeEverywhere(page, "what an APIO tells on the page of all systems");

  // Whoever signs in next learns nothing of it.
  await link(page, "APIO gateway").first().click();
  await button(page, "Sign out").click();
  await signInApio(page, DESK);
  await expect(count(page)).toHaveText(/^\d+ users$/);
  await begin(page);
  await expect(page.getByRole("main")).not.toContainText("tomas.ek");
});

test("a picture stands beside the name and the state of each system, and only repeats them", async ({ page }) => {
  await page.goto("/");
  await expect(systemOf(page, "PureConnect").getByText("Sign in needed")).toBeVisible();
  const shapes = async (name) => {
    const paths = systemOf(page, name).locator("svg path");
    return paths.evaluateAll((paths) => paths.map((path) => path.getAttribute("d")));
  };
  const [xivo, icws, apio] = await Promise.all(["XiVO 2016 (1.1)", "PureConnect", "APIO gateway"].map(shapes));
  for (const one of [xivo, icws, apio]) expect(one).toHaveLength(2);
  // Three kinds of systems.
  expect(new Set([xivo[0], icws[0], apio[0]]).size).toBe(3);
  // In order, and not signed in.
  expect(xivo[1]).not.toBe(icws[1]);
  // In the rail as in the page.
  await expect(page.getByRole("navigation").getByRole("link", { name: "PureConnect", exact: true }).locator("path")).toHaveAttribute("d", icws[0]);

  const pictures = page.locator("svg");
  for (const forcedColors of ["none", "active"]) {
    await page.emulateMedia({ forcedColors });
    const drawn = await pictures.evaluateAll((pictures) =>
      pictures.map((picture) => {
        const { stroke, fontSize, height } = getComputedStyle(picture.firstElementChild.closest("svg"));
        const { color } = getComputedStyle(picture.parentElement);
        const isHidden = picture.getAttribute("aria-hidden") === "true";
        return isHidden && stroke === color && height === fontSize && picture.getBoundingClientRect().width > 0;
      }),
    );
    expect(drawn.length).toBeGreaterThan(6);
    expect(drawn).not.toContain(false);
  }
});
