"use client";
import { Button, type ButtonProps } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";

/** A button that leads to a page, for pages made on the server: a component cannot be handed from there to a button. */
export const LinkButton = (props: ButtonProps & { href: string; children: ReactNode }) => <Button component={Link} {...props} />;
