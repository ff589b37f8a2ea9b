import { Writable } from "node:stream";
import { logOptions, plainError } from "@nauplius/services";
import pino from "pino";
import { expect, test } from "vitest";

function logged(write: (log: pino.Logger) => void): string {
  let text = "";
  const sink = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  write(pino(logOptions("test", "info"), sink));
  return text;
}

test("an error is logged with its message, code and stack, and not with what a driver hangs on it", () => {
  const error = Object.assign(new Error("the database system is shutting down"), {
    code: "57P03",
    client: { password: "hunter2", secretKey: 1 },
  });
  const text = logged((log) => log.error({ error, run: 7 }, "run failed"));
  expect(JSON.parse(text)).toMatchObject({
    app: "test",
    run: 7,
    msg: "run failed",
    error: { message: "the database system is shutting down", code: "57P03" },
  });
  expect(text).toContain("log.test.ts");
  expect(text).not.toMatch(/hunter2|secretKey/);
});

test("passwords in addresses are covered", () => {
  const text = logged((log) => log.warn({ error: new Error("cannot reach postgresql://nauplius:s3cr%20et@db:5432/x") }, "queue"));
  expect(text).toContain("postgresql://***@db:5432/x");
  expect(text).not.toContain("s3cr");
});

test("passwords, tokens and cookies that are logged by mistake are covered", () => {
  const text = logged((log) => log.info({ body: { password: "hunter2", token: "nau_123" }, authorization: "Bearer abc" }, "request"));
  expect(text).not.toMatch(/hunter2|nau_123|Bearer abc/);
});

test("what is thrown and is no error is said as text", () => {
  expect(plainError("out of luck")).toEqual({ message: "out of luck" });
  expect(plainError(new Error("outer", { cause: new Error("redis://:pw@host") }))).toMatchObject({
    cause: { message: "redis://***@host" },
  });
});
