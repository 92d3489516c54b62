// The plans of every maker: run with a fault in the middle, tried again, and
// taken back.
//
// A plan is a journey as in journeys.mjs, of several rows, each held against
// its own person: `claims` and `truths` in the place of `claim` and `truth`.
// Several rows are under way at a time, and one waits; where they are alike,
// the faults are played at the requests of the second alone.
import { isDeepStrictEqual } from "node:util";
import { expect as expectAtOnce } from "@playwright/test";
import * as apio from "../e2e/apio.mjs";
import * as icws from "../e2e/icws.mjs";
import { ACCOUNTS } from "../e2e/wazo.mjs";
import { ADMIN, button, count, field, go, heading, link, path11, pathOf, signIn } from "../e2e/xivo.mjs";
import { isSame, verdict } from "./claims.mjs";

const expect = expectAtOnce.configure({ timeout: 20_000 });

/** By whoever signs in again. */
const PASSWORDS = {
  [ADMIN.username]: ADMIN.password,
  [apio.TENANT]: "Correct-Horse-9",
  admin: icws.PASSWORD,
};

const RUN = /^(Run|Delete) \d+ (change|user|step)s?/;
const RETRY = /^(Resume|Try again only those not done|Check again)/;

/** Presses the first of these buttons, as soon as one of them can be pressed; gives its name. */
async function press(page, name) {
  const first = page.getByRole("main").getByRole("button", { name }).first();
  const pressed = await first.innerText();
  await first.click();
  return pressed;
}

/** Runs a plan that is ready. What deletes somebody asks first. */
async function run(page) {
  const name = await press(page, RUN);
  if (/with the deletion/.test(name)) await page.getByRole("dialog").getByRole("button", { name }).click();
}

/** What a row of the table says became of it. `labels` are of the fields that it changes. */
function claimOfRow(text, { labels, isNew }) {
  // The list was looked at.
  if (/nobody new with this name is in its list/.test(text)) return "nothing";
  if (/^\?/.test(text)) return "unknown";
  if (/^…/.test(text)) return "under way";
  if (/^[✓=]/.test(text)) return "kept";
  if (/^✕ Refused, (but these were changed|and the old profile could not be put back)/.test(text)) return "part";
  const [, fields] = text.match(/^✕ The server said yes, but did not keep: (.*)$/) ?? [];
  if (fields !== undefined) return isNew || fields.split(", ").length < labels.length ? "part" : "nothing";
  return /^(✕|–|→|Waiting)/.test(text) ? "nothing" : "none";
}

/** Somebody who is changed: `values` gives what stands in the fields of `wanted`, by their labels. */
function changed(name, path, wanted, values) {
  const labels = Object.keys(wanted);
  return {
    name,
    path,
    labels,
    truth: (_, after) => verdict(labels.map((label) => isSame(values(after)[label], wanted[label]))),
    truthOfUndo: (original, after) => verdict(labels.map((label) => isSame(values(after)[label], values(original)[label]))),
  };
}

/** Somebody who is deleted. */
function deleted(name, path, find) {
  return { name, path, labels: [], truth: (_, after) => (find(after) ? "nothing" : "kept") };
}

/** Somebody new; nothing in a request but the body says who. */
function created(name, wanted, findAll) {
  const labels = Object.keys(wanted);
  return {
    name,
    labels,
    isNew: true,
    truth(_, after) {
      const [found, ...more] = findAll(after);
      if (!found) return "nothing";
      if (more.length) return "twice";
      return Object.values(wanted).every(([key, value]) => isSame(found[key], value)) ? "kept" : "part";
    },
    truthOfUndo: (_, after) => (findAll(after).length ? "nothing" : "kept"),
  };
}

/** What a plan does in the campaign, by its rows. `open` leads to the plan before it is run. */
function plan({ rows, ...rest }) {
  const row = (page, name) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
  const outcome = (page, { name }) => row(page, name).locator('[data-column="outcome"]').innerText({ timeout: 1000 });
  return {
    rows,
    isPlan: true,
    /** Everybody is read, and no fault is played before. */
    type: (page) => expect(page.getByText(`${rows.length} to do`, { exact: true })).toBeVisible(),
    send: run,
    claims: (page) =>
      Promise.all(rows.map(async (row) => claimOfRow(await outcome(page, row).catch(() => ""), row))),
    outcomes: async (page) => (await Promise.all(rows.map((row) => outcome(page, row).catch(() => "(no row)")))).join(" / "),
    truths: (before, after) => rows.map((row) => row.truth(before, after)),
    isOpen: async (page) => (await page.getByRole("button", { name: "Resume" }).count()) > 0,
    values: async () => [],
    /** Goes on after a fault; gives whether the plan was made anew for that. */
    async again(page, attempt) {
      const pressed = await press(page, attempt === 0 ? RETRY : /^(Resume|Check again)/);
      if (pressed !== "Check again") return false;
      await run(page);
      return true;
    },
    async undo(page) {
      await press(page, /^Undo what was done$/);
      await run(page);
    },
    isUndone: (before, after) => isDeepStrictEqual(after, before),
    passwords: PASSWORDS,
    ...rest,
  };
}

