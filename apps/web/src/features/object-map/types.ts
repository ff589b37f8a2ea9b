import type { listMaps, listObjects, mapPoints } from "@nauplius/services";
import type { Answer } from "@/server/wire.ts";

type Listed = Answer<typeof listMaps>;
export type ListedMap = Listed["maps"][number];
export type Offer = Listed["offers"][number];
export type MapHeader = Answer<typeof mapPoints>["header"];
export type Looked = Answer<typeof listObjects>;
