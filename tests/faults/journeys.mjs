// The writing journeys of every vendor, each by its accessible names.
//
// A journey opens its page, types, and sends; `truth` tells by the reference
// PBX's own state what became of it, `values` whether what was typed is still
// in the form, and `act` is what a second writer does meanwhile.
import { expect as expectAtOnce } from "@playwright/test";
import * as apio from "../e2e/apio.mjs";
import * as icws from "../e2e/icws.mjs";
import { ADMIN, button, field, heading, path10, path11, pathOf, signIn } from "../e2e/xivo.mjs";
import { isSame, verdict } from "./claims.mjs";
import { plans } from "./plans.mjs";

const expect = expectAtOnce.configure({ timeout: 20_000 });
const PIN = apio.PIN;
const END_USER_PASSWORD = "Correct-Horse-7";

const valueOf = (locator) => locator.inputValue({ timeout: 1000 }).catch(() => null);

/** A form whose fields are texts: `[label, key of the state, typed]`. */
function textForm({ fields, holds, ...rest }) {
  return {
    ...rest,
    async type(page) {
      for (const [label, , value] of fields) await field(page, label).fill(value);
    },
    truth: (before, after) => verdict(fields.map(([, key, value]) => isSame(holds(after, key), value))),
    /** Each label with whether the server has it. */
    keptByLabel: (after) => Object.fromEntries(fields.map(([label, key, value]) => [label, isSame(holds(after, key), value)])),
    async values(page) {
      return Promise.all(fields.map(async ([label, , value]) => isSame(await valueOf(field(page, label)), value)));
    },
  };
}

async function openXivo(page, path, system) {
  await page.goto(path);
  if (["xivo-2019", "wazo-2026"].includes(system)) await signIn(page);
}

const userOf = (id) => (pbx, system) => pbx.state(system, id);
const everybody = (pbx, system) => pbx.state(system);
const clickSave = (page) => button(page, "Save").click();



function xivoEdit(system, word) {
  return textForm({
    name: `XiVO edit, ${system}`,
    system,
    fields: [
      ["Last name", "lastname", `Edited ${word}`],
      ["User field", "userfield", `${word}  kept whole`],
      ["Description", "description", `${word} é ✓ <b>&amp;`],
    ],
    holds: (state, key) => state?.[key],
    state: userOf(3),
    async open(page) {
      await openXivo(page, `/${system}/users/3`, system);
      await expect(heading(page, "Chloe Madeup")).toBeVisible();
    },
    send: clickSave,
    act: { method: "PUT", path: pathOf(system, 3), body: { description: "Theirs" } },
    password: ADMIN.password,
  });
}

function xivoCreate(system, word) {
  const lastname = `Created ${word}`;
  const isMine = (user) => user.lastname === lastname || user.firstname === "Nova";
  return {
    ...textForm({
      fields: [
        ["First name", "firstname", "Nova"],
        ["Last name", "lastname", lastname],
        ["Description", "description", `made by ${word}`],
      ],
      holds: () => "",
    }),
    name: `XiVO create, ${system}`,
    system,
    isCreation: true,
    state: everybody,
    truth(before, after) {
      const mine = after.users.filter(isMine);
      if (mine.length > 1) return "twice";
      if (mine.length === 0) return "nothing";
      const [{ firstname, lastname: last, description }] = mine;
      return firstname === "Nova" && last === lastname && isSame(description, `made by ${word}`) ? "kept" : "part";
    },
    keptByLabel: () => ({}),
    async open(page) {
      await openXivo(page, `/${system}/users/new`, system);
      await expect(field(page, "First name")).toBeVisible();
      await expect(field(page, "Description")).toBeVisible();
    },
    send: clickSave,
    act: { method: "POST", path: pathOf(system), body: { firstname: "Somebody", lastname: "Else" } },
    password: ADMIN.password,
  };
}

function xivoDelete(system) {
  const dialog = (page) => page.getByRole("dialog", { name: "Delete this user?" });
  return {
    name: `XiVO delete, ${system}`,
    system,
    state: userOf(9),
    truth: (before, after) => (after ? "nothing" : "kept"),
    async open(page) {
      await openXivo(page, `/${system}/users/9`, system);
      await expect(page.getByRole("main").getByRole("button", { name: "Delete", exact: true })).toBeVisible();
    },
    async type(page) {
      await page.getByRole("main").getByRole("button", { name: "Delete", exact: true }).click();
    },
    async send(page) {
      if ((await dialog(page).count()) === 0) await this.type(page);
      await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
    },
    values: async () => [],
    act: { method: "DELETE", path: pathOf(system, 9) },
    password: ADMIN.password,
  };
}

