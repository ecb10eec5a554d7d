import { isParsable, withoutScripts } from './html-shape.ts';
import { plainHtmlText } from './plain-html-text.ts';

/** A page's title and its article, without menus and advertisements. */
export interface MainText {
  readonly title: string;
  readonly text: string;
}

/** Fewer characters than this are no article: then all text of the page is taken. */
const minArticleLength = 200;

/** Finds the article in a page by Readability, else gives all its text. Loads the parser at first use. */
export async function mainText(html: string): Promise<MainText> {
  const title = plainHtmlText(/<title[^>]{0,200}>([^<]{0,500})/i.exec(html)?.[1] ?? '');
  const page = withoutScripts(html);
  const article = isParsable(page) ? await findArticle(page) : null;
  if (article !== null && article.text.length >= minArticleLength)
    return { title: article.title || title, text: article.text };
  return { title, text: plainHtmlText(page) };
}

async function findArticle(html: string): Promise<MainText | null> {
  const [{ parseHTML }, { Readability }] = await Promise.all([
    import('linkedom/worker'),
    import('@mozilla/readability'),
  ]);
  try {
    const whole = /<body[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`;
    const { document } = parseHTML(whole);
    const article = new Readability(document, { maxElemsToParse: 20_000 }).parse();
    if (article === null) return null;
    return { title: article.title ?? '', text: plainHtmlText(article.content ?? '') };
  } catch {
    return null;
  }
}
