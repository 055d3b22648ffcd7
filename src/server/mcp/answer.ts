import { explainFailure } from '../../workflow/explain-failure.ts';

/** What a tool answers: its result as text, or in one sentence what went wrong, as the command line says it. */
export async function answer(work: () => unknown) {
  try {
    const result = await work();
    const text = typeof result === 'string' ? result : JSON.stringify(result);
    return { content: [{ type: 'text' as const, text }] };
  } catch (error) {
    return { isError: true, content: [{ type: 'text' as const, text: explainFailure(error).message }] };
  }
}
