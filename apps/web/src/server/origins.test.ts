import { expect, test } from "vitest";
import { isForeignTo, ourOrigins } from "./origins.ts";

const base = "https://plankton.example.org";
const post = (headers: Record<string, string>) => new Request(`${base}/api/v1/projects`, { method: "POST", headers });

test("a change asked for by another site is foreign, whatever its origin is called", () => {
  expect(isForeignTo(base, post({ origin: "https://evil.example" }))).toBe(true);
  expect(isForeignTo(base, post({ origin: "null" }))).toBe(true);
  expect(isForeignTo(base, post({ origin: "https://plankton.example.org.evil.example" }))).toBe(true);
  expect(isForeignTo(base, post({ origin: "http://plankton.example.org" }))).toBe(true);
  expect(isForeignTo(base, post({ "sec-fetch-site": "cross-site" }))).toBe(true);
});

test("our own pages and scripts without a browser are not", () => {
  expect(isForeignTo(base, post({ origin: base }))).toBe(false);
  expect(isForeignTo(base, post({}))).toBe(false);
});

test("an instance on this machine is ours under each of its names, and under the address it was asked at", () => {
  expect(ourOrigins("http://127.0.0.1:3000", "192.168.1.5:3000")).toEqual([
    "http://127.0.0.1:3000",
    "http://localhost:3000",
    "http://[::1]:3000",
    "http://192.168.1.5:3000",
  ]);
  expect(ourOrigins(base, "evil.example/x")).toEqual([base]);
});
