import { randomUUID } from "node:crypto";
import type { RefusalCode } from "@nauplius/domain";
import type { House, Land } from "../world.fixture.ts";

/** A request that a person with the right gets an answer to. */
export type Example = {
  readonly input: (h: House, land: Land) => object;
  /** Refusals that somebody with the right may get here: the world gives them nothing to do. */
  readonly but?: readonly RefusalCode[];
  /** Only starts a run, which checks what it names and refuses it whole; its own tests show that. */
  readonly run?: true;
  /** Does what is of the project and counts the rest as gone: objects move to other projects while somebody labels them. */
  readonly ownPart?: true;
  /** Asks for a right of the site, though the verb can ask for one of a project. */
  readonly site?: true;
};

export type Examples = Readonly<Record<string, Example>>;

export const newBatch = (): string => randomUUID();
export const ofProject = (h: House) => ({ projectId: h.projectId });
export const nothing: Example = { input: () => ({}) };
export const project: Example = { input: ofProject };
