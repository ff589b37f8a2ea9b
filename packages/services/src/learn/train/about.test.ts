import type { ProjectRow } from "@nauplius/db";
import { expect, test } from "vitest";
import { aboutProjects } from "./about.ts";

const project = (title: string, access: ProjectRow["access"]) =>
  ({ title, access, licence: "CC BY 4.0", citation: `${title} 2026` }) as ProjectRow;

test("a model tells of which projects it is, and of private ones only how many", () => {
  const about = aboutProjects([project("Open", "open"), project("Secret", "private"), project("Seen", "visible")]);
  expect(about).toMatchObject({
    name: "validated objects of Open, Seen, a private project",
    licence: "CC BY 4.0",
    citations: ["Open 2026", "Seen 2026"],
  });
  expect(JSON.stringify(about)).not.toContain("Secret");
  expect(aboutProjects([project("A", "private"), project("B", "private")]).name).toBe("validated objects of 2 private projects");
});
