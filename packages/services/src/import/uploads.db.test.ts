import { sql } from "@nauplius/db/sql";
import { asUser, makeSite, makeUser, type TestSite } from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { deleteUpload, finishUpload, listUploads, openUpload, ownUpload } from "./uploads.ts";

let site: TestSite;
let ada: Context;
let bea: Context;
beforeAll(async () => {
  site = await makeSite();
  ada = site.as(asUser(await makeUser(site.db, "Ada")));
  bea = site.as(asUser(await makeUser(site.db, "Bea")));
});
afterAll(() => site.dispose());

const limits = { quotaBytes: 1000, reserveBytes: 0 };
const idOf = (n: number): string => String(n).padStart(32, "a");
const open = (ctx: Context, n: number, bytes: number, of = limits) => openUpload(ctx, of, { id: idOf(n), name: `batch ${n}.zip`, bytes });

test("uploads of a person fit into the quota, also those that are still on their way", async () => {
  expect(await open(ada, 1, 700)).toMatchObject({ ok: true });
  expect(await open(ada, 2, 400)).toMatchObject({ ok: false, error: { code: "quotaExceeded" } });
  expect(await open(ada, 3, 300)).toMatchObject({ ok: true });
  expect(await open(bea, 4, 1000)).toMatchObject({ ok: true });
});

test("two that begin at once do not both take the last room", async () => {
  const cyd = site.as(asUser(await makeUser(site.db, "Cyd")));
  const both = await Promise.all([open(cyd, 11, 600), open(cyd, 12, 600)]);
  expect(both.map((outcome) => outcome.ok).sort()).toEqual([false, true]);
});

test("a disk that would get too full takes nothing", async () => {
  const refused = await open(bea, 5, 1, { quotaBytes: Number.MAX_SAFE_INTEGER, reserveBytes: Number.MAX_SAFE_INTEGER });
  expect(refused).toMatchObject({ ok: false, error: { code: "quotaExceeded" } });
});

test("only its owner sees an upload", async () => {
  expect(await ownUpload(ada, idOf(1))).toMatchObject({ ok: true });
  expect(await ownUpload(bea, idOf(1))).toMatchObject({ ok: false, error: { code: "notFound" } });
  expect(await ownUpload(site.as({ kind: "anonymous" }), idOf(1))).toMatchObject({ ok: false, error: { code: "unauthenticated" } });
  expect(await deleteUpload.call(bea, { uploadId: idOf(1) })).toMatchObject({ ok: false, error: { code: "notFound" } });
  const listed = await listUploads.call(bea, {});
  expect(listed.ok && listed.value.map((u) => u.id)).toEqual([idOf(4)]);
});

test("what was deleted gives its room back, and its bytes are gone", async () => {
  await ada.storage.write(`uploads/${idOf(1)}`, new Uint8Array(700));
  await finishUpload(ada, idOf(1));
  expect(await deleteUpload.call(ada, { uploadId: idOf(1) })).toMatchObject({ ok: true });
  expect(await ada.storage.size(`uploads/${idOf(1)}`)).toBeNull();
  expect(await open(ada, 6, 700)).toMatchObject({ ok: true });
});

test("what nobody finished makes room after a week", async () => {
  await site.db.run(sql`update upload set created_at = now() - interval '100 years' where id = ${idOf(6)}`);
  expect(await open(ada, 7, 700)).toMatchObject({ ok: true });
});

test("an upload without a name, with one that no file has, or of another kind of id, is refused", async () => {
  expect(await openUpload(ada, limits, { id: idOf(8), name: " ", bytes: 1 })).toMatchObject({ ok: false, error: { code: "invalid" } });
  for (const name of ["a\u0000b.zip", "a\r\nX-Header: 1.zip"])
    expect(await openUpload(ada, limits, { id: idOf(8), name, bytes: 1 })).toMatchObject({
      ok: false,
      error: { code: "invalid", message: "name: a file name without control characters" },
    });
  expect(await openUpload(ada, limits, { id: "../../etc/passwd", name: "x", bytes: 1 })).toMatchObject({
    ok: false,
    error: { code: "invalid" },
  });
});
