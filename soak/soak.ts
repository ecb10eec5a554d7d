/** A long run against faults. */
export interface Soak {
  readonly name: string;
  /** What is broken, how often, in one line. */
  readonly title: string;
  run(): Promise<SoakResult>;
}

interface SoakResult {
  /** Everything held that has to. */
  readonly held: boolean;
  /** Figures by their names, for people. */
  readonly figures: Readonly<Record<string, string>>;
}
