"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "@/components/api.ts";
import type { TableData } from "../types.ts";

export type Place = { readonly id: number; readonly name: string };
export type Goal = "project" | "sample" | "acquisition";

async function placesOf(projectId: number, goal: Goal): Promise<Place[]> {
  if (goal === "project") {
    const projects = await api<{ id: number; title: string; manages: boolean }[]>("GET", "projects");
    return projects.filter((p) => p.id !== projectId && p.manages).map((p) => ({ id: p.id, name: p.title }));
  }
  const table = await api<TableData>("POST", `projects/${projectId}/corrections/rows`, { level: goal, limit: 5000 });
  return table.rows.map((row) => ({ id: row.id, name: row.parent === "" ? row.name : `${row.name} (${row.parent})` }));
}

/** Where something could be moved to: the person's other projects, the project's samples or acquisitions. */
export const usePlaces = (projectId: number, goal: Goal, wanted: boolean) =>
  useQuery({ queryKey: ["correct", projectId, "places", goal], queryFn: () => placesOf(projectId, goal), enabled: wanted });
