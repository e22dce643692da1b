/**
 * A developer's colour made fit to be read, by the contrast of WCAG 2.2 (1.4.3): whatever comes, text on it, and it
 * on our surfaces, stay readable.
 */

/** WCAG wants 4.5 of text that is not large; rows and buttons shade a little what they stand on. */
const readableContrast = 5.5;
/** So fine that no step can be seen. */
const steps = 50;

type Rgb = readonly [number, number, number];

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];

/** @param colour as `#1a2b3c` @returns black or white, whichever reads better on it */
export function textOn(colour: string): string {
  const rgb = parse(colour);
  return format(contrastOf(rgb, black) >= contrastOf(rgb, white) ? black : white);
}

/** @returns the colour, made as much darker or lighter as it takes to be read on the surface */
export function readableOn(colour: string, surface: string): string {
  const rgb = parse(colour);
  const ground = parse(surface);
  const end = contrastOf(ground, black) >= contrastOf(ground, white) ? black : white;
  for (let step = 0; step < steps; step++) {
    const mixed = mix(rgb, end, step / steps);
    if (contrastOf(mixed, ground) >= readableContrast) return format(mixed);
  }
  return format(end);
}

/** From 1, which can't be seen, to 21. */
export function contrast(one: string, other: string): number {
  return contrastOf(parse(one), parse(other));
}

function contrastOf(one: Rgb, other: Rgb): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance, WCAG 2.2. */
function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const channel = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [channel(0), channel(1), channel(2)];
}

function parse(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function format(rgb: Rgb): string {
  return `#${rgb.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
