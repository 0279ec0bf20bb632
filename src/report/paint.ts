/** Adds colour to text, or leaves it as it is. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  cyan(text: string): string;
}

const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

/** ANSI colours when `on`, plain text otherwise. */
export function createPaint(on: boolean): Paint {
  const wrap = (name: keyof typeof CODES) => (text: string) => {
    const [open, close] = CODES[name];
    return on ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  };
  return {
    bold: wrap('bold'),
    dim: wrap('dim'),
    red: wrap('red'),
    green: wrap('green'),
    yellow: wrap('yellow'),
    cyan: wrap('cyan'),
  };
}
