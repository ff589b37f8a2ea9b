import { type Shortcut, shortcuts } from "@nauplius/domain";

type Texts = {
  readonly title: string;
  readonly held: string;
  readonly groups: Readonly<Record<string, string>>;
  readonly keys: Readonly<Record<string, string>>;
};

const names: Readonly<Record<string, string>> = {
  " ": "Space",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
};

function keyName(key: Shortcut["keys"][number], held: string): string {
  const name =
    key.code?.replace("Digit", "") ?? names[key.key ?? ""] ?? (key.key ?? "").replace(/^[a-z]$/, (letter) => letter.toUpperCase());
  const prefix = key.held === true ? `${held} ` : "";
  return `${prefix}\`${[key.ctrl === true ? "Ctrl" : "", key.shift === true ? "Shift" : "", name].filter((part) => part !== "").join("+")}\``;
}

/** The keys of the page of objects as Markdown, from the table that binds them and the texts of its help. */
export function keyTable(texts: Texts): string {
  const rows = (shortcuts as readonly Shortcut[])
    .filter((shortcut) => shortcut.scope !== "object")
    .map(({ id, group, keys }) => {
      const shown = keys.filter((key) => key.code?.startsWith("Numpad") !== true).map((key) => keyName(key, texts.held));
      return `| ${texts.groups[group]} | ${shown.join(" ")} | ${texts.keys[id]} |`;
    });
  return ["| | key | does |", "|---|---|---|", ...rows].join("\n");
}
