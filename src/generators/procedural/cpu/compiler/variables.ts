import type { Statement } from '../../shading/language/syntax.ts';
import type { Node } from '../nodes.ts';
import type { Compilation, Variable } from './compilation.ts';
import { assignedNames } from './syntax-facts.ts';

export function findVariable(c: Compilation, name: string): Variable | undefined {
  for (let i = c.scopes.length - 1; i >= 0; i--) {
    const found = c.scopes[i].get(name);
    if (found) return found;
  }
  return undefined;
}

/** The components of a variable now; a copy, so that a later assignment does not change what was read. */
export function readVariable(c: Compilation, variable: Variable): Node[] {
  if (variable.nodes) return variable.nodes;
  return variable.locals!.map(local =>
    variable.unmasked ? c.emit.each(true, () => c.emit.run.get(local)) : c.emit.copy(local),
  );
}

/** Moves the variables that a branch or loop assigns into locals that can be written under a mask. */
export function spill(c: Compilation, statements: readonly Statement[]): void {
  for (const name of assignedNames(statements)) {
    const variable = findVariable(c, name);
    if (!variable?.nodes || variable.constant) continue;
    const locals = variable.nodes.map(() => c.emit.wide());
    variable.nodes.forEach((node, i) => {
      c.emit.store(locals[i], node);
    });
    variable.locals = locals;
    variable.nodes = undefined;
  }
}

/** Protects temporaries from being handed out again when the statement ends. */
export function keep(c: Compilation, nodes: readonly Node[]): void {
  for (const node of nodes) {
    if (node.kind !== 'local') continue;
    c.kept.add(node.local);
    const companion = c.emit.values.companion(node);
    if (companion !== undefined) c.kept.add(companion);
  }
}
