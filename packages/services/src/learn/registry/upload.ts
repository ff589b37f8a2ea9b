import { insertRun, modelByVersion } from "@nauplius/db";
import { ok, type Result, refuse } from "@nauplius/domain";
import { z } from "zod";
import { actingUser } from "../../context.ts";
import { ownUpload } from "../../import/uploads.ts";
import type { RunHandle, RunOutcome } from "../../run/execute.ts";
import { deliver } from "../../run/verbs.ts";
import { verb } from "../../verb.ts";
import { type ModelParcel, registerModel } from "./register.ts";

/** Takes a model from a file that was uploaded: a zip with model.onnx, manifest.json and CARD.md. A run checks and tries it. */
export const uploadModel = verb({
  name: "model.upload",
  permission: "model.manage",
  input: z.strictObject({ uploadId: z.string().min(1).max(64) }),
  run: async (ctx, i) => {
    const upload = await ownUpload(ctx, i.uploadId);
    if (!upload.ok) return upload;
    if (upload.value.receivedAt === null) return refuse("conflict", "this upload is not complete yet");
    const { id, key, name } = upload.value;
    const input = { uploadId: id, key, name };
    const run = await insertRun(ctx.db, { kind: "checkModel", projectId: null, createdBy: actingUser(ctx), input, now: ctx.clock.now() });
    await deliver(ctx, { id: run, kind: "checkModel" });
    return ok({ run });
  },
});

const input = z.object({ uploadId: z.string(), key: z.string(), name: z.string() });

export type CheckModelDependencies = Parameters<typeof registerModel>[0] & {
  /** Unpacks the file, checks and tries the model in it; says in a sentence why it is not let in. */
  readonly admit: (path: string, signal: AbortSignal) => Promise<Result<ModelParcel, string>>;
};

/** The job of an upload: nothing of it is kept where it is refused. */
export async function runCheckModel(d: CheckModelDependencies, handle: RunHandle): Promise<RunOutcome> {
  const asked = input.parse(handle.run.input);
  if ((await d.storage.size(asked.key)) === null) return refuse("gone", "the uploaded file is no longer there");
  handle.progress({ step: "trying" });
  const file = await d.storage.asFile(asked.key);
  const admitted = await d.admit(file.path, handle.signal).finally(file.release);
  if (!admitted.ok) return refuse("invalid", admitted.error);
  const { manifest } = admitted.value;
  const parent = await parentOf(d, manifest.training.parent);
  const registered = await registerModel(d, admitted.value, { origin: "uploaded", by: handle.run.createdBy, parentId: parent?.id ?? null });
  if (!registered.ok) return registered;
  return ok({
    result: { modelId: registered.value.modelId, model: `${manifest.name} ${manifest.version}`, classes: manifest.taxa.length },
  });
}

/** The manifest names its parent by name, version and sha-256. */
async function parentOf(d: Pick<CheckModelDependencies, "db">, parent: string | null) {
  const [name = "", version = ""] = parent?.split(" ") ?? [];
  return name === "" ? null : modelByVersion(d.db, name, version);
}
