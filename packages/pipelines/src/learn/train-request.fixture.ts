import { join } from "node:path";
import type { TrainRequest } from "./train-request.ts";

/** A training of some drawn objects into a folder below `folder`, from the network that lies there. */
export const requestIn = (folder: string, recipe: TrainRequest["recipe"], out: string): Omit<TrainRequest, "images"> => ({
  out: join(folder, out),
  recipe,
  parent: recipe === "scratch" ? null : join(folder, "network"),
  name: "shapes",
  version: "0.1.0",
  created: "2026-01-01T00:00:00.000Z",
  data: { name: "shapes", origin: "Drawn.", licence: "none" },
  licence: "none",
  citation: "",
  note: "",
  shares: { test: 0.2, validation: 0.2 },
  seed: 3,
  threads: 2,
  layers: "last",
  uses: "both",
  balance: 0,
  eightViews: false,
});
