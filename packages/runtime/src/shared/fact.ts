/** Something that the user wants kept in mind in every conversation; kept on the device. */
export interface Fact {
  readonly id: string;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly createdMs: number;
}
