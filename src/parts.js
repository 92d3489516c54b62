// Loads the parts of the program (src/app/views.rs). The build puts this file
// beside the program, with the table of the parts and a loader for each.
//
// A part's file is several modules end to end. What two parts share is a module
// of its own, and lies in the files of both: whoever opens one view fetches one
// file, and what is here already is not linked again.

// The build writes: name → [file, name of the part that must be here too or "", ...modules], each
// module as its number and how many bytes of the file are its.
const parts = {};

const fetched = new Map();
const compiled = new Map();
const linked = new Map();
const loaded = new Map();

// Remembers what came; what did not is asked for again the next time.
function once(memory, key, make) {
  if (!memory.has(key)) {
    const coming = make();
    memory.set(key, coming);
    coming.catch(() => memory.delete(key));
  }
  return memory.get(key);
}

// Fetches and compiles a part, for which the program need not be there yet.
const compile = (name) =>
  once(fetched, name, async () => {
    const [file, , ...modules] = parts[name];
    const bytes = await get(new URL(file, import.meta.url));
    let at = 0;
    const one = ([module, length]) => {
      const own = new Uint8Array(bytes, at, length);
      at += length;
      return once(compiled, module, async () => [module, await WebAssembly.compile(own)]);
    };
    return Promise.all(modules.map(one));
  });

// The same for whoever does not know whether there is such a part.
export const prefetch = (name) => name in parts && compile(name);

const load = (name, program) =>
  once(loaded, name, async () => {
    const [, first] = parts[name];
    const [modules] = await Promise.all([compile(name), first && load(first, program)]);
    const exports = program();
    // A module that was merged of several names the first one otherwise.
    const imports = { __wasm_split: exports, __wasm_split_first: exports };
    await Promise.all(modules.map(([module, code]) => once(linked, module, () => WebAssembly.instantiate(code, imports))));
  });

async function get(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.arrayBuffer();
}

// The program gives a function of its own, to be called when the part is here or did not come.
const loader = (name, program) => async (callback, data) => {
  let came = true;
  try {
    await load(name, program);
  } catch (error) {
    console.error(error);
    came = false;
  }
  program().__indirect_function_table.get(callback)(data, came);
};
