// axe-core past the page's own policy: in a world of its own, by DevTools.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "@playwright/test";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page) {
  const cdp = await page.context().newCDPSession(page);
  try {
    const { frameTree } = await cdp.send("Page.getFrameTree");
    const { executionContextId: contextId } = await cdp.send("Page.createIsolatedWorld", {
      frameId: frameTree.frame.id,
      worldName: "axe",
    });
    const run = async (expression) => {
      const { result, exceptionDetails } = await cdp.send("Runtime.evaluate", {
        contextId,
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails) throw new Error(`axe did not run: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
      return result.value;
    };
    await run(`${source}; undefined`);
    return await run(`axe.run(document, {
      runOnly: ${JSON.stringify(tags)}, resultTypes: ["violations"], preload: false,
    }).then((result) => result.violations.flatMap((violation) => violation.nodes.filter((node) =>
      // What is scrolled half under the bar that stays can be scrolled out again; the size itself is asked.
      !node.any.some((check) => check.id === "target-size" && check.data?.messageKey === "partiallyObscured")).map((node) =>
      violation.id + ": " + violation.help + ": " + node.target.join(" ") + ": " + (node.any[0] ?? node.all[0] ?? node.none[0])?.message)))`);
  } finally {
    await cdp.detach();
  }
}

/** Ends transitions, which would be measured half way. */
const settled = (page) =>
  page.evaluate(async () => {
    for (const animation of document.getAnimations()) {
      try {
        animation.finish();
      } catch {
        // An endless one (a sign of waiting) cannot be finished.
      }
    }
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });

/** No violation of WCAG 2.2 AA or of axe's best practice in the page as it stands. */
export async function axe(page, where = page.url()) {
  await settled(page);
  expect(await violations(page), `axe: ${where}`).toEqual([]);
}

/** The same in light and dark, at 1280 and 320 px; and nothing scrolls sideways. Leaves the page as it was. */
export async function axeEverywhere(page, where = page.url()) {
  const before = page.viewportSize();
  const found = [];
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: width < 500 ? 640 : 800 });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      for (const violation of await violations(page)) found.push(`${width} px, ${colorScheme}: ${violation}`);
    }
    const over = await page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
    if (over > 1) found.push(`${width} px: the page scrolls sideways by ${over} px`);
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize(before);
  expect(found, `axe: ${where}`).toEqual([]);
}
