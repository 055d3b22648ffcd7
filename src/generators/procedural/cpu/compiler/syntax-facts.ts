import type { Statement } from '../../shading/language/syntax.ts';

/** Size of a tree, and whether it holds statements of some kinds (loops hide their own breaks). */
export function treeSize(tree: unknown): number {
  if (Array.isArray(tree)) return tree.reduce<number>((sum, part) => sum + treeSize(part), 0);
  if (!tree || typeof tree !== 'object') return 0;
  let sum = 'kind' in tree ? 1 : 0;
  for (const [key, part] of Object.entries(tree))
    if (key !== 'position' && typeof part === 'object') sum += treeSize(part);
  return sum;
}

export function holds(
  statements: readonly Statement[],
  kinds: ReadonlySet<Statement['kind']>,
  inLoop = false,
): boolean {
  return statements.some(s => {
    if (kinds.has(s.kind) && !(inLoop && (s.kind === 'break' || s.kind === 'continue'))) return true;
    if (s.kind === 'if') return holds(s.body, kinds, inLoop) || holds(s.otherwise ?? [], kinds, inLoop);
    if (s.kind === 'block') return holds(s.body, kinds, inLoop);
    if (s.kind === 'for') return holds(s.body, kinds, true);
    return false;
  });
}

export const leaving: ReadonlySet<Statement['kind']> = new Set(['return', 'break', 'continue'] as const);
export const returning: ReadonlySet<Statement['kind']> = new Set(['return'] as const);

export function assignedNames(statements: readonly Statement[], names = new Set<string>()): Set<string> {
  for (const s of statements) {
    if (s.kind === 'assign') {
      let target = s.target;
      while (target.kind === 'member' || target.kind === 'index') target = target.object;
      if (target.kind === 'name') names.add(target.name);
    } else if (s.kind === 'if') assignedNames([...s.body, ...(s.otherwise ?? [])], names);
    else if (s.kind === 'block') assignedNames(s.body, names);
    else if (s.kind === 'for') {
      assignedNames([...(s.initial ? [s.initial] : []), ...(s.update ? [s.update] : []), ...s.body], names);
    }
  }
  return names;
}
