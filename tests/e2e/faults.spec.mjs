// What a browser makes of the failures of the reference PBX: each test of the console leans on it.
import http from "node:http";
import { expect, test } from "./fixtures.mjs";

const USERS = "/api/xivo-2016/1.1/users";
const fields = (body) => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/** Asks from within the page; what came of it. */
function ask(page, path, options = {}) {
  return page.evaluate(
    async ([path, options]) => {
      try {
        const response = await fetch(path, options);
        const text = await response.text();
        return { status: response.status, redirected: response.redirected, url: response.url, text };
      } catch (error) {
        return { error: error.name };
      }
    },
    [path, options],
  );
}

const named = async (pbx, name) => (await pbx.state("xivo-2016")).users.filter((user) => user.firstname === name);

test.beforeEach(async ({ page, pbx }) => {
  await pbx.reset();
  await page.goto(pbx.url);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("a POST that is dropped on a kept connection is sent again by itself, and done twice", async ({ page, pbx }) => {
  expect((await ask(page, `${USERS}/1`)).status).toBe(200);
  await pbx.faults({ system: "xivo-2016", method: "POST", kind: "resend" });
  expect((await ask(page, USERS, fields({ firstname: "Twice" }))).status).toBe(201);
  expect(await named(pbx, "Twice")).toHaveLength(2);
});

test("a dropped POST is seen as such, made or not", async ({ pbx }) => {
  for (const [when, made] of [["before", 0], ["after", 1]]) {
    await pbx.faults({ system: "xivo-2016", method: "POST", kind: "drop", when });
    // Not by the page: on a kept connection a browser sends a dropped request again by itself.
    const { method, headers, body } = fields({ firstname: when });
    const answer = new Promise((resolve, reject) => {
      http.request(new URL(USERS, pbx.url), { method, headers, agent: false }, resolve).on("error", reject).end(body);
    });
    await expect(answer).rejects.toThrow("socket hang up");
    expect(await named(pbx, when)).toHaveLength(made);
  }
});

test("a redirect is followed by itself, to a page that says 200", async ({ page, pbx }) => {
  await pbx.faults({ system: "xivo-2016", method: "POST", kind: "redirect" });
  const answer = await ask(page, USERS, fields({ firstname: "Lost" }));
  expect(answer).toMatchObject({ status: 200, redirected: true, url: new URL("/api/xivo-2016/login", pbx.url).href });
  expect(answer.text).toContain("<form");
  expect(await named(pbx, "Lost")).toHaveLength(0);
});

test("silence lasts until the test says so, and the change may land then", async ({ page, pbx }) => {
  await pbx.faults({ system: "xivo-2016", method: "POST", kind: "delay" });
  const waiting = ask(page, USERS, fields({ firstname: "Late" }));
  await expect.poll(() => pbx.faultsLeft()).toBe(0);
  expect(await named(pbx, "Late")).toHaveLength(0);
  await expect
    .poll(async () => {
      await pbx.release();
      return (await named(pbx, "Late")).length;
    })
    .toBe(1);
  expect((await waiting).status).toBe(201);
});

test("a body that drips never ends by itself", async ({ page, pbx }) => {
  await pbx.faults({ system: "xivo-2016", method: "GET", path: "/1.1/users/1$", kind: "drip", ms: 20 });
  const seen = await page.evaluate(async (path) => {
    const stop = new AbortController();
    const response = await fetch(path, { signal: stop.signal });
    const reader = response.body.getReader();
    let blanks = 0;
    while (blanks < 10) {
      const { done, value } = await reader.read();
      if (done) return "it ended";
      blanks += new TextDecoder().decode(value).match(/ $/) ? 1 : 0;
    }
    stop.abort();
    return "it went on";
  }, `${USERS}/1`);
  expect(seen).toBe("it went on");
});

test("half of the fields, none of them, and a second writer, all under a success", async ({ page, pbx }) => {
  const put = { ...fields({ lastname: "Ours", email: "ours@sample.example" }), method: "PUT" };
  for (const [fault, lastname, email] of [
    [{ kind: "no-effect" }, "Sample", "ada@sample.example"],
    [{ kind: "half" }, "Ours", "ada@sample.example"],
    [{ kind: "act", when: "after", act: { method: "PUT", path: "/1.1/users/1", body: { lastname: "Theirs" } } }, "Theirs", "ours@sample.example"],
  ]) {
    await pbx.reset();
    await pbx.faults({ system: "xivo-2016", method: "PUT", path: "/1.1/users/*$", ...fault });
    expect((await ask(page, `${USERS}/1`, put)).status).toBe(204);
    expect(await pbx.state("xivo-2016", 1)).toMatchObject({ lastname, email });
  }
});
