import { readNamedTable, type SiteDiversity, siteDiversity, TableProblem } from "@nauplius/pipelines/morphospace";
import { type CommandDefinition, type Ending, exitCodes, type Invocation, pathOf } from "../command.ts";
import { UsageProblem } from "../env.ts";

export const diversity: CommandDefinition = {
  name: "diversity",
  summary: "functional diversity of sites, from a table of traits and one of abundances",
  describe: (command) =>
    command
      .requiredOption("--traits <file>", "species in rows, traits in columns; the first column names the species (TSV or CSV)")
      .requiredOption("--abundances <file>", "sites in rows, species in columns; the first column names the sites")
      .option("--scale", "bring every trait to mean 0 and standard deviation 1 first", false)
      .addHelpText(
        "after",
        "\nFRic: volume of the convex hull in the traits' units; FEve and FDiv after Villeger et al. 2008; FDis on the traits as they are;\nRao: sum p p d (plain) and 1/2 sum p p d^2 (squared). A figure that does not exist is null, with the reason.",
      ),
  run,
};

const figures = ["FRic", "FEve", "FDiv", "FDis", "raoPlain", "raoSquared"] as const;

async function run({ options }: Invocation): Promise<Ending> {
  const [traits, abundances] = [pathOf(String(options.traits)), pathOf(String(options.abundances))];
  try {
    const sites = siteDiversity(await readNamedTable(traits), await readNamedTable(abundances), options.scale === true);
    return { exit: exitCodes.done, json: { sites: sites.map(flat) }, text: textOf(sites) };
  } catch (error) {
    if (error instanceof TableProblem)
      return { exit: exitCodes.refused, json: { error: { code: "badInput", message: error.message } }, text: error.message };
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw new UsageProblem(`there is no such file: ${error.message}`);
    throw error;
  }
}

/** Values as plain numbers, and why some are null. */
function flat(site: SiteDiversity) {
  const missing = figures.flatMap((name) => (site[name].reason === undefined ? [] : [[name, site[name].reason] as const]));
  return {
    site: site.site,
    species: site.species,
    ...Object.fromEntries(figures.map((name) => [name, site[name].value])),
    ...(missing.length > 0 && { reasons: Object.fromEntries(missing) }),
  };
}

const textOf = (sites: readonly SiteDiversity[]): string =>
  [
    ["site", "species", ...figures].join("\t"),
    ...sites.map((site) => [site.site, site.species, ...figures.map((name) => site[name].value ?? "")].join("\t")),
  ].join("\n");
