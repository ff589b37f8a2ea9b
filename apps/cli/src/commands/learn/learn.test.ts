import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeCommand } from "../../command.ts";
import { learn } from "../learn.ts";

/** What the command would be called with after these words. */
function invocation(words: readonly string[], data: string) {
  const command = makeCommand(learn)
    .exitOverride()
    .action(() => {});
  command.parse([...words], { from: "user" });
  return { args: command.args, options: command.opts(), data, json: true, signal: new AbortController().signal };
}

const refusals: [words: string, message: string][] = [
  ["guess --images x", "expected one of train, evaluate, predict"],
  ["train --images x", "--out is missing"],
  ["train --images x --out y --recipe magic", "expected one of scratch, head, fine-tune, forest"],
  ["train --images x --out y --turns round", "--turns: got round, expected lying or any"],
  ["train --images x --out y --uses smells", "--uses: got smells, expected one of both, images, features"],
  ["train --images x --out y --balance 2", "--balance: got 2, expected a number from 0 to 1"],
  ["train --images x --model m --out y --epochs 1.5", "--epochs: got 1.5, expected a whole number"],
  ["train --images x --out y --model-version 1", "expected three numbers such as 1.0.0"],
  ["train --images x --out y --name Big", "expected small letters"],
  ["evaluate --images x --model y --views 3", "--views: got 3, expected 1 or 8"],
  ["predict --images x --model y --out z --top 0", "--top: got 0, expected a whole number from 1 to 100"],
];

test.each(refusals)("learn %s is refused before anything is read", async (words, message) => {
  await expect(async () => learn.run(invocation(words.split(" "), tmpdir()))).rejects.toThrow(message);
});

test("a model or images that are not there end with a sentence and exit code 1", async () => {
  const folder = await mkdtemp(join(tmpdir(), "learn-"));
  const ending = await learn.run(invocation(["evaluate", "--images", folder, "--model", join(folder, "none")], folder));
  expect(ending).toMatchObject({ exit: 1, json: { error: { code: "invalid" } } });
  expect(ending.text).toContain("holds no manifest.json");
  await rm(folder, { recursive: true });
});
