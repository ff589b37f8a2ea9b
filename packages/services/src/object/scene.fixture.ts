import { createRng, type ObjectId, type ProjectId, type Rng, type SampleId, states, type TaxonId } from "@nauplius/domain";
import {
  makeAcquisition,
  makeObjects,
  makeProject,
  makeSample,
  makeTaxa,
  type ObjectSeed,
  type TestSite,
} from "@nauplius/testing/factories";

export type Scene = {
  readonly project: ProjectId;
  readonly samples: readonly SampleId[];
  readonly taxa: ReadonlyMap<string, TaxonId>;
  readonly ids: readonly ObjectId[];
};

const orNull = <T>(rng: Rng, value: T, missing: number): T | null => (rng.next() < missing ? null : value);
const day = (rng: Rng): string => new Date(Date.UTC(2020, rng.int(24), 1 + rng.int(28))).toISOString().slice(0, 10);

/** An object with values from few possibilities, so that orders have ties and filters have hits; a fifth of each is missing. */
function seed(rng: Rng, at: number, taxa: readonly TaxonId[]): ObjectSeed {
  const state = rng.pick(states);
  const taxonId = state === "unclassified" ? null : rng.pick(taxa);
  const top = orNull(rng, rng.int(10) * 10, 0.2);
  return {
    originalId: `o_${String(rng.int(1000)).padStart(3, "0")}_${at}`,
    taxonId,
    state,
    score: state === "predicted" ? Math.fround(rng.int(11) / 10) : null,
    latitude: orNull(rng, rng.int(5) - 2, 0.2),
    longitude: orNull(rng, [-179, -10, 0, 10, 179][rng.int(5)] ?? 0, 0.2),
    date: orNull(rng, day(rng), 0.2),
    time: orNull(rng, `0${rng.int(9)}:30:00`, 0.5),
    depthMin: top,
    depthMax: top === null ? null : top + rng.int(3) * 10,
    area: orNull(rng, rng.int(6) * 100, 0.2),
    free: {
      ...(rng.bool(0.7) ? { ship: rng.pick(["Tara", "tara_2", "100%", "a_b"]) } : {}),
      ...(rng.bool(0.7) ? { salt: rng.int(5) / 2 } : {}),
    },
    features: [orNull(rng, Math.fround(rng.int(7) / 4), 0.2), rng.int(4)],
  };
}

/** A project of 150 objects in three samples, drawn from a seed. */
export async function makeScene(site: TestSite, name = "scene"): Promise<Scene> {
  const { db } = site;
  const rng = createRng(name);
  const taxa = await makeTaxa(db, [
    `${name} living`,
    `${name} living/${name} Copepoda`,
    `${name} Copepoda/${name} Calanus`,
    `${name} living/${name} Detritus`,
  ]);
  const project = await makeProject(db, name);
  const list = await db.prisma.featureList.upsert({ where: { names: ["area", "mean"] }, update: {}, create: { names: ["area", "mean"] } });
  await db.prisma.projectFeatureList.create({ data: { projectId: BigInt(project), featureListId: list.id } });
  await db.prisma.field.createMany({
    data: [
      { projectId: BigInt(project), level: "object", name: "ship", type: "text" },
      { projectId: BigInt(project), level: "object", name: "salt", type: "number" },
    ],
  });
  const samples: SampleId[] = [];
  const ids: ObjectId[] = [];
  for (let s = 0; s < 3; s++) {
    const sample = await makeSample(db, project, `sample ${s}`);
    const acquisition = await makeAcquisition(db, project, sample, `acquisition ${s}`);
    samples.push(sample);
    const seeds = Array.from({ length: 50 }, (_, i) => ({ ...seed(rng, s * 50 + i, [...taxa.values()]), featureListId: list.id }));
    ids.push(...(await makeObjects(db, { project, sample, acquisition, rng }, seeds)));
  }
  return { project, samples, taxa, ids };
}
