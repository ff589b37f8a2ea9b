"use client";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiRefusal } from "@/components/api.ts";

/** A change that a button makes: the page is read again when it is done, what was refused is said at the edge of the screen. */
export function useChange<Input, Output>(
  change: (input: Input) => Promise<Output>,
  options: { done?: string; after?: (output: Output) => void } = {},
) {
  const router = useRouter();
  return useMutation({
    mutationFn: change,
    onSuccess: (output) => {
      if (options.done !== undefined) notifications.show({ message: options.done, autoClose: 3000 });
      options.after?.(output);
      router.refresh();
    },
    onError: (error) => notifications.show({ color: "red", message: error.message, autoClose: 8000 }),
  });
}

type FormErrors = { readonly setErrors: (errors: Record<string, string>) => void };

/** What a form sends: faults go to their fields, the rest above the form. */
export function useSend<Input, Output>(send: (input: Input) => Promise<Output>, form: FormErrors, then: (output: Output) => void) {
  const [problem, setProblem] = useState<string | null>(null);
  const mutation = useMutation({
    mutationFn: send,
    onMutate: () => setProblem(null),
    onSuccess: then,
    onError: (error) => {
      const faults = error instanceof ApiRefusal ? error.faults.filter((fault) => fault.path !== "") : [];
      if (faults.length > 0) form.setErrors(Object.fromEntries(faults.map((f) => [f.path.replace(/^account\./, ""), f.message])));
      else setProblem(error.message);
    },
  });
  return { send: mutation.mutate, busy: mutation.isPending || mutation.isSuccess, problem, setProblem, reset: mutation.reset };
}
