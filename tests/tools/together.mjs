// Runs the steps of a build that do not wait for each other, side by side, under one line that says how far each is
// and about how long it will take. What a step writes is shown where it fails. Nothing of them outlives this program.
//
//     node tests/tools/together.mjs tools program [reference-pbx]
import { spawn } from "node:child_process";
import { constants } from "node:os";

// `seconds` are those of each alone on two cores, from nothing: what all of them take together is told until their crates
// tell more. `last` is the share of the last crate, which is the program itself. It is asked for as Trunk does, which then
// finds it built.
const STEPS = {
  tools: {
    command: ["bash", "tests/tools/fetch.sh"],
    stages: ["trunk", "wasm-bindgen-cli", "wasm_split_cli_support", "wasm-opt"],
    seconds: 300,
  },
  program: {
    command: "cargo build --release --locked --offline --target wasm32-unknown-unknown --bin switchroom".split(" "),
    last: 0.6,
    seconds: 240,
  },
  "reference-pbx": {
    command: "cargo build --profile reference --locked --package reference-pbx".split(" "),
    seconds: 90,
  },
};

// Cargo counts its crates for whoever wants to see it, terminal or not.
const environment = { ...process.env, CARGO_TERM_PROGRESS_WHEN: "always", CARGO_TERM_PROGRESS_WIDTH: "100" };

class Step {
  constructor(name, { command: [program, ...options], stages = [], seconds, last = 0 }) {
    Object.assign(this, { name, stages, seconds, last, stage: 0, crates: "", share: 0, output: "" });
    // A group of its own, so that whatever it started can be ended with it.
    this.process = spawn(program, options, { env: environment, stdio: ["ignore", "pipe", "pipe"], detached: true });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => text.split(/[\r\n]+/).forEach((line) => this.#read(line)));
    }
    this.ended = new Promise((resolve, reject) => {
      this.process.once("error", reject);
      this.process.once("close", (code) => {
        Object.assign(this, { share: 1, crates: " done" });
        if (code === 0) resolve();
        else reject(new Error(`${this.output}\n${name}: ended with ${code}`));
      });
    });
  }

  #read(line) {
    const [, done, all] = line.match(/^\s*Building \[.*\] (\d+)\/(\d+)/) ?? [];
    if (all) {
      const share = (this.stage + (1 - this.last) * (done / all)) / (this.stages.length || 1);
      Object.assign(this, { share, crates: ` ${done}/${all}` });
      return;
    }
    // One stage after the other, each with crates of its own.
    const stage = line.startsWith("\u001b[1m== ") ? this.stages.findIndex((stage) => line.includes(stage)) : -1;
    if (stage >= 0) Object.assign(this, { stage, crates: "", share: stage / this.stages.length });
    if (line.trim()) this.output += `${line}\n`;
  }

  describe() {
    const stage = this.share < 1 && this.stages[this.stage];
    return `${this.name}${stage ? ` ${stage}` : ""}${this.crates}`;
  }

  /** The seconds that it will still take, after so many; `all` is what the steps take together, which share the cores. */
  left(passed, all) {
    if (this.share === 1) return 0;
    return this.share > 0.05 ? (passed / this.share) * (1 - this.share) : all - passed;
  }

  stop() {
    try {
      process.kill(-this.process.pid, "SIGTERM");
    } catch {
      // None of its processes is left.
    }
  }
}

/** Runs these steps, by their names; fails as soon as one does, and ends the others. */
export async function runTogether(definitions) {
  const began = Date.now();
  const steps = [];
  process.once("exit", () => steps.forEach((step) => step.stop()));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(128 + constants.signals[signal]));
  for (const [name, definition] of Object.entries(definitions)) steps.push(new Step(name, definition));

  const all = steps.reduce((sum, step) => sum + step.seconds, 0);
  const describe = () => {
    const passed = (Date.now() - began) / 1000;
    const minutes = Math.round(Math.max(...steps.map((step) => step.left(passed, all))) / 60);
    const estimate = minutes > 1 ? `about ${minutes} minutes` : "about a minute";
    return `${steps.map((step) => step.describe()).join(", ")}; ${estimate} left`;
  };
  const terminal = process.stdout.isTTY;
  let shown = "";
  const show = () => {
    const line = describe();
    if (line === shown) return;
    shown = line;
    process.stdout.write(terminal ? `\r\u001b[K${line.slice(0, process.stdout.columns - 1)}` : `${line}\n`);
  };
  // What takes no time needs no line.
  const timer = setInterval(show, terminal ? 1000 : 30_000);
  try {
    await Promise.all(steps.map(({ ended }) => ended));
  } finally {
    clearInterval(timer);
    if (terminal && shown) process.stdout.write("\r\u001b[K");
  }
}

if (process.argv[1] === import.meta.filename) {
  const names = process.argv.slice(2);
  try {
    await runTogether(Object.fromEntries(names.map((name) => [name, STEPS[name]])));
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
