// The faults of the campaign: what the reference PBX can do to one request
// (tests/reference/src/serve/faults.rs). `isUnanswered` names those after
// which nobody can know at once what became of a write.

const HTML_502 = { kind: "status", status: 502, body: "<h1>502 Bad Gateway</h1>", type: "text/html" };

/** What can stand in the place of an answer, whether the change was made or not. */
const ANSWERS = [
  { name: "500", kind: "500" },
  { name: "502 HTML", ...HTML_502 },
  { name: "dropped", kind: "drop", isUnanswered: true },
  { name: "silence", kind: "silence", isUnanswered: true, isSilent: true },
  { name: "401", kind: "401" },
  { name: "403", kind: "403" },
  { name: "404", kind: "404" },
  { name: "409", kind: "409" },
  { name: "429", kind: "429" },
  { name: "503", kind: "503" },
  { name: "200 with an error inside", kind: "error-inside" },
  { name: "empty", kind: "empty" },
  { name: "login page", kind: "redirect" },
];

const on = (when, list) => list.map((fault) => ({ ...fault, when }));

export const WRITE_FAULTS = [
  ...on("before", ANSWERS),
  ...on("after", ANSWERS),
  { name: "cut short", kind: "cut", when: "after", isUnanswered: true },
  { name: "without effect", kind: "no-effect", when: "before" },
  { name: "half the fields", kind: "half", when: "before" },
  { name: "sent again", kind: "resend", when: "before", isUnanswered: true },
  { name: "late", kind: "delay", when: "before", isUnanswered: true, isSilent: true, isLate: true },
  { name: "a second writer", kind: "act", when: "before" },
  { name: "a second writer", kind: "act", when: "after" },
];

export const READ_FAULTS = [
  ...on("before", ANSWERS),
  { name: "cut short", kind: "cut", when: "before" },
  { name: "another order", kind: "reorder", when: "before", isForLists: true },
  { name: "a second writer", kind: "act", when: "before" },
];

/** What a fault is called in the table. */
export const nameOf = (fault) => `${fault.name}${fault.when === "after" ? ", after" : ""}`;

/** Arms one fault at one request of a journey. */
export function armed(request, fault, act) {
  const { name, isUnanswered, isSilent, isLate, isForLists, ...rest } = fault;
  return {
    system: request.system,
    method: request.method,
    path: `${request.path}$`,
    nth: request.nth,
    ...rest,
    ...(fault.kind === "act" && { act }),
  };
}
