import { KingletError } from '@kinglet/spec';
import type { CompiledGrammar, GrammarCompiler, GrammarMatcher, TokenizerInfo } from '@mlc-ai/web-xgrammar';
import { GrammarGuide } from './grammar-guide.ts';
import type { TextTokenizer } from './text-tokenizer.ts';

/** Compiled grammars that are kept: tools stay the same from step to step. */
const keptGrammars = 8;

export interface GrammarsOptions {
  readonly tokenizer: TextTokenizer;
  /** Logits that the model gives, which may be more than there are tokens. */
  readonly logits: number;
  readonly endIds: ReadonlySet<number>;
}

interface Loaded {
  readonly module: typeof import('@mlc-ai/web-xgrammar');
  readonly info: TokenizerInfo;
  readonly compiler: GrammarCompiler;
}

/** Compiles grammars for one model's vocabulary by XGrammar, which is fetched with the first of them. */
export class Grammars {
  readonly #options: GrammarsOptions;
  readonly #compiled = new Map<string, CompiledGrammar>();
  #loaded: Promise<Loaded> | null = null;

  constructor(options: GrammarsOptions) {
    this.#options = options;
  }

  /** Begins a reply under a grammar (GBNF). Throws `engine-failed` where it cannot be compiled. */
  async guide(grammar: string): Promise<GrammarGuide> {
    const { tokenizer, endIds } = this.#options;
    let matcher: GrammarMatcher;
    try {
      this.#loaded ??= this.#load();
      const { module, compiler } = await this.#loaded;
      matcher = await module.GrammarMatcher.createGrammarMatcher(await this.#compile(grammar, compiler));
    } catch (cause) {
      throw new KingletError(
        'engine-failed',
        `The grammar of the reply cannot be compiled: ${cause instanceof Error ? cause.message : String(cause)}. Leave tools and schema out, or choose another model.`,
        { cause },
      );
    }
    return new GrammarGuide(matcher, { tokenizer, endIds });
  }

  /** Gives its memory back. */
  end(): void {
    for (const compiled of this.#compiled.values()) compiled.dispose();
    this.#compiled.clear();
    void this.#loaded?.then(({ compiler, info }) => {
      compiler.dispose();
      info.dispose();
    });
    this.#loaded = null;
  }

  async #compile(grammar: string, compiler: GrammarCompiler): Promise<CompiledGrammar> {
    const compiled = this.#compiled.get(grammar) ?? (await compiler.compileGrammar(grammar));
    this.#compiled.delete(grammar);
    this.#compiled.set(grammar, compiled);
    for (const [oldest, old] of this.#compiled) {
      if (this.#compiled.size <= keptGrammars) break;
      old.dispose();
      this.#compiled.delete(oldest);
    }
    return compiled;
  }

  async #load(): Promise<Loaded> {
    const { tokenizer, logits, endIds } = this.#options;
    const module = await import('@mlc-ai/web-xgrammar');
    // A token without a text is one that no grammar takes: control tokens are no text of a reply.
    const texts = tokenizer.tokens.map((token, id) => (tokenizer.controlIds.has(id) ? '' : token));
    const info = await module.TokenizerInfo.createTokenizerInfo(texts, tokenizer.spelling, false, logits, [
      ...endIds,
    ]);
    return { module, info, compiler: await module.GrammarCompiler.createGrammarCompiler(info, false) };
  }
}
