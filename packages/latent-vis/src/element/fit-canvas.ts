import type { Camera } from '../canvas/camera.js';

/** Gives a canvas as many pixels as the screen has where it stands. It is emptied where their number changes. */
export function fitCanvas(canvas: HTMLCanvasElement, { width, height }: { width: number; height: number }): void {
  const [across, down] = [width, height].map((size) => Math.max(1, Math.round(size * devicePixelRatio))) as [number, number];
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
}

/** The camera for a canvas of so many times the pixels. */
export const enlarged = ({ x, y, scale }: Camera, by: number): Camera => ({ x, y, scale: scale * by });
