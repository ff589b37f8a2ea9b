/** What a drag from the grid says that it carries: the objects chosen when it began, whatever is scrolled or chosen until it is let go. */
const carried = "application/x-nauplius-objects";
/** The project, lower case as types are: a page of another project does not take them. */
const typeOf = (projectId: number): string => `${carried}-${projectId}`;

type Drag = { readonly dataTransfer: Pick<DataTransfer, "types" | "getData"> };
type Begun = { readonly dataTransfer: Pick<DataTransfer, "setData" | "effectAllowed" | "setDragImage"> };
export type Carried = { readonly projectId: number; readonly ids: readonly number[] };

export const isCarrying = ({ dataTransfer }: Drag, projectId: number): boolean => dataTransfer.types.includes(typeOf(projectId));

/** The objects that are let go; none where they are not of the project. */
export const letGo = ({ dataTransfer }: Drag, projectId: number): readonly number[] =>
  dataTransfer
    .getData(typeOf(projectId))
    .split(",")
    .filter((id) => id !== "")
    .map(Number);

export const carry = ({ dataTransfer }: Pick<Begun, "dataTransfer">, { projectId, ids }: Carried): void =>
  dataTransfer.setData(typeOf(projectId), ids.join());

/** Begins to carry the chosen tiles, shown as a small plate with their number; whatever can take them is marked until they are let go. */
export function beginCarrying(drag: Begun, objects: Carried, shown: { readonly text: string; readonly className: string }): void {
  carry(drag, objects);
  drag.dataTransfer.effectAllowed = "copy";
  const plate = document.createElement("div");
  plate.className = shown.className;
  plate.textContent = shown.text;
  document.body.append(plate);
  drag.dataTransfer.setDragImage(plate, 12, 12);
  // The browser has taken its picture when the event is over.
  setTimeout(() => plate.remove());
  document.body.dataset.carrying = "";
}

export function endCarrying(): void {
  delete document.body.dataset.carrying;
}
