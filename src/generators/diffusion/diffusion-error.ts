/** A model, or the runtime that it needs, cannot be used; one sentence that says what to do. */
export class DiffusionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DiffusionError';
  }
}
