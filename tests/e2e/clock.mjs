// A clock that the test moves on: page.clock, with timers that the page can clear.

/** Playwright's timers have numbers that no 32 bits hold, so that none could be cleared. Runs in the page. */
function giveSmallTimerNumbers() {
  const { setTimeout: set, clearTimeout: clear } = window;
  const numbers = new Map();
  let last = 0;
  window.setTimeout = (call, ...rest) => {
    last += 1;
    numbers.set(last, set(call, ...rest));
    return last;
  };
  window.clearTimeout = (number) => clear(numbers.get(number));
}

/** Before the page is opened: from then on its time is that of page.clock. */
export async function installClock(page) {
  await page.clock.install();
  await page.addInitScript(giveSmallTimerNumbers);
}
