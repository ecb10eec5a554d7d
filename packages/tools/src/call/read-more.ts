import type { Tool } from '@kinglet/spec';
import { defineTool } from './define-tool.ts';
import { failure, success } from './outcome.ts';
import { cutAt, pageOf, readMoreName } from './page-result.ts';
import { maxContentLength } from './run-tool.ts';

/**
 * Reads on in a result that was cut. For engines that go on from results; what it gives is as untrusted as the result was. A
 * specialist that knows the built-in tools by heart knows nothing of it, and nothing of a message is offered to it.
 */
export const readMore: Tool = defineTool({
  name: readMoreName,
  description: 'Go on reading a tool result that was cut.',
  arguments: { handle: { description: 'the handle in the note at the cut', maxLength: 20 } },
  // Of whatever was cut.
  personal: true,
  examples: [{ text: 'go on', arguments: { handle: 'r1.3800' } }],
  spans: () => null,
  run({ handle }, { cut = { results: [], maxLength: maxContentLength } }) {
    const found = cutAt(handle, cut.results);
    if (found === null) {
      return failure(
        'There is no result to go on with under this handle. Copy the handle from the note at the cut.',
      );
    }
    const { result, from } = found;
    return success(
      pageOf(result, { from, maxLength: cut.maxLength }),
      result.untrusted ? { untrusted: true } : {},
    );
  },
});