/** Where rows are alike, the requests of the second, and those that are of nobody in particular. */
const isOfSecond = (rows) => ({ path }) => !rows.some((row, at) => at !== 1 && row.path && path.startsWith(row.path));

/** The same plan once it was run, as the one that takes it back. */
function takenBack(journey) {
  let original;
  return {
    ...journey,
    name: `${journey.name}, taken back`,
    async open(page, pbx) {
      original = await journey.state(pbx);
      await journey.open(page, pbx);
      await journey.type(page);
      await journey.send(page);
      await expect(page.getByText(`${journey.rows.length} done`, { exact: true })).toBeVisible();
      await press(page, /^Undo what was done$/);
    },
    truths: (_, after) => journey.rows.map((row) => row.truthOfUndo(original, after)),
    // Whoever was created and is deleted again cannot be given back.
    ...(journey.rows.some(({ isNew }) => isNew) && { undo: undefined }),
  };
}

/** Without lines and voicemails, which would be in the way of a deletion. */
const PEOPLE = { 2: "Boris", 3: "Chloe Madeup", 12: "太郎 山田", 14: "+Plus Sign", 16: "-Dash Sign" };
const everybody = (system) => async (pbx) => (await pbx.state(system)).users.sort((a, b) => a.id - b.id);
const theirs = (system) => ({ method: "PUT", path: pathOf(system, 3), body: { description: "Theirs" } });
const signInWhereAsked = async (page, system) => {
  if (system === "wazo-2026") await signIn(page, ACCOUNTS.admin);
  if (system === "xivo-2019") await signIn(page);
};

function xivoPlan(name, system, { rows, ...rest }) {
  return plan({
    name: `Plan: ${name}, ${system}`,
    systems: [system],
    state: everybody(system),
    rows,
    isPlayed: isOfSecond(rows),
    act: theirs(system),
    ...rest,
  });
}

async function chooseFile(page, system, lines, creates) {
  await page.goto(`/${system}/users/import`);
  await signInWhereAsked(page, system);
  const buffer = Buffer.from(lines.join("\n"));
  await page.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer });
  if (creates) await page.getByRole("switch", { name: "Create those who are not there" }).click();
}

function xivoFile(system, word) {
  const ids = Object.keys(PEOPLE).map(Number);
  const wanted = (id) => ({ "User field": `${word} ${id}`, Description: `Floor ${id}` });
  return xivoPlan("a file that changes", system, {
    rows: ids.map((id) =>
      changed(PEOPLE[id], pathOf(system, id), wanted(id), (users) => {
        const { userfield, description } = users.find((user) => user.id === id) ?? {};
        return { "User field": userfield, Description: description };
      }),
    ),
    open: (page) =>
      chooseFile(page, system, ["id,userfield,description", ...ids.map((id) => `${id},${Object.values(wanted(id))}`)]),
  });
}

/** The names of new people; nobody has one of them. A server that keeps half of somebody may lose the last. */
const NEW = ["Nora", "Otto", "Pia", "Quentin", "Rosa"];
const newRows = (word, nameOf) =>
  NEW.map((first) =>
    created(nameOf(first), { "First name": ["firstname", first], "Last name": ["lastname", word], "User field": ["userfield", "blue"] }, (users) =>
      users.filter(({ firstname, lastname }) => firstname === first && (!lastname || isSame(lastname, word))),
    ),
  );

function xivoFileOfNew(system, word) {
  // Whoever is not there yet is called by what they are told apart by.
  const emailOf = (first) => `${first.toLowerCase()}@new.example`;
  return xivoPlan("a file that creates", system, {
    rows: newRows(word, emailOf),
    open: (page) =>
      chooseFile(page, system, ["email,firstname,lastname,userfield", ...NEW.map((first) => `${emailOf(first)},${first},${word},blue`)], true),
  });
}

function xivoLike(system, word) {
  return xivoPlan("several like one", system, {
    rows: newRows(word, (first) => `${first} ${word}`),
    async open(page) {
      await page.goto(`/${system}/users/new?like=1`);
      await signInWhereAsked(page, system);
      await page.getByText("Several at once").click();
      await field(page, "Names, one on each line").fill(NEW.map((first) => `${first} ${word}`).join("\n"));
      await button(page, "Make a plan").click();
    },
  });
}

