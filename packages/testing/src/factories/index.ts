export * from "./context.ts";
export * from "./objects.ts";
export * from "./people.ts";
