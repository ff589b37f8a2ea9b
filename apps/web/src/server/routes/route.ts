import type { Verb } from "@nauplius/services";

export type Method = "GET" | "POST" | "PATCH" | "DELETE" | "PUT";
/** `:name` in a path becomes a field of the verb's input; the rest comes from the query (GET) or the JSON body. */
export type Route = readonly [method: Method, path: string, verb: Verb<never, unknown>];
