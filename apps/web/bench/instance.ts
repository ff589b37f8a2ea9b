import { startInstance } from "../e2e/instance.ts";

/** Without the demo, whose making would run beside what is measured. */
export default (): Promise<() => Promise<void>> => startInstance(["--no-demo"]);
