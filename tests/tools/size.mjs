// What the first load weighs, by file, for each vendor and for each view that comes by itself.
// Exit 1 where it is over the budget.
//
//     node tests/tools/size.mjs [dist]
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotli, gzip } from "./pack.mjs";

// Kilobytes of 1,000 bytes, brotli at its best.
const BUDGET = 470;

const folder = process.argv[2] ?? "dist";
const rows = readdirSync(folder)
  .filter((name) => !/\.(br|gz)$/.test(name))
  .map((name) => {
    const bytes = readFileSync(join(folder, name));
    const packed = [gzip(bytes), brotli(bytes)].map((packed) => Math.min(packed.length, bytes.length));
    return { name: name.replace(/-[0-9a-f]{12,16}/, ""), raw: bytes.length, gzip: packed[0], brotli: packed[1] };
  })
  .sort((a, b) => b.brotli - a.brotli);
if (!rows.some((row) => row.name.endsWith(".wasm"))) {
  console.error(`no program in ${folder}: build it first`);
  process.exit(1);
}

// A part is named after its vendor, or after its vendor and a view, which needs the vendor's too.
const part = ({ name }) => name.match(/^([a-z]+(?:_[a-z]+)*)\.bin$/)?.[1] ?? "";
const names = rows.map(part).filter((name) => name);
const vendorOf = (name) => name.split("_")[0];
// Fetched by what is opened on a page, by a plan, which no tab begins with, and by its run.
const LATER = /^(comparison|dialogs|sheet)$|_(compare|delete|person|plan_view|run)$|^everything/;
const vendors = names.filter((name) => names.includes(`${name}_person`));
// A tab that begins with the plan for one person signs in to the system of its address, and reads them there.
const persons = vendors.map((vendor) => ({ name: `person ${vendor}`, parts: ["person", vendor, `${vendor}_person`] }));
// What such a plan has come to once it was run in systems of all vendors.
const everywhere = vendors.flatMap((vendor) => [vendor, `${vendor}_person`, `${vendor}_person_run`]);
persons.push({ name: "everything of a person's plan", parts: ["person", "person_run", ...everywhere] });
const views = names.filter((name) => name !== "person").map((name) => ({ name, parts: [vendorOf(name), name] }));
const loads = [...persons, ...views]
  .map(({ name, parts }) => {
    const needed = rows.filter((row) => ["", ...parts].includes(part(row)));
    const sum = (key) => needed.reduce((total, row) => total + row[key], 0);
    const when = LATER.test(name) ? "later load" : "first load";
    return { name: `${when}, ${name.replaceAll("_", " ")}`, raw: sum("raw"), gzip: sum("gzip"), brotli: sum("brotli") };
  })
  .sort((a, b) => a.name.localeCompare(b.name));

const WIDTH = 44;
const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
console.log(`${"kB".padEnd(WIDTH)}${"raw".padStart(9)}${"gzip".padStart(9)}${"brotli".padStart(9)}`);
for (const row of [...rows, ...loads]) console.log(row.name.padEnd(WIDTH) + kb(row.raw) + kb(row.gzip) + kb(row.brotli));

const first = loads.filter(({ name }) => name.startsWith("first"));
const weight = Math.max(...first.map((load) => load.brotli)) / 1000;
const beside = `${Math.abs(weight - BUDGET).toFixed(1)} ${weight > BUDGET ? "over" : "under"}`;
console.log(`${weight.toFixed(1)} kB of brotli at most: ${beside} the budget of ${BUDGET}.`);
if (!(weight > 0 && weight <= BUDGET)) process.exit(1);