function xivoCti(system, hasSwitch) {
  const profile = (page) => page.getByLabel("CTI profile");
  const on = (page) => page.getByRole("switch", { name: "CTI client enabled" });
  const wanted = system === "xivo-2013" ? "3" : "Client";
  return {
    name: `XiVO CTI, ${system}`,
    system,
    state: userOf(3),
    truth: (before, after) =>
      verdict([Number(after?.cti_profile_id ?? after?.ctiprofileid) === 3, ...(hasSwitch ? [!!(after?.cti_enabled ?? after?.enableclient)] : [])]),
    async open(page) {
      await openXivo(page, `/${system}/users/3/cti`, system);
      await expect(profile(page)).toBeVisible();
    },
    async type(page) {
      if (hasSwitch) await on(page).check();
      if (system === "xivo-2013") await profile(page).fill(wanted);
      else await profile(page).selectOption(wanted);
    },
    send: clickSave,
    async values(page) {
      const kept = [(await valueOf(profile(page))) === "3"];
      if (hasSwitch) kept.push(await on(page).isChecked({ timeout: 1000 }).catch(() => false));
      return kept;
    },
    act:
      system === "xivo-2013"
        ? { method: "PUT", path: path10(3), body: { description: "Theirs" } }
        : { method: "PUT", path: path11(3), body: { description: "Theirs" } },
    password: ADMIN.password,
  };
}

const CLIENT = `/icws/${icws.SESSION}/configuration/users`;

function icwsJourney(name, who, { own, type, values, path = `/icws/users/${who}/client` }) {
  return {
    name: `PureConnect ${name}`,
    system: "icws",
    state: (pbx) => pbx.state("icws", who),
    truth: (before, after) => verdict(own(after.own)),
    open: (page) => icws.open(page, path, "admin"),
    type,
    values,
    send: clickSave,
    act: {
      method: "PUT",
      path: `/icws/0/configuration/users/${who}`,
      body: { clientConfigurationProperties: { externalCallTimeout: { actualValue: 91 } } },
    },
    password: icws.PASSWORD,
    users: CLIENT,
  };
}

const bar = async (page) => (await page.locator(".bar output").textContent({ timeout: 1000 }).catch(() => "")) ?? "";
const marked = async (page, count) => [new RegExp(`^${count} fields? changed`).test(await bar(page))];

function icwsJourneys(number) {
  const timeout = (page) => page.getByLabel("External call timeout", { exact: true });
  const followed = (page) => page.getByLabel("Phone number");
  return [
    icwsJourney("set", "tokoro", {
      own: (own) => [own.externalCallTimeout === number, own.screenCalls === true],
      async type(page) {
        await timeout(page).fill(String(number));
        const calls = icws.property(page, "Screen calls");
        if (!(await calls.getByRole("switch").isChecked())) await calls.getByRole("switch").click();
      },
      values: async (page) => [
        (await valueOf(timeout(page))) === String(number),
        await icws.property(page, "Screen calls").getByRole("switch").isChecked({ timeout: 1000 }).catch(() => false),
      ],
    }),
    icwsJourney("give back", "mlind", {
      own: (own) => [own.externalCallTimeout === undefined],
      type: (page) => icws.property(page, "External call timeout").getByRole("button", { name: "Use inherited value" }).click(),
      values: (page, truth) => (truth === "kept" ? [true] : marked(page, 1)),
    }),
    icwsJourney("follow-me", "mlind", {
      own: (own) => [own.followMe?.[0]?.phoneNumber === `41${number}`],
      type: (page) => followed(page).first().fill(`41${number}`),
      values: async (page) => [(await valueOf(followed(page).first())) === `41${number}`],
    }),
    icwsJourney("clean-up", "mlind", {
      own: (own) => [own.externalCallTimeout === undefined, own.ringWhenOnPhone === undefined],
      async type(page) {
        await page.getByRole("button", { name: "Give back values that make no difference" }).click();
        await page.getByRole("dialog").getByRole("button", { name: "Give back" }).click();
        await expect(page.getByText("2 fields changed")).toBeVisible();
      },
      values: async (page, truth) => {
        if (truth === "kept") return [true];
        return marked(page, truth === "part" ? 1 : 2);
      },
    }),
    icwsJourney("copy", "tokoro", {
      own: (own) => [own.externalCallTimeout === 45],
      async type(page) {
        await page.getByText("Compare with somebody else").click();
        await page.getByLabel("Compare with").fill("mlind");
        await page.getByRole("button", { name: "Compare", exact: true }).click();
        const difference = page.locator(".differences > li").filter({ hasText: "External call timeout" });
        await difference.getByLabel("Copy the value set here").check();
        await page.getByRole("button", { name: "Copy chosen values" }).click();
        await expect(timeout(page)).toHaveValue("45");
      },
      values: async (page) => [(await valueOf(timeout(page))) === "45"],
    }),
  ];
}

