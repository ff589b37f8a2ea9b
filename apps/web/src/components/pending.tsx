"use client";
import { useLinkStatus } from "next/link";
import classes from "./pending.module.css";

/** Inside of a link: a line while the page that it leads to is made. Pages answer whole, so that what is not there answers 404. */
export function Pending() {
  const { pending } = useLinkStatus();
  return pending ? <span className={classes.pending} aria-hidden /> : null;
}
