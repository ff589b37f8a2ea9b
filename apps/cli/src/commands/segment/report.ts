import { type Ending, exitCodes } from "../../command.ts";

/** Of this process; decoders that run in processes of their own are not in it. */
export const peakMemoryBytes = (): number => process.resourceUsage().maxRSS * 1024;
export const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;
export const plural = (count: number, word: string): string => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

export const failureOf = (code: string, message: string): Ending => ({
  exit: exitCodes.refused,
  json: { error: { code, message } },
  text: message,
});
