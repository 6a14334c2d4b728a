// The plugin's theme without what the line of the signature says already.

import type { Reflection } from 'typedoc';
import type { MarkdownPageEvent } from 'typedoc-plugin-markdown';
import { MarkdownTheme, MarkdownThemeContext } from 'typedoc-plugin-markdown';

class ReferenceContext extends MarkdownThemeContext {
  constructor(...args: ConstructorParameters<typeof MarkdownThemeContext>) {
    super(...args);
    const { partials } = this;
    this.partials = {
      ...partials,
      // the type is in the signature; a heading is for what a comment says of it
      signatureReturns: (model, options) =>
        model.comment?.getTag('@returns') ? partials.signatureReturns(model, options) : '',
    };
  }
}

export class ReferenceTheme extends MarkdownTheme {
  override getRenderContext(page: MarkdownPageEvent<Reflection>): MarkdownThemeContext {
    return new ReferenceContext(this, page, this.application.options);
  }
}
