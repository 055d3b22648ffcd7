/** A model, or the runtime that it needs, cannot be used; one sentence that says what to do. */
export class ModelError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ModelError';
  }
}
