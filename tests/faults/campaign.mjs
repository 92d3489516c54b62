// The fault campaign: every writing journey, crossed with every fault of the
// reference PBX at each of its requests. After each, what the screen claims is
// held against what the server has, what is in the form against what was
// typed, and it must be possible to go on. Of a plan each row is held against
// its own person, and the way back must lead back.
//
//     node tests/faults/campaign.mjs [--seed 1] [--sample 24] [--only EXPRESSION] [--fault EXPRESSION]
//
// It ends with 1 where a claim is wrong or missing, a value was lost, there is
// no way on, or the way back leads elsewhere.
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { installClock } from "../e2e/clock.mjs";
import { Pbx } from "../e2e/pbx.mjs";
import { claimOf, isRight, together } from "./claims.mjs";
import { journeys } from "./journeys.mjs";
import { READ_FAULTS, WRITE_FAULTS, armed, nameOf } from "./vocabulary.mjs";

const { values: options } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    sample: { type: "string" },
    only: { type: "string" },
    fault: { type: "string" },
    workers: { type: "string", default: "2" },
    verbose: { type: "boolean", default: false },
  },
});

const PEOPLE = 20;
/** Of the page's clock, in milliseconds: longer than the time limit of any request but one for a whole list, which ends by a few of them. */
const PAST_EVERY_LIMIT = 35_000;
const A_WHILE = 5_000;
/** Of the true clock, in milliseconds. */
const QUIET = 250;
const LONGEST = 15_000;

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const random = randomOf(Number(options.seed));
const shuffled = (list, random) =>
  list
    .map((each) => [random(), each])
    .sort(([one], [other]) => one - other)
    .map(([, each]) => each);

/** Counts the requests of a page that are not answered; the notes that PureConnect waits for are none. */
function countRequests(page) {
  const open = new Set();
  const isCounted = (request) => /\/api\//.test(request.url()) && !/\/messaging\//.test(request.url());
  page.on("request", (request) => isCounted(request) && open.add(request));
  for (const event of ["requestfinished", "requestfailed"]) page.on(event, (request) => open.delete(request));
  return open;
}

/** What the page says, and whether it is still at it. Runs in the page. */
function look() {
  const isVisible = (element) => element.checkVisibility();
  const places = '[role="alert"], [role="status"], .notices, #outcome, dialog[open]';
  const all = [...document.querySelectorAll(places)].filter(isVisible);
  // An alert within a dialog is read once.
  const outer = all.filter((element) => !all.some((other) => other !== element && other.contains(element)));
  // The one on top: that which asks to sign in again comes last.
  const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
  return {
    text: outer.map((element) => element.innerText).join("\n"),
    isSaving: !!document.querySelector(':is(main, dialog[open]) button[aria-disabled="true"]'),
    dialog: dialog?.innerText.split("\n")[0] ?? "",
  };
}

/** One browser page and one reference PBX of its own. */
class Stand {
  static async start(browser) {
    const stand = new Stand();
    stand.pbx = await Pbx.start({ people: PEOPLE });
    stand.context = await browser.newContext({ baseURL: stand.pbx.url, locale: "en-GB", timezoneId: "Europe/Paris" });
    stand.context.setDefaultTimeout(10_000);
    return stand;
  }

  async stop() {
    await this.context?.close();
    await this.pbx.stop();
  }

