// Prints "passed failed" of Playwright's JSON report. One that ran nothing is an error.
import { readFileSync } from "node:fs";

const { stats, errors } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const failed = stats.unexpected + errors.length;
const passed = stats.expected + stats.flaky;
if (passed + failed === 0) throw new Error("no browser test ran");
if (stats.flaky > 0) console.error(`${stats.flaky} passed only at the second try`);
console.log(passed, failed);
