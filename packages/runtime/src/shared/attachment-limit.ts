/** The largest file that can be attached, in bytes: a page refuses it before it reads it. */
export const maxAttachmentBytes = 5_000_000;
