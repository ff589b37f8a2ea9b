declare module "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs" {
  export type JpegDecoder = {
    /** Memory inside the module for so many bytes of file; valid until the next call. */
    getEncodedBuffer(length: number): Uint8Array;
    /** Throws a number (a C++ exception) when libjpeg-turbo reports an error or a warning. */
    decode(): void;
    getDecodedBuffer(): Uint8Array;
    getFrameInfo(): { readonly width: number; readonly height: number; readonly componentCount: number };
    delete(): void;
  };
  type Codec = { readonly JPEGDecoder: new () => JpegDecoder };
  export default function openCodec(): Promise<Codec>;
}
