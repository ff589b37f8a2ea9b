import { type Permission, type ProjectId, type Refusal, type Result, refuse } from "@nauplius/domain";
import type { z } from "zod";
import { type Grant, grantFor } from "./access.ts";
import type { Context } from "./context.ts";

export type Outcome<T> = Result<T, Refusal>;

/** One thing that the product can do. `call` checks the input, then the right, then does it: there is no other way in. */
export type Verb<Input = never, Output = unknown> = {
  readonly name: string;
  readonly permission: Permission;
  readonly input: z.ZodType;
  /** Is the right asked for in a project (true) or in the site as a whole? */
  readonly inProject: boolean;
  readonly call: (ctx: Context, raw: Input) => Promise<Outcome<Output>>;
};

type Definition<Schema extends z.ZodType, Output> = {
  readonly name: string;
  readonly permission: Permission;
  readonly input: Schema;
  /** The project in which the right is asked for; null when the thing does not exist; undefined (or left out): a right of the site. */
  readonly project?: (ctx: Context, input: z.output<Schema>) => Promise<ProjectId | null | undefined> | ProjectId | null | undefined;
  /** Things that belong to whoever made them, and the right that their maker needs instead: of the site, of a project. */
  readonly own?: {
    readonly is: (ctx: Context, input: z.output<Schema>) => Promise<boolean>;
    readonly ofSite: Permission;
    readonly ofProject?: Permission;
  };
  readonly run: (ctx: Context, input: z.output<Schema>, grant: Grant) => Promise<Outcome<Output>>;
};

/** The library's own words say what was expected; ours say what was got as well. */
const libraryWords = /^(Too small|Too big|Invalid input|Invalid option): /;

/** What was got, for a message: of long texts and lists their length, of a text that may be secret nothing else. */
function gotOf({ message, input, code }: z.core.$ZodIssue): string {
  if (!libraryWords.test(message) || input === undefined) return "";
  const isOfLength = code === "too_small" || code === "too_big";
  if (Array.isArray(input)) return `, got ${input.length}`;
  if (isOfLength && typeof input === "string") return `, got ${input.length}`;
  if (typeof input === "object" && input !== null) return "";
  const text = String(typeof input === "string" ? JSON.stringify(input) : input);
  return `, got ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
}

/** Where the fault is, what was expected and what was got, in words. */
export function invalidInput(error: z.ZodError) {
  const faults = error.issues.map((issue) => ({ path: issue.path.join("."), message: `${issue.message}${gotOf(issue)}` }));
  const first = faults[0];
  return refuse("invalid", first ? `${first.path === "" ? "the input" : first.path}: ${first.message}` : "the input is not as expected", {
    faults,
  });
}

/** What came as JSON; streams and bytes that a route hands over are not looked into. */
const isPlain = (value: unknown): value is object =>
  Array.isArray(value) || (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype);

/** What PostgreSQL's text and JSON do not hold: the character NUL, and half of a pair that makes one character (an emoji cut in two). */
function faultOf(text: string): string | null {
  if (text.includes("\u0000")) return "a text may not hold the character NUL";
  return /\p{Surrogate}/u.test(text) ? "a text may not hold half a character (a surrogate without its other half)" : null;
}

/** No verb's input has so many levels; what has would overflow whoever walks it. */
const deepest = 64;

/** What of the input cannot be kept, by its place. Not recursive: input may be nested as deep as its sender likes. */
function faultIn(input: unknown): string | null {
  const left: { value: unknown; path: string; depth: number }[] = [{ value: input, path: "", depth: 0 }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, path, depth } = next;
    const place = path || "the input";
    const wrong = typeof value === "string" ? faultOf(value) : null;
    if (wrong !== null) return `${place}: ${wrong}`;
    if (!isPlain(value)) continue;
    if (depth > deepest) return `${place.split(".", 3).join(".")}: nested more than ${deepest} levels deep`;
    for (const [key, part] of Object.entries(value)) {
      const ofKey = faultOf(key);
      if (ofKey !== null) return `${place}: ${ofKey}`;
      if (typeof part === "string" || typeof part === "object")
        left.push({ value: part, path: path === "" ? key : `${path}.${key}`, depth: depth + 1 });
    }
  }
  return null;
}

/** SQLSTATE of values that no column holds: a number or a moment out of range. */
const outOfRange = ["22003", "22008"];

function valueOutOfRange(error: unknown): boolean {
  return error instanceof Error && "code" in error && outOfRange.includes(String(error.code));
}

export function verb<Schema extends z.ZodType, Output>(d: Definition<Schema, Output>): Verb<z.input<Schema>, Output> {
  return {
    name: d.name,
    permission: d.permission,
    input: d.input,
    inProject: d.project !== undefined,
    call: async (ctx, raw) => {
      const fault = faultIn(raw);
      if (fault !== null) return refuse("invalid", fault);
      const parsed = await d.input.safeParseAsync(raw, { reportInput: true });
      if (!parsed.success) return invalidInput(parsed.error);
      try {
        const project = d.project === undefined ? undefined : await d.project(ctx, parsed.data);
        const ofMaker = project === undefined ? d.own?.ofSite : d.own?.ofProject;
        const mine = ofMaker !== undefined && (await d.own?.is(ctx, parsed.data)) === true;
        const grant = await grantFor(ctx, mine ? ofMaker : d.permission, project);
        return grant.ok ? await d.run(ctx, parsed.data, grant.value) : grant;
      } catch (error) {
        if (valueOutOfRange(error)) return refuse("invalid", "a number or a date in the input is out of the range that can be kept");
        throw error;
      }
    },
  };
}
