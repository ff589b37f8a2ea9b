"use client";
import type { View } from "@nauplius/domain";
import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import { type Address, addressFrom, type Display, hrefOf } from "../model/view-address.ts";

const subscribe = (listener: () => void) => {
  addEventListener("hashchange", listener);
  addEventListener("popstate", listener);
  return () => {
    removeEventListener("hashchange", listener);
    removeEventListener("popstate", listener);
  };
};

/** The address is the state of the page: what is read from it is shown, what is chosen is written to it. */
export function useAddress() {
  const search = useSearchParams().toString();
  const path = usePathname();
  const hash = useSyncExternalStore(
    subscribe,
    () => location.hash,
    () => "",
  );
  const address: Address = useMemo(() => addressFrom(search, hash), [search, hash]);

  const go = useCallback(
    (view: View, display: Partial<Display>, how: "push" | "replace") => {
      const href = path + hrefOf(view, display);
      if (how === "push") history.pushState(null, "", href);
      else history.replaceState(null, "", href);
      // pushState tells nobody that what stands behind the # has changed.
      dispatchEvent(new Event("hashchange"));
    },
    [path],
  );
  return { address, go, search, hash };
}
