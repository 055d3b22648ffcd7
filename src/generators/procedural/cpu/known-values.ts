import type { Node } from './nodes.ts';

type Local = Node & { kind: 'local' };

/**
 * What is known about values of a pass beyond their bits, as long as the locals that hold them were not written again:
 * of which factors a product is, which int a float was made from, by what constant two ints differ.
 */
export class KnownValues {
  /** How often a node's local has been written; 0 for what is in no local. */
  private readonly version: (node: Node) => number;
  private readonly products = new Map<number, { factors: [Node, Node]; versions: [number, number] }>();
  private readonly sums = new Map<number, { version: number; base: Node; baseVersion: number; offset: number }>();
  /** Floats that are an integer plus a half, and that integer: pixel centres. */
  private readonly centres = new Map<number, Node>();
  /** Floats that came from rounding, and the same number as an int. */
  private readonly roundedInts = new Map<number, { version: number; int: Node; intVersion: number }>();

  constructor(version: (node: Node) => number) {
    this.version = version;
  }

  /** A local that starts anew is no product any more, whatever it held. */
  forgetProduct(local: number): void {
    this.products.delete(local);
  }

  product(result: Node, a: Node, b: Node): void {
    if (result.kind === 'local')
      this.products.set(result.local, { factors: [a, b], versions: [this.version(a), this.version(b)] });
  }

  /** Factors that are still at hand; a factor whose local has gone to somebody else since is lost. */
  factorsOf(node: Node): [Node, Node] | undefined {
    const product = node.kind === 'local' && !node.row ? this.products.get(node.local) : undefined;
    if (!product) return undefined;
    const [a, b] = product.factors;
    return this.version(a) === product.versions[0] && this.version(b) === product.versions[1] ? [a, b] : undefined;
  }

  /** Remembers that an int is another one plus a constant. */
  sum(sum: Node, base: Node, offset: number): void {
    if (sum.kind !== 'local' || base.kind !== 'local') return;
    this.sums.set(sum.local, { version: this.version(sum), base, baseVersion: this.version(base), offset });
  }

  /** An int as another one plus a constant, where that is known. */
  asSum(node: Node): { base: Node; offset: number } {
    const sum = node.kind === 'local' ? this.sums.get(node.local) : undefined;
    if (!sum || sum.version !== this.version(node) || sum.baseVersion !== this.version(sum.base))
      return { base: node, offset: 0 };
    return sum;
  }

  /** Remembers that a float is an integer plus a half, so that converting it costs nothing. */
  centre(float: Node, integer: Node): void {
    if (float.kind === 'local') this.centres.set(float.local, integer);
  }

  rounded(float: Node, int: Node): void {
    if (float.kind === 'local')
      this.roundedInts.set(float.local, { version: this.version(float), int, intVersion: this.version(int) });
  }

  /** The int that a float is known to be made from. */
  intOf(float: Local): Node | undefined {
    return this.centres.get(float.local) ?? this.roundedIntOf(float);
  }

  /** Locals that go together: who keeps a rounded number keeps its int as well. */
  companion(float: Local): number | undefined {
    const int = this.roundedInts.has(float.local) ? this.intOf(float) : undefined;
    return int?.kind === 'local' && !int.row ? int.local : undefined;
  }

  private roundedIntOf(float: Local): Node | undefined {
    const rounded = this.roundedInts.get(float.local);
    if (!rounded || rounded.version !== this.version(float)) return undefined;
    return this.version(rounded.int) === rounded.intVersion ? rounded.int : undefined;
  }
}
