// What the tests of a Wazo share: its system, accounts, tenants and switches.
// The ways of a person through the pages stand in xivo.mjs.

export const WAZO = "wazo-2026";

const password = "madeup-secret";

export const ACCOUNTS = {
  /** All rights, in the master tenant: sees every tenant. */
  admin: { username: "madeup-admin", password },
  /** All rights in North Office, and no other tenant. */
  north: { username: "madeup-north", password },
  /** May read the users of the master tenant and those below, and nothing else. */
  reader: { username: "madeup-reader", password },
  /** A token that opens nothing. */
  nobody: { username: "madeup-nobody", password },
};

/**
 * With `people` made-up people in the master tenant, three more are in North
 * Office (ids people + 1 to people + 3: Nora North with a line, Nils Nordic and
 * Ada Sample) and two in South Office (Sol South with a line, Sixta Sur).
 *
 * In the master tenant, besides what people.rs says: Ada (1) has the fallback to
 * her mobile phone on, her external calls recorded both ways, "Piano" as music on
 * hold and the account `ada`; Dora (7) has all calls recorded, 120 ring seconds
 * and the account `dora`. Nobody else has an account.
 */
export const TENANTS = {
  master: { uuid: "0a5fd9a5-9bb3-4469-8298-0cb4aaedf0a7", name: "Made-up Master" },
  north: { uuid: "efc8391d-c2fc-4d89-95aa-b1cb707cf448", name: "North Office" },
  south: { uuid: "123d8116-cf20-4258-b7c1-c26bed54b8e3", name: "South Office" },
};

/** Switches of the Wazo, as tests/reference/src/xivo/wazo/switches.rs lists them; until a reset. */
export async function setSwitches(pbx, switches) {
  const done = await pbx.act(WAZO, "POST", "/__switch", switches);
  if (done.status !== 204) throw new Error(`${done.status} ${JSON.stringify(done.body)}`);
}
