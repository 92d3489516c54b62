// Where things stand on the screen: what stays in sight covers nothing that is needed, and is whole,
// also where the window is narrow, as 1280 px at 200% zoom are.
import { DESK } from "./apio.mjs";
import { expect, test } from "./fixtures.mjs";
import { PASSWORD } from "./icws.mjs";
import { count, path11, rows } from "./xivo.mjs";

test.use({ people: 20 });
test.slow();

const WORDS = {
  en: { mobile: "Mobile phone number", save: "Save", menu: "Menu", none: "Nothing changed", one: "1 field changed", two: "2 fields changed" },
  fr: { mobile: "Numéro de mobile", save: "Enregistrer", menu: "Menu", none: "Rien de modifié", one: "1 champ modifié", two: "2 champs modifiés" },
};

const notice = (page) => page.locator(".notice");
const bar = (page) => page.locator(".bar");
const toTheEnd = (page) => page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
const toTheTop = (page) => page.evaluate(() => scrollTo(0, 0));

/** The words of the controls that lie below a notice, among those that fit `which`. */
const covered = (page, which) =>
  page.evaluate((which) => {
    const boxes = [...document.querySelectorAll(".notice")].map((notice) => notice.getBoundingClientRect());
    const isBelow = (control) => {
      const { left, right, top, bottom, width } = control.getBoundingClientRect();
      return width > 0 && boxes.some((box) => left < box.right && right > box.left && top < box.bottom && bottom > box.top);
    };
    return [...document.querySelectorAll(which)].filter(isBelow).map((control) => control.textContent || control.id);
  }, which);

/** Nothing that stays in sight, or that stands at the top, is covered; nor is anything at the end of the page. */
async function coversNothing(page) {
  await toTheTop(page);
  expect(await covered(page, ".rail-head > *, .page-links a, .bar button, .selection *, .toolbar *")).toEqual([]);
  await toTheEnd(page);
  expect(await covered(page, ".rail-head > *, .bar button, main :is(a, button, input, select, textarea, summary)")).toEqual([]);
}

async function signIn(page, username, password) {
  await page.locator("input[autocomplete=username]").fill(username);
  await page.locator("input[type=password]").fill(password);
  await page.keyboard.press("Enter");
}

async function openRow(page, row) {
  const person = rows(page).nth(row).getByRole("rowheader").getByRole("link");
  // The first page of a browser compiles the program.
  await expect(person).toBeVisible({ timeout: 20_000 });
  await person.click();
}

/** A person's page of each vendor, come to from the list. */
const PEOPLE = {
  XiVO: async (page) => {
    await page.goto("/xivo-2016/users");
    await openRow(page, 1);
  },
  APIO: async (page) => {
    await page.goto("/apio/tenants/brightwater/groups/north-quay/users");
    await signIn(page, DESK, "Correct-Horse-8");
    await openRow(page, 1);
  },
  PureConnect: async (page) => {
    await page.goto("/icws/users?q=o");
    await signIn(page, "admin", PASSWORD);
    await openRow(page, 0);
  },
};

