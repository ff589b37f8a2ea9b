/** Formulas that an instrument's profile proposes, with units; a manager sees them applied to three objects and confirms. */
export type FormulaProposal = {
  readonly purpose:
    | "sampledVolume"
    | "imageVolume"
    | "subPart"
    | "pixelSize"
    | "plainVolume"
    | "riddledVolume"
    | "ellipsoidVolume"
    | "particleFactor"
    | "particleExponent";
  readonly text: string;
  readonly unit: string;
  readonly variables: Readonly<Record<string, string>>;
};

const sphere = (area: string, pixel: string, pixelUnit: string) => ({
  text: `4/3 * math.pi * (math.sqrt(${area}/math.pi) * ${pixel})**3`,
  unit: "mm3",
  variables: { [area]: "px2", [pixel]: pixelUnit },
});
const ellipsoid = (pixel: string, pixelUnit: string) => ({
  text: `4/3 * math.pi * (obj.major/2) * (obj.minor/2)**2 * ${pixel}**3`,
  unit: "mm3",
  variables: { "obj.major": "px", "obj.minor": "px", [pixel]: pixelUnit },
});
const pixelSize = (pixel: string, unit: string): FormulaProposal => ({
  purpose: "pixelSize",
  text: pixel,
  unit: "um/px",
  variables: { [pixel]: unit },
});
const subPart = (name: string): FormulaProposal => ({ purpose: "subPart", text: name, unit: "1", variables: { [name]: "1" } });
const volume = (name: string, unit: string): FormulaProposal => ({
  purpose: "sampledVolume",
  text: name,
  unit: "m3",
  variables: { [name]: unit },
});
const proposals = (pixel: string, pixelUnit: string): FormulaProposal[] => [
  pixelSize(pixel, pixelUnit),
  { purpose: "plainVolume", ...sphere("obj.area", pixel, pixelUnit) },
  { purpose: "riddledVolume", ...sphere("obj.area_exc", pixel, pixelUnit) },
  { purpose: "ellipsoidVolume", ...ellipsoid(pixel, pixelUnit) },
];
/** aa * pixels^exp is the surface; the area must be a plain number to be raised to a measured power. */
const uvp = (pixel: string, pixelUnit: string): FormulaProposal[] => {
  const diameter = "2 * math.sqrt(acq.aa * (obj.area / 1 [px2])**acq.exp / math.pi)";
  const variables = { "acq.aa": "mm2", "acq.exp": "1", "obj.area": "px2" };
  return [
    pixelSize(pixel, pixelUnit),
    { purpose: "plainVolume", text: `math.pi/6 * (${diameter})**3`, unit: "mm3", variables },
    { purpose: "ellipsoidVolume", ...ellipsoid(pixel, pixelUnit) },
    { purpose: "imageVolume", text: "acq.volimage", unit: "m3", variables: { "acq.volimage": "L" } },
    { purpose: "particleFactor", text: "acq.aa", unit: "mm2", variables: { "acq.aa": "mm2" } },
    { purpose: "particleExponent", text: "acq.exp", unit: "1", variables: { "acq.exp": "1" } },
  ];
};

export const instrumentProfiles = ["zooscan", "uvp5", "uvp6", "planktoscope", "flowcam", "other"] as const;
export type InstrumentProfile = (typeof instrumentProfiles)[number];

/** By instrument family. The same column has another unit in each: acq_pixel is mm for UVP5 and um for UVP6, tot_vol is m3 for nets.
 *  For a cast of an UVP the volume of an image is proposed: the water of a depth is that of its images, which the particle table counts. */
export const formulaProposals: Readonly<Record<InstrumentProfile, readonly FormulaProposal[]>> = {
  zooscan: [volume("sam.tot_vol", "m3"), subPart("acq.sub_part"), ...proposals("process.particle_pixel_size_mm", "mm/px")],
  uvp5: [...uvp("acq.pixel", "mm/px"), subPart("ssm.sub_part")],
  uvp6: [...uvp("acq.pixel", "um/px"), subPart("ssm.sub_part")],
  planktoscope: [volume("sam.total_volume", "L"), subPart("ssm.sub_part"), ...proposals("process.pixel", "um/px")],
  flowcam: [volume("acq.fluid_volume_imaged", "mL"), subPart("ssm.sub_part"), ...proposals("ssm.pixel_size", "um/px")],
  other: [volume("sam.tot_vol", "m3"), subPart("ssm.sub_part"), ...proposals("ssm.pixel_size", "um/px")],
};

/** Which proposals fit an instrument, by its name in EcoTaxa's vocabulary. */
export function profileOf(instrument: string): InstrumentProfile {
  const name = instrument.toLowerCase();
  if (name.startsWith("zooscan")) return "zooscan";
  if (name.startsWith("uvp5")) return "uvp5";
  if (name.startsWith("uvp6")) return "uvp6";
  if (name.startsWith("planktoscope")) return "planktoscope";
  return name.startsWith("flowcam") ? "flowcam" : "other";
}
