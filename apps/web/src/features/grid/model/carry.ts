/** What a drag from the grid says that it carries: the chosen objects, whichever they are when it is let go. */
const carried = "application/x-nauplius-objects";

type Drag = { readonly dataTransfer: DataTransfer };

export const isCarrying = ({ dataTransfer }: Drag): boolean => dataTransfer.types.includes(carried);

/** Begins to carry the chosen tiles, shown as a small plate with their number; whatever can take them is marked until they are let go. */
export function beginCarrying({ dataTransfer }: Drag, text: string, className: string): void {
  dataTransfer.setData(carried, text);
  dataTransfer.effectAllowed = "copy";
  const plate = document.createElement("div");
  plate.className = className;
  plate.textContent = text;
  document.body.append(plate);
  dataTransfer.setDragImage(plate, 12, 12);
  // The browser has taken its picture when the event is over.
  setTimeout(() => plate.remove());
  document.body.dataset.carrying = "";
}

export function endCarrying(): void {
  delete document.body.dataset.carrying;
}
