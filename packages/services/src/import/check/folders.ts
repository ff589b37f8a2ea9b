import { type StagedRow, stageRows, stageTable } from "@nauplius/db";
import { type Constants, type EcoTaxaRow, problem } from "@nauplius/formats";
import { whileHeld } from "../job.ts";
import { batchName } from "../locate.ts";
import type { FoundImage } from "../ports.ts";
import type { Reading } from "./reading.ts";
import type { StoredHeader } from "./tables.ts";

const chunk = 1000;
const longestId = 255;

export type FolderBatch = {
  readonly kind: "classes" | "images";
  /** Of the archive. */
  readonly name: string;
  readonly constants: Constants;
  readonly classState: "validated" | "predicted";
};

function annotationOf(as: FolderBatch, taxon: string | null): EcoTaxaRow["annotation"] {
  const none = { categoryId: null, hierarchy: null, personName: null, personEmail: null, date: null, time: null, score: null };
  if (as.kind === "classes") return { ...none, state: as.classState, category: taxon };
  const given = as.constants.annotation;
  if (given === null) return null;
  const person = given.user.includes("@") ? { personEmail: given.user } : { personName: given.user };
  return {
    ...none,
    ...person,
    state: given.status,
    category: given.taxon,
    date: given.date,
  };
}

/** A batch without a table is one sample with one acquisition, named as the batch. */
function rowOf(line: number, image: FoundImage, as: FolderBatch): Omit<EcoTaxaRow, "numbers"> {
  const { date, time, latitude, longitude, depthMin, depthMax } = as.constants;
  const batch = batchName(as.name);
  return {
    ...{
      line,
      faulty: false,
      objectId: image.path,
      imageFile: image.path,
      imageRank: 0,
      latitude,
      longitude,
      date,
      time,
      depthMin,
      depthMax,
    },
    ...{ link: null, complement: null, annotation: annotationOf(as, image.taxon), sampleId: batch, acquisitionId: batch, processId: batch },
    ...{ dataportalDescriptor: null, instrument: null, texts: [] },
  };
}

function refusal(image: FoundImage, as: FolderBatch) {
  if (as.kind === "classes" && image.taxon === null) {
    const what = "the image lies in no folder, so its class is not known";
    return { ...problem({ code: "unknownFile", file: image.name, what, expected: "<class>/<image>" }), code: "missingImage" };
  }
  if (image.path.length <= longestId) return null;
  return problem({
    code: "tooLong",
    file: image.name,
    what: `the path has ${image.path.length} characters`,
    expected: `at most ${longestId}`,
  });
}

/** Stages a row for every image of class folders (the folder is the taxon) or of a heap of images with constants. */
export async function readFolders(r: Reading, as: FolderBatch): Promise<number> {
  const { job, sink } = r;
  const run = job.handle.run.id;
  const header: StoredHeader = { free: [], fields: [], keepOriginal: false, footerRows: null, pixelSize: null };
  await whileHeld(job, (tx) => stageTable(tx, run, { file: as.name, header, summary: [] }));
  let seq = 0;
  let waiting: StagedRow[] = [];
  const write = async (): Promise<void> => {
    job.handle.signal.throwIfAborted();
    const rows = waiting;
    waiting = [];
    await whileHeld(job, (tx) => stageRows(tx, run, rows));
    await sink.flush();
  };
  for (const image of r.images()) {
    const refused = refusal(image, as);
    if (refused !== null) {
      sink.add(refused);
      continue;
    }
    seq += 1;
    waiting.push({ seq, file: as.name, line: seq, object: image.path, image: image.name, row: rowOf(seq, image, as) });
    if (waiting.length >= chunk) await write();
  }
  await write();
  return seq;
}