  /** A page of its own, with the journey opened and typed. */
  async prepare(journey) {
    // What is done before the fault may be slow on a busy machine: that is no finding.
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.openAnew(journey);
      } catch (error) {
        if (attempt === 3) throw error;
      }
    }
  }

  async openAnew(journey) {
    await this.page?.close();
    await this.context.clearCookies();
    await this.pbx.noFaults();
    await this.pbx.release();
    await this.pbx.reset();
    this.page = await this.context.newPage();
    await installClock(this.page);
    this.open = countRequests(this.page);
    await journey.open(this.page, this.pbx);
    await journey.type(this.page);
    await this.page.waitForTimeout(50);
    await this.pbx.forget();
  }

  /** Waits until the page has said something, or has nothing more to say; signs in again where that is asked for. */
  async settle(journey, isSilent = false) {
    const began = Date.now();
    let last = "";
    let since = began;
    let signIns = 0;
    for (;;) {
      const screen = await this.page.evaluate(look).catch(() => ({ text: "", isSaving: true, dialog: "" }));
      screen.claims = journey.isPlan ? await journey.claims(this.page) : [claimOf(screen.text)];
      screen.claim = together(screen.claims);
      if (screen.claim === "under way") Object.assign(screen, { claim: "none", isSaving: true });
      const now = `${JSON.stringify(screen)} ${this.open.size}`;
      if (now !== last) [last, since] = [now, Date.now()];
      const quiet = Date.now() - since;
      if (screen.dialog === "Your session has ended" && quiet > QUIET) {
        signIns += 1;
        await this.signInAgain(journey, signIns);
        last = "";
        continue;
      }
      const isBusy = screen.isSaving || this.open.size > 0;
      if (!isBusy && quiet > QUIET && screen.claim !== "none") return screen;
      if (quiet > 4 * QUIET && Date.now() - began > 6 * QUIET && screen.claim === "none" && !isBusy) return screen;
      // A request that is only slow, on a busy machine, has its time.
      if (isBusy && quiet > QUIET && (this.open.size === 0 || isSilent)) {
        await this.page.clock.fastForward(this.open.size > 0 ? PAST_EVERY_LIMIT : A_WHILE);
        since = Date.now();
      }
      if (Date.now() - began > LONGEST) return screen;
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  }

  async signInAgain(journey, times) {
    const dialog = this.page.getByRole("dialog", { name: "Your session has ended" });
    if (times > 2) return dialog.getByRole("button", { name: "Cancel" }).click();
    const password = journey.password ?? journey.passwords[await dialog.getByLabel("Username").inputValue()];
    await dialog.getByLabel("Password", { exact: true }).fill(password);
    await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
    await dialog.waitFor({ state: "hidden" }).catch(() => {});
  }

  /** What became of each row; of a form, of its one person. */
  async truths(journey, before) {
    const after = await journey.state(this.pbx, journey.system);
    return journey.isPlan ? journey.truths(before, after) : [journey.truth(before, after)];
  }

  /** The requests of the journey when nothing fails, and whether all was well. */
  async probe(journey) {
    await this.prepare(journey);
    const before = await journey.state(this.pbx, journey.system);
    await journey.send(this.page);
    const { claim, text } = await this.settle(journey);
    const truth = together(await this.truths(journey, before));
    if (claim !== "kept" || truth !== "kept") {
      throw new Error(`${journey.name}: without a fault the page says ${claim}, the server has ${truth}: ${text}`);
    }
    const requests = [];
    for (const system of journey.systems ?? [journey.system]) {
      const seen = new Map();
      for (const { method, path } of await this.pbx.log(system)) {
        if (/\/messaging\/|\/login$|\/token/.test(path)) continue;
        const key = `${method} ${path}`;
        seen.set(key, (seen.get(key) ?? 0) + 1);
        requests.push({ system, method, path, nth: seen.get(key), isWrite: method !== "GET" });
      }
    }
    const undone = await this.undo(journey, before);
    if (undone === false) throw new Error(`${journey.name}: without a fault the way back leads elsewhere`);
    return requests.filter((request) => request.nth <= 3 && (journey.isPlayed?.(request) ?? true));
  }

  /** Plays one fault, and judges. */
  async play({ journey, request, fault, requests }) {
    await this.prepare(journey);
    const before = await journey.state(this.pbx, journey.system);
    await this.pbx.faults(armed(request, fault, journey.act));
    await journey.send(this.page);
    const { claims, claim, text } = await this.settle(journey, fault.isSilent);
    const after = await journey.state(this.pbx, journey.system);
    const truths = await this.truths(journey, before);
    const truth = together(truths);
    const result = { claim, truth, text, problems: [] };

    const lastWrite = requests.findLastIndex(({ system, isWrite }) => isWrite && system === request.system);
    const at = requests.indexOf(request);
    // Of a plan others are still written.
    const isOfSame = ({ system, path }) => system === request.system && (path.startsWith(request.path) || request.path.startsWith(path));
    const isReadAgain = journey.isPlan && requests.slice(0, at).some((earlier) => earlier.isWrite && isOfSame(earlier));
    const isReadAfter = !request.isWrite && (at > lastWrite || isReadAgain);
    const canBeUnknown = journey.isBlind || fault.isUnanswered || isReadAfter;
    const isRowRight = (truth, at) => {
      // Of a plan the fault harms one row; of somebody new nothing says beforehand which.
      const path = journey.rows?.[at].path;
      const isHarmed = path === undefined || request.path.startsWith(path) || !journey.rows.some((row) => request.path.startsWith(row.path));
      const isPending = isHarmed && fault.isSilent && request.isWrite && truth === "nothing";
      // What may still come is neither kept nor "nothing".
      return isPending ? claims[at] === "unknown" : isRight(claims[at], truth, isHarmed && canBeUnknown);
    };
    result.isRight = truths.every(isRowRight) && claims.filter((claim) => claim === "unknown").length <= 1;
    if (fault.kind === "act" && journey.isCreation !== true && claim === "nothing" && /meanwhile/i.test(text)) {
      result.isRight = truth === "nothing";
    }
    if (claim === "part" && journey.keptByLabel) {
      for (const [label, isKept] of Object.entries(journey.keptByLabel(after))) {
        const [, kept = ""] = text.match(/(?:^|\W)Kept: ([^.]*)\./) ?? [];
        if (kept.split(", ").includes(label) !== isKept) result.isRight = false;
      }
    }
    if (journey.isPlan) result.text = `${claims} | ${truths} | ${await journey.outcomes(this.page)}`;
    result.values = claim === "kept" && truth === "kept" && journey.isCreation ? [] : await journey.values(this.page, truth);
    const { isKept, isMadeAnew } = await this.goOn(journey, before, claim, truth);
    result.canGoOn = isKept;
    // What was done before a plan was made anew is in the journal alone; nobody knows who is new without
    // having been seen; and a second writer has left something.
    const isUnseen = claims.some((claim, at) => claim === "unknown" && journey.rows?.[at].isNew);
    if (isKept && !isMadeAnew && !isUnseen && fault.kind !== "act") result.isUndone = await this.undo(journey, before);
    return result;
  }

  /** Takes a plan back that is through; is all as it was? `undefined` where nothing leads back. */
  async undo(journey, before) {
    if (!journey.undo) return undefined;
    try {
      await journey.undo(this.page);
    } catch {
      return false;
    }
    await this.settle(journey);
    return journey.isUndone(before, await journey.state(this.pbx, journey.system));
  }

  /** Without the fault: what was meant holds in the end, and once. */
  async goOn(journey, before, claim, truth) {
    await this.pbx.noFaults();
    await this.pbx.release();
    const isKept = async () => together(await this.truths(journey, before)) === "kept";
    let isMadeAnew = false;
    if (truth === "twice") return { isKept: claim === "unknown", isMadeAnew };
    for (let attempt = 0; attempt < 3; attempt += 1) {
      // A plan that is paused has all done when it says so.
      if ((await isKept()) && !(journey.isPlan && (await journey.isOpen(this.page)))) return { isKept: true, isMadeAnew };
      try {
        if (journey.isPlan) {
          isMadeAnew = (await journey.again(this.page, attempt)) || isMadeAnew;
        } else {
          const mine = this.page.getByRole("button", { name: "Keep mine" });
          for (let left = await mine.count(); left > 0; left -= 1) await mine.first().click();
          await journey.send(this.page);
        }
        await this.settle(journey);
      } catch {
        return { isKept: false, isMadeAnew };
      }
    }
    return { isKept: await isKept(), isMadeAnew };
  }
}

