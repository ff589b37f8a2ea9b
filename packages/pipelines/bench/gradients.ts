// pnpm --filter @nauplius/pipelines gradients: each operator's gradient beside central differences of step 0.01, in single precision.
import { cases } from "../src/learn/gradient-cases.fixture.ts";
import { worstGradient } from "../src/learn/gradients.fixture.ts";

process.stdout.write("largest difference, relative to the largest gradient\n");
for (const operator of cases) {
  const inputs = Object.entries(operator.inputs).map(([name, dims]) => `${name}[${dims.join(", ")}]`);
  process.stdout.write(`${operator.name.padEnd(46)}${(await worstGradient(operator)).toExponential(1)}   ${inputs.join(" ")}\n`);
}
