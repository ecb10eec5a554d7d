/** The largest file that can be attached, in bytes: what a small model could ever be given of it is far less. */
export const maxAttachmentBytes = 2_000_000;
