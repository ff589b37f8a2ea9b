/** Formulas that an instrument's profile proposes, with units; a manager sees them applied to three objects and confirms. */
export type FormulaProposal = {
  readonly purpose: "sampledVolume" | "subPart" | "plainVolume" | "riddledVolume" | "ellipsoidVolume" | "diameter";
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
const proposals = (pixel: string, pixelUnit: string): FormulaProposal[] => [
  { purpose: "plainVolume", ...sphere("obj.area", pixel, pixelUnit) },
  { purpose: "riddledVolume", ...sphere("obj.area_exc", pixel, pixelUnit) },
  { purpose: "ellipsoidVolume", ...ellipsoid(pixel, pixelUnit) },
];
/** aa * pixels^exp is the surface; the area must be a plain number to be raised to a measured power. */
const uvp = (pixel: string, pixelUnit: string): FormulaProposal[] => {
  const diameter = "2 * math.sqrt(acq.aa * (obj.area / 1 [px2])**acq.exp / math.pi)";
  const variables = { "acq.aa": "mm2", "acq.exp": "1", "obj.area": "px2" };
  return [
    { purpose: "diameter", text: diameter, unit: "mm", variables },
    { purpose: "plainVolume", text: `math.pi/6 * (${diameter})**3`, unit: "mm3", variables },
    { purpose: "ellipsoidVolume", ...ellipsoid(pixel, pixelUnit) },
  ];
};

/** By instrument family. The same column has another unit in each: acq_pixel is mm for UVP5 and um for UVP6, tot_vol is m3 for nets. */
export const formulaProposals: Readonly<Record<"zooscan" | "uvp5" | "uvp6", readonly FormulaProposal[]>> = {
  zooscan: [
    { purpose: "sampledVolume", text: "sam.tot_vol", unit: "m3", variables: { "sam.tot_vol": "m3" } },
    { purpose: "subPart", text: "acq.sub_part", unit: "1", variables: { "acq.sub_part": "1" } },
    ...proposals("process.particle_pixel_size_mm", "mm/px"),
  ],
  uvp5: uvp("acq.pixel", "mm/px"),
  uvp6: uvp("acq.pixel", "um/px"),
};
