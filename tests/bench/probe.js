// Injected before any script of the page: when what was asked for was painted,
// how smooth scrolling is, and how large the module's memory has grown.
(() => {
  const bench = (globalThis.__bench = { input: 0, memory: null, long: [] });
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const was = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const result = await was.apply(WebAssembly, given);
      bench.memory ??= Object.values((result.instance ?? result).exports).find((x) => x instanceof WebAssembly.Memory);
      return result;
    };
  }
  for (const name of ["keydown", "pointerdown"]) {
    addEventListener(name, (event) => event.isTrusted && (bench.input = event.timeStamp), true);
  }
  new PerformanceObserver((list) => list.getEntries().forEach((e) => bench.long.push(e.duration))).observe({
    type: "longtask",
    buffered: true,
  });
  // A message sent from within a frame arrives when the frame was handed over to be painted.
  const painted = (then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (port1.close(), then(performance.now()));
    port2.postMessage(0);
  };
  const text = (selector) => document.querySelector(selector)?.textContent;
  const holds = ({ selector, differs, value }) => {
    const element = document.querySelector(selector);
    if (!element) return false;
    if (value) return element.value !== "";
    return differs === undefined || element.textContent !== differs;
  };
  // Milliseconds of the page's clock at which the first frame that fulfils it was painted.
  bench.until = (wanted, limit = 60000) =>
    new Promise((resolve, reject) => {
      const end = performance.now() + limit;
      const look = () => {
        if (holds(wanted)) painted(resolve);
        else if (performance.now() > end) reject(new Error(`never came: ${JSON.stringify(wanted)}`));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  bench.arm = (wanted) => {
    if (wanted.changes) wanted = { selector: wanted.changes, differs: text(wanted.changes) ?? "" };
    bench.input = 0;
    bench.coming = bench.until(wanted).then((at) => at - bench.input);
    bench.coming.catch(() => {});
  };
  // Moves by `step` pixels a frame: frames missed, and frames whose middle showed no row.
  bench.scroll = async (selector, row, frames, step) => {
    const scroller = document.querySelector(selector);
    const box = scroller.getBoundingClientRect();
    const gaps = [];
    let blank = 0;
    let before = 0;
    for (let frame = 0; frame <= frames; frame++) {
      const now = await new Promise(requestAnimationFrame);
      if (before) gaps.push(now - before);
      before = now;
      await new Promise(painted);
      const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      if (frame && !middle?.closest(row)) blank++;
      scroller.scrollTop += step || (scroller.scrollHeight - scroller.clientHeight) / frames;
    }
    scroller.scrollTop = 0;
    return { dropped: gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / (1000 / 60)) - 1), 0), blank };
  };
})();
