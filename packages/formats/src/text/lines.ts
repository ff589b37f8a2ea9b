import { createDecoder } from "./decode.ts";

export type TextLine =
  | { readonly kind: "line"; readonly line: number; readonly text: string }
  | { readonly kind: "fault"; readonly line: number; readonly code: "lineTooLong" | "nulCharacter"; readonly got: string };

/** Characters of one line; a UVP6 image with thousands of particle sizes has some 100,000. */
export const longestLine = 4_000_000;

/** Plain lines of a text file (settings, logs, files in which quotes mean nothing), in whatever encoding and with whatever line ends.
 *  A line that is too long or holds NUL is a fault by its number, and reading goes on behind it. */
export async function* readLines(bytes: AsyncIterable<Uint8Array>, limit = longestLine): AsyncGenerator<readonly TextLine[]> {
  const decoder = createDecoder();
  const lines = splitLines(limit);
  for await (const chunk of bytes) yield lines.push(decoder.push(chunk));
  yield lines.push(decoder.end());
  yield lines.end();
}

function splitLines(limit: number) {
  let held = "";
  let number = 1;
  let skipping = false;
  const make = (text: string): TextLine => {
    const line = number;
    number += 1;
    if (skipping || text.length > limit) {
      const got = skipping ? `more than ${limit} characters` : `${text.length} characters`;
      skipping = false;
      return { kind: "fault", line, code: "lineTooLong", got };
    }
    if (text.includes("\0")) return { kind: "fault", line, code: "nulCharacter", got: "a NUL character" };
    return { kind: "line", line, text };
  };
  return {
    push: (text: string): TextLine[] => {
      held += text;
      // A CR that ends the text may be half of a CRLF.
      const whole = held.endsWith("\r") ? held.slice(0, -1) : held;
      const parts = whole.split(/\r\n|\r|\n/);
      const rest = parts.pop() ?? "";
      held = rest + held.slice(whole.length);
      const found = parts.map(make);
      if (held.length > limit) {
        skipping = true;
        held = held.endsWith("\r") ? "\r" : "";
      }
      return found;
    },
    end: (): TextLine[] => (held === "" || held === "\r" ? (held === "\r" || skipping ? [make("")] : []) : [make(held.replace(/\r$/, ""))]),
  };
}
