// The page comes up under the shipped policy, and says so where it cannot.
import { axe, expect, test } from "./fixtures.mjs";
import { count, open as openXivo } from "./xivo.mjs";

test("starts under the shipped policy", async ({ page }) => {
  const response = await page.goto("/");
  const policy = response.headers()["content-security-policy"];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain("unsafe-inline");
  await expect(page).toHaveTitle(/Switchroom/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("#starting")).toHaveCount(0);
});

test("holds no script and no style of its own in the HTML", async ({ request }) => {
  const html = await (await request.get("/")).text();
  for (const [, attributes, body] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)) {
    expect(attributes).toMatch(/\bsrc=/);
    expect(body.trim()).toBe("");
  }
  expect(html).not.toMatch(/<style\b|\sstyle=|\son[a-z]+=/i);
});

test("the default policy lets no markup through and no script from elsewhere", async ({ page, watch }) => {
  watch.allow(/Trusted|CSP: require-trusted-types-for/);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const outcome = await page.evaluate(() => {
    const set = (markup) => {
      try {
        document.createElement("template").innerHTML = markup;
        return "let through";
      } catch {
        return "refused";
      }
    };
    const load = (address) => {
      try {
        document.createElement("script").src = address;
        return "let through";
      } catch {
        return "refused";
      }
    };
    return {
      markup: ["<p>one</p>", "<script>1</script>", "<img src=x onerror=alert(1)>"].map(set),
      own: load("/start.js"),
      others: load("https://example.test/x.js"),
    };
  });
  expect(new Set(outcome.markup)).toEqual(new Set(["refused"]));
  expect(outcome.own).toBe("let through");
  expect(outcome.others).toBe("refused");
});

