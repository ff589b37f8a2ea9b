import { type Component, filledArea } from "../component/component.ts";

/** Why a component is no object. */
export type Rejection = "tooSmall" | "tooLarge" | "touchesEdge" | "nested" | "line" | "endless";

export type Rules = {
  /** Filled area, px: smaller and larger ones are dropped. */
  readonly minArea: number;
  readonly maxArea: number;
  /** What touches the border of the labelled area is cut off by it. */
  readonly edges: "drop" | "keep";
  /** From this width / height on it is a line of the scanner's movement; null: lines are kept. ZooProcess: 40. */
  readonly maxAspect: number | null;
};

/** The first reason against a component, in the order in which people would name it, or undefined: it is an object. What is too small is so
 *  wherever it lies. */
export function judge(component: Component, { minArea, maxArea, edges, maxAspect }: Rules): Rejection | undefined {
  const area = filledArea(component);
  if (area < minArea) return "tooSmall";
  if (component.nested) return "nested";
  if (component.endless) return "endless";
  if (edges === "drop" && component.edges !== 0) return "touchesEdge";
  if (area > maxArea) return "tooLarge";
  if (maxAspect !== null && component.width / component.height >= maxAspect) return "line";
  return undefined;
}