async function selectPeople(page, system, names) {
  await page.goto(`/${system}/users`);
  await signInWhereAsked(page, system);
  const select = (name) => page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
  for (const name of names) await select(name).check();
  // While the list came, another row may have stood there.
  for (const name of names) await expect(select(name)).toBeChecked({ timeout: 1000 });
}

function xivoDeletion(system) {
  return xivoPlan("deletion", system, {
    rows: Object.entries(PEOPLE).map(([id, name]) =>
      deleted(name, pathOf(system, id), (users) => users.find((user) => user.id === Number(id))),
    ),
    async open(page) {
      await selectPeople(page, system, Object.values(PEOPLE));
      await button(page, "Delete the selected").click();
    },
    undo: undefined,
  });
}

/** The CTI of those who have a username and a password. */
function xivoCti(system) {
  const people = { 3: "Chloe Madeup", 12: "太郎 山田" };
  const isOn = (id) => (users) => ({ "CTI client enabled": !!users.find((user) => user.id === id)?.cti_enabled });
  return xivoPlan("CTI on", system, {
    rows: Object.entries(people).map(([id, name]) =>
      changed(name, pathOf(system, id), { "CTI client enabled": true }, isOn(Number(id))),
    ),
    isPlayed: () => true,
    async open(page) {
      await selectPeople(page, system, Object.values(people));
      await button(page, "CTI on").click();
    },
  });
}

const users = `/icws/${icws.SESSION}/configuration/users`;
/** The own values of everybody; an empty list of numbers is none. */
const ownValues = async (pbx) => {
  const own = ({ own }) => Object.fromEntries(Object.entries(own).filter(([, value]) => value?.length !== 0));
  return Object.fromEntries((await pbx.state("icws")).users.map((user) => [user.id, own(user)]));
};

function icwsPlan(name, { people, wanted, ...rest }) {
  const rows = Object.entries(people).map(([id, name]) =>
    changed(name, `${users}/${encodeURIComponent(id)}`, wanted, (all) =>
      Object.fromEntries(Object.keys(wanted).map((property) => [property, JSON.stringify(all[id][property])])),
    ),
  );
  return plan({
    name: `Plan: ${name}, PureConnect`,
    systems: ["icws"],
    state: ownValues,
    rows,
    isPlayed: isOfSecond(rows),
    act: {
      method: "PUT",
      path: `/icws/0/configuration/users/${Object.keys(people)[1]}`,
      body: { clientConfigurationProperties: { externalCallTimeout: { actualValue: 91 } } },
    },
    ...rest,
  });
}

function icwsCopy() {
  const people = { mlind: "Maria Lind", apetrov: "Anna Petrov", ada: "Ada Sample", dora: "Dora Desk", chloe: "Chloe Madeup" };
  return icwsPlan("own values to several", {
    people,
    wanted: { externalCallTimeout: JSON.stringify(30) },
    async open(page) {
      await icws.signIn(page, "/icws/copy?from=tokoro");
      await page.getByRole("checkbox", { name: "External call timeout: 30" }).check();
      for (const name of Object.values(people)) {
        await page.getByLabel("Add somebody").fill(name);
        await page.keyboard.press("Enter");
        await expect(button(page, `Remove ${name}`)).toBeVisible();
      }
      await button(page, "Make a plan").click();
    },
  });
}

function icwsGiveBack() {
  const people = { mlind: "Maria Lind", tokoro: "Taro Okoro", apetrov: "Anna Petrov", ada: "Ada Sample", dora: "Dora Desk" };
  const inherited = { clientConfigurationProperties: { callForwardAll: { actualValue: false } } };
  return icwsPlan("overrides given back", {
    people,
    wanted: { callForwardAll: undefined },
    async open(page, pbx) {
      for (const id of Object.keys(people)) await pbx.act("icws", "PUT", `/icws/0/configuration/users/${id}`, inherited);
      await icws.signIn(page, "/icws/overrides");
      await button(page, /^Read the configurations of/).click();
      await button(page, /^Give back the \d+ values that make no difference$/).click();
    },
  });
}

async function configure(pbx, same_person_by, ids) {
  await pbx.config({ same_person_by, systems: (await pbx.systems()).filter(({ id }) => ids.includes(id)) });
}

const ADA = "/api/v1/tenants/brightwater/groups/everybody/users/p1%40voice.example.test/";

