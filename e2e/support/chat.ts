import { expect, type Locator, type Page } from '@playwright/test';

/** Download, hash, load, first prefill and an answer, on two busy cores. */
const answerMs = 200_000;
const actionsName = 'What to do with this answer';

/** The page as a person uses it: by roles and words. */
export class Chat {
  readonly page: Page;
  readonly input: Locator;
  readonly stop: Locator;
  readonly answers: Locator;

  constructor(page: Page) {
    this.page = page;
    this.input = page.getByRole('textbox', { name: 'Message', exact: true });
    this.stop = page.getByRole('button', { name: 'Stop' });
    this.answers = page.locator('kinglet-answer');
  }

  get lastAnswer(): Locator {
    return this.answers.last();
  }

  /** Under a finished answer; a running one has none. */
  get actions(): Locator {
    return this.page.getByRole('group', { name: actionsName });
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.input).toBeVisible();
  }

  /** The one click that names the size. */
  async consent(): Promise<void> {
    await this.page.getByRole('button', { name: /^Download \d+ MB and start$/ }).click();
  }

  async newChat(): Promise<void> {
    await this.page.getByRole('button', { name: 'New chat' }).first().click();
    await expect(this.answers).toHaveCount(0);
  }

  async send(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  async finishedAnswers(count: number): Promise<void> {
    await expect(this.actions).toHaveCount(count, { timeout: answerMs });
    await expect(this.stop).toBeHidden({ timeout: answerMs });
  }

  /** Sends and waits for the end; resolves to the new answer. */
  async ask(text: string): Promise<Locator> {
    const messages = this.page.locator('kinglet-user-message');
    const before = await messages.count();
    await this.send(text);
    await expect.poll(() => messages.count(), { timeout: answerMs }).toBeGreaterThan(before);
    await expect(messages.last()).toContainText(text);
    await expect(this.lastAnswer.getByRole('group', { name: actionsName })).toBeVisible({
      timeout: answerMs,
    });
    return this.lastAnswer;
  }

  /** Answers the approval card, later than its guard against a click by accident; types the word where one is asked for. */
  async decide(decision: 'Allow once' | 'Allow in this conversation' | 'Always allow' | 'No'): Promise<void> {
    const button = this.page.getByRole('button', { name: decision, exact: true });
    await expect(button).toBeVisible({ timeout: answerMs });
    const word = this.page.getByLabel('Type “delete” to allow it');
    if (decision !== 'No' && (await word.count()) > 0) await word.fill('delete');
    await button.scrollIntoViewIfNeeded();
    await this.page.waitForTimeout(700);
    await button.click();
  }

  /** A tool card of the last answer, opened. */
  async openTool(name: string): Promise<Locator> {
    await this.lastAnswer.getByLabel(`Tool ${name}: `).click();
    return this.lastAnswer.locator('kinglet-tool-card');
  }

  async setEndpoint(baseUrl: string, { key = 'test-key', model = 'scripted-large' } = {}): Promise<void> {
    await this.view('Settings');
    await this.page.getByLabel('Address (OpenAI-compatible)').fill(baseUrl);
    await this.page.getByLabel('Model', { exact: true }).fill(model);
    await this.page.getByLabel('Key', { exact: true }).fill(key);
    const form = this.page.getByRole('form', { name: 'A larger model' });
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form.getByText('Saved.')).toBeVisible();
  }

  /** Other journeys share the profile, and a tool that fails there would ask the larger model. */
  async forgetEndpoint(): Promise<void> {
    await this.view('Settings');
    const form = this.page.getByRole('form', { name: 'A larger model' });
    await form.getByRole('button', { name: 'Forget this address' }).click();
    await expect(this.page.getByLabel('Address (OpenAI-compatible)')).toHaveValue('');
  }

  async view(name: 'Chat' | 'Models' | 'Log' | 'Settings'): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name }).click();
  }
}
