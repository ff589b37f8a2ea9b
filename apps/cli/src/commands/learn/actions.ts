import { evaluate } from "./evaluate.ts";
import { predict } from "./predict.ts";
import { train } from "./train.ts";

export const actions = { train, evaluate, predict };
export type ActionName = keyof typeof actions;
