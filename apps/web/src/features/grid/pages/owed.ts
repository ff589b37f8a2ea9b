/** Tells the server what somebody marked as wrong, and again what it has not heard yet: nothing may be accepted before it knows all of it, or
 *  what was marked would be among the accepted. */
export function createOwed(send: (ids: readonly number[]) => Promise<unknown>): (ids: readonly number[]) => Promise<void> {
  const owed = new Set<number>();
  return async (ids) => {
    for (const id of ids) owed.add(id);
    const now = [...owed];
    if (now.length === 0) return;
    await send(now);
    for (const id of now) owed.delete(id);
  };
}
