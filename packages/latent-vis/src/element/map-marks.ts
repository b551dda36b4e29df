import type { Place } from '../canvas/camera.js';

export interface Marks {
  /** The point that is spoken of. */
  readonly ring: Place | undefined;
  /** Whether the middle of the map is marked, where the keyboard points. */
  readonly cross: boolean;
  readonly outline: readonly Place[];
  readonly colour: string;
}

/** Draws what lies over the points, in pixels of the page. */
export function drawMarks(context: CanvasRenderingContext2D, { ring, cross, outline, colour }: Marks): void {
  const { width, height } = context.canvas;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  if (ring) context.arc(ring.x, ring.y, 7, 0, 2 * Math.PI);
  if (cross) {
    const [x, y] = [width / devicePixelRatio / 2, height / devicePixelRatio / 2];
    for (const [right, down] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
      context.moveTo(x + 4 * right, y + 4 * down);
      context.lineTo(x + 11 * right, y + 11 * down);
    }
  }
  context.stroke();

  context.beginPath();
  for (const { x, y } of outline) context.lineTo(x, y);
  context.closePath();
  context.globalAlpha = 0.12;
  context.fill();
  context.globalAlpha = 1;
  context.setLineDash([5, 4]);
  context.stroke();
  context.setLineDash([]);
}
