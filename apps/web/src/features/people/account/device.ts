const browsers = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
] as const;
const systems = [
  [/Windows/, "Windows"],
  [/iPhone|iPad/, "iOS"],
  [/Mac OS X/, "macOS"],
  [/Android/, "Android"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
] as const;

const named = (list: readonly (readonly [RegExp, string])[], agent: string) => list.find(([pattern]) => pattern.test(agent))?.[1];

/** A browser's long name for itself, short: to recognise one's own machines by. Null when it says nothing known. */
export function deviceName(agent: string | null): string | null {
  const parts = agent === null ? [] : [named(browsers, agent), named(systems, agent)].filter((part) => part !== undefined);
  return parts.length === 0 ? null : parts.join(" · ");
}
