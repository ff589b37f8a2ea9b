import { z } from "zod";
import { access } from "../people/roles.ts";

/** EcoTaxa's vocabulary of instruments. */
export const instruments = [
  "Zooscan",
  "UVP5HD",
  "UVP5SD",
  "UVP5Z",
  "UVP6",
  "ISIIS",
  "IFCB",
  "PlanktoScope",
  "FlowCam",
  "FlowCam macro",
  "FastCam",
  "ZooCam",
  "Loki",
  "CPICS",
  "VPR",
  "LISST-Holo",
  "AMNIS",
  "eHFCM",
  "Other camera",
  "Other microscope",
  "Other scanner",
  "Other flow cytometer",
  "?",
] as const;
export const instrument = z.enum(instruments);

export const licences = ["CC0 1.0", "CC BY 4.0", "CC BY-NC 4.0", "Copyright", ""] as const;
export const licence = z.enum(licences);

const text = (max: number) => z.string().trim().max(max);

export const projectFields = {
  title: text(255).min(1, "a project needs a title"),
  description: text(50_000),
  protocol: text(50_000),
  contactName: text(255),
  contactEmail: z.union([z.literal(""), z.email()]),
  instrument,
  licence,
  funding: text(5_000),
  citation: text(5_000),
  access,
} as const;

export const newProject = z.strictObject({
  title: projectFields.title,
  instrument: instrument.default("?"),
  description: projectFields.description.default(""),
  access: access.default("private"),
});
export const projectPatch = z.strictObject(projectFields).partial();
export type ProjectPatch = z.output<typeof projectPatch>;
