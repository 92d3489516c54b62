// Prints "passed failed" of Playwright's JSON report. One that ran nothing is an error.
import { readFileSync } from "node:fs";

const { stats, errors } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const failed = stats.unexpected + stats.flaky + errors.length;
if (stats.expected + failed === 0) throw new Error("no browser test ran");
console.log(stats.expected, failed);
