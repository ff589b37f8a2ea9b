import { encodeModel, headScoresGraph, type NetworkShape } from "@nauplius/ml";
import { openSessionOn, type Provider } from "./runtime.ts";

const smallest: NetworkShape = {
  channels: 1,
  stem: 1,
  stages: [{ width: 1, inner: 1, blocks: 1 }],
  embedding: 2,
  numbers: 2,
  numberUnits: 2,
  classes: 2,
};

/** Tries the smallest graph on a provider; says why the CPU will do instead, null where the provider is there. */
export async function objectionToProvider(provider: Provider): Promise<string | null> {
  if (provider === "cpu") return null;
  return (await openSessionOn(encodeModel(headScoresGraph(smallest)), { threads: 1, provider })).notice;
}
