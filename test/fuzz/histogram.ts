/** How often something was seen, by name; printed so that a reader sees what a fuzz run reached. */
export class Histogram {
  readonly #counts = new Map<string, number>();

  count(name: string): void {
    this.#counts.set(name, this.of(name) + 1);
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Which of the names were never seen. */
  missing(names: readonly string[]): readonly string[] {
    return names.filter((name) => this.of(name) === 0);
  }

  lines(title: string): string {
    const rows = [...this.#counts].toSorted(([, a], [, b]) => b - a);
    const width = Math.max(...rows.map(([name]) => name.length));
    const bar = (count: number): string => '#'.repeat(Math.ceil((count / (rows[0]?.[1] ?? 1)) * 40));
    return [
      title,
      ...rows.map(([name, n]) => `  ${name.padEnd(width)} ${String(n).padStart(7)} ${bar(n)}`),
    ].join('\n');
  }
}
