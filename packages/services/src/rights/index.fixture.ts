// What the permission matrices share: this package's own tries every verb, the web's every route.
import { data } from "./examples/data.fixture.ts";
import type { Example } from "./examples/example.fixture.ts";
import { learning } from "./examples/learning.fixture.ts";
import { people } from "./examples/people.fixture.ts";
import { taxa } from "./examples/taxa.fixture.ts";
import { together } from "./examples/together.fixture.ts";
import { work } from "./examples/work.fixture.ts";

export { inScope, makeActors, type Person, scopesOf } from "./actors.fixture.ts";
export type { Example } from "./examples/example.fixture.ts";
export { mayKnow, type Place, refusalFor } from "./expected.fixture.ts";
export { mixtures } from "./mix.fixture.ts";
export { countFrom, type House, type Land, makeHouse, makeLand } from "./world.fixture.ts";

/** A good request for every verb, by its name. */
export const examples: Readonly<Record<string, Example>> = { ...data, ...work, ...people, ...taxa, ...learning, ...together };
