import { expect, type Locator, type Page } from '@playwright/test';

/** Downloading, hashing, loading and the first prefill on two cores. */
const modelReadyMs = 180_000;
const answerMs = 180_000;

/** The page as a person uses it: by roles and words, never by the inside of an element. */
export class Chat {
  readonly page: Page;
  readonly input: Locator;
  readonly stop: Locator;

  constructor(page: Page) {
    this.page = page;
    this.input = page.getByRole('textbox', { name: 'Message' });
    this.stop = page.getByRole('button', { name: 'Stop' });
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.input).toBeVisible();
  }

  /** The one click that names the size. */
  async consent(): Promise<void> {
    await this.page.getByRole('button', { name: /Download 98(\.4)? MB and start/ }).click();
  }

  async send(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  get answers(): Locator {
    return this.page.getByRole('article', { name: 'Kinglet answered' });
  }

  get lastAnswer(): Locator {
    return this.answers.last();
  }

  /** Waits until nothing runs. */
  async settled({ timeout = answerMs }: { timeout?: number } = {}): Promise<void> {
    await expect(this.stop).toBeHidden({ timeout });
  }

  /** Sends and waits for the end; resolves to the last answer. */
  async ask(text: string): Promise<Locator> {
    const before = await this.answers.count();
    await this.send(text);
    await expect(this.answers).toHaveCount(before + 1, { timeout: modelReadyMs });
    await this.settled();
    return this.lastAnswer;
  }
}
