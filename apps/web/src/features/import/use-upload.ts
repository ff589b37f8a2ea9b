"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Upload } from "tus-js-client";

/** One request carries so much: short enough for every proxy's patience, long enough to cost nothing. */
const chunkBytes = 32 * 1024 * 1024;
const retryDelays = [0, 1000, 3000, 10_000, 30_000, 60_000];

export type UploadState = {
  readonly name: string;
  readonly sent: number;
  readonly total: number;
  readonly perSecond: number;
  readonly paused: boolean;
  /** Part of it had arrived earlier. */
  readonly resumed: boolean;
  readonly failure: string | null;
};

const idOf = (url: string): string => url.slice(url.lastIndexOf("/") + 1);

/** A refusal of the server in its own words. */
function reasonOf(error: Error): string {
  const answer = "originalResponse" in error ? (error.originalResponse as { getBody?: () => string } | null) : null;
  return answer?.getBody?.().trim() || error.message;
}

/** One resumable upload at a time; `onDone` gets the id of what arrived. */
export function useUpload(onDone: (upload: { id: string; name: string }) => void) {
  const [state, setState] = useState<UploadState | null>(null);
  const current = useRef<Upload | null>(null);
  const queries = useQueryClient();

  const begin = async (file: File) => {
    const started = { at: Date.now(), sent: -1 };
    const upload = new Upload(file, {
      endpoint: "/api/uploads",
      chunkSize: chunkBytes,
      retryDelays,
      removeFingerprintOnSuccess: true,
      metadata: { filename: file.name },
      onProgress: (sent, total) => {
        if (started.sent < 0) Object.assign(started, { at: Date.now(), sent });
        const seconds = (Date.now() - started.at) / 1000;
        setState((old) => old && { ...old, sent, total, perSecond: seconds > 1 ? (sent - started.sent) / seconds : 0 });
      },
      onError: (error) => setState((old) => old && { ...old, failure: reasonOf(error) }),
      onSuccess: () => {
        setState(null);
        current.current = null;
        void queries.invalidateQueries({ queryKey: ["uploads"] });
        onDone({ id: idOf(upload.url ?? ""), name: file.name });
      },
    });
    current.current = upload;
    const [earlier] = await upload.findPreviousUploads();
    if (earlier !== undefined) upload.resumeFromPreviousUpload(earlier);
    const resumed = earlier !== undefined;
    setState({ name: file.name, sent: 0, total: file.size, perSecond: 0, paused: false, resumed, failure: null });
    upload.start();
  };

  return {
    state,
    begin,
    pause: () => {
      void current.current?.abort();
      setState((old) => old && { ...old, paused: true, perSecond: 0 });
    },
    resume: () => {
      current.current?.start();
      setState((old) => old && { ...old, paused: false, failure: null });
    },
    /** Gives the upload up; what arrived is deleted. */
    stop: () => {
      void current.current?.abort(true).catch(() => undefined);
      current.current = null;
      setState(null);
    },
  };
}
export type Uploading = ReturnType<typeof useUpload>;
