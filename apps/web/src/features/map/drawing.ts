const painted = ["fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity"] as const;

/** What is seen of a map as one SVG: its drawings where they stand, with the colours of the page, and a sentence at the foot where there is one. */
export function drawingOf(map: HTMLElement, note: string | null): string {
  const frame = map.getBoundingClientRect();
  const outer = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of [
    ["xmlns", "http://www.w3.org/2000/svg"],
    ["width", String(frame.width)],
    ["height", String(frame.height)],
  ] as const)
    outer.setAttribute(name, value);
  const sea = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const side of ["width", "height"]) sea.setAttribute(side, "100%");
  sea.setAttribute("fill", getComputedStyle(map).backgroundColor);
  outer.append(sea);
  const height = (svg: SVGSVGElement) => Number(svg.parentElement === null ? 0 : getComputedStyle(svg.parentElement).zIndex) || 0;
  const drawn = [...map.querySelectorAll<SVGSVGElement>(".leaflet-pane > svg")].sort((a, b) => height(a) - height(b));
  for (const svg of drawn) {
    const place = svg.getBoundingClientRect();
    const copy = svg.cloneNode(true) as SVGSVGElement;
    const paths = copy.querySelectorAll("path");
    for (const [at, path] of [...svg.querySelectorAll("path")].entries()) {
      const seen = getComputedStyle(path);
      for (const name of painted) paths[at]?.setAttribute(name, seen.getPropertyValue(name));
    }
    copy.removeAttribute("style");
    copy.setAttribute("x", String(place.left - frame.left));
    copy.setAttribute("y", String(place.top - frame.top));
    outer.append(copy);
  }
  if (note !== null) outer.append(noteAt(frame.height, note));
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(outer.outerHTML)}`;
}

function noteAt(height: number, note: string): SVGTextElement {
  const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
  for (const [name, value] of [
    ["x", "8"],
    ["y", String(height - 8)],
    ["font-family", "sans-serif"],
    ["font-size", "12"],
    ["stroke", "#ffffff"],
    ["stroke-width", "3"],
    ["paint-order", "stroke"],
  ] as const)
    text.setAttribute(name, value);
  text.textContent = note;
  return text;
}
