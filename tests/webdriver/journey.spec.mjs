// One way of a person through the console, for each vendor, in Firefox and in WebKit: sign in, change one thing, be
// refused once, go back, open an address anew.
import { test as base, expect } from "@playwright/test";
import { serve } from "../deploy/fixtures.mjs";
import { Pbx } from "../e2e/pbx.mjs";
import { Browser } from "./driver.mjs";

const test = base.extend({
  browserUnderTest: ["firefox", { option: true, scope: "worker" }],
  pbx: [
    async ({}, use) => {
      const pbx = await Pbx.start({ people: 50 });
      await use(pbx);
      await pbx.stop();
    },
    { scope: "worker" },
  ],
  driven: [
    async ({ browserUnderTest }, use) => {
      const driven = await Browser.start(browserUnderTest);
      await use(driven);
      await driven.stop();
    },
    { scope: "worker" },
  ],
});

async function signIn(driven, username, password) {
  await driven.fill("Username", username);
  await driven.fill("Password", password);
  await driven.press("Sign in");
}

/** Changes one field, is refused, tries again, and finds the change after a reload. */
async function change(driven, pbx, system, { label, value, refusal, enter }) {
  await driven.fill(label, value);
  await pbx.faults({ system, method: "PUT", ...refusal });
  await driven.press("Save");
  await driven.sees("", "//*[@role = 'alert']");
  expect(await driven.value(label)).toBe(value);
  await driven.press("Save");
  await driven.sees("Saved");
  await driven.reload();
  await enter();
  expect(await driven.value(label)).toBe(value);
}

test.beforeEach(async ({ pbx }) => pbx.reset());

test("starts under the shipped policy", async ({ driven, pbx }) => {
  await driven.open(pbx.url);
  await driven.heading("Systems");
  expect(await driven.run("return document.getElementById('starting') === null")).toBe(true);
});

test("finds its folder at any path, from addresses further down", async ({ driven, pbx }) => {
  await serve("nginx", "/pbx/console/", pbx, async ({ url }) => {
    for (const [path, heading] of [
      ["", "Systems"],
      ["paris/sign-in", "Sign in"],
      ["nothing/a%2Fb/mira.holt@example.com/of/the/kind", "Page not found"],
    ]) {
      await driven.open(url + path);
      await driven.heading(heading);
      await driven.reload();
      await driven.heading(heading);
      expect(await driven.run("return document.baseURI")).toBe(url);
      expect(await driven.address()).toBe(url + path);
    }
    await driven.open(`${url}paris/users/3`);
    await signIn(driven, "madeup-admin", "madeup-secret");
    await driven.heading("Chloe Madeup");
  });
});

test("XiVO", async ({ driven, pbx }) => {
  const enter = () => signIn(driven, "madeup-admin", "madeup-secret");
  await driven.open(`${pbx.url}xivo-2019/users`);
  await signIn(driven, "madeup-admin", "wrong-one");
  await driven.sees("The username or the password is not right.");
  await driven.focuses("Password");
  await enter();
  await driven.heading("Users");
  await driven.fill("Search", "chloe");
  await driven.follow("Chloe Madeup");
  await driven.heading("Chloe Madeup");
  await change(driven, pbx, "xivo-2019", {
    label: "Description",
    value: "by another browser",
    refusal: { kind: "status", status: 400, body: '["Input Error - description: too long"]' },
    enter,
  });
});

test("PureConnect, with an id that holds a slash", async ({ driven, pbx }) => {
  const enter = () => signIn(driven, "admin", "s3cret");
  await driven.open(`${pbx.url}icws/users`);
  await enter();
  await driven.fill("Search", "Slash Between");
  await driven.follow("Slash Between");
  await driven.heading("Client configuration");
  expect(await driven.address()).toContain("/icws/users/a%2Fb/client");
  await change(driven, pbx, "icws", { label: "External call timeout", value: "77", refusal: { kind: "not-allowed" }, enter });
  expect(await driven.address()).toContain("/icws/users/a%2Fb/client");
});

test("APIO", async ({ driven, pbx }) => {
  const enter = () => signIn(driven, "desk.admin@voice.example.test", "Correct-Horse-8");
  await driven.open(`${pbx.url}apio/tenants/brightwater/groups/north-quay/users`);
  await enter();
  await driven.follow("Mira Holt");
  await driven.heading("Mira Holt");
  await driven.follow("PIN code");
  await driven.heading("PIN code");
  await driven.back();
  await driven.heading("Mira Holt");
  await change(driven, pbx, "apio", {
    label: "Email address",
    value: "mira.holt@brightwater.example.test",
    refusal: { kind: "unprocessable" },
    enter,
  });
});
