import { hasGolden, measuredRows } from "../src/measure/golden.fixture.ts";
import { checkRegionprops } from "../src/measure/regionprops.fixture.ts";
import { type Checked, checkIdentities, checkUvp6, checkZooscan } from "../src/measure/verdict.fixture.ts";

/** Prints what the engines give beside what other tools gave: every column, exact or not. `pnpm --filter @nauplius/pipelines golden` */
if (!hasGolden) {
  console.log("skipped: no ../shared/data/morphology beside the repository");
  process.exit(0);
}

const heading = (text: string) => console.log(`\n${text}\n${"-".repeat(text.length)}`);
const count = (checked: readonly Checked[], verdict: Checked["verdict"]) => checked.filter((c) => c.verdict === verdict).length;
const summary = (checked: readonly Checked[]): string =>
  `${checked.length} numbers: ${count(checked, "exact")} exact, ${count(checked, "close")} but for the last digit, ${count(checked, "no")} not`;

heading("ZooScan (ZooProcess 8): expected | ours | verdict");
const zooscan = await checkZooscan();
for (const { object, column, expected, ours, verdict } of zooscan) {
  console.log(`${object}  ${column.padEnd(14)} ${expected.padStart(22)} | ${String(ours).padStart(22)} | ${verdict}`);
}
console.log(summary(zooscan));

heading("UVP6 (UVPapp): exact of 15 vignettes | largest difference");
const uvp6 = await checkUvp6();
for (const column of new Set(uvp6.map((c) => c.column))) {
  const own = uvp6.filter((c) => c.column === column);
  const worst = Math.max(...own.map((c) => Math.abs(Number(c.expected) - Number(c.ours))));
  console.log(`${column.padEnd(18)} ${count(own, "exact")} | ${worst.toExponential(1)}`);
}
console.log(summary(uvp6));
console.log(
  "not measured, definitions not published: fractal, fcons, thickr, symetrieh, symetriev, symetriehc, symetrievc, convarea and their ratios",
);

heading("862 rows of a scan: largest error | bound");
for (const { name, worst, bound, rows } of checkIdentities(measuredRows())) {
  console.log(`${name.padEnd(40)} ${worst.toExponential(2)} | ${bound} | ${worst <= bound + 1e-9 ? "holds" : "FAILS"} in ${rows} rows`);
}

heading("scikit-image regionprops: shapes | largest error, relative above 1");
const { properties, absent } = await checkRegionprops();
for (const { name, theirs, shapes, worst } of properties)
  console.log(`${name.padEnd(14)} (${theirs.padEnd(11)}) ${String(shapes).padStart(3)} | ${worst.toExponential(1)}`);
if (absent.length > 0) console.log(`pictures not here: ${absent.join(", ")}`);
