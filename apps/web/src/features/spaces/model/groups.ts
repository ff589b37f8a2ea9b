import { objectsHref, palette } from "@/features/statistics/model/common.ts";
import type { Words } from "@/features/statistics/types.ts";
import type { SpaceResult } from "../types.ts";

export type Group = {
  readonly group: number;
  readonly name: string;
  readonly morphs: number;
  readonly share: number;
  readonly href: string;
};

/** Objects of a morphotype that its link opens. */
const most = 2_000;

export const groupColour = (group: number): string => palette[group % palette.length] ?? "#999999";

/** What a morphotype is called: by its name, else by its number. */
export const groupName = ({ groupNames }: Pick<SpaceResult, "groupNames">, group: number, t: Words): string =>
  groupNames?.[group] || t("group", { number: group + 1 });

/** The morphotypes that the morphs were joined to, with what they are of the plankton. */
export function groupsOf(result: SpaceResult, projectId: number, t: Words): Group[] {
  const total = result.morphs.reduce((sum, { mass }) => sum + mass, 0);
  const count = 1 + Math.max(-1, ...result.morphs.map(({ group }) => group));
  return Array.from({ length: count }, (_, group) => {
    const own = result.morphs.filter((morph) => morph.group === group);
    const each = Math.max(1, Math.floor(most / Math.max(1, own.length)));
    return {
      ...{ group, name: groupName(result, group, t), morphs: own.length },
      share: own.reduce((sum, { mass }) => sum + mass, 0) / total,
      href: objectsHref(projectId, { objects: own.flatMap(({ objects }) => objects.slice(0, each)) }),
    };
  });
}
