// One way of a person through the console, by each web server: sign in, change one thing, be refused once, and
// open every kind of address anew.
import { expect, systemsOf, test } from "./fixtures.mjs";

const heading = (page, name) => page.getByRole("heading", { level: 1, name, exact: true });
const field = (page, label) => page.getByLabel(label, { exact: true });
const save = (page) => page.getByRole("button", { name: "Save", exact: true }).click();
const alert = (page) => page.getByRole("alert");

async function signIn(page, username, password) {
  await field(page, "Username").fill(username);
  await field(page, "Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Changes one field, is refused, tries again, and finds the change after a reload. */
async function change(page, pbx, system, { label, value, refusal, signIn }) {
  await field(page, label).fill(value);
  await pbx.faults({ system, method: "PUT", ...refusal });
  await save(page);
  await expect(alert(page).first()).toBeVisible();
  await expect(field(page, label)).toHaveValue(value);
  await save(page);
  await expect(page.getByText(/^Saved/).first()).toBeVisible();
  await page.reload();
  await signIn();
  await expect(field(page, label)).toHaveValue(value);
}

test.beforeEach(async ({ pbx }) => pbx.reset());

test("XiVO", async ({ page, pbx, site }) => {
  const id = systemsOf(site).xivo;
  const enter = () => signIn(page, "madeup-admin", "madeup-secret");
  await page.goto(`${id}/users/3`);
  await signIn(page, "madeup-admin", "wrong-one");
  await expect(alert(page)).toContainText("The username or the password is not right.");
  await enter();
  await expect(heading(page, "Chloe Madeup")).toBeVisible();
  await change(page, pbx, "xivo-2019", {
    label: "Description",
    value: "by way of the web server",
    refusal: { kind: "status", status: 400, body: '["Input Error - description: too long"]' },
    signIn: enter,
  });
  for (const [path, name] of [
    [`${id}`, "Users"],
    [`${id}/users?q=chloe&sort=name`, "Users"],
    [`${id}/users/new`, "New user"],
    [`${id}/users/3/cti`, "CTI configuration"],
  ]) {
    await page.goto(path);
    await enter();
    await expect(heading(page, name), path).toBeVisible();
  }
});

test("PureConnect", async ({ page, pbx, site, configuration }) => {
  test.skip(configuration.server === "wazo", "a Wazo box has none");
  const id = systemsOf(site).icws;
  const enter = () => signIn(page, "admin", "s3cret");
  await page.goto(`${id}/users/tokoro/client`);
  await enter();
  await expect(heading(page, "Client configuration")).toBeVisible();
  await change(page, pbx, "icws", { label: "External call timeout", value: "77", refusal: { kind: "not-allowed" }, signIn: enter });
  for (const [path, name] of [
    ["users/a%2Fb/client", "Slash Between"],
    ["users/a%252Fb/client", "Encoded Slash"],
    ["users/DOM%5Ceva/client", "Eva Domain"],
    ["users/x%3F%23/client", "Question Mark"],
    ["users/front%20desk/client", "Front Desk"],
    ["me/client", "Adele Admin"],
  ]) {
    await page.goto(`${id}/${path}`);
    await enter();
    await expect(page.getByText(name).first(), path).toBeVisible();
    await expect(field(page, "External call timeout"), path).toBeVisible();
  }
  await page.goto(`${id}/users?q=slash`);
  await enter();
  await expect(heading(page, "Users")).toBeVisible();
  await expect(page.getByText("Slash Between").first()).toBeVisible();
  // An id that would climb is nobody, and nothing is asked for it.
  await pbx.forget();
  await page.goto(`${id}/users/x%2F..%2Ftokoro/client`);
  await expect(heading(page, "Page not found")).toBeVisible();
  expect((await pbx.log("icws")).filter(({ path }) => path.includes("/users/"))).toEqual([]);
});

test("APIO", async ({ page, pbx, site, configuration }) => {
  test.skip(configuration.server === "wazo", "a Wazo box has none");
  const id = systemsOf(site).apio;
  const enter = () => signIn(page, "desk.admin@voice.example.test", "Correct-Horse-8");
  const group = `${id}/tenants/brightwater/groups/north-quay/users`;
  await page.goto(`${group}/mira.holt@voice.example.test`);
  await enter();
  await expect(heading(page, "Mira Holt")).toBeVisible();
  await change(page, pbx, "apio", {
    label: "Email address",
    value: "mira.holt@brightwater.example.test",
    refusal: { kind: "unprocessable" },
    signIn: enter,
  });
  for (const [path, name] of [
    [group, "Users"],
    [`${group}/mira.holt%40voice.example.test/pin`, "PIN code"],
  ]) {
    await page.goto(path);
    await enter();
    await expect(heading(page, name), path).toBeVisible();
  }
  for (const [path, name] of [
    ["tenants", "Tenants"],
    ["tenants/brightwater/groups", "Groups"],
    ["tenants/a%2Fb%2050%25%20%40%20%231/groups/x%3Fy%3D1%26z/users/a%2Fb%20c%40x", "Sally Slash"],
  ]) {
    await page.goto(`${id}/${path}`);
    await signIn(page, "system.admin", "Correct-Horse-10");
    await expect(heading(page, name), path).toBeVisible();
  }
  for (const path of ["pin", `pin/${id}`]) {
    await page.goto(path);
    await signIn(page, "mira.holt@voice.example.test", "Correct-Horse-7");
    await expect(field(page, "New PIN"), path).toBeVisible();
  }
});

test("the addresses that need nobody", async ({ page, site, watch }) => {
  // The check asks for a file that must not be there, and browsers note that.
  watch.allow(/Failed to load resource/);
  await page.goto("");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  for (const id of Object.values(systemsOf(site))) {
    await expect(page.locator(`a[href$="/${id}"], a[href*="/${id}/"]`).first()).toBeAttached();
  }
  await page.goto(`${systemsOf(site).xivo}/sign-in`);
  await expect(heading(page, "Sign in")).toBeVisible();
  for (const path of ["nothing", "nothing/", "nothing/of/the/kind", "nothing/a%2Fb/mira@example.com/start.js"]) {
    await page.goto(path);
    await expect(heading(page, "Page not found"), path).toBeVisible();
    await page.reload();
    await expect(heading(page, "Page not found"), path).toBeVisible();
  }
  // As it is handed out, the console finds nothing wrong with it.
  await page.goto("check");
  await expect(page.getByText(/^All \d+ points are in order/)).toBeVisible();
  await expect(page.locator("li.is-wrong")).toHaveCount(0);
});
