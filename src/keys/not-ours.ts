/** Something that only the real directory, or the software's owner, could make; the message is the reason, fit for a person. */
export class NotOurs extends Error {}
