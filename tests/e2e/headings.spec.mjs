// The headings of the lists are read whole, in both languages, on a usual and on a narrow window.
import * as apio from "./apio.mjs";
import { expect, test } from "./fixtures.mjs";
import * as icws from "./icws.mjs";
import { ACCOUNTS, WAZO } from "./wazo.mjs";
import { open, signIn } from "./xivo.mjs";

const headings = (page) => page.getByRole("columnheader").getByRole("button");

/** The headings that are cut off, where the rows are in order by none and by each of them. */
async function cut(page) {
  const found = new Set();
  const look = async () => {
    const texts = await headings(page).evaluateAll((buttons) =>
      buttons
        .filter((button) => button.scrollWidth - button.clientWidth > 1)
        .map((button) => `${button.textContent} (${button.scrollWidth - button.clientWidth} px)`),
    );
    texts.forEach((text) => found.add(text));
  };
  await look();
  for (let at = 0; at < (await headings(page).count()); at += 1) {
    // A click just after the rows have moved is taken for one at what was there before.
    await expect(async () => {
      await headings(page).nth(at).click();
      await expect(page.getByRole("columnheader").filter({ has: headings(page).nth(at) }).or(page.locator("thead [aria-sort]"))).not.toHaveCount(0);
    }).toPass();
    await look();
  }
  return [...found];
}

const LISTS = {
  "XiVO 1.0": (page) => open(page, "xivo-2013"),
  "XiVO of 2016": (page) => open(page, "xivo-2016"),
  "XiVO of 2019": (page) => open(page, "xivo-2019"),
  Wazo: async (page) => {
    await page.goto(`/${WAZO}/users`);
    await signIn(page, ACCOUNTS.admin);
  },
  PureConnect: (page) => icws.signIn(page, "/icws/users"),
  "tenants of APIO": async (page) => {
    await page.goto("/apio/tenants");
    await apio.signIn(page, "system.admin");
  },
  "groups of APIO": async (page) => {
    await page.goto("/apio/tenants/brightwater/groups");
    await apio.signIn(page, "system.admin");
  },
  "people of APIO": async (page) => {
    await page.goto("/apio/tenants/brightwater/groups/north-quay/users");
    await apio.signIn(page, apio.DESK);
  },
  "people found in APIO": async (page) => {
    await page.goto("/apio/tenants?find=users&q=holt");
    await apio.signIn(page, "system.admin");
  },
};

for (const [name, openList] of Object.entries(LISTS)) {
  test(`no heading is cut: ${name}`, async ({ page }) => {
    test.slow();
    await openList(page);
    await expect(headings(page).first()).toBeVisible();
    for (const language of ["en", "fr"]) {
      if (language === "fr") {
        await page.locator("details.preferences summary").click();
        await page.locator("#language").selectOption("fr");
        await page.locator("details.preferences summary").click();
      }
      for (const width of [1280, 1000]) {
        await page.setViewportSize({ width, height: 800 });
        expect.soft(await cut(page), `${language}, ${width} px`).toEqual([]);
      }
    }
  });
}
