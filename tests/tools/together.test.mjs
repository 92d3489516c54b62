// The steps of a build that run side by side: what a step started ends with it, however it all ends.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";

let folder;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "together-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Starts two steps: one whose grandchild writes its id into a file and stays, and `other`. */
function start(other) {
  const steps = {
    stays: { command: ["sh", "-c", `sh -c 'echo $$ >${folder}/id; exec sleep 1000' & wait`], seconds: 1 },
    other: { command: ["sh", "-c", other], seconds: 1 },
  };
  const program = `
    import { runTogether } from ${JSON.stringify(new URL("together.mjs", import.meta.url))};
    await runTogether(${JSON.stringify(steps)}).catch((error) => { console.error(error.message); process.exit(1); });`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: ["ignore", "pipe", "pipe"] });
  child.output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (child.output += text));
  return child;
}

async function until(condition) {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = condition();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`never: ${condition}`);
}

function read(name) {
  try {
    return readFileSync(join(folder, name), "utf8").trim();
  } catch {
    return "";
  }
}

function isGone(id) {
  try {
    // Whoever ended and was not waited for yet is gone as well.
    return /^State:\s+Z/m.test(readFileSync(`/proc/${id}/status`, "utf8"));
  } catch {
    return true;
  }
}

for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]]) {
  test(`nothing outlives a build that is ended by ${signal}`, async () => {
    const child = start("sleep 1000");
    const id = await until(() => read("id"));
    assert.equal(isGone(id), false);
    child.kill(signal);
    assert.deepEqual(await once(child, "close"), [code, null]);
    await until(() => isGone(id));
  });
}

test("a step that fails ends the others, and what it wrote is shown", async () => {
  const child = start(`while ! [ -s ${folder}/id ]; do sleep 0.1; done; echo out of order >&2; exit 3`);
  const [code] = await once(child, "close");
  assert.equal(code, 1);
  assert.match(child.output, /out of order\n[^]*other: ended with 3/);
  const id = read("id");
  await until(() => isGone(id));
});

test("steps that end well say nothing", async () => {
  const child = start(`while ! [ -s ${folder}/id ]; do sleep 0.1; done; kill $(cat ${folder}/id); echo all is well`);
  const [code] = await once(child, "close");
  assert.deepEqual([code, child.output], [0, ""]);
});
