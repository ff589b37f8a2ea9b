import { z } from "zod";

declare const brand: unique symbol;
export type Id<Name extends string> = number & { readonly [brand]: Name };

const expected = { error: "expected an id, a positive whole number" };

/** Ids are bigint identities in the database, JSON numbers on the wire and digits in an address; 2^53 is never reached.
 *  Nothing else is taken for a number: coercion would read null as 0, true as 1 and [5] as 5. */
const idSchema = <Name extends string>() =>
  z
    .union(
      [
        z.int().positive(),
        z
          .string()
          .regex(/^[1-9]\d{0,14}$/)
          .transform(Number),
      ],
      expected,
    )
    .transform((value) => value as Id<Name>);

export type ProjectId = Id<"project">;
export type SampleId = Id<"sample">;
export type AcquisitionId = Id<"acquisition">;
export type ProcessId = Id<"process">;
export type ObjectId = Id<"object">;
export type VignetteId = Id<"vignette">;
export type TaxonId = Id<"taxon">;
export type PreparationId = Id<"preparation">;
export type SpaceId = Id<"space">;
export type RunId = Id<"run">;
export type ModelId = Id<"model">;
export type DivisionId = Id<"division">;
export type LinkId = Id<"link">;
export type TokenId = Id<"token">;
export type AssignmentId = Id<"assignment">;
export type CommentId = Id<"comment">;
export type OpinionId = Id<"opinion">;
export type PracticeId = Id<"practice">;
export type AttemptId = Id<"attempt">;
export type ObjectMapId = Id<"objectMap">;
export type UserId = string & { readonly [brand]: "user" };
/** uuid v7 made by the client: the idempotency key of one gesture. */
export type BatchId = string & { readonly [brand]: "batch" };

export const projectId = idSchema<"project">();
export const sampleId = idSchema<"sample">();
export const acquisitionId = idSchema<"acquisition">();
export const processId = idSchema<"process">();
export const objectId = idSchema<"object">();
export const vignetteId = idSchema<"vignette">();
export const taxonId = idSchema<"taxon">();
export const preparationId = idSchema<"preparation">();
export const spaceId = idSchema<"space">();
export const runId = idSchema<"run">();
export const modelId = idSchema<"model">();
export const divisionId = idSchema<"division">();
export const linkId = idSchema<"link">();
export const tokenId = idSchema<"token">();
export const assignmentId = idSchema<"assignment">();
export const commentId = idSchema<"comment">();
export const opinionId = idSchema<"opinion">();
export const practiceId = idSchema<"practice">();
export const attemptId = idSchema<"attempt">();
export const objectMapId = idSchema<"objectMap">();
export const userId = z
  .string()
  .min(1)
  .max(64)
  .transform((value) => value as UserId);
export const batchId = z.uuid().transform((value) => value.toLowerCase() as BatchId);
