/**
 * Frees the memory of scratch arrays at once; they are empty afterwards. The garbage collector hardly sees what lies
 * outside its own heap and would let tens of megabytes of such arrays pile up on a long track.
 */
export function release(...arrays: (Float32Array | Uint8Array)[]): void {
  for (const { buffer } of arrays) if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}
