"use client";
import Link from "next/link";
import { type ReactNode, useEffect, useRef } from "react";
import { Pending } from "./pending.tsx";
import classes from "./place-tabs.module.css";

export type Place = { readonly id: string; readonly href: string; readonly label: string; readonly isHere: boolean };

/** The line below the header: the pages of one thing. Where it is too narrow it scrolls, and shows the page that one is on. */
export function PlaceTabs({ label, places, children }: { label: string; places: readonly Place[]; children?: ReactNode }) {
  const line = useRef<HTMLElement>(null);
  const here = places.find((place) => place.isHere)?.id;
  useEffect(() => {
    const tab = here === undefined ? null : line.current?.querySelector("[aria-current]");
    tab?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [here]);
  return (
    <div className={classes.head}>
      {children}
      <nav ref={line} className={classes.line} aria-label={label}>
        {places.map((place) => (
          <Link key={place.id} href={place.href} className={classes.tab} aria-current={place.isHere ? "page" : undefined}>
            {place.label}
            <Pending />
          </Link>
        ))}
      </nav>
    </div>
  );
}

/** The name of the thing, before its pages. */
export const PlaceTitle = ({ href, title }: { href: string; title: string }) => (
  <Link href={href} className={classes.title} title={title}>
    {title}
  </Link>
);