test.describe("where the program cannot start", () => {
  const gone = (kind) => async (route) =>
    kind.test(new URL(route.request().url()).pathname) ? route.fulfill({ status: 404, body: "gone" }) : route.fallback();

  for (const [what, kind] of [
    ["the glue", /switchroom-[^/]*\.js$/],
    ["the module", /\.wasm$/],
  ]) {
    test(`${what} was replaced by an upgrade`, async ({ page, watch }) => {
      watch.allow(/Failed to load resource/);
      await page.route("**/*", gone(kind));
      await page.goto("/");
      await expect(page.getByRole("heading", { level: 1, name: "Switchroom cannot start" })).toBeVisible();
      await expect(page.getByText("could not be loaded")).toBeVisible();
      await expect(page.getByText(/^Version \d+\.\d+\.\d+$/)).toBeVisible();
      await expect(page).toHaveTitle(/cannot start/);
      await axe(page);
      // And the way on.
      await page.unroute("**/*");
      await page.getByRole("button", { name: "Load the page again" }).click();
      await expect(page.getByRole("heading", { name: "Switchroom cannot start" })).toHaveCount(0);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    });
  }

  for (const [what, kind, path, heading] of [
    ["a vendor's part", /\/xivo-[^/]*\.bin$/, "/xivo-2013/users", "Users"],
    ["a view's part", /\/xivo_users-[^/]*\.bin$/, "/xivo-2013/users", "Users"],
    ["the part of a view that is opened by its address", /\/xivo_new-[^/]*\.bin$/, "/xivo-2013/users/new", "New user"],
  ]) {
    test(`${what} does not come, and comes on the next try`, async ({ page, watch }) => {
      watch.allow(/Failed to load resource|404|Failed to fetch|preloaded using link preload/);
      await page.route("**/*", gone(kind));
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1, name: "This part of Switchroom did not load" })).toBeVisible();
      await expect(page.getByRole("alert")).toContainText("Try again");
      await axe(page);
      await page.unroute("**/*");
      await page.getByRole("button", { name: "Try again" }).click();
      await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    });
  }

  test("what deletes a user does not come, and comes on the next try", async ({ page, watch }) => {
    watch.allow(/Failed to load resource|404/);
    await page.route("**/*", gone(/\/xivo_delete-[^/]*\.bin$/));
    await page.goto("/xivo-2013/users/1");
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(page.getByRole("alert")).toContainText("it has a newer version now");
    // The page keeps its one heading.
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada Sample");
    await axe(page);
    await page.unroute("**/*");
    await page.getByRole("button", { name: "Try again" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete this user?" });
    await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  });

  test("what runs a plan for one person does not come, and comes on the next try", async ({ page, watch }) => {
    watch.allow(/Failed to load resource|404/);
    await page.route("**/*", gone(/\/xivo_person_run-[^/]*\.bin$/));
    await page.goto("/xivo-2013/plan/person?leaver=%2Fxivo-2013%2Fusers%2F1");
    await page.getByLabel(/^Mobile phone number/).selectOption("Clear");
    await page.getByRole("button", { name: "Run 1 change" }).click();
    await expect(page.getByRole("grid")).toContainText("it has a newer version now");
    await page.unroute("**/*");
    await page.getByRole("button", { name: "Try again only those not done (1)" }).click();
    await expect(page.getByRole("grid")).toContainText("✓ Done");
  });

  test("what shows a plan does not come, and comes on the next try, below the heading of the page", async ({ page, watch }) => {
    watch.allow(/Failed to load resource|404/);
    await page.route("**/*", gone(/\/xivo_plan_view-[^/]*\.bin$/));
    await page.goto("/xivo-2016/users");
    await page.getByRole("checkbox", { name: "Select Boris", exact: true }).check();
    await page.getByRole("button", { name: "Change a field" }).click();
    await expect(page.getByRole("alert")).toContainText("it has a newer version now");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Plan");
    await axe(page);
    await page.unroute("**/*");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByLabel("Field", { exact: true })).toBeVisible();
  });

  test("a form to sign in with does not come, and comes on the next try, below the heading of the page", async ({ page, watch }) => {
    watch.allow(/Failed to load resource|404|Failed to fetch|preloaded using link preload/);
    await page.route("**/*", gone(/\/xivo-[^/]*\.bin$/));
    await page.goto("/xivo-2019/users");
    await expect(page.getByRole("alert")).toContainText("it has a newer version now");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
    await page.unroute("**/*");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByLabel("Username")).toBeVisible();
  });

  test("what finds somebody does not come, and comes on the next try, below the box in which the words stay", async ({ page, watch }) => {
    watch.allow(/Failed to load resource|404/);
    await page.route("**/*", gone(/\/dialogs-[^/]*\.bin$/));
    await page.goto("/xivo-2013/users");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Users");
    await page.keyboard.press("Control+k");
    const finding = page.getByRole("dialog", { name: "Find somebody" });
    await expect(finding.getByRole("alert")).toContainText("it has a newer version now");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Users");
    await axe(page);
    // It can be left, and is asked for again.
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("sample");
    await expect(finding.getByRole("alert")).toBeVisible();
    await page.unroute("**/*");
    await finding.getByRole("button", { name: "Try again" }).click();
    await expect(finding.getByRole("option").first()).toContainText("Sample");
    await expect(finding.getByRole("combobox")).toHaveValue("sample");
  });

  test("what is typed before the code that finds somebody has come is searched when it comes", async ({ page }) => {
    let letCome;
    const come = new Promise((resolve) => (letCome = resolve));
    await page.route(/\/dialogs-[^/]*\.bin$/, async (route) => {
      await come;
      await route.fallback();
    });
    await openXivo(page, "xivo-2013");
    await expect(count(page)).toHaveText("10 users");
    // Not one key waits for anything; "m" and "/" are keys of the page when nobody types.
    await page.keyboard.press("Control+k");
    await page.keyboard.type("m/");
    const finding = page.getByRole("dialog", { name: "Find somebody" });
    await expect(finding.getByRole("combobox")).toHaveValue("m/");
    await expect(finding.getByText("Loading…")).toBeVisible();
    for (const _ of "m/") await page.keyboard.press("Backspace");
    await page.keyboard.type("ada sam");
    letCome();
    await expect(finding.getByRole("option").first()).toContainText("Ada Sample");
    await expect(finding.getByRole("combobox")).toHaveValue("ada sam");
    await expect(finding.getByRole("combobox")).toBeFocused();
  });

  test("half a part is no part, and what is missing is not called out of reach", async ({ page, watch }) => {
    watch.allow(/RangeError|CompileError|preloaded using link preload/);
    await page.route(/\/(xivo|check)-[^/]*\.bin$/, async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      await route.fulfill({ status: 200, contentType: "application/octet-stream", body: body.subarray(0, body.length / 2) });
    });
    await page.goto("/");
    await expect(page.getByRole("listitem").filter({ hasText: "2013" }).getByText("Not asked")).toBeVisible();
    await page.goto("/xivo-2013/users");
    await expect(page.getByRole("heading", { level: 1, name: "This part of Switchroom did not load" })).toBeVisible();
  });

  test("a view that is likely to be opened next is fetched before", async ({ page }) => {
    const fetched = page.waitForResponse(/\/xivo_user-[^/]*\.bin$/);
    await page.goto("/xivo-2013/users");
    expect((await fetched).status()).toBe(200);
  });

  const served = (kind, changed) => async (route) => {
    if (!kind.test(new URL(route.request().url()).pathname)) return route.fallback();
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), ...changed } });
  };

  test("scripts of a wrong type are named, not called too old a browser", async ({ page, watch }) => {
    watch.allow(/MIME type|Failed to load/);
    await page.route("**/*", served(/switchroom-[^/]*\.js$/, { "content-type": "text/plain" }));
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1, name: "Switchroom cannot start" })).toBeVisible();
    await expect(page.getByText(/sends \/switchroom-.*\.js with the wrong type \(text\/plain\)/)).toBeVisible();
  });

  for (const [what, answer, sentence] of [
    ["of a wrong type", { contentType: "text/plain", body: "p{}" }, /did not come\. The web server sends \/\S+\.css with the wrong type \(text\/plain\)/],
    ["that are not there", { status: 404, body: "gone" }, /did not come\. The web server answers \/\S+\.css with 404/],
    ["in whose place a page comes", { contentType: "text/html", body: "<!doctype html>" }, /did not come\. The web server sends a web page in place of \/\S+\.css/],
  ]) {
    test(`styles ${what} are named, above the page that works without them`, async ({ page, watch }) => {
      watch.allow(/MIME type|Failed to load/);
      await page.route(/\.css$/, (route) => route.fulfill({ ...answer, headers: { "x-content-type-options": "nosniff" } }));
      await page.goto("/");
      await expect(page.getByRole("alert")).toContainText(sentence);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    });
  }

  test("a script that fetches the parts, of a wrong type, is named", async ({ page, watch }) => {
    watch.allow(/MIME type|Failed to load/);
    await page.route("**/*", served(/parts-[^/]*\.js$/, { "content-type": "text/plain" }));
    await page.goto("/");
    await expect(page.getByText(/sends \/parts-.*\.js with the wrong type \(text\/plain\)/)).toBeVisible();
  });

  test("a base that leads to another folder does not leave \"is starting\" for ever", async ({ page, watch }) => {
    watch.allow(/Failed to load resource|MIME type/);
    await page.route(/\/$/, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/<base href="?\/"?>/, '<base href="/elsewhere/">');
      expect(body).toContain("/elsewhere/");
      await route.fulfill({ response, body });
    });
    await page.goto("/");
    await expect(page.getByText("must lie in the folder that <base href> in index.html names")).toBeVisible({ timeout: 12_000 });
  });

  test("a page in place of the program is named", async ({ page, watch }) => {
    watch.allow(/MIME type|Failed to load/);
    await page.route(/\.wasm$/, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
    await page.goto("/");
    await expect(page.getByText(/sends a web page in place of \/switchroom-.*\.wasm/)).toBeVisible();
  });

  test("a policy that forbids WebAssembly is named, a second one too", async ({ page, watch }) => {
    watch.allow(/Content Security Policy|CSP/);
    for (const policy of ["script-src 'self'", "default-src 'self'; script-src 'self' 'wasm-unsafe-eval', script-src 'self'"]) {
      await page.route("**/*", async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
      });
      await page.goto("/");
      await expect(page.getByText("script-src must hold 'wasm-unsafe-eval', in every policy that is sent")).toBeVisible();
      await page.unrouteAll({ behavior: "wait" });
    }
  });

  test("start scripts of a wrong type do not leave \"is starting\" for ever", async ({ page, watch }) => {
    watch.allow(/MIME type/);
    await page.route("**/*", served(/start-[^/]*\.js$/, { "content-type": "text/plain" }));
    await page.goto("/");
    await expect(page.getByText("must be sent as text/javascript")).toBeVisible({ timeout: 12_000 });
  });

  test("config.json that may not be read is named as the web server's refusal", async ({ page, watch }) => {
    watch.allow(/Failed to load resource/);
    await page.route("**/config.json", (route) => route.fulfill({ status: 403, contentType: "text/html", body: "<h1>403</h1>" }));
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1, name: "The configuration is not in order" })).toBeVisible();
    await expect(page.getByText("refuses to send config.json")).toBeVisible();
  });

  test("the start script itself is gone", async ({ page, watch }) => {
    watch.allow(/Failed to load resource/);
    await page.route("**/*", gone(/start-[^/]*\.js$/));
    await page.goto("/");
    await expect(page.getByText("If nothing comes, load the page again.")).toBeVisible();
  });

  test("no WebAssembly", async ({ page }) => {
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
    await page.goto("/");
    await expect(page.getByText("does not run WebAssembly")).toBeVisible();
    await axe(page);
  });

  test("a module that is none", async ({ page }) => {
    await page.route("**/*.wasm", (route) => route.fulfill({ contentType: "application/wasm", body: "half" }));
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1, name: "Switchroom cannot start" })).toBeVisible();
  });

  test.describe("in French", () => {
    test.use({ locale: "fr-FR" });
    test("says so in French", async ({ page }) => {
      await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
      await page.goto("/");
      await expect(page.getByRole("heading", { name: "Switchroom ne peut pas démarrer" })).toBeVisible();
      await expect(page.locator("html")).toHaveAttribute("lang", "fr");
      await axe(page);
    });
  });

  test.describe("without scripts", () => {
    test.use({ javaScriptEnabled: false });
    test("says that it needs them", async ({ page }) => {
      await page.goto("/");
      const said = page.locator("noscript");
      await expect(said.locator("h1")).toBeVisible();
      await expect(said.locator("h1")).toHaveText("Switchroom needs JavaScript");
      await expect(page.locator("#starting")).toBeHidden();
    });
  });

  test("an old server that does not know the type of WebAssembly", async ({ page }) => {
    await page.route("**/*.wasm", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), "content-type": "application/octet-stream" } });
    });
    await page.goto("/xivo-2013/users");
    await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
  });

  test("a panic ends in a plain page without what was typed", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.evaluate(() => dispatchEvent(new CustomEvent("switchroom-panic", { detail: "src/app.rs:1" })));
    await expect(page.getByRole("heading", { level: 1, name: "Switchroom has stopped" })).toBeFocused();
    await axe(page);
  });
});

test("a key event without a key, as a browser sends that fills in a form, does no harm", async ({ page }) => {
  await page.goto("/xivo-2016/users");
  const search = page.getByRole("searchbox", { name: "Search" });
  await expect(search).toBeVisible();
  await search.evaluate((field) => field.dispatchEvent(new Event("keydown", { bubbles: true, cancelable: true })));
  await search.press("/");
  await expect(search).toHaveValue("/");
});
