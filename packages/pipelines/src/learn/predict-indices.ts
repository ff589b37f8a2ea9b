import { scaleSignalFrom } from "@nauplius/ml";
import { signalAt } from "./image-set.ts";
import type { PredictMessage, PredictStart } from "./messages.ts";
import { type NetworkOutput, runNetwork } from "./run-network.ts";
import { openSession } from "./runtime.ts";

/** Scores and embeddings of objects of the set, in the order asked for. Of a network that takes other features than the set has, the
 *  embeddings alone mean something. */
export async function predictIndices(message: PredictMessage, { set, contract, provider }: PredictStart): Promise<NetworkOutput> {
  const run = await openSession(message.model, 1, provider);
  const there = set.numbers.length / Math.max(1, set.names.length);
  const { numbers } = message.shape;
  const objects = message.indices.map((index) => ({
    signal: scaleSignalFrom(signalAt(set, index), set.longest[index] ?? 1, contract),
    numbers: set.numbers.subarray(index * there, index * there + Math.min(there, numbers)),
  }));
  return runNetwork(run, objects, { shape: message.shape, contract, views: message.views });
}
