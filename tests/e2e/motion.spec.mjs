// Whoever asks their system for less motion gets none: whatever moves is at its end at once.
import { expect, test } from "./fixtures.mjs";
import { button, count, expectNotice, field, open, path11, rows } from "./xivo.mjs";

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Gives every element and pseudo-element motion of each kind, as a stylesheet of the page could. */
const addMotion = (page) =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`*, *::before, *::after, *::backdrop {
      transition: opacity 3s 1s; animation: starting 3s 2; scroll-behavior: smooth;
    }`);
    document.adoptedStyleSheets = [sheet];
  });

/** What moves for longer than no time, by its place in the page. */
const moving = (page) =>
  page.evaluate(() => {
    const found = [];
    const some = (times) => times.split(", ").some((time) => Number.parseFloat(time) > 0);
    for (const element of document.querySelectorAll("*")) {
      for (const pseudo of [null, "::before", "::after", ...(element.matches("dialog") ? ["::backdrop"] : [])]) {
        const style = getComputedStyle(element, pseudo);
        const moves =
          some(style.transitionDuration) ||
          some(style.transitionDelay) ||
          some(style.animationDuration) ||
          style.animationIterationCount !== "1" ||
          style.scrollBehavior !== "auto";
        if (moves) found.push(`${element.tagName} ${element.className}${pseudo ?? ""}`);
      }
    }
    return found;
  });

test("nothing moves where less motion is asked for: waiting, list, rail, dialog and notice", async ({ page, pbx }) => {
  const still = async () => expect(await moving(page)).toEqual([]);
  await pbx.faults({ kind: "delay", ms: 1500, path: path11(), system: "xivo-2016" });
  await page.goto("/xivo-2016/users");
  await expect(page.getByText("Loading…", { exact: true })).toBeVisible();
  await addMotion(page);
  await still();
  await expect(count(page)).toHaveText("10 users");
  await still();

  await page.setViewportSize({ width: 320, height: 640 });
  await button(page, "Menu").click();
  await expect(button(page, "Find somebody")).toBeVisible();
  await still();
  await page.setViewportSize({ width: 1280, height: 800 });

  await rows(page).first().getByRole("rowheader").getByRole("link").click();
  await field(page, "User field").fill("Floor 2");
  await button(page, "Save").click();
  await expectNotice(page, "Saved: User field");
  await still();
  await button(page, "Delete").click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await still();
});

test("the same motion is seen where nobody asked for less", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await open(page, "xivo-2016");
  await addMotion(page);
  expect(await moving(page)).not.toEqual([]);
});