/** Each journey's cases, from a run without a fault. */
function casesOf(journey, requests) {
  const cases = [];
  for (const request of requests) {
    for (const fault of request.isWrite ? WRITE_FAULTS : READ_FAULTS) {
      if (fault.kind === "act" && (!journey.act || (journey.systems && request.system !== journey.systems[0]))) continue;
      if (fault.isForLists && !/\/users$/.test(request.path)) continue;
      if (fault.kind === "half" && request.method === "DELETE") continue;
      // The documented answer for a PIN or a password that was not kept cannot be seen through.
      if (journey.isBlind && (fault.kind === "no-effect" || fault.kind === "half")) continue;
      if (options.fault && !new RegExp(options.fault).test(nameOf(fault))) continue;
      cases.push({ journey, request, fault, requests });
    }
  }
  return cases;
}

/** Does the work with as many stands as there are workers. */
async function inTurn(stands, work, each) {
  const waiting = [...work];
  await Promise.all(
    stands.map(async (stand) => {
      for (let next = waiting.shift(); next !== undefined && browser.isConnected(); next = waiting.shift()) {
        await each(stand, next);
      }
    }),
  );
}

function table(results) {
  const faults = [...new Set(results.map(({ fault }) => nameOf(fault)))];
  const names = [...new Set(results.map(({ journey }) => journey.name))];
  const width = Math.max(...names.map((name) => name.length));
  console.log("\nFaults:");
  faults.forEach((fault, at) => console.log(`  ${String(at + 1).padStart(2)}  ${fault}`));
  console.log("\nOf each journey under each fault, at all of its requests: r right, w wrong, n said nothing\n");
  console.log(" ".repeat(width), faults.map((_, at) => String(at + 1).padStart(5)).join(""));
  for (const name of names) {
    const cells = faults.map((fault) => {
      const those = results.filter((result) => result.journey.name === name && nameOf(result.fault) === fault);
      const count = (letter, fits) => {
        const number = those.filter(fits).length;
        return number ? `${number}${letter}` : "";
      };
      const isSilent = ({ claim, isRight: right }) => claim === "none" && !right;
      const cell = count("r", ({ isRight: right }) => right) + count("w", (one) => !one.isRight && !isSilent(one)) + count("n", isSilent);
      return cell.padStart(5);
    });
    console.log(name.padEnd(width), cells.join(""));
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const stands = await Promise.all(Array.from({ length: Number(options.workers) }, () => Stand.start(browser)));
// A busy machine may take long to compile the program for the first time.
for (const stand of stands) {
  const page = await stand.context.newPage();
  await page.goto("/", { timeout: 60_000 });
  await page.getByRole("heading", { level: 1 }).waitFor({ timeout: 60_000 });
  await page.close();
}
const results = [];
const broken = [];
try {
  const chosen = journeys(random).filter(({ name }) => !options.only || new RegExp(options.only).test(name));
  // Of a sample each journey has its share.
  const share = options.sample === undefined ? Infinity : Math.ceil(Number(options.sample) / chosen.length);
  const cases = [];
  await inTurn(stands, chosen, async (stand, journey) => {
    try {
      const all = casesOf(journey, await stand.probe(journey));
      // By numbers of its own: which journey is done first says nothing.
      const own = randomOf(Number(options.seed) + 1000 * (1 + chosen.indexOf(journey)));
      cases.push(...(share === Infinity ? all : shuffled(all, own).slice(0, share)));
    } catch (error) {
      broken.push(error.message);
    }
  });
  cases.sort((one, other) => chosen.indexOf(one.journey) - chosen.indexOf(other.journey));
  await inTurn(stands, cases, async (stand, one) => {
    let result;
    try {
      result = await stand.play(one);
    } catch (error) {
      // That is no finding, and no proof either.
      broken.push(`${one.journey.name}, ${nameOf(one.fault)}: could not be played: ${error.message.split("\n")[0]}`);
      return;
    }
    results.push({ ...one, ...result });
    const isGood = result.isRight && result.canGoOn && result.isUndone !== false && result.values.every(Boolean);
    if (options.verbose || !isGood) {
      const at = `${one.request.method} ${one.request.path} (${one.request.nth})`;
      const faults = [
        result.isRight ? "" : `says ${result.claim}, the server has ${result.truth}`,
        result.values.every(Boolean) ? "" : "typed values lost",
        result.canGoOn ? "" : "no way on",
        result.isUndone === false ? "the way back leads elsewhere" : "",
      ].filter(Boolean);
      console.log(`${isGood ? "ok" : "NO"}  ${one.journey.name} | ${nameOf(one.fault)} | ${at} | ${faults.join("; ")} | ${result.text.replace(/\s+/g, " ").slice(0, 300)}`);
    }
  });
} finally {
  await Promise.all(stands.map((stand) => stand.stop()));
  await browser.close();
}
for (const message of broken) console.log(message);
if (results.length) table(results);
const values = results.flatMap((result) => result.values);
const right = results.filter((result) => result.isRight).length;
const goesOn = results.filter((result) => result.canGoOn).length;
const takenBack = results.filter((result) => result.isUndone !== undefined);
const undone = takenBack.filter((result) => result.isUndone).length;
console.log(`\n${right} of ${results.length} claims right, ${values.filter(Boolean).length} of ${values.length} values kept, ${goesOn} of ${results.length} go on, ${undone} of ${takenBack.length} taken back.`);
if (broken.length) console.log(`${broken.length} could not be played.`);
const all = [right, goesOn].every((count) => count === results.length) && undone === takenBack.length;
process.exit(results.length > 0 && !broken.length && all && values.every(Boolean) ? 0 : 1);
