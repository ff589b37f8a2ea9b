import { setTimeout as pause } from "node:timers/promises";
import { expect, type Page } from "@playwright/test";

type Say = (text: string) => void;

const at = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? 0;
const told = (values: readonly number[]): string =>
  `p50 ${at(values, 0.5).toFixed(0)}, p95 ${at(values, 0.95).toFixed(0)}, longest ${at(values, 1).toFixed(0)} ms`;

/** From the press of a key that labels to the frame in which its tile is drawn with the label. */
export async function keysToPaint(page: Page, presses: number, say: Say): Promise<void> {
  await page.evaluate(() => {
    const painted: number[] = [];
    Object.assign(window, { painted });
    document.addEventListener(
      "keydown",
      (event) => {
        const tile = document.querySelector("[data-focused]");
        if (tile === null || event.key !== "0") return;
        const seen = new MutationObserver(() => {
          seen.disconnect();
          // The frame after the change; a message is answered once it is drawn.
          requestAnimationFrame(() => {
            const drawn = new MessageChannel();
            drawn.port1.onmessage = () => painted.push(performance.now() - event.timeStamp);
            drawn.port2.postMessage(null);
          });
        });
        seen.observe(tile, { attributes: true, attributeFilter: ["data-state"] });
      },
      true,
    );
  });
  await page.keyboard.press("ArrowRight");
  for (let i = 0; i < presses; i++) {
    await page.keyboard.press("0");
    await page.waitForTimeout(80);
  }
  const painted = (await page.evaluate(() => Reflect.get(window, "painted"))) as number[];
  expect(painted.length).toBe(presses);
  say(`key press to painted tile, ${presses} presses: ${told(painted)}; wanted: 50 ms`);
  await expect(page.getByTestId("outbox")).toHaveText("all saved");
}

type Watched = { readonly tasks: number[]; readonly blanks: number[]; readonly tiles: number };

/** Notes long tasks, and how long each tile in sight had no picture. */
const watch = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const tasks: number[] = [];
    const blanks: number[] = [];
    const since = new Map<string, number>();
    const places = new Set<string>();
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((e) => e.duration))).observe({ type: "longtask" });
    const box = document.querySelector("[data-grid]")?.parentElement;
    let last = 0;
    const look = (now: number) => {
      requestAnimationFrame(look);
      if (now - last < 50 || box === null || box === undefined) return;
      last = now;
      const { top, bottom } = box.getBoundingClientRect();
      const blank = new Set<string>();
      for (const place of document.querySelectorAll("[data-grid] > [role=presentation]")) {
        const here = place.getBoundingClientRect();
        if (here.bottom < top || here.top > bottom) continue;
        const tile = place.querySelector<HTMLElement>("[data-id]");
        const image = place.querySelector("img");
        const name = tile?.dataset.id ?? place.getAttribute("style") ?? "";
        if (tile !== null) places.add(name);
        if (image === null || !image.complete || image.naturalWidth === 0) blank.add(name);
      }
      for (const name of blank) if (!since.has(name)) since.set(name, now);
      for (const [name, from] of since)
        if (!blank.has(name)) {
          blanks.push(now - from);
          since.delete(name);
        }
    };
    requestAnimationFrame(look);
    Object.assign(window, { watched: () => ({ tasks, blanks, tiles: places.size }) });
  });

/** Scrolls by the wheel from end to end, so fast in rows a second. */
async function wheel(page: Page, down: boolean, pixelsASecond: number): Promise<void> {
  const box = page.locator("[data-grid]").first();
  await box.hover({ position: { x: 200, y: 200 }, force: true });
  const step = 120;
  const ended = () =>
    page.evaluate((toEnd) => {
      const scroller = document.querySelector("[data-grid]")?.parentElement;
      if (scroller === null || scroller === undefined) return true;
      return toEnd ? scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2 : scroller.scrollTop <= 1;
    }, down);
  const start = Date.now();
  // A wheel does not wait until the page has drawn; now and then what was turned must have come, so that the end is seen.
  let turned: Promise<void>[] = [];
  for (let n = 1; ; n++) {
    turned.push(page.mouse.wheel(0, down ? step : -step));
    await pause(Math.max(0, start + (n * step * 1000) / pixelsASecond - Date.now()));
    if (n % 10 !== 0) continue;
    await Promise.all(turned);
    turned = [];
    if (await ended()) return;
  }
}

/** Scrolls through all tiles once and watches; then up and down for a while with a look at the memory. */
export async function scrollThrough(page: Page, tiles: number, heapSeconds: number, say: Say): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const heap = async (): Promise<number> => {
    await devtools.send("HeapProfiler.collectGarbage");
    return (await devtools.send("Runtime.getHeapUsage")).usedSize / 1e6;
  };
  await watch(page);
  const speed = 3_000;
  const start = Date.now();
  await wheel(page, true, speed);
  const seconds = (Date.now() - start) / 1000;
  const { tasks, blanks, tiles: seen } = (await page.evaluate(() => Reflect.get(window, "watched")())) as Watched;
  say(
    `scrolled ${tiles} tiles in ${seconds.toFixed(0)} s (${speed} px/s asked; ${seen} were caught in sight): ${tasks.length} tasks over 50 ms${
      tasks.length === 0 ? "" : ` (longest ${at(tasks, 1).toFixed(0)} ms)`
    }`,
  );
  say(`blank tiles in sight: ${blanks.filter((ms) => ms > 300).length} longer than 300 ms; ${told(blanks.length === 0 ? [0] : blanks)}`);
  const heaps = [await heap()];
  const until = Date.now() + heapSeconds * 1000;
  for (let down = false; Date.now() < until; down = !down) {
    await wheel(page, down, speed * 2);
    heaps.push(await heap());
  }
  say(
    `memory over ${heapSeconds} s of scrolling (HEAP_SECONDS=600: ten minutes): ${heaps.map((mb) => mb.toFixed(0)).join(", ")} MB after collection`,
  );
}
