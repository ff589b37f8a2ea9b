import { spawn } from "node:child_process";

/** Best effort: a machine without a display simply shows the address. */
export function openBrowser(url: string): void {
  const hasDisplay = process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  if (!process.stdout.isTTY || process.env.CI || !hasDisplay) return;
  const openers: Partial<Record<NodeJS.Platform, [string, string[]]>> = {
    darwin: ["open", [url]],
    win32: ["cmd", ["/c", "start", "", url]],
  };
  const [command, args] = openers[process.platform] ?? ["xdg-open", [url]];
  const child = spawn(command, args, { stdio: "ignore", detached: true });
  child.once("error", () => undefined);
  child.unref();
}