for (const [locale, words] of Object.entries(WORDS)) {
  test.describe(locale, () => {
    test.use({ locale });

    for (const [width, height] of [[320, 640], [640, 400]]) {
      test(`notices cover nothing that is needed at ${width} px`, async ({ page, pbx }) => {
        await page.setViewportSize({ width, height });
        await PEOPLE.XiVO(page);
        const mobile = page.getByLabel(words.mobile, { exact: true });
        const save = page.getByRole("button", { name: words.save, exact: true });
        await mobile.fill("0612345678");
        await toTheTop(page);
        const before = await save.boundingBox();
        await page.keyboard.press("Control+s");
        await expect(notice(page)).toHaveCount(1);
        // What was about to be used has not moved away.
        expect(await save.boundingBox()).toEqual(before);
        await coversNothing(page);
        // The page is read before what happened, and has the focus before it.
        expect(await page.evaluate(() => document.querySelector("main").compareDocumentPosition(document.querySelector(".notices")) & Node.DOCUMENT_POSITION_FOLLOWING)).toBeTruthy();

        // Two of them: somebody else changed something, too.
        const id = new URL(page.url()).pathname.split("/").pop();
        await pbx.act("xivo-2016", "PUT", path11(id), { description: "Changed by another" });
        await mobile.fill("0612345679");
        await page.keyboard.press("Control+s");
        await expect(notice(page)).toHaveCount(2);
        await coversNothing(page);
        // And three, of which there are never more.
        await notice(page).last().evaluate((last) => last.after(last.cloneNode(true)));
        await coversNothing(page);
        await expect(notice(page).first()).toBeInViewport({ ratio: 1 });
      });

      test(`notices leave the open menu free at ${width} px`, async ({ page }) => {
        await page.setViewportSize({ width, height });
        await PEOPLE.XiVO(page);
        await page.getByLabel(words.mobile, { exact: true }).fill("0612345678");
        await page.keyboard.press("Control+s");
        await expect(notice(page)).toHaveCount(1);
        await page.getByRole("button", { name: words.menu, exact: true }).click();
        await page.locator(".preferences > summary").click();
        await page.locator("#shortcuts").click({ trial: true });
        await page.locator("#language").click({ trial: true });
      });
    }

    for (const [vendor, openPerson] of Object.entries(PEOPLE)) {
      test(`${vendor}: the bar of a form is whole at 320 px, in the order of the Tab key, and says what changed`, async ({ page }) => {
        await page.setViewportSize({ width: 320, height: 640 });
        await openPerson(page);
        const buttons = bar(page).getByRole("button");
        await expect(buttons).toHaveCount(3);
        const changed = bar(page).locator("output");
        const isWhole = async () => {
          expect(await bar(page).evaluate((bar) => bar.scrollWidth - bar.clientWidth)).toBeLessThanOrEqual(0);
          for (const button of await buttons.all()) await expect(button).toBeInViewport({ ratio: 1 });
          // Read as lines are: from above, and in a line from the left.
          const places = await buttons.evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ top, left }) => [top, left]));
          expect(places).toEqual([...places].sort(([top, left], [otherTop, otherLeft]) => top - otherTop || left - otherLeft));
          const seen = await changed.evaluate((output) => {
            const words = document.createRange();
            words.selectNodeContents(output);
            const [text, box] = [words.getBoundingClientRect(), output.getBoundingClientRect()];
            return text.height > 10 && text.right <= box.right + 1 && text.bottom <= box.bottom + 1 && text.left >= 0;
          });
          expect(seen).toBe(true);
          // It leaves most of the window to the form.
          expect((await bar(page).boundingBox()).height).toBeLessThan(96);
        };
        await expect(changed).toHaveText(words.none);
        await isWhole();
        const fields = page.locator("main form input:is([type=text], [type=email], [type=tel], :not([type])):not([readonly], [disabled])").filter({ visible: true });
        await fields.nth(0).fill("7654321");
        await expect(changed).toHaveText(words.one);
        await isWhole();
        await fields.nth(1).fill("7654322");
        await expect(changed).toHaveText(words.two);
        await isWhole();
      });
    }

    // Each width is one where the actions stand beside the words, just so.
    const width = { en: 1280, fr: 1512 }[locale];
    test(`how many are selected is said within the bar, at ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 700 });
      await page.goto("/xivo-2016/users?sort=name");
      await expect(count(page)).toHaveText(/^20 /, { timeout: 20_000 });
      // Rows that have just changed places take no click.
      await page.waitForTimeout(600);
      for (const row of [0, 1, 2]) await rows(page).nth(row).getByRole("checkbox").click();
      const selected = page.locator(".selection");
      await expect(selected.locator(".selection-actions")).toBeVisible();
      await page.getByRole("searchbox").fill("zzz");
      await expect(selected.locator("p")).toHaveText(/^3 .*\(.*3 /);
      const isWithin = () =>
        selected.evaluate((bar) => {
          const words = document.createRange();
          words.selectNodeContents(bar.querySelector("p"));
          const [text, box] = [words.getBoundingClientRect(), bar.getBoundingClientRect()];
          const actions = bar.querySelector(".selection-actions");
          return text.top > box.top && text.bottom < box.bottom && actions.scrollWidth <= actions.clientWidth;
        });
      expect(await isWithin()).toBe(true);
      // As long as the words get.
      await selected.locator("p").evaluate((words) => { words.firstChild.data = words.firstChild.data.replaceAll("3", "1,000"); });
      expect(await isWithin()).toBe(true);
    });

    test("in forced colours a switch leaves its word free", async ({ page }) => {
      await page.emulateMedia({ forcedColors: "active" });
      await page.goto("/");
      await page.locator(".preferences > summary").click();
      const room = await page.locator("#shortcuts").evaluate((box) => {
        const knob = getComputedStyle(box, "::before");
        const end = knob.content === "none" ? box.clientWidth : Number.parseFloat(knob.left) + Number.parseFloat(knob.width);
        return box.nextElementSibling.getBoundingClientRect().left - box.getBoundingClientRect().left - Math.max(end, box.clientWidth);
      });
      expect(room).toBeGreaterThan(0);
    });
  });
}
