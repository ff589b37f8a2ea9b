import { englishPlateWords } from "@nauplius/domain";
import changes from "./changes.json";
import checks from "./checks.json";
import correct from "./correct.json";
import divide from "./divide.json";
import exports from "./export.json";
import grid from "./grid.json";
import history from "./history.json";
import imports from "./import.json";
import keys from "./keys.json";
import learn from "./learn.json";
import object from "./object.json";
import objectMap from "./objectMap.json";
import opinions from "./opinions.json";
import people from "./people.json";
import plate from "./plate.json";
import practice from "./practice.json";
import projects from "./projects.json";
import runs from "./runs.json";
import samples from "./samples.json";
import segment from "./segment.json";
import sheet from "./sheet.json";
import site from "./site.json";
import spaces from "./spaces.json";
import statistics from "./statistics.json";
import taxonomy from "./taxonomy.json";
import work from "./work.json";

/** One file per feature; the keys of the files are the namespaces. What the worker prints on plates comes from where it can read it. */
export const messages = {
  changes,
  checks,
  correct,
  divide,
  export: exports,
  grid,
  history,
  import: imports,
  keys,
  learn,
  object,
  objectMap,
  opinions,
  people,
  plate: { ...plate, sheet: englishPlateWords },
  practice,
  projects,
  runs,
  samples,
  segment,
  sheet,
  site,
  spaces,
  statistics,
  taxonomy,
  work,
} as const;
