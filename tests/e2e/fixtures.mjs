// What every browser test stands on:
//
//     import { axe, axeEverywhere, expect, test } from "./fixtures.mjs";
//     test.use({ people: 1000 });                       // 10 if left out
//     test("finds a person", async ({ page, pbx, secrets, watch }) => { ... });
//
// - `pbx`: a reference PBX of the worker's own, reset before every test (pbx.mjs)
// - `secrets`: what may be found nowhere afterwards (secrets.mjs)
// - `watch`: what the page complained of; `watch.allow(/.../)` names what the test provokes
//
// After every test, unasked: no CSP violation, no console error, no uncaught
// error or panic, nothing from another origin, and no secret anywhere.
import { test as base, expect } from "@playwright/test";
import { Pbx } from "./pbx.mjs";
import { Secrets } from "./secrets.mjs";

export { axe, axeEverywhere } from "./axe.mjs";
export { expect };

export class Watch {
  complaints = [];
  heard = [];
  contexts = [];
  #allowed = [];

  /** The test provokes what fits this expression: it is no complaint. */
  allow(...expressions) {
    this.#allowed.push(...expressions);
  }

  complain(text) {
    this.complaints.push(text);
  }

  left() {
    return this.complaints.filter((text) => !this.#allowed.some((expression) => expression.test(text)));
  }

  listen(context, origin) {
    context.on("console", (message) => {
      const text = message.text();
      const { url } = message.location();
      this.heard.push({ where: "the console", text });
      if (message.type() !== "error" && message.type() !== "assert") return;
      // The browser notes every refusal of a server; pages say them better.
      if (/^Failed to load resource/.test(text) && /^https?:\/\/[^/]+\/api\//.test(url)) return;
      this.complain(`console: ${text} (${url})`);
    });
    context.on("weberror", (event) => {
      this.heard.push({ where: "an uncaught error", text: String(event.error()?.stack ?? event.error()) });
      this.complain(`uncaught: ${event.error()?.message ?? event.error()}`);
    });
    context.on("page", (page) => {
      page.on("crash", () => this.complain("the page crashed"));
      page.on("framenavigated", (frame) => this.heard.push({ where: "an address that was visited", text: frame.url() }));
    });
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (/^https?:$/.test(url.protocol) && url.origin !== origin) this.complain(`another origin: ${url.origin}`);
      // XiVO's own interface ends a token by a path that holds it.
      if (!/\/0\.1\/token\//.test(url.pathname)) this.heard.push({ where: "the address of a request", text: request.url() });
    });
  }
}

export const test = base.extend({
  people: [10, { option: true, scope: "worker" }],
  // What people: made-up, real (as directories hold them), mixed.
  kind: ["made-up", { option: true, scope: "worker" }],

  pbx: [
    async ({ people, kind }, use) => {
      const pbx = await Pbx.start({ people, kind });
      await use(pbx);
      await pbx.stop();
    },
    { scope: "worker" },
  ],

  baseURL: async ({ pbx }, use) => use(pbx.url),

  secrets: async ({}, use) => use(new Secrets()),

  watch: async ({}, use) => use(new Watch()),

  // For contexts that a test makes itself: `await watched(await browser.newContext())`.
  watched: async ({ pbx, secrets, watch }, use) => {
    await use(async (context) => {
      watch.contexts.push(context);
      secrets.listen(context);
      watch.listen(context, new URL(pbx.url).origin);
      await context.addInitScript(() => {
        addEventListener("securitypolicyviolation", (event) =>
          console.error(`CSP: ${event.effectiveDirective} refused ${event.blockedURI} ${event.sample}`),
        );
      });
      return context;
    });
  },

  context: async ({ context, watched }, use) => use(await watched(context)),

  aftermath: [
    async ({ pbx, secrets, watch, context }, use, testInfo) => {
      await pbx.reset();
      await pbx.forget();
      await use();
      if (testInfo.status === "skipped") return;
      const found = await secrets.sweep(watch.contexts, watch.heard);
      expect.soft(watch.left(), "complaints of the page").toEqual([]);
      expect.soft(found, "secrets found").toEqual([]);
    },
    { auto: true },
  ],
});
