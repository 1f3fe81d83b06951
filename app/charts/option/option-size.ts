/** The picture's size in CSS pixels, and whether it will move. */
export type OptionSize = { width: number; height: number };