/** One person in a XiVO and in APIO, each row in a system of its own. */
function alignment() {
  const system = "xivo-2016";
  return plan({
    name: "Plan: align, XiVO and APIO",
    systems: [system, "apio"],
    state: async (pbx) => [await pbx.state(system, 1), await pbx.state("apio", "p1@voice.example.test")],
    rows: [
      changed("Ada Chosen · XiVO 2016 (1.1)", path11(1), { Language: "en_US", "Time zone": "Europe/Luxembourg" }, ([user]) => ({
        Language: user?.language,
        "Time zone": user?.timezone,
      })),
      changed("Ada Sample · APIO gateway", ADA, { "Last name": "Chosen" }, ([, user]) => ({ "Last name": user?.profile.lastName })),
    ],
    async open(page, pbx) {
      await configure(pbx, "email", [system, "apio"]);
      await pbx.act(system, "PUT", path11(1), { lastname: "Chosen", language: "fr_FR" });
      await page.goto("/apio/tenants");
      await apio.signIn(page, apio.TENANT);
      await expect(apio.heading(page, "Groups")).toBeVisible();
      await go(page, `/${system}/users/1`);
      await expect(heading(page, "Ada Chosen")).toBeVisible();
      await page.locator("details.other-systems summary").click();
      const keep = (name, label) => page.getByLabel(`Value to keep: ${name}`).selectOption({ label });
      await keep("Name", "XiVO 2016 (1.1): Ada Chosen");
      await keep("Language", "APIO gateway: English");
      await keep("Time zone", "APIO gateway: Europe/Luxembourg");
      await button(page, "Align…").click();
    },
    act: { method: "PUT", path: path11(1), body: { language: "de_DE" } },
  });
}

const QUAY = "brightwater/groups/north-quay/users";
const QUAY_PEOPLE = { "mira.holt": "Mira Holt", "tomas.ek": "Tomas Ek", "trunk.user": "Otto Shore", "vec.tor": "Vec Tor", "must.change": "Maya Change" };
const atQuay = (id) => `/api/v1/tenants/${QUAY}/${encodeURIComponent(`${id}@voice.example.test`)}/`;

/** What is done with people who are selected in a group. */
function apioPlan(name, { rows, ...rest }) {
  const ids = Object.keys(QUAY_PEOPLE);
  return plan({
    name: `Plan: ${name}, APIO`,
    systems: ["apio"],
    state: async (pbx) =>
      Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await pbx.state("apio", `${id}@voice.example.test`)]))),
    rows,
    isPlayed: isOfSecond(rows),
    ...rest,
  });
}

async function selectAtQuay(page) {
  await page.goto(`/apio/tenants/${QUAY}`);
  await apio.signIn(page, apio.TENANT);
  for (const name of Object.values(QUAY_PEOPLE)) await page.getByRole("checkbox", { name: `Select ${name}`, exact: true }).check();
}

/** A field of several in APIO. */
function apioField() {
  const wanted = { "Time zone": "Europe/Malta" };
  const rows = Object.entries(QUAY_PEOPLE).map(([id, name]) =>
    changed(name, atQuay(id), wanted, (all) => ({ "Time zone": all[id]?.profile.timeZone })),
  );
  return apioPlan("a field", {
    rows,
    async open(page) {
      await selectAtQuay(page);
      await button(page, "Change a field").click();
      await field(page, "Field").selectOption("Time zone");
      await field(page, "New value").fill("Europe/Malta");
    },
    act: { method: "PUT", path: atQuay("tomas.ek"), body: { timeZone: "Europe/Rome" } },
  });
}

/** A file that changes people of a group, found by their extensions. */
function apioFile(word) {
  const extensions = { "mira.holt": "4711", "tomas.ek": "4720", "trunk.user": "4712", "vec.tor": "147869", "must.change": "4713" };
  const wanted = (id) => ({ "CLI last name": `${word} ${extensions[id]}`, "Time zone": "Europe/Malta" });
  const rows = Object.entries(QUAY_PEOPLE).map(([id, name]) =>
    changed(name, atQuay(id), wanted(id), (all) => {
      const { cliLastName, timeZone } = all[id]?.profile ?? {};
      return { "CLI last name": cliLastName, "Time zone": timeZone };
    }),
  );
  const lines = Object.entries(extensions).map(([id, extension]) => [extension, ...Object.values(wanted(id))].join(","));
  return apioPlan("a file that changes", {
    rows,
    async open(page) {
      await page.goto(`/apio/tenants/${QUAY.replace("/users", "/import")}`);
      await apio.signIn(page, apio.TENANT);
      const buffer = Buffer.from(["Extension,CLI last name,Time zone", ...lines].join("\n"));
      await page.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer });
    },
    act: { method: "PUT", path: atQuay("tomas.ek"), body: { timeZone: "Europe/Rome" } },
  });
}