const MIRA_PATH = "/api/v1/tenants/brightwater/groups/north-quay/users/mira.holt%40voice.example.test/";
const mira = (pbx) => pbx.state("apio", apio.MIRA);

function apioProfile(word) {
  return textForm({
    name: "APIO profile",
    system: "apio",
    fields: [
      ["CLI last name", "cliLastName", `H ${word}`],
      ["Extension", "extension", "4799"],
    ],
    holds: (state, key) => state?.profile?.[key],
    state: mira,
    async open(page) {
      await page.goto(apio.profileOf("mira.holt"));
      await apio.signIn(page, apio.DESK);
      await expect(apio.heading(page, "Mira Holt")).toBeVisible();
    },
    send: clickSave,
    act: { method: "PUT", path: MIRA_PATH, body: { emailAddress: "theirs@brightwater.example.test" } },
    password: "Correct-Horse-8",
  });
}

function apioDelete() {
  const dialog = (page) => page.getByRole("dialog", { name: "Delete Mira Holt?" });
  return {
    name: "APIO delete",
    system: "apio",
    state: mira,
    truth: (before, after) => (after ? "nothing" : "kept"),
    async open(page) {
      await page.goto(apio.profileOf("mira.holt"));
      await apio.signIn(page, apio.DESK);
      await expect(apio.heading(page, "Mira Holt")).toBeVisible();
    },
    type: (page) => page.getByRole("button", { name: "Delete", exact: true }).click(),
    async send(page) {
      if ((await dialog(page).count()) === 0) await this.type(page);
      await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
    },
    values: async () => [],
    act: { method: "DELETE", path: MIRA_PATH },
    password: "Correct-Horse-8",
  };
}

function pinJourney(name, { path, who, password, current, next }) {
  const typed = [...(current ? [["Current PIN", current]] : []), ["New PIN", next], ["Repeat new PIN", next]];
  return {
    name: `APIO PIN, ${name}`,
    system: "apio",
    isBlind: true,
    state: mira,
    truth: (before, after) => (after.pin === next ? "kept" : "nothing"),
    async open(page) {
      await page.goto(path);
      await apio.signIn(page, who, password);
      await expect(page.getByText("The PIN lasts 24 more days.")).toBeVisible();
    },
    type: (page) => apio.fillPin(page, { current, next }),
    send: (page) => button(page, "Change PIN").click(),
    values: async (page, truth) =>
      truth === "kept" ? [] : Promise.all(typed.map(async ([label, value]) => (await valueOf(field(page, label))) === value)),
    password,
  };
}

function passwordStep() {
  const NEXT = "Better-Horse-21";
  const typed = { "Old password": END_USER_PASSWORD, "New password": NEXT, "Repeat new password": NEXT };
  const user = "must.change@voice.example.test";
  return {
    name: "APIO password step",
    system: "apio-core",
    isBlind: true,
    state: (pbx) => pbx.state("apio-core", user),
    truth: (before, after) => (after.password === NEXT ? "kept" : "nothing"),
    async open(page) {
      await page.goto("/pin/apio-core");
      await apio.signIn(page, user);
      await expect(page.getByText("You must change your password before you can go on.")).toBeVisible();
    },
    async type(page) {
      for (const [label, value] of Object.entries(typed)) await field(page, label).fill(value);
    },
    send: (page) => button(page, "Change password").click(),
    values: async (page, truth) =>
      truth === "kept"
        ? []
        : Promise.all(Object.entries(typed).map(async ([label, value]) => (await valueOf(field(page, label))) === value)),
    password: END_USER_PASSWORD,
  };
}

const WORDS = ["Amber", "Birch", "Cedar", "Dune", "Ember", "Fjord", "Grove", "Heath"];

/** All journeys; `random` gives what is typed. */
export function journeys(random) {
  const word = WORDS[Math.floor(random() * WORDS.length)];
  const number = 50 + Math.floor(random() * 30);
  const pin = ["052973", "918273", "604815"][Math.floor(random() * 3)];
  return [
    xivoCreate("xivo-2013", word),
    xivoCreate("xivo-2016", word),
    xivoCreate("xivo-2019", word),
    xivoEdit("xivo-2013", word),
    xivoEdit("xivo-2014b", word),
    xivoEdit("xivo-2019", word),
    xivoDelete("xivo-2013"),
    xivoDelete("xivo-2016"),
    xivoCti("xivo-2013", true),
    xivoCti("xivo-2014a", false),
    xivoCti("xivo-2016", true),
    ...icwsJourneys(number),
    apioProfile(word),
    apioDelete(),
    pinJourney("one's own", { path: "/pin/apio", who: apio.MIRA, password: END_USER_PASSWORD, current: PIN, next: pin }),
    pinJourney("help desk", { path: apio.pinOf("mira.holt"), who: apio.DESK, password: "Correct-Horse-8", next: pin }),
    passwordStep(),
    ...plans(word),
  ];
}
