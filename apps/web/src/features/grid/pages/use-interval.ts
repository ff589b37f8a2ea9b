"use client";
import { notifications } from "@mantine/notifications";
import { createRng, taxonId, usualChecks, uuidV7 } from "@nauplius/domain";
import type { ShownObject } from "@nauplius/services";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { api } from "@/components/api.ts";
import type { PickedTaxon } from "@/components/taxon-picker.tsx";
import type { OpenOutbox } from "@/features/outbox/open.ts";
import { keepConflicts } from "@/features/outbox/store.ts";
import { useGrid } from "../context.tsx";
import type { LabelOf } from "../model/gestures.ts";
import type { Session } from "../model/session.ts";
import { createOwed } from "./owed.ts";
import { beginRounds, pageRight, pageWrong, type Rounds } from "./rounds.ts";

export type Accepted = {
  readonly accepted: number;
  readonly checks: number;
  readonly right: number;
  readonly atLeast: number;
  readonly mayBe: readonly { readonly taxonId: number; readonly displayName: string; readonly objects: number }[];
};
export type Stage =
  | { readonly kind: "pages" }
  | { readonly kind: "checks"; readonly ids: readonly number[]; readonly open: number }
  | { readonly kind: "done"; readonly result: Accepted | null };

const isOpen = (session: Session, rejected: ReadonlySet<number>) => (id: number) => {
  const label = session.tiles.get(id)?.label;
  return label !== undefined && !rejected.has(id) && !label.proposed && (label.state === "predicted" || label.state === "unclassified");
};

const told = (error: unknown) => notifications.show({ color: "red", message: error instanceof Error ? error.message : String(error) });

/** All gestures are at the server. */
const allSaved = (open: OpenOutbox): Promise<void> =>
  new Promise((done) => {
    const look = () => {
      if (open.outbox.state().status !== "saved") return;
      stop();
      done();
    };
    const stop = open.onState(look);
    look();
  });

