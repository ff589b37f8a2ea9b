import { readNumber } from "../cells/number.ts";
import { type Problem, problem, shorten } from "../problem.ts";
import { readLines } from "../text/lines.ts";
import { readUvpInstant, type UvpInstant } from "./cells.ts";

/** Particles of one size in one image. */
export type ParticleClass = { readonly pixels: number; readonly count: number; readonly meanGrey: number; readonly sdGrey: number };

export type ParticleImage = {
  readonly line: number;
  readonly at: UvpInstant | null;
  /** dbar, which the UVP takes for metres; null: not measured. */
  readonly depth: number | null;
  /** Degrees Celsius inside the housing. */
  readonly temperature: number | null;
  /** With light; images without light tell the noise. */
  readonly lit: boolean;
  readonly state: "measured" | "empty" | "overexposed";
  readonly particles: readonly ParticleClass[];
};
export type ParticleEvent =
  | { readonly kind: "image"; readonly image: ParticleImage }
  | { readonly kind: "problem"; readonly problem: Problem };

const form = "date,depth,temperature,light:pixels,count,grey,deviation;...";

/** Streams `particules.csv` (in `*_Particule.zip`) or `*_data.txt` of a UVP6: one line an image, as "20220518-042127-468,1.68,31.75,1:1,3079,
 *  31.8,10.4;2,424,39.9,17.4;...". Lines of settings (HW_CONF, ACQ_CONF) are left out. A line that cannot be read is a problem, and the next
 *  one is read. */
export async function* readUvp6Particles(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<ParticleEvent> {
  for await (const lines of readLines(bytes))
    for (const line of lines) {
      if (line.kind === "fault") {
        yield {
          kind: "problem",
          problem: problem({ code: line.code, file, line: line.line, value: line.got, what: "the line cannot be read", expected: form }),
        };
        continue;
      }
      const text = line.text.trim();
      if (text === "" || /^[A-Za-z_]/.test(text)) continue;
      const image = imageOf(text, line.line);
      if (image !== null) yield { kind: "image", image };
      else
        yield {
          kind: "problem",
          problem: problem({
            code: "invalidValue",
            file,
            line: line.line,
            value: text,
            what: `"${shorten(text)}" is no image`,
            expected: form,
          }),
        };
    }
}

function imageOf(text: string, line: number): ParticleImage | null {
  const colon = text.indexOf(":");
  if (colon < 0) return null;
  const [moment = "", depth = "", temperature = "", light = ""] = text.slice(0, colon).split(",");
  const at = readUvpInstant(moment);
  const [deep, warm] = [readNumber(depth), readNumber(temperature)];
  if (!at.ok || deep === undefined || warm === undefined || !/^[01]$/.test(light.trim())) return null;
  const common = { line, at: at.value, depth: deep, temperature: warm, lit: light.trim() === "1" };
  const body = text.slice(colon + 1);
  if (/OVER/i.test(body)) return { ...common, state: "overexposed", particles: [] };
  if (/EMPTY/i.test(body)) return { ...common, state: "empty", particles: [] };
  const particles: ParticleClass[] = [];
  for (const part of body.split(";")) {
    if (part.trim() === "") continue;
    const numbers = part.split(",").map((each) => readNumber(each));
    const [pixels, count, meanGrey, sdGrey] = numbers;
    if (typeof pixels !== "number" || typeof count !== "number" || typeof meanGrey !== "number" || typeof sdGrey !== "number") return null;
    if (!Number.isInteger(pixels) || !Number.isInteger(count) || count < 0) return null;
    // A size of 0 marks an image without particles in old firmware.
    if (pixels > 0) particles.push({ pixels, count, meanGrey, sdGrey });
  }
  return { ...common, state: particles.length === 0 ? "empty" : "measured", particles };
}