function apioDeletion() {
  const rows = Object.entries(QUAY_PEOPLE).map(([id, name]) => deleted(name, atQuay(id), (all) => all[id]));
  return apioPlan("deletion", {
    rows,
    async open(page) {
      await selectAtQuay(page);
      await button(page, "Delete the selected").click();
    },
    act: { method: "DELETE", path: atQuay("tomas.ek") },
    undo: undefined,
  });
}

const leave = async (page) => {
  await link(page, "This person leaves…").click();
  await expect(page.getByText("Nothing would change.")).toBeVisible();
};

/** Somebody leaves: what there is is given back, which can be taken back. */
function leaver() {
  const system = "xivo-2013";
  return plan({
    name: "Plan: a leaver, XiVO and PureConnect",
    systems: [system, "icws"],
    state: async (pbx) => [await pbx.state(system, 1), (await ownValues(pbx)).ada],
    rows: [
      changed("Ada Sample · XiVO 2013 (1.0)", pathOf(system, 1), { "Mobile phone number": "" }, ([user]) => ({
        "Mobile phone number": user?.mobile_phone_number,
      })),
      changed("Ada Sample · PureConnect", `${users}/ada`, { "Call forward all": "{}" }, ([, own]) => ({
        "Call forward all": JSON.stringify(own),
      })),
    ],
    async open(page, pbx) {
      await configure(pbx, "username", [system, "icws"]);
      const own = { clientConfigurationProperties: { callForwardAll: { actualValue: true } } };
      await pbx.act("icws", "PUT", "/icws/0/configuration/users/ada", own);
      await icws.signIn(page, "/icws/users");
      await expect(count(page)).toHaveText(/users/);
      await go(page, `/${system}/users/1`);
      await leave(page);
      await page.getByRole("group", { name: /XiVO/ }).getByLabel(/^Mobile phone number/).selectOption("Clear");
      await page.getByRole("group", { name: /PureConnect/ }).getByLabel("Own client settings: 1").selectOption("Give all of them back");
    },
    act: { method: "PUT", path: pathOf(system, 1), body: { mobilephonenumber: "5555550199", description: "Theirs" } },
  });
}

/** Somebody leaves: deleted in both systems. */
function leaverDeleted() {
  const system = "wazo-2026";
  return plan({
    name: "Plan: a leaver deleted, Wazo and APIO",
    systems: [system, "apio"],
    state: async (pbx) => [await pbx.state(system, 7), await pbx.state("apio", "p7@voice.example.test")],
    rows: [
      deleted("Dora Desk · Wazo 2026 (1.1, token, tenants)", path11(7), ([user]) => user),
      deleted("Dora Desk · APIO gateway", ADA.replace("p1", "p7"), ([, user]) => user),
    ],
    async open(page, pbx) {
      await configure(pbx, "email", [system, "apio"]);
      await page.goto("/apio/tenants");
      await apio.signIn(page, apio.TENANT);
      await expect(apio.heading(page, "Groups")).toBeVisible();
      await go(page, `/${system}/users/7`);
      await signIn(page, ACCOUNTS.admin);
      await expect(heading(page, "Dora Desk")).toBeVisible();
      await leave(page);
      await page.getByRole("group", { name: /Wazo/ }).getByLabel("The user").selectOption("Delete with line, voicemail, agent and account");
      await page.getByRole("group", { name: /APIO/ }).getByLabel("The user").selectOption("Delete with devices");
    },
    act: { method: "DELETE", path: path11(7), query: "recursive=true" },
    undo: undefined,
  });
}

/** All plans; `word` is in what is written. */
export function plans(word) {
  const file = xivoFile("xivo-2016", word);
  const fileOfNew = xivoFileOfNew("wazo-2026", word);
  const copy = icwsCopy();
  const apioChange = apioField();
  const apioOfFile = apioFile(word);
  return [
    file,
    xivoFile("wazo-2026", word),
    takenBack(file),
    xivoFileOfNew("xivo-2013", word),
    fileOfNew,
    takenBack(fileOfNew),
    xivoLike("xivo-2019", word),
    xivoDeletion("xivo-2013"),
    xivoDeletion("wazo-2026"),
    xivoCti("xivo-2014b"),
    copy,
    takenBack(copy),
    icwsGiveBack(),
    apioChange,
    takenBack(apioChange),
    apioOfFile,
    takenBack(apioOfFile),
    apioDeletion(),
    alignment(),
    leaver(),
    leaverDeleted(),
  ];
}