/** Page mode's course: pages until it is known how far the taxon goes, checks on what nobody saw, acceptance. */
export function useInterval(taxon: PickedTaxon, from: number) {
  const { session, project, open, view, userId } = useGrid();
  const t = useTranslations("grid.pages");
  const size = session.order.state().size ?? 0;
  const [rounds, setRounds] = useState<readonly Rounds[]>(() => [beginRounds(from, size)]);
  const [stage, setStage] = useState<Stage>({ kind: "pages" });
  const [shown, setShown] = useState<readonly number[] | null>(null);
  const [busy, setBusy] = useState(false);
  const batch = useRef<string | null>(null);
  const now = rounds.at(-1) as Rounds;
  const id = taxonId.parse(taxon.id);
  const at = useMemo(() => `projects/${project.id}`, [project.id]);
  /** What anybody marked as not of the taxon; others mark meanwhile. */
  const rejected = useRef<ReadonlySet<number>>(new Set());
  const addRejected = useCallback((ids: readonly number[]) => {
    rejected.current = new Set([...rejected.current, ...ids]);
  }, []);

  /** Validated on these pages. */
  const given = useRef(new Set<number>());

  /** One says that an object is of the taxon, another that it is not: what stands stays until it is decided. */
  const contradict = useEffectEvent((said: "markedHere" | "validatedHere", standing: readonly LabelOf[]) => {
    if (standing.length === 0) return;
    const message = t(said, { taxon: taxon.displayName });
    const mine = { taxonId: "keep", state: "dubious" } as const;
    const conflicts = standing.map(({ id: object, ...theirs }) => ({ id: object, message, mine, theirs }));
    session.tiles.hear(standing);
    session.tiles.recall(conflicts);
    if (userId !== null) void keepConflicts(userId, project.id, conflicts).catch(() => undefined);
    notifications.show({ color: "orange", message: t("contradicted", { count: standing.length, taxon: taxon.displayName }) });
  });
  /** Once the labels are at the server: the answer to a label decides what was open of its object. */
  const disagree = useEffectEvent((ids: readonly number[]) =>
    contradict(
      "validatedHere",
      ids.flatMap((o) => {
        const tile = session.tiles.get(o);
        return tile === undefined ? [] : [{ id: o, ...tile.label }];
      }),
    ),
  );
  const readMarked = useEffectEvent(async () => {
    const ids = await api<number[]>("GET", `${at}/rejections?taxonId=${id}`);
    const news = ids.filter((o) => given.current.has(o) && !rejected.current.has(o));
    addRejected(ids);
    if (news.length > 0 && open !== null) void allSaved(open).then(() => disagree(news));
  });
  const [tellRejected] = useState(() =>
    createOwed(async (objects) =>
      contradict("markedHere", (await api<{ standing: LabelOf[] }>("POST", `${at}/rejections`, { taxonId: id, objects })).standing),
    ),
  );

  const show = useCallback(
    (ids: readonly number[]) => {
      // Of a view in order the first row looks right: the page is shuffled, by its own seed.
      const mixed = createRng(`page ${ids[0]} ${ids.length}`).shuffle(ids);
      session.vignettes.wantBeside(mixed);
      setShown(mixed);
    },
    [session],
  );

  const { page } = now;
  useEffect(() => {
    if (stage.kind !== "pages" || page === null) return;
    let left = false;
    setShown(null);
    void Promise.all([session.order.load(page.start, page.end), readMarked().catch(told)]).then(() => {
      if (left) return;
      const ids = session.order.slice(page.start, page.end).filter(isOpen(session, rejected.current));
      // Decided on already: nothing to look at.
      if (ids.length === 0) setRounds((old) => [...old, pageRight(now)]);
      else show(ids);
    });
    return () => {
      left = true;
    };
  }, [stage.kind, page, now, session, show]);

  const validate = (ids: readonly number[]) => {
    if (ids.length === 0 || open === null) return;
    for (const o of ids) given.current.add(o);
    const gesture = session.label({ taxonId: id, state: "validated" }, ids);
    if (gesture !== null) void open.outbox.push(gesture);
  };
  const reject = async (ids: readonly number[]) => {
    addRejected(ids);
    await tellRejected(ids);
  };
  const order = () => api<{ order: number }>("POST", `${at}/objects/order`, { ...view });

  async function check(): Promise<void> {
    if (open === null) return;
    await Promise.all([allSaved(open), reject([]), readMarked()]);
    const interval = { order: session.order.id(), from: now.from, end: now.good, taxonId: id };
    if (interval.order === null) interval.order = (await order()).order;
    const drawn = await api<{ open: number; objects: ShownObject[] }>("POST", `${at}/intervals/checks`, {
      ...{ ...interval, size: usualChecks, seed: now.good },
    });
    session.tiles.put(drawn.objects);
    if (drawn.open === 0) return setStage({ kind: "done", result: null });
    const ids = drawn.objects.map((o) => o.id);
    setStage({ kind: "checks", ids, open: drawn.open });
    show(ids);
  }

  async function accept(checked: readonly number[]): Promise<void> {
    if (open === null) return;
    await allSaved(open);
    batch.current ??= uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
    const body = {
      order: session.order.id() ?? (await order()).order,
      from: now.from,
      end: now.good,
      taxonId: id,
      batchId: batch.current,
      checked,
    };
    setStage({ kind: "done", result: await api<Accepted>("POST", `${at}/intervals`, body) });
  }

  const working = (work: Promise<void>) => {
    setBusy(true);
    void work.catch(told).finally(() => setBusy(false));
  };

  return {
    now,
    stage,
    shown,
    busy,
    looked: rounds.length - 1,
    /** The page is right, but for those marked; a page of checks is judged by it. */
    judge(marked: readonly number[], isRight: boolean): void {
      if (shown === null || busy) return;
      const wrong = new Set(marked);
      const ids = shown.filter((o) => !wrong.has(o));
      const known = isRight || marked.length > 0;
      // Where something is wrong and nobody said what, nothing is said of any object of the page.
      if (known) validate(ids);
      if (stage.kind === "checks") {
        working(reject(marked).then(() => accept(stage.ids)));
        return;
      }
      // The next page does not wait for it: a key pressed meanwhile counts. The check waits for all of them.
      void reject(marked).catch(told);
      setRounds((old) => [...old, isRight && marked.length === 0 ? pageRight(now) : pageWrong(now)]);
    },
    back(): void {
      if (stage.kind !== "pages" || rounds.length < 2 || open === null) return;
      setRounds((old) => old.slice(0, -1));
    },
    check: () => working(check()),
    finish: () => setStage({ kind: "done", result: null }),
  };
}
export type IntervalCourse = ReturnType<typeof useInterval>;
