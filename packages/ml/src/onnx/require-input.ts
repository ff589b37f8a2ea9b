/** Protobuf tag of `TensorProto.name`: field 8, a text. Names of inputs and of nodes have other tags. */
const nameTag = 0x42;

/** The same model (`name` in ASCII), asking for an input that it has a default value for: onnxruntime-node cannot be given those. The default gets another name of
 *  the same length, which nothing reads. Null: the model has no such default, or more than one. */
export function requireInput(model: Uint8Array, name: string): Uint8Array | null {
  const wanted = Uint8Array.of(nameTag, name.length, ...Array.from(name, (letter) => letter.charCodeAt(0)));
  const places: number[] = [];
  for (let at = model.indexOf(nameTag); at !== -1; at = model.indexOf(nameTag, at + 1))
    if (wanted.every((byte, i) => model[at + i] === byte)) places.push(at);
  const [place] = places;
  if (place === undefined || places.length > 1) return null;
  const changed = Uint8Array.from(model);
  changed[place + wanted.length - 1] = "_".charCodeAt(0);
  return changed;
}
