// Switches a page to French, and finds what English is left on it.
import { expect } from "./fixtures.mjs";

/** Every text and accessible name on the page, one a line, without what comes from the server. */
const words = (page) =>
  page.evaluate(() => {
    const found = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        // Data, keys, and what is only there where scripts are switched off.
        if (!node.parentElement.closest("noscript, kbd, dd, .whose, .who, .signed-in, option, .product, .system")) found.add(node.data.trim());
      } else {
        for (const name of ["aria-label", "title", "placeholder"]) found.add(node.getAttribute(name)?.trim() ?? "");
      }
    }
    return [...found].filter((text) => /\p{L}{3}/u.test(text));
  });

/** Switches the page to French, and finds what is still as it was. */
export async function inFrench(page, same) {
  const english = new Set(await words(page));
  const preferences = page.locator("details.preferences");
  if (!(await preferences.locator("select").first().isVisible())) await preferences.locator("summary").click();
  await page.locator("#language").selectOption("fr");
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  // On a busy machine a list may follow a moment after the page's language.
  await expect.poll(async () => (await words(page)).filter((text) => english.has(text) && !same.includes(text))).toEqual([]);
}
